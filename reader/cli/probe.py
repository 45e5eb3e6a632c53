"""Asks the terminal how wide its characters are and what it can draw, and puts it right whatever happens."""

from __future__ import annotations

import os
import re
import sys
import termios
import time
from collections.abc import Iterator
from contextlib import contextmanager
from select import select

from reader.library.health.terminal import Answers

_SECONDS = 0.3
"""how long an answer is waited for: over ssh to the other side of the world it takes 0.3 s"""
_AMBIGUOUS, _WIDE = "…", "海"
_POSITION = re.compile(rb"\x1b\[(\d{1,5});(\d{1,5})R")
_ATTRIBUTES = re.compile(rb"\x1b\[\?([\d;]{0,60})c")
_VERSION = re.compile(rb"\x1bP>\|([^\x1b\x07]{0,60})(?:\x1b\\|\x07)")
_KITTY = re.compile(rb"\x1b_G[^\x1b]{0,60}OK\x1b\\")
_SIXEL = "4"
"""the device attribute of sixel pictures (DA1)"""
_LONGEST_BYTES = 4096


def ask() -> Answers | None:
    """Return what the terminal answers; None if input or output is no terminal. Takes at most a second."""
    if not (sys.stdin is not None and sys.stdin.isatty() and sys.stdout.isatty()):
        return None
    try:
        with _raw(sys.stdin.fileno()) as descriptor:
            ambiguous, wide = _cells(descriptor, _AMBIGUOUS), _cells(descriptor, _WIDE)
            # Every terminal answers the last question, so that its answer ends the wait for the others.
            kitty = "\x1b_Gi=31,s=1,v=1,a=q,t=d,f=24;AAAA\x1b\\"
            answer = _asked(descriptor, f"{kitty}\x1b[>0q\x1b[c", _ATTRIBUTES)
    except (OSError, termios.error):
        return Answers()
    attributes = _ATTRIBUTES.search(answer)
    version = _VERSION.search(answer)
    return Answers(
        ambiguous,
        wide,
        _SIXEL in attributes[1].decode().split(";") if attributes else None,
        bool(_KITTY.search(answer)) if attributes else None,
        version[1].decode("ascii", "replace") if version else "",
    )


@contextmanager
def _raw(descriptor: int) -> Iterator[int]:
    """Take what is typed without echo and at once; give the settings back whatever happens."""
    found = termios.tcgetattr(descriptor)
    changed = termios.tcgetattr(descriptor)
    changed[3] &= ~(termios.ECHO | termios.ICANON)
    changed[6][termios.VMIN], changed[6][termios.VTIME] = 0, 0
    try:
        termios.tcsetattr(descriptor, termios.TCSANOW, changed)
        yield descriptor
    finally:
        # A late answer must not stand on the shell's next line as if it had been typed.
        termios.tcsetattr(descriptor, termios.TCSAFLUSH, found)


def _cells(descriptor: int, character: str) -> int | None:
    """Return how far a character moves the cursor; the line is empty again afterwards."""
    answer = _asked(descriptor, f"\r{character}\x1b[6n\r\x1b[2K", _POSITION)
    position = _POSITION.search(answer)
    return int(position[2]) - 1 if position else None


def _asked(descriptor: int, question: str, end: re.Pattern[bytes]) -> bytes:
    """Return what arrives after a question until `end` is in it, or the time is up."""
    sys.stdout.flush()
    os.write(sys.stdout.fileno(), question.encode())
    until = time.monotonic() + _SECONDS
    answer = b""
    while not end.search(answer) and len(answer) < _LONGEST_BYTES:
        ready, _, _ = select([descriptor], [], [], max(0.0, until - time.monotonic()))
        if not ready:
            break
        if not (data := os.read(descriptor, 1024)):
            break
        answer += data
    return answer
