"""Labels: opens the dialog that sets and takes them."""

from __future__ import annotations

from collections.abc import Sequence

from reader.errors import StateError
from reader.post import Post
from reader.tui.dispatch import handles
from reader.tui.host import Host
from reader.tui.session import Session


class LabelPosts:
    """Labels the chosen posts, else the current one."""

    def __init__(self, session: Session, host: Host) -> None:
        self._session = session
        self._host = host

    @handles("mark.label")
    def show(self) -> None:
        """Show the labels, those of the posts ticked."""
        self._host.with_subjects(lambda posts: posts, self._ask)

    def _ask(self, posts: Sequence[Post]) -> None:
        from reader.tui.features.labels.screen import LabelsScreen  # not needed for the first frame

        try:
            screen = LabelsScreen(self._session.library, posts, lambda: self._host.show_said(posts))
        except StateError as error:
            self._host.complain(str(error))
            return
        self._host.ask(screen, lambda _: None)
