"""Where the user is in each article: remembered while it is read, and the list of those to go on with."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterable
from typing import NamedTuple, Protocol

from reader.errors import StateError
from reader.language import tr
from reader.post import Post, PostId
from reader.text.passage import Passage
from reader.tui.dispatch import handles
from reader.tui.host import PostsView
from reader.tui.picking import Picking
from reader.tui.post_lines import progress_sign
from reader.tui.reading import Reading
from reader.tui.session import Session
from reader.tui.thread_pool import start_in_background
from reader.tui.widgets.picker_rows import PickerRow

SECONDS = 1.0
"""time between two looks at where the user is"""
_WHOLE = 1000
_MOST_LISTED = 300


class PlaceView(Protocol):
    """The article view, as far as it tells where the user is."""

    @property
    def place(self) -> int:
        """The offset in the article's text of the first line on the screen."""

    @property
    def progress(self) -> int:
        """How much of the article has been on the screen, in per cent."""

    @property
    def left_place(self) -> Passage | None:
        """What stands at the top of the screen; None at the top of the article."""


class _Place(NamedTuple):
    post: Post
    passage: Passage | None
    progress: int


class Places:
    """Remembers the place in an opened article; what is only shown beside the list is not begun."""

    def __init__(
        self, session: Session, reading: Reading, article: PlaceView, posts: PostsView, picking: Picking
    ) -> None:
        self._session = session
        self._reading = reading
        self._article = article
        self._posts = posts
        self._picking = picking
        self._opened: PostId | None = None
        self._noted: tuple[PostId, int, int] | None = None
        """the post, place and progress that were noted last"""
        self._lock = threading.Lock()
        self._writing = threading.Lock()
        self._waiting: dict[PostId, _Place] = {}
        """what is still to be written"""
        reading.leaving.connect(lambda _: self.note())
        reading.opened.connect(self._begin)
        reading.returned.connect(self._begin)

    def _begin(self, post: Post) -> None:
        self._opened, self._noted = post.id, None

    def note(self) -> None:
        """Note where the user is, if that has changed; it is written in another thread, so that no key waits for it."""
        post, article = self._reading.post, self._article
        if post is None or post.id != self._opened or self._reading.is_awaited:
            return
        now = (post.id, article.place, article.progress)
        if now == self._noted:
            return
        is_first, self._noted = self._noted is None, now
        before = self._session.library.reading_progress.of(post)
        is_at_end = article.progress == 100
        passage = None if is_at_end else article.left_place
        if is_at_end:
            progress = _WHOLE
        elif passage is not None:
            progress = max(before, min(max(article.progress * 10, 1), _WHOLE - 1))
        else:
            progress = before
        if is_first and progress == before and passage is None:
            return  # Nothing was scrolled yet.
        with self._lock:
            self._waiting[post.id] = _Place(post, passage, progress)
        start_in_background(self._write)

    def finish(self) -> None:
        """Note where the user is, and write what is not written yet."""
        self.note()
        self._write()

    def _write(self) -> None:
        with self._writing:
            # Not held while it is written: a key that notes a place waits for no other program.
            with self._lock:
                waiting, self._waiting = self._waiting, {}
            library = self._session.library
            changed = []
            for place in waiting.values():
                before = progress_sign(library.reading_progress.of(place.post))
                # That the marks cannot be written is said of what is marked by a key.
                with contextlib.suppress(StateError):
                    library.reading_progress.keep(*place)
                if progress_sign(place.progress) != before:
                    changed.append(place.post.id)
        if changed:
            self._session.jobs.call(lambda: self._show(changed))

    def _show(self, post_ids: Iterable[PostId]) -> None:
        """Show how far one came in the rows of these posts."""
        for post_id in post_ids:
            self._posts.refresh_marks(post_id)

    @handles("read.continue")
    def show(self) -> None:
        """List the articles that were begun and not finished, most recent first."""
        self._reading.leave()
        self._picking.pick(
            tr("Go on reading"),
            self._rows,
            command_id="read.continue",
            loading=tr("Looking back …"),
            empty=tr("Nothing is begun and not finished."),
        )

    def _rows(self) -> list[PickerRow]:
        self._write()
        rows = []
        for post, progress, at in self._session.library.reading_progress.begun(_MOST_LISTED):
            local = at.astimezone(self._session.zone)
            reason = f"{progress // 10} %  {post.channel or post.author}"
            day, clock = f"{local:%Y-%m-%d}", f"{local:%H:%M}"
            rows.append(PickerRow(post.title, reason, day, clock, post, post.source, is_read=True))
        return rows
