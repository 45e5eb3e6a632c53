"""The syntax tree of queries."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from enum import StrEnum

from reader.frozen import Frozen
from reader.post import TagKind
from reader.query.moments import Moment
from reader.text.equivalence import composed
from reader.text.field_keys import folded_key

NEAR = 10
"""the most characters of Chinese, or words of other languages, between words that are near: as in Xapian"""
OTHER = "other"
"""name of the language of posts whose language is unknown"""


class TextField(StrEnum):
    """A part of a post that is searched for words."""

    TITLE = "title"
    TEXT = "text"
    """the body, captions included"""
    CAPTION = "caption"
    AUTHOR = "author"
    SITE = "site"
    """the URL that the post was archived from"""
    NOTE = "note"
    """the user's note on the post"""


class Flag(StrEnum):
    """A condition on the marks of a post, or on whether it is published."""

    READ = "read"
    UNREAD = "unread"
    STARRED = "starred"
    BEGUN = "begun"
    """the user came to some place in the article, and not to its end"""
    FINISHED = "finished"
    """the user came to the end of the article"""
    DRAFT = "draft"
    """the post's own front matter says that it is not published"""


class Part(StrEnum):
    """A feature that a post has, or one of the user's marks."""

    LABEL = "label"
    """the user gave the post a label"""
    NOTE = "note"
    """the user wrote a note on it"""
    HIGHLIGHT = "highlight"
    """the user marked a passage of it"""
    IMAGE = "image"
    CAPTION = "caption"
    TIMELINE = "timeline"
    RELATED = "related"
    VIDEO = "video"
    EDITED = "edited"
    """a copy of the post has another text"""
    RETITLED = "retitled"
    """a copy of the post has another title"""


SAID_PARTS = frozenset((Part.LABEL, Part.NOTE, Part.HIGHLIGHT))
"""the parts that are marks of the user"""


class Order(StrEnum):
    """Sort orders of a result."""

    NEWEST = "newest"
    OLDEST = "oldest"
    RELEVANCE = "relevance"
    LENGTH = "length"
    """the longest first"""
    UNREAD = "unread"
    """the unread ones, newest first, and then those that were read"""

    @property
    def is_by_time(self) -> bool:
        """Whether posts of a day stand together, and days one after the other."""
        return self in (Order.NEWEST, Order.OLDEST)


class Match(StrEnum):
    """How the text of a node is compared with that of a post."""

    ALIKE = "alike"
    """by its form, in which spellings that make no difference are equal; see `reader.text.spelling`"""
    EXACT = "exact"
    """letter by letter, and a Latin word where it stands alone: `=word`"""
    WILD = "wild"
    """by its form, in which `*` stands for any and `?` for one character, and `\\*`, `\\?`, `\\\\` for the signs"""
    ONE_OFF = "one-off"
    """by its form, in which one character may be another, missing, added, or change places: `word~`"""
    EXPRESSION = "expression"
    """as a regular expression: `/…/`"""


class Span(StrEnum):
    """A stretch of a text in which words stand together."""

    SENTENCE = "sentence"
    PARAGRAPH = "paragraph"


class Words(Frozen):
    """Title, body, captions, tag names, author or the user's note contain the text."""

    text: str
    """in NFC, as are the texts of the index"""
    match: Match = Match.ALIKE

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", composed(self.text))


class Contains(Frozen):
    """One part of the post contains the text."""

    field: TextField
    text: str
    """in NFC"""
    match: Match = Match.ALIKE

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", composed(self.text))


class Together(Frozen):
    """The post contains texts that stand near one another."""

    nodes: tuple[Words | Contains | Or, ...]
    """two or more; an Or has Words and Contains alone"""
    within: int | Span
    """the most characters of Chinese, or words of other languages, between one and the next; or a stretch"""
    is_ordered: bool = False
    """whether they stand in the order of the nodes"""


class Equals(Frozen):
    """The name of the author or host, the latter with or without `www.`, equals the text; authors are compared by their forms."""

    field: TextField
    """AUTHOR or SITE"""
    text: str
    """in NFC"""

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", composed(self.text))


class Archived(Frozen):
    """The post was archived from the page; if no post was, its text holds the address or it links to the page."""

    address: str
    """as typed, in NFC, with or without a scheme"""

    def __post_init__(self) -> None:
        object.__setattr__(self, "address", composed(self.address))

    @property
    def key(self) -> str:
        """The identity of the page, equal for all its addresses."""
        # Imported late: few queries have an address.
        from reader.text.urls import normalise

        return normalise(f"https://{self.text}")

    @property
    def text(self) -> str:
        """The address without its scheme, as texts may hold it."""
        return self.address.split("://", 1)[-1]


class Tagged(Frozen):
    """The post has the tag; names are compared by their forms."""

    name: str
    kind: TagKind | None = None
    """required kind of the tag; None for any"""

    def __post_init__(self) -> None:
        object.__setattr__(self, "name", composed(self.name))


class Labelled(Frozen):
    """The user gave the post the label; names are compared by their forms."""

    name: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "name", composed(self.name))


class Saved(Frozen):
    """The post matches the saved search of a name."""

    name: str
    """as typed"""
    node: Node
    """what the search asked for when the query was read"""


class Written(Frozen):
    """The post is in the language."""

    language: str | None
    """its code: a script for Chinese, else as `language_named` returns it; None for an unknown language"""


class Dated(Frozen):
    """The post's day lies between two moments, inclusive; posts without a date never match."""

    first: Moment | None
    last: Moment | None

    def bounds(self, today: date) -> tuple[date, date]:
        """Return the first and the last day that match, as seen from `today`."""
        return (
            self.first.first(today) if self.first else date.min,
            self.last.last(today) if self.last else date.max,
        )


class OnDay(Frozen):
    """The post is from this day of any year; posts without a date never match."""

    month: int
    day: int

    def __str__(self) -> str:
        return f"{self.month:02}-{self.day:02}"


class Length(Frozen):
    """The text of the post has so many characters of Chinese and words of other languages, bounds included."""

    least: int | None
    most: int | None


class Is(Frozen):
    """The post has a mark or lacks it, or is a draft."""

    flag: Flag


class Has(Frozen):
    """The post has a feature."""

    part: Part


class HasField(Frozen):
    """The post's front matter has a key, or a value under it."""

    name: str
    """the key, as `folded_key` compares them; dots lead to nested keys; without an equals sign"""
    value: str | None = None
    """the whole text, or one item of a list, compared by its form; None for any"""

    def __post_init__(self) -> None:
        object.__setattr__(self, "name", composed(self.name))
        if self.value is not None:
            object.__setattr__(self, "value", composed(self.value))

    @property
    def path(self) -> str:
        """The key in the form in which keys are compared."""
        return ".".join(map(folded_key, self.name.split(".")))


class Not(Frozen):
    """The post does not match the inner node."""

    node: Node


class And(Frozen):
    """The post matches all of two or more nodes, none of which is an And."""

    nodes: tuple[Node, ...]


class Or(Frozen):
    """The post matches any of two or more nodes, none of which is an Or."""

    nodes: tuple[Node, ...]


class MatchAll(Frozen):
    """Every post matches."""


Node = (
    MatchAll
    | Words
    | Contains
    | Together
    | Equals
    | Archived
    | Tagged
    | Labelled
    | Saved
    | Written
    | Dated
    | OnDay
    | Length
    | Is
    | Has
    | HasField
    | Not
    | And
    | Or
)


def conjunction(nodes: Iterable[Node]) -> Node:
    """Return the flattened conjunction of the nodes; MatchAll for none."""
    parts = tuple(
        part
        for node in nodes
        if not isinstance(node, MatchAll)
        for part in (node.nodes if isinstance(node, And) else (node,))
    )
    return MatchAll() if not parts else parts[0] if len(parts) == 1 else And(parts)


def disjunction(nodes: Iterable[Node]) -> Node:
    """Return the flattened disjunction of at least one node."""
    parts = tuple(part for node in nodes for part in (node.nodes if isinstance(node, Or) else (node,)))
    return parts[0] if len(parts) == 1 else Or(parts)


def negation(node: Node) -> Node:
    """Return the negated node, without double negation."""
    return node.node if isinstance(node, Not) else Not(node)


def affirmed(node: Node) -> Iterator[Words | Contains | Together]:
    """Yield what matching posts contain visibly, in the order of the query.

    Leaves out negated nodes, and authors and sites, which filter posts and are not searched for in articles.
    """
    if isinstance(node, Words | Together) or (
        isinstance(node, Contains) and node.field not in (TextField.AUTHOR, TextField.SITE)
    ):
        yield node
    elif isinstance(node, And | Or):
        for part in node.nodes:
            yield from affirmed(part)
    elif isinstance(node, Saved):
        yield from affirmed(node.node)


def sought(node: Node) -> Iterator[Words | Contains]:
    """Yield the texts that `affirmed` yields, those that stand together one by one."""
    for text in affirmed(node):
        if isinstance(text, Together):
            for part in text.nodes:
                yield from sought(part)
        else:
            yield text
