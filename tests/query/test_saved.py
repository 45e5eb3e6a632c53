"""Saved searches within queries."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from reader.query import QueryError, parse, text_of
from reader.query.nodes import Order, Saved, negation

SAVED = {
    "boats": "渡輪 or saved:piers sort:oldest",
    "Piers": '"long pier" -is:read',
    "everything": "",
    "two words": "saved:boats",
    "loop": "x (saved:pool)",
    "pool": "-saved:LOOP",
    "self": "saved:self",
    "orphan": "a saved:gone",
    "broken": "(a | b",
    "many": " ".join("a" * 300),
    "more": "saved:many saved:many",
    "deep": "(" * 30 + "a" + ")" * 30,
    "deeper": "(" * 30 + "saved:deep" + ")" * 30,
    **{f"chain {number}": f'saved:"chain {number + 1}"' for number in range(12)},
    "chain 12": "a",
}


def searches() -> Mapping[str, str]:
    """Return the saved searches."""
    return SAVED


def test_a_saved_search_is_a_condition_like_others() -> None:
    """In groups, choices and negations; what it names itself is followed, and its order stays behind."""
    meant = parse("渡輪 or saved:piers", searches).node
    query = parse("(a | saved:boats) -saved:boats", searches)
    assert query.clauses[1] == negation(Saved("boats", meant))
    assert query.order is Order.NEWEST
    assert text_of(query) == "(a or saved:boats) -saved:boats"
    assert [pattern.node.text for pattern in query.patterns] == ["a", "渡輪", "long pier"]  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "typed", ["saved:BOATS", 'saved:"boats"', "saved:=boats", "已存:boats", "saved:ｂｏａｔｓ"]
)
def test_names_are_spelt_as_one_likes(typed: str) -> None:
    """Case, width and signs of names make no difference, and the field has Chinese names."""
    (clause,) = parse(typed, searches).clauses
    assert isinstance(clause, Saved)
    assert clause.node == parse(SAVED["boats"], searches).node


def test_searches_are_read_for_queries_that_name_one() -> None:
    """No other query asks for them."""

    def unreadable() -> Mapping[str, str]:
        raise AssertionError

    assert parse('a "saved:boats" @boats', unreadable).clauses


@pytest.mark.parametrize(
    ("text", "position", "reason"),
    [
        ("a saved:boat", 8, "There is no saved search boat. Did you mean boats?"),
        ("saved:xyz", 6, "There is no saved search xyz."),
        ("a -saved:self", 9, "The saved search self stands for itself: self → self."),
        ("saved:pool", 6, "The saved search pool stands for itself: pool → loop → pool."),
        ("saved:orphan", 6, "The saved search orphan names gone, and there is no saved search of that name."),
        ("saved:broken", 6, "The saved search broken cannot be read: This parenthesis is not closed."),
        ("saved:many x saved:many", 19, "A query has at most 500 words"),
        ("saved:more", 6, "The saved search more cannot be read: A query has at most 500 words"),
        ("((saved:deeper))", 8, "The saved search deeper cannot be read: Parentheses nest deeper than 50"),
        ("(" * 30 + "saved:deep" + ")" * 30, 30, "Parentheses nest deeper than 50"),
        ('saved:"chain 0"', 6, "Saved searches name one another more than 10 deep"),
        ("saved:", 6, "needs a value right after it"),
        ("saved:boats NEAR b", 0, "NEAR joins words"),
    ],
)
def test_what_a_name_can_not_stand_for(text: str, position: int, reason: str) -> None:
    """One sentence says so, at the place of the name."""
    with pytest.raises(QueryError) as caught:
        parse(text, searches)
    assert (caught.value.position, reason in caught.value.reason) == (position, True)
