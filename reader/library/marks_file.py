"""The file of the marks as a whole: exported, imported, checked and repaired. No archive is needed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from reader import paths
from reader.state import exchange, repair
from reader.state.backups import Backups
from reader.state.exchange import Export
from reader.state.file import StateFile
from reader.state.known import BEHIND
from reader.state.ledger import Ledger
from reader.state.statements import Kind

Repaired = repair.Repaired


class Imported(NamedTuple):
    """What an import did, or would do."""

    new: int
    """how many statements hold from now on"""
    known: int
    """how many were here already, or are older than what is said here"""


class Condition(NamedTuple):
    """What a check found."""

    file: Path
    exists: bool
    damage: str
    """what is damaged, empty if the file is whole or missing"""
    backups: list[Path]
    """the newest first"""


def export_lines() -> Iterator[str]:
    """Yield all marks as the lines of an export. Raise StateError before the first one."""
    ledger = _ledger()
    export = Export(ledger.statements(), ledger.earlier())
    yield from exchange.written(export)


def import_marks(content: bytes, name: str, *, is_trial: bool = False) -> Imported:
    """Merge an export into the marks, as one change; a dry run changes nothing.

    `name` is what the file is called. Raise ImportedFileError before anything is written, and StateError.
    """
    export = exchange.parse(content, name)
    ledger = _ledger()
    new = ledger.newer(export.statements)
    if not is_trial:
        ledger.merge(export.statements, export.earlier, "imported", subject=Path(name).name)
        if new:
            # Posts may be here under other keys than there: the next load looks at all of them.
            ledger.remember({BEHIND: "1"})
        ledger.file.close()
    # Where posts were is no statement of the user's.
    said = sum(each.item.kind is not Kind.KNOWN for each in export.statements)
    new_said = sum(item.kind is not Kind.KNOWN for item in new)
    return Imported(new_said, said - new_said)


def check_marks() -> Condition:
    """Return the condition of the file. Raise StateError if it cannot be read, or is of a newer version."""
    file = paths.marks_file()
    exists = StateFile(file).exists()
    return Condition(file, exists, repair.damage_of(file) if exists else "", Backups(file).all())


def repair_marks() -> Repaired:
    """Put a whole file in the place of the damaged or missing one, which is kept beside it. Raise StateError."""
    return repair.repair(paths.marks_file())


def _ledger() -> Ledger:
    return Ledger(StateFile(paths.marks_file()))
