"""The terminal changes its size under everything that the screen can show."""

from __future__ import annotations

from itertools import pairwise, permutations
from pathlib import Path

import pytest
from rich.cells import cell_len

from tests.tui.conftest import OpenReader

# One pane, two, three; no strip, a strip of one line of bars and of two; and next to nothing.
_SIZES = ((80, 24), (120, 40), (200, 24), (20, 6))

_STATES = {
    "the list": (),
    "an article": ("enter",),
    "the next article": ("enter", "J"),
    "zen": ("enter", "z"),
    "links by letters": ("j", "enter", "f"),
    "find in the article": ("enter", "slash", "話"),
    "the tags": ("t",),
    "the years": ("T",),
    "the calendar": ("C",),
    "the strip of time": ("w", "left", "v", "left"),
    "trends": ("P",),
    "contexts": ("slash", "的", "enter", "I", "w"),
    "a date": ("d",),
    "a search": ("slash", "橋"),
    "an empty list": ("slash", "x", "x", "x", "enter"),
    "the keys": ("question_mark",),
    "outline": ("enter", "i"),
    "copies": ("a",),
}


_CHANGES_A_STATE = 3
"""of the changes of size, of which each state takes the next: all of them together take each several times"""


def _walk() -> list[tuple[int, int]]:
    """Sizes one after the other, so that each comes right after each other one."""
    steps = list(permutations(range(len(_SIZES)), 2))
    walk = [0]
    while steps:
        ahead = [step for step in steps if step[0] == walk[-1]]
        # With none ahead the walk goes on from where most are left.
        step = ahead[0] if ahead else (walk[-1], max(range(len(_SIZES)), key=[a for a, _ in steps].count))
        walk.append(step[1])
        steps = [other for other in steps if other != step]
    return [_SIZES[place] for place in walk]


def test_the_walk_holds_every_change_of_size() -> None:
    """Each size comes after each other one."""
    assert set(permutations(_SIZES, 2)) <= set(pairwise(_walk()))


def _part_of_the_walk(state: str) -> list[tuple[int, int]]:
    """Sizes one after the other for one state; from one state to the next the walk goes on."""
    walk = _walk()
    start = list(_STATES).index(state) * _CHANGES_A_STATE
    return [walk[(start + step) % len(walk)] for step in range(_CHANGES_A_STATE + 1)]


def test_the_states_take_every_change_of_size() -> None:
    """Each change is tried under several states."""
    assert set(permutations(_SIZES, 2)) <= {
        pair for state in _STATES for pair in pairwise(_part_of_the_walk(state))
    }


async def test_any_size_may_follow_any_other(small_archive: Path, open_reader: OpenReader) -> None:
    """The screen is filled to its edges and no line goes beyond them."""
    async with open_reader(small_archive, size=_SIZES[0]) as desk:
        for state, keys in _STATES.items():
            await desk.press(*keys)
            for size in _part_of_the_walk(state):
                await desk.resize(*size)
                await desk.until(
                    lambda size=size: [cell_len(strip.text) for strip in desk.strips] == [size[0]] * size[1]
                )
            await desk.resize(*_SIZES[0])
            await desk.back_to_list()


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_a_dialog_is_as_high_as_what_it_lists(
    small_archive: Path, open_reader: OpenReader, size: tuple[int, int]
) -> None:
    """A few articles take a few lines; many take what the screen has."""
    async with open_reader(small_archive, size=size) as desk:
        await desk.press("enter", "V")
        edges = [number for number, line in enumerate(desk.lines) if "╭" in line or "╰" in line]
        assert edges[1] - edges[0] < 10
        await desk.press("escape", *["J"] * 7, "V")
        edges = [number for number, line in enumerate(desk.lines) if "╭" in line or "╰" in line]
        assert 15 < edges[1] - edges[0] <= size[1] * 0.9
