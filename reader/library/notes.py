"""Notes on posts, in Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from reader.errors import UsageError
from reader.language import tr
from reader.library.post_marks import PostMarks
from reader.post import Post
from reader.state.statements import Kind
from reader.text.equivalence import composed
from reader.text.safe import clean

if TYPE_CHECKING:
    from reader.library.drafts import Draft
    from reader.query.pattern import Pattern
    from reader.state.ledger import Ledger
    from reader.text.excerpt import Excerpt

LONGEST_NOTE = 1_000_000
"""characters of the longest note"""


class NoteError(UsageError):
    """A text cannot be a note."""


def note_text(text: str) -> str:
    """Return a note as it is kept: without control characters, and blank lines around it. Raise NoteError."""
    note = clean(composed(text)).strip("\n").rstrip()
    if not note.strip():
        return ""
    if len(note) > LONGEST_NOTE:
        raise NoteError(
            tr(
                "A note has at most {most:,} characters, and this one has {count:,}: shorten it.",
                most=LONGEST_NOTE,
                count=len(note),
            )
        )
    return note


class Notes:
    """The notes on posts. Copies of a post share one. Thread-safe."""

    def __init__(self, marks: PostMarks, ledger: Ledger) -> None:
        self._marks = marks
        self._ledger = ledger

    def of(self, post: Post) -> str:
        """Return the note on the post; empty if it has none. Raise StateError."""
        return self._marks.value(post, Kind.NOTE) or ""

    def is_on(self, post: Post) -> bool:
        """Return whether the post or a copy of it has a note."""
        return self._marks.is_marked(post, Kind.NOTE)

    def draft(self, posts: Sequence[Post], highlight: str = "") -> Draft:
        """Return the draft of the note on these posts, or on a highlight of the only one, given by its identifier."""
        from reader.library.drafts import draft_of  # not needed for the first frame

        return draft_of(self._ledger, self._marks, posts, highlight)

    def excerpt(self, post: Post, patterns: Sequence[Pattern]) -> Excerpt | None:
        """Return the line of the notes on a post and its highlights with most of the patterns; None without any."""
        from reader.text.excerpt import excerpt

        found = excerpt(self._marks.notes(post), patterns)
        return found if found.hits else None

    def set(self, posts: Iterable[Post], text: str) -> int:
        """Put a note on posts in place of theirs, as one change; return how many changed.

        An empty text takes the notes away. Raise NoteError or StateError.
        """
        posts = list(posts)
        note = note_text(text)
        had_one = any(map(self.is_on, posts))
        action = "unnoted" if not note else "renoted" if had_one else "noted"
        values = {self._marks.item(post, Kind.NOTE): note or None for post in posts}
        return self._marks.change_log.say(values, action, subject=posts[0].title if len(posts) == 1 else "")
