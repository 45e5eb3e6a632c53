"""Going through the links of an article, on the real app with real files."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.tui.layout import Pane

LONG = "<p>很長的一段話，一直說下去。</p>" * 60


@pytest.fixture
def linked(archive: Path, write_post) -> Path:
    """A post with links into the archive, out of it, and to itself."""
    write_post("old", "舊聞", "2024-01-01T01:00:00")
    write_post(
        "new",
        "新聞",
        "2024-02-01T01:00:00",
        body='<p>見<a href="http://www.news.example/old?utm_source=x">舊聞那一篇</a>與'
        '<a href="https://other.example/x">別處</a>。</p>'
        f'{LONG}<p>又見<a href="https://news.example/new#n1">註</a>。</p>',
    )
    return archive


async def test_the_cursor_goes_from_link_to_link_and_shows_the_address(linked: Path, open_reader) -> None:
    """Where a link leads stands below in full: the title of a post, or that it leads out."""
    async with open_reader(linked, size=(80, 24)) as desk:
        await desk.press("enter", "full_stop")
        assert "● 2024-01-01  舊聞" in desk.text
        assert "http://www.news.example/old?utm_source=x" in desk.text
        await desk.press("full_stop")
        assert "○ 別處" in desk.text
        assert "opens the browser" in desk.text
        await desk.press("comma")
        assert "opens it here" in desk.text


async def test_the_cursor_scrolls_and_goes_round(linked: Path, open_reader) -> None:
    """A link off the screen comes into sight; after the last one comes the first."""
    async with open_reader(linked, size=(80, 24)) as desk:
        await desk.press("enter", *["full_stop"] * 3)
        assert "又見註" in desk.text
        assert "A place in this article" in desk.text
        await desk.press("full_stop")
        assert "見舊聞那一篇" in desk.text


async def test_enter_follows_the_link_under_the_cursor(linked: Path, open_reader) -> None:
    """A link into the archive opens here; without a cursor, Enter says what to do."""
    async with open_reader(linked) as desk:
        await desk.press("enter", "enter")
        assert "No link under the cursor" in desk.lines[0]
        await desk.press("full_stop", "enter")
        assert "舊聞的內文。" in desk.text
        assert not desk.link


async def test_a_link_that_leaves_the_screen_leaves_the_cursor(linked: Path, open_reader) -> None:
    """Scrolling away takes the bar away; the next step begins on the screen."""
    async with open_reader(linked, size=(80, 24)) as desk:
        await desk.press("enter", "full_stop", "space", "space")
        assert not desk.link


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_links_into_the_archive_have_a_colour_of_their_own(
    linked: Path, open_reader, size: tuple[int, int]
) -> None:
    """Held links are marked once the article is on the screen; links to the post itself are not."""
    async with open_reader(linked, size=size) as desk:
        await desk.press("enter")
        outward = desk.style_of("別處").color
        assert desk.style_of("舊聞那一篇").color != outward
        await desk.press("G")
        assert desk.style_of("註").color == outward


async def test_a_link_to_the_post_itself_stays(linked: Path, open_reader) -> None:
    """Footnotes lead to the article that is open already."""
    async with open_reader(linked) as desk:
        await desk.press("enter", "full_stop", "comma", "enter")
        assert "a place in this article" in desk.lines[0]
        assert desk.article == "新聞"


async def test_each_article_carries_its_own_addresses(linked: Path, write_post, open_reader) -> None:
    """Terminals that open links get the address of the article that is shown, not of the one before."""
    write_post("newest", "最新", "2024-03-01T01:00:00", body='<p><a href="https://third.example/">三</a></p>')
    async with open_reader(linked) as desk:
        await desk.press("enter", "J")
        links = {segment.style.link for strip in desk.strips for segment in strip if segment.style}
        assert "https://other.example/x" in links
        assert "https://third.example/" not in links


async def test_a_link_leads_into_the_archive_once_its_post_has_come(
    archive: Path, write_post, open_reader
) -> None:
    """The links of an article that stays open are looked up again."""
    write_post(
        "open",
        "開著的文章",
        "2024-02-01T01:00:00",
        body='<p>見<a href="https://news.example/later">後來那一篇</a>與'
        '<a href="https://other.example/x">別處</a>。</p>',
    )
    async with open_reader(archive) as desk:
        await desk.press("enter")
        assert desk.style_of("後來那一篇").color == desk.style_of("別處").color
        write_post("later", "後來", "2024-02-02T01:00:00")
        await desk.press("R")
        assert desk.style_of("後來那一篇").color != desk.style_of("別處").color


@pytest.fixture
def notes(archive: Path) -> Path:
    """Notes without addresses that link to one another by path and by name, to a file, and to nothing."""
    (archive / "img").mkdir()
    (archive / "img/boat.png").write_bytes(b"\x89PNG")
    for path, text in {
        "2024-01-01-one.md": "---\ntitle: 船\n---\n第一篇的話。\n\n完。\n",
        "a/tide.md": "---\ntitle: 潮汐\ndate: 2024-01-02\n---\n甲。\n\n完。\n",
        "b/tide.md": "---\ntitle: 潮汐\ndate: 2024-01-03\n---\n乙。\n\n完。\n",
        "2024-02-01-two.md": "---\ntitle: 港\n---\n見[那一篇](/2024/01/01/one/)、[潮](wiki:tide)、[圖](img/boat.png)"
        "與[沒有的](gone.md)。\n\n完。\n",
    }.items():
        (archive / path).parent.mkdir(exist_ok=True)
        (archive / path).write_text(text, encoding="utf-8")
    return archive


async def test_a_link_by_path_opens_its_post(notes: Path, open_reader) -> None:
    """A post without an address is followed by the address that its site gave it."""
    async with open_reader(notes, size=(80, 24)) as desk:
        await desk.press("enter", "full_stop")
        assert "● 2024-01-01  船" in desk.text
        await desk.press("enter")
        assert desk.article == "船"


async def test_a_name_of_several_posts_offers_them(notes: Path, open_reader) -> None:
    """Which one is meant is for the reader to say."""
    async with open_reader(notes, size=(80, 24)) as desk:
        await desk.press("enter", "full_stop", "full_stop")
        assert "2 posts have this name" in desk.text
        await desk.press("enter")
        assert "Posts called tide" in desk.text
        await desk.press("down", "enter")
        assert desk.article == "潮汐"
        assert "甲。" in desk.text


async def test_a_link_to_a_file_says_where_it_is(notes: Path, open_reader) -> None:
    """A picture of the archive is named, and not opened."""
    async with open_reader(notes, size=(80, 24)) as desk:
        await desk.press("enter", *["full_stop"] * 3)
        assert "A file of the archive" in desk.text
        await desk.press("enter")
        assert "img/boat.png" in desk.lines[0]
        assert desk.article == "港"


async def test_a_link_to_nothing_says_so(notes: Path, open_reader) -> None:
    """A link whose target is missing stays in the text and leads nowhere."""
    async with open_reader(notes, size=(80, 24)) as desk:
        await desk.press("enter", *["full_stop"] * 4)
        assert "leads nowhere" in desk.text
        await desk.press("enter")
        assert "No post and no file of the archive is called gone.md" in desk.lines[0]
        assert desk.style_of("沒有的").color != desk.style_of("那一篇").color


async def test_keywords_at_the_end_are_links_that_filter(small_archive: Path, open_reader) -> None:
    """Reached as other links are, by the cursor, by letters and by the mouse; they tell what they do."""
    async with open_reader(small_archive) as desk:
        await desk.press("enter", "comma")
        assert "lists its posts" in desk.link and "#橋" in desk.link
        await desk.press("enter")
        assert desk.chips == ("keyword:橋",)
        assert desk.titles == ["橋上的燈亮了"]
        await desk.press("x", "enter", "G", "f")
        letters = next(line for line in desk.part("#article") if "橋" in line and "#" not in line)
        await desk.press(*letters.split()[0][0].lower())
        assert desk.chips == ("keyword:台灣",)
        assert desk.row == "橋上的燈亮了"


async def test_day_and_month_over_an_article_go_there(small_archive: Path, open_reader) -> None:
    """The list stands at the first post of them; neither the cursor nor numbers stop there."""
    async with open_reader(small_archive, size=(80, 24)) as desk:
        await desk.press("j", "enter", "full_stop")
        assert "橋上的燈" in desk.link or "news.example/a" in desk.link
        await desk.press("q", "j", "enter")
        for column, row in ((2, "橋上的燈亮了"), (9, "车站的钟慢了")):
            line = next(number for number, text in enumerate(desk.lines) if "2024-02-03" in text)
            await desk.click(desk.lines[line].index("2024-02-03") + column, line)
            assert (desk.pane, desk.row, desk.chips) == (Pane.LIST, row, ())
            await desk.press("g", "g", "j", "j", "enter")
        await desk.press("f")
        letters = next(text for text in desk.lines if "024-02-" in text).split()[0]
        await desk.press(letters[0].lower())
        assert (desk.pane, desk.row) == (Pane.LIST, "橋上的燈亮了")
