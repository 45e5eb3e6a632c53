"""The posts with defects, listed from the palette."""

from __future__ import annotations

from pathlib import Path

from tests.tui.conftest import Desk, OpenReader


async def _list(desk: Desk) -> None:
    await desk.press("ctrl+p")
    await desk.type("what is wrong")
    await desk.press("enter")


async def test_what_is_wrong_is_listed_and_opens(open_reader: OpenReader, small_archive: Path) -> None:
    """Posts without a defect are not listed; a chosen one opens."""
    async with open_reader(small_archive) as desk:
        await _list(desk)
        assert "All files are as they should be" in desk.words
        await desk.press("escape")
    (small_archive / "later.md").write_text(
        "---\ntitle: Undated\n---\nText of the undated one.\n", encoding="utf-8"
    )
    (small_archive / "bare.md").write_text("No front matter here.\n", encoding="utf-8")
    async with open_reader(small_archive) as desk:
        await _list(desk)
        assert "2 articles" in desk.text
        assert "The post has no date." in desk.words
        assert "The file has no front matter." in desk.words
        await desk.press("enter")
        assert desk.article_path in ("later.md", "bare.md")
