"""The main screen: reading from post to post, and the links between them."""

from __future__ import annotations

from dataclasses import replace
from datetime import tzinfo

from rich.console import COLOR_SYSTEMS
from textual import on, work
from textual.message import Message
from textual.timer import Timer

from reader.article import Article
from reader.config import Settings
from reader.errors import PostUnreadableError
from reader.library import Library, ResultSet
from reader.post import Post
from reader.query import Query
from reader.query.nodes import Order
from reader.tui import first_frame
from reader.tui.keys import Command
from reader.tui.layout import Pane
from reader.tui.prefetch import Prefetcher
from reader.tui.screens.connected import ConnectedScreen
from reader.tui.screens.timing import TimingScreen
from reader.tui.screens.watching import WatchingScreen
from reader.tui.thread_pool import in_background, start_in_background
from reader.tui.widgets.article_pane import ArticlePane
from reader.tui.widgets.post_list import PostList
from reader.tui.widgets.search_bar import SearchBar

_PREVIEW_SECONDS = 0.12
"""how long the cursor rests before the article beside the list follows"""
_PATIENCE_SECONDS = 0.25
"""how long an article may take before the pane says that it is coming"""
_SCRIPTS: dict[str, str] = {"as-written": "as written", "traditional": "繁體", "simplified": "简体"}


class MainScreen(TimingScreen, ConnectedScreen, WatchingScreen):
    """The reader."""

    class Converted(Message):
        """An article is ready to be shown."""

        def __init__(self, post: Post, article: Article, place: int | None) -> None:
            super().__init__()
            self.post = post
            self.article = article
            self.place = place

    class Unreadable(Message):
        """A post's file can not be read any more."""

        def __init__(self, post: Post, error: PostUnreadableError) -> None:
            super().__init__()
            self.post = post
            self.error = error

    def __init__(
        self,
        library: Library,
        query: Query,
        *,
        settings: Settings,
        zone: tzinfo,
        results: ResultSet | None = None,
    ) -> None:
        """`results` answers the query as far as the index knows, where that was asked already."""
        super().__init__(library, query, zone=zone)
        self.results = results
        self.settings = settings
        self._ahead = Prefetcher(self._prepare)
        self._direction = 1
        """whether one reads down the list (1) or up (-1)"""
        self._preview_timer: Timer | None = None
        self._is_remembered = False
        self._is_awaited = False
        self._script: str = settings.script
        self.strip_wanted = settings.strip == "shown"

    def on_mount(self) -> None:
        """Set the article pane as the settings say, and follow where one stands in it."""
        if self.results is not None:
            self.posts.show(self.results, divided=self.query_now.order is not Order.RELEVANCE)
        self.article.configure(
            measure=self.settings.measure,
            paragraphs=self.settings.paragraphs,
            ambiguous_width=self.settings.ambiguous_width,
            script=self.settings.script,
        )
        self.watch(self.article, "progress", self._show_status, init=False)
        self.watch(self.article, "hit", self._show_hit, init=False)

    def is_watching_wanted(self) -> bool:
        """As the settings say."""
        return self.settings.watch

    def _show_status(self) -> None:
        if self.shown is None or self._is_awaited or Pane.ARTICLE not in self.shown_panes():
            self.key_bar.status = ""
            return
        number, count = self.article.hit
        hits = "1 hit" if count == 1 else f"{count} hits"
        found = f"{number} of {hits}   " if number else f"{hits}   " if count else ""
        self.key_bar.status = f"{found}{self.article.progress}%"

    def _show_hit(self) -> None:
        self._show_status()
        self._show_keys()

    def relabelled(self, command: Command) -> Command:
        """While words are found in the article, n goes to the next of them."""
        if command.id == "read.next-unread" and self.pane is Pane.ARTICLE and self.article.has_hits:
            return replace(command, label="Next hit")
        return super().relabelled(command)

    def _lay_out(self) -> None:
        super()._lay_out()
        self._show_status()

    # Reading

    def on_post_list_opened(self, event: PostList.Opened) -> None:
        """Read the post."""
        event.stop()
        self.read(event.post)
        self.go_to(Pane.ARTICLE)

    def on_row_list_moved(self, event: PostList.Moved) -> None:
        """Show the post beside the list once the cursor rests; that alone does not mark it read."""
        event.stop()
        if (
            event.rows is not self.posts
            or self.pane is Pane.ARTICLE
            or Pane.ARTICLE not in self.shown_panes()
        ):
            return
        if self._preview_timer is not None:
            self._preview_timer.stop()
        self._preview_timer = self.set_timer(_PREVIEW_SECONDS, self._preview)

    def listed(self) -> None:
        """A new list brings a new post beside it, unless one is being read."""
        super().listed()
        if self.pane is not Pane.ARTICLE:
            self._preview()
        if not self._is_remembered:
            self._is_remembered = True
            self._remember_looks()

    def loaded(self) -> None:
        """Show the open post anew where its file changed."""
        super().loaded()
        post = self.library.get(self.shown.id) if self.shown is not None else None
        if post is not None and not self._is_awaited and self.library.article_at_hand(post) is None:
            self._show(post, self.article.place)

    def _remember_looks(self) -> None:
        """Keep how the list looks for the first frame of the next start."""
        name = self.app.console.color_system
        if name is not None:
            theme, looks = self.app.theme, self.posts.looks(COLOR_SYSTEMS[name])
            start_in_background(lambda: first_frame.remember(theme, looks))

    def _preview(self) -> None:
        row = self.posts.current
        if row is None or self.pane is Pane.ARTICLE or Pane.ARTICLE not in self.shown_panes():
            return
        if self.shown is None or row.post.id != self.shown.id:
            self._show(row.post)
        elif not self._is_awaited:
            self.article.look_for(self.query_now.words)

    def read(self, post: Post, place: int | None = None) -> None:
        """Open a post, from a place in it or the first hit: it is shown, marked read, and stands on the trail."""
        self.leave_article()
        self.history.visit(post.id)
        if not self.library.is_read(post):
            self.mark_read(post, read=True)
        is_shown = self.shown is not None and post.id == self.shown.id
        if not is_shown or place or (not self._is_awaited and self.library.article_at_hand(post) is None):
            self._show(post, place)
        else:
            self.article.look_for(self.query_now.words)

    def _show(self, post: Post, place: int | None = None) -> None:
        """Show a post: at once where it was converted ahead, else when that is done."""
        self.shown = post
        article = self.library.article_at_hand(post)
        if article is not None:
            self.workers.cancel_group(self, "article")
            self._show_article(post, article, place)
        else:
            self._is_awaited = True
            self._ahead.stop()
            self._show_status()
            self.set_timer(_PATIENCE_SECONDS, lambda: self._say_patience(post))
            self.convert(post, place)

    def _say_patience(self, post: Post) -> None:
        if self._is_awaited and self.shown is not None and self.shown.id == post.id:
            self.article.say("Reading the post …")

    @work(exclusive=True, group="article")
    async def convert(self, post: Post, place: int | None) -> None:
        """Convert a post off the screen's thread."""
        try:
            article = await in_background(lambda: self._converted(post))
        except PostUnreadableError as error:
            self.post_message(self.Unreadable(post, error))
        else:
            self.post_message(self.Converted(post, article, place))

    def on_main_screen_converted(self, event: Converted) -> None:
        """Show the article; one that is no longer wanted is dropped."""
        if self.shown is not None and event.post.id == self.shown.id:
            self._show_article(event.post, event.article, event.place)
            self.paint_now(is_awaited=True)

    def _show_article(self, post: Post, article: Article, place: int | None) -> None:
        self._is_awaited = False
        archived = self.archived_links(post)
        self.article.show(post, article, place=place, words=self.query_now.words, archived=archived)
        self._show_status()
        index = self.posts.place_of(post.id)
        if self.results is not None and index is not None:
            self._ahead.follow(self.results, index, self._direction)

    def _prepare(self, post: Post) -> None:
        article = self.library.article(post)
        links = self.article.prepare_ahead(post, article)
        self.article.paint_ahead(post, article, self.look_up(post, links))

    def _converted(self, post: Post) -> Article:
        """The article, so far prepared that the screen has only to show it."""
        article = self.library.article(post)
        # A long one is shown from its beginning while the rest is set, which the pane sees to.
        if not self.article.is_long(article):
            self._prepare(post)
        return article

    def on_main_screen_unreadable(self, event: Unreadable) -> None:
        """Say that the file has gone."""
        if self.shown is not None and event.post.id == self.shown.id:
            self._is_awaited = False
            self.article.say(str(event.error))

    def action_article(self, steps: int) -> None:
        """Open the next or previous post of the list."""
        self._direction = 1 if steps > 0 else -1
        before = self.posts.cursor
        self.posts.cursor += steps
        row = self.posts.current
        if row is None or self.posts.cursor == before:
            self.say("No further post in this list")
        else:
            self._read_in_place(row.post)

    def _read_in_place(self, post: Post) -> None:
        if self.pane is Pane.ARTICLE:
            self.read(post)
        elif Pane.ARTICLE in self.shown_panes():
            self._preview()

    def action_next_hit_or_unread(self, steps: int) -> None:
        """Go to the next hit in the article, or to the next unread post."""
        if self.pane is Pane.ARTICLE and self.article.has_hits:
            self.article.next_hit(steps)
            return
        results = self.results
        index = results.next_unread(self.posts.cursor, steps) if results is not None else None
        row = self.posts.at(index) if index is not None else None
        if index is None or row is None:
            self.say("No unread post " + ("below" if steps > 0 else "above"))
            return
        self.posts.cursor = index
        self._read_in_place(row.post)

    def on_article_pane_at_end(self, event: ArticlePane.AtEnd) -> None:
        """Space at the end of an article goes on to the next unread; not while it is still awaited."""
        event.stop()
        if self._is_awaited:
            return
        self.article.forget_hits()
        self.action_next_hit_or_unread(1)

    def leave_article(self) -> None:
        """Keep the place in the open article."""
        if self.shown is not None and not self._is_awaited:
            self.history.leave(self.shown.id, self.article.place, self.article.progress)

    def action_history(self, steps: int) -> None:
        """Go back or forward in what was read."""
        self.leave_article()
        stop = self.history.step(steps)
        post = self.library.get(stop.post_id) if stop is not None else None
        if stop is None or post is None:
            self.say("Nothing further back" if steps < 0 else "Nothing further forward")
            return
        self.put_cursor_on(stop.post_id)
        self._show(post, stop.place)
        self.go_to(Pane.ARTICLE)

    def action_back(self) -> None:
        """One step back: article, list, filters off, then out."""
        if self.zen:
            self.action_zen()
        elif self.pane is not Pane.LIST:
            self.go_to(Pane.LIST)
        elif self.query_now != Query():
            self.action_clear_filters()
        else:
            self.app.exit()

    def action_script(self) -> None:
        """Show Chinese as written, then in Traditional, then in Simplified characters."""
        scripts = list(_SCRIPTS)
        self._script = scripts[(scripts.index(self._script) + 1) % len(scripts)]
        self.article.set_script(self._script)
        self.say(_SCRIPTS[self._script])

    # Finding

    def on_article_pane_find_asked(self, event: ArticlePane.FindAsked) -> None:
        """Open the line for words to find."""
        event.stop()
        self.find_bar.open("")

    @on(SearchBar.Typed, "#find")
    def find_words(self, event: SearchBar.Typed) -> None:
        """Mark the words while they are typed."""
        count = self.article.find(event.text)
        event.bar.complain("" if count or not event.text else "Not in this article.")

    @on(SearchBar.Closed, "#find")
    def leave_find(self, event: SearchBar.Closed) -> None:
        """Keep the hits for n and N, or forget them."""
        if not event.kept:
            self.article.forget_hits()
        self.go_to(Pane.ARTICLE)

    def on_article_pane_outline_asked(self, event: ArticlePane.OutlineAsked) -> None:
        """Show the headings and go to the chosen one."""
        from reader.tui.screens.dialogs import OutlineScreen  # not needed for the first frame

        event.stop()
        headings = [(heading.level, heading.text) for heading in self.article.outline]

        def go(index: int | None) -> None:
            if index is not None:
                self.article.go_to_heading(index)

        self.app.push_screen(OutlineScreen(headings), go)
