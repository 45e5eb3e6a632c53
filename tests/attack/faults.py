"""Faults of disks, by seed: damaged files, full disks, and the commands that have to bear them."""

from __future__ import annotations

import os
import random
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from tests import programs

PAGE = 4096


def _flipped(content: bytearray, chance: random.Random) -> None:
    for _ in range(chance.choice((1, 8, 200))):
        content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)


def _zeroed(content: bytearray, chance: random.Random) -> None:
    for start in _pages(content, chance):
        content[start : start + PAGE] = bytes(PAGE)


def _noisy(content: bytearray, chance: random.Random) -> None:
    for start in _pages(content, chance):
        content[start : start + PAGE] = chance.randbytes(PAGE)


def _swapped(content: bytearray, chance: random.Random) -> None:
    starts = list(_pages(content, chance))
    for one, other in zip(starts, reversed(starts), strict=True):
        content[one : one + PAGE], content[other : other + PAGE] = (
            content[other : other + PAGE],
            content[one : one + PAGE],
        )
    if len(starts) == 1:
        content[: 2 * PAGE] = content[PAGE : 2 * PAGE] + content[:PAGE]


def _truncated(content: bytearray, chance: random.Random) -> None:
    del content[chance.randrange(len(content)) :]


def _pages(content: bytearray, chance: random.Random) -> Iterator[int]:
    count = len(content) // PAGE
    for page in chance.sample(range(count), min(count, chance.choice((1, 4, 16)))):
        yield page * PAGE


KINDS: Sequence[Callable[[bytearray, random.Random], None]] = (
    _flipped,
    _zeroed,
    _noisy,
    _swapped,
    _truncated,
)


def damaged(content: bytes, seed: int) -> bytes:
    """Return a file with the damage of a seed; the kinds take turns."""
    changed = bytearray(content)
    KINDS[seed % len(KINDS)](changed, random.Random(seed))
    return bytes(changed)


class Ran(NamedTuple):
    """What a command did."""

    code: int
    out: str
    err: str


def home(folder: Path) -> dict[str, str]:
    """Return an environment in which the program keeps all it keeps in this folder."""
    return {
        **os.environ,
        "XDG_CACHE_HOME": str(folder / "cache"),
        "XDG_DATA_HOME": str(folder / "data"),
        "XDG_CONFIG_HOME": str(folder / "config"),
        "HOME": str(folder),
        "TZ": "UTC",
    }


def run(
    arguments: Sequence[str],
    environment: Mapping[str, str],
    *,
    most_bytes: int | None = None,
    seconds: int = 120,
    cwd: Path | None = None,
) -> Ran:
    """Run a command; `most_bytes` is how long a file that it writes may become, as on a disk that is full then."""
    done = programs.run(
        [sys.executable, "-m", "reader", *arguments],
        env=environment,
        cwd=cwd,
        timeout=seconds,
        most_bytes=most_bytes,
    )
    return Ran(done.returncode, done.stdout, done.stderr)


def index_of(folder: Path) -> Path:
    """Return the file of the only index in a home."""
    (file,) = (folder / "cache" / "reader").glob("index*.sqlite3")
    return file
