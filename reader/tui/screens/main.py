"""The main screen: composes panes and features, lays out what is around them, and routes commands."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import tzinfo
from typing import Any, TypeVar

from rich.console import COLOR_SYSTEMS
from textual.app import ComposeResult
from textual.geometry import Size
from textual.reactive import Reactive
from textual.screen import Screen
from textual.widget import Widget

from reader.config import Settings
from reader.errors import ReaderError
from reader.language import tr
from reader.library import DamagedIndexError, Library, ResultSet
from reader.library.start import Start
from reader.post import Post
from reader.query import Query
from reader.text.passage import Passage
from reader.text.quotation import Quotation
from reader.tui import first_frame
from reader.tui.commands import Command, Scope, When, with_wider
from reader.tui.dispatch import CommandScreen, SettingChosen, handles
from reader.tui.features.article.header import said_of
from reader.tui.features.article.pane import ArticlePane
from reader.tui.features.facets.pane import FacetsPane
from reader.tui.features.find import FindBar
from reader.tui.features.highlights.action import highlights_of
from reader.tui.features.links.bar import LinkBar
from reader.tui.features.posts.pane import PostsPane
from reader.tui.features.search import QueryBar
from reader.tui.features.suggestions import SuggestionList
from reader.tui.features.time_strip.pane import ListStrip
from reader.tui.features.timeline.pane import Timeline
from reader.tui.features.typography import Typography
from reader.tui.footer import footer
from reader.tui.history import ArticleTop
from reader.tui.jobs import Jobs
from reader.tui.layout import Pane, list_width
from reader.tui.list_time import ListTime
from reader.tui.painting import PaintingScreen
from reader.tui.post_rows import Density
from reader.tui.preferences import Preferences
from reader.tui.screens.features import Features
from reader.tui.screens.subjects import Subjects
from reader.tui.session import Listing, Session
from reader.tui.thread_pool import start_in_background
from reader.tui.transient_message import TransientMessage
from reader.tui.widgets.bars import KeyBar, TitleBar
from reader.tui.widgets.panes import Panes

Result = TypeVar("Result")
Answer = TypeVar("Answer")
_SECONDS_TO_STOP = 2.0
"""how long quitting waits for the walk over the files to end cleanly"""
_SCOPE_OF: dict[Pane, Scope] = {
    Pane.TAGS: Scope.TAGS,
    Pane.TIMELINE: Scope.TIMELINE,
    Pane.LIST: Scope.LIST,
    Pane.ARTICLE: Scope.ARTICLE,
}


def _wants_strip(settings: Settings) -> bool:
    return settings.strip == "shown" and not settings.plain


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
        preferences: Preferences,
        zone: tzinfo,
        results: ResultSet | None = None,
        start: Start | None = None,
        last: Mapping[str, object] | None = None,
    ) -> None:
        """`results` is the answer of the index to `query`, if the caller has it already; `start` a post to open at once.

        `last` is where the screens stood when they were left; None if that is neither put back nor remembered.
        """
        super().__init__()
        self._start = start
        self._is_look_stored = False
        self.jobs = Jobs(self._take_error, self._take_bug)
        library.tell_of_damage(lambda error: self.jobs.call(lambda: self._take_error(error)))
        self.session = session = Session(library, query, zone=zone, jobs=self.jobs, results=results)
        # Kept as attributes, not queried: jobs and timers may report after the widgets were removed.
        self.title_bar = TitleBar(id="title")
        self._transient = TransientMessage(
            self.set_timer, lambda note: self.title_bar.update_status(note=note)
        )
        self.query_bar = QueryBar(session, SuggestionList(session, self.say), self)
        self.posts = PostsPane(session, preferences.settings, self)
        self.list_time = ListTime(session, self.posts, lambda post: self.reading.read(post), self)
        self.strip = ListStrip(session, self.list_time, self, is_wanted=_wants_strip(preferences.settings))
        self.facets = FacetsPane(session, self)
        self.timeline = Timeline(session, self.list_time, self)
        self.article = ArticlePane(
            zone=zone,
            said=lambda post: said_of(library, post),
            highlights=lambda post: highlights_of(library, post),
            id="article",
        )
        self.link_bar = LinkBar(id="link")
        self.find_bar = FindBar(session, self.article, self)
        self.key_bar = KeyBar(self.footer, id="keys")
        self._footer_of: Widget | None = None
        """what had the focus when the footer was made"""
        self.panes = self._made_panes(plain=preferences.settings.plain)
        self._subjects = Subjects(session, self.posts, lambda: self.pane, lambda: self.reading.post)
        self._preferences = preferences
        self.typography = Typography(self.article, preferences)
        self.features = Features(self, preferences, last)
        self.reading = self.features.reading
        self.FEATURES = self.features.handlers
        self._connect()

    def _made_panes(self, *, plain: bool) -> Panes:
        """Return the panes in their order; `plain` shows one at a time."""
        return Panes(
            {
                Pane.TAGS: self.facets,
                Pane.TIMELINE: self.timeline,
                Pane.LIST: self.posts,
                Pane.ARTICLE: self.article,
            },
            {Pane.TAGS: lambda: self.facets.rows, Pane.TIMELINE: lambda: self.timeline.focus_target},
            self._list_width,
            one=plain,
        )

    def _connect(self) -> None:
        """Listen to the models and panes."""
        session, posts = self.session, self.posts
        self._preferences.follow(lambda settings: self.strip.want(wanted=_wants_strip(settings)), "strip")
        self._preferences.follow(lambda _: self.panes.lay_out(), "measure", "columns")
        posts.chosen_changed.connect(self._show_choice)
        posts.cursor_moved.connect(lambda _: self._follow_list())
        self.article.hit_changed.connect(lambda _: self.show_keys())
        self.panes.laid_out.connect(lambda _: self._fit_around_panes())
        # The event of the focus comes after the next picture.
        self.panes.gone_to.connect(lambda _: self.show_keys())
        session.refreshed.connect(self.say)
        session.warned.connect(lambda problem: self.notify(problem, severity="warning", markup=False))
        session.failed.connect(lambda error: self.complain(str(error)))
        session.listed.connect(self._store_look)
        session.listed.connect(lambda _: self.show_keys())
        session.said.connect(lambda _: self.key_bar.look_again())

    def _show_choice(self, count: int) -> None:
        self.title_bar.update_status(chosen=count)
        self.show_keys()

    def compose(self) -> ComposeResult:
        """Compose title, search and time strip, the panes, and the bars below them."""
        yield self.title_bar
        yield self.query_bar
        yield self.strip
        yield self.panes
        yield self.link_bar
        yield self.find_bar
        yield self.key_bar

    def on_mount(self) -> None:
        """Lay the panes out before the first frame, and start loading."""
        self.typography.begin()
        self.panes.lay_out()
        if self.session.results is None:
            self.session.load()
        else:
            # The list is shown; handle keys before loading, since only one Python thread computes at a time.
            self.call_after_refresh(self.session.load)
        self.features.start(self._start)

    def _list_width(self, columns: int) -> int:
        is_compact = self.posts.density is Density.COMPACT
        settings = self._preferences.settings
        return list_width(columns, settings.measure, is_compact=is_compact, text_columns=settings.columns)

    def values(self) -> Iterable[Command]:
        """Return the values of settings that act at once."""
        from reader.tui.setting_commands import setting_commands  # not needed for the first frame

        return setting_commands(self._preferences)

    def take_value(self, command_id: str) -> bool:
        """Put a value into force and keep it."""
        from reader.tui.setting_commands import chosen

        if (found := chosen(command_id)) is not None:
            self.post_message(SettingChosen(*found))
        return found is not None

    async def on_unmount(self) -> None:
        """End all background work; the walk over the files stops between two steps, what is said is said to its end."""
        self.jobs.leave_unheard()
        await self.session.until_said()
        self.features.stop()
        for name in ("load", "export"):
            await self.jobs.stop(name, _SECONDS_TO_STOP)
        self.jobs.cancel_all()

    def _store_look(self, listing: Listing) -> None:
        """Store the styles of the list for the first frame of the next start."""
        name = self.app.console.color_system
        if self._is_look_stored or not listing.is_whole or name is None:
            return
        self._is_look_stored = True
        theme, looks = self._preferences.settings.theme, self.posts.looks(COLOR_SYSTEMS[name])
        start_in_background(lambda: first_frame.remember(theme, looks))

    # Layout and focus

    @property
    def pane(self) -> Pane:
        """The focused pane, or the last one before the focus went to an input line."""
        return self.panes.current

    def shown_panes(self) -> frozenset[Pane]:
        """Return the panes on the screen."""
        return self.panes.shown

    def go_to(self, pane: Pane) -> None:
        """Focus a pane, and show it if it is hidden."""
        self.panes.go_to(pane)

    def on_resize(self) -> None:
        """Lay the panes out for the new size."""
        self.panes.lay_out()

    def _fit_around_panes(self) -> None:
        """Show above and below the panes what belongs to those that are shown."""
        is_bare = self._is_bare
        self.title_bar.display = not is_bare
        self.query_bar.show_chips(are_wanted=not is_bare)
        self.strip.fit(*(self.size if self.size.width else self.app.size))
        self._follow_list()
        self.facets.count()
        self.features.fit()
        self.show_keys()

    @property
    def _is_bare(self) -> bool:
        """Whether the article stands alone."""
        return self.panes.is_zen and self.pane is Pane.ARTICLE

    def _follow_list(self) -> None:
        self.strip.follow_list()
        self.timeline.follow_list()

    def on_descendant_focus(self) -> None:
        """Show the keys of the widget that has the focus now, unless the footer has them already."""
        if self.focused is not self._footer_of:
            self.show_keys()

    def step_back(self) -> bool:
        """Go one step back, and return whether there was a step.

        The steps are: show all panes, leave the article or a side pane, drop the choice of posts, clear the filters. An
        article that was opened from the contexts leads back to them.
        """
        if self._is_at_bottom:
            return False
        if self.panes.is_zen:
            self.panes.toggle_zen()
        elif self.features.go_back():
            pass
        elif self.pane is not Pane.LIST:
            self.go_to(Pane.LIST)
        elif not self.posts.let_go():
            self.query_bar.clear_filters()
        return True

    @property
    def _is_at_bottom(self) -> bool:
        """Whether there is no step back, so that the key which goes back leaves the program."""
        is_in_list = self.pane is Pane.LIST and not self.panes.is_zen
        return is_in_list and not self.posts.chosen and self.session.query == Query()

    # Commands and the footer

    @property
    def scope(self) -> Scope:
        """The scope of the focused pane or widget."""
        if self.focused is self.strip:
            return Scope.STRIP
        if self.pane is Pane.ARTICLE and self.article.has_caret:
            return Scope.PASSAGE
        return Scope.CALENDAR if self.focused is self.timeline.calendar else _SCOPE_OF[self.pane]

    def scopes_now(self) -> tuple[Scope, ...]:
        """Return the scopes whose keys work now, by falling priority."""
        return with_wider(self.scope)

    def command_target(self) -> Widget | None:
        """Return the focused widget, or that of the current pane if none is focused."""
        return self.focused or self.panes.focus_target

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
        self.features.going_back.key_pressed()
        return await super().take_key(key)

    def pending_changed(self, pending: str) -> None:
        """Show the pending keys in the footer, and for a count the numbers of the links."""
        self.key_bar.pending = pending
        self.article.show_numbers(are_shown=self.has_count and self.pane is Pane.ARTICLE)

    def show_keys(self) -> None:
        """Update the keys in the footer, which an article alone has only while a passage is chosen."""
        self.key_bar.display = not self._is_bare or self.article.has_caret
        self.key_bar.outdate()

    def footer(self) -> Sequence[Command]:
        """Return the commands that the footer shows now."""
        self._footer_of = self.focused
        return self.query_bar.footer() or self.find_bar.footer() or self._footer_of_pane()

    def _footer_of_pane(self) -> tuple[Command, ...]:
        return footer(
            self.scope,
            self.pane,
            is_typing=self.focused is self.facets.input,
            has_chosen=bool(self.posts.chosen),
            labels=self._labels(),
            can_run=self.runnable(),
        )

    def show_again(self) -> None:
        """Show all anew after the language of the interface changed."""
        self.show_keys()
        self.article.refresh_said()
        self.facets.count_again()
        self.session.select()

    def _labels(self) -> dict[str, str]:
        """Return the labels of commands that do something else than usual at this moment."""
        labels = {}
        if self.features.is_among_hits:
            labels["read.next-unread"] = tr("Next hit")
        if self.posts.open_label is not None:
            labels["read.open"] = self.posts.open_label
        if self._is_at_bottom:
            labels["program.back"] = tr("Quit")
        if self.article.passage is None and self.article.has_caret:
            labels["passage.keep"] = tr("Note") if self.article.highlight is not None else tr("Keep")
        return labels

    async def on_key_bar_ran(self, event: KeyBar.Ran) -> None:
        """Run the command that was clicked in the footer."""
        event.stop()
        await self.run_command(event.command.id)

    @handles("program.refresh")
    def refresh_posts(self) -> None:
        """Read new and changed files."""
        self.say(tr("Looking for new posts …"))
        self.session.refresh()

    # For the features

    @property
    def subject(self) -> Post | None:
        """The post that commands act on: the open one in the article pane, else the one under the cursor."""
        return self._subjects.subject

    def with_subjects(
        self, work: Callable[[Sequence[Post]], Answer], then: Callable[[Answer], object]
    ) -> None:
        """Do work on the chosen posts, else on the subject, and call `then` with its result."""
        self._subjects.work_on(work, then)

    def show_said(self, posts: Sequence[Post] | None = None) -> None:
        """Show what the user says of these posts as it is now, for None of any: in the list, the article and the facets."""
        self.posts.refresh_marks(posts[0].id if posts is not None and len(posts) == 1 else None)
        self.article.refresh_said()
        self.facets.count_again()
        self.session.said.emit(None)

    def open_post(self, post: Post, place: int | Quotation | Passage | ArticleTop | None = None) -> None:
        """Open a post, listed or not, at an offset of its text, at words or at its first hit, and focus the article."""
        self.put_cursor_on(post)
        self.reading.read(post, place)
        self.go_to(Pane.ARTICLE)

    def put_cursor_on(self, post: Post) -> None:
        """Put the cursor of the list on a post, if it is listed."""
        index = self.posts.index_of(post.id)
        if index is not None:
            self.posts.cursor = index

    def say(self, note: str) -> None:
        """Show a note in the title bar for a moment, or over the screen where that has no place for all of it."""
        has_room = self.title_bar.has_room_for(note)
        if not (self.is_current and self.title_bar.display and has_room):
            self.notify(note, markup=False)
        self._transient.say(note if has_room else "")

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
