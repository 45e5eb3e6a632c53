"""The gaps that make the right edge even."""

from __future__ import annotations

from reader.typeset.justify import gaps


def widened(line: str, missing: int) -> str:
    """`line` with its gaps shown."""
    places = gaps(line, missing)
    return "".join(("_" if index in places else "") + character for index, character in enumerate(line))


def test_a_word_gets_white_at_both_sides() -> None:
    """Where Chinese touches Latin print has a quarter of an em, before and after."""
    assert widened("天地，使用Python語言", 2) == "天地，使用_Python_語言"
    assert widened("天地，使用Python語言", 1) == "天地，使用Python語言"


def test_a_word_at_the_end_of_a_line_has_one_side() -> None:
    """The other side is the margin."""
    assert widened("Python語言，使用Ruby", 2) == "Python_語言，使用_Ruby"


def test_narrow_quotes_get_the_blank_of_wide_ones() -> None:
    """Outside curly quotes, which are narrow in terminals, there is room."""
    assert widened("他說“天地”玄黃", 2) == "他說_“天地”_玄黃"


def test_numbers_stay_with_their_units() -> None:
    """A date is not spread, nor a number from what it counts."""
    assert widened("台北7日電，在2024年10月7日，天地", 3) == "台北7日電，在2024年10月7日，天地"


def test_a_line_may_stay_a_little_short() -> None:
    """A cell at the edge is not seen; a cell after a comma is."""
    assert widened("天地玄黃，宇宙", 3) == "天地玄黃，宇宙"
    assert gaps("天地玄黃宇宙", 2) == []


def test_a_shorter_line_is_widened_after_punctuation() -> None:
    """Only by as much as it would be too short, in places that stand apart."""
    assert widened("天，地，玄，黃，宇，宙", 5) == "天，地，_玄，黃，_宇，宙"
    assert gaps("天，地，玄，黃，宇，宙", 5, at_word=True) == []


def test_no_hole_is_made() -> None:
    """Where there are too few places the line stays short."""
    assert gaps("天，地玄黃宇宙", 6) == []
    assert gaps("天，地，玄，黃，宇，宙，洪，荒，日", 7) == []


def test_english_is_left_alone() -> None:
    """Latin lines keep their spaces and a ragged edge."""
    assert gaps("the quick brown fox", 2) == []


def test_wide_quotes_have_their_own_white() -> None:
    """Where the terminal draws them over two cells, no more is put beside them."""
    assert gaps("他說“天地”玄黃", 2, are_quotes_wide=True) == []


def test_a_number_stays_with_a_long_unit() -> None:
    """Kilometres are as close to their number as metres."""
    assert widened("天地3公里玄黃", 1) == "天地3公里玄黃"
