"""A terminal for tests: runs the real command in a pty and keeps its screen."""

from __future__ import annotations

import fcntl
import os
import re
import select
import signal
import struct
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pyte

from tests.programs import start

_STRINGS = re.compile(
    rb"\x1b[P_^X][^\x1b]*\x1b\\|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b\[[<=>?][0-9;:]*[ -/]*[su$pq]|\x1b\[[<=>][0-9;:]*[a-zA-Z]"
)
"""control strings and private modes that pyte would print or does not know"""


_SWITCHES = re.compile(rb"\x1b\[\?(\d+)([hl])|\x1b\[([<>])\d*u")
_ON_AT_FIRST = {b"7", b"25"}


class _Screen(pyte.Screen):
    """pyte's screen, silent where programs ask the terminal about itself."""

    def report_device_attributes(self, *arguments: object, **keywords: object) -> None:
        """No answer."""

    def report_device_status(self, *arguments: object, **keywords: object) -> None:
        """No answer."""


class Terminal:
    """A program in a terminal of its own."""

    def __init__(
        self,
        command: Sequence[str],
        *,
        size: tuple[int, int] = (80, 24),
        env: Mapping[str, str] | None = None,
        cwd: Path | None = None,
        is_fresh: bool = False,
    ) -> None:
        """Start a command; `is_fresh` as in `programs.start`."""
        self.screen = _Screen(*size)
        self._stream = pyte.ByteStream(self.screen)
        self.output = b""
        self.status: int | None = None
        self._is_up = True
        self._fd, line = os.openpty()
        # Set before, since a program that asks before its parent has set the size believes in another one.
        fcntl.ioctl(line, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))
        # Test runners that work in parallel tell a size of their own, which counts for more than the pty's.
        own = {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "LINES")}
        self._program = start(
            command,
            streams=(line, line, line),
            env={**own, "TERM": "xterm-256color", **(env or {})},
            cwd=cwd,
            is_terminal=True,
            is_fresh=is_fresh,
        )
        os.close(line)
        self.pid = self._program.pid

    @property
    def fileno(self) -> int:
        """The terminal's own end of the line."""
        return self._fd

    @property
    def text(self) -> str:
        """What stands on the screen."""
        lines, columns = self.screen.buffer, range(self.screen.columns)
        # Not `display`, which trips over half a wide character that is left.
        return "\n".join(
            "".join(lines[y][x].data for x in columns).rstrip() for y in range(self.screen.lines)
        )

    @property
    def is_in_screens(self) -> bool:
        """Whether the alternate screen is on: the last switch of it that was printed."""
        return self.output.rfind(b"\x1b[?1049h") > self.output.rfind(b"\x1b[?1049l")

    @property
    def last_words(self) -> str:
        """What was printed after the screens were left: the traceback of a program that failed."""
        return self.output.rpartition(b"\x1b[?1049l")[2].decode(errors="replace")

    @property
    def left_on(self) -> list[str]:
        """What the program has switched and not switched back, as numbers of modes; `kitty` for each flag pushed."""
        modes: dict[bytes, bytes] = {}
        kitty = 0
        for number, switch, stack in _SWITCHES.findall(self.output):
            if number:
                modes[number] = switch
            else:
                kitty += 1 if stack == b">" else -1
        left = [n.decode() for n, switch in modes.items() if (switch == b"h") is (n not in _ON_AT_FIRST)]
        return [*left, *["kitty"] * abs(kitty)]

    @property
    def settings(self) -> list[Any]:
        """The settings of the line, as `termios.tcgetattr` returns them."""
        return termios.tcgetattr(self._fd)

    @property
    def is_raw(self) -> bool:
        """Whether keys arrive one by one, unechoed, with Enter as it is."""
        settings = self.settings
        return not (settings[3] & (termios.ECHO | termios.ICANON) or settings[0] & termios.ICRNL)

    def read(self, seconds: float = 0.05) -> None:
        """Take in what the program prints within `seconds`."""
        end = time.monotonic() + seconds
        if not self._is_up:
            time.sleep(seconds)
            return
        while (left := end - time.monotonic()) > 0 and self._take_in(left):
            pass

    def _take_in(self, seconds: float) -> bool:
        """Take in what is printed next; return whether anything is, within `seconds`."""
        poll = select.poll()  # `select.select` takes no descriptor beyond 1,023
        poll.register(self._fd, select.POLLIN)
        try:
            data = os.read(self._fd, 65536) if poll.poll(seconds * 1000) else b""
        except OSError:
            return False  # the other end is closed
        self.output += data
        self._stream.feed(_STRINGS.sub(b"", data))
        return bool(data)

    def wait_for(self, is_there: str | Callable[[], bool], seconds: float = 30) -> None:
        """Wait until a text stands on the screen, or something holds; raises AssertionError with the screen."""
        holds = is_there if callable(is_there) else lambda: is_there in self.text
        end = time.monotonic() + seconds
        while not holds():
            assert time.monotonic() < end, f"{is_there!r} is not on the screen:\n{self.text}"
            self.read()

    def type(self, keys: str) -> None:
        """Press keys."""
        self.send(keys.encode())

    def send(self, data: bytes) -> None:
        """Hand bytes over at once, as an input method does."""
        os.write(self._fd, data)

    def forget(self) -> None:
        """Keep no more of what was printed than the switches, for a program that runs long."""
        self.output = b"".join(match[0] for match in _SWITCHES.finditer(self.output))

    def interfere(self, settings: list[Any]) -> None:
        """Use the terminal as a shell does while the program is stopped."""
        self._stream.feed(b"\x1b[2J\x1b[H$ ls\r\n")
        termios.tcsetattr(self._fd, termios.TCSANOW, settings)

    def hang_up(self) -> None:
        """Take the terminal away, as a broken connection does."""
        os.close(self._fd)
        self._is_up = False

    def kill(self, number: signal.Signals) -> None:
        """Send a signal to the program."""
        os.kill(self.pid, number)

    @property
    def has_ended(self) -> bool:
        """Whether the program runs no more."""
        if self.status is None:
            self.status = self._program.poll()
        return self.status is not None

    def wait(self, seconds: float = 30) -> int:
        """Wait for the program's end and return its exit code, negative for a signal."""
        end = time.monotonic() + seconds
        while not self.has_ended:
            self.read()
            assert time.monotonic() < end, f"the program does not end:\n{self.text}"
        while self._is_up and self._take_in(0):
            pass
        return self.status

    def close(self) -> None:
        """End the program if it still runs."""
        if self.status is None:
            self._program.kill()
            self._program.wait()
        if self._is_up:
            os.close(self._fd)
