"""Matches posts in memory: what each node of a query means, in the plainest words."""

from __future__ import annotations

import re
from collections.abc import Callable, Set
from datetime import date
from typing import Protocol, assert_never

from reader.post import TagKind
from reader.query.nodes import (
    And,
    Contains,
    Dated,
    Equals,
    Flag,
    Has,
    Is,
    MatchAll,
    Node,
    Not,
    OnDay,
    Or,
    Part,
    Tagged,
    TextField,
    Words,
    Written,
    affirmed,
)
from reader.text.script import Script, fold


class Subject(Protocol):
    """What a query asks of a post. All texts are folded, so are the words asked for."""

    def contains(self, words: str) -> bool:
        """Whether the words stand in the title, the body, a caption, the name of a tag or the author."""

    def field_contains(self, field: TextField, words: str) -> bool:
        """Whether the words stand in that part; for a site see `site_matches`."""

    def field_equals(self, field: TextField, name: str) -> bool:
        """Whether the author's name, or the site's as `site_name` gives it, is this one."""

    @property
    def tags(self) -> Set[tuple[TagKind, str]]:
        """The kinds and names of the tags."""

    @property
    def tag_names(self) -> Set[str]:
        """The names of the tags of any kind."""

    @property
    def day(self) -> date | None:
        """The day of the post in the reader's zone."""

    @property
    def script(self) -> Script | None:
        """What the post is written in."""

    @property
    def parts(self) -> Set[Part]:
        """What the post holds."""

    @property
    def is_read(self) -> bool:
        """Whether it was opened or marked as read."""

    @property
    def is_starred(self) -> bool:
        """Whether it was starred."""


_WWW = re.compile(r"(?:www\.)+(?=.)", re.DOTALL)

Condition = Callable[[Subject], bool]


def condition(node: Node, today: date) -> Condition:
    """A function that says whether a post is what the node says; `today` anchors relative dates."""
    match node:
        case MatchAll():
            return lambda _: True
        case Words(text):
            words = fold(text)
            return lambda subject: subject.contains(words)
        case Contains(field, text):
            words = fold(text)
            return lambda subject: subject.field_contains(field, words)
        case Equals(field, text):
            name = whole_name(field, text)
            return lambda subject: subject.field_equals(field, name)
        case Tagged(name, kind):
            return _tagged(fold(name), kind)
        case Written(script):
            return lambda subject: subject.script is script
        case Dated():
            return _dated(node, today)
        case OnDay(month, day):
            return lambda subject: (
                subject.day is not None and (subject.day.month, subject.day.day) == (month, day)
            )
        case Is(flag):
            return _FLAGS[flag]
        case Has(part):
            return lambda subject: part in subject.parts
        case Not(inner):
            denied = condition(inner, today)
            return lambda subject: not denied(subject)
        case And(nodes):
            every = [condition(part, today) for part in sorted(nodes, key=_cost)]
            return lambda subject: all(holds(subject) for holds in every)
        case Or(nodes):
            either = [condition(part, today) for part in sorted(nodes, key=_cost)]
            return lambda subject: any(holds(subject) for holds in either)
        case _:
            assert_never(node)


def whole_name(field: TextField, text: str) -> str:
    """The form in which whole names of authors and hosts are compared: folded, a host without `www.`."""
    name = fold(text)
    return site_name(name) if field is TextField.SITE else name


def site_name(host: str) -> str:
    """The name of a site by that of its (folded) host: without `www.`, unless that is all."""
    return host[prefix.end() :] if (prefix := _WWW.match(host)) else host


def host_of(address: str) -> str:
    """The name of the host in a (folded) address; empty where there is none."""
    rest = address.split("://", 1)[-1]
    return rest.split("/", 1)[0].rsplit("@", 1)[-1].split(":", 1)[0]


def site_matches(address: str, words: str) -> bool:
    """Whether a (folded) address lies on the site that the words name.

    A name with a dot is a host or a domain above it: `cna.com.tw` holds www.cna.com.tw. With a slash it is
    part of an address; any other is part of a host's name.
    """
    if "/" in words:
        return words.split("://", 1)[-1] in address.split("://", 1)[-1]
    host = host_of(address)
    if "." in words.strip("."):
        domain = words.strip(".")
        return host == domain or host.endswith("." + domain)
    return bool(host) and words in host


def relevance(node: Node) -> Callable[[Subject], int]:
    """A weight for how well a post answers the words of the node; equal weights go by date, newer first.

    A word weighs 8 in the title, 3 in the name of a tag or the author, else 1. Several words that stand side by
    side as typed, joined or with a space, weigh 8 for each word in the title and 2 in the body on top. So a post
    with a word in its title comes before all that have the words in their bodies only, up to three of them, and
    words that make a phrase come before the same words apart. Words of `author:` and `site:`, and words that are
    ruled out, weigh nothing.
    """
    words = list(dict.fromkeys(fold(part.text) for part in affirmed(node)))
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
}


def _cost(node: Node) -> int:
    """How dear a node is to ask: sets and dates before text, and text before what holds several."""
    if isinstance(node, Not):
        return _cost(node.node)
    if isinstance(node, And | Or):
        return 3
    return 2 if isinstance(node, Words | Contains) else 1
