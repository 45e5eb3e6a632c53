"""Generated queries: `st.from_type(Query)` in the tests of the query language."""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st

from reader.post import TagKind
from reader.query.nodes import (
    Ago,
    Contains,
    Dated,
    DatePhrase,
    Equals,
    Flag,
    Has,
    HasField,
    Is,
    Node,
    OnDay,
    Order,
    Part,
    Period,
    Tagged,
    TextField,
    Unit,
    Words,
    Written,
    conjunction,
    disjunction,
    negation,
)
from reader.query.query import Query
from reader.text.script import Script

ALPHABET = 'ab-（）():：|｜"“”「」『』\\ 　臺台灣orandnt.é1／'
"""letters, both scripts, and every sign that the language gives a meaning"""

words = st.one_of(
    st.sampled_from(["台灣", "臺灣", "or", "AND", "not", "tag:x", "a b", "-x", '"', "\\", "2024"]),
    st.text(alphabet=ALPHABET, min_size=1, max_size=6),
    st.text(alphabet=st.characters(exclude_categories=("Cc", "Cs")), min_size=1, max_size=4),
).filter(str.strip)


@st.composite
def periods(draw: st.DrawFn) -> Period:
    """A year, a month or a day of the calendar."""
    day = draw(st.dates(date(1, 1, 1), date(9999, 12, 31)))
    parts = draw(st.integers(1, 3))
    return Period(day.year, day.month if parts > 1 else None, day.day if parts > 2 else None)


phrases = st.sampled_from(
    ["yesterday", "last week", "3 days ago", "三天前", "昨天", "去年夏天", "上週三", "6/4", "2024Q3", "June"]
)
moments = st.one_of(
    periods(),
    st.builds(Ago, st.integers(0, 99999), st.sampled_from(Unit)),
    st.builds(DatePhrase, phrases),
)


@st.composite
def dated(draw: st.DrawFn) -> Dated:
    """A clause of time that some post may match."""
    first, last = draw(st.tuples(st.none() | moments, st.none() | moments).filter(any))
    today = date(2000, 1, 1)
    is_in_words = isinstance(first, DatePhrase)
    if type(first) is type(last) and not is_in_words and last.last(today) < first.first(today):
        first, last = last, first
    return Dated(first, last)


days_of_the_year = st.one_of(
    st.sampled_from([OnDay(1, 1), OnDay(12, 31)]),
    st.dates(date(2000, 1, 1), date(2000, 12, 31)).map(lambda day: OnDay(day.month, day.day)),
)

leaves: st.SearchStrategy[Node] = st.one_of(
    st.builds(Words, words),
    st.builds(Contains, st.sampled_from(TextField), words),
    st.builds(Equals, st.sampled_from([TextField.AUTHOR, TextField.SITE]), words),
    st.builds(Tagged, words, st.none() | st.sampled_from(TagKind)),
    st.builds(Written, st.none() | st.sampled_from(Script)),
    dated(),
    days_of_the_year,
    st.builds(Is, st.sampled_from(Flag)),
    st.builds(Has, st.sampled_from(Part)),
    st.builds(
        HasField,
        st.sampled_from(["series", "a", "a.b", "Date-Published", "標 題", "a:b"]),
        st.none() | words.map(lambda text: " ".join(text.split())),
    ),
)

nodes: st.SearchStrategy[Node] = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.lists(inner, min_size=2, max_size=3).map(conjunction),
        st.lists(inner, min_size=2, max_size=3).map(disjunction),
        inner.map(negation),
    ),
    max_leaves=8,
)

st.register_type_strategy(
    Query,
    st.builds(Query.of, nodes, st.sampled_from(Order)) | st.builds(Query, order=st.sampled_from(Order)),
)
