"""Any size: start, freshness, search and counts beside their targets, in one run.

    python bench/index.py ARCHIVE [--million ARCHIVE --filled FOLDER] [--rounds 9] [--write docs/benchmarks.md]

ARCHIVE holds 50,000 posts of bench/make_archive.py; its index is built in a folder of its own. The larger archive's
lies in FOLDER, where `python bench/fill_index.py` made it. Figures are medians of rounds, and ratios to what is
measured in turns with them; targets that are ratios are met by ratios alone.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import platform
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

from program import Program, p95

ZONE = "Asia/Taipei"
SIZE = (80, 24)
"""where the list stands alone"""
_BESIDE = (120, 40)
"""where an article stands beside it"""
_READY = "●"
_EMPTY = """
from textual.app import App
from textual.widgets import Static
class Empty(App):
    BINDINGS = [("Q", "quit", "Quit")]
    def compose(self): yield Static("READY ●")
Empty().run()
"""
_NEW = """---
title: "{title}"
date: 2098-01-01T00:00:00Z
---
<p>A new post.</p>
"""


class Table:
    """The figures so far, printed as they come."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.say("what", "measured", "target")
        self.say("---", "---", "---")

    def say(self, what: str, figure: str, target: str = "") -> None:
        """Adds a line."""
        line = f"| {what} | {figure} | {target} |"
        self.lines.append(line)
        print(line, flush=True)


def median(work: Callable[[], object], rounds: int) -> float:
    """The median of the milliseconds that the work takes."""
    return statistics.median(timed(work) for _ in range(rounds))


def timed(work: Callable[[], object]) -> float:
    """The milliseconds that the work takes."""
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1e3


def bare_walk(folder: Path) -> int:
    """Lists every folder and stats every file, as cheaply as plain Python can; returns how many."""
    count = 0
    folders = [str(folder)]
    while folders:
        with os.scandir(folders.pop()) as entries:
            for entry in entries:
                if entry.is_dir():
                    folders.append(entry.path)
                else:
                    entry.stat()
                    count += 1
    return count


def cpu_seconds() -> float:
    """Seconds of the processor's time, of this process and those that read for it, which have ended then."""
    while multiprocessing.active_children():
        time.sleep(0.05)
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


class Archive:
    """An archive, and where its index is."""

    def __init__(self, folder: Path, cache: Path) -> None:
        self.folder = folder
        self.cache = cache

    def library(self):
        """A library as a new start of the program has it."""
        from reader.library import Library
        from reader.state.marks import Marks

        os.environ["XDG_CACHE_HOME"] = str(self.cache)
        return Library([self.folder], marks=Marks(self.cache / "marks.sqlite3"), zone=ZoneInfo(ZONE))

    def program(self, data: Path, size: tuple[int, int] = SIZE) -> Program:
        """The reader on a terminal."""
        os.environ["XDG_CACHE_HOME"] = str(self.cache)
        return Program([sys.executable, "-m", "reader", str(self.folder)], data, size)


def build(table: Table, archive: Archive, rounds: int) -> None:
    """The very first start, again and again; the last one's index stays where the archive's is."""
    size = sum(file.stat().st_size for file in archive.folder.rglob("*.md"))
    builds = []
    for number in range(rounds):
        if number:
            shutil.rmtree(archive.cache / "reader")
        builds.append(built(archive))
    firsts, times, processor, counts = zip(*builds, strict=True)
    file = sum(part.stat().st_size for part in (archive.cache / "reader").glob("*.sqlite3"))
    table.say(f"posts / MB of files: {counts[0]:,} / {size / 1e6:.0f}", "")
    table.say("first row on the very first start", f"{statistics.median(firsts):.2f} s", "1 s")
    table.say(
        "full index",
        f"{statistics.median(times):.1f} s ({statistics.median(processor):.1f} s of the processor), "
        f"{min(times):.1f} to {max(times):.1f} in {rounds} rounds",
        "25 s at 50,000",
    )
    table.say("its file, part of the archive", f"{file / size:.2f}", "0.9")


def built(archive: Archive) -> tuple[float, float, float, int]:
    """Seconds to the first rows and to all of them, of the processor's time, and how many there are."""
    from reader.query import Query

    library = archive.library()
    start, spent, first = time.perf_counter(), cpu_seconds(), 0.0
    for progress in library.load():
        if progress.done and not first:
            library.select(Query(), fold_copies=True).rows(0, 64)
            first = time.perf_counter() - start
    seconds = time.perf_counter() - start
    return first, seconds, cpu_seconds() - spent, len(library)


def started(
    archives: list[Archive], rounds: int, size: tuple[int, int]
) -> tuple[list[list[float]], list[list[float]]]:
    """Rounds of an empty Textual app and the archives in turns: ms to the first row, and MiB at most.

    Memory is looked at when all that a start does is done: the files compared, the folders watched.
    """
    firsts: list[list[float]] = []
    peaks: list[list[float]] = []
    for number in range(rounds + 1):
        with tempfile.TemporaryDirectory() as folder:
            data = Path(folder)
            programs = [lambda: Program([sys.executable, "-c", _EMPTY], data, size)]  # noqa: B023
            programs += [lambda one=one: one.program(data, size) for one in archives]  # noqa: B023
            shown, peak = [], []
            for start in programs:
                program = start()
                shown.append(program.shows(_READY)[0])
                program.settle()
                peak.append(program.peak())
                program.end()
        if number:  # the first round fills the caches of the system
            firsts.append(shown)
            peaks.append(peak)
    return firsts, peaks


def starts(table: Table, archives: list[Archive], rounds: int) -> None:
    """First row and memory, in turns with an empty Textual app."""
    firsts, peaks = started(archives, rounds, SIZE)
    empty = statistics.median(shown[0] for shown in firsts)
    for place, one in enumerate(archives, 1):
        count = f"{len(one.library()):,}"
        first = statistics.median(shown[place] for shown in firsts)
        ratio = statistics.median(shown[place] / shown[0] for shown in firsts)
        target = "1.15 × the empty app" if place == 1 else ""
        table.say(f"first row, {count}", f"{first:.0f} ms = {ratio:.2f} × ({empty:.0f} ms)", target)
        if place > 1:
            ratio = statistics.median(shown[place] / shown[1] for shown in firsts)
            table.say(f"first row, {count}, against the smaller archive", f"{ratio:.2f} ×", "1.10 ×")
        target = "1.5 × the empty app" if place == 1 else "1.7 × the empty app"
        table.say(f"peak memory, list shown, {count}", _memory(peaks, place), target)
    _, peaks = started(archives, (rounds + 1) // 2, _BESIDE)
    for place, one in enumerate(archives, 1):
        table.say(f"peak memory, an article beside the list, {len(one.library()):,}", _memory(peaks, place))


def _memory(peaks: list[list[float]], place: int) -> str:
    """The memory of one of the programs, and against the first."""
    memory = statistics.median(peak[place] for peak in peaks)
    return f"{memory:.0f} MiB = {statistics.median(peak[place] / peak[0] for peak in peaks):.2f} ×"


def freshness(table: Table, archive: Archive, rounds: int) -> None:
    """A start with nothing changed, in turns with a bare walk."""
    library = archive.library()
    list(library.load())
    ratios, times = [], []
    for _ in range(rounds):
        bare = timed(lambda: bare_walk(archive.folder))
        times.append(timed(lambda: list(library.load())))
        ratios.append(times[-1] / bare)
    table.say(
        f"nothing changed: freshness known, {len(library):,}",
        f"{statistics.median(times):.0f} ms = {statistics.median(ratios):.2f} ×",
        "2 × a bare scandir and stat",
    )


def running(table: Table, archive: Archive, rounds: int) -> None:
    """The cursor, and a new post that appears by itself, in the running program."""
    count = f"{len(archive.library()):,}"
    with tempfile.TemporaryDirectory() as folder:
        slowest = []
        for number in range(rounds):
            program = archive.program(Path(folder))
            program.shows(_READY)
            program.rest(1.5)
            slowest.append(p95([program.key("j") for _ in range(100)]))
            if number < rounds - 1:
                program.end()
        table.say(
            f"cursor move, {count}",
            f"p95 {statistics.median(slowest):.1f} ms, {min(slowest):.1f} to {max(slowest):.1f} in {rounds} rounds",
            "p95 4 ms",
        )
        program.key("g")
        program.key("g")
        # The walk over all files, and the beginning of watching, come after the first list.
        program.rest(3.0, 30.0)
        time.sleep(20)
        times = []
        place = max(archive.folder.rglob("*.md"), key=lambda file: file.name).parent
        for number in range(rounds):
            title = f"SHOWN {time.time_ns()}"
            file = place / f"2098-01-01-shown-{number}.md"
            start = time.perf_counter()
            file.write_text(_NEW.format(title=title))
            program.shows(title)
            times.append((time.perf_counter() - start) * 1e3)
            file.unlink()
            time.sleep(1.5)
        program.end()
    table.say(f"one new post while running, {count}", f"{statistics.median(times):.0f} ms", "1 s")


def words_of(library, length: int, count: int) -> list[str]:
    """Words of the archive's titles, each another, so that no answer is remembered."""
    from reader.query import Query

    chance = random.Random(length)
    results = library.select(Query())
    words: dict[str, None] = {}
    while len(words) < count:
        (row,) = results.rows(place := chance.randrange(min(len(results), 4000)), place + 1)
        start = chance.randrange(max(1, len(row.post.title) - length))
        word = row.post.title[start : start + length]
        if len(word) == length and word.isalnum() and not word.isascii():
            words[word] = None
    return list(words)


def search(table: Table, archive: Archive, rounds: int, *, is_large: bool) -> None:
    """Words of one, two and more characters."""
    from reader.query import parse

    library = archive.library()
    count = f"{len(library):,}"
    library.select(parse("是"), fold_copies=True).facets()
    targets = {1: "150 ms" if is_large else "", 2: "60 ms" if is_large else "15 ms"}
    for length in (1, 2, 3, 5):
        lists, wholes, found, scans = [], [], [], []
        for word in words_of(library, length, rounds):
            query = parse(f'"{word}"')
            lists.append(timed(lambda query=query: _first_rows(library, query)))
            wholes.append(timed(lambda query=query: library.select(query, fold_copies=True).rows(0, 64)))
            found.append(len(library.select(query, fold_copies=True)))
            if length == 2 and not is_large and shutil.which("rg"):
                scan = ["rg", "-l", word, str(archive.folder)]
                scans.append(
                    lists[-1] / timed(lambda scan=scan: subprocess.run(scan, stdout=subprocess.DEVNULL))
                )
        whole = f", all of them {statistics.median(wholes):.0f} ms later"
        table.say(
            f"{length} characters to first rows, {count} (median of {statistics.median(found):,.0f} found)",
            f"{statistics.median(lists):.1f} ms{whole}",
            targets.get(length, ""),
        )
        if scans:
            table.say(
                "2 characters against rg -l over the files", f"{statistics.median(scans):.4f} ×", "0.1 ×"
            )


def _first_rows(library, query) -> None:
    """What the screen does for a first list."""
    first = next((found.results for found in library.growing_rows(query, fold_copies=True)), None)
    results = first or library.select(query, fold_copies=True)
    results.rows(0, 64)


def counting(table: Table, archive: Archive, rounds: int) -> None:
    """Facets and histogram of a result of about three tenths of all posts."""
    from reader.query import parse
    from reader.query.facets import TAG_FACETS

    library = archive.library()
    sizes = {word: len(library.select(parse(word), fold_copies=True)) for word in words_of(library, 1, 24)}
    word = min(sizes, key=lambda each: abs(sizes[each] - 0.3 * len(library)))
    results = library.select(parse(word), fold_copies=True)
    days = median(results.days, rounds)
    tags = median(lambda: results.facets(TAG_FACETS), rounds)
    facets = median(results.facets, rounds)
    table.say(
        f"tags and histogram of {len(results):,} of {len(library):,}",
        f"{tags:.0f} + {days:.0f} ms (all facets {facets:.0f} ms)",
        "100 ms after the list",
    )


def main() -> None:
    """Measure, print, and keep."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("archive", type=Path)
    parser.add_argument("--million", type=Path)
    parser.add_argument("--filled", type=Path)
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--write", type=Path)
    options = parser.parse_args()
    os.environ["READER_ZONE"] = ZONE
    table = Table()
    with tempfile.TemporaryDirectory() as folder:
        archives = [Archive(options.archive.absolute(), Path(folder))]
        if options.million is not None:
            archives.append(Archive(options.million.absolute(), options.filled.absolute()))
        build(table, archives[0], options.rounds)
        starts(table, archives, options.rounds)
        for place, archive in enumerate(archives):
            freshness(table, archive, options.rounds)
            running(table, archive, options.rounds)
            search(table, archive, options.rounds, is_large=place > 0)
            counting(table, archive, options.rounds)
    # Imported late: what it needs would else count as imported before the first start.
    import building

    building.report(archives[0].folder)
    if options.write is not None:
        machine = f"{platform.machine()}, {os.cpu_count()} processors, {platform.system()}, Python {platform.python_version()}"
        head = f"# Benchmarks\n\nThe last run of `bench/index.py`: {date.today()}, {machine}.\n\n"
        options.write.write_text(f"{head}{(__doc__ or '').strip()}\n\n" + "\n".join(table.lines) + "\n")


if __name__ == "__main__":
    main()
