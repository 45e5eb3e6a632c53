"""The parts of the lines of a post in the list, as texts with roles; `post_rows` puts them in their places.

Does not import Textual: the first frame is painted before that is loaded.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, Protocol

from rich.cells import cell_len, set_cell_size

from reader.language import tr
from reader.post import Post
from reader.text.bidi import label, marked_label

NOTE_SIGN = "✎"
_LABEL_CELLS = 16
"""of the longest label in a row"""
Hits = Sequence[tuple[int, int]]
"""where the words of the query stand in a text, from its start to its end"""


class Part(NamedTuple):
    """Part of a line."""

    text: str
    role: str = ""
    """component classes of the list without the prefix `rows--`, between blanks; empty for blanks"""


class Row(Protocol):
    """A row of the list of posts."""

    @property
    def post(self) -> Post:
        """The post."""

    @property
    def read(self) -> bool:
        """Whether it was opened or marked read."""

    @property
    def starred(self) -> bool:
        """Whether it is starred."""

    @property
    def copies(self) -> int:
        """The number of files that hold this post."""

    @property
    def labels(self) -> Sequence[str]:
        """The user's labels."""

    @property
    def has_note(self) -> bool:
        """Whether there is a note on it."""

    @property
    def progress(self) -> int:
        """How much of it was read, in thousandths."""


_WHOLE = 1000
"""the progress of an article that was read to its end"""
_PROGRESS = "⡀⡄⡆⡇"
"""a thin line that grows by quarters; dots of Braille, which are one cell wide in every terminal"""


def cut(text: str, cells: int) -> str:
    """Return `text` as `shortened`, as the terminal is to be sent it."""
    return label(shortened(text, cells))


def shortened(text: str, cells: int) -> str:
    """Return `text` in at most `cells` cells, truncated with an ellipsis; never halves a wide character.

    Measures as Rich does, which lays out the screen; commands measure by `reader.typeset.cells`.
    """
    if cells <= 0:
        return ""
    if cell_len(text) <= cells:
        return text
    return set_cell_size(text, cells - 1).rstrip() + "…"


def title_lines(row: Row, cells: int, lines: int, hits: Hits = ()) -> list[list[Part]]:
    """Return the title in up to so many lines of at most `cells` cells, with its hits; the last may be cut.

    Lines end where the rules of line breaking allow it.
    """
    title, role = row.post.title, "plain" if row.read else "strong"
    ranges = [(0, len(title))]
    if lines > 1 and cell_len(title) > cells:
        ranges = _line_ranges(title, cells)[:lines]
        ranges[-1] = (ranges[-1][0], len(title))
    return [
        _marked(title[start:end], cells, role, [(first - start, last - start) for first, last in hits])
        for start, end in ranges
    ]


def _line_ranges(text: str, cells: int) -> list[tuple[int, int]]:
    from reader.typeset.breaking import Measure, fill, find_breaks  # not needed where titles have a line
    from reader.typeset.cells import cumulative

    return fill(text, cumulative(text), find_breaks(text), Measure(max(cells, 2), max(cells, 2)))


def _marked(text: str, cells: int, role: str, hits: Hits) -> list[Part]:
    """Return a line in at most `cells` cells, with what lies in the hits in the role of a hit, too."""
    shown = shortened(text, cells)
    # An ellipsis at the end is not part of a hit.
    end = len(shown) - (shown != text)
    marks = [(max(first, 0), min(last, end)) for first, last in hits if first < end and last > 0]
    pieces = marked_label(shown, marks)
    return [Part(piece, f"{role} hit" if is_hit else role) for piece, is_hit in pieces if piece]


def facts(row: Row, when: str) -> list[str]:
    """Return what else there is to say of a post: when, where, in how many files, whether a draft, or damaged."""
    post = row.post
    return [fact for fact in (when, post.channel or post.author, *oddities(row)) if fact]


def oddities(row: Row) -> list[str]:
    """Return what only some posts have: copies, that they are drafts, warnings."""
    post, found = row.post, []
    if row.copies > 1:
        found.append(f"×{row.copies}")
    if post.is_draft:
        from reader.text.interface_words import interface_words_for  # 5 ms, for the few drafts

        found.append(interface_words_for(post.title).draft)
    if post.warnings:
        found.append("!")
    return found


def sign_of(row: Row) -> str:
    """Return the sign before a title: unread, or how much was read."""
    return progress_sign(row.progress) if row.read else "●"


def progress_sign(progress: int) -> str:
    """Return how far one came in a post, in thousandths, as a sign; a blank for one that is not begun, or finished."""
    is_begun = 0 < progress < _WHOLE
    return _PROGRESS[progress * len(_PROGRESS) // _WHOLE] if is_begun else " "


def said(row: Row, cells: int) -> str:
    """Return the labels and the sign of a note in at most `cells` cells: those that there is room for."""
    sign = NOTE_SIGN if row.has_note and cells > 0 else ""
    text = sign
    for number in range(1, len(row.labels) + 1):
        shown = " ".join(f"#{cut(each, _LABEL_CELLS)}" for each in row.labels[:number])
        left = len(row.labels) - number
        longer = " ".join(filter(None, (shown, f"+{left}" if left else "", sign)))
        if cell_len(longer) > cells:
            break
        text = longer
    return text


def in_words(row: Row, day: str) -> str:
    """Describe a post in words: its title, marks, day and channel."""
    found = [row.post.title, tr("read") if row.read else tr("unread")]
    found += [tr("with a star")] * row.starred + [tr("with a note")] * row.has_note
    found += [f"#{each}" for each in row.labels]
    return tr(", ").join([*found, *facts(row, " ".join(day.split()))])


def divider(text: str, width: int) -> list[Part]:
    """Return the line above the rows of a group."""
    name = cut(f" {text} ", width)
    return [Part(name, "divider"), Part("─" * (width - cell_len(name)), "rule")]
