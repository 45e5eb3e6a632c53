"""Screens, commands and changing files at once over one archive: no lock in the way, no mark lost, no answer wrong.

    python bench/attack load              120 seconds, seed 1
    python bench/attack load 30 7         other numbers of seconds and of the seed

Three screens in ptys press keys that read, search and look around but mark nothing otherwise; two loops of commands
list, show and mark posts that stay; one loop adds, changes and removes files. In the end each mark that a command has
acknowledged is there, and the index answers as a fresh one does.
"""

from __future__ import annotations

import json
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from keys import Run

from tests.attack.changing import QUESTIONS, differing, is_bad, post_file, write_post
from tests.attack.faults import home, run

_STAYING_POSTS = 100
_POSTS = 300
_SCREENS = 3
_COMMAND_LOOPS = 2
_KEYS = (
    *"jkJK bnNgGhl\t[]wtTDuSx\r\x1bqHLVraiEzcR?P/",
    *("/word7\r", "/海風\r", "/港口\r", "/輪船公"),
)
"""moving, reading, searching, looking for new posts, and all dialogs; nothing that takes a mark away"""
_SECONDS_BETWEEN_CHANGES = 0.2


class Outcome(NamedTuple):
    """What one of the loops did."""

    done: Counter[str]
    """how often, by what"""
    marks: dict[tuple[int, str], bool]
    """the acknowledged marks, by post and by the name of the mark in JSON"""
    failures: list[str]


def press(archive: Path, folder: Path, seed: int, end: float) -> Outcome:
    """Press keys in a screen until `end`, of `time.monotonic`."""
    keys, is_locked = 0, False
    screen = Run(archive, folder, seed, _keys)
    try:
        while time.monotonic() < end:
            keys += screen.step()
            is_locked = is_locked or b"locked" in screen.output
        screen.finish()
    except AssertionError as failure:
        return Outcome(Counter(keys=keys), {}, [f"screen {seed}: {failure}, after {list(screen.last)}"])
    finally:
        screen.close()
    return Outcome(Counter(keys=keys), {}, [f"screen {seed}: locked"] if is_locked else [])


def _keys(chance: random.Random, size: tuple[int, int]) -> Iterator[bytes]:
    del size
    while True:
        yield chance.choice(_KEYS).encode()


def command(archive: Path, folder: Path, seed: int, end: float) -> Outcome:
    """Run commands until `end`; each loop marks posts of its own."""
    chance = random.Random(seed)
    outcome = Outcome(Counter(), {}, [])
    while time.monotonic() < end:
        number = chance.randrange(_STAYING_POSTS // _COMMAND_LOOPS) * _COMMAND_LOOPS + seed % _COMMAND_LOOPS
        file = str(post_file(archive, number))
        name, is_set = chance.choice((("starred", True), ("starred", False), ("unread", False)))
        option = "--read" if name == "unread" else "--star" if is_set else "--unstar"
        arguments = chance.choice((("mark", option, file), ("show", file), chance.choice(QUESTIONS)))
        ran = run([*arguments, "--archive", str(archive)], home(folder))
        outcome.done[arguments[0]] += 1
        # A list without a hit ends with 1; all that is named here is there.
        if is_bad(ran) or (ran.code and arguments[0] in ("mark", "show")):
            outcome.failures.append(f"{' '.join(arguments)}: {ran.code} {ran.err}")
        elif arguments[0] == "mark":
            outcome.marks[number, name] = is_set
    return outcome


def change(archive: Path, seed: int, end: float) -> Outcome:
    """Add, change and remove files until `end`."""
    chance = random.Random(seed)
    numbers = list(range(_POSTS))
    outcome = Outcome(Counter(), {}, [])
    for version in range(1, sys.maxsize):
        if time.monotonic() > end:
            break
        kind = chance.choice(("added", "changed", "removed"))
        if kind == "added":
            numbers.append(_POSTS + version)
            write_post(archive, numbers[-1], version)
        elif kind == "changed":
            write_post(archive, chance.choice(numbers), version)
        elif len(numbers) > _STAYING_POSTS:
            post_file(archive, numbers.pop(chance.randrange(_STAYING_POSTS, len(numbers)))).unlink()
        outcome.done[kind] += 1
        time.sleep(chance.uniform(0, 2 * _SECONDS_BETWEEN_CHANGES))
    return outcome


def _lost(archive: Path, folder: Path, marks: dict[tuple[int, str], bool]) -> list[str]:
    """Return the acknowledged marks that are not there."""
    ran = run(["list", "--json", "--no-fold", "--archive", str(archive)], home(folder))
    posts = {int(post["path"][-7:-3]): post for post in json.loads(ran.out)}
    return [
        f"mark lost: {name} of {number} is not {is_set}"
        for (number, name), is_set in marks.items()
        if posts[number][name] is not is_set
    ]


def main(arguments: list[str]) -> None:
    """Put the archive under load for so long, and print a row of the table."""
    seconds = float(arguments[0]) if arguments else 120.0
    seed = int(arguments[1]) if arguments[1:] else 1
    done: Counter[str] = Counter()
    marks: dict[tuple[int, str], bool] = {}
    failures: list[str] = []
    with tempfile.TemporaryDirectory(prefix="reader-load-") as name:
        folder = Path(name)
        archive = folder / "archive"
        for number in range(_POSTS):
            write_post(archive, number)
        end = time.monotonic() + seconds
        with ProcessPoolExecutor(_SCREENS + _COMMAND_LOOPS + 1, get_context("spawn")) as pool:
            loops = [pool.submit(press, archive, folder, seed + n, end) for n in range(_SCREENS)]
            loops += [pool.submit(command, archive, folder, seed + n, end) for n in range(_COMMAND_LOOPS)]
            loops.append(pool.submit(change, archive, seed, end))
            for outcome in (loop.result() for loop in loops):
                done += outcome.done
                marks |= outcome.marks
                failures += outcome.failures
        failures += _lost(archive, folder, marks)
        failures += [f"wrong answer: {question}" for question in differing(archive, home(folder))]
    figures = ", ".join(f"{times} {kind}" for kind, times in done.items())
    print("| seconds | seed | done | marks acknowledged | failures |\n| --- | --- | --- | --- | --- |")
    print(f"| {seconds:.0f} | {seed} | {figures} | {len(marks)} | {len(failures)} |")
    for failure in failures:
        print(f"\n{failure}")
    if failures:
        raise SystemExit(1)
