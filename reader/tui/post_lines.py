"""What two lines of the list say of a post, in words and roles; knows no Textual, so that it is there at once."""

from __future__ import annotations

from datetime import date, timedelta, tzinfo
from functools import lru_cache
from typing import NamedTuple, Protocol

from rich.cells import cell_len, set_cell_size

from reader.post import Post


class Part(NamedTuple):
    """Part of a line."""

    text: str
    role: str = ""
    """a component class of the list without its `rows--`; empty for blanks"""


class Row(Protocol):
    """What the list shows of one post."""

    @property
    def post(self) -> Post:
        """The post."""

    @property
    def read(self) -> bool:
        """Whether it was opened or marked read."""

    @property
    def starred(self) -> bool:
        """Whether it carries a star."""

    @property
    def copies(self) -> int:
        """How many files hold this post."""


def cut(text: str, cells: int) -> str:
    """`text` in at most `cells` cells, with an ellipsis where it was longer; a wide character is never halved."""
    if cells <= 0:
        return ""
    if cell_len(text) <= cells:
        return text
    return set_cell_size(text, cells - 1).rstrip() + "…"


def post_lines(row: Row, width: int, zone: tzinfo, *, divided: bool) -> tuple[list[Part], list[Part]]:
    """Title with its marks; time, channel and the number of copies. Either may be shorter than `width` cells.

    `divided` says that days stand over the posts, which then need not name theirs.
    """
    post = row.post
    star = " ★" if row.starred else ""
    title = cut(post.title, width - 4 - len(star))
    first = [
        Part(" ● " if not row.read else "   ", "mark"),
        Part(title, "plain" if row.read else "strong"),
        Part(" " * (width - 3 - cell_len(title) - len(star))),
        Part(star, "star"),
    ]
    facts = [_time(post, zone, divided=divided), post.channel or post.author]
    if row.copies > 1:
        facts.append(f"×{row.copies}")
    if post.warnings:
        facts.append("!")
    return first, [Part("   " + cut("  ".join(filter(None, facts)), width - 4), "quiet")]


def _time(post: Post, zone: tzinfo, *, divided: bool) -> str:
    if post.date is None:
        return ""
    when = post.date.local(zone)
    if post.date.day_only:
        return "" if divided else f"{when:%Y-%m-%d}"
    return f"{when:%H:%M}" if divided else f"{when:%Y-%m-%d %H:%M}"


def divider(text: str, width: int) -> list[Part]:
    """The line over the rows of one group."""
    label = cut(f" {text} ", width)
    return [Part(label, "divider"), Part("─" * (width - cell_len(label)), "rule")]


def day_of(row: Row, zone: tzinfo, today: date) -> str:
    """What the divider over the row's post says in a list by time."""
    day = row.post.date.day(zone) if row.post.date else None
    return day_name(day, today) if day else "no date"


@lru_cache(maxsize=256)
def day_name(day: date, today: date) -> str:
    """A day as the divider over its posts names it."""
    name = f"{day:%Y-%m-%d}  {day:%a}"
    if day == today:
        return f"{name}  today"
    if day == today - timedelta(days=1):
        return f"{name}  yesterday"
    return name
