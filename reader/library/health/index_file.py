"""The index against the files, and the caches that nothing uses any more."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from reader import paths
from reader.index import Index
from reader.index.schema import VERSION
from reader.language import ntr, tr
from reader.library.health.findings import Finding, Severity, Subject
from reader.store.walk import PostFile

_CACHE = re.compile(
    r"index(?P<version>\d*)-[0-9a-f]{16}(?:-(?P<number>\d+))?\.(?:sqlite3(?:-wal|-shm|-journal)?|lock)"
)
_LIST = re.compile(r"(?P<session>\d+)\.json")
_MOST_NUMBERED = 4
"""numbers below are of files that stand in for others, those above of processes"""


class Comparison(NamedTuple):
    """The index beside the files."""

    indexed: int
    """posts in the index; 0 without one"""
    new: int
    changed: int
    gone: int

    @property
    def behind(self) -> int:
        """how many files the index tells wrongly of"""
        return self.new + self.changed + self.gone


def check_whole(index: Index) -> str:
    """Read every page of the index; return what contradicts itself in it, if anything. Raise DamagedIndexError for a page."""
    with index.reading() as connection:
        rows = connection.execute("PRAGMA quick_check(1)").fetchall() if connection else []
    said = next((str(said) for (said,) in rows), "ok")
    return "" if said == "ok" else said


def compared(index: Index, files: Iterable[PostFile]) -> Comparison:
    """Return how the index stands to the files; changes neither. Raise DamagedIndexError."""
    known: dict[tuple[Path, bytes], tuple[int, int]] = {}
    with index.reading() as connection:
        rows = connection.execute("SELECT archive, path, size, mtime_ns FROM post") if connection else ()
        for archive, path, size, mtime_ns in rows:
            known[index.archives[archive], path] = size, mtime_ns
    indexed = len(known)
    new = changed = 0
    for file in files:
        was = known.pop((file.archive, os.fsencode(file.path)), None)
        new += was is None
        changed += was is not None and was != (file.size, file.mtime_ns)
    return Comparison(indexed, new, changed, len(known))


def examined_index(before: Comparison, problems: Iterable[str], damage: str = "") -> list[Finding]:
    """Return what the comparison found before the load that follows it; `damage` is what was met while reading."""
    found = [
        _finding(
            "file",
            Severity.PROBLEM,
            problem,
            tr("Make room there, move away what is not the reader's, or give yourself the right to write."),
        )
        for problem in problems
    ]
    if damage:
        found.append(
            _finding("damage", Severity.NOTE, damage, tr("Nothing needs to be done: it is whole again."))
        )
    elif not before.indexed:
        found.append(_finding("behind", Severity.OK, tr("There was no index yet; it has been built.")))
    elif before.behind:
        text = tr(
            "The index was behind the files ({new} new, {changed} changed, {gone} gone) and has caught up.",
            new=before.new,
            changed=before.changed,
            gone=before.gone,
        )
        found.append(_finding("behind", Severity.OK, text))
    else:
        found.append(_finding("behind", Severity.OK, tr("The index holds what the files say.")))
    return found


def examined_caches(folder: Path) -> list[Finding]:
    """Return the files in the folder of the caches that nothing uses any more."""
    stale = [str(file) for file in _stale(folder)]
    if not stale:
        return []
    text = ntr(
        "{count} file in the cache is of an older version or of a run that has ended.",
        "{count} files in the cache are of older versions or of runs that have ended.",
        len(stale),
    )
    remedy = tr("`reader doctor --fix` deletes them; they take room and nothing reads them.")
    return [_finding("stale", Severity.MENDABLE, text, remedy, stale)]


def drop_stale(folder: Path) -> int:
    """Delete what `examined_caches` finds; return how many files are gone."""
    gone = 0
    for file in list(_stale(folder)):
        try:
            file.unlink()
        except OSError:
            continue  # it is told of again by the next look
        gone += 1
    return gone


def _stale(folder: Path) -> Iterator[Path]:
    for file in _matching(folder, "index*"):
        name = _CACHE.fullmatch(file.name)
        if name is None:
            continue
        number = int(name["number"] or 0)
        if int(name["version"] or 0) < VERSION or (number >= _MOST_NUMBERED and not _runs(number)):
            yield file
    for file in _matching(folder / "lists", "*.json"):
        # What `reader list` numbered in a session of a shell that has ended.
        name = _LIST.fullmatch(file.name)
        if name is not None and not _runs(int(name["session"])):
            yield file


def _matching(folder: Path, pattern: str) -> list[Path]:
    # `Path.glob` raises where a folder on the way may not be searched.
    return sorted(folder.glob(pattern)) if paths.is_folder(folder) else []


def _runs(process: int) -> bool:
    """Return whether a process of this number runs."""
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    return True


def _finding(
    name: str, severity: Severity, message: str, remedy: str = "", places: Iterable[str] = ()
) -> Finding:
    return Finding(Subject.INDEX, f"index.{name}", severity, message, remedy, tuple(places))
