"""The story of a post: articles about the same events, in order of time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.language import tr
from reader.post import Post
from reader.tui.dispatch import handles
from reader.tui.host import Host
from reader.tui.picking import Picking
from reader.tui.session import Session
from reader.tui.widgets.picker_rows import PickerRow

if TYPE_CHECKING:
    from reader.library.story import StoryEntry


class Story:
    """Lists the story of a post."""

    def __init__(self, session: Session, picking: Picking, host: Host) -> None:
        self._session = session
        self._picking = picking
        self._host = host

    @handles("read.story")
    def show(self) -> None:
        """List the story of the current post."""
        post = self._host.subject
        assert post is not None
        self._picking.pick(
            tr("The story of {title}", title=post.title),
            lambda: self._rows(post),
            command_id="read.story",
            loading=tr("Looking for what belongs to this story …"),
            empty=tr(
                "This post has no story: it has no timeline and no related links, no post of the archive "
                "links to it, and none of these weeks shares rare words with it."
            ),
        )

    def _rows(self, post: Post) -> list[PickerRow]:
        entries = self._session.library.related.story(post)
        return [self._row(entry) for entry in entries] if len(entries) > 1 else []

    def _row(self, entry: StoryEntry) -> PickerRow:
        day, clock = self._picking.when(entry.time)
        elsewhere = () if entry.post is not None else (tr("not in the archive"),)
        return PickerRow(
            entry.title,
            " · ".join((*elsewhere, *map(str, entry.reasons))),
            day,
            clock,
            entry.post,
            entry.url,
            is_here=entry.is_open,
            is_read=entry.post is not None and self._session.library.is_read(entry.post),
        )
