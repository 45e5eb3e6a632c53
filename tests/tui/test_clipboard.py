"""Copying an address or an article, by the terminal's own way and by a program beside it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui.conftest import OpenReader, Outside, WritePost


@pytest.mark.parametrize("keys", [("j", "y"), ("j", "enter", "y")], ids=["in the list", "in the article"])
async def test_y_copies_the_address(
    small_archive: Path, open_reader: OpenReader, outside: Outside, keys: tuple[str, ...]
) -> None:
    """Of the post under the cursor, or of the open article."""
    async with open_reader(small_archive) as desk:
        await desk.press(*keys)
        assert outside.copied == ["https://news.example/b"]
        assert desk.clipboard == "https://news.example/b"
        assert "Address copied" in desk.title_bar


async def test_a_post_without_an_address_says_so(
    archive: Path, open_reader: OpenReader, outside: Outside
) -> None:
    """And nothing is copied."""
    (archive / "a.md").write_text("---\ntitle: 無出處\ndate: 2024-01-01\n---\n字。\n", encoding="utf-8")
    async with open_reader(archive) as desk:
        await desk.press("y")
        assert "This post names no address" in desk.title_bar
        assert (outside.copied, desk.clipboard) == ([], "")


async def test_shift_y_copies_the_article_as_markdown(
    small_archive: Path, open_reader: OpenReader, outside: Outside
) -> None:
    """With its title, its links and its text."""
    async with open_reader(small_archive) as desk:
        await desk.press("j", "Y")
        assert outside.copied == [desk.clipboard]
        assert "# 渡輪改點" in desk.clipboard
        assert "[橋上的燈](https://news.example/a)" in desk.clipboard
        assert "Article copied" in desk.title_bar


@pytest.mark.parametrize(("characters", "is_sent"), [(24_000, True), (26_000, False)])
async def test_a_large_article_is_not_sent_to_the_terminal(
    archive: Path,
    write_post: WritePost,
    open_reader: OpenReader,
    outside: Outside,
    characters: int,
    is_sent: bool,
) -> None:
    """Terminals drop sequences of more than 100,000 bytes, four for a Chinese character; a program takes any number."""
    write_post("a", "長文", "2024-01-01T01:00:00", body=f"<p>{'字' * characters}</p>")
    async with open_reader(archive) as desk:
        await desk.press("Y")
        assert [text.count("字") for text in outside.copied] == [characters]
        assert bool(desk.clipboard) is is_sent
        assert "Article copied" in desk.title_bar


async def test_an_article_whose_file_has_gone_is_not_copied(
    small_archive: Path, open_reader: OpenReader, outside: Outside
) -> None:
    """It says what is wrong."""
    async with open_reader(small_archive) as desk:
        (small_archive / "h.md").unlink()
        await desk.press("G", "Y")
        assert "cannot be read" in desk.title_bar
        assert (outside.copied, desk.clipboard) == ([], "")


async def test_nothing_is_called_copied_that_was_not(
    archive: Path, write_post: WritePost, open_reader: OpenReader, outside: Outside
) -> None:
    """A text too long for the terminal that no program takes is not in the clipboard."""
    write_post("a", "長文", "2024-01-01T01:00:00", body=f"<p>{'字' * 36_000}</p>")
    outside.takes_copies = False
    async with open_reader(archive) as desk:
        await desk.press("Y")
        assert any("Not copied" in notice for notice in desk.notices)
        assert "Article copied" not in desk.title_bar
