"""An archive that goes while it is open, and comes back."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from reader.config import Settings
from reader.tui.features import watching
from tests.tui.conftest import OpenReader, WritePost
from tests.tui.test_watching import soon


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits for the first list to be counted."""
    monkeypatch.setattr(watching, "_START_DELAY_SECONDS", 0)


def _rename(archive: Path) -> Callable[[], object]:
    aside = archive.rename(archive.with_name("aside"))
    return lambda: aside.rename(archive)


def _replace(archive: Path) -> Callable[[], object]:
    aside = archive.rename(archive.with_name("aside"))
    archive.write_text("no folder")
    return lambda: (archive.unlink(), aside.rename(archive))


def _remove(archive: Path) -> Callable[[], object]:
    copy = shutil.copytree(archive, archive.with_name("copy"))
    shutil.rmtree(archive)
    return lambda: copy.rename(archive)


def _close(archive: Path) -> Callable[[], object]:
    if os.geteuid() == 0:
        pytest.skip("nothing is closed to this user")
    archive.chmod(0)
    return lambda: archive.chmod(0o755)


@pytest.mark.parametrize(
    ("go", "state"),
    [
        (_rename, "The archive is gone, waiting for it"),
        (_remove, "The archive is gone, waiting for it"),
        (_replace, "The archive is no longer a folder, waiting for it"),
        (_close, "The archive cannot be read, waiting for it"),
    ],
)
async def test_an_archive_that_is_gone_is_waited_for(
    go: Callable[[Path], Callable[[], object]], state: str, small_archive: Path, open_reader: OpenReader
) -> None:
    """The title says which; list and article stay, marks are kept, and all goes on once the folder is back."""
    async with open_reader(small_archive, settings=Settings(watch=True), size=(200, 30)) as desk:
        await desk.press("enter")
        titles, text = desk.titles, desk.article_text
        bring_back = go(small_archive)
        assert await soon(desk, lambda: f"{state}: {small_archive}" in desk.title_bar)
        assert "posts" not in desk.title_bar
        assert (desk.titles, desk.article_text) == (titles, text)
        await desk.press("s", "R")
        assert "Not there yet" in desk.title_bar
        await desk.press("q", "S")
        assert desk.titles == ["橋上的燈亮了"]
        await desk.press("x")
        assert desk.titles == titles
        bring_back()
        assert await soon(desk, lambda: "8 posts" in desk.title_bar)
        await desk.press("S")
        assert desk.titles == ["橋上的燈亮了"]
        assert desk.notices == []


async def test_without_watching_r_tells_that_it_is_gone(small_archive: Path, open_reader: OpenReader) -> None:
    """And that it is back."""
    async with open_reader(small_archive, size=(200, 30)) as desk:
        bring_back = _rename(small_archive)
        await desk.press("R")
        assert "The archive is gone, waiting for it" in desk.title_bar
        assert len(desk.titles) == 8
        bring_back()
        await desk.press("R")
        assert "8 posts" in desk.title_bar
        assert "Nothing new" in desk.title_bar


async def test_an_emptied_archive_keeps_the_marks(
    small_archive: Path, write_post: WritePost, open_reader: OpenReader
) -> None:
    """A folder without posts is shown as one; a post that comes back has its star."""
    async with open_reader(small_archive, size=(160, 30)) as desk:
        await desk.press("s")
        aside = shutil.copytree(small_archive, small_archive.with_name("aside"))
        for file in small_archive.iterdir():
            file.unlink()
        await desk.press("R")
        assert "0 posts" in desk.title_bar
        assert desk.article_text.count("很長的一段話") == 0
        shutil.copytree(aside, small_archive, dirs_exist_ok=True)
        await desk.press("R", "S")
        assert desk.titles == ["橋上的燈亮了"]


def _remove_marks(folder: Path) -> None:
    """Remove the file of marks with all that lies beside it, as another program may."""
    for file in folder.glob("marks.sqlite3*"):
        file.unlink()


async def test_a_folder_in_the_place_of_the_marks_keeps_nobody_from_reading(
    small_archive: Path, open_reader: OpenReader, tmp_path: Path
) -> None:
    """Articles open, what was said stays on the screen, and what is said is kept until the folder is gone."""
    async with open_reader(small_archive) as desk:
        await desk.press("s")
        _remove_marks(tmp_path)
        (tmp_path / "marks.sqlite3").mkdir()
        await desk.press("j", "s", "enter", "J")
        assert (desk.article, desk.row) == ("车站的钟慢了", "车站的钟慢了")
        await desk.press("q", "S")
        assert desk.titles == ["橋上的燈亮了", "渡輪改點"]
        assert any("cannot be used" in notice for notice in desk.notices)
        (tmp_path / "marks.sqlite3").rmdir()
        await desk.press("s")
        assert [path.name for path in tmp_path.glob("unwritten-*")] == []


async def test_marks_that_are_removed_while_the_screens_run_are_written_again(
    small_archive: Path, open_reader: OpenReader, tmp_path: Path
) -> None:
    """Also what was said before, without a word."""
    async with open_reader(small_archive) as desk:
        await desk.press("s")
        _remove_marks(tmp_path)
        await desk.press("j", "s", "S")
        assert desk.titles == ["橋上的燈亮了", "渡輪改點"]
        assert not any("cannot" in notice for notice in desk.notices)
    async with open_reader(small_archive) as desk:
        await desk.press("S")
        assert desk.titles == ["橋上的燈亮了", "渡輪改點"]
