"""Lays out the lines of a post in the list as texts with roles.

Does not import Textual: the first frame is painted before that is loaded.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta, tzinfo
from functools import lru_cache
from typing import NamedTuple, Protocol

from rich.cells import cell_len, set_cell_size

from reader.post import Post
from reader.text.bidi import label

NOTE_SIGN = "✎"
_LABEL_CELLS = 16
"""of the longest label in a row"""
_GAP = 2


class Part(NamedTuple):
    """Part of a line."""

    text: str
    role: str = ""
    """a component class of the list without the prefix `rows--`; empty for blanks"""


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


def post_lines(row: Row, width: int, zone: tzinfo, *, divided: bool) -> tuple[list[Part], list[Part]]:
    """Return the two lines of a row: title and marks; time, channel, number of copies, whether it is a draft, and labels.

    Each takes at most `width` cells. If `divided`, a divider names the day and the row shows the time alone.
    """
    post = row.post
    star = " ★" if row.starred else ""
    title = cut(post.title, width - 4 - len(star))
    first = [
        Part(f" {progress_sign(row.progress) if row.read else '●'} ", "mark"),
        Part(title, "plain" if row.read else "strong"),
        Part(" " * (width - 3 - cell_len(title) - len(star))),
        Part(star, "star"),
    ]
    facts = [_time(post, zone, divided=divided), post.channel or post.author]
    if row.copies > 1:
        facts.append(f"×{row.copies}")
    if post.is_draft:
        from reader.text.interface_words import interface_words_for  # 5 ms, for the few drafts

        facts.append(interface_words_for(post.title).draft)
    if post.warnings:
        facts.append("!")
    second = Part("   " + cut("  ".join(filter(None, facts)), width - 4), "quiet")
    if not row.labels and not row.has_note:
        return first, [second]
    room = width - cell_len(second.text) - 1
    said = _said(row, room - _GAP)
    return first, [second, Part(" " * (room - cell_len(said))), Part(said, "quiet")]


def progress_sign(progress: int) -> str:
    """Return how far one came in a post, in thousandths, as a sign; a blank for one that is not begun, or finished."""
    is_begun = 0 < progress < _WHOLE
    return _PROGRESS[progress * len(_PROGRESS) // _WHOLE] if is_begun else " "


def _said(row: Row, cells: int) -> str:
    """Return the labels and the sign of a note in at most `cells` cells: those that there is room for."""
    sign = NOTE_SIGN if row.has_note and cells > 0 else ""
    said = sign
    for number in range(1, len(row.labels) + 1):
        shown = " ".join(f"#{cut(each, _LABEL_CELLS)}" for each in row.labels[:number])
        left = len(row.labels) - number
        longer = " ".join(filter(None, (shown, f"+{left}" if left else "", sign)))
        if cell_len(longer) > cells:
            break
        said = longer
    return said


def _time(post: Post, zone: tzinfo, *, divided: bool) -> str:
    if post.date is None:
        return ""
    if not divided:
        return post.date.shown(zone)
    return "" if post.date.day_only else f"{post.date.local(zone):%H:%M}"


def divider(text: str, width: int) -> list[Part]:
    """Return the line above the rows of a group."""
    name = cut(f" {text} ", width)
    return [Part(name, "divider"), Part("─" * (width - cell_len(name)), "rule")]


def day_of(row: Row, zone: tzinfo, today: date) -> str:
    """Return the text of the divider above a row in a list sorted by time."""
    day = row.post.date.day(zone) if row.post.date else None
    return day_name(day, today) if day else "no date"


@lru_cache(maxsize=256)
def day_name(day: date, today: date) -> str:
    """Return a day as its divider names it."""
    name = f"{day:%Y-%m-%d}  {day:%a}"
    if day == today:
        return f"{name}  today"
    if day == today - timedelta(days=1):
        return f"{name}  yesterday"
    return name
