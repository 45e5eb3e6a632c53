"""A program in a terminal of its own, timed by what it prints."""

from __future__ import annotations

import os
import pty
import select
import signal
import statistics
import struct
import tempfile
import termios
import time
from collections.abc import Mapping, Sequence
from fcntl import ioctl
from pathlib import Path

_QUIET = 0.12


class Program:
    """A program in a pty; a step ends with the last byte that it prints before it is silent."""

    def __init__(
        self,
        command: Sequence[str],
        data: Path,
        size: tuple[int, int] = (120, 40),
        *,
        env: Mapping[str, str] | None = None,
        cwd: Path | None = None,
    ) -> None:
        """Start it with `data` as its folder for what the owner says, and `env` added to the environment."""
        self.started = time.perf_counter()
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))
            environment = {
                **os.environ,
                "TERM": "xterm-256color",
                "COLORTERM": "truecolor",
                "XDG_DATA_HOME": str(data),
                # As an installed program has it: compiled once, by the first start.
                "PYTHONPYCACHEPREFIX": str(Path(tempfile.gettempdir()) / "reader-bench-bytecode"),
            }
            environment.pop("PYTHONDONTWRITEBYTECODE", None)
            environment.update(env or {})
            os.chdir(cwd or Path.cwd())
            os.execvpe(command[0], list(command), environment)
        self.seen = b""
        self.printed = 0
        """all bytes so far"""

    def rest(self, quiet: float = _QUIET, first: float = 5.0) -> float | None:
        """Wait until nothing was printed for `quiet` seconds; the time of the last byte, if any came."""
        last: float | None = None
        while True:
            ready, _, _ = select.select([self.fd], [], [], first if last is None else quiet)
            if not ready or not self._read():
                return last
            last = time.perf_counter()

    def shows(self, text: str, patience: float = 60.0) -> tuple[float, float]:
        """Wait until `text` was printed; milliseconds since the start, and of the processor's time."""
        while text.encode() not in self.seen:
            ready, _, _ = select.select([self.fd], [], [], patience)
            if not ready or not self._read():
                raise SystemExit(f"The program never showed {text!r}.")
        return (time.perf_counter() - self.started) * 1000, self.processor()

    def settle(self, busy: float = 20.0) -> None:
        """Wait until it has had no more than `busy` ms of the processor within a second, after all it does at a start."""
        spent = -busy
        while (now := self.processor()) - spent >= busy:
            spent = now
            end = time.perf_counter() + 1
            while (left := end - time.perf_counter()) > 0:
                self.rest(left, left)

    def _read(self) -> bool:
        try:
            data = os.read(self.fd, 65536)
        except OSError:  # the program has ended
            return False
        self.printed += len(data)
        self.seen = (self.seen + data)[-400_000:]
        return True

    def key(self, keys: str) -> float:
        """Press keys; milliseconds until the screen is at rest."""
        start = time.perf_counter()
        os.write(self.fd, keys.encode())
        end = self.rest()
        return ((end or start) - start) * 1000

    def resize(self, size: tuple[int, int]) -> float:
        """Give the terminal another size; milliseconds until the screen is at rest."""
        start = time.perf_counter()
        ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))
        os.kill(self.pid, signal.SIGWINCH)
        end = self.rest()
        return ((end or start) - start) * 1000

    def peak(self) -> float:
        """The largest memory that the program has had, in MiB."""
        status = Path(f"/proc/{self.pid}/status").read_text()
        return int(next(line for line in status.splitlines() if line.startswith("VmHWM")).split()[1]) / 1024

    def processor(self, thread: str = "") -> float:
        """Milliseconds of the processor's time that all threads have had, or the `main` one."""
        tasks = Path(f"/proc/{self.pid}/task")
        names = [str(self.pid)] if thread == "main" else [task.name for task in tasks.iterdir()]
        spent = 0
        for name in names:
            try:
                spent += int((tasks / name / "schedstat").read_text().split()[0])
            except OSError:  # the thread has ended meanwhile
                continue
        return spent / 1e6

    def end(self) -> None:
        """Leave."""
        os.write(self.fd, b"Q\x11")
        self.rest(0.2, 0.5)
        os.waitpid(self.pid, 0)
        os.close(self.fd)


def spread(times: list[float]) -> str:
    """Median and p95."""
    return f"median {statistics.median(times):7.1f}   p95 {p95(times):7.1f}"


def p95(times: list[float]) -> float:
    """The time that one in twenty is longer than."""
    return sorted(times)[int(len(times) * 0.95)]
