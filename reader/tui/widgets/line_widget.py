"""Widgets that paint their own lines, with a thumb at the right edge in place of a scroll bar."""

from __future__ import annotations

from itertools import chain
from typing import ClassVar, Self

from rich.style import Style
from textual import events
from textual.filter import ANSIToTruecolor
from textual.geometry import Offset, Region, Size
from textual.reactive import Reactive
from textual.strip import Strip
from textual.widget import Widget

from reader.tui.engine import LazyComponents

EDGE = "│"
THUMB = "┃"


def thumb(total: int, shown: int, first: int, height: int) -> range:
    """Return the lines, of `height`, that the thumb covers; none if everything is shown."""
    if shown >= total or height <= 0:
        return range(0)
    size = max(height * shown // total, 1)
    start = round((height - size) * min(first / max(total - shown, 1), 1.0))
    return range(start, start + size)


class LineWidget(LazyComponents, Widget):
    """A widget without border and padding that paints whole lines.

    Textual lays boxes around each line that it paints, which for a page of text takes three times as long as the text.
    """

    # Textual lays out and paints the screen again whenever the virtual size of a widget changes. Nothing depends on ours.
    virtual_size: Reactive[Size] = Reactive(Size(0, 0), repaint=False)

    SHOWS_FOCUS: ClassVar[bool] = True
    """whether it looks different while it is focused"""
    CALLED: ClassVar[str] = ""
    """what the widget is called where the focus is said in words; empty for as its dialog"""
    KEEPS_LINES: ClassVar[bool] = True
    """whether painted lines are cached until `refresh`; False if a subclass caches them itself"""

    def __init__(self, *, id: str | None = None) -> None:
        self._inks: dict[str, Style] = {}
        self._line_cache: dict[int, Strip] = {}
        """painted lines of the current size, by number"""
        self._followed_size = Size(0, 0)
        """the size of the last call of `resized`"""
        self._is_following = False
        super().__init__(id=id)

    def paint_lines(self, lines: range, width: int, height: int) -> list[Strip]:
        """Return these lines, each `width` cells wide, of a widget `height` lines high.

        A widget that became lower is asked for lines below its height, too, until Textual has laid out the screen again.
        """
        raise NotImplementedError

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return the lines of the region `crop`, with the app's filters (such as NO_COLOR) applied.

        The filter that converts the terminal's own colours is left out: our styles use none, and it would examine every
        segment of the page.
        """
        self._follow_size(crop)
        width, height = self._followed_size
        strips = self._cached_lines(range(*crop.line_span), width, height)
        if crop.column_span != (0, width):
            strips = [strip.crop(*crop.column_span) for strip in strips]
        for line_filter in self.app.get_line_filters():
            if not isinstance(line_filter, ANSIToTruecolor):
                background = self.background_colors[1]
                strips = [strip.apply_filter(line_filter, background) for strip in strips]
        return strips

    def _cached_lines(self, lines: range, width: int, height: int) -> list[Strip]:
        """Return lines, painted anew only after `refresh`: Textual asks for those between two that changed as well."""
        if not self.KEEPS_LINES:
            return self.paint_lines(lines, width, height)
        if missing := [y for y in lines if y not in self._line_cache]:
            wanted = range(missing[0], missing[-1] + 1)
            self._line_cache.update(zip(wanted, self.paint_lines(wanted, width, height), strict=True))
        return [self._line_cache[y] for y in lines]

    def render_line(self, y: int) -> Strip:
        """Return one line."""
        width, height = self.size
        return self.paint_lines(range(y, y + 1), width, height)[0]

    def wants_key(self, key: str) -> bool:
        """Return whether the widget reads this key itself at this moment, whatever command it calls elsewhere."""
        return False

    # The focus in words, for the plain mode

    def in_words(self) -> str:
        """Return where in the widget one is; empty if there is nothing to say."""
        return ""

    def focus_cell(self) -> Offset | None:
        """Return the cell of the widget that one is at; None if there is none."""
        return None

    # Its size

    @property
    def seen_size(self) -> Size:
        """The size in which the widget was painted last."""
        return self._followed_size

    def is_outdated(self) -> bool:
        """Return whether what the widget shows was made for another size than it has now."""
        return self.size != self._followed_size

    def resized(self) -> None:
        """Follow a new size, just before it is painted."""

    def _follow_size(self, crop: Region) -> None:
        """Call `resized` before the first picture of a new size.

        Textual's Resize event comes after that picture, which would be painted twice: first as it was for the old size.
        """
        if not self.is_outdated():
            return
        self._followed_size = self.size
        self._line_cache.clear()
        self._is_following = True
        try:
            self.resized()
        finally:
            self._is_following = False
        if crop.size != self.size:
            self.refresh()

    def refresh(
        self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False
    ) -> Self:
        """Ask for another picture of these regions, or of all, unless `resized` asks, after which one is made in any case."""
        if regions:
            for y in chain.from_iterable(range(*region.line_span) for region in regions):
                self._line_cache.pop(y, None)
        else:
            self._line_cache.clear()
        if self._is_following and not layout and not recompose:
            return self
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)

    # Focus

    def show_focus(self, *, has_focus: bool) -> None:
        """Look focused, or no longer."""
        if self.has_focus != has_focus:
            self.has_focus = has_focus
            if self.SHOWS_FOCUS:
                self.refresh()

    def on_focus(self, event: events.Focus) -> None:
        """Handle the focus in place of Textual, which would repaint although `show_focus` was called before."""
        event.prevent_default()
        self.show_focus(has_focus=True)
        if self.parent is not None:
            self.parent.post_message(events.DescendantFocus(self))

    def on_blur(self, event: events.Blur) -> None:
        """Handle the loss of the focus in the same way."""
        event.prevent_default()
        self.show_focus(has_focus=False)
        if self.parent is not None:
            self.parent.post_message(events.DescendantBlur(self))

    def watch_has_focus(self, _has_focus: bool) -> None:
        """Do nothing: no CSS rule of ours depends on the focus, and Textual would recompute the styles of all components.

        That takes longer than painting the page. `paint_lines` reads `has_focus` instead.
        """

    # Styles, kept until another theme

    def ink(self, component: str) -> Style:
        """Return the style of a component class without its background, which the caller paints.

        Textual's own partial style ignores the opacity of colours.
        """
        style = self._inks.get(component)
        if style is None:
            whole = self.get_component_rich_style(component)
            style = self._inks[component] = whole.without_color + Style(color=whole.color)
        return style

    def ground(self, component: str) -> Style:
        """Return the background of a component class, with its bold, reverse and the like, to be laid under letters."""
        whole = self.get_component_rich_style(component)
        return whole.without_color + Style(bgcolor=whole.bgcolor)

    @property
    def base_style(self) -> Style:
        """The colours of the widget itself."""
        style = self._inks.get("")
        if style is None:
            style = self._inks[""] = self.rich_style
        return style

    def notify_style_update(self) -> None:
        """Forget the colours of the previous theme."""
        super().notify_style_update()
        self._inks.clear()
        self._line_cache.clear()
