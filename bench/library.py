"""How long the library takes on an archive: `python bench/library.py ARCHIVE`.

Prints when the first posts are there and when all are, the memory of the main process, what a second load with
nothing new costs, and for each query the median of nine selections with the tags and days of its result.
"""

from __future__ import annotations

import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from zoneinfo import ZoneInfo

from reader.library import Library
from reader.query import parse
from reader.state.marks import Marks

QUERIES = [
    "",
    "is:unread",
    "date:2020",
    "has:image",
    "lang:hant",
    "tag:台灣",
    "的",
    "台灣",
    "title:中国 -美国",
    "台湾 地震 or 日本",
    "台灣 sort:relevance",
]
ROUNDS = 9


def milliseconds(work: Callable[[], object]) -> float:
    """The median time of the work."""
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return statistics.median(times) * 1e3


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder:
        marks = Marks(Path(folder) / "marks.sqlite3")
        library = Library([Path(sys.argv[1])], marks=marks, zone=ZoneInfo("Asia/Taipei"))
        start = time.perf_counter()
        first = 0.0
        for progress in library.load():
            if progress.done and not first:
                first = time.perf_counter() - start
        print(
            f"first posts after {first:.2f} s, all {len(library)} after {time.perf_counter() - start:.2f} s"
        )
        print(f"memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")
        start = time.perf_counter()
        list(library.load())
        print(f"nothing new after {time.perf_counter() - start:.2f} s")
        print(f"{'posts':>7} {'list':>8} {'tags':>8} {'days':>8}  milliseconds")
        for text in QUERIES:
            query = parse(text)
            selection = library.select(query, fold_copies=True)
            figures = [
                milliseconds(lambda query=query: library.select(query, fold_copies=True)),
                milliseconds(selection.tags),
                milliseconds(selection.days),
            ]
            print(f"{len(selection):7}", *(f"{figure:8.2f}" for figure in figures), text or "(everything)")


if __name__ == "__main__":
    main()
