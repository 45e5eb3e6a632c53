"""Exports a selection in a format to where it should go."""

from __future__ import annotations

import io
import shutil
import tempfile
from pathlib import Path
from typing import BinaryIO

from reader.export.destination import is_replaced, new_file, new_folder
from reader.export.formats import STDOUT, Format, Output
from reader.export.selection import Selection


def export(selection: Selection, format_: Format, target: str, *, is_forced: bool = False) -> Path:
    """Write a selection to a file or a folder, and return where it is.

    Raise UsageError for a target of the wrong kind, OccupiedError if something is there, which `is_forced` replaces, and
    ExportError if it cannot be written; nothing is there then that was not there before.
    """
    output = format_.output(target)
    write = format_.writer(output)
    place = Path(target).expanduser()
    if output is Output.FOLDER:
        with new_folder(place, is_forced=is_forced) as folder:
            write(selection, folder)
        return place
    with new_file(place, is_forced=is_forced) as file:
        if output is Output.PATH:
            write(selection, file)
        elif output is Output.BYTES:
            with file.open("wb") as stream:
                write(selection, stream)
        else:
            with file.open("w", encoding="utf-8", errors="replace", newline="") as text:
                write(selection, text)
    return place


def would_replace(format_: Format, target: str, *, is_forced: bool = False) -> bool:
    """Return whether `export` would replace something. Raise what it would raise before it writes anything."""
    format_.output(target)
    return target != STDOUT and is_replaced(Path(target).expanduser(), is_forced=is_forced)


def export_to_stream(selection: Selection, format_: Format, stream: BinaryIO) -> None:
    """Write a selection to a stream, such as standard output. Raise UsageError for a format that is a folder, and OSError."""
    output = format_.output("-")
    write = format_.writer(output)
    if output is Output.BYTES:
        write(selection, stream)
    elif output is Output.PATH:
        with tempfile.TemporaryDirectory(prefix="reader-") as folder:
            file = Path(folder) / "export"
            file.touch()
            write(selection, file)
            with file.open("rb") as written:
                shutil.copyfileobj(written, stream)
    else:
        text = io.TextIOWrapper(stream, encoding="utf-8", errors="replace", newline="", write_through=False)
        try:
            write(selection, text)
            text.flush()
        finally:
            text.detach()
    stream.flush()
