"""Marks: read, unread and starred."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from reader.language import ntr, tr
from reader.post import Post, PostId
from reader.tui.dispatch import handles
from reader.tui.host import Host, PostsView
from reader.tui.keys.in_force import key_of
from reader.tui.session import Session
from reader.tui.signals import Signal


class _Marked(NamedTuple):
    """Posts that were marked."""

    posts: Sequence[Post]
    value: bool
    """whether they have the mark now"""
    changed: int
    """how many of them had it not before, or had it"""

    def told(self, one: str, several: Callable[..., str]) -> str:
        """Return what was done in the words for one post, or in those for several, with their number and the way back."""
        return one if len(self.posts) == 1 else several(self.changed, key=key_of("mark.undo"))


def _starred(count: int, key: str) -> str:
    return ntr(
        "{count} post starred, {key} takes it back",
        "{count} posts starred, {key} takes it back",
        count,
        key=key,
    )


def _unstarred(count: int, key: str) -> str:
    return ntr(
        "{count} post unstarred, {key} takes it back",
        "{count} posts unstarred, {key} takes it back",
        count,
        key=key,
    )


def _read(count: int, key: str) -> str:
    return ntr(
        "{count} post marked read, {key} takes it back",
        "{count} posts marked read, {key} takes it back",
        count,
        key=key,
    )


def _unread(count: int, key: str) -> str:
    return ntr(
        "{count} post marked unread, {key} takes it back",
        "{count} posts marked unread, {key} takes it back",
        count,
        key=key,
    )


class Marks:
    """Changes the marks of posts; each change is on disk before the screen shows it, or it is said that it is not."""

    def __init__(self, session: Session, posts: PostsView, host: Host) -> None:
        self._session = session
        self._posts = posts
        self._host = host
        self._told_unread: PostId | None = None
        """the post of the last note that one was marked unread, which may still be shown"""
        self.read_changed: Signal[int | None] = Signal()
        """by how many the number of read posts in the list grew; None if it has to be counted again"""

    def mark_opened(self, post: Post) -> None:
        """Mark an opened post read."""
        if self._session.library.is_read(post):
            return
        self._session.library.mark_read([post], read=True, is_durable=False)
        self._posts.refresh_marks(post.id)
        self._session.said.emit(None)
        if self._posts.index_of(post.id) is not None:
            self.read_changed.emit(1)
        if self._told_unread == post.id:
            self._host.say(tr("marked read"))
        self._told_unread = None

    @handles("mark.star")
    def toggle_star(self) -> None:
        """Star the chosen posts, or remove their stars if all have one."""
        library = self._session.library

        def star(posts: Sequence[Post]) -> _Marked:
            starred = not all(map(library.is_starred, posts))
            return _Marked(posts, starred, library.star(posts, starred))

        def say(marked: _Marked) -> None:
            self._show(marked)
            self._host.say(
                marked.told(tr("★ starred"), _starred)
                if marked.value
                else marked.told(tr("star taken away"), _unstarred)
            )

        self._host.with_subjects(star, say)

    @handles("mark.read")
    def toggle_read(self) -> None:
        """Mark the chosen posts read, or unread if all are read."""
        library = self._session.library

        def mark(posts: Sequence[Post]) -> _Marked:
            read = not all(map(library.is_read, posts))
            return _Marked(posts, read, library.mark_read(posts, read))

        def say(marked: _Marked) -> None:
            self._show(marked)
            is_one = len(marked.posts) == 1
            self._told_unread = marked.posts[0].id if is_one and not marked.value else None
            if not is_one:
                self.read_changed.emit(None)
            elif self._posts.index_of(marked.posts[0].id) is not None:
                self.read_changed.emit(1 if marked.value else -1)
            self._host.say(
                marked.told(tr("marked read"), _read)
                if marked.value
                else marked.told(tr("marked unread"), _unread)
            )

        self._host.with_subjects(mark, say)

    def _show(self, marked: _Marked) -> None:
        self._posts.refresh_marks(marked.posts[0].id if len(marked.posts) == 1 else None)
        self._session.said.emit(None)

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

        self._session.say(mark, self._all_marked, posts=len(results))

    def _all_marked(self, count: int) -> None:
        if count:
            self._posts.refresh_marks()
            self._session.said.emit(None)
            self.read_changed.emit(None)
            self._host.say(_read(count, key_of("mark.undo")))
