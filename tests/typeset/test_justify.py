"""The gaps that make the right edge even."""

from __future__ import annotations

from reader.typeset.justify import gaps


def widened(line: str, missing: int) -> str:
    """`line` with its gaps shown."""
    places = gaps(line, missing)
    return "".join(("_" if index in places else "") + character for index, character in enumerate(line))


def test_between_chinese_and_latin_first() -> None:
    """Where Chinese touches Latin print has a quarter of an em anyway."""
    assert widened("天地，使用Python語言", 2) == "天地，使用_Python_語言"


def test_after_punctuation_next() -> None:
    """Without such a place the blank of full-width punctuation grows."""
    assert widened("天地玄黃，宇宙", 1) == "天地玄黃，_宇宙"


def test_narrow_quotes_get_the_blank_of_wide_ones() -> None:
    """Outside curly quotes, which are narrow in terminals, there is room."""
    assert widened("他說“天地”玄黃", 2) == "他說_“天地”_玄黃"


def test_numbers_stay_with_their_units() -> None:
    """A date is not spread."""
    assert widened("在2024年10月7日，天地", 1) == "在_2024年10月7日，天地"


def test_no_hole_is_made() -> None:
    """Where there are too few places the line stays short."""
    assert gaps("天地玄黃宇宙", 2) == []
    assert gaps("天，地，玄，黃，宇，宙，洪，荒，日", 7) == []


def test_english_is_left_alone() -> None:
    """Latin lines keep their spaces and a ragged edge."""
    assert gaps("the quick brown fox", 2) == []


def test_gaps_are_spread() -> None:
    """Two gaps of many stand apart."""
    assert widened("天，地，玄，黃，宇，宙", 2) == "天，地，_玄，黃，_宇，宙"
