"""Facets: the kinds of values that posts are filtered by, and how a choice of values changes a query."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum
from typing import NamedTuple

from reader.frozen import replace
from reader.post import TagKind
from reader.query.moments import Period
from reader.query.nodes import (
    OTHER,
    And,
    Contains,
    Dated,
    Equals,
    Labelled,
    Node,
    Not,
    Or,
    Saved,
    Tagged,
    TextField,
    Words,
    Written,
    conjunction,
    disjunction,
)
from reader.query.query import Query
from reader.query.sites import site_matches, whole_name
from reader.text.script import fold
from reader.text.spelling import search_form


class Facet(StrEnum):
    """A kind of value that a post has."""

    LABEL = "label"
    """the user's labels"""
    CHANNEL = "channel"
    KEYWORD = "keyword"
    HASHTAG = "hashtag"
    AUTHOR = "author"
    SITE = "site"
    """host of the post's URL, without `www.`"""
    LANG = "lang"
    """the language's code, for Chinese its script, or `other`"""
    YEAR = "year"
    """year of the post's day in the reader's time zone"""
    SAVED = "saved"
    """saved search that matches the post"""
    WORD = "word"
    """word of the post"""


POST_FACETS = tuple(facet for facet in Facet if facet not in (Facet.SAVED, Facet.WORD))
"""facets whose values posts have of themselves"""
TAG_FACETS = (Facet.CHANNEL, Facet.KEYWORD, Facet.HASHTAG)
_SEVERAL = (*TAG_FACETS, Facet.LABEL, Facet.SAVED, Facet.WORD)
"""facets of which a post may have several values; of the others it has at most one"""


class Mode(StrEnum):
    """How a chosen value joins the query."""

    AND = "and"
    OR = "or"
    NOT = "not"


class Choice(NamedTuple):
    """A value of a facet."""

    facet: Facet
    name: str
    """the name in any spelling; a language by its code; a year in four digits"""
    meaning: Node | None = None
    """what a saved search stands for"""

    @property
    def key(self) -> str:
        """The name in the form in which names are compared."""
        return whole_name(TextField.SITE, self.name) if self.facet is Facet.SITE else search_form(self.name)

    @property
    def node(self) -> Node:
        """The node that matches exactly the posts with this value."""
        match self.facet:
            case Facet.AUTHOR:
                return Equals(TextField.AUTHOR, self.name)
            case Facet.SITE:
                return Equals(TextField.SITE, self.name)
            case Facet.LANG:
                return Written(None if self.name == OTHER else self.name)
            case Facet.YEAR:
                year = Period(int(self.name))
                return Dated(year, year)
            case Facet.SAVED:
                assert self.meaning is not None
                return Saved(self.name, self.meaning)
            case Facet.LABEL:
                return Labelled(self.name)
            case Facet.WORD:
                return Words(self.name)
            case _:
                return Tagged(self.name, TagKind(self.facet))


def facet_of(node: Node) -> Facet | None:
    """Return the facet that the node filters by, if it filters by a single facet; else None."""
    match node:
        case Tagged(_, kind):
            return None if kind is None else Facet(kind)
        case Labelled():
            return Facet.LABEL
        case Contains(field) | Equals(field):
            return {TextField.AUTHOR: Facet.AUTHOR, TextField.SITE: Facet.SITE}.get(field)
        case Written():
            return Facet.LANG
        case Dated():
            return Facet.YEAR
        case Saved():
            return Facet.SAVED
        case Not(inner):
            return facet_of(inner)
        case And(nodes) | Or(nodes):
            facets = {facet_of(part) for part in nodes}
            return facets.pop() if len(facets) == 1 else None
        case _:
            return None


def own_clauses(query: Query, facet: Facet) -> tuple[Node, ...]:
    """Return the clauses that filter by the facet alone; the facet's counts ignore them."""
    return tuple(clause for clause in query.clauses if facet_of(clause) is facet)


def naming(query: Query, facet: Facet) -> list[tuple[Callable[[str], bool], Mode]]:
    """Return, for each value of the facet in the query, a predicate for the names it means, and its mode.

    Considers clauses that require one value, exclude one or several, or offer several.
    """
    found = []
    for clause in query.clauses:
        for leaf in _leaves(clause):
            names = _names(leaf, facet)
            if names is not None:
                found.append((names, _mode(clause)))
    return found


def named(query: Query, facet: Facet) -> list[tuple[Choice, Mode]]:
    """Return the values of the facet that the query names whole, with modes; not tags of unspecified kind."""
    found = []
    for clause in query.clauses:
        for leaf in _leaves(clause):
            choice = _choice(leaf)
            if choice is not None and choice.facet is facet:
                found.append((choice, _mode(clause)))
    return found


def mode_of(query: Query, choice: Choice) -> Mode | None:
    """Return how the query uses the value; None where it does not name it."""
    return next((mode for names, mode in naming(query, choice.facet) if names(choice.key)), None)


def choosing(query: Query, choice: Choice, mode: Mode) -> Query:
    """Return the query with the value required, offered as an alternative, or excluded.

    A value has one mode, so earlier uses of it are removed. A required author, site, language or year
    replaces the others of its facet, since no post has two. `or` widens the facet's last choice, else the
    last choice of any facet; without one it requires the value.
    """
    if mode is Mode.AND and choice.facet not in _SEVERAL:
        return only(query, choice)
    query = _without(query, lambda leaf: _is_exactly(leaf, choice))
    if mode is Mode.NOT:
        return query.adding(Not(choice.node))
    places = [place for place, clause in enumerate(query.clauses) if _is_offer(clause)]
    own = [place for place in places if facet_of(query.clauses[place]) is choice.facet]
    if mode is Mode.AND or not places:
        return query.adding(choice.node)
    last = (own or places)[-1]
    clauses = list(query.clauses)
    clauses[last] = disjunction((clauses[last], choice.node))
    return replace(query, clauses=tuple(clauses))


def only(query: Query, choice: Choice) -> Query:
    """Return the query with the value as the only choice of its facet."""
    name = choice.key
    others = tuple(
        clause
        for clause in query.clauses
        if clause == choice.node
        or not (
            facet_of(clause) is choice.facet
            or any((names := _names(leaf, choice.facet)) and names(name) for leaf in _leaves(clause))
        )
    )
    return replace(query, clauses=others).adding(choice.node)


def letting_go(query: Query, choice: Choice) -> Query:
    """Return the query without the value in any choice."""
    name = choice.key
    return _without(query, lambda leaf: bool((names := _names(leaf, choice.facet)) and names(name)))


def _without(query: Query, goes: Callable[[Node], bool]) -> Query:
    kept: list[Node] = []
    for clause in query.clauses:
        leaves = list(_leaves(clause))
        left = [leaf for leaf in leaves if not goes(leaf)]
        if len(left) == len(leaves):
            kept.append(clause)
        elif left:
            kept.append(Not(disjunction(left)) if isinstance(clause, Not) else disjunction(left))
    return replace(query, clauses=tuple(kept))


def _leaves(clause: Node) -> Iterator[Node]:
    """Yield the values that a clause requires, excludes or offers; none where it does anything else."""
    inner = clause.node if isinstance(clause, Not) else clause
    nodes = inner.nodes if isinstance(inner, Or) else (inner,)
    if all(isinstance(node, Tagged) or facet_of(node) for node in nodes) and not any(
        isinstance(node, And | Or | Not) for node in nodes
    ):
        yield from nodes


def _mode(clause: Node) -> Mode:
    return Mode.NOT if isinstance(clause, Not) else Mode.OR if isinstance(clause, Or) else Mode.AND


def _is_offer(clause: Node) -> bool:
    return not isinstance(clause, Not) and any(True for _ in _leaves(clause))


def _names(leaf: Node, facet: Facet) -> Callable[[str], bool] | None:
    """Return a predicate for the folded names of the facet that the leaf means; None where it means none."""
    match leaf:
        case Tagged(name, kind) if facet in TAG_FACETS and (kind is None or str(kind) == str(facet)):
            return search_form(name).__eq__
        case Labelled(name) if facet is Facet.LABEL:
            return search_form(name).__eq__
        case Equals(field, text) if str(field) == str(facet):
            return whole_name(field, text).__eq__
        case Contains(TextField.AUTHOR, text) if facet is Facet.AUTHOR:
            words = search_form(text)
            return lambda name: words in name
        case Contains(TextField.SITE, text) if facet is Facet.SITE:
            words = fold(text)
            return lambda name: "/" not in words and site_matches(name, words)
        case Written(language) if facet is Facet.LANG:
            return (language or OTHER).__eq__
        case Dated(first, last) if facet is Facet.YEAR and first == last and isinstance(first, Period):
            return str(first).__eq__
        case Saved(name) if facet is Facet.SAVED:
            return search_form(name).__eq__
        case _:
            return None


def _choice(leaf: Node) -> Choice | None:
    """Return the single value that the leaf names."""
    match leaf:
        case Tagged(name, kind) if kind is not None:
            return Choice(Facet(kind), name)
        case Labelled(name):
            return Choice(Facet.LABEL, name)
        case Equals(TextField.AUTHOR, text):
            return Choice(Facet.AUTHOR, text)
        case Equals(_, text):
            return Choice(Facet.SITE, text)
        case Written(language):
            return Choice(Facet.LANG, language or OTHER)
        case Dated(Period(year, None, None) as first, last) if first == last:
            return Choice(Facet.YEAR, f"{year:04}")
        case Saved(name, meaning):
            return Choice(Facet.SAVED, name, meaning)
        case _:
            return None


def _is_exactly(leaf: Node, choice: Choice) -> bool:
    """Return whether the leaf names the value and no other."""
    names = None if isinstance(leaf, Contains) else _names(leaf, choice.facet)
    return names is not None and names(choice.key)


def without_own(query: Query, facets: Iterable[Facet]) -> tuple[Node, dict[Facet, Node]]:
    """Return the query without its own clauses of these facets, and the clauses of each facet as a node."""
    own = {facet: own_clauses(query, facet) for facet in facets}
    chosen = [clause for clauses in own.values() for clause in clauses]
    rest = conjunction(clause for clause in query.clauses if clause not in chosen)
    return rest, {facet: conjunction(clauses) for facet, clauses in own.items() if clauses}
