"""Places of words in a text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reader.text.highlight import hits
from reader.text.script import fold


def test_a_hit_may_be_spelt_in_the_other_script() -> None:
    """The word 台湾 stands wherever 臺灣 stands."""
    assert hits("在臺灣，台灣", ["台湾"]) == [(1, 3), (4, 6)]


def test_hits_that_overlap_or_touch_are_one() -> None:
    """Highlighting never has to nest."""
    assert hits("abcdef", ["abc", "cd", "ef"]) == [(0, 6)]
    assert hits("哈哈哈", ["哈哈"]) == [(0, 3)]


def test_no_words_and_empty_words_stand_nowhere() -> None:
    """An empty query highlights nothing."""
    assert hits("text", []) == []
    assert hits("text", ["", "x", ""]) == [(2, 3)]


@given(st.text(alphabet="ab臺台 "), st.lists(st.text(alphabet="ab臺台 ", max_size=3), max_size=3))
def test_hits_cover_exactly_the_characters_of_the_words(text: str, words: list[str]) -> None:
    """A character is in a range when some word, folded, covers it."""
    folded = fold(text)
    covered = {
        place
        for word in words
        if word
        for start in range(len(text))
        if folded.startswith(fold(word), start)
        for place in range(start, start + len(word))
    }
    assert {place for start, end in hits(text, words) for place in range(start, end)} == covered
