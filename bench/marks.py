"""Measure what it costs that much was said of posts, in a real terminal and in turns.

    python bench/marks.py ARCHIVE [--rounds 5] [--others 100000] [--against CHECKOUT]

The program is run with nothing said; with the posts of the archive read, starred and labelled, and as
much said of `--others` posts that are not in it; and, with --against, as another checkout runs with nothing said.
Targets: a list is painted as fast in all of them, an article opens as fast at its place as at its top, and a start is
not slower than the other checkout's. Times are wall time in milliseconds from a key to the last byte of the screen at
rest; `cpu` is the processor's time of the main thread.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import sys
import tempfile
from collections import defaultdict
from datetime import UTC
from pathlib import Path

from program import Program, p95

from reader.library import Library
from reader.state.marks import Marks
from reader.state.statements import Item, Kind, Statement

_SIZE = (120, 40)
_ALONE = (80, 40)
"""a terminal in which the list stands alone"""
_ROW = "●"
"""what stands before an unread post in the list"""
_UNREAD = 100
"""new posts of which nothing was said, at the head of the list"""
_BATCH = 10_000
_SAID_AT = 1_700_000_000_000

Figures = defaultdict[str, list[float]]


def say(archive: Path, data: Path, others: int) -> None:
    """Say of all posts what a reader of many years has said."""
    marks = Marks(data / "reader" / "marks.sqlite3")
    library = Library([archive], marks=marks, zone=UTC)
    for _ in library.load():
        pass
    results = library.select(library.asked(""))
    posts = results.posts_at(range(_UNREAD, len(results)))
    library.mark_read(posts, read=True)
    library.star(posts[::2], starred=True)
    library.labels.set(posts[::3], "bench", labelled=True)
    for first in range(0, others, _BATCH):
        keys = [f"https://example.org/{number}" for number in range(first, min(first + _BATCH, others))]
        said = [
            Statement(Item(kind, key, name), str(_SAID_AT), _SAID_AT)
            for key in keys
            for kind, name in ((Kind.READ, ""), (Kind.STARRED, ""), (Kind.LABEL, "bench"))
        ]
        said += [Statement(Item(Kind.PROGRESS, key), "500", _SAID_AT) for key in keys]
        marks.merge(said, [], "import", subject="bench")
    marks.close()


def run(checkout: Path, archive: Path, data: Path, cache: Path) -> Figures:
    """Start the program once, take all steps and return their times."""
    figures: Figures = defaultdict(list)
    environment = {
        "XDG_CACHE_HOME": str(cache),
        "XDG_CONFIG_HOME": str(cache),
        "READER_CONFIRM_QUIT": "false",
    }
    command = [sys.executable, "-m", "reader", str(archive)]
    reader = Program(command, data, _SIZE, env=environment, cwd=checkout)
    figures["first rows"].append(reader.shows(_ROW)[1])
    reader.settle()

    def take(step: str, *keys: str) -> None:
        spent = reader.processor("main")
        figures[step].extend(reader.key(key) for key in keys)
        figures[f"{step} cpu"].append((reader.processor("main") - spent) / len(keys))

    reader.resize(_ALONE)
    take("list line", *["j"] * 30)
    take("list page", *[" "] * 10)
    reader.resize(_SIZE)
    reader.key("gg")
    reader.key("\r")
    for place in ("top", "place"):
        reader.rest(0.5, 0.5)
        for _ in range(15):
            take("leave", "q")
            take(f"Enter at the {place}", "\r")
        reader.key(" ")
        reader.key(" ")
    reader.end()
    return figures


def main() -> None:
    """Take all variants in turns, round by round, and print a table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("archive", type=Path)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--others", type=int, default=100_000)
    parser.add_argument("--against", type=Path, help="another checkout of the program")
    arguments = parser.parse_args()
    own = Path(__file__).parents[1]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        variants = {"nothing said": (own, folder / "nothing"), "much said": (own, folder / "much")}
        os.environ["XDG_CACHE_HOME"] = str(folder / own.name)
        say(arguments.archive, folder / "much", arguments.others)
        if arguments.against is not None:
            variants[arguments.against.name] = (arguments.against.resolve(), folder / "other")
        figures: dict[str, Figures] = {variant: defaultdict(list) for variant in variants}
        for turn in range(-1, arguments.rounds):
            for variant, (checkout, data) in variants.items():
                # A start of its own each time: the program would go on where it was left.
                with tempfile.TemporaryDirectory() as own_data:
                    if data.exists():
                        shutil.copytree(data, own_data, dirs_exist_ok=True)
                    taken = run(checkout, arguments.archive, Path(own_data), folder / checkout.name)
                for step, times in taken.items() if turn >= 0 else ():
                    figures[variant][step].extend(times)
    print("| | " + " | ".join(figures) + " |\n| --- |" + " --- |" * len(figures))
    for step in figures["nothing said"]:
        cells = [f"{statistics.median(one[step]):.1f} / {p95(one[step]):.1f}" for one in figures.values()]
        print(f"| {step} | {' | '.join(cells)} |")


if __name__ == "__main__":
    main()
