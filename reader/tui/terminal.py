"""Textual's terminal driver, with what a reader over a slow or broken connection needs besides."""

from __future__ import annotations

import asyncio
import os
import signal
import termios
import threading
from contextlib import suppress
from select import select
from typing import Any, ClassVar

from textual import events
from textual.app import App
from textual.drivers.linux_driver import LinuxDriver
from textual.message import Message

from reader.tui import engine, ground
from reader.tui.sgr import StyleFilter
from reader.tui.tty import ENTER, TTY

_MODIFIERS = frozenset(
    f"{side}_{key}"
    for side in ("left", "right")
    for key in ("shift", "control", "alt", "super", "hyper", "meta")
) | {"caps_lock", "num_lock", "scroll_lock", "iso_level3_shift", "iso_level5_shift"}
"""keys that terminals with the kitty protocol report as keys of their own"""
_SHOW_CURSOR = "\x1b[?25h"
_LATE_SECONDS = 0.1
"""how long leaving waits for what the terminal still sends"""


class TerminalDriver(LinuxDriver):
    """A driver that writes no redundant styles, and survives bytes that are no text."""

    SHOWS_CURSOR: ClassVar[bool] = False
    """whether the terminal shows its cursor"""

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
        self._reader = app
        self._is_on = False
        """whether the screens have the terminal; it may be lent to an editor, or to the shell"""
        self._settings: list[Any] = []
        """the settings of the terminal while the screens have it"""
        self._events = asyncio.get_running_loop()
        if engine.has(engine.ANSWERS):
            engine.hear_answers()
        self._heed_job_control()

    def write(self, data: str) -> None:
        """Queue output for the terminal."""
        if data == ENTER and TTY.modes.is_alternate:
            return  # it would clear the first frame, which stays until the app paints over it
        TTY.note(data)
        super().write(self._style_filter.reduce(data))

    # Having the terminal, lending it, and getting it back

    def start_application_mode(self) -> None:
        """Take the terminal, or go on with what the first frame has taken."""
        TTY.take()
        super().start_application_mode()  # type: ignore[no-untyped-call] # as Textual has it
        if self.SHOWS_CURSOR:
            self.write(_SHOW_CURSOR)
        self.attrs_before = TTY.found
        with suppress(OSError, termios.error):
            self._settings = termios.tcgetattr(self.fileno)
        self._is_on = True
        self._ask_for_ground()

    def _ask_for_ground(self) -> None:
        """Ask once whether the ground is dark; an answer reaches the app as a message, however late it comes."""
        if ground.ANSWERS.is_dark is None and engine.has(engine.ANSWERS) and ground.is_asked(os.environ):
            ground.ANSWERS.is_awaited = True
            super().write(ground.QUESTION)

    def stop_application_mode(self) -> None:
        """Give the terminal back as it was found."""
        self._is_on = False
        super().stop_application_mode()
        # What Textual leaves on, such as the mouse by pixels.
        super().write(TTY.released())

    def _heed_job_control(self) -> None:
        # In place of Textual's handlers, which switch everything on a second time after a stop from outside.
        signal.signal(signal.SIGTSTP, self._asked_to_stop)
        signal.signal(signal.SIGCONT, self._continued)

    def _asked_to_stop(self, *_: object) -> None:
        if self._is_on:
            self._events.call_soon_threadsafe(self.stop_for_shell)
        else:
            _stop()  # with the editor that has the terminal
            self._heed_job_control()

    def stop_for_shell(self) -> None:
        """Give the terminal back, stop with the whole job, and take the terminal when the job is continued."""
        if not self._is_on:
            return
        self.suspend_application_mode()
        # The whole job, as the terminal would do; the signals that are sent here are not for this process.
        signal.signal(signal.SIGCONT, signal.SIG_IGN)
        signal.signal(signal.SIGTSTP, signal.SIG_IGN)
        os.killpg(0, signal.SIGTSTP)
        _stop()
        os.killpg(0, signal.SIGCONT)
        self._heed_job_control()
        self.resume_application_mode()
        self._reader.refresh(layout=True)

    def _continued(self, *_: object) -> None:
        self._events.call_soon_threadsafe(self._take_again)

    def _take_again(self) -> None:
        """Set all modes and paint everything: who stopped the program may have used the terminal meanwhile."""
        if not self._is_on:
            return
        if _is_in_background(self.fileno):
            os.kill(os.getpid(), signal.SIGSTOP)
            return
        with suppress(OSError, termios.error):
            termios.tcsetattr(self.fileno, termios.TCSANOW, self._settings)
        self._style_filter = StyleFilter()
        super().write(TTY.refreshed())
        self._reader.refresh(layout=True)

    # What the terminal sends

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
        for a click in a terminal that says it has no pixels, and for one that hung up.
        """
        while not self.exit_event.is_set():
            try:
                return super().run_input_thread()
            except (ValueError, ZeroDivisionError):
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


class PlainDriver(TerminalDriver):
    """A driver for the plain mode, whose cursor a screen reader follows."""

    SHOWS_CURSOR = True


def _stop() -> None:
    """Stop this process as the shell asks for; a process that no shell would continue is not stopped (POSIX)."""
    signal.signal(signal.SIGTSTP, signal.SIG_DFL)
    # To this thread, which stops before it goes on.
    signal.pthread_kill(threading.get_ident(), signal.SIGTSTP)


def _is_in_background(fileno: int) -> bool:
    """Return whether another job has the terminal."""
    try:
        return os.tcgetpgrp(fileno) != os.getpgrp()
    except OSError:  # not the terminal that controls this process
        return False
