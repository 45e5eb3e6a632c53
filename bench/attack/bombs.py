"""Files made to take minutes: the CPU seconds and megabytes that showing and indexing each of them costs.

    python bench/attack bombs [--medium | --huge] [NAME…]

Bodies have 2 MB, near the most whose form is looked for at all; with `--medium` 300 kB, which is below what is converted
under limits for its length alone; with `--huge` 8 MB, near the most that is read of a file.

Three figures a file: `reader show` in a pipe, on a terminal, and a first index of an archive of that file alone. A row
ends with `!` where one took over 5 s of CPU or 500 MB, printed a traceback or lost the file's words.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tests" / "attack"))

from hostile_bodies import BODIES, HUGE, LARGE, MEDIUM
from hostile_files import FILES, HostileFile

_MOST_SECONDS = 5.0
_PATIENCE = 60
_MOST_MEGABYTES = 500.0
_READER = [sys.executable, "-m", "reader"]


class Run(NamedTuple):
    """What a command took and printed."""

    seconds: float
    megabytes: float
    output: str

    @property
    def is_within_bounds(self) -> bool:
        """Whether it kept to the bounds and ended without a traceback."""
        return (
            self.seconds <= _MOST_SECONDS
            and self.megabytes <= _MOST_MEGABYTES
            and "Traceback" not in self.output
        )


def run(command: list[str], home: Path) -> Run:
    """Run `command` with `home` for all that the reader keeps, for a minute at most."""
    environment = {
        **os.environ,
        "HOME": str(home),
        "XDG_DATA_HOME": str(home),
        "XDG_CACHE_HOME": str(home),
        # A pager that is left behind takes what the reader used with it.
        "PAGER": "cat",
    }
    output = home / "output"
    with output.open("wb") as file:
        process = subprocess.Popen(
            ["timeout", "-s", "KILL", str(_PATIENCE), *command],
            stdout=file,
            stderr=file,
            stdin=subprocess.DEVNULL,
            env=environment,
        )
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode == -signal.SIGKILL:
        # What was killed has no figures.
        return Run(_PATIENCE, 0.0, output.read_text("utf-8", errors="replace"))
    return Run(
        usage.ru_utime + usage.ru_stime,
        usage.ru_maxrss / 1024,
        output.read_text("utf-8", errors="replace"),
    )


def attack(file: HostileFile) -> str:
    """Return the row of `file`."""
    with tempfile.TemporaryDirectory() as folder:
        archive, home = Path(folder, "archive"), Path(folder, "home")
        path = archive / file.name
        path.parent.mkdir(parents=True)
        home.mkdir()
        path.write_text(file.text(), "utf-8", newline="")
        path_bytes = path.stat().st_size
        show = [*_READER, "show", str(path), "--archive", str(archive)]
        runs = {
            "piped": run(show, home),
            "terminal": run(["script", "-qec", " ".join(show), "/dev/null"], home),
            "index": run([*_READER, "list", "--archive", str(archive)], home),
        }
    # the terminal's lines may break within a word, so the words are looked for in the pipe's alone
    lost = [word for word in file.words if word not in runs["piped"].output]
    is_good = all(each.is_within_bounds for each in runs.values()) and not lost
    figures = "".join(
        f"{name} {each.seconds:6.2f} s {each.megabytes:5.0f} MB   " for name, each in runs.items()
    )
    return f"{file.name:30} {path_bytes:10,} bytes   {figures}{'' if is_good else '! ' + ' '.join(lost)}".rstrip()


def hostile(size: int) -> Iterator[HostileFile]:
    """Yield all hostile files, bodies of so many characters."""
    yield from FILES
    for body in BODIES:
        yield HostileFile(f"{body.form}-{body.name}.md", body.words, partial(body.text, size))


def main(arguments: list[str]) -> None:
    """Print a row for each file, or for those that are named; the name of a form stands for all of it."""
    sizes = {"--medium": MEDIUM, "--huge": HUGE}
    names = [argument for argument in arguments if argument not in sizes]
    size = next((sizes[argument] for argument in arguments if argument in sizes), LARGE)
    for file in hostile(size):
        if not names or {file.name, file.name.partition("-")[0]} & set(names):
            print(attack(file), flush=True)
