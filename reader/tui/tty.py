"""The terminal as it was found, and what puts it right whatever ends the program.

The first frame takes the terminal before Textual is imported, so this module must not import Textual.
"""

from __future__ import annotations

import math
import os
import re
import sys
import termios
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from select import select
from typing import Any

ENTER = "\x1b[?1049h"
"""switches to the alternate screen"""
_SWITCH = re.compile(r"\x1b\[(?:\?(\d+)([hl])|(>\d*u)|(<)\d*u)")
"""a private mode that is set or reset (DECSET, DECRST), or flags of the kitty protocol that are pushed or popped"""
_LONGEST_SWITCH_CHARS = 16
_ON_BY_DEFAULT = frozenset({"7", "25"})
"""the modes that terminals start with: lines wrap, the cursor is visible"""
_ANEW = "\x1b\\\x1b[0m"
"""ends what may be half written, a command or a style"""
_SIGNAL_SECONDS = 0.5
"""how late a signal may be heard on a busy machine"""
_WRITE_SECONDS = 1.0
"""how long giving back waits for a terminal that takes no output"""


class Modes:
    """The modes of the terminal that differ from those it starts with, in the order in which they were switched."""

    def __init__(self) -> None:
        self._switched: dict[str, str] = {}
        self._pushed: list[str] = []

    def note(self, data: str) -> None:
        """Take account of a switch that is written; switches are written one by one, or with the first frame."""
        for number, switch, push, pop in _SWITCH.findall(data):
            if push:
                self._pushed.append(push)
            elif pop:
                del self._pushed[-1:]
            elif (switch == "h") is (number in _ON_BY_DEFAULT):
                self._switched.pop(number, None)
            else:
                self._switched[number] = switch

    @property
    def is_alternate(self) -> bool:
        """Whether the alternate screen is on."""
        return "1049" in self._switched

    def off(self) -> str:
        """Return what gives the terminal its own modes back; the alternate screen, which came first, goes last."""
        back = {"h": "l", "l": "h"}
        switches = (f"\x1b[?{number}{back[switch]}" for number, switch in reversed(self._switched.items()))
        # Each screen has flags of its own (kitty protocol), so they go before the alternate screen does.
        return "".join(["\x1b[<u" * len(self._pushed), *switches])

    def on(self) -> str:
        """Return what switches everything on again."""
        switches = (f"\x1b[?{number}{switch}" for number, switch in self._switched.items())
        return "".join([*switches, *(f"\x1b[{push}" for push in self._pushed)])


class Tty:
    """The terminal of this process."""

    def __init__(self) -> None:
        self.modes = Modes()
        self.found: list[Any] | None = None
        """the terminal's settings before the reader changed them; None while they are the terminal's own"""
        self._writing = threading.Lock()
        self._lent_until = 0.0
        """when the terminal came back from the last program that had it, by `time.monotonic`; infinite while one has it"""

    @contextmanager
    def lent(self) -> Iterator[None]:
        """Lend the terminal to another program, for which the keys that send signals are meant meanwhile.

        A program that fails may leave it raw: its settings are put back to those with which it was lent.
        """
        self._lent_until = math.inf
        settings: list[Any] | None = None
        try:
            with suppress(OSError, ValueError, termios.error):
                settings = termios.tcgetattr(0)
            yield
        finally:
            with suppress(OSError, termios.error):
                if settings is not None:
                    termios.tcsetattr(0, termios.TCSANOW, settings)
            self._lent_until = time.monotonic()

    @property
    def was_lent(self) -> bool:
        """Whether another program has the terminal, or had it when a signal that arrives now was sent."""
        return time.monotonic() - self._lent_until < _SIGNAL_SECONDS

    def take(self) -> None:
        """Keep what is typed from now on for the reader: unechoed, key by key, with Enter as it is.

        Ctrl+C stays the signal that ends the program until Textual takes the terminal over; the other keys that
        would send a signal are kept, too.
        """
        if self.found is not None or sys.__stdin__ is None:
            return
        with suppress(OSError, termios.error):
            fileno = sys.__stdin__.fileno()
            settings = termios.tcgetattr(fileno)
            self.found = termios.tcgetattr(fileno)
            settings[0] &= ~(termios.ICRNL | termios.INLCR | termios.IGNCR | termios.IXON | termios.IXOFF)
            settings[3] &= ~(termios.ECHO | termios.ICANON | termios.IEXTEN)
            disabled = os.fpathconf(fileno, "PC_VDISABLE").to_bytes(1, "little")
            settings[6][termios.VSUSP] = settings[6][termios.VQUIT] = disabled
            settings[6][termios.VMIN], settings[6][termios.VTIME] = 1, 0
            termios.tcsetattr(fileno, termios.TCSANOW, settings)

    def write(self, text: str) -> None:
        """Write at once, past the buffer of the stream, which is shorter than a frame."""
        if sys.__stderr__ is not None:
            with self._writing, suppress(OSError):
                self.modes.note(text)
                sys.__stderr__.flush()
                os.write(sys.__stderr__.fileno(), text.encode("utf-8", "replace"))

    def note(self, data: str) -> None:
        """Take account of a mode that another writer switches."""
        if len(data) <= _LONGEST_SWITCH_CHARS:
            self.modes.note(data)

    def refreshed(self) -> str:
        """Return what sets all modes again after another program may have changed them."""
        return f"{_ANEW}{self.modes.off()}{self.modes.on()}"

    def released(self) -> str:
        """Take account of settings that were put back by whoever had the terminal; return what switches off the rest."""
        self.found = None
        modes, self.modes = self.modes, Modes()
        return modes.off()

    def give_back(self) -> None:
        """Put back whatever is not as it was found; from any thread, at any moment, any number of times."""
        # Nothing is painted after this, unless the terminal takes no output: then nothing is painted at all.
        is_alone = self._writing.acquire(timeout=_WRITE_SECONDS)
        try:
            self._give_back()
        finally:
            if is_alone:
                self._writing.release()

    def _give_back(self) -> None:
        found, self.found = self.found, None
        modes, self.modes = self.modes, Modes()
        with suppress(OSError, ValueError, termios.error):
            if found is not None and sys.__stdin__ is not None:
                termios.tcsetattr(sys.__stdin__.fileno(), termios.TCSANOW, found)
        with suppress(OSError, ValueError):
            off = modes.off()
            if off and sys.__stderr__ is not None:
                _, is_ready, _ = select([], [sys.__stderr__.fileno()], [], _WRITE_SECONDS)
                if is_ready:
                    os.write(sys.__stderr__.fileno(), f"{_ANEW}{off}".encode())


TTY = Tty()
"""the one terminal that a process has: the first frame, the app and the signals share it"""
