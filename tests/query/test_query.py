"""Composing a query from choices in the panes."""

from __future__ import annotations

from reader.query import Query, parse, text_of
from reader.query.moments import Period
from reader.query.nodes import (
    NEAR,
    Contains,
    Dated,
    Flag,
    Is,
    MatchAll,
    OnDay,
    Order,
    TextField,
    Together,
    Words,
)


def test_a_period_takes_the_place_of_the_former() -> None:
    """The timeline narrows to one period at a time, and can remove it."""
    query = parse("a after:2020 before:2022").with_period(Period(2024, 2))
    assert text_of(query) == "a date:2024-02"
    assert query.period == Dated(Period(2024, 2), Period(2024, 2))
    assert text_of(query.with_period(Period(2023), Period(2024, 2))) == "a date:2023..2024-02"
    assert query.with_period(None) == parse("a")


def test_a_day_of_every_year_takes_the_place_of_all_time() -> None:
    """It applies to all years, and can be removed."""
    query = parse("a date:2024 day:02-07").with_day(OnDay(6, 4))
    assert text_of(query) == "a day:06-04"
    assert query.with_day(None) == parse("a")


def test_a_clause_is_added_once_and_taken_away() -> None:
    """A chip can be closed; adding what is there changes nothing."""
    unread = Is(Flag.UNREAD)
    query = parse("a").adding(unread)
    assert query.clauses == (Words("a"), unread)
    assert query.adding(unread) == query
    assert query.without(unread) == parse("a")


def test_the_whole_query_is_one_node() -> None:
    """No clause is the node that every post matches."""
    assert Query().node == MatchAll()
    assert Query.of(MatchAll(), Order.OLDEST) == Query(order=Order.OLDEST)
    assert Query.of(parse("a b").node) == parse("a b")


def test_what_is_highlighted_is_what_is_looked_for_in_the_text() -> None:
    """Excluded words, authors and addresses are not; texts that stand together are one pattern."""
    query = parse('a "b c" -d title:e (f or author:g) site:h a (i NEAR j)')
    assert [pattern.node for pattern in query.patterns] == [
        *(Words("a"), Words("b c"), Contains(TextField.TITLE, "e"), Words("f")),
        Together((Words("i"), Words("j")), NEAR),
    ]
    assert query.has_words
    assert not parse("-d author:g is:read").has_words
