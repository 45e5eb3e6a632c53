"""Exporting from the screens: a key proposes a file, its ending tells the format, Esc stops it."""

from __future__ import annotations

import json
import threading
from pathlib import Path

import pytest

from reader.export import json_array
from tests.tui.conftest import OpenReader


async def test_the_last_choice_is_proposed(
    small_archive: Path, open_reader: OpenReader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The key proposes a file named after the post; then the folder and the format of the last export."""
    (tmp_path / "out here").mkdir()
    monkeypatch.chdir(tmp_path)
    async with open_reader(small_archive) as desk:
        title = desk.titles[0]
        await desk.press("g", "w")
        assert desk.typed == f"write {title}.md"
        await desk.press("tab", "tab")
        assert desk.typed.rstrip() == f"write {title}.json"
        await desk.press("ctrl+u")
        await desk.type("write out here/first.json")
        await desk.press("enter")
        assert "1 post written to out here/first.json" in desk.title_bar
        assert json.loads((tmp_path / "out here/first.json").read_text())[0]["title"] == title
        await desk.press("g", "w")
        assert desk.typed == f"write out here/{title}.json"
        await desk.press("escape")
        await desk.press("colon")
        await desk.type("write out here/first.json")
        await desk.press("enter")
        assert any("add --force" in notice for notice in desk.notices)
        await desk.press("colon")
        await desk.type("write out here/first.json --as apa --force")
        await desk.press("enter")
        assert title in (tmp_path / "out here/first.json").read_text().splitlines()[0]


async def test_what_is_chosen_is_exported_together(
    small_archive: Path, open_reader: OpenReader, tmp_path: Path
) -> None:
    """In the order of the list."""
    async with open_reader(small_archive) as desk:
        titles = desk.titles[:2]
        await desk.press("v", "j")
        await desk.press("colon")
        await desk.type(f"write {tmp_path}/two.json")
        await desk.press("enter")
        assert "2 posts written" in desk.title_bar
        assert [each["title"] for each in json.loads((tmp_path / "two.json").read_text())] == titles


async def test_the_whole_list_is_exported(
    small_archive: Path, open_reader: OpenReader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A key of its own proposes a file named after the query; Tab keeps what stands after the file."""
    monkeypatch.chdir(tmp_path)
    async with open_reader(small_archive) as desk:
        titles = desk.titles
        await desk.press("g", "W")
        assert desk.typed == "write All-posts.md --all"
        await desk.press("tab", "tab")
        assert desk.typed.rstrip() == "write All-posts.json --all"
        await desk.press("enter")
        assert f"{len(titles)} posts written to All-posts.json" in desk.title_bar
        written = json.loads((tmp_path / "All-posts.json").read_text())
        assert [each["title"] for each in written] == titles


async def test_escape_stops_an_export(
    small_archive: Path, open_reader: OpenReader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing of it is left."""
    goes_on, begun = threading.Event(), threading.Event()
    write = json_array.write

    def slow(selection: object, stream: object) -> None:
        begun.set()
        goes_on.wait()
        write(selection, stream)  # type: ignore[arg-type]

    monkeypatch.setattr(json_array, "write", slow)
    (out := tmp_path / "out").mkdir()
    async with open_reader(small_archive) as desk:
        await desk.press("colon")
        await desk.type(f"write {out}/a.json")
        await desk.press_on("enter")
        begun.wait()
        await desk.press_on("escape")
        assert "Export stopped, nothing was written" in desk.title_bar
        goes_on.set()
        await desk.until(lambda: not list(out.iterdir()))
