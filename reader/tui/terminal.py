"""The terminal, read and written in the loop's own thread: no key and no frame waits for another thread's turn."""

from __future__ import annotations

import asyncio
import contextlib
import os
import select
import threading
from codecs import getincrementaldecoder
from queue import Queue
from typing import Any

from textual import constants
from textual._xterm_parser import XTermParser
from textual.app import App
from textual.drivers.linux_driver import LinuxDriver
from textual.message import Message

from reader.tui.first_frame import ENTER

_MOST_BYTES = 65536
"""read at once"""
_LATE_SECONDS = 0.1
"""how long one waits for what the terminal still sends when it is left"""
_MOST_FRAMES = 30
"""that may wait for a slow terminal until the app waits too"""


class TerminalDriver(LinuxDriver):
    """Textual's driver without its threads, wherever the terminal lets it.

    Textual reads keys in one thread and writes frames in another. While a third one converts an article, each of
    them gets its turn at Python up to five milliseconds late.
    """

    has_first_frame = False
    """whether a first frame stands on the terminal, which stays until the app paints over it"""

    def __init__(
        self,
        app: App[Any],
        *,
        debug: bool = False,
        mouse: bool = True,
        size: tuple[int, int] | None = None,
    ) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        self._own_loop = asyncio.get_running_loop()
        self._parser: XTermParser | None = None
        """what makes keys of bytes; None where a thread does"""
        self._decode = getincrementaldecoder("utf-8")("replace").decode
        self._tick: asyncio.TimerHandle | None = None
        self._output: _Output | None = None
        """None where a thread writes"""

    def start_application_mode(self) -> None:
        """Take the terminal."""
        self._output = _Output.of(self._file)
        self._parser = XTermParser(self._debug)
        try:
            self._own_loop.add_reader(self.fileno, self._read)
        except (OSError, NotImplementedError):  # a file, or a loop that can not
            self._parser = None
        super().start_application_mode()  # type: ignore[no-untyped-call]

    def disable_input(self) -> None:
        """Read no further, and drop what is still on its way: it would be typed into the shell."""
        if self._parser is not None:
            self._stop_reading()
            self._disable_mouse_support()
            with contextlib.suppress(OSError):
                if select.select([self.fileno], [], [], _LATE_SECONDS)[0]:
                    os.read(self.fileno, _MOST_BYTES)
        super().disable_input()

    def close(self) -> None:
        """Let go of the terminal when everything is written."""
        super().close()
        if self._output is not None:
            self._output.close()
            self._output = None

    # Keys

    def run_input_thread(self) -> None:
        """Read in a thread where the loop can not."""
        if self._parser is None:
            super().run_input_thread()

    def send_message(self, message: Message) -> None:
        """Hand a message to the app."""
        if self._parser is None:
            super().send_message(message)
        else:
            self._app.post_message(message)

    def _read(self) -> None:
        try:
            data = os.read(self.fileno, _MOST_BYTES)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        if not data:  # hung up
            self._stop_reading()
        elif self._parser is not None:
            for message in self._parser.feed(self._decode(data)):
                self.process_message(message)
            # An escape that nothing follows for a moment is a key.
            if self._tick is not None:
                self._tick.cancel()
            self._tick = self._own_loop.call_later(1.1 * constants.ESCAPE_DELAY, self._pass_escape)

    def _pass_escape(self) -> None:
        if self._parser is not None:
            for message in self._parser.tick():
                self.process_message(message)

    def _stop_reading(self) -> None:
        self._own_loop.remove_reader(self.fileno)
        if self._tick is not None:
            self._tick.cancel()

    # Frames

    def write(self, data: str) -> None:
        """Write at once; over a first frame, switch screens only after they were switched back."""
        if self.has_first_frame and data == ENTER:
            self.has_first_frame = False
        elif self._output is not None:
            self._output.write(data.encode(errors="backslashreplace"))
        else:
            super().write(data)


class TakingOver(TerminalDriver):
    """A driver for a terminal that shows a first frame."""

    has_first_frame = True


class _Output:
    """A terminal that takes at once what it has room for, and the rest from a thread."""

    def __init__(self, terminal: int, at_once: int) -> None:
        """The terminal, open in two ways: `at_once` writing to it never waits."""
        self._terminal = terminal
        self._at_once = at_once
        self._rest: Queue[bytes | None] = Queue(_MOST_FRAMES)
        self._thread: threading.Thread | None = None

    @classmethod
    def of(cls, file: Any) -> _Output | None:
        """The terminal that a text file writes to; None where it can not be opened once more.

        How one writes belongs to what was opened, and that is shared with the shell.
        """
        terminal = file.fileno()
        if file.encoding.lower() != "utf-8":
            return None
        try:
            at_once = os.open(os.ttyname(terminal), os.O_WRONLY | os.O_NONBLOCK | os.O_NOCTTY)
        except OSError:
            return None
        if os.fstat(at_once).st_rdev != os.fstat(terminal).st_rdev:
            os.close(at_once)
            return None
        return cls(terminal, at_once)

    def write(self, data: bytes) -> None:
        """Write, or have the rest written."""
        if not self._rest.unfinished_tasks:
            with contextlib.suppress(BlockingIOError):
                data = data[self._write(self._at_once, data) :]
        if data:
            if self._thread is None:
                self._thread = threading.Thread(target=self._write_rest, name="output", daemon=True)
                self._thread.start()
            self._rest.put(data)

    def close(self) -> None:
        """Wait until everything is written."""
        if self._thread is not None:
            self._rest.put(None)
            self._thread.join()
        os.close(self._at_once)

    def _write_rest(self) -> None:
        while data := self._rest.get():
            while data:
                data = data[self._write(self._terminal, data) :]
            self._rest.task_done()

    @staticmethod
    def _write(terminal: int, data: bytes) -> int:
        """How much was written; all, where the terminal has gone: the signal that says so is on its way."""
        try:
            return os.write(terminal, data)
        except BlockingIOError:
            raise
        except OSError:
            return len(data)
