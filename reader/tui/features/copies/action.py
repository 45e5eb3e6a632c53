"""Copies: lists the files that hold the same post, and how they differ."""

from __future__ import annotations

from reader.post import Post
from reader.tui.dispatch import handles
from reader.tui.host import Host
from reader.tui.session import Session


class Copies:
    """Opens the list of copies."""

    def __init__(self, session: Session, host: Host) -> None:
        self._session = session
        self._host = host

    @handles("read.copies")
    def show(self) -> None:
        """List the files that hold the current post, and open the chosen one."""
        from reader.tui.features.copies.screen import CopiesScreen  # not needed for the first frame

        post = self._host.subject
        assert post is not None
        session = self._session
        library = session.library
        screen = CopiesScreen(
            lambda: library.related.copies(post),
            library.related.difference,
            session.jobs,
            zone=session.zone,
            archive_names=library.archive_names,
        )
        self._host.ask(screen, self._open)

    def _open(self, post: Post | None) -> None:
        if post is not None:
            self._host.open_post(post)
