"""Textual's terminal driver, with what a reader over a slow or broken connection needs besides."""

from __future__ import annotations

import termios
from contextlib import suppress
from select import select
from typing import Any

from textual import events
from textual.app import App
from textual.drivers.linux_driver import LinuxDriver
from textual.message import Message

from reader.tui.first_frame import ENTER
from reader.tui.sgr import StyleFilter

_MODIFIERS = frozenset(
    f"{side}_{key}"
    for side in ("left", "right")
    for key in ("shift", "control", "alt", "super", "hyper", "meta")
) | {"caps_lock", "num_lock", "scroll_lock", "iso_level3_shift", "iso_level5_shift"}
"""keys that terminals with the kitty protocol report as keys of their own"""
_LATE_SECONDS = 0.1
"""how long leaving waits for what the terminal still sends"""


class TerminalDriver(LinuxDriver):
    """A driver that writes no redundant styles, and survives bytes that are no text."""

    def __init__(
        self,
        app: App[Any],
        *,
        debug: bool = False,
        mouse: bool = True,
        size: tuple[int, int] | None = None,
    ) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        self._style_filter = StyleFilter()

    def write(self, data: str) -> None:
        """Queue output for the terminal."""
        super().write(self._style_filter.reduce(data))

    def process_message(self, message: Message) -> None:
        """Pass a message on to the app, but for those after which keys would go elsewhere than the screen says.

        A terminal that loses the focus would take it from the pane, and a terminal that is opened behind
        another never had it. A modifier alone would drop a count or the letters of link hints.
        """
        if isinstance(message, events.AppBlur | events.AppFocus):
            return
        if isinstance(message, events.Key) and message.key.rpartition("+")[2] in _MODIFIERS:
            return
        super().process_message(message)

    def run_input_thread(self) -> None:
        """Read keys until the app leaves.

        Textual ends the program with a traceback for a byte that is not UTF-8, for a sequence whose numbers are none,
        and for a terminal that hung up.
        """
        while not self.exit_event.is_set():
            try:
                return super().run_input_thread()
            except ValueError:
                continue  # what came with it is lost
            except OSError:
                return None  # hung up; SIGHUP ends the app
        return None

    def disable_input(self) -> None:
        """Stop reading, and drop what still arrives: it would be typed into the shell."""
        super().disable_input()
        with suppress(OSError, termios.error):
            select([self.fileno], [], [], _LATE_SECONDS)
            # Not read: where the terminal takes whole lines again, the beginning of one can only be flushed.
            termios.tcflush(self.fileno, termios.TCIFLUSH)


class TakingOver(TerminalDriver):
    """A driver for a terminal that shows a first frame, which stays until the app paints over it."""

    _has_first_frame = True

    def write(self, data: str) -> None:
        """Queue output, except for the first switch to the alternate screen: it would clear the frame."""
        if self._has_first_frame and data == ENTER:
            self._has_first_frame = False
        else:
            super().write(data)
