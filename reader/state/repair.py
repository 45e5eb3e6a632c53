"""Checks the file of what was said, and repairs it from a backup and what can still be read of it."""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
import tempfile
import time
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from reader.atomic import sync
from reader.errors import StateError, reason_of
from reader.language import tr
from reader.paths import is_file, is_there
from reader.state import schema
from reader.state.backups import Backups
from reader.state.file import StateFile, readable
from reader.state.ledger import Ledger
from reader.state.statements import TEXT_KINDS, Item, Kind, Statement, is_well_formed

_PAGE = 4096
"""bytes of a page of every file that the reader makes (SQLite's default)"""
_TABLES = frozenset(("said", "earlier", "change", "changed"))


class Repaired(NamedTuple):
    """What a repair did."""

    kept: Path | None
    """where the damaged file is now; None if there was none"""
    backup: Path | None
    """the backup that the new file began as, None if there is no good one"""
    read: int
    """how many statements could still be read from the damaged file"""


def damage_of(path: Path) -> str:
    """Return what is damaged in a file, empty if it is whole; it may be written meanwhile.

    Raise StateError if it cannot be read, or is not one that this version can repair.
    """
    _check_kind(path)
    try:
        with _opened(path) as connection:
            version = _version(path, connection)
            for (damage,) in connection.execute("PRAGMA integrity_check(1)"):
                if damage != "ok":
                    return str(damage).splitlines()[-1]
            if version == 0:
                return tr("it is empty, and there are backups") if Backups(path).all() else ""
            if version == schema.VERSION:
                return _wrong_table(connection) or _wrong_row(connection)
    except sqlite3.Error as error:
        return str(error)
    except OSError as error:
        raise StateError(path, reason_of(error)) from error
    return ""


def _check_kind(path: Path) -> None:
    """Raise StateError where something else than a file stands: a pipe would be waited for, a device read without end."""
    if is_there(path) and not is_file(path):
        raise StateError(path, tr("it is no regular file"))


@contextlib.contextmanager
def _opened(path: Path) -> Iterator[sqlite3.Connection]:
    """Yield a connection for reading a file that may be written meanwhile; nothing is written to it."""
    with contextlib.closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as connection:
        try:
            connection.execute("BEGIN")
            connection.execute("PRAGMA schema_version").fetchone()
        except sqlite3.OperationalError:
            # SQLite writes beside a file to read it with its log, which a read-only folder refuses.
            with readable(path) as copy:
                yield copy
        else:
            yield connection


def _version(path: Path, connection: sqlite3.Connection) -> int:
    """Return the version of a file. Raise StateError if the file is not to be touched."""
    version = schema.version_of(connection)
    if version is None:
        tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
        if not tables >= _TABLES:
            raise StateError(path, tr("they belong to another program"), tr("Move the file away."))
        raise sqlite3.DatabaseError(tr("its header is changed"))
    if version > schema.VERSION:
        way_out = tr("Update the reader to check them.")
        raise StateError(path, tr("a newer version of the reader wrote them"), way_out, is_only_read=True)
    return version


def _wrong_table(connection: sqlite3.Connection) -> str:
    with contextlib.closing(sqlite3.connect(":memory:")) as whole:
        schema.create(whole)
        for table in sorted(_TABLES):
            columns = f"SELECT name, type, pk FROM pragma_table_info('{table}')"
            if connection.execute(columns).fetchall() != whole.execute(columns).fetchall():
                return tr("its table {table} is not as it should be", table=table)
    return ""


def _wrong_row(connection: sqlite3.Connection) -> str:
    for table in ("said", "earlier"):
        for kind, key, name, value, at in connection.execute(
            f"SELECT kind, key, name, value, at FROM {table}"
        ):
            if not is_well_formed((kind, key, name), value, at):
                return tr("what it says under {kind} of {key} has no meaning", kind=kind, key=key)
    return ""


def repair(path: Path) -> Repaired:
    """Put a whole file in the place of a damaged or missing one, which is kept beside it.

    It has all of the newest good backup, merged with all that can still be read of the damaged file. Raise StateError
    if there is neither, or no room.
    """
    _check_kind(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix="repair-", dir=path.parent) as folder, _held(path):
            return _repair(path, Path(folder))
    except OSError as error:
        raise StateError(
            path, reason_of(error), tr("Make room on the disk, or mend the permissions.")
        ) from error


def _repair(path: Path, folder: Path) -> Repaired:
    new = folder / path.name
    backup = next((each for each in Backups(path).all() if not _is_damaged(each)), None)
    if backup is not None:
        shutil.copyfile(backup, new)
    file = StateFile(new)
    ledger = Ledger(file)
    known = ledger.statements()
    salvaged = _salvaged(path, folder, backup, [each.item for each in known]) if path.exists() else set()
    if backup is None and not salvaged:
        reason = tr("nothing of them can be read, and there is no backup")
        raise StateError(path, reason, tr("Move the file away to begin anew."))
    statements, earlier = _sorted_out(salvaged)
    ledger.merge(statements, earlier, "repaired")
    file.close()
    kept = _put_in_place(new, path)
    return Repaired(kept, backup, len({each.item for each in statements}))


def _is_damaged(backup: Path) -> bool:
    try:
        return bool(damage_of(backup))
    except StateError:
        return True


@contextlib.contextmanager
def _held(path: Path) -> Iterator[None]:
    """Keep other processes from writing to a file, as far as it can still be locked."""
    with contextlib.ExitStack() as stack:
        with contextlib.suppress(sqlite3.Error):
            connection = sqlite3.connect(
                f"{path.absolute().as_uri()}?mode=rw", uri=True, isolation_level=None
            )
            stack.enter_context(contextlib.closing(connection))
            connection.execute("BEGIN IMMEDIATE")
        yield


def _put_in_place(new: Path, path: Path) -> Path | None:
    """Put a file in the place of a damaged or missing one; return where that is kept with its log, None if it was missing.

    Programs that have it open find that another file stands there before they write again.
    """
    stamp = time.strftime("%Y-%m-%dT%H%M%S")
    names = (f"{path.stem}-damaged-{stamp}{number}{path.suffix}" for number in ("", *range(-2, -100, -1)))
    kept = next(place for place in map(path.with_name, names) if not place.exists())
    is_damaged = path.exists()
    if is_damaged:
        os.link(path, kept)
    # A log is read into whatever file stands beside it, so it must be gone first; so must that of a missing file.
    for suffix in ("-wal", "-shm"):
        beside = Path(f"{path}{suffix}")
        if beside.exists():
            beside.replace(f"{kept}{suffix}")
    new.replace(path)
    sync(path.parent)
    return kept if is_damaged else None


# Reading what is left

_Row = tuple[str, str, str, str | None, int]
_Found = set[tuple[str, _Row]]
"""rows that were read, each with its table"""


def _salvaged(path: Path, folder: Path, backup: Path | None, probes: Sequence[Item]) -> _Found:
    """Return the rows that can be read, with the log and without it, and if need be by the first page of another file."""
    copy, log = folder / "damaged.sqlite3", Path(f"{path}-wal")
    found: _Found = set()
    if log.exists():
        # The log first: what is moved from it into the file meanwhile is in both then.
        shutil.copyfile(log, f"{copy}-wal")
        shutil.copyfile(path, copy)
        found |= _rows(copy, probes)
        for suffix in ("", "-wal", "-shm"):
            Path(f"{copy}{suffix}").unlink(missing_ok=True)
    shutil.copyfile(path, copy)
    in_file = _rows(copy, probes)
    if not in_file:
        _write_first_page(copy, folder, backup)
        in_file = _rows(copy, probes)
    return found | in_file


def _write_first_page(copy: Path, folder: Path, backup: Path | None) -> None:
    """Give a file the first page of a whole one: it says where the tables are, which is the same in most files."""
    whole = folder / "whole.sqlite3"
    if backup is not None:
        shutil.copyfile(backup, whole)
    else:
        with contextlib.closing(sqlite3.connect(whole, isolation_level=None)) as connection:
            schema.create(connection)
    page = bytearray(whole.read_bytes()[:_PAGE])
    page[28:32] = (-(-copy.stat().st_size // _PAGE)).to_bytes(4, "big")  # the pages of the file
    with copy.open("rb+") as file:
        file.write(page)


def _rows(file: Path, probes: Sequence[Item]) -> _Found:
    found: _Found = set()
    with contextlib.suppress(sqlite3.Error), contextlib.closing(sqlite3.connect(file)) as connection:
        connection.text_factory = lambda text: text.decode("utf-8", "surrogateescape")
        for table in ("said", "earlier"):
            for row in _readable_rows(connection, table, probes):
                if all(isinstance(part, str) for part in row[:3]):
                    found.add((table, row))
    return found


def _readable_rows(connection: sqlite3.Connection, table: str, probes: Sequence[Item]) -> Iterator[_Row]:
    """Yield the rows of a table but for those in pages that cannot be read.

    Beyond such a page one comes by looking for items that are known, in order, and from the other end.
    """
    columns = f"SELECT kind, key, name, value, at FROM {table}"
    place: tuple[str, ...] = ("", "", "")
    while True:
        try:
            for row in connection.execute(
                f"{columns} WHERE (kind, key, name) >= (?, ?, ?) ORDER BY 1, 2, 3", place
            ):
                yield row
                place = tuple(map(str, row[:3]))
            return
        except sqlite3.Error:
            number = bisect_right(probes, place)
            if number == len(probes):
                break
            place = tuple(map(str, probes[number]))
    with contextlib.suppress(sqlite3.Error):
        yield from connection.execute(f"{columns} ORDER BY 1 DESC, 2 DESC, 3 DESC")


def _sorted_out(found: _Found) -> tuple[list[Statement], list[Statement]]:
    """Return the statements and earlier values among rows; texts without meaning are kept as earlier values."""
    statements, earlier = [], []
    for table, (kind, key, name, value, at) in sorted(found, key=repr):
        item = Item(Kind(kind), key, name)
        if is_well_formed(item, value, at):
            if table == "said":
                statements.append(Statement(item, value, at))
            elif value is not None:
                earlier.append(Statement(item, value, at))
        elif (
            item.kind in TEXT_KINDS
            and is_well_formed(Item(Kind.NOTE, key, name), value, 0)
            and value is not None
        ):
            earlier.append(Statement(item, value, 0))
    return statements, earlier
