"""The list's position in time, shared by all features that move or narrow the list in time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from reader.language import tr
from reader.post import Post
from reader.query.moments import Period
from reader.tui.host import Host, PostsView
from reader.tui.keys.in_force import key_of
from reader.tui.layout import Pane
from reader.tui.session import Session


class ListTime:
    """Reads and changes the position of the list in time."""

    def __init__(
        self, session: Session, posts: PostsView, read: Callable[[Post], object], host: Host
    ) -> None:
        """`read` opens a post; it is called when the list moves while the article pane has the focus."""
        self._session = session
        self._posts = posts
        self._read = read
        self._host = host

    @property
    def day(self) -> date | None:
        """The day of the post under the list's cursor."""
        row = self._posts.current
        if row is None or row.post.date is None:
            return None
        return row.post.date.day(self._session.zone)

    def has_order(self) -> bool:
        """Return whether the list is sorted by time; say so if it is not."""
        if not self._session.is_by_time:
            self._host.say(
                tr(
                    "This list does not go by time: {key}, or sort:newest, puts it in that order",
                    key=key_of("filter.relevance"),
                )
            )
        return self._session.is_by_time

    def go_to_index(self, index: int, *, near_top: bool = False) -> None:
        """Put the cursor on the post at an index of the list, which is scrolled to it, or so that it begins with it."""
        if near_top:
            self._posts.go_near_top(index)
        else:
            self._posts.cursor = index
        row = self._posts.current
        if row is not None and self._host.pane is Pane.ARTICLE:
            self._read(row.post)

    def narrow(self, first: Period, last: Period) -> None:
        """Filter by the periods from first to last, or drop that filter if it is in force; focus the list."""
        session = self._session
        now = session.query.period
        is_again = now is not None and (now.first, now.last) == (first, last)
        session.set_query(session.query.with_period(*((None, None) if is_again else (first, last))))
        self._host.go_to(Pane.LIST)
