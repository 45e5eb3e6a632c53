"""The meaning of every query node and the weights of relevance, post by post: what tests compare the index with."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Set
from datetime import date
from typing import Protocol, assert_never

from reader.post import TagKind
from reader.query.nodes import (
    And,
    Archived,
    Contains,
    Dated,
    Equals,
    Flag,
    Has,
    HasField,
    Is,
    MatchAll,
    Node,
    Not,
    OnDay,
    Or,
    Part,
    Tagged,
    TextField,
    Together,
    Words,
    Written,
    affirmed,
)
from reader.query.sites import whole_name
from reader.text.spelling import search_form
from tests.query.scan import stands


class Subject(Protocol):
    """The properties of a post that query nodes test. Names are folded."""

    def contains(self, words: str) -> bool:
        """Return whether the title, the body, a caption, the name of a tag or the author contains the form."""

    def field_contains(self, field: TextField, words: str) -> bool:
        """Return whether that part contains the form; for a site see `site_matches`."""

    def text(self, field: TextField | None) -> str:
        """Return a part as it is read, its blocks parted by line feeds; all parts for None."""

    def field_equals(self, field: TextField, name: str) -> bool:
        """Return whether the author's name, or the site's as `site_name` gives it, equals the name."""

    @property
    def tags(self) -> Set[tuple[TagKind, str]]:
        """Kinds and names of the tags."""

    @property
    def tag_names(self) -> Set[str]:
        """Names of the tags of any kind."""

    @property
    def key(self) -> str:
        """Identity of the page that the post was archived from."""

    def links_to(self, key: str) -> bool:
        """Return whether the post links to the page."""

    @property
    def day(self) -> date | None:
        """Day of the post in the reader's time zone."""

    @property
    def language(self) -> str | None:
        """Script or language of the text."""

    @property
    def parts(self) -> Set[Part]:
        """Parts that the post has."""

    @property
    def fields(self) -> Mapping[str, Set[str]]:
        """The folded texts under the keys of the front matter, by path."""

    @property
    def is_read(self) -> bool:
        """Whether the post was opened or marked as read."""

    @property
    def is_starred(self) -> bool:
        """Whether the post was starred."""

    @property
    def is_draft(self) -> bool:
        """Whether the post says that it is not published."""


Condition = Callable[[Subject], bool]


def condition(node: Node, today: date, keys: Set[str] = frozenset()) -> Condition:
    """Return a predicate for the node; `today` anchors relative dates, `keys` are those of all posts."""
    match node:
        case MatchAll():
            return lambda _: True
        case Words() | Contains() | Together():
            return _text(node)
        case Equals(field, text):
            name = whole_name(field, text)
            return lambda subject: subject.field_equals(field, name)
        case Tagged(name, kind):
            return _tagged(search_form(name), kind)
        case Written(language):
            return lambda subject: subject.language == language
        case Dated():
            return _dated(node, today)
        case OnDay(month, day):
            return lambda subject: (
                subject.day is not None and (subject.day.month, subject.day.day) == (month, day)
            )
        case Is() | Has() | HasField() | Archived():
            return _property(node, keys)
        case Not(inner):
            denied = condition(inner, today, keys)
            return lambda subject: not denied(subject)
        case And(nodes):
            every = [condition(part, today, keys) for part in sorted(nodes, key=_cost)]
            return lambda subject: all(holds(subject) for holds in every)
        case Or(nodes):
            either = [condition(part, today, keys) for part in sorted(nodes, key=_cost)]
            return lambda subject: any(holds(subject) for holds in either)
        case _:
            assert_never(node)


def _text(node: Words | Contains | Together) -> Condition:
    if isinstance(node, Contains) and node.field is TextField.SITE:
        form = search_form(node.text)
        return lambda subject: subject.field_contains(TextField.SITE, form)
    first = node.nodes[0] if isinstance(node, Together) else node
    one = first.nodes[0] if isinstance(first, Or) else first
    part = one.field if isinstance(one, Contains) else None
    return lambda subject: stands(node, subject.text(part))


def relevance(node: Node) -> Callable[[Subject], int]:
    """Return a function that weighs a post's relevance to the words of the node; equal weights go by date.

    A word weighs 8 in the title, 3 in the name of a tag or the author, else 1. Several words that stand side by
    side as typed, joined or with a space, add 8 per word in the title and 2 per word in the body. So a word in the
    title outweighs up to three words found in the body only, and a phrase outweighs the same words apart. Words of
    `author:` and `site:`, and excluded words, weigh nothing.
    """
    words = list(dict.fromkeys(search_form(part.text) for part in affirmed(node)))
    phrases = {joint.join(words) for joint in ("", " ")} if len(words) > 1 else set()

    def weigh(subject: Subject) -> int:
        weight = 0
        for word in words:
            if subject.field_contains(TextField.TITLE, word):
                weight += 8
            elif subject.field_contains(TextField.AUTHOR, word) or any(
                word in name for name in subject.tag_names
            ):
                weight += 3
            elif subject.contains(word):
                weight += 1
        if any(subject.field_contains(TextField.TITLE, phrase) for phrase in phrases):
            weight += 8 * len(words)
        elif any(subject.field_contains(TextField.TEXT, phrase) for phrase in phrases):
            weight += 2 * len(words)
        return weight

    return weigh


def _property(node: Is | Has | HasField | Archived, keys: Set[str]) -> Condition:
    match node:
        case Archived() if node.key in keys:
            return lambda subject: subject.key == node.key
        case Archived():
            address = search_form(node.text)
            return lambda subject: subject.links_to(node.key) or subject.contains(address)
        case Is(flag):
            return _FLAGS[flag]
        case Has(part):
            return lambda subject: part in subject.parts
        case HasField(_, None):
            return lambda subject: node.path in subject.fields
        case HasField(_, value):
            sought = search_form(value or "").strip()
            return lambda subject: sought in subject.fields.get(node.path, ())


def _tagged(name: str, kind: TagKind | None) -> Condition:
    if kind is None:
        return lambda subject: name in subject.tag_names
    tag = (kind, name)
    return lambda subject: tag in subject.tags


def _dated(node: Dated, today: date) -> Condition:
    first, last = node.bounds(today)
    return lambda subject: subject.day is not None and first <= subject.day <= last


_FLAGS: dict[Flag, Condition] = {
    Flag.READ: lambda subject: subject.is_read,
    Flag.UNREAD: lambda subject: not subject.is_read,
    Flag.STARRED: lambda subject: subject.is_starred,
    Flag.DRAFT: lambda subject: subject.is_draft,
}


def _cost(node: Node) -> int:
    """Return the relative cost of a node: sets and dates before text, text before composites."""
    if isinstance(node, Not):
        return _cost(node.node)
    if isinstance(node, And | Or):
        return 3
    return 2 if isinstance(node, Words | Contains) else 1
