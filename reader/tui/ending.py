"""Ends the screens in good order when the system asks for it: by a signal, or by a terminal that hung up."""

from __future__ import annotations

import os
import select
import signal
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from types import FrameType, TracebackType

from reader.tui.tty import TTY

_SECONDS_TO_LEAVE = 3.0
"""how long the app may take to leave; what the user said of posts is on the disk before that"""
_NOT_ENDING = (
    *("SIGCHLD", "SIGCONT", "SIGINFO", "SIGTSTP", "SIGTTIN", "SIGTTOU", "SIGURG", "SIGWINCH"),
    *("SIGKILL", "SIGSTOP"),
)
"""signals whose default action is another (POSIX, signal.h), and those that nobody can handle"""
_FROM_KEYS = (signal.SIGINT, signal.SIGQUIT)
"""signals that the terminal sends to every program in it for Ctrl+C and Ctrl+backslash"""
_FAULTS = ("SIGSEGV", "SIGBUS", "SIGFPE", "SIGILL")
"""faults in C: Python's handler would return to the fault, which would never end"""


def ending_signals() -> list[int]:
    """Return the signals that would end the process: neither handled nor ignored, as SIGHUP is under nohup."""
    others = {getattr(signal, name, None) for name in (*_NOT_ENDING, *_FAULTS)}
    ending = (signal.SIG_DFL, signal.default_int_handler)
    return [
        number for number in signal.valid_signals() - others if number and signal.getsignal(number) in ending
    ]


class Ending:
    """The context in which the screens have the terminal, to be entered in the main thread.

    Its own thread hears of each signal, even while the main thread is busy, and of a terminal that hung up.
    """

    def __init__(self) -> None:
        self.leave: Callable[[int], object] | None = None
        """asks the app to exit with a code, from this thread; None while no app runs, and nothing is unsaved"""
        self._handlers: dict[int, Callable[[int, FrameType | None], object] | int | None] = {}
        """what handled each signal before"""
        self._is_heard, self._is_told = os.pipe()
        self._outer_wakeup = -1

    def __enter__(self) -> Ending:
        """Listen, and keep what is typed from now on for the app, which takes a moment to come."""
        os.set_blocking(self._is_told, False)
        for number in ending_signals():
            self._handlers[number] = signal.signal(number, _told_by_the_pipe)
        self._outer_wakeup = signal.set_wakeup_fd(self._is_told, warn_on_full_buffer=False)
        threading.Thread(target=self._listen, name="ending", daemon=True).start()
        TTY.take()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Put right what an error has left, and leave the signals to those that had them before."""
        TTY.give_back()
        for number, handler in self._handlers.items():
            signal.signal(number, handler)
        signal.set_wakeup_fd(self._outer_wakeup)
        os.close(self._is_told)

    def _is_meant(self, number: int) -> bool:
        """Return whether a signal asks the reader to end, not the program that has the terminal."""
        return number in self._handlers and not (number in _FROM_KEYS and TTY.was_lent)

    def _listen(self) -> None:
        poll = select.poll()
        poll.register(self._is_heard, select.POLLIN)
        terminal = -1 if sys.__stdin__ is None else sys.__stdin__.fileno()
        if terminal >= 0:
            # Neither readable nor writable: only a hang-up is told.
            poll.register(terminal, 0)
        last, end = 0, None
        while True:
            ready = poll.poll(None if end is None else max(0, end - time.monotonic()) * 1000)
            code = 0
            for fileno, events in ready:
                if fileno == terminal:
                    poll.unregister(terminal)
                    code = 128 + signal.SIGHUP if events & (select.POLLHUP | select.POLLERR) else code
                elif heard := os.read(self._is_heard, 64):
                    code = next((128 + number for number in heard if self._is_meant(number)), code)
                else:
                    os.close(self._is_heard)
                    return
            if code and end is None:
                last, end = code, time.monotonic() + _SECONDS_TO_LEAVE
                leave = self.leave
                if leave is None:
                    end_now(code)
                else:
                    with suppress(RuntimeError):  # the loop is closed: the app is leaving by itself
                        leave(code)
            elif end is not None and time.monotonic() >= end:
                end_now(last)


def end_now(code: int) -> None:
    """Put the terminal right and end the process.

    An exception could be raised, and lost, anywhere: in an import, a destructor or a task.
    """
    try:
        TTY.give_back()
    finally:
        os._exit(code)


def _told_by_the_pipe(number: int, _: object) -> None:
    """Do nothing here: the pipe tells the thread, and the main thread may be busy for long."""
