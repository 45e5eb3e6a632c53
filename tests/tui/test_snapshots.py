"""A few looks at the screens, kept as pictures."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from reader import paths
from reader.config import Loaded, Settings
from reader.library import Library
from reader.query import Query
from reader.state.marks import Marks
from reader.tui.app import ReaderApp
from reader.tui.layout import Pane
from reader.tui.preferences import Preferences
from tests.tui.conftest import Desk

_SIZES = {"narrow": (80, 24), "middling": (120, 40), "wide": (200, 60)}
_KEYS = {
    "narrow": ["t"],
    "middling": ["j", "j", "enter"],
    "wide": ["T", "j", "enter"],
}


def _typing(keys: list[str], library: Library) -> Callable[[Pilot[None]], Awaitable[None]]:
    async def run(pilot: Pilot[None]) -> None:
        desk = Desk(pilot, library)
        await desk.settle()
        await desk.press(*keys)
        # The cursor of a line of input blinks, so that a picture would show it or not.
        for line in desk.app.screen.query(Input):
            line.cursor_blink = False
        await desk.settle()
        if Pane.ARTICLE in desk.panes:
            # The article beside the list waits for the cursor to rest.
            await desk.until(lambda: desk.article == desk.row)

    return run


@pytest.mark.parametrize("name", _SIZES)
def test_the_tour_looks_as_it_did(name: str, tmp_path: Path, snap_compare: Any) -> None:
    """Tags at 80x24, an article beside the list at 120x40, everything narrowed to a month at 200x60."""
    zone = timezone(timedelta(hours=8))
    library = Library([paths.tour_folder()], marks=Marks(tmp_path / "marks.sqlite3"), zone=zone)
    app = ReaderApp(library, Preferences(Loaded(Settings(watch=False))), zone=zone)
    assert snap_compare(app, terminal_size=_SIZES[name], run_before=_typing(_KEYS[name], library))


def test_what_is_said_of_a_post_looks_as_it_did(tmp_path: Path, snap_compare: Any) -> None:
    """Labels in rows and over the article, the note in Markdown, and the dialog for labels over them."""
    zone = timezone(timedelta(hours=8))
    library = Library([paths.tour_folder()], marks=Marks(tmp_path / "marks.sqlite3"), zone=zone)
    list(library.load())
    rows = library.select(Query()).rows(0, 2)
    library.labels.set([row.post for row in rows], "研究", labelled=True)
    library.labels.set([rows[0].post], "to cite", labelled=True)
    library.notes.set([rows[0].post], "# 想法\n說得好，**要引用**。\n\n- 鉛字\n- 印刷\n\n> 一句話\n")
    app = ReaderApp(library, Preferences(Loaded(Settings(watch=False))), zone=zone)
    keys = ["enter", "number_sign"]
    assert snap_compare(app, terminal_size=(120, 40), run_before=_typing(keys, library))
