"""Composing a query from choices in the panes."""

from __future__ import annotations

import pytest

from reader.post import Tag, TagKind
from reader.query import Query, TagMode, parse, text_of
from reader.query.nodes import Dated, Flag, Is, MatchAll, OnDay, Order, Period, Words

SEA = Tag("海", TagKind.KEYWORD)
WIND = Tag("風", TagKind.HASHTAG)


@pytest.mark.parametrize(
    ("before", "tag", "mode", "after"),
    [
        ("", SEA, TagMode.AND, "keyword:海"),
        ("word", SEA, TagMode.AND, "word keyword:海"),
        ("keyword:海", WIND, TagMode.AND, "keyword:海 hashtag:風"),
        ("keyword:海", WIND, TagMode.OR, "keyword:海 or hashtag:風"),
        ("keyword:海 a", WIND, TagMode.OR, "(keyword:海 or hashtag:風) a"),
        ("a", WIND, TagMode.OR, "a hashtag:風"),
        ("keyword:海", WIND, TagMode.NOT, "keyword:海 -hashtag:風"),
        ("keyword:海", SEA, TagMode.NOT, "-keyword:海"),
        ("-keyword:海", SEA, TagMode.AND, "keyword:海"),
        ("keyword:海 or hashtag:風", SEA, TagMode.AND, "hashtag:風 keyword:海"),
        ("hashtag:风", WIND, TagMode.NOT, "-hashtag:風"),
    ],
)
def test_a_tag_joins_the_query_in_one_mode(before: str, tag: Tag, mode: TagMode, after: str) -> None:
    """Choosing a tag demands, offers or rules it out, and ends what was said of it before."""
    query = parse(before).with_tag(tag, mode)
    assert text_of(query) == after
    assert query.tag_mode(tag) in (mode, TagMode.AND)


@pytest.mark.parametrize(
    ("text", "mode"),
    [
        ("keyword:海", TagMode.AND),
        ("tag:海", TagMode.AND),
        ("-keyword:海", TagMode.NOT),
        ("hashtag:風 or keyword:海", TagMode.OR),
        ("hashtag:海", None),
        ("海 or keyword:海", None),
        ("", None),
    ],
)
def test_a_query_knows_how_it_treats_a_tag(text: str, mode: TagMode | None) -> None:
    """So the pane can show the sign beside the tag, whoever wrote the query."""
    assert parse(text).tag_mode(SEA) is mode


def test_a_tag_is_taken_out_of_every_clause_of_tags() -> None:
    """What else the query says stays."""
    query = parse("a keyword:海 (hashtag:風 or keyword:海) -keyword:海").without_tag(SEA)
    assert text_of(query) == "a hashtag:風"


def test_a_period_takes_the_place_of_the_former() -> None:
    """The timeline narrows to one period at a time, and can let go of it."""
    query = parse("a after:2020 before:2022").with_period(Period(2024, 2))
    assert text_of(query) == "a date:2024-02"
    assert query.period == Dated(Period(2024, 2), Period(2024, 2))
    assert text_of(query.with_period(Period(2023), Period(2024, 2))) == "a date:2023..2024-02"
    assert query.with_period(None) == parse("a")


def test_a_day_of_every_year_takes_the_place_of_all_time() -> None:
    """On this day is asked of all years, and can be let go of."""
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


def test_words_to_highlight_are_those_looked_for_in_the_text() -> None:
    """Not what is ruled out, nor authors and addresses."""
    query = parse('a "b c" -d title:e (f or author:g) site:h a')
    assert query.words == ("a", "b c", "e", "f")
