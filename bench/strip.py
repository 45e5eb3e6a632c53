"""Measure moving along the time strip over 1,000,000 posts, in a real terminal, against an empty Textual app.

    python bench/strip.py [--posts 1000000] [--years 16] [--keys 200]

The reader runs on its tour, with made-up counts of days in the place of the tour's (seeded, every day of the
years), so that everything but the counting is as with such an archive. Prints wall time from a key to the screen
at rest, and the processor time that the program spent on a key, which other work on the machine does not change.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

from reading import _EMPTY, Program, spread

from reader.library import DayCounts, Granularity

_READER = """
import sys
sys.path.insert(0, {bench!r})
from strip import made_up_days
from reader.library.result_set import ResultSet
days = made_up_days({posts}, {years})
ResultSet.days = lambda self: days
from reader.cli.main import main
from reader import paths
main([str(paths.tour_folder())])
"""
_TICKS = os.sysconf("SC_CLK_TCK")
_STEPS = (("left, right", "hl"), ("zoom in, out", "+-"), ("the most", "m"), ("range", "v"))


def made_up_days(posts: int, years: int) -> list[tuple[date, int]]:
    """So many posts over all days of so many years, more in later ones."""
    chance = random.Random(1)
    first = date(2025 - years, 1, 1)
    days = [first + timedelta(days=number) for number in range((date(2025, 1, 1) - first).days)]
    weights = [(1 + number) * chance.uniform(0.2, 2) for number in range(len(days))]
    whole = sum(weights)
    counts = [max(round(posts * weight / whole), 1) for weight in weights]
    return list(zip(days, counts, strict=True))[::-1]


def processor(pid: int) -> float:
    """Milliseconds of processor time that a process has used."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) * 1000 / _TICKS


def measure(program: Program, name: str, keys: str, count: int, target: str) -> None:
    """Press the keys in turn; print wall time and processor time for a key."""
    before = processor(program.pid)
    times = [program.key(keys[number % len(keys)]) for number in range(count)]
    used = (processor(program.pid) - before) / count
    print(f"{name:<28}{spread(times)}   processor {used:5.2f} ms a key{target}")


def main() -> None:
    """Run all steps."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--posts", type=int, default=1_000_000)
    parser.add_argument("--years", type=int, default=16)
    parser.add_argument("--keys", type=int, default=200)
    arguments = parser.parse_args()
    days = made_up_days(arguments.posts, arguments.years)
    start = time.process_time()
    counts = DayCounts(days)
    made = time.process_time()
    for _ in range(100):
        counts.counts(
            Granularity.MONTH,
            Granularity.MONTH.number(counts.first),
            Granularity.MONTH.number(counts.last) + 1,
        )
    summed = time.process_time()
    print(f"{counts.total:,} posts on {len(days):,} days: sums made in {(made - start) * 1000:.1f} ms,")
    print(f"those of all months read in {(summed - made) * 10:.2f} ms")
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        empty = Program([sys.executable, "-c", _EMPTY], data)
        empty.rest(0.5)
        measure(empty, "empty Textual app, repaint", "J", 60, "")
        empty.end()
        code = _READER.format(bench=str(Path(__file__).parent), posts=arguments.posts, years=arguments.years)
        reader = Program([sys.executable, "-c", code], data)
        reader.rest(2.0)
        reader.key("w")
        for name, keys in _STEPS:
            measure(reader, f"strip: {name}", keys, arguments.keys, "   (target 8 a key)")
        reader.end()


if __name__ == "__main__":
    main()
