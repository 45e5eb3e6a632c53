"""The contexts of one query without a widget: which hits are shown in which order, and where one is among them."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import tzinfo
from functools import partial
from itertools import count
from pathlib import Path

from reader.errors import ReaderError
from reader.language import tr
from reader.library import Library
from reader.library.context_table import write_csv
from reader.library.contexts import Arranged, Concordance, ContextOrder
from reader.library.neighbours import Neighbour, NeighbourCounts, Side
from reader.query import Query
from reader.query.nodes import Order
from reader.tui.jobs import IsWanted, Jobs
from reader.tui.keys.in_force import key_of

_ORDERS = tuple(ContextOrder)
_FIRST_SCREEN = 60
"""hits from which the first screen is shown"""
_SECONDS_BETWEEN = 0.15
"""minimum time between two updates of the screen while hits are found"""
_NEIGHBOURS = 200
"""of each side"""
_CSV_CELLS = 80
"""on each side of a hit in a table"""


class TableError(ReaderError):
    """The table of the contexts cannot be written."""


@dataclass(frozen=True, slots=True)
class Spelt:
    """A neighbour as it is written."""

    neighbour: Neighbour
    text: str


@dataclass(frozen=True, slots=True)
class _Found:
    """What is known of the hits at a moment."""

    hits: Sequence[int]
    posts: int
    share: float
    """how much of the work is done, 0 to 1"""
    is_whole: bool


class ContextsModel:
    """Finds and arranges the hits of a query in jobs, and keeps the cursor."""

    def __init__(self, library: Library, query: Query, jobs: Jobs) -> None:
        self._library = library
        self._jobs = jobs
        self.query = query.in_order(Order.OLDEST if query.order is Order.OLDEST else Order.NEWEST)
        self.concordance: Concordance | None = None
        """None until the posts are selected"""
        self.hits: Sequence[int] = ()
        """the numbers of the shown hits, in their order"""
        self.posts = 0
        """the number of posts that have them"""
        self.share = 0.0
        """how much of finding or sorting them is done, 0 to 1"""
        self.is_whole = False
        """whether all hits are found and in their order"""
        self.order = ContextOrder.TIME
        self.is_by_post = False
        self.beside: tuple[Spelt, ...] = ()
        """the neighbours that the shown hits have"""
        self.cursor = 0
        """the index of the hit that one looks at"""
        self.top = 0
        """the index of the first hit on the screen when it was left"""
        self.problem = ""
        """why the hits cannot be found, a sentence"""
        self.arrangement = 0
        """grows whenever other hits are shown, or in another order"""
        self._selecting = threading.Lock()
        self.listener: Callable[[], None] = lambda: None
        """called after each change"""
        self._find()

    # Finding

    def _find(self) -> None:
        """Find the hits, and put them in order, in a job; those that are shown stay until then."""
        self.is_whole, self.share, self.problem = False, 0.0, ""
        self._jobs.start("contexts", self._steps, self._take, fail=self._take_problem)

    def _steps(self, is_wanted: IsWanted) -> Iterator[_Found]:
        concordance = self._selected(is_wanted)
        is_streamed = self.order is ContextOrder.TIME and not self.beside
        told, has_first = time.monotonic(), False
        for share in concordance.find():
            now = time.monotonic()
            is_first = not has_first and len(concordance) >= _FIRST_SCREEN
            if is_first or now - told > _SECONDS_BETWEEN:
                told, has_first = now, True
                # Seen before it is finished, a list that is to be sorted would be another one a moment later.
                hits = range(len(concordance)) if is_streamed else self.hits
                yield _Found(hits, concordance.posts, share, is_whole=False)
        beside = [each.neighbour for each in self.beside]
        for step in concordance.arrange(self.order, by_post=self.is_by_post, beside=beside):
            now = time.monotonic()
            if step.hits is not None or now - told > _SECONDS_BETWEEN:
                told = now
                yield self._arranged(step)

    def _selected(self, is_wanted: IsWanted) -> Concordance:
        """Return the hits of the posts that the query selects, once for all jobs. Raise OutdatedError."""
        with self._selecting:
            if self.concordance is None:
                results = self._library.select(self.query, fold_copies=True, is_wanted=is_wanted)
                self.concordance = results.concordance()
            return self.concordance

    def _arranged(self, step: Arranged) -> _Found:
        if step.hits is None:
            return _Found(self.hits, self.posts, step.share, is_whole=False)
        return _Found(step.hits, step.posts, 1.0, is_whole=True)

    def _take(self, found: _Found) -> None:
        self.hits, self.posts = found.hits, found.posts
        self.share, self.is_whole = found.share, found.is_whole
        self.listener()

    def _take_problem(self, error: ReaderError) -> None:
        self.problem, self.is_whole = str(error), True
        self.listener()

    def close(self) -> None:
        """Stop all work."""
        for name in ("contexts", "neighbours"):
            self._jobs.cancel(name)

    # Arranging

    def sort_next(self) -> None:
        """Sort by the next order."""
        self.order = _ORDERS[(_ORDERS.index(self.order) + 1) % len(_ORDERS)]
        self._start_anew()

    def toggle_by_post(self) -> None:
        """Keep the hits of a post together, or no longer."""
        self.is_by_post = not self.is_by_post
        self._start_anew()

    def narrow(self, chosen: Spelt) -> None:
        """Show the hits alone that have a neighbour."""
        self.beside = (*self.beside, chosen)
        self._start_anew()

    def widen(self) -> bool:
        """Take the last neighbour back; return whether there was one."""
        if not self.beside:
            return False
        self.beside = self.beside[:-1]
        self._start_anew()
        return True

    def _start_anew(self) -> None:
        self.cursor = self.top = 0
        self.arrangement += 1
        self._find()
        self.listener()

    # Looking

    def hit_of_next_post(self, steps: int) -> int:
        """Return the index of the first hit of the next post, or for -1 of the post before, in the shown order."""
        index = self.cursor
        if self.concordance is None or not self.hits:
            return index
        place = self.concordance.place
        last = len(self.hits) - 1
        for _ in range(abs(steps)):
            if steps > 0:
                here = place(self.hits[index])
                while index < last and place(self.hits[index]) == here:
                    index += 1
            else:
                index = max(index - 1, 0)
                here = place(self.hits[index])
                while index and place(self.hits[index - 1]) == here:
                    index -= 1
        return index

    def count_neighbours(self, take: Callable[[dict[Side, list[Spelt]]], None]) -> None:
        """Count in a job what else stands beside the shown hits, and call `take` with it, spelt as it is written."""
        beside = [each.neighbour for each in self.beside]
        chosen = {(each.side, each.form) for each in beside}

        def steps(is_wanted: IsWanted) -> Iterator[dict[Side, list[Spelt]]]:
            concordance = self._selected(is_wanted)
            counts = NeighbourCounts()
            for part in (concordance.find(), concordance.count_neighbours(beside, counts)):
                for _ in part:
                    if not is_wanted():
                        return
            most = {
                side: [each for each in counts.most(side, _NEIGHBOURS) if (side, each.form) not in chosen]
                for side in Side
            }
            yield {side: list(map(Spelt, some, concordance.spellings(some))) for side, some in most.items()}

        def fail(error: ReaderError) -> None:
            take({side: [] for side in Side})
            self._take_problem(error)

        self._jobs.start("neighbours", steps, take, fail=fail)

    # Tables

    def write_table(self, say: Callable[[str], None]) -> None:
        """Write all shown hits as CSV into the working folder in a job, and say where, or why not."""
        concordance, hits = self.concordance, self.hits
        if concordance is None or not self.is_whole:
            say(
                tr(
                    "Not all hits are found yet: {key} writes them once they are",
                    key=key_of("contexts.write"),
                )
            )
        elif hits:
            write = partial(_write_table, concordance, hits, self._library.zone)
            self._jobs.ask("table", write, say, fail=lambda error: say(str(error)))


def _write_table(concordance: Concordance, hits: Sequence[int], zone: tzinfo) -> str:
    """Write a table beside those that there are, and return a sentence that names it; no half of one stays."""
    try:
        folder = Path.cwd()
        file = next(file for file in _tables_in(folder) if not file.exists())
        with file.open("x", encoding="utf-8", newline="") as table:
            try:
                write_csv(table, concordance.each_context(hits, _CSV_CELLS), zone)
            except BaseException:
                file.unlink()
                raise
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise TableError(
            tr("The table cannot be written where the reader was started ({reason}).", reason=reason)
        ) from error
    return tr("Written to {file}", file=file)


def _tables_in(folder: Path) -> Iterator[Path]:
    """Yield the names that tables have, one after the other."""
    yield folder / "contexts.csv"
    yield from (folder / f"contexts-{number}.csv" for number in count(2))
