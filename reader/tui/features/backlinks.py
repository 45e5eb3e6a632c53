"""Backlinks: the posts that link to a post."""

from __future__ import annotations

from reader.language import tr
from reader.tui.dispatch import handles
from reader.tui.host import Host
from reader.tui.keys.in_force import key_of
from reader.tui.picking import Picking
from reader.tui.session import Session


class Backlinks:
    """Lists the posts that link to a post."""

    def __init__(self, session: Session, picking: Picking, host: Host) -> None:
        self._session = session
        self._picking = picking
        self._host = host

    @handles("link.backlinks")
    def show(self) -> None:
        """Show the posts that link to the current one."""
        post = self._host.subject
        assert post is not None
        library = self._session.library
        self._picking.pick(
            tr("Who links to {title}", title=post.title),
            lambda: [self._picking.row(other) for other in library.related.linking_to(post)],
            command_id="link.backlinks",
            loading=tr("Looking for links …"),
            empty=tr(
                "No other post links to this one. {key} shows what else belongs to its story.",
                key=key_of("read.story"),
            ),
        )
