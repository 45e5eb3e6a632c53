"""Programs that tests start: commands of the reader are forked from a process that has imported it.

Python and its imports are most of what a short command costs. A command as a list goes in as to `subprocess`; where it is
not `python -m reader …` or `python -c …`, it gets a start of its own.
"""

from __future__ import annotations

import atexit
import contextlib
import fcntl
import multiprocessing
import os
import resource
import runpy
import selectors
import subprocess
import sys
import termios
import threading
import time
from collections.abc import Mapping, Sequence
from multiprocessing.connection import Connection
from pathlib import Path
from subprocess import CompletedProcess
from types import ModuleType
from typing import NamedTuple, Protocol

PATIENCE = 120.0
"""seconds that a program may take on a busy machine"""
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


class _Surroundings(NamedTuple):
    """What a program finds."""

    env: dict[str, str]
    folder: Path
    is_terminal: bool
    """whether its streams are a terminal, which is to be its own"""
    most_bytes: int | None
    """how long a file that it writes may become"""

    def enter(self) -> None:
        """Have them hold for this process, all but variables and folder."""
        if self.is_terminal:
            os.setsid()
            fcntl.ioctl(0, termios.TIOCSCTTY, 0)
        if self.most_bytes is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (self.most_bytes, self.most_bytes))
            sys.dont_write_bytecode = True


def start(
    command: Sequence[str],
    *,
    streams: tuple[int, int, int],
    env: Mapping[str, str],
    cwd: Path | None = None,
    is_terminal: bool = False,
    most_bytes: int | None = None,
    is_fresh: bool = False,
) -> Program:
    """Start a program on descriptors of its streams: a terminal that is its own if `is_terminal`.

    No file that it writes grows beyond `most_bytes`, as on a disk that is full. It gets a Python of its own if
    `is_fresh`, for a test of what comes before all is imported.
    """
    surroundings = _Surroundings(dict(env), cwd or Path.cwd(), is_terminal, most_bytes)
    is_ours = command[0] == sys.executable and (list(command[1:3]) == ["-m", "reader"] or command[1] == "-c")
    if is_ours and not is_fresh:
        return _Forked(command[1:], streams, surroundings)
    stdin, stdout, stderr = streams
    return subprocess.Popen(
        command,
        stdin=stdin,
        stdout=stdout,
        stderr=stderr,
        env=env,
        cwd=surroundings.folder,
        preexec_fn=surroundings.enter,
    )


class Piped:
    """A program whose output goes into pipes, as `subprocess.Popen` has it."""

    def __init__(
        self,
        command: Sequence[str],
        *,
        env: Mapping[str, str] | None = None,
        cwd: Path | None = None,
        input: str | None = None,  # noqa: A002
        most_bytes: int | None = None,
    ) -> None:
        self._command = command
        self._out, out = os.pipe()
        self._err, err = os.pipe()
        with contextlib.ExitStack() as closed:
            for each in (out, err):
                closed.callback(os.close, each)
            stdin = self._given(input)
            closed.callback(os.close, stdin)
            self._program = start(
                command, streams=(stdin, out, err), env=env or os.environ, cwd=cwd, most_bytes=most_bytes
            )
        self.pid = self._program.pid

    @staticmethod
    def _given(text: str | None) -> int:
        """Return the descriptor of a text to read, or of nothing."""
        if text is None:
            return os.open(os.devnull, os.O_RDONLY)
        stdin, into = os.pipe()
        threading.Thread(target=_write, args=(into, text.encode()), daemon=True).start()
        return stdin

    def kill(self, number: int) -> None:
        """Send a signal to the program."""
        os.kill(self.pid, number)

    def communicate(self, timeout: float = PATIENCE) -> CompletedProcess[str]:
        """Return what the program has printed once it has ended. Raise subprocess.TimeoutExpired after killing it."""
        end = time.monotonic() + timeout
        written = {self._out: b"", self._err: b""}
        try:
            with selectors.DefaultSelector() as selector:
                for each in written:
                    selector.register(each, selectors.EVENT_READ)
                while selector.get_map():
                    ready = selector.select(end - time.monotonic())
                    if not ready:
                        raise subprocess.TimeoutExpired(list(self._command), timeout)
                    for key, _ in ready:
                        chunk = os.read(key.fd, 65536)
                        written[key.fd] += chunk
                        if not chunk:
                            selector.unregister(key.fd)
            code = self._program.wait(max(1.0, end - time.monotonic()))
        except subprocess.TimeoutExpired:
            self._program.kill()
            raise
        finally:
            for each in written:
                os.close(each)
        return CompletedProcess(self._command, code, *(each.decode() for each in written.values()))


def run(
    command: Sequence[str],
    *,
    env: Mapping[str, str] | None = None,
    cwd: Path | None = None,
    input: str | None = None,  # noqa: A002
    most_bytes: int | None = None,
    timeout: float = PATIENCE,
) -> CompletedProcess[str]:
    """Run a program to its end, its output in pipes, as `subprocess.run` does."""
    return Piped(command, env=env, cwd=cwd, input=input, most_bytes=most_bytes).communicate(timeout)


def _write(descriptor: int, content: bytes) -> None:
    with contextlib.suppress(BrokenPipeError), os.fdopen(descriptor, "wb") as stream:
        stream.write(content)


class _Forked:
    """A program that is forked from the server of this process, which is started with the first one."""

    def __init__(
        self, arguments: Sequence[str], streams: tuple[int, int, int], surroundings: _Surroundings
    ) -> None:
        # Connections are what multiprocessing hands descriptors over with.
        handed = [Connection(os.dup(stream)) for stream in streams]
        self._process = _FORKS.Process(target=_run, args=(list(arguments), handed, surroundings))
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


def _run(arguments: list[str], streams: list[Connection], surroundings: _Surroundings) -> None:
    """Be the program: what Python does when it starts and ends, and what it was started for in between."""
    for number, stream in enumerate(streams):
        os.dup2(stream.fileno(), number)
        stream.close()
    surroundings.enter()
    os.environ.clear()
    os.environ.update(surroundings.env)
    time.tzset()
    os.chdir(surroundings.folder)
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
        try:
            sys.stderr.flush()
        except OSError:
            sys.stderr = None  # Python's end does not care, that of a fork does.
