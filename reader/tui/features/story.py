"""The story of a post: what belongs to the same events, in order of time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.post import Post
from reader.tui.dispatch import handles
from reader.tui.host import Host
from reader.tui.picking import Picking
from reader.tui.session import Session
from reader.tui.widgets.picker_rows import Entry

if TYPE_CHECKING:
    from reader.library.story import StoryEntry


class Story:
    """Shows the story of a post."""

    def __init__(self, session: Session, picking: Picking, host: Host) -> None:
        self._session = session
        self._picking = picking
        self._host = host

    @handles("read.story")
    def show(self) -> None:
        """Show what belongs to the post's story."""
        if (post := self._host.subject) is None:
            self._host.say("No post to tell the story of")
            return
        self._picking.pick(
            f"The story of {post.title}",
            lambda: self._entries(post),
            command_id="read.story",
            loading="Looking for what belongs to this story …",
            empty="Nothing hangs together with this post: it has no timeline and no related links, no post of "
            "the archive links to it, and none of these weeks shares rare words with it.",
        )

    def _entries(self, post: Post) -> list[Entry]:
        entries = self._session.library.story(post)
        return [self._entry(entry) for entry in entries] if len(entries) > 1 else []

    def _entry(self, entry: StoryEntry) -> Entry:
        day, clock = self._picking.when(entry.time)
        elsewhere = () if entry.post is not None else ("not in the archive",)
        return Entry(
            entry.title,
            " · ".join((*elsewhere, *map(str, entry.reasons))),
            day,
            clock,
            entry.post,
            entry.url,
            is_here=entry.is_open,
            is_read=entry.post is not None and self._session.library.is_read(entry.post),
        )
