"""A note in the user's own editor: written to a file, changed there, and read back."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from reader.errors import reason_of
from reader.language import tr
from reader.library import LONGEST_NOTE
from reader.tui.external import Program, ProgramError, editor

_MOST_BYTES = 4 * LONGEST_NOTE + 2
"""of the longest note: UTF-8 takes up to four for a character, and the last line ends"""


class Edited(NamedTuple):
    """What an editor left."""

    text: str
    """the text, as it was where the editor left no other"""
    problem: str = ""
    """what went wrong, a sentence; empty if nothing did"""


def edited(text: str, run: Callable[[Program], None]) -> Edited:
    """Return what the user's editor makes of a text; `run` starts it, and raises ProgramError.

    What it saved before it failed counts. A file that is no note, or cannot be read, stays where it is, and the
    problem names it.
    """
    folder = None
    try:
        folder = Path(tempfile.mkdtemp(prefix="reader-note-"))
        file = folder / "note.md"
        file.write_text(f"{text}\n" if text else "", "utf-8", newline="")
    except OSError as error:
        _remove(folder)
        return Edited(text, tr("There is no room for a file to edit ({reason}).", reason=reason_of(error)))
    failure = _failure(file, run)
    try:
        after = _saved(file)
    except FileNotFoundError as error:
        _remove(folder)
        return Edited(
            text, tr("The editor left no file ({reason}): the note is as it was.", reason=reason_of(error))
        )
    except _NoNoteError as error:
        return Edited(text, str(error))
    _remove(folder)
    if not after.strip() or after == text:
        return Edited(text, failure or tr("The editor saved nothing: the note is as it was."))
    return Edited(after, tr("{failure} What it saved is here.", failure=failure) if failure else "")


class _NoNoteError(Exception):
    """A file cannot be a note; its message is a sentence that names it."""


def _saved(file: Path) -> str:
    """Return the text in a file. Raise FileNotFoundError without one, and _NoNoteError if it cannot be a note."""
    try:
        with file.open("rb") as stream:
            saved = stream.read(_MOST_BYTES + 1)
    except FileNotFoundError:
        raise
    except OSError as error:
        raise _NoNoteError(
            tr(
                "{file} cannot be read ({reason}): the note is as it was, and the file is kept.",
                file=file,
                reason=reason_of(error),
            )
        ) from error
    if len(saved) > _MOST_BYTES:
        raise _NoNoteError(tr("The text in {file} is too long for a note; the file is kept.", file=file))
    try:
        return saved.decode("utf-8-sig").removesuffix("\n")
    except UnicodeDecodeError as error:
        raise _NoNoteError(
            tr("{file} is not UTF-8, so it cannot be a note; the file is kept.", file=file)
        ) from error


def _remove(folder: Path | None) -> None:
    if folder is not None:
        shutil.rmtree(folder, ignore_errors=True)


def _failure(file: Path, run: Callable[[Program], None]) -> str:
    """Run the editor on a file, and return what went wrong, a sentence; empty if nothing did."""
    try:
        run(editor(file))
    except ProgramError as error:
        return str(error)
    return ""
