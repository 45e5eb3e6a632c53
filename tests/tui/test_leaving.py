"""`Q` and Ctrl+Q leave at once from wherever one is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from reader.query import parse
from tests.tui.conftest import Desk, OpenReader

_PLACES: Mapping[str, Sequence[str]] = {
    "list": [],
    "article": ["enter"],
    "timeline": ["T"],
    "calendar": ["C"],
    "strip": ["w"],
    "help": ["question_mark"],
    "history": ["enter", "q", "V"],
    "story": ["r"],
    "copies": ["a"],
    "backlinks": ["B"],
    "question": ["o"],
    "saved searches": ["W"],
    "trends": ["P"],
    "year": ["asterisk"],
    "contexts": ["slash", "的", "enter", "I"],
    "neighbours": ["slash", "的", "enter", "I", "w"],
    "outline": ["enter", "i"],
    "themes": ["colon", "t", "h", "e", "m", "e", "enter"],
    "half a command": ["g"],
}
"""where letters are no text, with the keys that lead there"""
_LINES: Mapping[str, Sequence[str]] = {
    "tags": ["t"],
    "search": ["slash"],
    "find": ["enter", "slash"],
    "date": ["d"],
    "palette": ["ctrl+p"],
    "name of a search": ["u", "W"],
    "trend": ["P", "plus"],
    "link letters": ["enter", "f"],
}
"""where letters are typed"""


async def _stays(desk: Desk, key: str, places: Mapping[str, Sequence[str]]) -> list[str]:
    """Return the places from which a key does not leave, one after the other in one run of the app."""
    left: list[object] = []
    vars(desk.app)["exit"] = lambda *result, **_: left.append(result)
    stays = []
    for place, keys in places.items():
        await desk.press(*keys)
        before = len(left)
        await desk.press(key)
        if len(left) == before:
            stays.append(place)
        for _ in range(6):
            if desk.is_on_main and desk.has_keys("#list") and not desk.chips:
                break
            await desk.press("escape")
    del vars(desk.app)["exit"]
    return stays


async def test_ctrl_q_leaves_from_everywhere(small_archive: Path, open_reader: OpenReader) -> None:
    """Also where something lies over the list, and where one types."""
    async with open_reader(small_archive, size=(160, 40)) as desk:
        assert await _stays(desk, "ctrl+q", {**_PLACES, **_LINES}) == []


async def test_q_leaves_from_everywhere_but_is_a_letter_where_one_types(
    small_archive: Path, open_reader: OpenReader
) -> None:
    """A capital Q is a key wherever it is no text."""
    async with open_reader(small_archive, size=(160, 40)) as desk:
        assert await _stays(desk, "Q", _PLACES) == []
        assert await _stays(desk, "Q", _LINES) == [*_LINES]


@pytest.mark.parametrize(("waiting", "starred"), [(5, 1), (500, 0)])
async def test_keys_that_wait_hold_up_nobody_who_leaves(
    small_archive: Path, open_reader: OpenReader, waiting: int, starred: int
) -> None:
    """A few are done first, so that nothing said is lost; where there are hundreds, none of them is."""
    async with open_reader(small_archive) as desk:
        for key in (*["j"] * waiting, "s", "ctrl+q"):
            desk.app.simulate_key(key)
        await desk.until(lambda: desk.has_left)
        assert len(desk.library.select(parse("is:starred"))) == starred
