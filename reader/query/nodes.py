"""The query as values: what a post must be to be shown, clause by clause, and in which order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from reader.post import TagKind
from reader.text.script import Script

if TYPE_CHECKING:
    from reader.text.when import When

OTHER = "other"
"""the language of posts of which nothing tells their script, as the query language names it"""


class TextField(StrEnum):
    """A part of a post that words are looked for in."""

    TITLE = "title"
    TEXT = "text"
    """the body, captions included"""
    CAPTION = "caption"
    AUTHOR = "author"
    SITE = "site"
    """the address that the post was archived from"""


class Flag(StrEnum):
    """What the reader's owner did with a post."""

    READ = "read"
    UNREAD = "unread"
    STARRED = "starred"


class Part(StrEnum):
    """Something that a post may hold."""

    IMAGE = "image"
    CAPTION = "caption"
    TIMELINE = "timeline"
    RELATED = "related"
    VIDEO = "video"
    NOTE = "note"


class Order(StrEnum):
    """In which order posts are shown."""

    NEWEST = "newest"
    OLDEST = "oldest"
    RELEVANCE = "relevance"


class Unit(StrEnum):
    """A length of time that a relative date counts."""

    DAY = "d"
    WEEK = "w"
    MONTH = "m"
    YEAR = "y"


@dataclass(frozen=True, slots=True)
class Period:
    """A year, a month of it, or a day of that."""

    year: int
    month: int | None = None
    day: int | None = None

    def first(self, today: date) -> date:
        """The first day of the period."""
        return date(self.year, self.month or 1, self.day or 1)

    def last(self, today: date) -> date:
        """The last day of the period."""
        if self.day is not None:
            return self.first(today)
        if self.month is not None and self.month < 12:
            return date(self.year, self.month + 1, 1) - timedelta(days=1)
        return date(self.year, 12, 31)

    def __str__(self) -> str:
        return "-".join(
            [f"{self.year:04}", *(f"{part:02}" for part in (self.month, self.day) if part is not None)]
        )


@dataclass(frozen=True, slots=True)
class Ago:
    """A day counted back from today."""

    count: int
    unit: Unit

    def first(self, today: date) -> date:
        """The day; one that a shorter month does not have is that month's last, as on calendars."""
        if self.unit in (Unit.DAY, Unit.WEEK):
            days = self.count * (7 if self.unit is Unit.WEEK else 1)
            return date.fromordinal(max(1, today.toordinal() - days))
        months = today.year * 12 + today.month - 1 - self.count * (12 if self.unit is Unit.YEAR else 1)
        year, month = divmod(months, 12)
        if year < 1:
            return date.min
        return min(Period(year, month + 1).last(today), _same_day(year, month + 1, today.day))

    def last(self, today: date) -> date:
        """The same single day."""
        return self.first(today)

    def __str__(self) -> str:
        return f"{self.count}{self.unit}"


def _same_day(year: int, month: int, day: int) -> date:
    return date(year, month, 1) + timedelta(days=day - 1)


@dataclass(frozen=True, slots=True)
class DatePhrase:
    """A time in words, such as `yesterday` or 去年夏天; which days it means depends on the day the query runs.

    A saved `date:yesterday` thus means yesterday whenever it is run.
    """

    text: str
    """the words as typed, single-spaced"""

    def first(self, today: date) -> date:
        """Return the first day meant; `date.max`, after all posts, where the calendar has no such day."""
        when = self._when(today)
        return date.max if when is None else when.first

    def last(self, today: date) -> date:
        """Return the last day meant; `date.min`, before all posts, where the calendar has no such day."""
        when = self._when(today)
        return date.min if when is None else when.last

    def _when(self, today: date) -> When | None:
        # Imported late: its patterns take milliseconds to compile, and few queries name a time in words.
        from reader.text.when import WhenError, read_when

        try:
            return read_when(self.text, today)
        except WhenError:
            return None

    def __str__(self) -> str:
        return self.text


Moment = Period | Ago | DatePhrase


@dataclass(frozen=True, slots=True)
class Words:
    """Text that stands in the title, the body, the captions, a tag or the author, exactly but for the fold."""

    text: str


@dataclass(frozen=True, slots=True)
class Contains:
    """Text that stands in one part of the post."""

    field: TextField
    text: str


@dataclass(frozen=True, slots=True)
class Equals:
    """The author's name, or the host's with or without `www.`, is this one; compared by the fold."""

    field: TextField
    """AUTHOR or SITE"""
    text: str


@dataclass(frozen=True, slots=True)
class Tagged:
    """The post carries the tag; names are compared by the fold."""

    name: str
    kind: TagKind | None = None
    """the kind that the tag must have; None for any"""


@dataclass(frozen=True, slots=True)
class Written:
    """The script or language of the post."""

    script: Script | None
    """None for posts of which nothing tells"""


@dataclass(frozen=True, slots=True)
class Dated:
    """The post's day lies between two moments, both included; a post without a date never does."""

    first: Moment | None
    last: Moment | None

    def bounds(self, today: date) -> tuple[date, date]:
        """The first and the last day that match, seen from `today`."""
        return (
            self.first.first(today) if self.first else date.min,
            self.last.last(today) if self.last else date.max,
        )


@dataclass(frozen=True, slots=True)
class OnDay:
    """The post is of this day of the calendar, in any year; a post without a date never is."""

    month: int
    day: int

    def __str__(self) -> str:
        return f"{self.month:02}-{self.day:02}"


@dataclass(frozen=True, slots=True)
class Is:
    """The post bears a mark, or lacks it."""

    flag: Flag


@dataclass(frozen=True, slots=True)
class Has:
    """The post holds something."""

    part: Part


@dataclass(frozen=True, slots=True)
class Not:
    """The post is not what the inner node says."""

    node: Node


@dataclass(frozen=True, slots=True)
class And:
    """The post is everything that the nodes say: two or more of them, none an And itself."""

    nodes: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """The post is something that the nodes say: two or more of them, none an Or itself."""

    nodes: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class MatchAll:
    """Every post."""


Node = MatchAll | Words | Contains | Equals | Tagged | Written | Dated | OnDay | Is | Has | Not | And | Or


def conjunction(nodes: Iterable[Node]) -> Node:
    """One node that says all of the nodes, flat; MatchAll where there are none."""
    parts = tuple(
        part
        for node in nodes
        if not isinstance(node, MatchAll)
        for part in (node.nodes if isinstance(node, And) else (node,))
    )
    return MatchAll() if not parts else parts[0] if len(parts) == 1 else And(parts)


def disjunction(nodes: Iterable[Node]) -> Node:
    """One node that says any of the nodes (at least one), flat."""
    parts = tuple(part for node in nodes for part in (node.nodes if isinstance(node, Or) else (node,)))
    return parts[0] if len(parts) == 1 else Or(parts)


def negation(node: Node) -> Node:
    """The node denied; twice denied is affirmed."""
    return node.node if isinstance(node, Not) else Not(node)


def affirmed(node: Node) -> Iterator[Words | Contains]:
    """The text that a post is looked for by, in the order of the query, as far as it stands in what one reads.

    Nothing that stands under a not, and neither author nor site: these choose posts, and are read by the way.
    """
    if isinstance(node, Words) or (
        isinstance(node, Contains) and node.field not in (TextField.AUTHOR, TextField.SITE)
    ):
        yield node
    elif isinstance(node, And | Or):
        for part in node.nodes:
            yield from affirmed(part)
