"""Keeps the marks safe while the screens run: backed up, written as soon as possible, and never dropped."""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Callable
from pathlib import Path

from reader import paths
from reader.errors import StateError
from reader.language import ntr
from reader.state.exchange import Export, written
from reader.state.ledger import Ledger


class Keeping:
    """Looks after the file of marks on behalf of the screens. Thread-safe."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def tell_of_unwritten(self, listener: Callable[[StateError], object]) -> None:
        """Call `listener`, in the thread that marks, when what is said cannot be written from now on."""
        self._ledger.unwritten.was_refused = listener

    @property
    def problem(self) -> str:
        """why marks cannot be written, a sentence; empty if all were"""
        return str(self._ledger.unwritten.problem or "")

    def write_unwritten(self) -> int:
        """Write what could not be written before; return how many values that were. Raise StateError."""
        return self._ledger.write_unwritten()

    def back_up(self) -> None:
        """Make the backup of the day, unless there is one."""
        self._ledger.file.back_up()

    def leave(self) -> str:
        """Write what waits, or an export of it into the first folder that takes it; return a sentence that says where.

        The sentence is empty if nothing waited, or all could be written.
        """
        try:
            self._ledger.write_unwritten()
        except StateError as error:
            statements = self._ledger.unwritten_statements()
            content = "".join(written(Export(statements, [])))
            import tempfile  # 2 ms, which a start saves

            for folder in (paths.data_folder(), paths.cache_folder(), Path(tempfile.gettempdir())):
                place = folder / f"unwritten-marks-{time.strftime('%Y-%m-%dT%H%M%S')}-{os.getpid()}.json"
                if _is_put_down(place, content):
                    where = ntr(
                        "{count} statement of this run is in {place}: `reader marks import {place}` adds it.",
                        "{count} statements of this run are in {place}: `reader marks import {place}` adds them.",
                        len(statements),
                        place=place,
                    )
                    return f"{error} {where}"
            lost = ntr(
                "{count} statement of this run could not be put anywhere else, and is lost.",
                "{count} statements of this run could not be put anywhere else, and are lost.",
                len(statements),
            )
            return f"{error} {lost}"
        return ""


def _is_put_down(place: Path, content: str) -> bool:
    """Write a file durably; return whether that could be done."""
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        with place.open("x", encoding="utf-8") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        with contextlib.suppress(OSError):
            place.unlink(missing_ok=True)
        return False
    return True
