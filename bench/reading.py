"""Measure reading in a real terminal: from a key to the screen at rest, against an empty Textual app.

    python bench/reading.py ARCHIVE [--articles 200]

Prints medians and p95 in milliseconds of wall time, each beside its target, and the peak memory after 10 and
after all articles. A step ends with the last byte that the program prints before it is silent.
"""

from __future__ import annotations

import argparse
import os
import pty
import select
import statistics
import struct
import sys
import tempfile
import termios
import time
from collections.abc import Sequence
from fcntl import ioctl
from pathlib import Path

_EMPTY = """
from textual.app import App
class Empty(App):
    BINDINGS = [("J", "bell_not", "J")]
    def action_bell_not(self): self.screen.styles.background = "red" if self.flip else "blue"; self.flip = not self.flip
    flip = False
Empty().run()
"""
_QUIET = 0.12


class Program:
    """A program in a pty, timed by what it prints."""

    def __init__(self, command: Sequence[str], data: Path, size: tuple[int, int] = (120, 40)) -> None:
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))
            environment = {
                **os.environ,
                "TERM": "xterm-256color",
                "COLORTERM": "truecolor",
                "XDG_DATA_HOME": str(data),
            }
            os.execvpe(command[0], list(command), environment)
        self.seen = b""

    def rest(self, quiet: float = _QUIET, first: float = 5.0) -> float | None:
        """Wait until nothing was printed for `quiet` seconds; the time of the last byte, if any came."""
        last: float | None = None
        while True:
            ready, _, _ = select.select([self.fd], [], [], first if last is None else quiet)
            if not ready:
                return last
            try:
                self.seen = (self.seen + os.read(self.fd, 65536))[-400_000:]
            except OSError:  # the program has ended
                return last
            last = time.perf_counter()

    def key(self, keys: str) -> float:
        """Press keys; milliseconds until the screen is at rest."""
        start = time.perf_counter()
        os.write(self.fd, keys.encode())
        end = self.rest()
        return ((end or start) - start) * 1000

    def peak(self) -> float:
        """The largest memory that the program has had, in MiB."""
        status = Path(f"/proc/{self.pid}/status").read_text()
        return int(next(line for line in status.splitlines() if line.startswith("VmHWM")).split()[1]) / 1024

    def end(self) -> None:
        """Leave."""
        os.write(self.fd, b"Q\x11")
        self.rest(0.2, 0.5)
        os.waitpid(self.pid, 0)
        os.close(self.fd)


def spread(times: list[float]) -> str:
    """Median and p95."""
    ordered = sorted(times)
    return f"median {statistics.median(ordered):7.1f}   p95 {ordered[int(len(ordered) * 0.95)]:7.1f}"


def main() -> None:
    """Run all steps."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("archive")
    parser.add_argument("--articles", type=int, default=200)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        empty = Program([sys.executable, "-c", _EMPTY], Path(folder))
        empty.rest(0.5)
        baseline = [empty.key("J") for _ in range(50)]
        empty.end()
        print(f"empty Textual app, key to repaint           {spread(baseline)}")

        reader = Program(
            [sys.executable, "-m", "reader", arguments.archive, "--query", "-site:youtube"], Path(folder)
        )
        reader.rest(2.0)
        reader.key("\r")
        turning, paging, peak_early = [], [], 0.0
        for number in range(arguments.articles):
            turning.append(reader.key("J"))
            if number % 10 == 0:
                paging.append(reader.key(" "))
            if number == 10:
                peak_early = reader.peak()
        print(f"next article (target 8, 20)                 {spread(turning)}")
        print(f"page down (target 8)                        {spread(paging)}")
        reader.key("q")
        jumps = []
        for number in range(20):
            reader.key("g")
            reader.key("g")
            reader.key(f"{(number * 13) % 280 + 5}j")
            jumps.append(reader.key("\r"))
            reader.key("q")
        print(f"cold jump (target 60)                       {spread(jumps)}")
        print(
            f"peak memory after 10 articles {peak_early:.0f} MiB, at the end {reader.peak():.0f} MiB, ratio {reader.peak() / peak_early:.2f} (target 1.5)"
        )
        reader.end()


if __name__ == "__main__":
    main()
