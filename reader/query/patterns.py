"""Patterns of query nodes: what the texts of a query look for in the texts of posts."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from reader.query.literal_patterns import AlikePattern, ExactPattern
from reader.query.nodes import Contains, Match, Or, TextField, Together, Words
from reader.query.pattern import Pattern

_KEPT = 64
"""patterns that are kept: those of the query on the screen, and of the queries before it while one types"""


@lru_cache(_KEPT)
def pattern_of(node: Words | Contains | Together) -> Pattern:
    """Return the pattern of a node; in which part of a post it is looked for, `part_of` says."""
    if not isinstance(node, Together):
        return _PATTERNS[node.match](node)
    from reader.query.together import TogetherPattern

    return TogetherPattern(node, [list(map(pattern_of, _choices(part))) for part in node.nodes])


# Imported late: their expressions take milliseconds to compile, and few queries have such texts.


def _wild(node: Words | Contains) -> Pattern:
    from reader.query.loose_patterns import WildPattern

    return WildPattern(node)


def _one_off(node: Words | Contains) -> Pattern:
    from reader.query.loose_patterns import OneOffPattern

    return OneOffPattern(node)


def _expression(node: Words | Contains) -> Pattern:
    from reader.query.expression_patterns import ExpressionPattern

    return ExpressionPattern(node)


_PATTERNS: dict[Match, Callable[[Words | Contains], Pattern]] = {
    Match.ALIKE: AlikePattern,
    Match.EXACT: ExactPattern,
    Match.WILD: _wild,
    Match.ONE_OFF: _one_off,
    Match.EXPRESSION: _expression,
}


def part_of(node: Words | Contains | Together) -> TextField | None:
    """Return the part of a post in which a text is looked for, None for all; texts that stand together have one."""
    if isinstance(node, Together):
        return part_of(_choices(node.nodes[0])[0])
    return node.field if isinstance(node, Contains) else None


def _choices(node: Words | Contains | Or) -> tuple[Words | Contains, ...]:
    """Return the texts of one operand."""
    if isinstance(node, Or):
        return tuple(each for each in node.nodes if isinstance(each, Words | Contains))
    return (node,)
