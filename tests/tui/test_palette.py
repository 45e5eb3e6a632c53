"""The palette of commands under keys that come too early, or twice."""

from __future__ import annotations

from pathlib import Path

from tests.tui.conftest import OpenReader


async def test_pages_before_there_are_any_do_nothing(small_archive: Path, open_reader: OpenReader) -> None:
    """Keys that arrive together with the one that opens it, and a terminal without room for its list."""
    async with open_reader(small_archive) as desk:
        for size in ((1, 1), (10, 3), (80, 24)):
            await desk.resize(*size)
            for key in ("ctrl+p", "pagedown", "pageup", "down", "pagedown", "pageup"):
                desk.app.simulate_key(key)
            await desk.settle()
            await desk.press("down", "pagedown", "pageup", "escape")
            await desk.resize(80, 24)
            assert desk.is_on_main, size


async def test_what_can_be_done_now_is_offered_and_run(small_archive: Path, open_reader: OpenReader) -> None:
    """By its name, with its place; what belongs elsewhere, or needs what is not there, is left out."""
    async with open_reader(small_archive) as desk:
        await desk.press("ctrl+p")
        assert "Here: in the list ─" in desk.text
        assert "Bottom of the screen" not in desk.text, "it has no key, and another way there is shorter"
        await desk.type("bottom of the screen")
        assert "Bottom of the screen" in desk.text
        await desk.press("ctrl+u")
        await desk.type("next article")
        assert "Next article Open the next post without leaving the article. Everywhere · Read" in desk.words
        await desk.press("enter")
        assert desk.article == "渡輪改點"
        await desk.press("q", "ctrl+p")
        for gone in ("find words in this article", "what the mouse has selected", "Fold the group"):
            await desk.type(gone)
            assert "No command is called so." in desk.text
            await desk.press("ctrl+u")


async def test_a_command_is_found_in_any_language(small_archive: Path, open_reader: OpenReader) -> None:
    """Under the words of either script, other words for it, and its id."""
    async with open_reader(small_archive) as desk:
        await desk.press("ctrl+p")
        for word in ("標籤", "nothing like it", "标签", "tag", "keyword", "filter.tags"):
            await desk.type(word)
            assert ("Tags  Go to tags, authors" in desk.text) is (word != "nothing like it"), word
            await desk.press("ctrl+u")


async def test_a_second_escape_does_not_reach_what_lies_below(
    small_archive: Path, open_reader: OpenReader
) -> None:
    """Both close the palette, and none of what is typed behind it is lost."""
    async with open_reader(small_archive) as desk:
        await desk.press("ctrl+p")
        screen = desk.app.screen
        await screen.dismiss()
        await screen.dismiss()
        await desk.settle()
        assert desk.is_on_main


async def test_all_cells_are_painted_again(small_archive: Path, open_reader: OpenReader) -> None:
    """Also those that the reader takes for painted: something else may have written into them; on dialogs, too."""
    async with open_reader(small_archive, size=(80, 24)) as desk:
        for before in ((), ("question_mark",)):
            await desk.press(*before)
            painted: list[object] = []
            desk.on_update(painted.append)
            await desk.press("ctrl+l")
            whole = desk.whole_picture()
            assert any(
                isinstance(update, type(whole)) and update.region == whole.region  # type: ignore[attr-defined]
                for update in painted
            )
