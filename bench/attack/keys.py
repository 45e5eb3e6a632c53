"""Keys at random with resizes, clicks and pastes over a real pty: the program must end with none.

    python bench/attack keys                 20,000 events, with the sample archive
    python bench/attack keys 5000 7 ARCHIVE  other numbers of events and seeds, another archive (read only)

The program is started again wherever the keys led out of it. What counts as a failure: a traceback, an exit code but 0,
keys that are no longer read, a mode of the terminal that is left on at the end. A failure prints the seed and the last
events. `tests/tui/test_any_keys.py` plays some of them in the gate.
"""

from __future__ import annotations

import fcntl
import os
import random
import re
import select
import shutil
import signal
import string
import struct
import sys
import tempfile
import termios
import time
from collections import deque
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NoReturn

_ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(_ROOT))
from tests.attack.faults import home as home_of  # noqa: E402 - the tests are no package that is installed
from tests.terminal import Terminal  # noqa: E402 - the tests are no package that is installed

_SIZES = [(80, 24), (120, 40), (200, 60), (60, 16), (20, 5), (10, 3), (5, 2), (1, 1), (400, 120)]
_LETTERS = [*(letter for letter in string.printable if letter.isprintable() and letter != "Q"), *"橋台灣，"]
_SEQUENCES = [
    *(
        "\r",
        "\x1b",
        "\t",
        "\x1b[Z",
        " ",
        "\x7f",
        "\x1b[A",
        "\x1b[B",
        "\x1b[C",
        "\x1b[D",
        "\x1b[5~",
        "\x1b[6~",
    ),
    *("\x1b[H", "\x1b[F", "\x04", "\x15", "\x1b[1;2D", "\x1b[1;2C", "\x10", "\x1bOP", "\x03", "\x0c", "\x1a"),
    *(
        "\x1b[57441;2u",
        "\x1b[O",
        "\x1b[I",
        "\x1b[97;5u",
        "\x1b[200~a\nb\x1b[201~",
        "\x1b[200~\n\x1b[201~",
        "\x00",
    ),
]
"""Enter, Escape, arrows, pages, Ctrl+P, F1, Ctrl+C, Ctrl+Z, kitty's Shift, focus, pastes, and a byte that is no key"""
_PROGRAM = """
import asyncio, faulthandler, signal, traceback
from textual.app import App
from reader.cli.main import main
report = open({report!r}, "a")
def tell(*_):
    faulthandler.dump_traceback(report)
    for task in asyncio.all_tasks():
        print(task.get_name(), file=report)
        step = task.get_coro()
        while getattr(step, "cr_frame", None):
            print("   ", step.cr_frame.f_code.co_qualname, step.cr_frame.f_lineno, file=report)
            step = step.cr_await
    report.flush()
signal.signal(signal.SIGURG, tell)
handle = App._handle_exception
def handle_exception(app, error):
    traceback.print_exception(error, file=report)
    report.flush()
    handle(app, error)
App._handle_exception = handle_exception
raise SystemExit(main([{archive!r}]))
"""
"""the program, which writes a traceback to a file, too: in a terminal of one column it stands a letter a line"""
_KEPT_EVENTS = 60
_DEAF_SECONDS = 300
_SECONDS_TO_ASK = 5
_MOST_UNSETTLED = 30
_CATCH_UP_SECONDS = 10
_REST_SECONDS = 0.2
_SETTLE_SECONDS = 0.02


def events(chance: random.Random, size: tuple[int, int]) -> Iterator[bytes]:
    """Yield what a terminal of this size sends, one event after the other."""
    while True:
        kind = chance.random()
        if kind < 0.5:
            yield chance.choice(_LETTERS).encode()
        elif kind < 0.8:
            yield chance.choice(_SEQUENCES).encode()
        else:
            x, y = chance.randint(1, size[0]), chance.randint(1, size[1])
            button = chance.choice([0, 0, 0, 1, 2, 64, 65])
            press = f"\x1b[<{button};{x};{y}M"
            release = f"\x1b[<{button};{x};{y}m" if button < 64 else ""
            # Two clicks that arrive together, as over a slow line, and drags.
            drag = f"\x1b[<{button + 32};{chance.randint(1, size[0])};{chance.randint(1, size[1])}M"
            yield chance.choice([press + release, (press + release) * 2, press + drag + release]).encode()


Source = Callable[[random.Random, tuple[int, int]], Iterator[bytes]]
"""what a terminal of a size sends, by chance"""


class Run:
    """The program under random events."""

    def __init__(self, archive: Path, home: Path, seed: int, source: Source = events) -> None:
        self._chance = random.Random(seed)
        self._source = source
        self._archive = archive
        self._home = home
        self._report = home / f"report-{seed}"
        self.last: deque[bytes | tuple[int, int]] = deque(maxlen=_KEPT_EVENTS)
        self.starts = 0
        self._unsettled = 0
        self._start()

    def _start(self) -> None:
        self.starts += 1
        self._size = self._chance.choice(_SIZES)
        env = {**home_of(self._home), "EDITOR": "true", "BROWSER": "true"}
        self._report.write_text("")
        program = _PROGRAM.format(report=str(self._report), archive=str(self._archive))
        command = [sys.executable, "-c", program]
        self._terminal = Terminal(command, size=self._size, env=env)
        self.last.clear()
        self.last.append(self._size)
        # Until the app has the terminal, Ctrl+C is the signal.
        self._terminal.wait_for(lambda: b"\x1b[?1000h" in self._terminal.output, _DEAF_SECONDS)

    @property
    def output(self) -> bytes:
        """What the program has printed lately."""
        return self._terminal.output

    def step(self) -> int:
        """Send some events together, or another size; return how many."""
        if self._chance.random() < 0.03:
            self._size = self._chance.choice(_SIZES)
            self.last.append(self._size)
            rows = struct.pack("HHHH", self._size[1], self._size[0], 0, 0)
            fcntl.ioctl(self._terminal.fileno, termios.TIOCSWINSZ, rows)
            return 1
        source = self._source(self._chance, self._size)
        burst = [next(source) for _ in range(self._chance.choice([1, 1, 2, 3, 8]))]
        self.last.extend(burst)
        self._send(b"".join(burst))
        self._read()
        self._unsettled += len(burst)
        if self._unsettled > _MOST_UNSETTLED:
            self._catch_up()
        if self._has_ended():
            self._check(self._terminal.wait())
            self._terminal.close()
            self._start()
        return len(burst)

    def _catch_up(self) -> None:
        """Wait a while for the program to rest: it reads faster than it acts, and a queue of thousands is not the question."""
        self._unsettled = 0
        end = time.monotonic() + _CATCH_UP_SECONDS
        while not self._has_ended():
            before = self._ticks()
            self._read()
            time.sleep(_REST_SECONDS)
            rests = self._ticks() - before <= _REST_SECONDS * os.sysconf("SC_CLK_TCK") / 5
            if rests or time.monotonic() > end:
                return

    def _ticks(self) -> int:
        """Return the processor's time that the program has taken, in ticks of the system (proc(5), stat)."""
        try:
            fields = Path(f"/proc/{self._terminal.pid}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            return 0
        return int(fields[11]) + int(fields[12])

    def finish(self) -> None:
        """Leave, and check what is left behind."""
        end = time.monotonic() + _DEAF_SECONDS
        asked = 0.0
        while not self._has_ended():
            self._read()
            if time.monotonic() > asked + _SECONDS_TO_ASK:
                # Behind an Escape it would be another key.
                self._send(b"\x11")
                asked = time.monotonic()
            if time.monotonic() > end:
                self._fail("the program does not leave")
        self._check(self._terminal.wait())

    def _has_ended(self) -> bool:
        return self._terminal.has_ended

    def _send(self, data: bytes) -> None:
        end = time.monotonic() + _DEAF_SECONDS
        while data and not self._has_ended():
            self._read()
            _, can_write, _ = select.select([], [self._terminal.fileno], [], 0.1)
            if can_write:
                data = data[os.write(self._terminal.fileno, data) :]
            if time.monotonic() > end:
                self._fail("the program reads no keys any more")

    def _read(self) -> None:
        """Take what is printed, without a picture of it: only what went wrong is looked for."""
        while select.select([self._terminal.fileno], [], [], _SETTLE_SECONDS)[0]:
            try:
                data = os.read(self._terminal.fileno, 1 << 16)
            except OSError:
                return
            if not data:
                return
            self._terminal.output += data
            if len(self._terminal.output) > 1 << 22:
                self._terminal.forget()

    def _fail(self, sentence: str) -> NoReturn:
        os.kill(self._terminal.pid, signal.SIGURG)
        time.sleep(1)
        raise AssertionError(f"{sentence}\n{self._report.read_text()}")

    def _check(self, status: int) -> None:
        # In a terminal of one column, a traceback has a letter a line.
        said = self._terminal.output.rpartition(b"\x1b[?1049l")[2].decode("utf-8", "replace")
        words = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]|\s", "", said)
        # 130: Ctrl+C came after the program had let the terminal go.
        assert "Traceback" not in words and "Error" not in words and status in (0, 130), (
            f"exit code {status}\n{self._report.read_text() or words[-2000:]}"
        )
        assert not self._terminal.left_on, f"left on: {self._terminal.left_on}"

    def close(self) -> None:
        """End the program."""
        self._terminal.close()


def main(arguments: list[str]) -> None:
    """Send events until there were as many as asked for, and print a row of the table."""
    count, seed = int(arguments[0]) if arguments else 20_000, int(arguments[1]) if arguments[1:] else 1
    archive = Path(arguments[2]) if arguments[2:] else _ROOT / "posts"
    print("| events | seed | starts | seconds | tracebacks |\n| --- | --- | --- | --- | --- |")
    home = Path(tempfile.mkdtemp(prefix="reader-keys-"))
    start, done = time.monotonic(), 0
    run = Run(archive, home, seed)
    try:
        while done < count:
            done += run.step()
        run.finish()
    except AssertionError as failure:
        print(f"| {done:,} | {seed} | {run.starts} | {time.monotonic() - start:.0f} | 1 |\n")
        print(f"After {done:,} events of seed {seed}, the last of which were {list(run.last)}:\n\n{failure}")
        raise SystemExit(1) from None
    finally:
        run.close()
        shutil.rmtree(home, ignore_errors=True)
    print(f"| {done:,} | {seed} | {run.starts} | {time.monotonic() - start:.0f} | 0 |")
