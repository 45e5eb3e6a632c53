"""What hangs together: the story of a post, who links to it, and what was read in this run and before."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, tzinfo
from typing import TYPE_CHECKING

from reader.library import Library
from reader.post import Post, PostDate
from reader.query import Query
from reader.tui.history import History, Visit
from reader.tui.screens.linking import LinkingScreen
from reader.tui.screens.panes import command_named
from reader.tui.widgets.picker_rows import Entry

if TYPE_CHECKING:
    from reader.library.story import StoryEntry

_EARLIER = 300
"""posts of earlier runs that the history shows"""


class ConnectedScreen(LinkingScreen):
    """The views of posts that belong to the one that is open, or to the person's own reading."""

    def __init__(self, library: Library, query: Query, *, zone: tzinfo) -> None:
        super().__init__(library, query, zone=zone)
        self.history = History()

    def leave_article(self) -> None:
        """Keep the place in the open article."""
        raise NotImplementedError

    # The story

    def action_story(self) -> None:
        """Show what hangs together with the post, in order of time."""
        if (post := self.subject) is None:
            self.say("No post to tell the story of")
            return
        self._choose_from(
            f"The story of {post.title}",
            lambda: self._story(post),
            command="read.story",
            loading="Looking for what belongs to this story …",
            empty="Nothing hangs together with this post: it has no timeline and no related links, no post of "
            "the archive links to it, and none of these weeks shares rare words with it.",
        )

    def _story(self, post: Post) -> list[Entry]:
        entries = self.library.story(post)
        return [self._told(entry) for entry in entries] if len(entries) > 1 else []

    def _told(self, entry: StoryEntry) -> Entry:
        day, clock = self._when(entry.time)
        elsewhere = () if entry.post is not None else ("not in the archive",)
        return Entry(
            entry.title,
            " · ".join((*elsewhere, *map(str, entry.reasons))),
            day or "no date",
            clock,
            entry.post,
            entry.url,
            is_here=entry.is_open,
            is_read=entry.post is not None and self.library.is_read(entry.post),
        )

    def _when(self, date: PostDate | None) -> tuple[str, str]:
        """Day and time in the reader's zone, as far as they are known."""
        if date is None:
            return "", ""
        local = date.local(self.zone)
        return f"{local:%Y-%m-%d}", "" if date.day_only else f"{local:%H:%M}"

    # Who links here

    def action_backlinks(self) -> None:
        """Show the posts that link to this one."""
        if (post := self.subject) is None:
            self.say("No post to look for links to")
            return
        self._choose_from(
            f"Who links to {post.title}",
            lambda: [self._entry(other) for other in self.library.linking_to(post)],
            command="link.backlinks",
            loading="Looking for links …",
            empty="No other post links to this one. r shows what else belongs to its story.",
        )

    def _entry(self, post: Post) -> Entry:
        day, clock = self._when(post.date)
        return Entry(
            post.title,
            post.channel or post.author,
            day or "no date",
            clock,
            post,
            post.source,
            is_read=self.library.is_read(post),
        )

    # The history

    def action_visited(self) -> None:
        """Show what was read, the last first."""
        self.leave_article()
        visits = self.history.visits()
        self._choose_from(
            "What you have read",
            lambda: self._visited(visits),
            command="read.visited",
            loading="Looking back …",
            empty="Nothing read yet. Enter on a post of the list reads it.",
        )

    def _visited(self, visits: Sequence[Visit]) -> list[Entry]:
        entries = []
        seen = set()
        for visit in visits:
            if (post := self.library.get(visit.post_id)) is not None:
                seen.add(post.id)
                reason = f"{visit.progress} %  {post.channel or post.author}"
                entries.append(self._seen(post, visit.at, reason, "In this run", visit.place))
        for post, at in self.library.recently_read(_EARLIER):
            if post.id not in seen:
                entries.append(self._seen(post, at, post.channel or post.author, "Before"))
        return entries

    def _seen(self, post: Post, at: datetime, reason: str, group: str, place: int = 0) -> Entry:
        local = at.astimezone(self.zone)
        return Entry(
            post.title,
            reason,
            f"{local:%Y-%m-%d}",
            f"{local:%H:%M}",
            post,
            post.source,
            place,
            is_read=True,
            group=group,
        )

    def _choose_from(
        self,
        title: str,
        gather: Callable[[], Sequence[Entry]],
        *,
        command: str,
        loading: str,
        empty: str,
    ) -> None:
        """Show articles and read the one that is chosen."""
        from reader.tui.screens.article_picker import ArticlePicker  # not needed for the first frame

        def read(entry: Entry | None) -> None:
            if entry is not None and entry.post is not None:
                self.go_to_post(entry.post, entry.place)

        key = command_named(command).keys[0]
        screen = ArticlePicker(title, gather, self.open_outside, key=key, loading=loading, empty=empty)
        self.app.push_screen(screen, read)
