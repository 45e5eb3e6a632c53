"""Places of a text that are found again in another form of it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reader.text.quotation import Quotation
from reader.text.spelling import SearchText

TEXT = "the comet, seen in May\na comet (seen in June)\nanother: comet seen"


def test_the_place_with_the_most_alike_around_it() -> None:
    """Signs, blanks, line ends and the script may differ."""
    quoted = Quotation("¶ a ", "comet", " seen in June")
    assert quoted.place_in(SearchText(TEXT)) == TEXT.index("comet (")
    assert Quotation("another ", "Comet", "").place_in(SearchText(TEXT)) == TEXT.rindex("comet")
    assert Quotation("在台灣的", "彗星", "很亮").place_in(SearchText("彗星一 在台湾的 彗星 [1] 很亮")) == 9
    assert Quotation("", "meteor", "").place_in(SearchText(TEXT)) is None
    assert Quotation("", "", "").place_in(SearchText(TEXT)) is None


def test_the_number_decides_between_places_that_are_alike() -> None:
    """As in the cells of a table."""
    text = "x | x | x | x"
    assert [Quotation("", "x", "", number).place_in(SearchText(text)) for number in range(5)] == [
        0,
        4,
        8,
        12,
        12,
    ]


@given(st.lists(st.sampled_from(["台灣", "a ", "，", "x", "\n", "風"]), min_size=1, max_size=30), st.data())
def test_every_place_of_a_text_is_found_in_the_text_itself(pieces: list[str], data: st.DataObject) -> None:
    """With all that stands around it."""
    text = "".join(pieces)
    places = [place for place, character in enumerate(text) if character in "灣x風"]
    if places:
        number = data.draw(st.integers(0, len(places) - 1))
        place = places[number]
        before = text[:place].count(text[place])
        quoted = Quotation(text[:place], text[place], text[place + 1 :], before)
        assert quoted.place_in(SearchText(text)) == place
