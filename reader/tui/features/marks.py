"""Marks: read, unread and starred."""

from __future__ import annotations

from reader.errors import StateError
from reader.post import Post, PostId
from reader.tui.dispatch import handles
from reader.tui.host import Host, PostsView
from reader.tui.session import Session
from reader.tui.signals import Signal


class Marks:
    """Changes the marks of posts; each change is on disk before the screen shows it."""

    def __init__(self, session: Session, posts: PostsView, host: Host) -> None:
        self._session = session
        self._posts = posts
        self._host = host
        self._complaint = session.library.marks_problem
        self._told_unread: PostId | None = None
        """the post of the last note that one was marked unread, which may still be shown"""
        self.read_changed: Signal[int | None] = Signal()
        """by how many the number of read posts in the list grew; None if it has to be counted again"""

    def mark_opened(self, post: Post) -> None:
        """Mark an opened post read."""
        is_new = not self._session.library.is_read(post)
        if is_new and self._mark_read(post, read=True, is_by_itself=True):
            if self._told_unread == post.id:
                self._host.say("marked read")
            self._told_unread = None

    def _mark_read(self, post: Post, *, read: bool, is_by_itself: bool = False) -> bool:
        """Mark a post; return whether that was done. What is marked by itself complains once."""
        try:
            self._session.library.mark_read([post], read, is_durable=not is_by_itself)
        except StateError as error:
            if not is_by_itself or str(error) != self._complaint:
                self._host.complain(str(error))
            self._complaint = str(error)
            return False
        self._posts.refresh_marks(post.id)
        if self._posts.index_of(post.id) is not None:
            self.read_changed.emit(1 if read else -1)
        return True

    @handles("mark.star")
    def toggle_star(self) -> None:
        """Star the current post, or remove its star."""
        post = self._host.subject
        assert post is not None
        library = self._session.library
        starred = not library.is_starred(post)
        try:
            library.star([post], starred)
        except StateError as error:
            self._host.complain(str(error))
            return
        self._posts.refresh_marks(post.id)
        self._host.say("★ starred" if starred else "star taken away")

    @handles("mark.read")
    def toggle_read(self) -> None:
        """Mark the current post read, or unread if it is read."""
        post = self._host.subject
        assert post is not None
        read = not self._session.library.is_read(post)
        if self._mark_read(post, read=read):
            self._told_unread = None if read else post.id
            self._host.say("marked read" if read else "marked unread")

    @handles("mark.all")
    def mark_all_read(self) -> None:
        """Mark all listed posts read, in a single change that can be undone."""
        results, library = self._session.results, self._session.library
        assert results is not None

        def mark() -> int:
            unread = list(results.unread_posts())
            if unread:
                library.mark_read(unread, read=True)
            return len(unread)

        self._session.jobs.ask("mark all", mark, self._all_marked)

    def _all_marked(self, count: int) -> None:
        if count:
            self._posts.refresh_marks()
            self.read_changed.emit(None)
            self._host.say(f"{count:,} marked read, U takes it back")
