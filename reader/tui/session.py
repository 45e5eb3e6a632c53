"""What is shown, without a widget: the query in force, its results, and how far the files are read.

Whoever shows any of it listens to the signals. All methods belong to the loop's thread; the work is done in jobs.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from reader.errors import ReaderError
from reader.library import DayCounts, Library, Progress, ResultSet
from reader.query import Query
from reader.query.nodes import Order
from reader.tui.idle_gate import IdleGate
from reader.tui.jobs import IsWanted, Jobs
from reader.tui.signals import Signal
from reader.tui.time_tree import TimeTree

_SECONDS_BETWEEN_LISTS = 0.4
"""how often the list follows while files are read; each time costs a query"""


@dataclass(frozen=True, slots=True)
class Listing:
    """Posts to list."""

    results: ResultSet
    is_whole: bool = True
    """whether these are all posts that the query finds, not only the first"""


@dataclass(frozen=True, slots=True)
class Counts:
    """What is counted beside a list."""

    everything: int
    """how many posts there are without filters"""
    unread: int
    """how many of the listed posts are unread"""
    tree: TimeTree
    """the years, months and days of the posts that the query finds without its period"""


@dataclass(frozen=True, slots=True)
class LoadStep:
    """How far the reading of files is."""

    progress: Progress | None
    """None at the end"""
    generation: int
    """the library's, which counts the changes of what queries find"""


class Session:
    """What is shown."""

    def __init__(
        self, library: Library, query: Query, *, zone: tzinfo, jobs: Jobs, results: ResultSet | None = None
    ) -> None:
        """`results` answer the query as far as the index knows, where that was asked already."""
        self.library = library
        self.zone = zone
        self.jobs = jobs
        self.query = query
        """the query in force"""
        self.results = results
        """the posts on the list; None before the first answer"""
        self.is_reading = True
        """whether the files were not yet read to the end once"""
        self.idle_gate = IdleGate()
        """holds back what nobody waits for while keys come"""
        self._days: tuple[Query, DayCounts] | None = None
        self._listed_at = 0.0
        self._listed_generation: int | None = None
        self._progress: Progress | None = None
        self._is_refresh_asked = False
        self._told_problems = 0
        self.query_changed: Signal[Query] = Signal()
        self.listed: Signal[Listing] = Signal()
        """there are posts to list"""
        self.dated: Signal[DayCounts] = Signal()
        """the days of the listed posts are counted"""
        self.counted: Signal[Counts] = Signal()
        self.progressed: Signal[Progress | None] = Signal()
        """files are being read; None when all are"""
        self.loaded: Signal[None] = Signal()
        """all files are read, for this time"""
        self.said: Signal[str] = Signal()
        """what was found by a refresh that was asked for"""
        self.warned: Signal[str] = Signal()
        """what stood in the way of keeping the index"""
        self.failed: Signal[ReaderError] = Signal()

    # Reading the files

    def load(self) -> None:
        """Read what is new or changed."""
        self.jobs.start("load", self._load, self._take_loaded, fail=self._load_failed)

    def refresh(self) -> None:
        """Look for new and changed posts, and say what was found."""
        self._is_refresh_asked = True
        self._progress = None
        self.load()

    def rebuild(self, error: ReaderError) -> None:
        """Build the index again after a part of it could not be read; the list stays meanwhile."""
        if not self.jobs.is_running("load"):
            self.failed.emit(error)
            self.load()

    def _load(self, is_wanted: IsWanted) -> Iterator[LoadStep]:
        self.idle_gate.begin()
        for progress in self.library.load():
            # Read new posts now; an unrequested rescan waits until typing stops.
            if not progress.total and not progress.done and not self._is_refresh_asked:
                self.idle_gate.wait(lambda: not is_wanted())
            if not is_wanted():
                return
            yield LoadStep(progress, self.library.generation)
        yield LoadStep(None, self.library.generation)

    def _load_failed(self, error: ReaderError) -> None:
        self.failed.emit(error)
        self._take_loaded(LoadStep(None, self.library.generation))

    def _take_loaded(self, step: LoadStep) -> None:
        if step.progress is None:
            self._say_what_changed()
        else:
            self._progress = step.progress
        self.take_step(step)

    def take_step(self, step: LoadStep) -> None:
        """Let the list follow the files, not at every step."""
        progress = step.progress
        if progress is None:
            self._tell_problems()
            self.is_reading = False
            self.progressed.emit(None)
            self.loaded.emit(None)
        else:
            self.progressed.emit(progress)
        now = time.monotonic()
        is_due = progress is None or now - self._listed_at > _SECONDS_BETWEEN_LISTS
        if is_due and step.generation != self._listed_generation:
            self._listed_at = now
            self._listed_generation = step.generation
            self.select()

    def _tell_problems(self) -> None:
        problems = self.library.index_problems
        for problem in problems[self._told_problems :]:
            self.warned.emit(problem)
        self._told_problems = len(problems)

    def _say_what_changed(self) -> None:
        if not self._is_refresh_asked:
            return
        self._is_refresh_asked = False
        progress = self._progress or Progress(0, 0)
        found = {"new": progress.new, "changed": progress.changed, "gone": progress.gone}
        self.said.emit(
            ", ".join(f"{count:,} {what}" for what, count in found.items() if count) or "Nothing new"
        )

    # The list

    def select(self) -> None:
        """Answer the query in force: first the list, then what is counted beside it."""
        query, shown = self.query, self.results

        def steps(is_wanted: IsWanted) -> Iterator[Listing | DayCounts | Counts]:
            library = self.library
            if shown is None or shown.query != query:
                first = library.first_rows(query, fold_copies=True, is_wanted=is_wanted)
                if first is not None:
                    yield Listing(first, is_whole=False)
            results = library.select(query, fold_copies=True, is_wanted=is_wanted)
            yield Listing(results)
            days = DayCounts(results.days())
            yield days
            timeless = query.with_period(None)
            if timeless != query:
                days = DayCounts(library.select(timeless, fold_copies=True).days())
            everything = library.select(Query(), fold_copies=True) if query.clauses else results
            yield Counts(len(everything), results.unread_count(), TimeTree(days))

        self.jobs.start("select", steps, self._take)

    def _take(self, answer: Listing | DayCounts | Counts) -> None:
        match answer:
            case Listing(results):
                self.results = results
                self.listed.emit(answer)
            case DayCounts():
                self._days = (self.query, answer)
                self.dated.emit(answer)
            case Counts():
                self.counted.emit(answer)

    @property
    def days(self) -> DayCounts:
        """The days of the listed posts; counted now where that was not done yet."""
        if self.results is None:
            return DayCounts([])
        if self._days is None or self._days[0] != self.query:
            return DayCounts(self.results.days())
        return self._days[1]

    # The query

    def set_query(self, query: Query) -> None:
        """Show the posts of another query."""
        if query == self.query:
            return
        self.query = query
        self.query_changed.emit(query)
        self.select()

    @property
    def is_ranked(self) -> bool:
        """Whether the list goes by relevance, not by time."""
        return self.query.order is Order.RELEVANCE

    @property
    def is_oldest_first(self) -> bool:
        """Whether the list begins with the oldest post."""
        return self.query.order is Order.OLDEST

    # Time

    @property
    def today(self) -> date:
        """This day in the reader's zone."""
        return datetime.now(self.zone).date()

    def place_of_day(self, day: date) -> int:
        """Return where the list comes to a day: its first post of that day, or the nearest that is further on."""
        return self.days.before(day) if self.is_oldest_first else self.days.after(day)
