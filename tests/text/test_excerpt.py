"""The line around the place where words stand best."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reader.text.excerpt import excerpt
from reader.text.script import fold


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
    stripped = [fold(word).strip() for word in words if word.strip()]
    joined = fold(found.text)
    for start, end in found.hits:
        assert any(word in joined[start:end] for word in map(fold, words))
    if any(word in line.strip() for word in stripped for line in fold(text).split("\n")):
        assert any(word in joined for word in stripped)
