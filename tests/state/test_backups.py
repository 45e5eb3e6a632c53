"""Daily backups."""

from __future__ import annotations

import sqlite3
import time
from pathlib import Path

import pytest

from reader.errors import StateError
from reader.state.marks import Marks
from reader.state.statements import Kind
from tests.state.conftest import mark


@pytest.fixture
def today(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The day that the clock shows, to be set."""
    day = ["2024-03-01"]
    monkeypatch.setattr(time, "strftime", lambda _: day[0])
    return day


def _backups(file: Path) -> list[str]:
    return sorted(each.name for each in (file.parent / "backups").iterdir())


def test_seven_days_are_kept(file: Path, today: list[str]) -> None:
    """One a day on which something was said, each a file that can be read by itself."""
    for number in range(1, 12):
        today[0] = f"2024-03-{number:02}"
        marks = Marks(file)
        mark(marks, [f"{number}"])
        mark(marks, [f"{number}b"])
        marks.close()

    assert _backups(file) == [f"marks-2024-03-{number:02}.sqlite3" for number in range(5, 12)]
    oldest = Marks(file.parent / "backups" / "marks-2024-03-05.sqlite3")
    assert oldest.keys(Kind.READ) >= {"4", "4b", "5"}


def test_a_clock_that_was_wrong_takes_no_backup_of_today(file: Path, today: list[str]) -> None:
    """Backups of days to come are not kept in place of the one just made."""
    for day in (*(f"2099-01-{number:02}" for number in range(1, 9)), "2024-03-01"):
        today[0] = day
        marks = Marks(file)
        mark(marks, [day])
        marks.close()
    assert len(_backups(file)) == 7
    assert _backups(file)[0] == "marks-2024-03-01.sqlite3"


def test_a_damaged_file_makes_no_backup_and_is_written_no_more(file: Path, today: list[str]) -> None:
    """The damage is met by the backup, before a change meets it."""
    marks = Marks(file)
    mark(marks, (f"key {number}" for number in range(2000)))
    marks.close()
    content = bytearray(file.read_bytes())
    content[-4096:] = b"\xff" * 4096
    file.write_bytes(content)

    today[0] = "2024-03-02"
    marks = Marks(file, are_read=False)
    marks.ledger.file.back_up()
    with pytest.raises(StateError, match="--repair"):
        mark(marks, ["one more"])
    assert _backups(file) == ["marks-2024-03-01.sqlite3"]
    assert file.read_bytes() == content


def test_where_none_can_be_made_marks_are_kept_all_the_same(file: Path, today: list[str]) -> None:
    """As where a file stands in the place of the folder."""
    file.parent.mkdir()
    (file.parent / "backups").write_text("")
    marks = Marks(file)
    mark(marks, ["a"])
    marks.close()
    with sqlite3.connect(file) as connection:
        assert connection.execute("SELECT key FROM said").fetchall() == [("a",)]
