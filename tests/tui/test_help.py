"""The help lists all commands, those of the place where one is first, finds and runs them."""

from __future__ import annotations

from pathlib import Path

from reader.tui.commands import COMMANDS
from reader.tui.keys.in_force import explained
from reader.tui.layout import Pane
from tests.tui.conftest import OpenReader


async def test_the_place_where_one_is_comes_first(small_archive: Path, open_reader: OpenReader) -> None:
    """Under a heading that names it; then all others under the names of theirs."""
    places = {"on a tag": ("t", "down"), "in the article": ("enter",), "in the trends": ("P",)}
    async with open_reader(small_archive, size=(100, 40)) as desk:
        for place, keys in places.items():
            await desk.press(*keys, "f1")
            text = desk.text
            assert text.index(f"Here: {place} ─") < text.index("Everywhere · Move ─")
            await desk.back_to_list()


async def test_no_line_of_the_help_is_cut(small_archive: Path, open_reader: OpenReader) -> None:
    """In a narrow terminal all words of all commands are there; another size leaves the cursor on its command."""
    async with open_reader(small_archive, size=(44, 1400)) as desk:
        await desk.press("f1")
        column = [line.split("│")[1][13:] for line in desk.lines if line.count("│") >= 2]
        words = "".join(column).replace(" ", "")
        texts = [f"{each.label}{explained(each)}".replace(" ", "") for each in COMMANDS]
        assert [text for text in texts if text not in words] == []
        await desk.press("G")
        await desk.resize(80, 24)
        assert "Drop the passage" in desk.text


async def test_a_command_is_looked_for_and_run(small_archive: Path, open_reader: OpenReader) -> None:
    """/ finds, Enter runs it behind the closed help; what works elsewhere says where."""
    async with open_reader(small_archive) as desk:
        await desk.press("f1", "slash")
        await desk.type("next article")
        await desk.press("enter")
        assert desk.is_on_main and desk.article == "渡輪改點"
        await desk.press("f1", "slash")
        await desk.type("unfold")
        await desk.press("down", "up", "enter")
        assert any("Its place: in the timeline" in notice for notice in desk.notices)
        await desk.press("f1", "slash")
        await desk.type("strip")
        await desk.press("escape")
        assert not desk.is_on_main and "Here: in the list" in desk.text
        await desk.press("escape")
        assert desk.is_on_main and desk.pane is Pane.LIST
