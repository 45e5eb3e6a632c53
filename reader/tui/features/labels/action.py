"""Labels: opens the dialog that sets and takes them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from reader.errors import StateError
from reader.post import Post
from reader.tui.dispatch import handles
from reader.tui.host import Host, PostsView
from reader.tui.session import Session


class LabelPosts:
    """Labels the chosen posts, else the current one."""

    def __init__(
        self, session: Session, posts: PostsView, show_article: Callable[[], None], host: Host
    ) -> None:
        """`show_article` shows the labels over the open article as they are now."""
        self._session = session
        self._posts = posts
        self._show_article = show_article
        self._host = host

    @handles("mark.label")
    def show(self) -> None:
        """Show the labels, those of the posts ticked."""
        self._host.with_subjects(lambda posts: posts, self._ask)

    def _ask(self, posts: Sequence[Post]) -> None:
        from reader.tui.features.labels.screen import LabelsScreen  # not needed for the first frame

        try:
            screen = LabelsScreen(self._session.library, posts, lambda: self._show_marks(posts))
        except StateError as error:
            self._host.complain(str(error))
            return
        self._host.ask(screen, lambda _: None)

    def _show_marks(self, posts: Sequence[Post]) -> None:
        self._posts.refresh_marks(posts[0].id if len(posts) == 1 else None)
        self._show_article()
