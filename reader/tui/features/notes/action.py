"""Notes: writes one on the post."""

from __future__ import annotations

from collections.abc import Callable

from reader.errors import StateError
from reader.tui.dispatch import handles
from reader.tui.host import Host, PostsView
from reader.tui.session import Session
from reader.tui.suspending import run_alone


class NotePost:
    """Opens the note on the current post to be written."""

    def __init__(
        self, session: Session, posts: PostsView, show_article: Callable[[], None], host: Host
    ) -> None:
        """`show_article` shows the note over the open article as it is now."""
        self._session = session
        self._posts = posts
        self._show_article = show_article
        self._host = host

    @handles("mark.note")
    def write(self) -> None:
        """Write the note."""
        from reader.tui.features.notes.screen import NoteScreen  # imports the text area, which is slow

        library, post, host = self._session.library, self._host.subject, self._host
        assert post is not None
        try:
            note = library.note(post)
        except StateError as error:
            host.complain(str(error))
            return

        def keep(text: str) -> None:
            library.set_note([post], text)

        def show(is_kept: bool | None) -> None:
            if is_kept:
                self._posts.refresh_marks(post.id)
                self._show_article()
                host.say("✎ note kept" if library.has_note(post) else "no note")

        host.ask(NoteScreen(post, note, keep, lambda program: run_alone(host.app, program)), show)
