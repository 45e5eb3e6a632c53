"""An evening with the keys of each preset: what the journeys do with the keys of the table, by the commands' ids."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.config.schema import Settings
from reader.tui.commands import COMMANDS
from reader.tui.keys.in_force import command
from reader.tui.keys.presets import PRESETS
from reader.tui.layout import Pane
from tests.tui.conftest import Desk, OpenReader

_OWN = {each.id: each.keys for each in COMMANDS}


async def _do(desk: Desk, *ids: str) -> None:
    """Press for each command the last key that the preset gives it, where it gives any, else the first of its own."""
    for id_ in ids:
        keys = command(id_).keys
        new = [key for key in keys if key not in _OWN[id_]]
        await desk.press(*(new[-1] if new else keys[0]).split(" "))


@pytest.mark.parametrize("preset", sorted(PRESETS))
async def test_an_evening(small_archive: Path, open_reader: OpenReader, preset: str) -> None:
    """Searching, reading, finding, marking, undoing, looking for commands and leaving."""
    settings = Settings(watch=False, keys_preset=preset)  # type: ignore[arg-type]
    async with open_reader(small_archive, size=(160, 18), settings=settings) as desk:
        await _do(desk, "filter.search")
        await desk.type("台灣")
        await _do(desk, "typing.close", "typing.keep")
        assert desk.titles == ["橋上的燈亮了", "车站的钟慢了", "冬至湯圓"]
        await _do(desk, "move.down", "move.down", "move.up", "read.open")
        assert (desk.pane, desk.article) == (Pane.ARTICLE, "车站的钟慢了")
        await _do(desk, "read.previous", "read.find")
        await desk.type("很長")
        await _do(desk, "typing.keep", "read.next-unread", "read.next-unread", "read.previous-unread")
        assert desk.article == "橋上的燈亮了" and desk.hit[0] == 2
        await _do(desk, "move.top", "move.page-down", "move.page-down", "move.page-up", "move.bottom")
        assert desk.place > 0
        await _do(desk, "move.top")
        assert desk.place == 0
        await _do(desk, "program.back", "filter.clear")
        assert desk.pane is Pane.LIST and len(desk.rows) == 8
        await _do(desk, "move.bottom", "mark.star", "filter.starred")
        assert desk.titles == ["夏天的第一場雨"]
        await _do(desk, "filter.starred", "mark.undo", "filter.starred")
        assert len(desk.rows) == 0
        await _do(desk, "program.escape", "move.bottom", "list.range", "move.up", "move.up", "mark.read")
        await _do(desk, "filter.unread")
        assert len(desk.rows) == 3
        await _do(desk, "filter.clear", "program.help", "help.find")
        await desk.type("calendar")
        await _do(
            desk,
            "typing.give-up",
            "dialog.close",
            "time.calendar",
            "calendar.back",
            "program.escape",
            "pane.right",
        )
        assert desk.is_on_main
        await _do(desk, "filter.tags")
        await desk.type("渡輪")
        await _do(desk, "typing.choose", "filter.apply")
        assert desk.titles == ["渡輪改點"]
        await _do(desk, "program.palette")
        await desk.type("clear filters")
        await _do(desk, "finding.run", "program.quit")
        assert desk.has_left


_HABITS = {
    "newsboat": {"s": "link.write", "ctrl+b": "mark.star", "f": "filter.saved", "ctrl+t": "filter.clear"},
    "emacs": {
        "ctrl+x 1": "view.zen",
        "ctrl+x k": "program.back",
        "ctrl+x ctrl+b": "read.visited",
        "backspace": "move.page-up",
    },
    "less": {"ctrl+r": "program.redraw"},
    "vim": {"ctrl+l": "program.redraw", "ctrl+w c": "program.back"},
}


@pytest.mark.parametrize("preset", _HABITS)
async def test_habits_of_the_fingers(small_archive: Path, open_reader: OpenReader, preset: str) -> None:
    """What each program has on a key that the others have elsewhere; a digit may end a sequence."""
    settings = Settings(watch=False, keys_preset=preset)  # type: ignore[arg-type]
    async with open_reader(small_archive, settings=settings) as desk:
        ran: list[str] = []

        async def note(command_id: str, count: int = 0) -> bool:
            ran.append(command_id)
            return True

        vars(desk.main)["run_command"] = note
        for keys in _HABITS[preset]:
            await desk.press(*keys.split(" "))
        assert ran == [*_HABITS[preset].values()]
