"""Programs that tests start: commands of the reader are forked from a process that has imported it.

Python and its imports are most of what a short command costs. A command as a list goes in as to `subprocess`; where it is
not `python -m reader …` or `python -c …`, it gets a start of its own.
"""

from __future__ import annotations

import atexit
import fcntl
import multiprocessing
import os
import runpy
import subprocess
import sys
import termios
import threading
import time
from collections.abc import Mapping, Sequence
from multiprocessing.connection import Connection
from pathlib import Path
from types import ModuleType
from typing import Protocol

_FORKS = multiprocessing.get_context("forkserver")
_FORKS.set_forkserver_preload(["tests.preloaded"])


class Program(Protocol):
    """A program that runs, or has ended."""

    pid: int

    def poll(self) -> int | None:
        """Return the exit code, negative for a signal; None while the program runs."""

    def wait(self, timeout: float | None = None) -> int:
        """Return the exit code once there is one. Raise subprocess.TimeoutExpired."""

    def kill(self) -> None:
        """End the program at once."""


def start(
    command: Sequence[str],
    *,
    streams: tuple[int, int, int],
    env: Mapping[str, str],
    cwd: Path | None = None,
    is_terminal: bool = False,
) -> Program:
    """Start a program on descriptors of its streams: a terminal that is its own if `is_terminal`."""
    folder = cwd or Path.cwd()
    is_ours = command[0] == sys.executable and (list(command[1:3]) == ["-m", "reader"] or command[1] == "-c")
    if is_ours:
        return _Forked(command[1:], streams, env, folder, is_terminal=is_terminal)
    stdin, stdout, stderr = streams
    return subprocess.Popen(
        command,
        stdin=stdin,
        stdout=stdout,
        stderr=stderr,
        env=env,
        cwd=folder,
        start_new_session=is_terminal,
        preexec_fn=_take_terminal if is_terminal else None,
    )


class _Forked:
    """A program that is forked from the server of this process, which is started with the first one."""

    def __init__(
        self,
        arguments: Sequence[str],
        streams: tuple[int, int, int],
        env: Mapping[str, str],
        folder: Path,
        *,
        is_terminal: bool,
    ) -> None:
        # Connections are what multiprocessing hands descriptors over with.
        handed = [Connection(os.dup(stream)) for stream in streams]
        self._process = _FORKS.Process(
            target=_run, args=(list(arguments), handed, dict(env), folder, is_terminal)
        )
        self._process.start()
        for each in handed:
            each.close()
        assert self._process.pid is not None
        self.pid = self._process.pid

    def poll(self) -> int | None:
        return self._process.exitcode

    def wait(self, timeout: float | None = None) -> int:
        self._process.join(timeout)
        if (code := self._process.exitcode) is None:
            raise subprocess.TimeoutExpired(str(self.pid), timeout or 0)
        return code

    def kill(self) -> None:
        self._process.kill()


def _run(
    arguments: list[str], streams: list[Connection], env: dict[str, str], folder: Path, is_terminal: bool
) -> None:
    """Be the program: what Python does when it starts and ends, and what it was started for in between."""
    if is_terminal:
        os.setsid()
    for number, stream in enumerate(streams):
        os.dup2(stream.fileno(), number)
        stream.close()
    if is_terminal:
        _take_terminal()
    os.environ.clear()
    os.environ.update(env)
    time.tzset()
    os.chdir(folder)
    sys.stdin, sys.stdout = open(0, closefd=False), open(1, "w", closefd=False)  # noqa: SIM115
    sys.stderr = open(2, "w", closefd=False, buffering=1, errors="backslashreplace")  # noqa: SIM115
    sys.__stdin__, sys.__stdout__, sys.__stderr__ = sys.stdin, sys.stdout, sys.stderr
    kind, code, *rest = arguments
    try:
        if kind == "-m":
            sys.argv = [code, *rest]
            runpy.run_module(code, run_name="__main__", alter_sys=True)
        else:
            sys.argv = ["-c", *rest]
            sys.modules["__main__"] = main = ModuleType("__main__")
            exec(code, vars(main))
    finally:
        threading._shutdown()  # type: ignore[attr-defined]
        atexit._run_exitfuncs()


def _take_terminal() -> None:
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)
