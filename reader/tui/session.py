"""The state of the main screen without widgets: the query in force, its results, and the loading of files.

Views connect to the signals. Call all methods in the event loop's thread; background work runs as jobs.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, tzinfo
from typing import TypeVar

from reader.errors import ArchiveError, ReaderError
from reader.language import tr
from reader.library import DayCounts, Library, Progress, ResultSet
from reader.query import Query
from reader.query.nodes import Order
from reader.tui.idle_gate import IdleGate
from reader.tui.jobs import IsWanted, Jobs
from reader.tui.signals import Signal
from reader.tui.time_tree import TimeTree

Answer = TypeVar("Answer")
PIPING = "piping"
"""the job that hands an article to a program, which the user may stop"""
_SAYING = "saying"
_MOST_AT_ONCE = 200
"""posts of which something is said at once, in a few milliseconds; of more of them it is in another thread"""
_SECONDS_BETWEEN_LISTS = 0.4
"""minimum time between two updates of the list while files are read; each costs a query"""
_SECONDS_TO_REBUILD = 5.0
"""minimum time between two attempts to build an index again"""


@dataclass(frozen=True, slots=True)
class Listing:
    """A new answer to the query in force."""

    results: ResultSet
    is_whole: bool = True
    """False for a first answer that holds only the top of the list"""


@dataclass(frozen=True, slots=True)
class Searching:
    """How far a long search is."""

    read: int
    """how many of the posts that may match were looked at"""
    candidates: int
    is_stopped: bool = False
    """whether the user stopped it"""


@dataclass(frozen=True, slots=True)
class Counts:
    """The counts shown beside the list."""

    everything: int
    """number of posts without filters"""
    unread: int
    """number of unread posts in the list"""
    tree: TimeTree
    """the posts of the query without its period, by year, month and day"""


@dataclass(frozen=True, slots=True)
class LoadStep:
    """A step of the walk over the files of the archives."""

    progress: Progress | None
    """None at the end of the walk"""
    generation: int
    """`Library.generation` at this step: it differs when queries may find something else"""
    away: ArchiveError | None = None
    """at the end of the walk: the archive that is gone or cannot be read"""
    is_whole: bool = True
    """False where not all files were looked at"""


class Session:
    """The query in force, its results, and the signals that announce their changes."""

    def __init__(
        self, library: Library, query: Query, *, zone: tzinfo, jobs: Jobs, results: ResultSet | None = None
    ) -> None:
        """`results` is the answer of the index to `query`, if the caller has it already."""
        self.library = library
        self.zone = zone
        self.jobs = jobs
        self.query = query
        """the query in force"""
        self.results = results
        """the listed posts; None before the first answer"""
        self.away: ArchiveError | None = None
        """the archive that the last walk did not find; its posts stay listed"""
        self.is_reading = True
        """True until the first walk over the files has ended"""
        self.idle_gate = IdleGate()
        """delays work that nobody waits for while the user types"""
        self._days: tuple[Query, DayCounts] | None = None
        self._listed_at = 0.0
        self._listed_generation: int | None = None
        self._progress: Progress | None = None
        """how far the running job "load" is, or the last one was"""
        self.stopped: Progress | None = None
        """how far the reading of files was when the user stopped it; None once all were looked at since"""
        self._is_refresh_requested = False
        self._reported_problems = 0
        self._is_rebuilding = False
        self._rebuilt_at: float | None = None
        self.query_changed: Signal[Query] = Signal()
        self.listed: Signal[Listing] = Signal()
        """the query in force has another answer"""
        self.searching: Searching | None = None
        """how far the search is whose rows are listed; None if they are all, or have only just been asked for"""
        self.searched: Signal[None] = Signal()
        """`searching` is another"""
        self.dated: Signal[DayCounts] = Signal()
        """the days of the listed posts were counted"""
        self.counted: Signal[Counts] = Signal()
        self.progressed: Signal[Progress | None] = Signal()
        """progress of the walk over the files; None at its end"""
        self.loaded: Signal[None] = Signal()
        """a walk over the files has ended"""
        self.refreshed: Signal[str] = Signal()
        """a refresh that the user requested has ended: its result as a sentence"""
        self.warned: Signal[str] = Signal()
        """a problem that hinders nothing else, a sentence"""
        self.said: Signal[None] = Signal()
        """what the user says of posts changed, here or in another run of the program"""
        self.failed: Signal[ReaderError] = Signal()
        """the index cannot be built, or is damaged"""
        self.away_changed: Signal[ArchiveError | None] = Signal()
        """an archive is gone, or all are there again"""

    # What the user says

    def say(self, work: Callable[[], Answer], then: Callable[[Answer], object], *, posts: int) -> None:
        """Do work that reads or changes what is said of so many posts, and call `then` with its result.

        It is done after what was asked for before, in another thread if the posts are many, and before the program
        ends. A ReaderError goes where those of jobs go.
        """
        self.jobs.ask_in_turn(_SAYING, work, then, is_quick=posts <= _MOST_AT_ONCE)

    async def until_said(self) -> None:
        """Wait until all that was asked of `say` is done.

        So the keys that follow one that opens a dialog wait for the dialog, and the end of the program for all.
        """
        await self.jobs.until_done(_SAYING)

    # Loading

    def load(self) -> None:
        """Read new and changed files."""
        self._progress = self.stopped = None
        self.jobs.start("load", self._load, self._take_loaded, fail=self._load_failed)

    def refresh(self) -> None:
        """Read new and changed files, and emit `refreshed` with what was found."""
        self._is_refresh_requested = True
        self.load()

    @property
    def can_stop_reading(self) -> bool:
        """Whether files are read that may be left for another time."""
        read = self._progress
        has_more = read is not None and read.done < read.total
        return has_more and not self._is_rebuilding and self.jobs.is_running("load")

    def stop_reading(self) -> bool:
        """Stop the reading of files, of which those that were read stay listed; return whether there was one."""
        if not self.can_stop_reading:
            return False
        self.jobs.cancel("load")
        self.stopped = self._progress
        self._is_refresh_requested = False
        self.take_step(LoadStep(None, self.library.generation, self.away, is_whole=False))
        return True

    def rebuild(self, error: ReaderError) -> None:
        """Build the index again after a part of it could not be read; the list stays until that is done."""
        # What cannot be read even so, as on a disk that does not respond, is not tried all the time.
        recently = self._rebuilt_at is not None and time.monotonic() - self._rebuilt_at < _SECONDS_TO_REBUILD
        if recently or self.jobs.is_running("load"):
            return
        if not self._report_problems():
            self.failed.emit(error)
        self._is_rebuilding = True
        self.load()

    def _load(self, is_wanted: IsWanted) -> Iterator[LoadStep]:
        self.idle_gate.begin()
        for progress in self.library.load():
            # Read new posts now; an unrequested rescan waits until typing stops.
            if not progress.total and not progress.done and not self._is_refresh_requested:
                self.idle_gate.wait(lambda: not is_wanted())
            if not is_wanted():
                return
            yield LoadStep(progress, self.library.generation)
        yield LoadStep(None, self.library.generation)

    def _load_failed(self, error: ReaderError) -> None:
        away = error if isinstance(error, ArchiveError) else None
        if away is None:
            self.failed.emit(error)
        self._take_loaded(LoadStep(None, self.library.generation, away))

    def _take_loaded(self, step: LoadStep) -> None:
        if step.progress is None:
            self._report_changes(step.away)
        else:
            self._progress = step.progress
        self.take_step(step)

    def take_step(self, step: LoadStep) -> None:
        """Announce a step of a walk, and update the list if it is due."""
        progress = step.progress
        if progress is None:
            self._report_problems()
            for remark in self.library.remarks:
                self.warned.emit(remark)
            self.is_reading = False
            if step.is_whole:
                self.stopped = None
            self._set_away(step.away)
            if self._is_rebuilding:
                self._is_rebuilding = False
                self._rebuilt_at = time.monotonic()
            self.progressed.emit(None)
            self.loaded.emit(None)
        else:
            self.progressed.emit(progress)
        now = time.monotonic()
        is_due = progress is None or now - self._listed_at > _SECONDS_BETWEEN_LISTS
        is_due = is_due and not self._is_rebuilding
        if is_due and step.generation != self._listed_generation:
            self._listed_at = now
            self._listed_generation = step.generation
            self.select()

    def _set_away(self, away: ArchiveError | None) -> None:
        if str(away) != str(self.away):
            self.away = away
            self.away_changed.emit(away)

    def _report_problems(self) -> int:
        """Announce the problems with the index that are new; return how many there are."""
        problems = self.library.index_problems[self._reported_problems :]
        for problem in problems:
            self.warned.emit(problem)
        self._reported_problems += len(problems)
        return len(problems)

    def _report_changes(self, away: ArchiveError | None) -> None:
        if not self._is_refresh_requested:
            return
        self._is_refresh_requested = False
        if away is not None:
            self.refreshed.emit(tr("Not there yet"))
            return
        progress = self._progress or Progress(0, 0)
        found = (
            tr("{count:,} new", count=progress.new) if progress.new else "",
            tr("{count:,} changed", count=progress.changed) if progress.changed else "",
            tr("{count:,} gone", count=progress.gone) if progress.gone else "",
        )
        self.refreshed.emit(tr(", ").join(filter(None, found)) or tr("Nothing new"))

    # The list

    def select(self) -> None:
        """Answer the query in force: emit `listed`, then `dated` and `counted`."""
        query, shown = self.query, self.results
        self._set_searching(None)

        def steps(is_wanted: IsWanted) -> Iterator[Listing | Searching | DayCounts | Counts]:
            library = self.library
            is_shown = shown is not None and shown.query == query
            count = -1
            growing = library.growing_rows(query, fold_copies=True, is_wanted=is_wanted)
            for number, found in enumerate(growing):
                if not is_shown and len(found.results) > count and (number or len(found.results)):
                    count = len(found.results)
                    yield Listing(found.results, is_whole=False)
                if number:
                    yield Searching(found.read, found.candidates)
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

    def _take(self, answer: Listing | Searching | DayCounts | Counts) -> None:
        match answer:
            case Listing(results, is_whole):
                self.results = results
                if is_whole:
                    self._set_searching(None)
                self.listed.emit(answer)
            case Searching():
                self._set_searching(answer)
            case DayCounts():
                self._days = (self.query, answer)
                self.dated.emit(answer)
            case Counts():
                self.counted.emit(answer)

    def _set_searching(self, searching: Searching | None) -> None:
        if searching != self.searching:
            self.searching = searching
            self.searched.emit(None)

    def stop_searching(self) -> bool:
        """Stop a search that takes long, whose rows so far stay listed; return whether there was one."""
        if self.searching is None or self.searching.is_stopped:
            return False
        self.jobs.cancel("select")
        self._set_searching(replace(self.searching, is_stopped=True))
        return True

    def stop_piping(self) -> bool:
        """Stop the program that an article was handed to; return whether one runs."""
        is_running = self.jobs.is_running(PIPING)
        self.jobs.cancel(PIPING)
        return is_running

    @property
    def days(self) -> DayCounts:
        """The days of the listed posts; counted now unless they already are."""
        if self.results is None:
            return DayCounts([])
        if self._days is None or self._days[0] != self.query:
            return DayCounts(self.results.days())
        return self._days[1]

    # The query

    def set_query(self, query: Query) -> None:
        """Put another query in force."""
        if query == self.query:
            return
        self.query = query
        self.query_changed.emit(query)
        self.select()

    @property
    def is_by_time(self) -> bool:
        """Whether the list is sorted by time."""
        return self.query.order.is_by_time

    @property
    def is_oldest_first(self) -> bool:
        """Whether the list is sorted from the oldest post to the newest."""
        return self.query.order is Order.OLDEST

    # Time

    @property
    def today(self) -> date:
        """The current date in the zone of the session."""
        return datetime.now(self.zone).date()

    def index_of_day(self, day: date) -> int:
        """Return the index of the first listed post of a day, or of the next one after it in the list."""
        return self.days.before(day) if self.is_oldest_first else self.days.after(day)
