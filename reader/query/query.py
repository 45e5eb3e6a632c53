"""A whole query: the clauses that every screen shows as chips, and how panes add and take away."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from reader.post import Tag
from reader.query.nodes import (
    And,
    Dated,
    MatchAll,
    Node,
    Not,
    OnDay,
    Or,
    Order,
    Period,
    Tagged,
    affirmed,
    conjunction,
    disjunction,
)
from reader.text.script import fold


class TagMode(StrEnum):
    """How a chosen tag joins the query."""

    AND = "and"
    OR = "or"
    NOT = "not"


@dataclass(frozen=True, slots=True)
class Query:
    """What is shown and in which order; the one that the query bar and the panes write together.

    A query without clauses shows every post, newest first.
    """

    clauses: tuple[Node, ...] = ()
    """what must all hold; each is a chip on the screen"""
    order: Order = Order.NEWEST

    @classmethod
    def of(cls, node: Node, order: Order = Order.NEWEST) -> Query:
        """The query of one node, its top-level conjunction taken apart into clauses."""
        if isinstance(node, MatchAll):
            return cls((), order)
        return cls(node.nodes if isinstance(node, And) else (node,), order)

    @property
    def node(self) -> Node:
        """All clauses as one node."""
        return conjunction(self.clauses)

    def adding(self, clause: Node) -> Query:
        """The query with one clause more, unless it has it."""
        return self if clause in self.clauses else Query.of(conjunction((*self.clauses, clause)), self.order)

    def without(self, clause: Node) -> Query:
        """The query without the clause: what closing its chip does."""
        return replace(self, clauses=tuple(kept for kept in self.clauses if kept != clause))

    def in_order(self, order: Order) -> Query:
        """The query in another order."""
        return replace(self, order=order)

    @property
    def period(self) -> Dated | None:
        """The clause of time, if there is one."""
        return next((clause for clause in self.clauses if isinstance(clause, Dated)), None)

    def with_period(self, first: Period | None, last: Period | None = None) -> Query:
        """The query for that period alone, or from it to the last one; None takes the time away."""
        others = tuple(clause for clause in self.clauses if not isinstance(clause, Dated))
        if first is None:
            return replace(self, clauses=others)
        return replace(self, clauses=(*others, Dated(first, last or first)))

    def with_day(self, day: OnDay | None) -> Query:
        """The query for that day of every year; None takes the day away, and the time that the query names."""
        others = tuple(clause for clause in self.clauses if not isinstance(clause, Dated | OnDay))
        return replace(self, clauses=others if day is None else (*others, day))

    def tag_mode(self, tag: Tag) -> TagMode | None:
        """How the query's clauses of tags treat the tag; None where they do not name it."""
        for clause in self.clauses:
            if _names(clause, tag):
                return TagMode.AND
            if isinstance(clause, Not) and _names(clause.node, tag):
                return TagMode.NOT
            if _is_tag_choice(clause) and any(_names(node, tag) for node in _choices(clause)):
                return TagMode.OR
        return None

    def with_tag(self, tag: Tag, mode: TagMode) -> Query:
        """The query with the tag demanded, offered as another choice, or ruled out.

        A tag has one mode: the former one goes. `or` widens the last clause that is a tag or a choice of
        tags; without such a clause it demands the tag.
        """
        query = self.without_tag(tag)
        chosen = Tagged(tag.name, tag.kind)
        if mode is TagMode.NOT:
            return query.adding(Not(chosen))
        last = next(
            (place for place in reversed(range(len(query.clauses))) if _is_tag_choice(query.clauses[place])),
            None,
        )
        if mode is TagMode.AND or last is None:
            return query.adding(chosen)
        clauses = list(query.clauses)
        clauses[last] = disjunction((clauses[last], chosen))
        return replace(query, clauses=tuple(clauses))

    def without_tag(self, tag: Tag) -> Query:
        """The query whose clauses of tags do not name the tag."""
        kept: list[Node] = []
        for clause in self.clauses:
            if isinstance(clause, Not) and _names(clause.node, tag):
                continue
            if _is_tag_choice(clause):
                others = [node for node in _choices(clause) if not _names(node, tag)]
                if others:
                    kept.append(disjunction(others))
            else:
                kept.append(clause)
        return replace(self, clauses=tuple(kept))

    @property
    def words(self) -> tuple[str, ...]:
        """What to highlight in an article: the words looked for in its title, text and captions."""
        return tuple(dict.fromkeys(node.text for node in affirmed(self.node)))


def _names(node: Node, tag: Tag) -> bool:
    return isinstance(node, Tagged) and node.kind in (None, tag.kind) and fold(node.name) == fold(tag.name)


def _choices(clause: Node) -> tuple[Node, ...]:
    return clause.nodes if isinstance(clause, Or) else (clause,)


def _is_tag_choice(clause: Node) -> bool:
    return all(isinstance(node, Tagged) for node in _choices(clause))
