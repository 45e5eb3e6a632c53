"""What is written to the terminal for changes adds up to the whole picture."""

from __future__ import annotations

import re
from pathlib import Path

import pyte
import pytest
from textual._compositor import ChopsUpdate, CompositorUpdate, LayoutUpdate
from textual.app import App
from textual.color import Color

from reader.tui.engine.switch import VARIABLE
from reader.tui.painting import PaintingScreen
from reader.tui.sgr import StyleFilter
from reader.tui.widgets.line_widget import LineWidget

_STRINGS = re.compile(r"\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)")

pytestmark = pytest.mark.usefixtures("painted_at_once")


class Paper:
    """A terminal that shows what the app writes."""

    def __init__(self, app: App[None]) -> None:
        self.app = app
        self.screen = pyte.Screen(*app.size)
        self.screen.reset_mode(pyte.modes.LNM)
        self._stream = pyte.Stream(self.screen)
        self._style_filter = StyleFilter()

    def write(self, update: object) -> None:
        """Show an update."""
        if isinstance(update, CompositorUpdate):
            written = self._style_filter.reduce(update.render_segments(self.app.console))
            self._stream.feed(_STRINGS.sub("", written).replace("\n", "\r\n"))

    @property
    def cells(self) -> list[list[object]]:
        """Every cell with its colours."""
        return [
            [row[x] for x in range(self.app.size.width)]
            for row in map(self.screen.buffer.__getitem__, range(self.app.size.height))
        ]


_JOURNEYS = {
    "reading on": ["enter", "J", "J", "space", "K", "j", "H"],
    "moving": ["j", "j", "j", "k", "G", "g", "g"],
    "panes": ["t", "down", "plus", "T", "down", "h", "l", "tab", "z", "z"],
    "lines over the panes": ["slash", "x", "escape", "enter", "slash", "a", "enter", "n", "escape", "c"],
    "under a frame": ["question_mark", "j", "q", "enter", "f", "escape"],
}


async def _wrong_after(
    small_archive: Path, open_reader, size: tuple[int, int], monkeypatch
) -> list[tuple[str, str]]:
    """Return the journeys and their keys after which the terminal shows another picture than that of the whole screen."""
    wrong = []
    async with open_reader(small_archive, size=size) as desk:
        paper = Paper(desk.app)
        paper.write(desk.app.screen._compositor.render_full_update())
        monkeypatch.setattr(desk.app, "_display", lambda screen, update: paper.write(update))
        for journey, keys in _JOURNEYS.items():
            for key in keys:
                await desk.press(key)
                whole = Paper(desk.app)
                whole.write(desk.app.screen._compositor.render_full_update())
                if paper.cells != whole.cells:
                    wrong.append((journey, key))
            await desk.back_to_list()
            await desk.press("g", "g")
    return wrong


@pytest.mark.parametrize("size", [(80, 24), (160, 30)], ids=str)
async def test_changes_add_up_to_the_whole_picture(
    small_archive: Path, open_reader, size: tuple[int, int], monkeypatch
) -> None:
    """After every key the terminal shows what it would show if the whole screen had been painted."""
    assert await _wrong_after(small_archive, open_reader, size, monkeypatch) == []


async def test_changes_add_up_on_stock_textual(small_archive: Path, open_reader, monkeypatch) -> None:
    """The same without the engine."""
    monkeypatch.setenv(VARIABLE, "plain")
    assert await _wrong_after(small_archive, open_reader, (120, 40), monkeypatch) == []


async def test_another_article_is_one_picture(small_archive: Path, open_reader, monkeypatch) -> None:
    """J paints once, and not the whole screen."""
    async with open_reader(small_archive, size=(120, 40)) as desk:
        await desk.press("enter", "J", "K")
        updates: list[object] = []
        monkeypatch.setattr(desk.app, "_display", lambda screen, update: updates.append(update))
        await desk.press("J")
        (update,) = (each for each in updates if each is not None)
        assert isinstance(update, ChopsUpdate)


async def test_the_keys_go_to_another_pane_in_one_picture(
    small_archive: Path, open_reader, monkeypatch
) -> None:
    """Of the article, which looks the same with the keys and without, nothing is written."""
    async with open_reader(small_archive, size=(120, 40)) as desk:
        await desk.press("enter", "q")
        updates: list[object] = []
        monkeypatch.setattr(desk.app, "_display", lambda screen, update: updates.append(update))
        for key in ("enter", "q"):
            updates.clear()
            await desk.press(key)
            (update,) = (update for update in updates if update is not None)
            written = Paper(desk.app)
            written.write(update)
            right_of_list = [line[80:120] for line in written.screen.display[5:39]]
            assert set("".join(right_of_list)) == {" "}


async def test_the_first_picture_of_another_size_is_right(
    small_archive: Path, open_reader, monkeypatch
) -> None:
    """The article is typeset before the screen is painted, not painted in its old width first."""
    async with open_reader(small_archive, size=(120, 40)) as desk:
        await desk.press("enter")
        for size in ((100, 40), (80, 24), (120, 40)):
            updates: list[object] = []
            monkeypatch.setattr(desk.app, "_display", lambda screen, update, to=updates: to.append(update))
            await desk.pilot.resize_terminal(*size)
            await desk.settle()
            first, last = Paper(desk.app), Paper(desk.app)
            first.write(next(update for update in updates if isinstance(update, LayoutUpdate)))
            last.write(desk.app.screen._compositor.render_full_update())
            place = desk.main.article.region
            assert place.height > 10
            for y in place.line_range:
                assert first.cells[y][place.x : place.right] == last.cells[y][place.x : place.right]


async def test_colours_follow_the_theme(small_archive: Path, open_reader) -> None:
    """What was painted ahead in the colours of another theme is painted anew."""
    async with open_reader(small_archive) as desk:
        await desk.press("enter", "J", "K")
        desk.app.use_theme("paper")
        await desk.settle()
        await desk.press("J")
        assert isinstance(desk.app.screen, PaintingScreen)
        background = Color.parse(desk.app.current_theme.background or "").rich_color
        [strip, *_] = desk.main.article.render_lines(desk.main.article.size.region)
        assert {segment.style.bgcolor for segment in strip if segment.style} == {background}


async def test_lines_below_a_widget_that_became_lower_are_painted(small_archive: Path, open_reader) -> None:
    """Whatever Textual asks for before it has laid out the screen again, each line of it comes."""
    async with open_reader(small_archive) as desk:
        await desk.press("w")
        widgets = [widget for widget in desk.app.screen.query(LineWidget) if widget.is_on_screen]
        assert "strip" in {widget.id for widget in widgets}
        for widget in widgets:
            taller = widget.size.region.grow((0, 0, 3, 0))
            assert len(widget.render_lines(taller)) == taller.height, widget
