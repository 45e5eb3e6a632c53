"""Going through the links of an article, on the real app with real files."""

from __future__ import annotations

from pathlib import Path

import pytest

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
        assert not desk.main.link_bar.display


async def test_a_link_that_leaves_the_screen_leaves_the_cursor(linked: Path, open_reader) -> None:
    """Scrolling away takes the bar away; the next step begins on the screen."""
    async with open_reader(linked, size=(80, 24)) as desk:
        await desk.press("enter", "full_stop", "space", "space")
        assert not desk.main.link_bar.display
        assert desk.main.article.cursor_link is None


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_links_into_the_archive_have_a_colour_of_their_own(
    linked: Path, open_reader, size: tuple[int, int]
) -> None:
    """Held links are marked once the article is on the screen; links to the post itself are not."""
    async with open_reader(linked, size=size) as desk:
        await desk.press("enter")
        article = desk.main.article
        assert article.archived_links() == {
            index for index, link in enumerate(article.links) if "old" in link.url
        }
        row = next(row for row in range(30) if "舊聞那一篇" in article.render_line(row).text)
        colours = {segment.text: segment.style.color for segment in article.render_line(row) if segment.style}
        assert colours["舊聞那一篇"] != colours["別處"]


async def test_a_link_to_the_post_itself_stays(linked: Path, open_reader) -> None:
    """Footnotes lead to the article that is open already."""
    async with open_reader(linked) as desk:
        await desk.press("enter", "full_stop", "comma", "enter")
        assert "a place in this article" in desk.lines[0]
        assert desk.main.reading.post.title == "新聞"


async def test_each_article_carries_its_own_addresses(linked: Path, write_post, open_reader) -> None:
    """Terminals that open links get the address of the article that is shown, not of the one before."""
    write_post("newest", "最新", "2024-03-01T01:00:00", body='<p><a href="https://third.example/">三</a></p>')
    async with open_reader(linked) as desk:
        await desk.press("enter", "J")
        article = desk.main.article
        links = {
            segment.style.link
            for row in range(20)
            for segment in article.render_line(row)
            if segment.style and segment.style.link
        }
        assert "https://other.example/x" in links
        assert "https://third.example/" not in links
