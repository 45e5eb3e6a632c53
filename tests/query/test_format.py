"""Writing a query back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.query import Query, parse, text_of
from tests.query.conftest import operator_queries, searches


@given(st.from_type(Query) | operator_queries)
def test_a_query_written_is_read_back_the_same(query: Query) -> None:
    """The panes compose queries, the query bar shows them as text, and nothing is lost between."""
    assert parse(text_of(query), searches) == query


@pytest.mark.parametrize(
    "text",
    [
        "",
        "台灣 地震",
        '"a b" -c',
        "a or b",
        "(a or b) c",
        "-(a b)",
        'tag:"a b" date:2024-02 is:unread',
        "date:2024-01..2024-03 sort:oldest",
        "after:7d before:2024-01-01",
        "a or b sort:relevance",
        'title:"a: b"',
        'author:="Ann Bo" -site:=cna.com.tw',
        'author:"=a" lang:other',
        'date:昨天 -after:"last week"',
        'date:"3 days ago..昨天"',
        'label:to-read -label:"two words" note:渡輪 note:=Lead',
        "has:label has:note -has:highlight",
        'label:"=a"',
    ],
)
def test_a_query_is_written_as_one_would_type_it(text: str) -> None:
    """No quotes or parentheses where none are needed."""
    assert text_of(parse(text)) == text
