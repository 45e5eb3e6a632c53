"""A query as the screens use it: clauses shown as chips, and an order."""

from __future__ import annotations

from reader.frozen import Frozen, replace
from reader.query.moments import Period
from reader.query.nodes import And, Dated, MatchAll, Node, OnDay, Order, affirmed, conjunction
from reader.query.pattern import Pattern
from reader.query.patterns import pattern_of


class Query(Frozen):
    """Clauses that posts must match, and the order of the result.

    A query without clauses matches every post.
    """

    clauses: tuple[Node, ...] = ()
    """what must all hold; each is a chip on the screen"""
    order: Order = Order.NEWEST

    @classmethod
    def of(cls, node: Node, order: Order = Order.NEWEST) -> Query:
        """Return the query of one node; a top-level conjunction becomes several clauses."""
        if isinstance(node, MatchAll):
            return cls((), order)
        return cls(node.nodes if isinstance(node, And) else (node,), order)

    @property
    def node(self) -> Node:
        """All clauses as one node."""
        return conjunction(self.clauses)

    def adding(self, clause: Node) -> Query:
        """Return the query with another clause, unless it has it."""
        return self if clause in self.clauses else Query.of(conjunction((*self.clauses, clause)), self.order)

    def without(self, clause: Node) -> Query:
        """Return the query without the clause, as closing its chip does."""
        return replace(self, clauses=tuple(kept for kept in self.clauses if kept != clause))

    def in_order(self, order: Order) -> Query:
        """Return the query in another order."""
        return replace(self, order=order)

    @property
    def period(self) -> Dated | None:
        """The first clause that is a range of dates."""
        return next((clause for clause in self.clauses if isinstance(clause, Dated)), None)

    def with_period(self, first: Period | None, last: Period | None = None) -> Query:
        """Return the query for the period alone, or from it to the last one; None removes it."""
        others = tuple(clause for clause in self.clauses if not isinstance(clause, Dated))
        if first is None:
            return replace(self, clauses=others)
        return replace(self, clauses=(*others, Dated(first, last or first)))

    def with_day(self, day: OnDay | None) -> Query:
        """Return the query for that day of every year; None removes the day and the dates."""
        others = tuple(clause for clause in self.clauses if not isinstance(clause, Dated | OnDay))
        return replace(self, clauses=others if day is None else (*others, day))

    @property
    def has_words(self) -> bool:
        """Whether posts are searched for texts that are seen in them."""
        return any(True for _ in affirmed(self.node))

    @property
    def patterns(self) -> tuple[Pattern, ...]:
        """What is to be highlighted in an article."""
        return tuple(dict.fromkeys(map(pattern_of, affirmed(self.node))))
