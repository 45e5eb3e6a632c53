"""The line around the place where words stand best."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.query.nodes import Words
from reader.query.patterns import pattern_of
from reader.text import excerpt as excerpts
from reader.text.excerpt import Excerpt
from reader.text.spelling import SearchText, search_form


def excerpt(text: str, words: Sequence[str]) -> Excerpt:
    """Return the excerpt for words."""
    return excerpts.excerpt(text, [pattern_of(Words(word)) for word in words])


def _marked(text: str, *words: str) -> tuple[str, list[str]]:
    found = excerpt(text, words)
    return found.text, [found.text[start:end] for start, end in found.hits]


def test_the_line_of_the_word_in_either_script() -> None:
    """As the post writes it, with the hit as it is spelt there."""
    assert _marked("第一行。\n台湾的海岸。\n第三行。", "臺灣") == ("台湾的海岸。", ["台湾"])


def test_the_line_with_most_of_the_words() -> None:
    """Not the first that has one of them."""
    text = "先說地震。\n" + "別的話。" * 50 + "\n台灣昨夜有地震。\n台灣。"
    assert _marked(text, "台灣", "地震") == ("台灣昨夜有地震。", ["台灣", "地震"])


def test_a_long_line_is_cut_around_the_place() -> None:
    """What is kept is short, and the words are in it."""
    text = "甲" * 5000 + "台灣" + "乙" * 5000
    found, hits = _marked(text, "台灣")
    assert hits == ["台灣"]
    assert len(found) < 400


def test_words_that_stand_elsewhere_bring_the_beginning() -> None:
    """As in the title or a tag; so does a query without words."""
    assert _marked("\n \n第一行。\n第二行。", "海") == ("第一行。", [])
    assert _marked("第一行。", *()) == ("第一行。", [])
    assert _marked("", "海") == ("", [])


def test_nothing_for_the_terminal_to_obey() -> None:
    """Control characters are gone, and the hits stand where they are then."""
    assert _marked("\x1b[2J一場\u202e風暴", "風暴") == ("[2J一場風暴", ["風暴"])


@given(
    st.text("台臺灣湾海A a。\n", max_size=400),
    st.lists(st.text("台灣海a ", min_size=1, max_size=3), max_size=3),
)
def test_any_text(text: str, words: list[str]) -> None:
    """An excerpt is one piece of one line, and marks nothing but the words; where one stands, one is marked."""
    found = excerpt(text, words)
    assert "\n" not in found.text
    forms = [search_form(word) for word in words if word.strip()]
    for start, end in found.hits:
        assert any(form in search_form(found.text[start:end]) for form in forms)
    if any(form in line for form in forms for line in SearchText(text).form.split("\n")):
        assert any(form in search_form(found.text) for form in forms)


@pytest.mark.parametrize(("between", "together"), [(78, True), (79, False)])
def test_words_stand_together_within_eighty_characters(between: int, together: bool) -> None:
    """From the beginning of the first to that of the last; further apart, each stands alone, and the first counts."""
    text = f"彗星{'。' * between}極光"
    piece = excerpt(f"{text}\n{'。' * 100}\n彗星與極光", ["彗星", "極光"]).text
    assert piece == (text if together else "彗星與極光")


def test_of_equal_places_the_first_is_shown() -> None:
    """Also where the text begins with the word."""
    far = "\n" + "。" * 100 + "\n"
    assert excerpt(f"彗星來了{far}又是彗星", ["彗星"]) == ("彗星來了", ((0, 2),))
    assert excerpt(f"彗星與極光{far}極光與彗星", ["彗星", "極光"]).text == "彗星與極光"


def test_words_that_were_passed_count_no_longer() -> None:
    """Three words that follow each other far apart are no better than one: two that stand together are."""
    far = "\n" + "。" * 100 + "\n"
    words = ["彗星", "極光", "流星"]
    text = far.join(["彗星", "極光", "彗星彗星", "極光", "流星", "彗星與流星"])
    assert excerpt(text, words).text == "彗星與流星"


def test_so_much_of_a_long_line_is_kept() -> None:
    """80 characters before the word and 240 from it on."""
    piece = excerpt("前" * 500 + "彗星" + "後" * 500, ["彗星"])
    assert piece == ("前" * 80 + "彗星" + "後" * 238, ((80, 82),))
    assert excerpt("前" * 500, ["彗星"]).text == "前" * 320
