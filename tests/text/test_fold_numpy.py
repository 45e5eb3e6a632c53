"""Script and letters of many texts with numpy against those of one text without."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reader.text import fold_numpy, script
from reader.text.script_table import CLASSES, LETTERS, SIMPLIFIED, TRADITIONAL

texts = st.text(
    st.sampled_from(CLASSES.replace(" ", "") + LETTERS)
    | st.characters()
    | st.sampled_from("\ud83d\ude00_ a，")
)


@given(st.lists(st.text(st.sampled_from(TRADITIONAL + SIMPLIFIED) | st.sampled_from("a 𠮷"))))
def test_it_is_the_same_script(some: list[str]) -> None:
    """Whatever characters tell."""
    assert fold_numpy.scripts_of_all(some) == list(map(script.script_of, some))


@given(st.lists(st.tuples(texts, st.integers(0, 4))))
def test_letters_are_those_of_the_pattern(some: list[tuple[str, int]]) -> None:
    """Of every plane, from any place on."""
    expected = ["".join(filter(str.isalnum, text[start:])) for text, start in some]
    assert fold_numpy.letters_of_all([text for text, _ in some], [start for _, start in some]) == expected
