"""The daily backups of what the user said: seven days, each whole or not there."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import time
from pathlib import Path

from reader.atomic import sync
from reader.text.late import late

DAYS = 7
"""how many backups are kept"""
_DATED = late(r".+-\d{4}-\d\d-\d\d")
_UNFINISHED = ".unfinished"
_DAY_SECONDS = 86_400


class Backups:
    """The backups of a file, in a folder beside it, one a day on which something was said."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self.folder = file.with_name("backups")
        """the place of the backups; it may not exist"""
        self._day_made = ""
        """the last day whose backup needs no further look"""

    def all(self) -> list[Path]:
        """Return the backups, the newest first."""
        with contextlib.suppress(OSError):
            found = self.folder.glob(f"{self._file.stem}-*{self._file.suffix}")
            return sorted((file for file in found if _DATED.fullmatch(file.stem)), reverse=True)
        return []

    def are_due(self) -> bool:
        """Return whether none was made today as far as is known here; takes a microsecond."""
        return self._day_made != _today()

    def make(self) -> str:
        """Make the backup of today if there is none, and drop the oldest; return what is damaged in the file, if anything.

        A damaged file is not copied. Where there is no room, none is made until tomorrow.
        """
        self._day_made = today = _today()
        place = self.folder / f"{self._file.stem}-{today}{self._file.suffix}"
        try:
            if place.exists() or not self._file.exists():
                return ""
            self.folder.mkdir(exist_ok=True)
            with contextlib.closing(
                sqlite3.connect(f"{self._file.absolute().as_uri()}?mode=ro", uri=True)
            ) as source:
                damage = write_copy(source, place)
            if not damage:
                self._drop_old(place)
            return damage
        except sqlite3.DatabaseError as error:
            if getattr(error, "sqlite_errorcode", 0) & 0xFF in (
                sqlite3.SQLITE_CORRUPT,
                sqlite3.SQLITE_NOTADB,
            ):
                return str(error)
        except OSError:
            pass
        return ""

    def _drop_old(self, newest: Path) -> None:
        """Drop what is more than is kept, and what a killed process left unfinished."""
        # By name, but never the one of today: others may be of days to come, if the clock was wrong.
        others = [file for file in self.all() if file != newest]
        for file in others[DAYS - 1 :]:
            file.unlink(missing_ok=True)
        for file in self.folder.glob(f"*{_UNFINISHED}"):
            if time.time() - file.stat().st_mtime > _DAY_SECONDS:
                file.unlink(missing_ok=True)


def write_copy(source: sqlite3.Connection, place: Path) -> str:
    """Write a checked copy of a database to a place, at once and durably; return what is damaged in it, if anything.

    A damaged copy is not kept.
    """
    unfinished = place.with_name(f"{place.name}.{os.getpid()}{_UNFINISHED}")
    try:
        with contextlib.closing(sqlite3.connect(unfinished)) as copy:
            source.backup(copy)
            # One file and no log beside it, so that it is whole wherever it is moved.
            copy.execute("PRAGMA journal_mode = DELETE")
            (damage,) = copy.execute("PRAGMA quick_check(1)").fetchone()
        if damage != "ok":
            return str(damage).splitlines()[-1]
        sync(unfinished)
        unfinished.replace(place)
        sync(place.parent)
    finally:
        unfinished.unlink(missing_ok=True)
    return ""


def _today() -> str:
    return time.strftime("%Y-%m-%d")
