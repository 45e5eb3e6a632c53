"""The posts that commands of the main screen act on: the open one, the one under the cursor, or the chosen ones."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from reader.post import Post
from reader.tui.features.posts.pane import PostsPane
from reader.tui.layout import Pane
from reader.tui.session import Session

Answer = TypeVar("Answer")


class Subjects:
    """Finds the posts that a command acts on."""

    def __init__(
        self,
        session: Session,
        posts: PostsPane,
        current_pane: Callable[[], Pane],
        open_post: Callable[[], Post | None],
    ) -> None:
        self._session = session
        self._posts = posts
        self._current_pane = current_pane
        self._open_post = open_post

    @property
    def subject(self) -> Post | None:
        """The open post in the article pane, else the one under the cursor of the list."""
        if self._current_pane() is Pane.ARTICLE:
            return self._open_post()
        row = self._posts.current
        return row.post if row is not None else None

    def work_on(self, work: Callable[[Sequence[Post]], Answer], then: Callable[[Answer], object]) -> None:
        """Do work on the chosen posts, else on the subject, and call `then` with its result; see `Session.say`."""
        results, subject = self._session.results, self.subject
        in_list = self._current_pane() is not Pane.ARTICLE and results is not None
        rows = self._posts.chosen if in_list else ()

        def answers() -> list[Answer]:
            if rows and results is not None:
                posts = results.posts_at(rows)  # without those that have left the index since
            else:
                posts = [subject] if subject is not None else []
            return [work(posts)] if posts else []

        def take(found: list[Answer]) -> None:
            for answer in found:
                then(answer)

        self._session.say(answers, take, posts=len(rows))
