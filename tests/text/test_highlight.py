"""Places of patterns in a text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.query.nodes import Words
from reader.query.patterns import pattern_of
from reader.text import highlight
from reader.text.spelling import SearchText, search_form


def hits(text: str, words: list[str]) -> list[tuple[int, int]]:
    """Return the hits of words."""
    return highlight.hits(SearchText(text), [pattern_of(Words(word)) for word in words])


def test_a_hit_may_be_spelt_in_the_other_script() -> None:
    """The word 台湾 stands wherever 臺灣 stands."""
    assert hits("在臺灣，台灣", ["台湾"]) == [(1, 3), (4, 6)]


def test_hits_that_overlap_or_touch_are_one() -> None:
    """Highlighting never has to nest."""
    assert hits("abcdef", ["abc", "cd", "ef"]) == [(0, 6)]
    assert hits("哈哈哈", ["哈哈"]) == [(0, 3)]


def test_hits_have_an_upper_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of each word: a letter stands in a hostile text a million times."""
    monkeypatch.setattr(highlight, "MOST_HITS", 3)
    assert hits("a b " * 9, ["a", "b"]) == [(0, 1), (2, 3), (4, 5), (6, 7), (8, 9), (10, 11)]


def test_no_words_and_empty_words_stand_nowhere() -> None:
    """An empty query highlights nothing."""
    assert hits("text", []) == []
    assert hits("text", ["", "x", ""]) == [(2, 3)]


def test_a_hit_may_be_longer_than_the_word() -> None:
    """Blanks beside Chinese, soft hyphens and ligatures belong to it."""
    assert hits("他用 Python 寫", ["用python写"]) == [(1, 11)]
    assert hits("an oﬃce", ["office"]) == [(3, 7)]


@given(st.text(alphabet="ab臺台 ß"), st.lists(st.text(alphabet="ab臺台 ", max_size=3), max_size=3))
def test_hits_cover_the_words_and_nothing_else(text: str, words: list[str]) -> None:
    """As many characters of the form as words cover, and each range begins and ends with a word."""
    sought, forms = SearchText(text), [search_form(word) for word in words if word.strip()]
    covered = {
        place
        for form in forms
        for start in range(len(sought.form))
        if sought.form.startswith(form, start)
        for place in range(start, start + len(form))
    }
    ranges = {sought.in_text(place, place + 1) for place in covered}
    found = hits(text, words)
    assert all(any(start <= one and other <= end for start, end in found) for one, other in ranges)
    assert {start for start, _ in found} <= {start for start, _ in ranges}
    assert {end for _, end in found} <= {end for _, end in ranges}
