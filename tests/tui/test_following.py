"""What other runs of the program say appears, and what cannot be written is kept until it can be."""

from __future__ import annotations

import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest

from reader.cli.main import main
from reader.query import parse
from reader.state.file import StateFile
from reader.state.ledger import Ledger
from reader.state.marks import Marks
from reader.state.statements import Item, Kind
from tests.attack.faults import home
from tests.terminal import Terminal
from tests.tui.conftest import Desk, OpenReader

BRIDGE = "橋上的燈亮了"


def _read_elsewhere(file: Path, *names: str, value: bool = True) -> None:
    marks = Marks(file)
    marks.set(Kind.READ, [f"news.example/{name}" for name in names], value, action="read")
    marks.close()


def _starred(desk: Desk) -> list[str]:
    return [row.post.title for row in desk.rows if row.starred]


async def test_what_another_run_says_appears(
    small_archive: Path, open_reader: OpenReader, tmp_path: Path
) -> None:
    """Rows and counts follow; a list of unread posts keeps its rows, as with one's own keys."""
    file = tmp_path / "marks.sqlite3"
    async with open_reader(small_archive, query=parse("is:unread")) as desk:
        assert "8 unread" in desk.title_bar
        _read_elsewhere(file, "a", "b")
        await desk.until(lambda: "6 unread" in desk.title_bar)
        assert (BRIDGE in desk.unread, len(desk.titles)) == (False, 8)
        _read_elsewhere(file, "a", value=False)
        await desk.until(lambda: "7 unread" in desk.title_bar)
        assert BRIDGE in desk.unread


async def test_what_can_not_be_written_is_kept(
    small_archive: Path, open_reader: OpenReader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is said once and shown as said, can be taken back, and is written as soon as that is possible."""
    monkeypatch.setattr("reader.state.file._BUSY_SECONDS", 0.05)
    file = tmp_path / "marks.sqlite3"
    _read_elsewhere(file, "h")
    other = sqlite3.connect(file, isolation_level=None)
    async with open_reader(small_archive) as desk:
        other.execute("BEGIN IMMEDIATE")
        await desk.press("s")
        assert _starred(desk) == [BRIDGE]
        await desk.press("down", "s", "down", "s", "U")
        assert _starred(desk) == [BRIDGE, "渡輪改點"]
        await desk.until(lambda: bool(desk.notices))
        (notice,) = desk.notices
        assert "database is locked" in notice
        assert "kept in memory" in notice
        other.execute("ROLLBACK")
        await desk.until(lambda: "written now" in desk.title_bar)
        await desk.press("U")
        assert _starred(desk) == [BRIDGE]
    assert Marks(file).keys(Kind.STARRED) == {"news.example/a"}


async def test_a_file_that_is_repaired_meanwhile(
    small_archive: Path, open_reader: OpenReader, tmp_path: Path
) -> None:
    """The reader reads on without the damaged one, never writes it, and takes the whole one as soon as it is there."""
    file = tmp_path / "marks.sqlite3"
    file.write_bytes(b"\xff" * 5000)
    marks = Marks(file, are_read=False, keeps_unwritten=True)
    async with open_reader(small_archive, marks=marks) as desk:
        await desk.press("s")
        assert _starred(desk) == [BRIDGE]
        await desk.until(lambda: any("reader marks check --repair" in notice for notice in desk.notices))
        assert file.read_bytes() == b"\xff" * 5000
        whole = tmp_path / "whole.sqlite3"
        _read_elsewhere(whole, "a", "b", "c")
        whole.replace(file)
        await desk.until(lambda: "5 unread" in desk.title_bar)
        await desk.until(lambda: "written now" in desk.title_bar)
    assert Marks(file).keys(Kind.STARRED) == {"news.example/a"}


def test_leaving_with_something_unwritten(
    small_archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """It is put down beside, as an export that can be imported once there is a place for it."""
    environment = home(tmp_path)
    (tmp_path / "data").write_text("")  # a file where the folder should be
    command = [sys.executable, "-m", "reader", str(small_archive)]
    terminal = Terminal(command, size=(100, 30), env=environment)
    terminal.wait_for("8 unread")
    terminal.type("s")
    terminal.wait_for("★ starred")
    terminal.type("Q")
    assert terminal.wait() == 0
    terminal.close()
    said = terminal.output.rpartition(b"\x1b[?1049l")[2].decode()
    (place,) = (tmp_path / "cache" / "reader").glob("unwritten-marks-*.json")
    assert "2 statements" in said  # the star, and where the screens stood
    assert place.name in "".join(said.split())

    (tmp_path / "data").unlink()
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert main(["marks", "import", str(place)]) == 0
    assert main(["list", "is:starred", "--archive", str(small_archive)]) == 0
    assert BRIDGE in capsys.readouterr().out


async def test_a_backup_is_made_while_the_reader_runs(
    small_archive: Path, open_reader: OpenReader, tmp_path: Path
) -> None:
    """Also of a day on which nothing is said."""
    file = tmp_path / "marks.sqlite3"
    ledger = Ledger(StateFile(file))
    ledger.say({Item(Kind.NOTE, "news.example/a"): "夜"}, "noted")
    ledger.file.close()
    backups = tmp_path / "backups"
    for backup in backups.iterdir():
        backup.unlink()
    async with open_reader(small_archive) as desk:
        await desk.until(lambda: any(backups.glob("*.sqlite3")))
    (backup,) = backups.glob("*.sqlite3")
    with closing(sqlite3.connect(backup)) as copy:
        assert "夜" in "\n".join(copy.iterdump())
