"""Measure what stands under the search line and the titles: suggestions a key, and excerpts a row.

    python bench/finding.py ARCHIVE

CPU time, since other work may run beside; the index of the archive is built or brought up to date first. Targets:
suggestions at 20,000 names at most 15 ms a key, off the screen's thread.
"""

from __future__ import annotations

import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC
from pathlib import Path

from reader.library import Library
from reader.library.names import Names, find
from reader.query import parse
from reader.state.marks import Marks
from reader.text import pinyin_table

TYPED = (
    "wuhan",
    "zhongguo",
    "taiwan",
    "the new",
    "武漢",
    "台灣",
    "tag:zg",
    "author:w",
    "date:2020",
    "qqqq",
    "x",
)
NAMES = 20_000
ROWS = 16
LIMIT = 8


def milliseconds(work: Callable[[], object]) -> float:
    """The CPU time that the work takes."""
    start = time.process_time()
    work()
    return 1000 * (time.process_time() - start)


def keys(typed: str) -> Iterator[str]:
    """The text after each key."""
    return (typed[:end] for end in range(1, len(typed) + 1))


def report(what: str, times: list[float]) -> None:
    """Print median, 95th percentile and worst."""
    ordered = sorted(times)
    p95 = ordered[int(len(ordered) * 0.95)]
    print(
        f"{what:<52}median {statistics.median(ordered):6.2f}   p95 {p95:6.2f}   worst {ordered[-1]:6.2f} ms"
    )


def generated_names() -> list[str]:
    """Made-up names of two to six characters."""
    draw = random.Random(1)
    characters = [character for character in pinyin_table.SYLLABLES if not character.isascii()]
    return ["".join(draw.choices(characters, k=draw.randint(2, 6))) for _ in range(NAMES)]


def measure_names() -> None:
    """Looking names up in a table alone."""
    names = generated_names()
    tables: list[Names] = []
    print(f"{NAMES:,} names: table {milliseconds(lambda: tables.append(Names(names))):.0f} ms,", end=" ")
    print(f"readings {milliseconds(lambda: tables[0].spelt):.0f} ms, once and beside the screen")
    texts = [text for typed in TYPED for text in keys(typed.split(":")[-1])]
    times = [milliseconds(lambda text=text: find(tables, text, LIMIT)) for text in texts for _ in range(9)]
    report(f"a key at {NAMES:,} names (target 15)", times)


def measure_archive(archive: Path) -> None:
    """Suggestions and excerpts of an archive."""
    with tempfile.TemporaryDirectory() as folder:
        library = Library([archive], marks=Marks(Path(folder) / "marks"), zone=UTC)
        for _ in library.load():
            pass
        print(f"{len(library):,} posts")
        suggester = library.suggester
        print(f"the first question {milliseconds(lambda: suggester.suggest('wuhan', 5, LIMIT)):.0f} ms")
        texts = [text for typed in TYPED for text in keys(typed)]
        times = [
            milliseconds(lambda text=text: suggester.suggest(text, len(text), LIMIT))
            for text in texts
            for _ in range(5)
        ]
        report("suggestions a key", times)
        query = parse("台灣")
        rows = library.select(query, fold_copies=True).rows(0, 200)
        times = [milliseconds(lambda row=row: library.excerpt(row.post.id, query.patterns)) for row in rows]
        if times:
            report("excerpt of a post that holds 台灣", times)
            print(f"a screen of {ROWS} rows: {statistics.mean(times) * ROWS:.0f} ms, beside the screen")


if __name__ == "__main__":
    measure_names()
    measure_archive(Path(sys.argv[1]))
