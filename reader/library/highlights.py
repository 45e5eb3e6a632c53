"""Highlights: passages of articles that the user marked, each with a colour's name and a note."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterable

from reader.errors import UsageError
from reader.frozen import Frozen, replace
from reader.language import later, tr
from reader.library.notes import note_text
from reader.library.post_marks import PostMarks
from reader.post import Post
from reader.state.statements import LAST_TIME, Kind
from reader.text.passage import Passage

COLOURS = (later("yellow"), later("green"), later("blue"), later("red"), later("violet"))
"""the names of the colours, which each theme has its own colours for"""
LONGEST_HIGHLIGHT = 20_000
"""characters of the longest passage"""
_ID_BYTES = 4


class HighlightError(UsageError):
    """A passage cannot be highlighted."""


class Highlight(Frozen):
    """A passage that the user marked."""

    id: str
    """its name among the highlights of the post"""
    passage: Passage
    """the offset is counted from where the article itself begins, below its header"""
    colour: str = COLOURS[0]
    note: str = ""
    """in Markdown"""
    made: int = 0
    """when it was made, in milliseconds since 1970"""


def new_highlight(passage: Passage, colour: str) -> Highlight:
    """Return a highlight of a passage, made now. Raise HighlightError if it is too long."""
    if len(passage.words) > LONGEST_HIGHLIGHT:
        raise HighlightError(
            tr(
                "A highlight has at most {most:,} characters, and this passage has {count:,}: choose a "
                "shorter one.",
                most=LONGEST_HIGHLIGHT,
                count=len(passage.words),
            )
        )
    return Highlight(os.urandom(_ID_BYTES).hex(), passage, colour, "", time.time_ns() // 1_000_000)


class Highlights:
    """The highlights of posts. Copies of a post share them. Thread-safe."""

    def __init__(self, marks: PostMarks) -> None:
        self._marks = marks

    def of(self, post: Post) -> list[Highlight]:
        """Return the highlights of a post in the order of its text; costs nothing without any. Raise StateError.

        One that another program wrote and that is none is left out, and stays in the file.
        """
        names = self._marks.names(post, Kind.HIGHLIGHT)
        if not names:
            return []
        values = ((name, self._marks.value(post, Kind.HIGHLIGHT, name)) for name in names)
        found = (_read(name, value) for name, value in values if value is not None)
        return sorted(filter(None, found), key=lambda each: (each.passage.offset, each.made, each.id))

    def passage(self, post: Post, name: str) -> Passage | None:
        """Return the passage of a highlight, also of one that is kept for the post under another path; None without one.

        Raise StateError.
        """
        own = next((each for each in self.of(post) if each.id == name), None)
        if own is None:
            kept = self._marks.all(Kind.HIGHLIGHT)
            read = (_read(id_, value) for (_, id_), value in kept.items() if id_ == name)
            own = next(filter(None, read), None)
        return own.passage if own is not None else None

    def keep(self, post: Post, highlights: Iterable[Highlight], action: str) -> int:
        """Keep highlights of a post as they are now, as one change; return how many changed. Raise StateError."""
        values = {self._marks.item(post, Kind.HIGHLIGHT, each.id): _written(each) for each in highlights}
        return self._marks.change_log.say(values, action, subject=post.title)

    def add(self, post: Post, highlight: Highlight) -> None:
        """Keep a new highlight. Raise StateError."""
        self.keep(post, [highlight], "highlighted")

    def colour(self, post: Post, highlight: Highlight, colour: str) -> Highlight:
        """Give a highlight another colour, and return it. Raise StateError."""
        changed = replace(highlight, colour=colour)
        self.keep(post, [changed], f"recoloured:{colour}")
        return changed

    def note(self, post: Post, highlight: Highlight, text: str) -> Highlight:
        """Put a note on a highlight, or take it away with an empty one; return it. Raise NoteError or StateError."""
        changed = replace(highlight, note=note_text(text))
        self.keep(post, [changed], "highlight-noted" if changed.note else "highlight-unnoted")
        return changed

    def remove(self, post: Post, highlight: Highlight) -> None:
        """Remove a highlight. Raise StateError."""
        item = self._marks.item(post, Kind.HIGHLIGHT, highlight.id)
        self._marks.change_log.say({item: None}, "unhighlighted", subject=post.title)


def _written(highlight: Highlight) -> str:
    """Return the value that is kept of a highlight."""
    passage = highlight.passage
    fields = {**passage._asdict(), "colour": highlight.colour, "note": highlight.note, "made": highlight.made}
    return json.dumps(fields, ensure_ascii=False)


def _read(name: str, value: str) -> Highlight | None:
    """Return the highlight that a value was written of; None if it is none."""
    fields = json.loads(value)
    if not isinstance(fields, dict):
        return None
    words = [fields.get(field, "") for field in ("before", "words", "after", "colour", "note")]
    numbers = [fields.get(field, 0) for field in ("offset", "made")]
    if not (all(isinstance(text, str) for text in words) and all(type(number) is int for number in numbers)):
        return None
    before, quoted, after, colour, note = words
    # Beyond a text nothing stands, and beyond the last time there is no date.
    offset, made = (min(max(number, 0), LAST_TIME) for number in numbers)
    if not quoted.strip():
        return None
    colour = colour if colour in COLOURS else COLOURS[0]
    return Highlight(name, Passage(before, quoted, after, offset), colour, note, made)
