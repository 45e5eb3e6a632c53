"""The fold with numpy against the one without."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reader.text import script, units
from reader.text.script_table import CLASSES, LETTERS, SIMPLIFIED, TRADITIONAL

_CHANGING = CLASSES.replace(" ", "") + LETTERS
texts = st.text(st.sampled_from(_CHANGING) | st.characters() | st.sampled_from("\ud83d\ude00_ a，"))


@given(texts)
def test_it_is_the_same_fold(text: str) -> None:
    """Of every character, alone or among others."""
    assert units.fold(text) == script.fold(text)


def test_every_character_that_changes_is_the_same() -> None:
    """Those that become one beyond the basic plane too."""
    for character in _CHANGING:
        assert units.fold(character) == script.fold(character)


@given(st.text(st.sampled_from(TRADITIONAL + SIMPLIFIED) | st.sampled_from("a 𠮷")))
def test_it_is_the_same_script(text: str) -> None:
    """Whatever characters tell."""
    assert units.script_of(text) == script.script_of(text)


@given(texts)
def test_letters_are_those_of_the_pattern(text: str) -> None:
    """Of every plane."""
    assert units.letters_alone(text) == "".join(character for character in text if character.isalnum())
