"""The features of the main screen: made, connected with its panes and with one another, started and stopped."""

from __future__ import annotations

from collections.abc import Mapping
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
from reader.tui.features.labels.action import Labelling
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
from reader.tui.features.standing import OpenArticle, Part, Standing
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


class _ArticleFeatures:
    """The features that work on the shown article: reading on, following its links, and going back."""

    def __init__(self, screen: MainScreen, preferences: Preferences) -> None:
        session, posts, article = screen.session, screen.posts, screen.article
        archived = ArchivedLinks(session.library)
        self.reading = reading = Reading(session, article, archived, posts.index_of)
        self.clipboard = clipboard = Clipboard(session, screen)
        self.browser = browser = Browser(session, screen, clipboard.copy)
        self.picking = Picking(session, screen, browser.open)
        self.preview = Preview(session, posts, reading, screen)
        self.contexts = Contexts(
            session,
            reading,
            article,
            screen,
            lambda text: clipboard.copy(text, tr("Line copied")),
            ambiguous=preferences.settings.ambiguous_width,
        )
        self.steps = Steps(session, posts, article, reading, self.preview.show, self.contexts.step, screen)
        self.highlights_page = HighlightsPage(
            session, reading, screen, lambda text: clipboard.copy(text, tr("Passage copied"))
        )
        self.places = Places(session, reading, article, posts, self.picking)
        self.links = Links(
            session, article, screen.link_bar, reading, archived, self.picking, browser.open, screen
        )
        self.status = ArticleStatus(screen.key_bar, article, reading, screen)
        self.citing = Citing(session, preferences, article, clipboard.copy, screen)


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
        self._preferences = preferences
        settings, session, posts = preferences.settings, screen.session, screen.posts
        self._article = _ArticleFeatures(screen, preferences)
        self._watching = Watching(session) if settings.watch else None
        self._following = Following(session, screen)
        self._go_to_date = GoToDate(session, screen.list_time, screen)
        self._links_to_posts = LinksToPosts(session, screen.article, self._go_to_date.go_to_period, screen)
        self._exporting = Exporting(
            session, screen, lambda text: self.typing.open(text), lambda: self.script.in_force
        )
        self.going_back = GoingBack(
            screen.step_back,
            lambda: self._exporting.stop() or session.stop_searching() or self._stop_reading(),
            session.stop_piping,
            screen,
            settings,
        )
        preferences.follow(self.going_back.follow, "confirm_quit")
        self._marks = Marks(session, posts, screen)
        self._changes = Changes(session, posts, screen)
        self._saved = SavedSearches(session, screen)
        self.typing = TypeCommands(session, screen, self._arguments, screen.run_later)
        self.script = Script(settings.script, (screen.article, posts, screen.facets.rows), screen)
        preferences.follow(lambda settings: self.script.use(settings.script), "script")
        self._trends = Trends(session, screen)
        self._excerpts = Excerpts(session, posts, screen)
        self._standing = Standing(session, self._remembered(), posts, last)
        self.handlers = self._handlers()
        """where the handlers of commands are looked for, in this order"""
        self._connect()

    @property
    def reading(self) -> Reading:
        """the open post"""
        return self._article.reading

    @property
    def clipboard(self) -> Clipboard:
        """what copies"""
        return self._article.clipboard

    def _remembered(self) -> Mapping[str, Part]:
        """Return what stands as it was left in the next run, by name."""
        screen = self._screen
        return {
            "strip": screen.strip,
            "tags": screen.facets.rows,
            "timeline": screen.timeline.periods,
            "trends": self._trends,
            "excerpts": self._excerpts,
            "export": self._exporting,
            "panes": screen.panes,
            "article": OpenArticle(screen.session, self.reading, screen),
        }

    def _handlers(self) -> tuple[object, ...]:
        screen, preferences, of_article = self._screen, self._preferences, self._article
        session, posts, article, picking = screen.session, screen.posts, screen.article, of_article.picking
        return (
            screen.panes,
            screen.query_bar,
            screen.strip,
            screen.facets,
            screen.timeline,
            screen.find_bar,
            of_article.steps,
            of_article.links,
            self._marks,
            self._changes,
            of_article.clipboard,
            of_article.browser,
            of_article.citing,
            Backlinks(session, picking, screen),
            of_article.contexts,
            Copies(session, screen),
            Days(session, screen.list_time, screen),
            Defects(session, picking),
            self._excerpts,
            Labelling(session, screen),
            Highlights(session, article, of_article.reading.once_shown, screen),
            of_article.highlights_page,
            self.going_back,
            ChooseKeys(preferences, screen),
            self.typing,
            self._exporting,
            self._go_to_date,
            Looks(preferences, posts, screen.panes.lay_out, article.set_dates, screen),
            NotePost(session, screen),
            of_article.places,
            Outline(lambda: article.outline, article.go_to_heading, screen),
            ReadingHistory(session, of_article.reading, screen.put_cursor_on, picking, screen),
            self._saved,
            EditSettings(session, preferences, screen),
            self.script,
            Story(session, picking, screen),
            ThisDay(session, screen.list_time, screen),
            self._trends,
            Year(session, screen.list_time, screen),
        )

    def _connect(self) -> None:
        """Let features hear of one another, and of the panes."""
        screen, of_article = self._screen, self._article
        title = Title(screen.session, screen.title_bar, self._can_stop_reading)
        of_article.reading.opened.connect(self._marks.mark_opened)
        of_article.reading.opened.connect(lambda _: screen.posts.settle())
        of_article.reading.shown.connect(lambda _: screen.paint_now(is_awaited=True))
        for changed in (self._marks.read_changed, self._changes.changed, self._following.changed):
            changed.connect(title.count_read)
        screen.panes.laid_out.connect(lambda _: title.show_stop())
        screen.facets.saved_chosen.connect(self._saved.apply)
        self._saved.searches_changed.connect(lambda _: screen.facets.count_saved())
        screen.query_bar.cleared.connect(self._changes.note_clearing)
        screen.posts.cursor_moved.connect(lambda _: of_article.preview.follow_cursor())
        screen.article.end_reached.connect(lambda _: of_article.steps.go_on())

    def _arguments(self) -> Mapping[str, Argument]:
        """Return the commands that take something on the command line."""
        from reader.tui.features.command_line.arguments import Arguments, Doors
        from reader.tui.themes import theme_names

        screen = self._screen
        doors = Doors(
            self._go_to_date.go,
            screen.find_bar.find_words,
            self._saved.apply,
            screen.show_help,
            lambda: theme_names(self._preferences.theme_folder),
            self._exporting.read,
            self._exporting.proposals,
            self._article.citing.cite_as,
            self._preferences.plain,
        )
        return Arguments(screen.session, screen, doors).all()

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
        self._article.places.note()
        self._standing.note()

    def stop(self) -> None:
        """Remember where the user is, and end what runs in the background."""
        self._article.places.finish()
        self._standing.finish()
        self._article.preview.stop()
        self._following.stop()
        if self._watching is not None:
            self._watching.stop()

    def go_back(self) -> bool:
        """Go back to the page that the article was opened from; return whether there is one."""
        return self._article.contexts.go_back() or self._article.highlights_page.go_back()

    def fit(self) -> None:
        """Show beside the article what fits there after the panes were laid out."""
        self._article.links.show_bar()
        self._article.status.show()

    @property
    def is_among_hits(self) -> bool:
        """Whether the next step goes to a hit in the article, not to another post."""
        return self._article.steps.is_among_hits
