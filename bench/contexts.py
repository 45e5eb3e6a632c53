"""Measure hits in context: the first screen, all hits, all of them sorted, what stands beside them, a screen anywhere.

    python bench/contexts.py ARCHIVE [QUERY]

CPU time, since other work may run beside; the index of the archive is built or brought up to date first. Without a query
the commonest Chinese character is looked for, which a few thousand posts hold 100,000 times. Target: the first screen of
100,000 hits within 50 ms.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC
from pathlib import Path

from reader.library import Library
from reader.library.contexts import Concordance, ContextOrder
from reader.library.neighbours import NeighbourCounts
from reader.query import parse
from reader.state.marks import Marks

SCREEN = 58
"""rows of a screen of 60 lines"""
SIDE = 80
SCREENS = 50
COMMONEST = "的"


def measured(what: str, work: Callable[[], object], times: int = 1) -> None:
    """Print the CPU time that the work takes, the mean of several times."""
    start = time.process_time()
    for _ in range(times):
        work()
    print(f"{what:<44}{1000 * (time.process_time() - start) / times:9.1f} ms")


def first_screen(library: Library, query: str) -> Concordance:
    """Find as many hits as a screen has rows, and make their contexts."""
    concordance = library.select(parse(query), fold_copies=True).concordance()
    for _ in concordance.find():
        if len(concordance) >= SCREEN:
            break
    concordance.contexts(range(min(SCREEN, len(concordance))), SIDE, SIDE)
    return concordance


def arranged(concordance: Concordance, order: ContextOrder) -> list[int]:
    """Return the numbers of all hits in an order."""
    *_, last = concordance.arrange(order)
    return list(last.hits or ())


def measure(archive: Path, query: str) -> None:
    """Print all figures of one query."""
    with tempfile.TemporaryDirectory() as folder:
        library = Library([archive], marks=Marks(Path(folder) / "marks"), zone=UTC)
        for _ in library.load():
            pass
        first_screen(library, query)
        measured("the first screen (target 50)", lambda: first_screen(library, query), 5)
        concordance = first_screen(library, query)
        measured("all hits", lambda: sum(1 for _ in concordance.find()))
        print(f"    {len(concordance):,} hits in {concordance.posts:,} of {len(library):,} posts")
        for order in (ContextOrder.RIGHT, ContextOrder.LEFT, ContextOrder.CHANNEL):
            measured(f"sorted by {order}", lambda order=order: arranged(concordance, order))
        hits = arranged(concordance, ContextOrder.RIGHT)
        draw = random.Random(1)

        def look() -> None:
            start = draw.randrange(max(len(hits) - SCREEN, 1))
            concordance.contexts(hits[start : start + SCREEN], SIDE, SIDE)

        measured("a screen of the sorted, each row another post", look, SCREENS)
        measured(
            "what stands beside them",
            lambda: sum(1 for _ in concordance.count_neighbours((), NeighbourCounts())),
        )


if __name__ == "__main__":
    measure(Path(sys.argv[1]), *(sys.argv[2:] or [COMMONEST]))
