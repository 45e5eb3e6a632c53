"""A screen that paints what a key changed at once, and only the lines that changed."""

from __future__ import annotations

import time
from collections.abc import Iterable
from itertools import pairwise

from rich.console import Console
from textual._compositor import Compositor, CompositorUpdate
from textual.geometry import Region
from textual.screen import UPDATE_PERIOD, Screen
from textual.strip import Strip
from textual.widget import Widget

from reader.tui.ansi import color_system, frame
from reader.tui.widgets.line_widget import LineWidget

_PlacedStrip = tuple[int, int, Strip]
"""column, row, and what begins there"""


class LinesUpdate(CompositorUpdate):
    """Lines to be written where they stand, after what Textual itself has to write."""

    def __init__(self, strips: list[_PlacedStrip], rest: CompositorUpdate | None) -> None:
        self._strips = strips
        self._rest = rest

    def render_segments(self, console: Console) -> str:
        """The escape sequences and texts for the terminal."""
        before = self._rest.render_segments(console) if self._rest is not None else ""
        return before + frame(self._strips, color_system(console))


class LineCompositor(Compositor):
    """Textual's compositor with a short way for widgets that paint whole lines.

    Textual asks every widget that a change touches for all its lines, cuts them at the edges of all widgets and
    puts them together again, which for another article in a pane takes several times as long as the article's
    own lines. Where the frontmost widget at the changed place is a LineWidget and holds all of it, its lines are
    the picture. Everything else goes Textual's way, as do layouts and whole screens.
    """

    def update_widgets(self, widgets: set[Widget]) -> None:
        """Take in which widgets want to be painted.

        Textual takes one that it does not see for a new one, and lays the whole screen out for its map at every key
        for which a hidden pane has something new. What is really new comes with a layout of its own.
        """
        super().update_widgets(widgets & self.visible_widgets.keys())

    def render_partial_update(self) -> CompositorUpdate | None:  # type: ignore[override]
        """What to write for the regions that changed; None for nothing."""
        changed: dict[tuple[LineWidget, int, int], set[int]] = {}
        others = set()
        for region in self._dirty_regions:
            part = self._lines_that_hold(region)
            if part is None:
                others.add(region)
            else:
                changed.setdefault(part, set()).update(region.line_range)
        self._dirty_regions = others
        rest = super().render_partial_update()
        strips = [strip for part, rows in changed.items() for strip in self._lines(*part, sorted(rows))]
        return LinesUpdate(strips, rest) if strips else rest

    def _lines_that_hold(self, region: Region) -> tuple[LineWidget, int, int] | None:
        """The widget whose lines are all that is seen in the region, and between which columns to write them.

        That is from edge to edge, where nothing lies over the lines: what was cut at the edge of a region may be a
        character of two cells, of which the terminal shows nothing then. None where it is not that simple.
        """
        in_front = []
        for widget, (place, clip) in self.visible_widgets.items():  # the frontmost first
            seen = place.intersection(clip)
            if not seen.overlaps(region):
                in_front.append(seen)
                continue
            if not isinstance(widget, LineWidget) or not seen.contains_region(region):
                return None
            whole = Region(seen.x, region.y, seen.width, region.height)
            is_free = not any(other.overlaps(whole) for other in in_front)
            return (widget, *(whole if is_free else region).column_span)
        return None

    def _lines(self, widget: Widget, start: int, end: int, rows: list[int]) -> Iterable[_PlacedStrip]:
        """The lines of a widget at these rows of the screen, in ascending order, between two columns."""
        left, top = self.visible_widgets[widget][0].offset
        breaks = [number for number, (y, below) in enumerate(pairwise(rows), 1) if below - y > 1]
        for first, after in pairwise((0, *breaks, len(rows))):
            crop = Region(start - left, rows[first] - top, end - start, after - first)
            for y, strip in enumerate(widget.render_lines(crop), rows[first]):
                yield start, y, strip


class PaintingScreen(Screen[None]):
    """A screen that can be painted before Textual comes to it."""

    def __init__(self) -> None:
        super().__init__()
        self._compositor = LineCompositor()
        self._painted_at = 0.0

    def set_focus(
        self, widget: Widget | None, scroll_visible: bool = True, from_app_focus: bool = False
    ) -> None:
        """Give a widget the keys, and show it at once: word of it comes after the next picture, and asks for another."""
        before = self.focused
        super().set_focus(widget, scroll_visible, from_app_focus)
        after = self.focused
        if before is not after:
            if isinstance(before, LineWidget):
                before.show_focus(has_focus=False)
            if isinstance(after, LineWidget):
                after.show_focus(has_focus=True)

    def paint_now(self, *, is_awaited: bool = False) -> None:
        """Paint what widgets asked to have painted.

        Textual gets to it after half a dozen messages between widgets and screen, each of which costs as much
        as a line of the list. Nothing is done where a layout has to come first, where something hinders Textual
        too, or so soon after the last time that a held key should rather paint once for two presses; unless it
        `is_awaited`, since what one asked for can be had at last.
        """
        now = time.monotonic()
        if not self.is_current or self._layout_required or self._scroll_required or self.app._batch_count:
            return
        if now - self._painted_at < UPDATE_PERIOD and not is_awaited:
            return
        shown = self._compositor.visible_widgets
        if any(widget._layout_required or widget._scroll_required for widget in shown):
            return
        changed = {widget for widget in shown if widget._repaint_required}
        for widget in changed:
            widget._repaint_required = False
        changed |= self._dirty_widgets
        if changed:
            self._compositor.update_widgets(changed)
            self._compositor_refresh()
            self._painted_at = now
