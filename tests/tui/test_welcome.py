"""The first start without archives, and archives without posts."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from reader.config import load_settings
from tests.terminal import Terminal


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Return the path of a settings file that does not exist."""
    return tmp_path / "config" / "settings.toml"


def told(desk) -> str:
    """Return what stands in the dialog, its lines joined."""
    return " ".join(re.findall(r"│  (.*?) *│", desk.text))


async def test_enter_opens_the_tour(open_reader, small_archive, file) -> None:
    """Three lines say what to do; the list is seen behind them."""
    async with open_reader(small_archive, settings_file=file, is_first=True, size=(80, 24)) as desk:
        said = [line for line in desk.lines if "│  " in line]
        assert "folder of Markdown files" in said[0]
        assert "Tab completes" in said[1]
        assert "Enter for the tour" in said[2]
        await desk.press("enter")
        assert desk.is_on_main
        await desk.press("enter")
        assert desk.article_text
    assert not file.exists()


async def test_a_folder_is_completed_opened_and_kept(open_reader, small_archive, file, tmp_path) -> None:
    """A wrong one is told with what is near, an empty one with what is in it."""
    (tmp_path / "pictures").mkdir()
    for name in ("a.jpg", "b.JPG", "c"):
        (tmp_path / "pictures" / name).write_text("")
    async with open_reader(small_archive, settings_file=file, is_first=True) as desk:
        await desk.type(f"{tmp_path}/pic")
        await desk.press("tab", "enter")
        assert "holds no posts" in told(desk)
        assert "3 files: 2 .jpg, 1 without an ending" in told(desk)
        await desk.press("ctrl+u")
        await desk.type(f"{tmp_path}/archiv")
        await desk.press("enter")
        assert "did you mean" in told(desk)
        await desk.press("tab")
        assert "Open" in desk.footer
        await desk.press("enter")
        assert desk.has_left
        assert desk.app.wanted_archive == small_archive
    assert load_settings(file, {}).settings.archives == (small_archive,)


async def test_a_list_without_posts(open_reader, tmp_path) -> None:
    """It says what was looked for, and what is there."""
    (tmp_path / "empty").mkdir()
    async with open_reader(tmp_path / "empty") as desk:
        assert "no files at all" in " ".join(desk.words.replace("│", "").split())


def test_the_program_goes_on_with_the_folder(small_archive, tmp_path) -> None:
    """As if it had been named; the settings keep it, and the terminal is as it was."""
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    folders = {name: str(tmp_path / name) for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME")}
    checkout = str(Path(__file__).parents[2])
    environment = {**folders, "HOME": str(tmp_path), "LANG": "C.UTF-8", "PYTHONPATH": checkout}

    terminal = Terminal([sys.executable, "-m", "reader"], size=(100, 30), env=environment, cwd=elsewhere)
    terminal.wait_for("Welcome")
    terminal.type(f"{small_archive}\r")
    terminal.wait_for(" 8 unread")
    terminal.type("Q")
    assert terminal.wait() == 0
    assert not terminal.left_on
    terminal.close()
    kept = load_settings(tmp_path / "XDG_CONFIG_HOME" / "reader" / "settings.toml", {})
    assert kept.settings.archives == (small_archive,)
