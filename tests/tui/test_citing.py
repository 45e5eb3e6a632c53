"""Copying a citation, or a quotation with it, from the screens."""

from __future__ import annotations

from pathlib import Path

from tests.tui.conftest import OpenReader, Outside, WritePost


async def test_a_citation_or_a_quotation_with_it_is_copied(
    archive: Path, write_post: WritePost, open_reader: OpenReader, outside: Outside
) -> None:
    """In the list the citation; in the article what is chosen, or the highlight under the caret, before it."""
    write_post("a", "渡輪的時刻", "2024-02-07T02:00:00", body="<p>港口的燈亮了，渡輪靠岸。她說：「好」。</p>")
    settings = archive.parent / "settings.toml"
    async with open_reader(archive, settings_file=settings) as desk:
        await desk.press("g", "y")
        (citation,) = outside.copied
        assert "渡輪的時刻[EB/OL]. " in citation
        assert "(2024-02-07)[" in citation
        assert "Citation copied (GB/T 7714-2015)" in desk.title_bar
        await desk.press("enter", "v", "w", "v", "right_parenthesis", "g", "y")
        assert outside.copied[-1] == f"「渡輪靠岸。」\n\n{citation}"
        await desk.press("enter", "v", "right_square_bracket", "g", "y", "escape")
        assert outside.copied[-1] == f"「渡輪靠岸。」\n\n{citation}"
        # Another style lasts.
        await desk.press("colon")
        await desk.type("cite apa")
        await desk.press("enter")
        assert "(2024, February 7). 渡輪的時刻." in outside.copied[-1]
        assert 'citation = "apa"' in settings.read_text(encoding="utf-8")
        await desk.press("g", "y")
        assert outside.copied[-1] == outside.copied[-2]
        await desk.press("colon")
        await desk.type("cite mla")
        await desk.press("enter")
        assert "known are gbt7714, apa" in desk.text
