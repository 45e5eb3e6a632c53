"""A post that was found is opened where the words stand."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.query import parse
from tests.tui.conftest import OpenReader

LONG = "<p>很長的一段話，一直說下去。</p>" * 60


@pytest.fixture
def found(archive: Path, write_post) -> Path:
    """A post with a word far down, and one with it in title and caption."""
    body = f"{LONG}<p>到了这里才说彗星。</p>{LONG}<p>彗星又來。</p>"
    write_post("deep", "夜空", "2024-02-07T02:00:00", body=body)
    caption = f"{LONG}<figure><img src='a.jpg'><figcaption>彗星的尾巴</figcaption></figure>"
    write_post("top", "彗星來了", "2024-02-06T02:00:00", body=caption)
    return archive


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_the_first_hit_is_in_sight_and_n_goes_on(
    found: Path, open_reader: OpenReader, size: tuple[int, int]
) -> None:
    """Opened from a search, in one pane or beside the list; the second hit is one key away."""
    async with open_reader(found, size=size, query=parse("彗星")) as desk:
        await desk.press("enter")
        assert "到了这里才说彗星" in desk.text
        assert desk.hit == (1, 2)
        await desk.press("n")
        assert "彗星又來" in desk.text
        await desk.press("N")
        assert "到了这里才说彗星" in desk.text


async def test_a_hit_in_the_title_stays_at_the_top(found: Path, open_reader: OpenReader) -> None:
    """Title and captions count as hits."""
    async with open_reader(found, query=parse("彗星")) as desk:
        await desk.press("j", "enter")
        assert desk.place == 0
        assert desk.hit == (1, 2)
        await desk.press("n")
        assert "彗星的尾巴" in desk.text


@pytest.mark.parametrize("query", ["-彗星", "channel:北岸通訊社", "夜空 -颱風", "title:夜空"])
async def test_words_that_are_not_looked_for_move_nothing(
    found: Path, open_reader: OpenReader, query: str
) -> None:
    """What is ruled out, and fields that are no text, leave an article at its top."""
    async with open_reader(found, query=parse(query)) as desk:
        await desk.press("enter")
        assert desk.place == 0


async def test_back_is_the_place_one_left(found: Path, open_reader: OpenReader) -> None:
    """Going back does not jump to the hit again."""
    async with open_reader(found, query=parse("彗星")) as desk:
        await desk.press("enter", "home", "J", "H")
        assert desk.article == "夜空"
        assert desk.place == 0


async def test_other_words_are_marked_in_the_same_post(found: Path, open_reader: OpenReader) -> None:
    """While one types on, the post beside the list follows."""
    async with open_reader(found) as desk:
        await desk.press("slash")
        await desk.type("彗")
        await desk.type("星又")
        assert "彗星又來" in desk.text
        assert desk.hit == (1, 1)


@pytest.fixture
def topic(archive: Path, write_post) -> Path:
    """Two posts in which a word stands far down, and in the first one with another word farther down."""
    body = f"{LONG}<p>彗星。</p>{LONG}<p>彗星與潮汐在一起。</p>"
    write_post("new", "夜空", "2024-02-07T02:00:00", body=body)
    write_post("old", "海岸", "2024-02-06T02:00:00", body=f"{LONG}<p>潮汐裡的彗星。</p>{LONG}")
    return archive


async def test_the_words_are_shown_where_they_stand_together(topic: Path, open_reader: OpenReader) -> None:
    """Of several hits, the place with the most different words is opened."""
    async with open_reader(topic, size=(80, 24), query=parse("彗星 潮汐")) as desk:
        await desk.press("enter")
        assert "彗星與潮汐在一起" in desk.text
        assert desk.hit == (2, 3)


@pytest.mark.parametrize("key", ["J", "n"])
async def test_reading_on_begins_at_the_top(topic: Path, open_reader: OpenReader, key: str) -> None:
    """The next article is read from its beginning, with the words marked; one that was left, from there."""
    async with open_reader(topic, size=(80, 24), query=parse("彗星 潮汐")) as desk:
        await desk.press("enter", "n", *(["n", "n"] if key == "n" else ["J"]))
        assert desk.article == "海岸"
        assert desk.place == 0
        await desk.press("n")
        assert "潮汐裡的彗星" in desk.text
        place = desk.place
        await desk.press("K", "J")
        assert desk.place == place


async def test_the_last_hit_asks_once_before_it_leads_on(topic: Path, open_reader: OpenReader) -> None:
    """Nobody who goes from hit to hit loses the article by a key too many."""
    async with open_reader(topic, size=(80, 24), query=parse("彗星 潮汐")) as desk:
        await desk.press("enter", "n", "n")
        assert desk.article == "夜空"
        assert "The last hit: once more goes to the next unread post" in desk.title_bar
        await desk.press("N", "n", "n")
        assert desk.article == "夜空"
        await desk.press("n")
        assert desk.article == "海岸"
