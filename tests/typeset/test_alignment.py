"""Texts on both sides of a column."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reader.typeset.alignment import beside, head, on_the_left, on_the_right, tail
from reader.typeset.cells import cell_len
from reader.typeset.clusters import is_inside_cluster

texts = st.text(
    st.sampled_from("ab 台灣，é\u0301\u0301👍🏽\u200d👩🇹🇼क्षि…·") | st.characters(codec="utf-8"), max_size=30
)


@given(text=texts, cells=st.integers(0, 20), ambiguous=st.sampled_from([1, 2]))
def test_both_ends_fit_and_tear_nothing(text: str, cells: int, ambiguous: int) -> None:
    """Each is an end of the text, no wider than the room, and cut between what reads as characters."""
    for piece, place in (
        (first := head(text, cells, ambiguous), len(first)),
        (last := tail(text, cells, ambiguous), len(text) - len(last)),
    ):
        assert cell_len(piece, ambiguous) <= cells
        assert not is_inside_cluster(text, place)
    assert text.startswith(first)
    assert text.endswith(last)


def test_what_follows_words_from_right_to_left_stands_to_their_left() -> None:
    """Each side in visual order; beside other words nothing changes."""
    assert beside("אב ", "גד", " הו", 5, 5) == ("  וה ", " בא")
    assert beside("אבגד ", "הו", " זחטי", 3, 3) == ("חז ", " דג")
    assert beside("a sea ", "wind", " blew", 5, 3) == (" sea ", " bl")


def test_as_much_as_fits() -> None:
    """A wide character that would need one more cell is left out, and the room filled."""
    assert (head("台灣的海", 5), tail("台灣的海", 5)) == ("台灣", "的海")
    assert (on_the_left("台灣的海", 5), on_the_right("台灣的海", 5)) == ("台灣 ", " 的海")
    assert (head("abc", 9), tail("abc", 9), tail("abc", 0), head("", 3)) == ("abc", "abc", "", "")
    assert tail("xe\u0301", 1) == "e\u0301"
    assert (tail("xe\u0301", 0), tail("台e\u0301b", 1)) == ("", "b")
    assert head("e\u0301x", 1) == "e\u0301"
    assert on_the_right("…", 3, 2) == " …"
