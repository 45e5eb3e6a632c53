"""From post to post: the next and the previous article, the next hit or unread post."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from reader.post import Post
from reader.tui.dispatch import handles
from reader.tui.host import Host, PostsView
from reader.tui.layout import Pane
from reader.tui.reading import Reading
from reader.tui.session import Session


class HitsView(Protocol):
    """The article, as far as it shows hits."""

    @property
    def has_hits(self) -> bool:
        """Whether any word is found in the article."""

    def next_hit(self, steps: int) -> None:
        """Go to the next hit, or back."""

    def forget_hits(self) -> None:
        """Show no hits any more."""


class Steps:
    """Goes through the list without leaving the article."""

    def __init__(
        self,
        session: Session,
        posts: PostsView,
        article: HitsView,
        reading: Reading,
        preview: Callable[[], None],
        host: Host,
    ) -> None:
        """`preview` shows the post under the cursor beside the list."""
        self._session = session
        self._posts = posts
        self._article = article
        self._reading = reading
        self._preview = preview
        self._host = host

    @handles("read.next", "read.previous")
    def go_to_article(self, steps: int) -> None:
        """Open the next or previous post of the list."""
        self._reading.direction = 1 if steps > 0 else -1
        before = self._posts.cursor
        self._posts.cursor += steps
        row = self._posts.current
        if row is None or self._posts.cursor == before:
            self._host.say("No further post in this list")
        else:
            self._show(row.post)

    def _show(self, post: Post) -> None:
        if self._host.pane is Pane.ARTICLE:
            self._reading.read(post)
        else:
            self._preview()

    @property
    def is_among_hits(self) -> bool:
        """Whether `next` goes from hit to hit."""
        return self._host.pane is Pane.ARTICLE and self._article.has_hits

    @handles("read.next-unread", "read.previous-unread")
    def go_to_hit_or_unread(self, steps: int) -> None:
        """Go to the next hit in the article, or to the next unread post."""
        if self.is_among_hits:
            self._article.next_hit(steps)
            return
        results = self._session.results
        index = results.next_unread(self._posts.cursor, steps) if results is not None else None
        row = self._posts.at(index) if index is not None else None
        if index is None or row is None:
            self._host.say("No unread post " + ("below" if steps > 0 else "above"))
            return
        self._posts.cursor = index
        self._show(row.post)

    def go_on(self) -> None:
        """Go on from the end of an article to the next unread post; not while the article is still awaited."""
        if not self._reading.is_awaited:
            self._article.forget_hits()
            self.go_to_hit_or_unread(1)
