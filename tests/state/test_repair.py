"""Checks of the file, and its repair."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from reader.errors import StateError
from reader.state.marks import Marks
from reader.state.repair import damage_of, repair
from reader.state.statements import Item, Kind
from tests.attack.faults import KINDS, damaged
from tests.state.conftest import mark

_BEFORE = [f"before {number:04}" for number in range(600)]
_AFTER = [f"later {number:04}" for number in range(600)]


@pytest.fixture
def said(file: Path) -> Path:
    """A file of which a half is in the backup of today, and a half is not."""
    marks = Marks(file)
    mark(marks, _BEFORE)
    marks.close()
    marks = Marks(file)
    mark(marks, _AFTER)
    marks.say({Item(Kind.NOTE, "a"): "夜"}, "noted")
    marks.close()
    with contextlib.closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return file


def test_a_whole_file(said: Path) -> None:
    """Nothing is wrong with it, or with its backup, also while it is written."""
    assert damage_of(said) == ""
    assert damage_of(said.parent / "backups" / _backup(said)) == ""
    with contextlib.closing(sqlite3.connect(said, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        other.execute("DELETE FROM said")
        assert damage_of(said) == ""


def _backup(file: Path) -> str:
    (backup,) = (file.parent / "backups").iterdir()
    return backup.name


@pytest.mark.parametrize("seed", range(2 * len(KINDS)))
def test_damage_of_any_kind(said: Path, seed: int) -> None:
    """All of the backup is there again, and what can be read; the damaged file is kept to the byte."""
    content = damaged(said.read_bytes(), seed)
    said.write_bytes(content)
    if not damage_of(said):
        pytest.skip("nothing uses what was damaged")
    repaired = repair(said)

    assert damage_of(said) == ""
    assert repaired.kept is not None
    assert repaired.kept.read_bytes() == content
    assert Marks(said).keys(Kind.READ) >= set(_BEFORE)


def _bad_page(content: bytearray) -> None:
    content[-4096:] = b"\xff" * 4096


def _bad_head(content: bytearray) -> None:
    content[:4096] = bytes(4096)


@pytest.mark.parametrize(("spoil", "least"), [(_bad_page, 400), (_bad_head, 600)])
def test_what_can_still_be_read_is_kept(said: Path, spoil: Callable[[bytearray], None], least: int) -> None:
    """Of what was said after the backup only that is lost which stood in the damaged page, with or without a backup."""
    content = bytearray(said.read_bytes())
    spoil(content)
    said.write_bytes(content)
    repaired = repair(said)
    assert repaired.backup is not None
    later = Marks(said).keys(Kind.READ) & set(_AFTER)
    assert len(later) >= least

    said.write_bytes(content)
    (said.parent / "backups" / _backup(said)).unlink()
    assert repair(said).backup is None
    assert len(Marks(said).keys(Kind.READ)) >= least


def test_a_row_without_meaning(said: Path) -> None:
    """A flipped bit in a value is found; the backup has the value, and a text is kept as an earlier one."""
    with contextlib.closing(sqlite3.connect(said, isolation_level=None)) as other:
        other.execute("UPDATE said SET value = 'x7' WHERE key = ?", (_BEFORE[5],))
    assert _BEFORE[5] in damage_of(said)
    with contextlib.closing(sqlite3.connect(said, isolation_level=None)) as other:
        other.execute("UPDATE said SET at = 'x' WHERE kind = 'note'")
    repair(said)
    marks = Marks(said)
    assert damage_of(said) == ""
    assert marks.is_marked(Kind.READ, _BEFORE[5])
    assert [each.value for each in marks.ledger.earlier()] == ["夜"]


def test_an_emptied_or_a_missing_file(said: Path) -> None:
    """It is not taken for that of a new user while there are backups."""
    said.write_bytes(b"")
    with pytest.raises(StateError, match="--repair"):
        Marks(said)
    assert damage_of(said)
    assert repair(said).kept is not None
    said.unlink()
    assert repair(said).kept is None
    assert Marks(said).keys(Kind.READ) == set(_BEFORE)


def test_files_that_are_not_to_be_touched(file: Path) -> None:
    """Those of other programs and of newer versions."""
    file.parent.mkdir()
    with sqlite3.connect(file) as connection:
        connection.execute("CREATE TABLE shopping (item)")
    with pytest.raises(StateError, match="another program"):
        damage_of(file)
    file.unlink()
    mark(Marks(file), ["a"])
    with sqlite3.connect(file) as connection:
        connection.execute("PRAGMA user_version = 99")
    with pytest.raises(StateError, match="Update the reader"):
        damage_of(file)


def test_nothing_to_repair_from(file: Path) -> None:
    """It is said, and the file stays."""
    file.parent.mkdir()
    file.write_bytes(b"my shopping list\n" * 1000)
    with pytest.raises(StateError, match="nothing of them can be read"):
        repair(file)
    assert file.read_bytes() == b"my shopping list\n" * 1000
    assert [each.name for each in file.parent.iterdir()] == [file.name]


def test_a_missing_file_beside_its_log(said: Path) -> None:
    """The log that a killed program left is not read into the backup that takes the place of its file."""
    log = said.with_name(f"{said.name}-wal")
    running = Marks(said)
    mark(running, [f"much later {number}" for number in range(2000)])
    content = log.read_bytes()
    running.close()
    said.unlink()
    log.write_bytes(content)
    repaired = repair(said)

    assert repaired.kept is None
    assert damage_of(said) == ""
    assert Marks(said).keys(Kind.READ) == set(_BEFORE)
    assert [each.read_bytes() for each in said.parent.glob("*-wal") if each != log] == [content]


def test_a_running_program_goes_on_in_the_repaired_file(said: Path) -> None:
    """What it says next is in the new file, and what the repair brought back it finds at its next look."""
    running = Marks(said)
    content = bytearray(said.read_bytes())
    _bad_page(content)
    with said.open("rb+") as file:
        file.write(content)
    with contextlib.suppress(StateError):
        mark(running, ["meanwhile"])
    repair(said)
    mark(running, ["after"])
    running.follow()
    assert running.keys(Kind.READ) >= {"after", *_BEFORE}
    running.close()
    assert Marks(said).is_marked(Kind.READ, "after")
    assert damage_of(said) == ""
