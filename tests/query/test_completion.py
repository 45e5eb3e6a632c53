"""The part of a query under the cursor."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.query.completion import completion_context


@pytest.mark.parametrize(
    ("query", "field", "value", "written"),
    [
        ("武漢", "", "武漢", "武漢"),
        ("上海 武漢", "", "武漢", "武漢"),
        ("上海 ", "", "", ""),
        ("tag:", "tag", "", "tag:"),
        ("tag:武", "tag", "武", "tag:武"),
        ("-tag:武", "tag", "武", "tag:武"),
        ("標籤：武", "tag", "武", "標籤：武"),
        ("(上海 | tag：武", "tag", "武", "tag：武"),
        ('author:"Ann M', "author", "Ann M", 'author:"Ann M'),
        ("author:=Ann", "author", "Ann", "author:=Ann"),
        ('author:="Ann M"', "author", "Ann M", 'author:="Ann M"'),
        ("tag:「武漢 肺", "tag", "武漢 肺", "tag:「武漢 肺"),
        ("http://a", "", "http://a", "http://a"),
        ("nofield:x", "", "nofield:x", "nofield:x"),
        ('"a phrase', "", "a phrase", '"a phrase'),
        ('="a phrase', "", "a phrase", '="a phrase'),
        ("title:=武", "title", "武", "title:=武"),
        ("武漢，封", "", "封", "封"),
        ("a /b c", "", "/b c", "/b c"),
        ("a text:/b c/", "text", "/b c/", "text:/b c/"),
        ("/b c/ d", "", "d", "d"),
        ("/b/c", "", "/b/c", "/b/c"),
        ("site:/b c", "", "c", "c"),
        ("a)", "", "", ""),
    ],
)
def test_at_the_end(query: str, field: str, value: str, written: str) -> None:
    """Field and value are told apart; signs and quotes are not part of the value."""
    piece = completion_context(query, len(query))
    assert (piece.field, piece.value) == (field, value)
    assert query[piece.start : piece.end] == written


def test_in_the_middle() -> None:
    """The cursor selects the whole part around it."""
    piece = completion_context("tag:武漢 上海", 5)
    assert (piece.start, piece.end, piece.field, piece.value) == (0, 6, "tag", "武漢")


@given(st.text('ab武 ":-|(「」=\\tag', max_size=30), st.integers(0, 30))
def test_any_text_has_a_piece(query: str, cursor: int) -> None:
    """There is always a part, it lies within the query, and the cursor lies within it."""
    cursor = min(cursor, len(query))
    piece = completion_context(query, cursor)
    assert 0 <= piece.start <= piece.end <= len(query)
    assert piece.start == piece.end == cursor or piece.start <= cursor <= piece.end
