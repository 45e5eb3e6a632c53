"""The palette of commands under keys that come too early, or twice."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui.conftest import OpenReader


@pytest.mark.parametrize("size", [(1, 1), (10, 3), (80, 24)], ids=str)
async def test_pages_before_there_are_any_do_nothing(
    size: tuple[int, int], small_archive: Path, open_reader: OpenReader
) -> None:
    """Keys that arrive together with the one that opens it, and a terminal without room for its list."""
    async with open_reader(small_archive, size=size) as desk:
        for key in ("ctrl+p", "pagedown", "pageup", "down", "pagedown", "pageup"):
            desk.app.simulate_key(key)
        await desk.settle()
        await desk.press("down", "pagedown", "pageup", "escape")
        await desk.resize(80, 24)
        assert desk.is_on_main


async def test_a_second_escape_does_not_reach_what_lies_below(
    small_archive: Path, open_reader: OpenReader
) -> None:
    """Both close the palette."""
    async with open_reader(small_archive) as desk:
        await desk.press("ctrl+p")
        screen = desk.app.screen
        await screen.dismiss()
        await screen.dismiss()
        await desk.settle()
        assert desk.is_on_main
        await desk.press("ctrl+p", *"Next article", "down", "enter")
        assert desk.article == "渡輪改點"


async def test_themes_are_chosen_in_the_same_palette(small_archive: Path, open_reader: OpenReader) -> None:
    """Its pages, too, wait for its list."""
    async with open_reader(small_archive) as desk:
        await desk.press("ctrl+p", *"Theme", "down", "enter")
        for key in ("pageup", "pagedown"):
            desk.app.simulate_key(key)
        await desk.press(*"paper", "down", "enter")
        assert desk.app.theme == "paper"
