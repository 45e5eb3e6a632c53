"""Texts that Unicode calls equal have one spelling."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.query.nodes import Words
from reader.query.patterns import pattern_of
from reader.text.equivalence import composed, composed_from, spellings
from reader.text.highlight import hits
from reader.text.script import fold
from reader.text.spelling import SearchText

SAMPLES = ("résumé", "한글 배", "ガギパ", "Ἀθῆναι", "tiếng Việt", "آب", "क़लम", "ဥ", "שׁלום")


def decomposed(text: str) -> str:
    return unicodedata.normalize("NFD", text)


@pytest.mark.parametrize("text", SAMPLES)
def test_decomposed_text_is_composed(text: str) -> None:
    """Whatever the script, whether told from the bytes or not."""
    text = unicodedata.normalize("NFC", text)
    apart = decomposed(text)
    assert composed(apart) == text
    assert composed_from(apart.encode(), apart) == text


@given(st.text())
def test_composing_agrees_with_unicode(text: str) -> None:
    """From bytes, it is composed or stays as written."""
    assert composed(text) == unicodedata.normalize("NFC", text)
    assert composed_from(text.encode("utf-8", "surrogatepass"), text) in (text, composed(text))


@pytest.mark.parametrize("ideograph", "\uf9ba\ufa26\uf92d")
def test_compatibility_ideographs_stay_as_written(ideograph: str) -> None:
    """The search finds them all the same."""
    assert composed_from(ideograph.encode(), ideograph) == ideograph
    assert fold(ideograph) == fold(unicodedata.normalize("NFC", ideograph))


def test_a_tower_of_signs_stays() -> None:
    """Sorting a million of them would take hours."""
    tower = "a" + "\u0301\u0316" * 500_000
    assert composed(tower) == tower
    assert spellings(tower) == (tower,)


def test_the_spellings_of_a_name() -> None:
    """Composed and decomposed, each once."""
    assert spellings("é.md") == ("é.md", "e\u0301.md")
    assert spellings("e.md") == ("e.md",)


def test_a_decomposed_word_is_highlighted() -> None:
    """Offsets are those of the text."""
    assert hits(SearchText("Sa résumé"), [pattern_of(Words(decomposed("résumé")))]) == [(3, 9)]
