"""The pager: long output on a terminal goes through `$PAGER`, else less, as manuals do."""

from __future__ import annotations

import contextlib
import os
import shlex
import shutil
import signal
import subprocess
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from pathlib import Path
from typing import IO

from reader.cli.output import note, print_lines
from reader.errors import reason_of
from reader.language import tr
from reader.text.safe import clean_line


def print_paged(lines: Iterator[str]) -> None:
    """Print lines, through the pager if the terminal has not room for them at once."""
    first = list(islice(lines, shutil.get_terminal_size().lines))
    is_long = len(first) == shutil.get_terminal_size().lines
    command = _command() if is_long else None
    if command is None or not _page(command, chain(first, lines)):
        print_lines(chain(first, lines))


def _command() -> list[str] | None:
    """Return the pager to start; None if the user wants none or there is none."""
    chosen = os.environ.get("PAGER")
    if chosen is None:
        return ["less", "-R"] if shutil.which("less") else None
    try:
        command = shlex.split(chosen)
    except ValueError:
        note(tr("PAGER is {chosen}, which is no command.", chosen=clean_line(chosen)))
        return None
    if not command or command == ["cat"]:
        return None
    # Without it, less shows the codes of colours as text (less(1)).
    return [*command, "-R"] if Path(command[0]).name == "less" else command


def _page(command: list[str], lines: Iterable[str]) -> bool:
    """Print lines through a pager until they or the reader are done; return whether it could be started."""
    environment = {"LESSCHARSET": "utf-8", **os.environ}
    try:
        pager = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            env=environment,
            encoding="utf-8",
            errors="backslashreplace",
        )
    except OSError as error:
        program = clean_line(command[0])
        note(tr("{program} cannot be started ({reason}).", program=program, reason=reason_of(error)))
        return False
    assert pager.stdin is not None
    # Ctrl+C is the pager's: less stops reading and goes on.
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        _feed(pager.stdin, lines)
        pager.wait()
    finally:
        signal.signal(signal.SIGINT, before)
    return True


def _feed(pipe: IO[str], lines: Iterable[str]) -> None:
    """Write lines until the pager wants no more."""
    with contextlib.suppress(BrokenPipeError):
        try:
            for line in lines:
                pipe.write(line + "\n")
        finally:
            pipe.close()
