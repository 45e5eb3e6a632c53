"""Generated queries: `st.from_type(Query)` in the tests of the query language."""

from __future__ import annotations

from datetime import date

from hypothesis import assume
from hypothesis import strategies as st

from reader.post import TagKind
from reader.query import QueryError, parse
from reader.query.moments import Ago, DatePhrase, Period, Unit
from reader.query.nodes import (
    Archived,
    Contains,
    Dated,
    Equals,
    Flag,
    Has,
    HasField,
    Is,
    Labelled,
    Length,
    Match,
    Node,
    OnDay,
    Order,
    Part,
    Span,
    Tagged,
    TextField,
    Together,
    Words,
    Written,
    conjunction,
    disjunction,
    negation,
)
from reader.query.query import Query
from reader.query.signs import is_blank
from reader.query.values import between_slashes, quoted
from reader.text.script import Script

ALPHABET = 'ab-（）():：|｜"“”「」『』\\ 　臺台灣orandnt.é1／/*?？~=,，NEAR'
"""letters, both scripts, and every sign that the language gives a meaning"""

words = st.one_of(
    st.sampled_from(
        [
            *("台灣", "臺灣", "or", "AND", "not", "tag:x", "a b", "-x", '"', "\\", "2024", "NEAR", "THEN/5"),
            *("=a", "/a/", "a*b", "ab~", "*", "www.a.bc", "a，b", "1,000", "\\*", "標題:x"),
            *("年", "2020", "Python", "2020春", "20200402", "2019..2021", "年底"),
        ]
    ),
    st.text(alphabet=ALPHABET, min_size=1, max_size=6),
    st.text(alphabet=st.characters(exclude_categories=("Cc", "Cs")), min_size=1, max_size=4),
).filter(lambda text: not is_blank(text))

_wild_words = st.lists(
    st.one_of(
        st.sampled_from(["*", "?", "\\*", "\\?", "\\\\", "武", "ab", "~", "。"]), st.sampled_from("路a1.")
    ),
    min_size=2,
    max_size=6,
).map("".join)
_expressions = st.sampled_from(["a", "武.{2}路", r"\d+/\d+", "a b", r"a\\", "(a|b)c", "a／b", '"', r"[\/]"])


@st.composite
def compared(draw: st.DrawFn) -> tuple[str, Match]:
    """A text and how it is compared, as they may be typed."""
    match = draw(st.sampled_from(Match))
    if match is Match.EXPRESSION:
        # Read once, since an escaped slash may be written in two ways.
        text = draw(_expressions)
    elif match is Match.WILD:
        text = draw(_wild_words)
    else:
        text = draw(words)
    typed = {
        Match.ALIKE: quoted(text),
        Match.EXACT: f"={quoted(text)}",
        Match.WILD: text,
        Match.ONE_OFF: f"{quoted(text)}~",
        Match.EXPRESSION: between_slashes(text),
    }[match]
    try:
        clauses = parse(f"text:{typed}").clauses
    except QueryError:
        clauses = ()
    assume(len(clauses) == 1 and isinstance(clauses[0], Contains))
    return clauses[0].text, clauses[0].match


@st.composite
def texts(draw: st.DrawFn, field: TextField | None = None) -> Words | Contains:
    """A text of a part of a post, or of any."""
    text, match = draw(compared())
    # An author's name after an equals sign is whole.
    assume(field is not TextField.AUTHOR or match is not Match.EXACT)
    return Words(text, match) if field is None else Contains(field, text, match)


@st.composite
def together(draw: st.DrawFn) -> Together:
    """Texts of one part that stand near one another."""
    parts = [None, TextField.TITLE, TextField.TEXT, TextField.CAPTION, TextField.NOTE]
    field = draw(st.sampled_from(parts))
    one = texts(field)
    choice = st.lists(one, min_size=2, max_size=3).map(disjunction)
    operands = tuple(draw(st.lists(one | choice, min_size=2, max_size=4)))
    is_span = draw(st.booleans())
    if is_span:
        return Together(operands, draw(st.sampled_from(Span)))
    return Together(operands, draw(st.sampled_from([1, 10, 9999])), draw(st.booleans()))


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

lengths = st.one_of(
    st.builds(Length, st.integers(0, 10**9), st.none()),
    st.builds(Length, st.none(), st.integers(0, 10**9)),
    st.tuples(st.integers(0, 400), st.integers(0, 400)).map(lambda pair: Length(min(pair), max(pair))),
)

SEARCHES = {
    "boats": "台灣 or -tag:x sort:oldest",
    "two words": "-saved:boats is:read",
    "or": "",
    '=a"': "note:台 label:a",
}
"""saved searches that generated queries name"""


def searches() -> dict[str, str]:
    """Return the saved searches."""
    return SEARCHES


saved = st.sampled_from([*SEARCHES, "Boats", "TWO words"]).map(
    lambda name: parse(f"saved:{quoted(name)}", searches).clauses[0]
)

leaves: st.SearchStrategy[Node] = st.one_of(
    st.builds(Words, words),
    st.builds(Contains, st.sampled_from(TextField), words),
    st.builds(Equals, st.sampled_from([TextField.AUTHOR, TextField.SITE]), words),
    st.builds(Tagged, words, st.none() | st.sampled_from(TagKind)),
    st.builds(Labelled, words),
    saved,
    st.builds(Written, st.none() | st.sampled_from(Script)),
    dated(),
    days_of_the_year,
    lengths,
    st.builds(Is, st.sampled_from(Flag)),
    st.builds(Has, st.sampled_from(Part)),
    st.builds(
        HasField,
        st.sampled_from(["series", "a", "a.b", "Date-Published", "標 題", "a:b"]),
        st.none() | words.map(lambda text: " ".join(text.split())),
    ),
)

_operator_leaves: st.SearchStrategy[Node] = st.one_of(
    leaves,
    texts(),
    st.sampled_from([field for field in TextField if field is not TextField.SITE]).flatmap(texts),
    together(),
    st.builds(
        Archived, st.sampled_from(["https://a.bc/d?e=1", "www.a.bc", "a.bc/d_(e)", "http://a.b/武漢,x"])
    ),
)


def _nodes_of(leaves: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    return st.recursive(
        leaves,
        lambda inner: st.one_of(
            st.lists(inner, min_size=2, max_size=3).map(conjunction),
            st.lists(inner, min_size=2, max_size=3).map(disjunction),
            inner.map(negation),
        ),
        max_leaves=8,
    )


def _queries_of(nodes: st.SearchStrategy[Node]) -> st.SearchStrategy[Query]:
    return st.builds(Query.of, nodes, st.sampled_from(Order)) | st.builds(Query, order=st.sampled_from(Order))


nodes = _nodes_of(leaves)
operator_queries = _queries_of(_nodes_of(_operator_leaves))
"""queries with the signs and operators that say how texts are compared, and how near they stand"""

st.register_type_strategy(Query, _queries_of(nodes))
