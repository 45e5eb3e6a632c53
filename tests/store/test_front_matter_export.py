"""Heads that exports of note and reading programs write as text, and texts that merely look like them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.store.fields import read_fields
from reader.store.front_matter import parse
from reader.store.front_matter_values import Form

NOTION = (
    "# Tides\n\nCreated: March 5, 2024 9:30 AM\nTags: sea, moon and stars\nURL: https://tide.example/a\n"
    "Status: Done\n\nThe tide is out.\n"
)
YARLE = "# Tides\n\n    Created: 2024-03-05T09:30:00+08:00\n    Tag(s): #sea #moon\n\nThe tide is out.\n"
READWISE = (
    "# Tides\n\n![rw-book-cover](https://tide.example/c.png)\n\n## Metadata\n- Author: [[Mei Sato]]\n"
    "- Full Title: Tides and moons\n- Category: #articles\n- Document Tags: [[sea]] [[moon and stars]] \n"
    "- URL: https://tide.example/a\n\n## Highlights\n- The tide is out.\n"
)
MATTER = "## Metadata\n* Author: *[[Mei Sato]]*\n* Full Title: Tides\n* URL: https://tide.example/a\n\n## Highlights\n* x\n"
ROAM = "- Author:: [[Mei Sato]]\n- Tags:: #sea #[[moon and stars]]\n- Published:: [[March 5th, 2024]]\n- The tide is out.\n"
DAY_ONE = "\tDate:\tMarch 5, 2024 at 9:30:00 AM GMT+8\n\tWeather:\t18°C Clear\n\nThe tide is out.\n"


@pytest.mark.parametrize(
    ("text", "title", "date", "author", "address", "tags"),
    [
        (NOTION, "Tides", "March 5, 2024 9:30 AM", "", "https://tide.example/a", ["sea", "moon and stars"]),
        (YARLE, "Tides", "2024-03-05T09:30:00+08:00", "", "", ["sea", "moon"]),
        (READWISE, "Tides", "", "Mei Sato", "https://tide.example/a", ["sea", "moon and stars", "articles"]),
        (MATTER, "Tides", "", "Mei Sato", "https://tide.example/a", []),
        (ROAM, "", "[[March 5th, 2024]]", "Mei Sato", "", ["sea", "moon and stars"]),
        (DAY_ONE, "", "March 5, 2024 at 9:30:00 AM GMT+8", "", "", []),
    ],
    ids=["Notion", "Yarle", "Readwise", "Matter", "Roam", "Day One"],
)
def test_heads_of_exports(
    text: str, title: str, date: str, author: str, address: str, tags: list[str]
) -> None:
    """Title, date, author, address and tags come out of the lines that programs write for them."""
    found = parse(text)
    fields = read_fields(found)
    assert found.is_present
    assert (fields.title, "".join(fields.dates), fields.author, fields.address) == (
        title,
        date,
        author,
        address,
    )
    assert [tag.name for tag in fields.tags] == tags


def test_lines_that_no_field_shows_stay_in_the_text() -> None:
    """Status and weather are no fields of a post; what is one does not stand in the text again."""
    assert parse(NOTION).body == "# Tides\n\nStatus: Done\n\n\nThe tide is out.\n"
    assert " ".join(parse(DAY_ONE).body.split()) == "Weather: 18°C Clear The tide is out."
    assert parse(READWISE).body.split("\n\n")[2:] == ["\n## Highlights\n- The tide is out.\n"]


@pytest.mark.parametrize(
    "text",
    [
        "# Tides\n\nThe tide is out.\n",
        "# Tides\n\nNote: the tide is out.\n\nMore.\n",
        "# Tides\n\nDate: when the tide is out\n\nMore.\n",
        "# Tides\n\nDate: 2024-03-05\nand then it went on\n",
        "## Metadata\n\n- What is it: data\n- Who wrote it: we\n",
        "- one:: two\n- three\n",
        "\tlet x = 1;\n\tlet y: int = 2;\n",
    ],
)
def test_texts_that_look_like_heads_stay_texts(text: str) -> None:
    """Without a date, an address or two fields, and a blank line below, lines with colons are the text."""
    found = parse(text)
    assert (found.form, found.body) == (Form.NONE, text)


@given(st.text(alphabet="#-*:[]\t\n aDateURL2024-03", max_size=200))
def test_parsing_never_raises(text: str) -> None:
    """Any text gives front matter and a body."""
    parse(f"# Tides\n\n{text}")
    parse(f"## Metadata\n{text}")
    parse(text)
