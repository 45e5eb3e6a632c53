"""`Q` and Ctrl+Q leave at once from wherever one is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from reader.query import parse
from tests.tui.conftest import OpenReader

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


async def test_ctrl_q_leaves_from_everywhere_and_q_where_it_is_no_letter(
    small_archive: Path, open_reader: OpenReader
) -> None:
    """Also where something lies over the list; what is typed into a line has a capital Q in it, too."""
    left: dict[str, list[str]] = {"Q": [], "ctrl+q": []}
    places = {**_PLACES, **_LINES}
    async with open_reader(small_archive, size=(160, 40)) as desk:
        exits: list[object] = []
        vars(desk.app)["exit"] = lambda *result, **_: exits.append(result)
        for place, keys in places.items():
            await desk.press(*keys)
            for key, places_left in left.items():
                before = len(exits)
                await desk.press(key)
                if len(exits) > before:
                    places_left.append(place)
            await desk.back_to_list()
        del vars(desk.app)["exit"]
    assert left == {"Q": [*_PLACES], "ctrl+q": [*places]}


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
