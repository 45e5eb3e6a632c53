"""Saved searches and the copies of a post, on the screen."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.query import parse
from tests.tui.conftest import OpenReader

LONG = "<p>" + "港口關閉了兩天，渡輪停在岸邊。" * 20 + "</p>"


class TestSavedSearches:
    """W."""

    async def test_a_query_gets_a_name_and_comes_back(
        self, small_archive: Path, open_reader: OpenReader
    ) -> None:
        """Its text is the first proposal; in an empty line it is suggested, and one key shows it."""
        async with open_reader(small_archive, query=parse("tag:台灣 date:2024")) as desk:
            await desk.press("W")
            await desk.type("今年的台灣")
            await desk.press("enter")
            assert [search.name for search in desk.library.searches.all()] == ["今年的台灣"]
            await desk.press("x", "slash")
            await desk.until(lambda: "今年的台灣" in desk.suggestions)
            await desk.press("down", "enter")
            assert desk.chips == ("tag:台灣", "date:2024")
            assert desk.search_line is None

    async def test_the_text_of_the_query_is_a_name(
        self, small_archive: Path, open_reader: OpenReader
    ) -> None:
        """Enter at once is enough."""
        async with open_reader(small_archive, query=parse("橋")) as desk:
            await desk.press("W", "enter")
            assert desk.library.searches.all() == [("橋", "橋")]

    async def test_escape_saves_nothing(self, small_archive: Path, open_reader: OpenReader) -> None:
        """Nor does a name of blanks."""
        async with open_reader(small_archive, query=parse("橋")) as desk:
            await desk.press("W", "escape")
            assert desk.library.searches.all() == []
            assert desk.chips == ("橋",)

    async def test_open_delete_and_bring_back(self, small_archive: Path, open_reader: OpenReader) -> None:
        """From the list of them, without a query in force."""
        async with open_reader(small_archive) as desk:
            await desk.press("W")
            assert "No search is saved" in desk.text
            await desk.press("q")
            searches = desk.library.searches
            searches.save("a", "橋")
            searches.save("b", "is:unread")
            await desk.press("W", "d")
            assert [search.name for search in searches.all()] == ["a"]
            await desk.press("U")
            assert [search.name for search in searches.all()] == ["b", "a"]
            await desk.press("j", "enter")
            assert desk.chips == ("橋",)

    async def test_a_query_of_another_time_is_refused(
        self, small_archive: Path, open_reader: OpenReader
    ) -> None:
        """What cannot be read any more says so and changes nothing."""
        async with open_reader(small_archive) as desk:
            desk.library.searches.save("old", "nofield:x (")
            await desk.press("W", "enter")
            assert desk.chips == ()
            assert len(desk.notices) == 1


class TestCopies:
    """a."""

    @pytest.fixture
    def copied(self, archive: Path, write_post) -> Path:
        """A post in three files, and another."""
        write_post("new", "港口重開", "2024-02-07T02:00:00", body=LONG, source="https://news.example/port")
        write_post("old", "港口關閉", "2024-02-05T02:00:00", body=LONG, source="https://else.example/port")
        (archive / "again.md").write_bytes((archive / "new.md").read_bytes())
        write_post("other", "雨", "2024-02-06T02:00:00")
        return archive

    @pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 60)])
    async def test_a_row_unfolds_to_its_files(
        self, copied: Path, open_reader: OpenReader, size: tuple[int, int]
    ) -> None:
        """The row counts them; the view says where they are and what differs; Enter opens that very file."""
        async with open_reader(copied, size=size) as desk:
            assert desk.titles == ["港口重開", "雨"]
            assert "×3" in desk.text
            await desk.press("a")
            assert "3 files hold this post" in desk.text
            assert "the same, byte for byte" in desk.text
            assert "different: title, date, address" in desk.text
            assert "old.md" in desk.text
            await desk.press("G", "enter")
            assert desk.article_path == "old.md"
            assert "港口關閉" in desk.text

    @pytest.mark.parametrize("size", [(80, 24), (120, 40)])
    async def test_what_a_copy_says_differently(
        self, archive: Path, write_post, open_reader: OpenReader, size: tuple[int, int]
    ) -> None:
        """Below the files stand the sentences that differ; n and N go from one to the next, also from the files."""
        lines = [f"<p>第{number}句，風很大。</p>" for number in range(30)]
        here = {"source": "https://news.example/port"}
        write_post("old", "港口關閉", "2024-02-05T02:00:00", body="".join(lines), **here)
        lines[3], lines[20] = "<p>第3句，雨很大。</p>", ""
        write_post("new", "港口重開", "2024-02-07T02:00:00", body="".join(lines), **here)
        async with open_reader(archive, size=size) as desk:
            await desk.press("a")
            assert "different: title, date, text" in desk.text
            assert "− 港口關閉" in desk.text
            assert "+ 港口重開" in desk.text
            assert "Text · 1 changed, 1 removed" in desk.text
            await desk.press("n")
            assert "− 第3句，風很大。" in desk.text
            assert "+ 第3句，雨很大。" in desk.text
            # In a changed sentence only what was changed stands out.
            assert desk.style_of("+ ").color == desk.style_of("雨").color != desk.style_of("第3句，").color
            await desk.press("2", "n")
            assert "− 第20句，風很大。" in desk.text
            assert "⋯ 14 sentences the same" in desk.text
            await desk.press("tab", "g", "g")
            assert "− 港口關閉" in desk.text
            assert "Tab Files" in desk.lines[-1]
            await desk.press("tab", "k")
            assert "Tab What differs" in desk.lines[-1]
            assert "the others are compared with it" in desk.text
            await desk.press("j", "l", "enter")
            assert desk.article_path == "old.md"

    async def test_copies_that_differ_in_very_much(
        self, archive: Path, write_post, open_reader: OpenReader
    ) -> None:
        """As much is shown as can be read; a sentence without an end is cut."""
        here = {"source": "https://news.example/port"}
        common = "".join(f"<p>風很大{number}。</p>" for number in range(90))
        write_post("old", "一", "2024-02-07T01:00:00", body=f"{common}<p>{'甲乙' * 2_000}</p>", **here)
        more = "".join(f"<p>{'丙丁' * 200}{number}。</p>" for number in range(300))
        write_post("new", "一", "2024-02-07T02:00:00", body=f"{common}{more}", **here)
        async with open_reader(archive, size=(80, 24)) as desk:
            await desk.press("a")
            assert "Text · 300 added, 1 removed" in desk.text
            await desk.press("tab", "G")
            assert "⋯ more differs than is shown" in desk.text
            await desk.press("g", "g", "n", "n")
            await desk.press("k")
            assert "…" in desk.text

    async def test_a_post_without_copies(self, copied: Path, open_reader: OpenReader) -> None:
        """Says so, and shows the file."""
        async with open_reader(copied) as desk:
            await desk.press("j", "a")
            assert "No copies" in desk.text
            assert "other.md" in desk.text
            assert "What differs" not in desk.footer
            await desk.press("a")
            assert "No copies" not in desk.text

    async def test_smallest_screen(self, copied: Path, open_reader: OpenReader) -> None:
        """Still names something."""
        async with open_reader(copied, size=(20, 5)) as desk:
            await desk.press("a")
            await desk.press("q", "W", "q")
            assert max(map(len, desk.lines)) <= 20
