"""Keys and clicks in any order, at any speed, at any size: nothing ends the reader but leaving it.

`python bench/attack keys` plays tens of thousands over a real pty.
"""

from __future__ import annotations

import random
import string
from pathlib import Path

import pytest

from tests.tui.conftest import OpenReader

_KEYS = [
    *(character for character in string.ascii_letters + string.digits + "橋台灣" if character not in "Q"),
    *("slash", "question_mark", "left_square_bracket", "right_square_bracket", "plus", "minus", "full_stop"),
    *("left_curly_bracket", "right_curly_bracket", "less_than_sign", "greater_than_sign", "apostrophe"),
    *("enter", "escape", "tab", "shift+tab", "space", "backspace", "up", "down", "left", "right"),
    *("pageup", "pagedown", "home", "end", "ctrl+d", "ctrl+u", "shift+left", "shift+right"),
]
_BACK = ("q", "escape")
_SIZES = [(80, 24), (120, 40), (200, 60), (60, 16), (20, 5), (10, 3), (5, 2), (1, 1)]

pytestmark = pytest.mark.usefixtures("painted_at_once")


@pytest.mark.parametrize("seed", range(3))
async def test_any_keys_leave_it_running(seed: int, small_archive: Path, open_reader: OpenReader) -> None:
    """Mostly without waiting for what the key before asked for; in the end the list is a step back or two away."""
    chance = random.Random(seed)
    async with open_reader(small_archive, size=chance.choice(_SIZES)) as desk:
        for _ in range(80):
            if chance.random() < 0.1:
                await desk.resize(*chance.choice(_SIZES), settle=False)
            elif chance.random() < 0.1:
                # Two clicks that arrive together, as over a slow line; the first may close what it was meant for.
                desk.click_blindly(chance.random(), chance.random(), times=2)
            else:
                key = chance.choice(_KEYS)
                if key in _BACK:
                    # From the list without filters they leave, and where the keys before lead is known once they are done.
                    await desk.settle()
                    if desk.has_keys("#list") and not desk.chips:
                        continue
                desk.app.simulate_key(key)
            if chance.random() < 0.3:
                await desk.settle()
        await desk.resize(80, 24)
        for _ in range(12):
            if desk.is_on_main and desk.has_rows_focused:
                break
            await desk.press("escape")
        assert not desk.has_left
        assert desk.has_rows_focused
