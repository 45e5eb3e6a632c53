"""What is shown: the query, the list that answers it, and the panes and lines that write it."""

from __future__ import annotations

import time
from datetime import datetime, tzinfo

from textual import events, on, work
from textual.message import Message
from textual.worker import get_current_worker

from reader.errors import ReaderError
from reader.library import DayCounts, Library, OutdatedError, Progress, ResultSet
from reader.post import PostId
from reader.query import Query, QueryError, parse, text_of
from reader.query.completion import completion_context
from reader.query.nodes import Flag, Is, Order, Period
from reader.tui.idle_gate import IdleGate
from reader.tui.layout import Pane
from reader.tui.screens.panes import PaneScreen
from reader.tui.widgets.bars import ChipBar
from reader.tui.widgets.search_bar import SearchBar
from reader.tui.widgets.timeline_pane import TimelinePane, TimeTree

_NOTE_SECONDS = 3
_SECONDS_BETWEEN_LISTS = 0.4
"""how often the list follows while files are read; each time costs a query"""


class FilteringScreen(PaneScreen):
    """The panes with posts in them."""

    class Selected(Message):
        """The list of a query is ready."""

        def __init__(self, query: Query, results: ResultSet, *, is_whole: bool = True) -> None:
            super().__init__()
            self.query = query
            self.results = results
            self.is_whole = is_whole

    class Dated(Message):
        """The days of a list are counted."""

        def __init__(self, query: Query, results: ResultSet, counts: DayCounts) -> None:
            super().__init__()
            self.query = query
            self.results = results
            self.counts = counts

    class Counted(Message):
        """The counts beside a list are ready."""

        def __init__(
            self,
            results: ResultSet,
            everything: int,
            unread: int,
            tree: TimeTree,
        ) -> None:
            super().__init__()
            self.results = results
            self.everything = everything
            self.unread = unread
            self.tree = tree

    class Loaded(Message):
        """The walk over the files went on, or came to its end."""

        def __init__(self, progress: Progress | None, generation: int) -> None:
            super().__init__()
            self.progress = progress
            self.generation = generation

    class Failed(Message):
        """An archive can not be read."""

        def __init__(self, error: ReaderError) -> None:
            super().__init__()
            self.error = error

    def __init__(self, library: Library, query: Query, *, zone: tzinfo) -> None:
        super().__init__(zone)
        self.library = library
        self.query_now = query
        """the query in force"""
        self.results: ResultSet | None = None
        self._query_before_search = query
        self._listed_at = 0.0
        self._listed_generation: int | None = None
        self._progress: Progress | None = None
        self._is_refreshing = False
        self._is_reading = True
        """whether the files were not yet walked over to the end"""
        self._problems_told = 0
        self._idle_gate = IdleGate()

    def on_mount(self) -> None:
        """Show what there is and start to read the files."""
        names = ", ".join(folder.name or str(folder) for folder in self.library.archives)
        self.title_bar.say(name=names)
        self.posts.empty_text = self._why_empty
        self._show_chips()
        if self.results is None:
            self.load()
        else:
            # The list is there; the keys should be next: two threads of Python share one processor.
            self.call_after_refresh(self.load)

    # Reading the files

    @work(thread=True, exclusive=True, group="load")
    def load(self) -> None:
        """Read what is new or changed, telling how far it is."""
        worker = get_current_worker()
        self._idle_gate.begin()
        try:
            for progress in self.library.load():
                # Of new posts one wants to see something; looking unasked whether there are any can wait.
                if not progress.total and not progress.done and not self._is_refreshing:
                    self._idle_gate.give_way(lambda: worker.is_cancelled)
                if worker.is_cancelled:
                    return
                self.post_message(self.Loaded(progress, self.library.generation))
        except ReaderError as error:
            self.post_message(self.Failed(error))
        self.post_message(self.Loaded(None, self.library.generation))

    async def on_key(self, _: events.Key) -> None:
        """Let the walk over the files wait."""
        self._idle_gate.press()

    def on_filtering_screen_loaded(self, event: Loaded) -> None:
        """Let the list follow, not at every batch."""
        progress = event.progress
        if progress is None:
            self._tell_problems()
            self.title_bar.say(total=0)
            self._say_what_changed()
            self.loaded()
            self._is_reading = False
            if not self.query_now.clauses:
                self.posts.empty_text = self._why_empty
        else:
            self.title_bar.say(done=progress.done, total=progress.total)
            self._progress = progress
        now = time.monotonic()
        is_due = progress is None or now - self._listed_at > _SECONDS_BETWEEN_LISTS
        if is_due and event.generation != self._listed_generation:
            self._listed_at = now
            self._listed_generation = event.generation
            self.select()

    def _tell_problems(self) -> None:
        """Say what stood in the way of keeping the index, once."""
        for problem in self.library.index_problems[self._problems_told :]:
            self.notify(problem, severity="warning", markup=False)
        self._problems_told = len(self.library.index_problems)

    def on_filtering_screen_failed(self, event: Failed) -> None:
        """Say what is wrong with the archive."""
        self.notify(str(event.error), severity="error", markup=False)

    def loaded(self) -> None:
        """All files are read."""

    def _say_what_changed(self) -> None:
        """After a refresh that was asked for, say what it found."""
        if not self._is_refreshing or self._progress is None:
            return
        self._is_refreshing = False
        found = {"new": self._progress.new, "changed": self._progress.changed, "gone": self._progress.gone}
        self.say(", ".join(f"{count:,} {what}" for what, count in found.items() if count) or "Nothing new")

    def action_refresh_posts(self) -> None:
        """Look for new and changed posts."""
        self._is_refreshing = True
        self.say("Looking for new posts …")
        self.load()

    def say(self, note: str) -> None:
        """Say in the title bar what was done, for a moment."""
        self.title_bar.say(note=note)
        self.set_timer(_NOTE_SECONDS, lambda: self._unsay(note))

    def _unsay(self, note: str) -> None:
        if self.title_bar.status.note == note:
            self.title_bar.say(note="")

    # The list

    @work(thread=True, exclusive=True, group="select")
    def select(self) -> None:
        """Answer the query in force: first the list, then the counts."""
        worker = get_current_worker()

        def is_wanted() -> bool:
            return not worker.is_cancelled

        # An input method hands several characters over at once: all but the last question are dropped unasked.
        if not is_wanted():
            return
        query = self.query_now
        try:
            if self.results is None or self.results.query != query:
                first = self.library.first_rows(query, fold_copies=True, is_wanted=is_wanted)
                if first is not None and is_wanted():
                    self.post_message(self.Selected(query, first, is_whole=False))
            results = self.library.select(query, fold_copies=True, is_wanted=is_wanted)
        except OutdatedError:
            return
        if not is_wanted():
            return
        self.post_message(self.Selected(query, results))
        counts = DayCounts(results.days())
        self.post_message(self.Dated(query, results, counts))
        if not is_wanted():
            return
        timeless = query.with_period(None)
        if timeless != query:
            counts = DayCounts(self.library.select(timeless, fold_copies=True).days())
        everything = len(self.library.select(Query(), fold_copies=True)) if query.clauses else len(results)
        unread = results.unread_count()
        if is_wanted():
            self.post_message(self.Counted(results, everything, unread, TimeTree(counts)))

    def on_filtering_screen_selected(self, event: Selected) -> None:
        """Show the list; an answer to an older question is dropped."""
        if event.query != self.query_now:
            return
        self.results = event.results
        current = self.posts.current
        divided = event.query.order is not Order.RELEVANCE
        self.posts.show(event.results, keep=self._kept(current.post.id if current else None), divided=divided)
        if not event.is_whole:
            return
        self.title_bar.say(posts=len(event.results))
        self.posts.empty_text = self._why_empty
        self.listed()

    def listed(self) -> None:
        """A new list is on the screen."""

    @property
    def _why_empty(self) -> str:
        """Why no post is listed, as far as that is known without looking for what empties the list."""
        if self.query_now.clauses:
            return "No post matches."
        if self._is_reading:
            return "Reading the archive …"
        return "This archive holds no posts: name another folder."

    def _kept(self, post_id: PostId | None) -> PostId | None:
        """The post that stays under the cursor: none while the list still stands at its top untouched."""
        return post_id if self.posts.cursor or self.pane is Pane.ARTICLE else None

    def on_filtering_screen_counted(self, event: Counted) -> None:
        """Show the counts that belong to the list."""
        if event.results is not self.results:
            return
        self.title_bar.say(all_posts=event.everything, unread=event.unread)
        period = self.query_now.period
        chosen = str(period.first) if period and period.first and period.first == period.last else None
        today = datetime.now(self.zone).date()
        self.timeline.show(event.tree, period.bounds(today) if period else None, chosen, today)

    # The query

    def set_query(self, query: Query) -> None:
        """Show the posts of another query."""
        if query == self.query_now:
            return
        self.query_now = query
        self._show_chips()
        self.select()

    def _show_chips(self) -> None:
        chips = [text_of(Query((clause,))) for clause in self.query_now.clauses]
        if self.query_now.order is not Order.NEWEST:
            chips.append(f"sort:{self.query_now.order}")
        self.chip_bar.chips = tuple(chips)

    def on_chip_bar_removed(self, event: ChipBar.Removed) -> None:
        """A click on a chip takes that filter away."""
        clauses = self.query_now.clauses
        if event.index < len(clauses):
            self.set_query(self.query_now.without(clauses[event.index]))
        else:
            self.set_query(self.query_now.in_order(Order.NEWEST))

    def on_chip_bar_cleared(self) -> None:
        """Take all filters away."""
        self.action_clear_filters()

    def action_clear_filters(self) -> None:
        """Take all filters away."""
        self.search_bar.display = False
        self.set_query(Query())
        if self.pane in (Pane.TAGS, Pane.TIMELINE):
            return
        self.go_to(Pane.LIST)

    def _toggle_flag(self, flag: Flag) -> None:
        clause = Is(flag)
        query = self.query_now
        self.set_query(query.without(clause) if clause in query.clauses else query.adding(clause))

    def action_only_unread(self) -> None:
        """Show unread posts only, or all again."""
        self._toggle_flag(Flag.UNREAD)

    def action_only_starred(self) -> None:
        """Show starred posts only, or all again."""
        self._toggle_flag(Flag.STARRED)

    # Time

    def on_timeline_pane_chose(self, event: TimelinePane.Chose) -> None:
        """Narrow to the period; choosing it again takes it back."""
        event.stop()
        period = Period(*(int(part) for part in event.period.split("-")))
        now = self.query_now.period
        again = now is not None and now.first == period and now.last == period
        self.set_query(self.query_now.with_period(None if again else period))
        if not again:
            self.go_to(Pane.LIST)

    # Searching

    def action_search(self) -> None:
        """Open the line in which a query is typed."""
        self._query_before_search = self.query_now
        if Pane.LIST not in self.shown_panes():
            self.go_to(Pane.LIST)
        text = text_of(self.query_now)
        self.search_bar.open(f"{text} " if text else "")

    @on(SearchBar.Typed, "#search")
    def follow_query(self, event: SearchBar.Typed) -> None:
        """Follow the typing; while it can not be read, the last good list stays."""
        self._idle_gate.press()
        bar = event.bar
        try:
            query = parse(event.text)
        except QueryError as error:
            piece = completion_context(event.text, bar.cursor)
            # While a field waits for its value, suggestions stand under it.
            bar.complain(complaint(error), on_enter=bool(piece.field) and not piece.value)
            return
        bar.complain("")
        self.set_query(query)

    @on(SearchBar.Closed, "#search")
    def leave_query(self, event: SearchBar.Closed) -> None:
        """Keep the query, or go back to the one before."""
        if not event.kept:
            self.set_query(self._query_before_search)
        self.go_to(Pane.LIST)


def complaint(error: QueryError) -> str:
    """What is wrong with a query, with a caret under the place; the query is said again where it was cut."""
    shown, caret = error.caret()
    if shown.strip() == error.query.strip():
        return f"{caret} {error.reason}"
    return f"{shown}\n{caret} {error.reason}"
