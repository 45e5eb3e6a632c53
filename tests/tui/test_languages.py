"""The screens in the languages of the interface."""

from __future__ import annotations

import re
from pathlib import Path

from rich.cells import cell_len

from reader.language import use_language
from tests.tui.conftest import OpenReader, WritePost

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
    "timeline": ["T"],
    "calendar": ["C"],
    "strip": ["w"],
    "year": ["asterisk"],
    "story": ["r"],
    "links": ["B"],
    "contexts": ["slash", *"渡輪", "enter", "I"],
    "neighbours": ["slash", "的", "enter", "I", "w"],
    "copies": ["a"],
    "outline": ["enter", "i"],
    "continue": ["apostrophe"],
    "passage": ["enter", "v"],
    "command line": ["colon", *"nix", "enter"],
    "out of place": ["colon", *"outline", "enter"],
}


async def test_nothing_english_is_left(small_archive: Path, open_reader: OpenReader) -> None:
    """What the reader says is in the language; posts, keys and names are as they are.

    One language tells: that each catalogue has what another one has is a matter of the catalogues.
    """
    use_language("zh-Hant")
    async with open_reader(small_archive, size=(80, 24)) as desk:
        left = {}
        for place, keys in _PLACES.items():
            await desk.press(*keys)
            words = set(re.findall(r"[A-Za-z]{4,}", desk.text)) - _NAMES
            if words:
                left[place] = words
            await desk.back_to_list()
    assert left == {}


async def test_months_keep_their_numbers(
    archive: Path, write_post: WritePost, open_reader: OpenReader
) -> None:
    """Names of months are wider than they are long, and numbers stand flush right beside all of them."""
    use_language("zh-Hant")
    for day in range(1, 13):
        write_post(f"p{day}", f"第{day}篇", f"2024-12-{day:02}T01:00:00")
    async with open_reader(archive, size=(160, 40)) as desk:
        rows = [line for line in desk.part("#timeline") if "2024" in line or "十二月" in line]
        assert [re.sub(r"[▏▎▍▌▋▊▉█┃│ ]+", " ", row).strip() for row in rows[:2]] == [
            "▾ 2024 12",
            "▸ 十二月 12",
        ]
        assert len({cell_len(row[: row.rindex("12")]) for row in rows[:2]}) == 1
