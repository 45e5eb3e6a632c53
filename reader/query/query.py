"""A whole query: the clauses that every screen shows as chips, and how panes add and take away."""

from __future__ import annotations

from dataclasses import dataclass, replace

from reader.query.nodes import (
    And,
    Dated,
    MatchAll,
    Node,
    OnDay,
    Order,
    Period,
    affirmed,
    conjunction,
)


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

    @property
    def words(self) -> tuple[str, ...]:
        """What to highlight in an article: the words looked for in its title, text and captions."""
        return tuple(dict.fromkeys(node.text for node in affirmed(self.node)))
