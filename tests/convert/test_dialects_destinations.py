"""Addresses with blanks."""

from __future__ import annotations

import pytest

from reader.convert.dialects.destinations import bracket_destinations
from reader.convert.markdown import convert


def test_files_whose_name_has_blanks_are_shown_and_led_to() -> None:
    """As editors of notes write pictures and links; titles stay."""
    body = '![Sand](img/low tide 1.png)\n\n[Chart](my charts (old)/a b.pdf) and [note](tide notes.md "Of May") and [part](a b.md#high).'
    article = convert(body, title="", source="")
    assert [image.url for image in article.images] == ["img/low%20tide%201.png"]
    assert [link.url for link in article.links] == ["tide%20notes.md", "a%20b.md#high"]


@pytest.mark.parametrize(
    "text",
    [
        "[x](see the other one)", '[x](a.png "low tide.png")', "[x](a.png 'low tide.png')", "[x](<a b.png>)", "[x](a.png)",
        "[x](a\nb.png)", "(a b.png)", "[x](" * 5000 + " ", "[x](" + "a " * 50_000 + "b.pn)",
    ],
)  # fmt: skip
def test_other_text_in_parentheses_stays(text: str) -> None:
    """Words, titles and addresses that are whole."""
    assert bracket_destinations(text) == text
