"""The screens in the languages of the interface."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from reader.language import use_language
from tests.tui.conftest import OpenReader

_NAMES = frozenset(
    {
        "Enter",
        "Esc",
        "Space",
        "Tab",
        "PgDn",
        "PgUp",
        "Home",
        "End",
        "Del",
        "Markdown",
        "VISUAL",
        "EDITOR",
        "CSV",
    }
    | {
        "archive",
        "news",
        "example",
        "https",
        "Margin",
        "bold",
        "title",
        "English",
        "date",
        "unread",
        "yesterday",
    }
)
"""words that are the same in every language: keys, programs, the archive's name, words of posts, addresses, languages, what one types"""
_PLACES = {
    "list": [],
    "article": ["enter"],
    "tags": ["t"],
    "search": ["slash"],
    "trends": ["P"],
    "changes": ["Z"],
    "labels": ["number_sign"],
    "note": ["M"],
    "saved searches": ["W"],
    "history": ["V"],
    "highlights": ["quotation_mark"],
    "question": ["o"],
    "date": ["d"],
}


@pytest.mark.parametrize("language", ["zh-Hant", "zh-Hans"])
async def test_nothing_english_is_left(small_archive: Path, open_reader: OpenReader, language: str) -> None:
    """What the reader says is in the language; posts, keys and names are as they are."""
    use_language(language)
    async with open_reader(small_archive, size=(80, 24)) as desk:
        left = {}
        for place, keys in _PLACES.items():
            await desk.press(*keys)
            words = set(re.findall(r"[A-Za-z]{4,}", desk.text)) - _NAMES
            if words:
                left[place] = words
            for _ in range(4):
                await desk.press("escape")
    assert left == {}
