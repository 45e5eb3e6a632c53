"""The main screen: composes panes and features, lays them out, moves the focus, and routes commands."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from datetime import tzinfo
from typing import Any, TypeVar

from rich.console import COLOR_SYSTEMS
from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.geometry import Size
from textual.reactive import Reactive
from textual.screen import Screen
from textual.widget import Widget

from reader.config import Settings
from reader.errors import ReaderError, StateError
from reader.library import DamagedIndexError, Library, ResultSet
from reader.post import Post
from reader.query import Query
from reader.text.bidi import turns
from reader.text.quotation import Quotation
from reader.tui import first_frame
from reader.tui.archived_links import ArchivedLinks
from reader.tui.commands import Scope, When
from reader.tui.dispatch import CommandScreen, handles
from reader.tui.features.article.pane import ArticlePane
from reader.tui.features.backlinks import Backlinks
from reader.tui.features.browser import Browser
from reader.tui.features.changes.action import Changes
from reader.tui.features.clipboard import Clipboard
from reader.tui.features.contexts.action import Contexts
from reader.tui.features.copies.action import Copies
from reader.tui.features.days import Days
from reader.tui.features.facets.pane import FacetsPane
from reader.tui.features.find import FindBar
from reader.tui.features.go_to_date.action import GoToDate
from reader.tui.features.history import ReadingHistory
from reader.tui.features.links.action import Links
from reader.tui.features.links.bar import LinkBar
from reader.tui.features.marks import Marks
from reader.tui.features.outline import Outline
from reader.tui.features.posts.excerpts import Excerpts
from reader.tui.features.posts.pane import PostsPane
from reader.tui.features.preview import Preview
from reader.tui.features.saved_searches.action import SavedSearches
from reader.tui.features.script import Script
from reader.tui.features.search import QueryBar
from reader.tui.features.status import ArticleStatus, Title
from reader.tui.features.steps import Steps
from reader.tui.features.story import Story
from reader.tui.features.suggestions.pane import QuerySuggestions
from reader.tui.features.this_day import ThisDay
from reader.tui.features.time_strip.pane import ListStrip
from reader.tui.features.timeline.pane import Timeline
from reader.tui.features.trends.action import Trends
from reader.tui.features.watching import Watching
from reader.tui.footer import footer
from reader.tui.jobs import Jobs
from reader.tui.layout import ORDER, SIDE_WIDTH, Pane, around, beside, list_width, visible
from reader.tui.list_time import ListTime
from reader.tui.painting import PaintingScreen
from reader.tui.picking import Picking
from reader.tui.reading import Reading
from reader.tui.session import Listing, Session
from reader.tui.thread_pool import start_in_background
from reader.tui.widgets.bars import KeyBar, TitleBar

Result = TypeVar("Result")
Answer = TypeVar("Answer")
_NOTE_SECONDS = 3
_SECONDS_TO_STOP = 2.0
"""how long quitting waits for the walk over the files to end cleanly"""
_SCOPE_OF: dict[Pane, Scope] = {
    Pane.TAGS: Scope.CHOICE,
    Pane.TIMELINE: Scope.TIMELINE,
    Pane.LIST: Scope.LIST,
    Pane.ARTICLE: Scope.ARTICLE,
}


class _Panes(Horizontal):
    """The panes side by side. They never scroll, so another size must not cause a second layout."""

    virtual_size: Reactive[Size] = Reactive(Size(0, 0), repaint=False)


class MainScreen(CommandScreen[None], PaintingScreen):
    """The main screen: list, article, side panes and bars."""

    AUTO_FOCUS = "#list"
    # Textual would repaint the whole screen when the focus moves; the widgets concerned repaint themselves.
    focused: Reactive[Widget | None] = Reactive(None, repaint=False)
    virtual_size: Reactive[Size] = Reactive(Size(0, 0), repaint=False)

    def __init__(
        self,
        library: Library,
        query: Query,
        *,
        settings: Settings,
        zone: tzinfo,
        results: ResultSet | None = None,
    ) -> None:
        """`results` is the answer of the index to `query`, if the caller has it already."""
        super().__init__()
        self.pane = Pane.LIST
        """the focused pane, or the last one before the focus went to an input line"""
        self._is_zen = False
        self._is_look_stored = False
        self.jobs = Jobs(self._take_error, self._take_bug)
        library.tell_of_damage(lambda error: self.jobs.call(lambda: self._take_error(error)))
        self.session = session = Session(library, query, zone=zone, jobs=self.jobs, results=results)
        # Kept as attributes, not queried: jobs and timers may report after the widgets were removed.
        self.title_bar = TitleBar(id="title")
        self.query_bar = QueryBar(session, QuerySuggestions(session, self.say), self)
        self.posts = PostsPane(session, self)
        self.list_time = ListTime(session, self.posts, lambda post: self.reading.read(post), self)
        self.strip = ListStrip(session, self.list_time, self, is_wanted=settings.strip == "shown")
        self.facets = FacetsPane(session, self)
        self.timeline = Timeline(session, self.list_time, self)
        self.side = Vertical(self.facets, self.timeline, id="side")
        self.article = ArticlePane(zone=zone, id="article")
        self.link_bar = LinkBar(id="link")
        self.find_bar = FindBar(session, self.article, self)
        self.key_bar = KeyBar(id="keys")
        self._widgets: dict[Pane, Widget] = {
            Pane.TAGS: self.facets,
            Pane.TIMELINE: self.timeline,
            Pane.LIST: self.posts,
            Pane.ARTICLE: self.article,
        }
        self.settings = settings
        self._compose_features(settings)

    def _compose_features(self, settings: Settings) -> None:
        """Create the features and connect them; listeners are called in this order."""
        session, posts, article = self.session, self.posts, self.article
        archived = ArchivedLinks(session.library)
        self.reading = reading = Reading(session, article, archived, posts.index_of)
        title = Title(session, self.title_bar)
        self._preview = Preview(session, posts, reading, self)
        self._contexts = Contexts(
            session,
            reading,
            article,
            self,
            lambda text: self.clipboard.copy(text, "Line"),
            ambiguous=settings.ambiguous_width,
        )
        self._steps = Steps(session, posts, article, reading, self._preview.show, self._contexts.step, self)
        marks = Marks(session, posts, self)
        changes = Changes(session, posts, self)
        self.clipboard = clipboard = Clipboard(session, self)
        browser = Browser(session, self, clipboard.copy)
        picking = Picking(session, self, browser.open)
        self._links = Links(session, article, self.link_bar, reading, archived, picking, browser.open, self)
        self._article_status = ArticleStatus(self.key_bar, article, reading, self)
        self._watching = Watching(session) if settings.watch else None
        self.FEATURES = (
            self.query_bar,
            self.strip,
            self.facets,
            self.timeline,
            self.find_bar,
            self._steps,
            self._links,
            marks,
            changes,
            clipboard,
            browser,
            Backlinks(session, picking, self),
            self._contexts,
            Copies(session, self),
            Days(session, self.list_time, self),
            Excerpts(session, posts, self),
            GoToDate(session, self.list_time, self),
            Outline(lambda: article.outline, article.go_to_heading, self),
            ReadingHistory(session, reading, self._put_cursor_on, picking, self),
            SavedSearches(session, self),
            Script(settings.script, article.set_script, self),
            Story(session, picking, self),
            ThisDay(session, self.list_time, self),
            Trends(session, self),
        )
        reading.opened.connect(marks.mark_opened)
        reading.opened.connect(lambda _: posts.settle())
        reading.shown.connect(lambda _: self.paint_now(is_awaited=True))
        marks.read_changed.connect(title.count_read)
        posts.chosen_changed.connect(lambda count: self.title_bar.update_status(chosen=count))
        changes.changed.connect(title.count_read)
        self.query_bar.cleared.connect(changes.note_clearing)
        posts.cursor_moved.connect(lambda _: self._preview.follow_cursor())
        posts.cursor_moved.connect(lambda _: self._follow_list())
        article.end_reached.connect(lambda _: self._steps.go_on())
        article.hit_changed.connect(lambda _: self.show_keys())
        session.refreshed.connect(self.say)
        session.warned.connect(lambda problem: self.notify(problem, severity="warning", markup=False))
        session.failed.connect(lambda error: self.complain(str(error)))
        session.listed.connect(self._store_look)

    def compose(self) -> ComposeResult:
        """Compose title, search and time strip, the panes, and the bars below them."""
        yield self.title_bar
        yield self.query_bar
        yield self.strip
        yield _Panes(self.side, self.posts, self.article, id="panes")
        yield self.link_bar
        yield self.find_bar
        yield self.key_bar

    def on_mount(self) -> None:
        """Lay the panes out before the first frame, and start loading."""
        settings = self.settings
        self.article.configure(
            measure=settings.measure,
            paragraphs=settings.paragraphs,
            ambiguous_width=settings.ambiguous_width,
            turns=turns(settings.bidi, os.environ),
            script=settings.script,
        )
        self._lay_out()
        if problem := self.session.library.marks_problem:
            self.session.warned.emit(problem)
        if self.session.results is None:
            self.session.load()
        else:
            # The list is shown; handle keys before loading, since only one Python thread computes at a time.
            self.call_after_refresh(self.session.load)

    async def on_unmount(self) -> None:
        """End all background work; the walk over the files stops between two steps."""
        if self._watching is not None:
            self._watching.stop()
        await self.jobs.stop("load", _SECONDS_TO_STOP)
        self.jobs.cancel_all()

    def _store_look(self, listing: Listing) -> None:
        """Store the styles of the list for the first frame of the next start."""
        name = self.app.console.color_system
        if self._is_look_stored or not listing.is_whole or name is None:
            return
        self._is_look_stored = True
        theme, looks = self.app.theme, self.posts.looks(COLOR_SYSTEMS[name])
        start_in_background(lambda: first_frame.remember(theme, looks))

    # Layout and focus

    def on_resize(self) -> None:
        """Lay the panes out for the new size."""
        self._lay_out()

    def shown_panes(self) -> frozenset[Pane]:
        """Return the panes on the screen."""
        return visible(self.size.width or self.app.size.width, self.pane, zen=self._is_zen)

    def _lay_out(self) -> None:
        shown = self.shown_panes()
        size = self.size if self.size.width else self.app.size
        for pane in ORDER:
            self._widgets[pane].display = pane in shown
        self.side.display = bool(shown & {Pane.TAGS, Pane.TIMELINE})
        is_alone = len(shown) == 1
        # Not by a CSS class of the screen, which would recompute the styles of all its widgets.
        self.side.styles.width = "1fr" if is_alone else SIDE_WIDTH
        is_beside = Pane.ARTICLE in shown and not is_alone
        self.posts.styles.width = list_width(size.width) if is_beside else "1fr"
        is_bare = self._is_zen and self.pane is Pane.ARTICLE
        self.title_bar.display = self.key_bar.display = not is_bare
        self.query_bar.show_chips(are_wanted=not is_bare)
        self.strip.fit(*size)
        self._follow_list()
        self.facets.count()
        self._links.show_bar()
        self._article_status.show()
        self.show_keys()

    def _follow_list(self) -> None:
        self.strip.follow_list()
        self.timeline.follow_list()

    def go_to(self, pane: Pane) -> None:
        """Focus a pane, and show it if it is hidden."""
        self.pane = pane
        self._lay_out()
        # Not `Widget.focus`, which acts later: the next frame and the next key depend on the focus.
        self.set_focus(self._focus_target(pane), scroll_visible=False)

    def _focus_target(self, pane: Pane) -> Widget:
        if pane is Pane.TAGS:
            return self.facets.rows
        return self.timeline.focus_target if pane is Pane.TIMELINE else self._widgets[pane]

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Follow a focus that the mouse or a widget has moved."""
        # The event may be late: another widget may have the focus by now.
        pane = self._pane_of(event.widget) if event.widget is self.focused else None
        if pane is not None and pane is not self.pane:
            self.pane = pane
            self._lay_out()
        self.show_keys()

    def _pane_of(self, widget: Widget) -> Pane | None:
        names = {node.id for node in widget.ancestors_with_self}
        return next((pane for pane in ORDER if pane in names), None)

    @handles("pane.left")
    def go_left(self) -> None:
        """Focus the pane on the left."""
        self.go_to(beside(self.pane, -1))

    @handles("pane.right")
    def go_right(self) -> None:
        """Focus the pane on the right."""
        self.go_to(beside(self.pane, 1))

    @handles("pane.next")
    def go_to_next_pane(self) -> None:
        """Focus the next pane, wrapping around."""
        self.go_to(around(self.pane, 1))

    @handles("pane.previous")
    def go_to_previous_pane(self) -> None:
        """Focus the previous pane, wrapping around."""
        self.go_to(around(self.pane, -1))

    @handles("view.zen")
    def toggle_zen(self) -> None:
        """Show the article alone, or all panes again."""
        self._is_zen = not self._is_zen
        self.go_to(Pane.ARTICLE)

    @handles("program.back")
    def go_back(self) -> None:
        """Leave the article, for the contexts if it was opened from there, then the side panes, then let go of chosen posts, then clear the filters, then quit."""
        if self._is_zen:
            self.toggle_zen()
        elif self._contexts.go_back():
            return
        elif self.pane is not Pane.LIST:
            self.go_to(Pane.LIST)
        elif self.posts.let_go():
            return
        elif self.session.query != Query():
            self.query_bar.clear_filters()
        else:
            self.app.exit()

    # Commands and the footer

    @property
    def scope(self) -> Scope:
        """The scope of the focused pane or widget."""
        if self.focused is self.strip:
            return Scope.STRIP
        return Scope.CALENDAR if self.focused is self.timeline.calendar else _SCOPE_OF[self.pane]

    def scopes_now(self) -> tuple[Scope, ...]:
        """Return the scopes whose keys work now, by falling priority."""
        return (self.scope, Scope.MOVE, Scope.SCREEN)

    def command_target(self) -> Widget | None:
        """Return the focused widget, or that of the current pane if none is focused."""
        return self.focused or self._focus_target(self.pane)

    def is_possible(self, when: When) -> bool:
        """Return whether the precondition of a command holds."""
        if when is When.POST:
            return self.subject is not None
        if when is When.LISTED:
            return bool(self.session.results)
        return super().is_possible(when)

    async def take_key(self, key: str) -> bool:
        """Delay background work, and handle the key."""
        self.session.idle_gate.key_pressed()
        return await super().take_key(key)

    def pending_changed(self, pending: str) -> None:
        """Show the pending keys in the footer, and for a count the numbers of the links."""
        self.key_bar.pending = pending
        self.article.show_numbers(are_shown=self.has_count and self.pane is Pane.ARTICLE)

    def show_keys(self) -> None:
        """Update the keys in the footer."""
        self.key_bar.commands = self.query_bar.footer() or footer(
            self.scope, self.pane, is_typing=self.focused is self.facets.input, labels=self._labels()
        )

    def _labels(self) -> dict[str, str]:
        """Return the labels of commands that do something else than usual at this moment."""
        labels = {}
        if self._steps.is_among_hits:
            labels["read.next-unread"] = "Next hit"
        if self.posts.open_label is not None:
            labels["read.open"] = self.posts.open_label
        return labels

    async def on_key_bar_ran(self, event: KeyBar.Ran) -> None:
        """Run the command that was clicked in the footer."""
        event.stop()
        await self.run_command(event.command.id)

    @handles("program.help")
    def help(self) -> None:
        """Show all keys, those of this pane first."""
        from reader.tui.screens.dialogs import HelpScreen  # not needed for the first frame

        self.app.push_screen(HelpScreen(self.scope))

    @handles("program.palette")
    def show_palette(self) -> None:
        """Show all commands."""
        self.app.action_command_palette()

    @handles("program.refresh")
    def refresh_posts(self) -> None:
        """Read new and changed files."""
        self.say("Looking for new posts …")
        self.session.refresh()

    # For the features

    @property
    def subject(self) -> Post | None:
        """The post that commands act on: the open one in the article pane, else the one under the cursor."""
        if self.pane is Pane.ARTICLE:
            return self.reading.post
        row = self.posts.current
        return row.post if row is not None else None

    def with_subjects(
        self, work: Callable[[Sequence[Post]], Answer], then: Callable[[Answer], object]
    ) -> None:
        """Do work on the chosen posts, else on the subject, and call `then` with its result."""
        results = self.session.results
        rows = self.posts.chosen if self.pane is not Pane.ARTICLE else ()
        if rows and results is not None:
            self.jobs.ask("mark chosen", lambda: work(results.posts_at(rows)), then)
        elif self.subject is not None:
            try:
                answer = work([self.subject])
            except StateError as error:
                self.complain(str(error))
            else:
                then(answer)

    def open_post(self, post: Post, place: int | Quotation | None = None) -> None:
        """Open a post, listed or not, at an offset of its text, at words or at its first hit, and focus the article."""
        self._put_cursor_on(post)
        self.reading.read(post, place)
        self.go_to(Pane.ARTICLE)

    def _put_cursor_on(self, post: Post) -> None:
        index = self.posts.index_of(post.id)
        if index is not None:
            self.posts.cursor = index

    def say(self, note: str) -> None:
        """Show a note in the title bar for a moment, or over a dialog."""
        if not self.is_current:
            self.notify(note, markup=False, timeout=_NOTE_SECONDS)
        self.title_bar.update_status(note=note)
        self.set_timer(_NOTE_SECONDS, lambda: self._clear_note(note))

    def _clear_note(self, note: str) -> None:
        if self.title_bar.status.note == note:
            self.title_bar.update_status(note="")

    def complain(self, sentence: str) -> None:
        """Show an error as a notification."""
        self.notify(sentence, severity="error", markup=False)

    def ask(self, screen: Screen[Result], then: Callable[[Result | None], Any]) -> None:
        """Push a screen, and call `then` with its result."""
        self.app.push_screen(screen, then)

    def _take_error(self, error: ReaderError) -> None:
        """Rebuild a damaged index; show any other error of a job."""
        if isinstance(error, DamagedIndexError):
            self.session.rebuild(error)
        else:
            self.complain(str(error))

    def _take_bug(self, bug: BaseException) -> None:
        """Raise the exception of a job in a message handler, where it ends the program with its traceback."""

        def end() -> None:
            raise bug

        self.call_later(end)
