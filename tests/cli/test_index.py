"""`reader index`: says, builds, drops."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from reader.library import Library
from tests.cli.conftest import Run, Write


def test_an_index_is_built_told_and_dropped(piped: Run, archive: Path, write: Write) -> None:
    """What is said of posts is no part of it; the next command builds it again."""
    index = ("index", "--archive", archive)

    def said() -> dict[str, object]:
        (record,) = json.loads(piped(*index, "--json").out)
        return record

    before = said()
    assert (before["bytes"], before["posts"], before["compared"]) == (0, 0, None)
    ran = piped(*index, "build")
    assert ran == (0, "", "reader: 4 posts in the index: 4 new, 0 changed, 0 gone.\n")
    assert piped("mark", "--star", "@", "--archive", archive).code == 0
    write("_posts/2024-03-01-new.md", "---\ntitle: New\n---\nText.\n")
    ran = piped(*index, "build", "--json")
    assert ran.err == "reader: 5 posts in the index: 1 new, 0 changed, 0 gone.\n"
    after = said()
    assert after["posts"] == 5
    assert json.loads(ran.out) == [after]
    assert after["archives"] == [str(archive)]
    assert Path(str(after["file"])).stat().st_size == after["bytes"]
    assert piped(*index, "drop").err.startswith("reader: The index is deleted: ")
    assert not Path(str(after["file"])).exists()
    assert piped(*index, "drop").err == "reader: There is no index to delete.\n"
    assert piped("list", "is:starred", "--count", "--archive", archive).out == "1\n"


def test_people_read_it_on_their_clock(piped: Run, archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In columns and in their language."""
    shown = ("index", "--archive", archive, "--width", "200")
    assert piped("index", "build", "--archive", archive).code == 0
    # Folders that changed a moment ago may change again unseen.
    assert piped(*shown, READER_LANGUAGE="zh-Hant").out.splitlines()[2:] == [
        "文章      4", f"文庫      {archive}", "上次比對  不明",
    ]  # fmt: skip
    monkeypatch.setattr(Library, "compared_at", lambda _library: 1_700_000_000)
    assert piped(*shown, READER_ZONE="Asia/Taipei").out.endswith("\nCompared  2023-11-15 06:13\n")
    assert "2023-11-14T22:13:20Z" in piped("index", "--archive", archive).out


def test_a_folder_without_posts(piped: Run, tmp_path: Path) -> None:
    """There is nothing to build."""
    (tmp_path / "empty").mkdir()
    assert piped("index", "build", "--archive", tmp_path / "empty").code == 1
