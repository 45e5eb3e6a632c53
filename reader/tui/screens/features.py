"""The features of the main screen: made, connected with its panes and with one another, started and stopped."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from reader.language import tr
from reader.library.start import Start
from reader.tui.archived_links import ArchivedLinks
from reader.tui.features.backlinks import Backlinks
from reader.tui.features.browser import Browser
from reader.tui.features.changes.action import Changes
from reader.tui.features.citing import Citing
from reader.tui.features.clipboard import Clipboard
from reader.tui.features.command_line.action import TypeCommands
from reader.tui.features.contexts.action import Contexts
from reader.tui.features.copies.action import Copies
from reader.tui.features.days import Days
from reader.tui.features.defects import Defects
from reader.tui.features.exporting import Exporting
from reader.tui.features.following import Following
from reader.tui.features.go_to_date.action import GoToDate
from reader.tui.features.going_back import GoingBack
from reader.tui.features.highlights.action import Highlights
from reader.tui.features.highlights.page import HighlightsPage
from reader.tui.features.history import ReadingHistory
from reader.tui.features.labels.action import LabelPosts
from reader.tui.features.links.action import Links
from reader.tui.features.links.to_posts import LinksToPosts
from reader.tui.features.looks import Looks
from reader.tui.features.marks import Marks
from reader.tui.features.notes import NotePost
from reader.tui.features.outline import Outline
from reader.tui.features.own_keys.action import ChooseKeys
from reader.tui.features.places import SECONDS, Places
from reader.tui.features.posts.excerpts import Excerpts
from reader.tui.features.preview import Preview
from reader.tui.features.saved_searches.action import SavedSearches
from reader.tui.features.script import Script
from reader.tui.features.settings.action import EditSettings
from reader.tui.features.standing import OpenArticle, Standing
from reader.tui.features.status import ArticleStatus, Title
from reader.tui.features.steps import Steps
from reader.tui.features.story import Story
from reader.tui.features.this_day import ThisDay
from reader.tui.features.trends.action import Trends
from reader.tui.features.watching import Watching
from reader.tui.features.year.action import Year
from reader.tui.layout import Pane
from reader.tui.picking import Picking
from reader.tui.preferences import Preferences
from reader.tui.reading import Reading

if TYPE_CHECKING:
    from reader.tui.features.command_line.model import Argument
    from reader.tui.screens.main import MainScreen
    from reader.tui.session import Session


class Features:
    """What the main screen does beyond showing its panes.

    Features know neither one another nor the screen's class: what one must hear of another is connected here.
    """

    def __init__(
        self, screen: MainScreen, preferences: Preferences, last: Mapping[str, object] | None
    ) -> None:
        """Make the features and connect them; listeners are called in this order.

        `last` is where the screens stood when they were left; None if that is neither put back nor remembered.
        """
        self._screen = screen
        settings = preferences.settings
        session, posts, article = screen.session, screen.posts, screen.article
        archived = ArchivedLinks(session.library)
        self.reading = reading = Reading(session, article, archived, posts.index_of)
        self.clipboard = clipboard = Clipboard(session, screen)
        browser = Browser(session, screen, clipboard.copy)
        picking = Picking(session, screen, browser.open)
        self._preview = preview = Preview(session, posts, reading, screen)
        self._contexts = contexts = Contexts(
            session,
            reading,
            article,
            screen,
            lambda text: clipboard.copy(text, tr("Line copied")),
            ambiguous=settings.ambiguous_width,
        )
        self._steps = steps = Steps(session, posts, article, reading, preview.show, contexts.step, screen)
        self._highlights_page = HighlightsPage(
            session, reading, screen, lambda text: clipboard.copy(text, tr("Passage copied"))
        )
        self._places = Places(session, reading, article, posts, picking)
        self._links = Links(
            session, article, screen.link_bar, reading, archived, picking, browser.open, screen
        )
        self._article_status = ArticleStatus(screen.key_bar, article, reading, screen)
        self._watching = Watching(session) if settings.watch else None
        self._following = Following(session, screen)
        go_to_date = GoToDate(session, screen.list_time, screen)
        self._links_to_posts = LinksToPosts(session, article, go_to_date.go_to_period, screen)
        exporting = Exporting(session, screen, lambda text: typing.open(text), lambda: script.in_force)
        self.going_back = GoingBack(
            screen.step_back,
            lambda: exporting.stop() or session.stop_searching() or self._stop_reading(),
            session.stop_piping,
            screen,
            asks=settings.confirm_quit,
        )
        citing = Citing(session, preferences, article, clipboard.copy, screen)
        marks = Marks(session, posts, screen)
        changes = Changes(session, posts, screen)
        saved = SavedSearches(session, screen)
        typing = TypeCommands(
            session,
            screen,
            self._arguments(session, preferences, go_to_date, saved, citing, exporting),
            screen.run_later,
        )
        self.script = script = Script(settings.script, (article, posts, screen.facets.rows), screen)
        preferences.follow(lambda settings: script.use(settings.script), "script")
        trends, excerpts = Trends(session, screen), Excerpts(session, posts, screen)
        self._standing = Standing(
            session,
            {
                "strip": screen.strip,
                "tags": screen.facets.rows,
                "timeline": screen.timeline.periods,
                "trends": trends,
                "excerpts": excerpts,
                "export": exporting,
                "panes": screen.panes,
                "article": OpenArticle(session, reading, screen),
            },
            posts,
            last,
        )
        self.handlers: tuple[object, ...] = (
            screen.panes,
            screen.query_bar,
            screen.strip,
            screen.facets,
            screen.timeline,
            screen.find_bar,
            steps,
            self._links,
            marks,
            changes,
            clipboard,
            browser,
            citing,
            Backlinks(session, picking, screen),
            contexts,
            Copies(session, screen),
            Days(session, screen.list_time, screen),
            Defects(session, picking),
            excerpts,
            LabelPosts(session, screen),
            Highlights(session, article, reading.once_shown, screen),
            self._highlights_page,
            self.going_back,
            ChooseKeys(preferences, screen),
            typing,
            exporting,
            go_to_date,
            Looks(preferences, posts, screen.panes.lay_out, article.set_dates, screen),
            NotePost(session, screen),
            self._places,
            Outline(lambda: article.outline, article.go_to_heading, screen),
            ReadingHistory(session, reading, screen.put_cursor_on, picking, screen),
            saved,
            EditSettings(session, preferences, screen),
            script,
            Story(session, picking, screen),
            ThisDay(session, screen.list_time, screen),
            trends,
            Year(session, screen.list_time, screen),
        )
        """where the handlers of commands are looked for, in this order"""
        title = Title(session, screen.title_bar, self._can_stop_reading)
        reading.opened.connect(marks.mark_opened)
        reading.opened.connect(lambda _: posts.settle())
        reading.shown.connect(lambda _: screen.paint_now(is_awaited=True))
        for changed in (marks.read_changed, changes.changed, self._following.changed):
            changed.connect(title.count_read)
        screen.facets.saved_chosen.connect(saved.apply)
        saved.searches_changed.connect(lambda _: screen.facets.count_saved())
        screen.query_bar.cleared.connect(changes.note_clearing)
        posts.cursor_moved.connect(lambda _: preview.follow_cursor())
        article.end_reached.connect(lambda _: steps.go_on())

    def _arguments(
        self,
        session: Session,
        preferences: Preferences,
        go_to_date: GoToDate,
        saved: SavedSearches,
        citing: Citing,
        exporting: Exporting,
    ) -> Callable[[], Mapping[str, Argument]]:
        """Return what makes the commands that take something on the command line."""

        def make() -> Mapping[str, Argument]:
            from reader.tui.features.command_line.arguments import Arguments, Doors
            from reader.tui.themes import theme_names

            screen = self._screen
            doors = Doors(
                go_to_date.go,
                screen.find_bar.find_words,
                saved.apply,
                screen.show_help,
                lambda: theme_names(preferences.theme_folder),
                exporting.read,
                exporting.proposals,
                citing.cite_as,
                preferences.plain,
            )
            return Arguments(session, screen, doors).all()

        return make

    def start(self, start: Start | None) -> None:
        """Open the post that the command line names, else stand where the screens stood; and begin to follow changes."""
        self._following.start()
        self._screen.set_interval(SECONDS, self._note)
        if start is None:
            self._screen.call_after_refresh(self._standing.restore)
        else:
            self._screen.call_after_refresh(self._open, start)

    def _open(self, start: Start) -> None:
        """Open the post that the command line names."""
        self._screen.open_post(start.post, start.passage)
        if start.missing:
            self._screen.say(start.missing)

    def _can_stop_reading(self) -> bool:
        # In an article the key that stops is pressed to leave it, which is not to cost the index.
        return self._screen.pane is not Pane.ARTICLE and self._screen.session.can_stop_reading

    def _stop_reading(self) -> bool:
        return self._can_stop_reading() and self._screen.session.stop_reading()

    def _note(self) -> None:
        """Remember where the user is."""
        self._places.note()
        self._standing.note()

    def stop(self) -> None:
        """Remember where the user is, and end what runs in the background."""
        self._places.finish()
        self._standing.finish()
        self._preview.stop()
        self._following.stop()
        if self._watching is not None:
            self._watching.stop()

    def go_back(self) -> bool:
        """Go back to the page that the article was opened from; return whether there is one."""
        return self._contexts.go_back() or self._highlights_page.go_back()

    def fit(self) -> None:
        """Show beside the article what fits there after the panes were laid out."""
        self._links.show_bar()
        self._article_status.show()

    @property
    def is_among_hits(self) -> bool:
        """Whether the next step goes to a hit in the article, not to another post."""
        return self._steps.is_among_hits
