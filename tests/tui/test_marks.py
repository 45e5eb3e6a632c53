"""What the article marks of a query, and how n and N go along the marks."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.query import parse
from tests.tui.conftest import OpenReader

FILLING = "<p>很長的一段話，一直說下去。</p>" * 30
BODY = (
    "<p>船到武<br>漢靠岸，category 也有 cat。</p><p>武昌路口，用 Python 寫的字。</p>"
    f"{FILLING}<figure><img src='a.jpg'><figcaption>彗星的尾巴</figcaption></figure>"
    f"{FILLING}<table><tr><th>名</th><th>年</th></tr><tr><td>哈雷彗星</td><td>1986</td></tr></table>"
    f"{FILLING}<pre><code>name = '彗星'</code></pre>{FILLING}<p>彗星又來。</p>"
)


@pytest.fixture
def found(archive: Path, write_post) -> Path:
    """A post with words in all kinds of places, and one in Markdown with a note."""
    write_post("one", "夜空", "2024-02-07T02:00:00", body=BODY)
    (archive / "note.md").write_text(
        "---\ntitle: 註\n---\n正文[^1]。\n\n[^1]: 這是彗星的註。\n", encoding="utf-8"
    )
    return archive


@pytest.mark.parametrize(
    ("query", "hits"),
    [
        ("武漢", 1),
        ("=cat", 1),
        ("cat", 2),
        ("武*路", 1),
        ("用python写", 1),
        ("/19[0-9]{2}/", 1),
        ("彗星~", 4),
        ("武漢 NEAR/4 category", 2),
        ("武漢 SENT 靠岸 -沒有", 1),
        ("用 PARA 字", 2),
    ],
)
async def test_the_marks_are_what_the_query_found(
    found: Path, open_reader: OpenReader, query: str, hits: int
) -> None:
    """However words are compared, and over the end of a line; those that stand together where they do."""
    async with open_reader(found, query=parse(query)) as desk:
        await desk.press("enter")
        assert desk.hit == (1, hits)


async def test_n_and_shift_n_reach_captions_tables_and_code(found: Path, open_reader: OpenReader) -> None:
    """Each hit in its turn is in sight, downwards and up again."""
    places = ("彗星的尾巴", "哈雷彗星", "name = '彗星'", "彗星又來")
    async with open_reader(found, query=parse("彗星")) as desk:
        await desk.press("enter")
        for number, place in enumerate(places):
            if number:
                await desk.press("n")
            assert place in desk.text
        for place in places[-2::-1]:
            await desk.press("N")
            assert place in desk.text


async def test_a_hit_in_a_note_is_marked(found: Path, open_reader: OpenReader) -> None:
    """As anywhere else in the text."""
    async with open_reader(found, query=parse("彗星的註")) as desk:
        await desk.press("enter")
        assert "這是彗星的註" in desk.text
        assert desk.hit == (1, 1)


async def test_going_round_is_said(found: Path, open_reader: OpenReader) -> None:
    """In both directions, for words of the find line; the number of the hit goes along."""
    async with open_reader(found) as desk:
        await desk.press("enter", "slash")
        await desk.type("彗星")
        await desk.press("enter")
        assert "1 of 4 hits" in desk.text
        await desk.press("N")
        assert desk.hit == (4, 4)
        assert "going on from the end" in desk.text
        await desk.press("n")
        assert desk.hit == (1, 4)
        assert "going on from the beginning" in desk.text


async def test_the_find_line_takes_the_signs_of_a_query(found: Path, open_reader: OpenReader) -> None:
    """And Esc gives back what the query looks for."""
    async with open_reader(found, query=parse("夜空")) as desk:
        await desk.press("enter")
        before = desk.hit
        await desk.press("slash")
        for typed, hits in (("=cat", 1), (" 武*路", 2), (" /198./", 3)):
            await desk.type(typed)
            assert desk.hit[1] == hits
        await desk.press("escape")
        assert desk.hit[1] == before[1]


async def test_an_expression_that_runs_away_ends_with_a_sentence(
    found: Path, open_reader: OpenReader, write_post
) -> None:
    """The list stays; nothing hangs."""
    write_post("run", "跑", "2024-02-08T02:00:00", body=f"<p>{'a' * 60}b</p>")
    async with open_reader(found) as desk:
        await desk.press("slash")
        await desk.type("/(a|aa)+$/")
        await desk.until(lambda: any("takes too long" in notice for notice in desk.notices))
        assert desk.titles[0] == "跑"
