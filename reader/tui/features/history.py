"""The history: back and forward through the posts that were read, and a list of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from reader.language import tr
from reader.post import Post
from reader.tui.dispatch import handles
from reader.tui.history import Visit
from reader.tui.host import Host
from reader.tui.keys.in_force import key_of
from reader.tui.layout import Pane
from reader.tui.picking import Picking
from reader.tui.reading import Reading
from reader.tui.session import Session
from reader.tui.widgets.picker_rows import PickerRow

_EARLIER = 300
"""number of posts of earlier runs that the history lists"""


class ReadingHistory:
    """Goes back and forward in the history, and lists it."""

    def __init__(
        self,
        session: Session,
        reading: Reading,
        put_cursor_on: Callable[[Post], None],
        picking: Picking,
        host: Host,
    ) -> None:
        """`put_cursor_on` puts the list's cursor on a post if it is listed."""
        self._session = session
        self._reading = reading
        self._put_cursor_on = put_cursor_on
        self._picking = picking
        self._host = host

    @handles("read.back", "read.forward", offered=lambda self, steps: self._reading.history.has_stop(steps))
    def go_back(self, steps: int) -> None:
        """Go back (below 0) or forward in the history."""
        post = self._reading.go_back(steps)
        if post is None:
            self._host.say(tr("Nothing further back") if steps < 0 else tr("Nothing further forward"))
            return
        self._put_cursor_on(post)
        self._host.go_to(Pane.ARTICLE)

    @handles("read.visited")
    def show(self) -> None:
        """List the posts that were read, the latest first."""
        self._reading.leave()
        visits = self._reading.history.visits()
        self._picking.pick(
            tr("What you have read"),
            lambda: self._rows(visits),
            command_id="read.visited",
            loading=tr("Looking back …"),
            empty=tr("Nothing read yet. {key} on a post of the list reads it.", key=key_of("read.open")),
        )

    def _rows(self, visits: Sequence[Visit]) -> list[PickerRow]:
        library = self._session.library
        rows = []
        seen = set()
        for visit in visits:
            if (post := library.get(visit.post_id)) is not None:
                seen.add(post.id)
                reason = f"{visit.progress} %  {post.channel or post.author}"
                rows.append(self._row(post, visit.at, reason, tr("In this run"), visit.place))
        for post, at in library.reading_progress.recently_read(_EARLIER):
            if post.id not in seen:
                rows.append(self._row(post, at, post.channel or post.author, tr("In earlier runs")))
        return rows

    def _row(self, post: Post, at: datetime, reason: str, group: str, place: int = 0) -> PickerRow:
        local = at.astimezone(self._session.zone)
        return PickerRow(
            post.title,
            reason,
            f"{local:%Y-%m-%d}",
            f"{local:%H:%M}",
            post,
            post.source,
            place,
            is_read=True,
            group=group,
        )
