"""Where sentences end."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text.sentences import sentences


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("一句。兩句！「三句？」四句", ["一句。", "兩句！", "「三句？」", "四句"]),
        ("One. Two! Three", ["One.", "Two!", "Three"]),
        ("Done. 然後呢. 《書》. 가 는", ["Done.", "然後呢.", "《書》.", "가 는"]),
        ("Of the U.S. Navy, 1.5 miles, e.g. here.", ["Of the U.S. Navy, 1.5 miles, e.g. here."]),
        ("a line\n\nanother  line\n", ["a line", "another  line"]),
        ("see https://a.example/?q=1!x ok", ["see https://a.example/?q=1!x ok"]),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    """Signs end them, and so do the ends of lines; dots within words do not."""
    assert list(sentences(text)) == expected


@given(st.text('ab A.。！?」" \n\u2028'))
def test_nothing_but_blanks_is_lost(text: str) -> None:
    """The sentences of any text hold all of its signs in order."""
    assert "".join("".join(sentences(text)).split()) == "".join(text.split())
