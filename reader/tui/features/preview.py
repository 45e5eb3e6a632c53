"""The preview: the article beside the list follows the resting cursor, without marking the post read."""

from __future__ import annotations

import asyncio

from reader.tui.host import Host, PostsView
from reader.tui.layout import Pane
from reader.tui.reading import Reading
from reader.tui.session import Listing, Session

_REST_SECONDS = 0.12
"""time without cursor movement after which the article follows"""


class Preview:
    """Shows the post under the cursor in the article pane beside the list."""

    def __init__(self, session: Session, posts: PostsView, reading: Reading, host: Host) -> None:
        self._posts = posts
        self._reading = reading
        self._host = host
        self._timer: asyncio.TimerHandle | None = None
        session.listed.connect(self._follow_list)

    @property
    def _is_wanted(self) -> bool:
        return self._host.pane is not Pane.ARTICLE and Pane.ARTICLE in self._host.shown_panes()

    def _follow_list(self, listing: Listing) -> None:
        if not listing.is_whole:
            return
        if not len(listing.results) and self._is_wanted:
            self._reading.close()
        elif not self._posts.holds_place:  # The open post stays where only its row has left the list.
            self.show()

    def follow_cursor(self) -> None:
        """Show the post under the cursor once the cursor rests."""
        if self._timer is not None:
            self._timer.cancel()
        if self._is_wanted:
            self._timer = asyncio.get_running_loop().call_later(_REST_SECONDS, self.show)

    def stop(self) -> None:
        """Follow the cursor no more: the screen goes."""
        if self._timer is not None:
            self._timer.cancel()

    def show(self) -> None:
        """Show the post under the cursor now, if the article pane is beside the list."""
        row = self._posts.current
        if row is not None and self._is_wanted:
            self._reading.preview(row.post)
