"""The meaning of every query node and the weights of relevance, post by post: what tests compare the index with."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from datetime import date
from typing import Protocol, assert_never

from reader.index.tokens import query_tokens, tokens_of
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
    Labelled,
    Length,
    MatchAll,
    Node,
    Not,
    OnDay,
    Or,
    Part,
    Saved,
    Tagged,
    TextField,
    Together,
    Words,
    Written,
)
from reader.query.sites import whole_name
from reader.text.spelling import SearchText, search_form
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
    def is_begun(self) -> bool:
        """Whether a part of the post was read."""

    @property
    def is_finished(self) -> bool:
        """Whether the post was read to its end."""

    @property
    def labels(self) -> Set[str]:
        """Names of the user's labels."""

    @property
    def note(self) -> str:
        """The user's note; empty without one."""

    @property
    def is_draft(self) -> bool:
        """Whether the post says that it is not published."""

    @property
    def length(self) -> int:
        """Characters of Chinese, and words of other languages, in the text."""


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
        case Labelled(name):
            form = search_form(name)
            return lambda subject: form in subject.labels
        case Saved(_, inner):
            return condition(inner, today, keys)
        case Written(language):
            return lambda subject: subject.language == language
        case Dated():
            return _dated(node, today)
        case OnDay(month, day):
            return lambda subject: (
                subject.day is not None and (subject.day.month, subject.day.day) == (month, day)
            )
        case Is() | Has() | HasField() | Archived() | Length():
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
    may_stand_in_notes = part in (None, TextField.NOTE)
    return lambda subject: (
        (part is not TextField.NOTE and stands(node, subject.text(part)))
        or (may_stand_in_notes and bool(subject.note) and stands(node, subject.note))
    )


def relevance(node: Node, subjects: Sequence[Subject]) -> Callable[[Subject], float]:
    """Return a function that weighs the relevance of one of the subjects; equal weights go by date.

    Each word counts by BM25F, the more the fewer of the subjects hold its tokens, and in a note as much as in a usual
    title; then comes how near the words stand in the title or in the body, and how early the first stands. Words of `author:` and `site:`, expressions, and
    excluded words weigh nothing.
    """
    words = list(dict.fromkeys(form for each in _sought(node) if (form := search_form(each.text))))[:24]
    held = [(tokens_of(SearchText(each.text(None)).form), SearchText(each.note).form) for each in subjects]
    rarity = {}
    for word in words:
        sought = set(query_tokens(word)[0])
        holding = sum(whole >= sought or word in note for whole, note in held)
        rarity[word] = round(math.log(1 + len(held) / max(1, holding)), 1)

    def weigh(subject: Subject) -> float:
        title, body, captions, whole = (
            SearchText(subject.text(field)).form
            for field in (TextField.TITLE, TextField.TEXT, TextField.CAPTION, None)
        )
        names = whole[len(title) + 1 : len(whole) - len(body)]
        parts = ((12, 35, title), (1, 2000, body), (3, 40, names), (6, 120, captions))
        note = SearchText(subject.note).form
        present = [word for word in words if word in note or any(word in text for *_, text in parts)]
        total = 0.0
        for word in present:
            counts = [
                weight * len(_places(text, word)[:50]) / (0.25 + 0.75 * len(text) / usual)
                for weight, usual, text in parts
            ]
            counts.append(12 * (word in note))
            total += rarity[word] * sum(counts) / (1.2 + sum(counts))
        near = max(1.6 * _closeness(title, present), _closeness(body, present)) if len(present) > 1 else 0
        in_title = any(word in title for word in present)
        first = 0 if in_title else min((body.find(word) for word in present if word in body), default=0)
        total += sum(rarity[word] for word in present) * (0.6 * near + 0.02 / (1 + first / 500))
        return round(total, 6)

    return weigh


def _sought(node: Node) -> Iterator[Words | Contains]:
    match node:
        case And(nodes) | Or(nodes) | Together(nodes):
            for part in nodes:
                yield from _sought(part)
        case Saved(_, inner):
            yield from _sought(inner)
        case Words() | Contains() if getattr(node, "field", None) not in (TextField.AUTHOR, TextField.SITE):
            yield node


def _places(text: str, word: str) -> list[int]:
    return [place for place in range(len(text)) if text.startswith(word, place)]


def _closeness(text: str, words: list[str]) -> float:
    """Return how near the words stand: the shortest stretch from a place of the rarest to the nearest of each other."""
    found = sorted(([(place, word) for place in _places(text, word)[:50]] for word in words), key=len)
    if not all(found):
        return 0
    stretches = []
    for anchor, rarest in found[0][:12]:
        near = [min(some, key=lambda one: abs(one[0] - anchor)) for some in found[1:]]
        near.append((anchor, rarest))
        stretches.append(max(place + len(word) for place, word in near) - min(place for place, _ in near))
    between = min(stretches) - sum(map(len, words))
    as_typed = between < len(words) and any(joint.join(words) in text for joint in ("", " "))
    return 200 / (200 + max(0, between)) * (1.25 if as_typed else 1)


def _property(node: Is | Has | HasField | Archived | Length, keys: Set[str]) -> Condition:
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
        case Length(least, most):
            return lambda subject: (least or 0) <= subject.length and (most is None or subject.length <= most)
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
    Flag.BEGUN: lambda subject: subject.is_begun,
    Flag.FINISHED: lambda subject: subject.is_finished,
    Flag.DRAFT: lambda subject: subject.is_draft,
}


def _cost(node: Node) -> int:
    """Return the relative cost of a node: sets and dates before text, text before composites."""
    if isinstance(node, Not):
        return _cost(node.node)
    if isinstance(node, And | Or):
        return 3
    return 2 if isinstance(node, Words | Contains) else 1
