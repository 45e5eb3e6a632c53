"""Moves through the list while reading: next or previous article, hit, or unread post."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from reader.language import tr
from reader.post import Post, PostId
from reader.tui.dispatch import handles
from reader.tui.host import Host, PostsView
from reader.tui.keys.in_force import key_of
from reader.tui.layout import Pane
from reader.tui.reading import Reading
from reader.tui.session import Session


class HitsView(Protocol):
    """The part of the article view that shows hits."""

    @property
    def has_hits(self) -> bool:
        """Whether any hits are highlighted."""

    def has_further_hit(self, steps: int) -> bool:
        """Return whether another hit follows in a direction, or the hits go round."""

    def next_hit(self, steps: int) -> bool:
        """Move by `steps` from hit to hit, and return whether that was round the end of the text."""

    def forget_hits(self) -> None:
        """Highlight nothing any more."""


class Steps:
    """Goes from post to post and from hit to hit."""

    def __init__(
        self,
        session: Session,
        posts: PostsView,
        article: HitsView,
        reading: Reading,
        preview: Callable[[], None],
        step_along: Callable[[int], bool],
        host: Host,
    ) -> None:
        """`preview` shows the post under the cursor beside the list.

        `step_along` goes along the contexts that the article was opened from; False if it was not.
        """
        self._session = session
        self._posts = posts
        self._article = article
        self._reading = reading
        self._preview = preview
        self._step_along = step_along
        self._host = host
        self._at_end: tuple[PostId | None, bool] | None = None
        """the post at whose last hit a step was asked for, and whether downwards"""

    def _beside(self, steps: int) -> int | None:
        """Return the index of the post so many rows further on, at most the last or the first; None at an end."""
        results, start = self._session.results, self._posts.start(steps)
        index = min(max(start + steps, 0), len(results) - 1) if results is not None else -1
        return index if index >= 0 and index != start else None

    @handles("read.next", "read.previous", offered=lambda self, steps: self._beside(steps) is not None)
    def go_to_article(self, steps: int) -> None:
        """Open the next or previous post of the list."""
        self._reading.direction = 1 if steps > 0 else -1
        index = self._beside(steps)
        row = self._posts.at(index) if index is not None else None
        if index is None or row is None:
            self._host.say(tr("No further post in this list"))
        else:
            self._go(index, row.post)

    def _go(self, index: int, post: Post) -> None:
        self._posts.settle()
        self._posts.cursor = index
        if self._host.pane is Pane.ARTICLE:
            # Reading on is not looking up: the words stay marked, but the article begins where it was left.
            self._reading.read(post, 0)
        else:
            self._preview()

    @property
    def is_among_hits(self) -> bool:
        """Whether the next step goes to a hit, not to an unread post."""
        return self._host.pane is Pane.ARTICLE and self._article.has_hits

    def _has_hit_or_unread(self, steps: int) -> bool:
        return self.is_among_hits or self._unread_beside(steps) is not None

    def _unread_beside(self, steps: int) -> int | None:
        results = self._session.results
        return results.next_unread(self._posts.start(steps), steps) if results is not None else None

    @handles("read.next-unread", "read.previous-unread", offered=_has_hit_or_unread)
    def go_to_hit_or_unread(self, steps: int) -> None:
        """Go to the next hit in the article or among the contexts, or to the next unread post."""
        if self._step_along(steps):
            return
        if self.is_among_hits:
            if self._article.has_further_hit(steps):
                self._at_end = None
                if self._article.next_hit(steps):
                    self._host.say(
                        tr("Past the end: going on from the beginning")
                        if steps > 0
                        else tr("Past the beginning: going on from the end")
                    )
                return
            here = (self._reading.post.id if self._reading.post is not None else None, steps > 0)
            if self._at_end != here:
                self._at_end = here
                self._host.say(
                    tr("The last hit: once more goes to the next unread post")
                    if steps > 0
                    else tr("The first hit: once more goes to the previous unread post")
                )
                return
            self._at_end = None
        index = self._unread_beside(steps)
        row = self._posts.at(index) if index is not None else None
        if index is None or row is None:
            self._host.say(self._why_no_unread(steps))
            return
        self._go(index, row.post)

    def _why_no_unread(self, steps: int) -> str:
        """Return that no unread post follows in a direction, and how many there are in the other."""
        results = self._session.results
        unread = results.unread_count() if results is not None else 0
        if results is not None and (row := self._posts.current) is not None and not self._posts.holds_place:
            unread -= not self._session.library.is_read(row.post)
        if not unread:
            return (
                tr("No unread post below, nor elsewhere in this list")
                if steps > 0
                else tr("No unread post above, nor elsewhere in this list")
            )
        if steps > 0:
            key = key_of("read.previous-unread")
            return tr("No unread post below: {unread:,} above, {key} goes there", unread=unread, key=key)
        key = key_of("read.next-unread")
        return tr("No unread post above: {unread:,} below, {key} goes there", unread=unread, key=key)

    def go_on(self) -> None:
        """Continue with the next unread post at the end of an article, unless it is still loading."""
        if not self._reading.is_awaited:
            self._article.forget_hits()
            self.go_to_hit_or_unread(1)
