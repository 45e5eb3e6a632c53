"""Keeping of answers, for `reader.cli.kept`: what a command prints is copied, and written down with what it was made of."""

from __future__ import annotations

import io
import os
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from reader import paths
from reader.atomic import write_whole
from reader.cli.arguments import Arguments
from reader.cli.kept import COMMANDS, DIGEST_BYTES, LOG_ENDING, answers_folder, is_plain, state_of
from reader.text.hashing import blake2b

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

_MOST_BYTES = 256 * 1024
"""of an answer that is kept"""
_MOST_ANSWERS = 32
"""in the folder: the oldest make room"""
_SETTLED_NS = 2_000_000_000
"""age from which the time of a file tells of later changes, as in `reader.library.freshness`"""
_LOCAL_TIME = "/etc/localtime"


class Recorder:
    """Records what is printed from now on, if it is short enough to keep."""

    def __init__(self) -> None:
        self._began = time.time_ns()
        self._out, self._err = _Copying(1), _Copying(2)

    @contextmanager
    def recording(self) -> Iterator[None]:
        """Copy what is printed in the block. Raise as printing does."""
        before = sys.stdout, sys.stderr
        sys.stdout, sys.stderr = _stream(self._out), _stream(self._err, line_buffering=True)
        try:
            yield
            sys.stdout.flush()
        finally:
            for stream in (sys.stdout, sys.stderr):
                with suppress(OSError):
                    stream.flush()
            sys.stdout, sys.stderr = before

    def keep(self, path: str, arguments: Arguments) -> None:
        """Keep what was printed at a path, if it is an answer that stays true while its files are as they are."""
        if arguments.command not in COMMANDS or arguments.query or arguments.refresh:
            return
        out, err = self._out.copy, self._err.copy
        if out is None or err is None or not is_plain(out) or not is_plain(err):
            return
        with suppress(OSError):
            unchanged = arguments.library.unchanged_folders()
            if unchanged is None:
                return
            files = {place: state_of(place) for place in map(os.fsencode, _files(arguments))}
            if not self._are_settled(files.values(), unchanged.changed):
                return
            head = [b"%d" % each for each in (time.time(), unchanged.until, len(out), len(files))]
            head += chain.from_iterable(files.items())
            head += chain.from_iterable(
                zip(unchanged.paths, map(b"%d".__mod__, unchanged.changed), strict=True)
            )
            content = b"\0".join(head) + b"\0\0" + out + err
            folder = Path(path).parent
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            _make_room(folder)
            digest = blake2b(content, digest_size=DIGEST_BYTES).digest()
            write_whole(Path(path), digest + content, is_durable=False)

    def _are_settled(self, states: Iterable[bytes], times: Iterable[int]) -> bool:
        """Return whether nothing changed since a moment before the command began: what it read is what stands there now."""
        of_files = (int(state.rpartition(b" ")[2]) for state in states if state != b"-")
        return max(chain(of_files, times)) < self._began - _SETTLED_NS


class _Copying(io.RawIOBase):
    """A standard stream of which the beginning is copied."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self.copy: bytes | None = b""
        """what was written; None once it is too long"""

    def fileno(self) -> int:
        return self._descriptor

    def isatty(self) -> bool:
        return os.isatty(self._descriptor)

    def writable(self) -> bool:
        return True

    def write(self, data: ReadableBuffer) -> int:
        written = os.write(self._descriptor, data)
        if self.copy is not None:
            self.copy += memoryview(data)[:written]
            if len(self.copy) > _MOST_BYTES:
                self.copy = None
        return written


def _stream(raw: _Copying, *, line_buffering: bool = False) -> io.TextIOWrapper:
    return io.TextIOWrapper(
        io.BufferedWriter(raw), encoding="utf-8", errors="backslashreplace", line_buffering=line_buffering
    )


def _files(arguments: Arguments) -> list[str]:
    """Return the files that an answer was made of, and the names of the archives, which may be links."""
    named = map(os.path.abspath, (*arguments.archive, *arguments.loaded.settings.archives))
    databases = (
        f"{file}{ending}"
        for file in (arguments.library.index_file, paths.marks_file())
        for ending in ("", LOG_ENDING.decode())
    )
    return [*_program(), _LOCAL_TIME, str(paths.settings_file()), *named, *databases]


def _program() -> list[str]:
    """Return the files of the program that the answer was made with."""
    return [
        module.__file__
        for name, module in list(sys.modules.items())
        if name.partition(".")[0] == "reader" and module.__file__
    ]


def forget_answers() -> None:
    """Delete all answers that are kept, which may quote posts."""
    with suppress(OSError):
        for file in Path(answers_folder()).iterdir():
            file.unlink()


def _make_room(folder: Path) -> None:
    """Delete the oldest answers where there is no room for one more."""
    answers = sorted(folder.iterdir(), key=lambda file: file.stat().st_mtime_ns)
    for file in answers[: max(0, len(answers) + 1 - _MOST_ANSWERS)]:
        file.unlink()
