"""Widgets that paint their own lines, with a thumb at the right edge in place of a scroll bar."""

from __future__ import annotations

from typing import ClassVar

from rich.style import Style
from textual import events
from textual.css.styles import RenderStyles
from textual.filter import ANSIToTruecolor
from textual.geometry import Region, Size
from textual.reactive import Reactive
from textual.strip import Strip
from textual.widget import Widget

EDGE = "│"
THUMB = "┃"


def thumb(total: int, shown: int, first: int, height: int) -> range:
    """The lines of a screen of `height` in which the thumb stands; empty where everything is shown."""
    if shown >= total or height <= 0:
        return range(0)
    size = max(height * shown // total, 1)
    start = round((height - size) * min(first / max(total - shown, 1), 1.0))
    return range(start, start + size)


class LineWidget(Widget):
    """A widget without border and padding that paints lines.

    Textual's own way lays boxes around every line that it paints, which for a page of text takes three times
    as long as the text itself.
    """

    # Textual lays everything out anew, and paints it once more, after each widget's inside has got another size. What
    # is inside ours has no part in that.
    virtual_size: Reactive[Size] = Reactive(Size(0, 0), repaint=False)

    SHOWS_FOCUS: ClassVar[bool] = True
    """whether it looks different while it has the keys"""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._inks: dict[str, Style] = {}
        self._has_parts = False

    def paint_lines(self, lines: range, width: int, height: int) -> list[Strip]:
        """These lines of the widget, each `width` cells wide; the widget is `height` lines high."""
        raise NotImplementedError

    def render_lines(self, crop: Region) -> list[Strip]:
        """The lines of the part `crop`, with the filters that the app has (such as NO_COLOR) applied.

        The filter that turns the terminal's own colours into true ones is left out: our styles name none, and
        it would look at every word of the page.
        """
        width, height = self.size
        strips = self.paint_lines(range(*crop.line_span), width, height)
        if crop.column_span != (0, width):
            strips = [strip.crop(*crop.column_span) for strip in strips]
        for line_filter in self.app.get_line_filters():
            if not isinstance(line_filter, ANSIToTruecolor):
                background = self.background_colors[1]
                strips = [strip.apply_filter(line_filter, background) for strip in strips]
        return strips

    def render_line(self, y: int) -> Strip:
        """One line."""
        width, height = self.size
        return self.paint_lines(range(y, y + 1), width, height)[0]

    def wants_key(self, key: str) -> bool:
        """Return whether the widget reads this key itself at this moment, whatever command it calls elsewhere."""
        return False

    # Its size

    def is_outdated(self, before: Size) -> bool:
        """Whether what it shows was made for another size than it has now, having been `before` in size."""
        return self._size != before

    def resized(self) -> None:
        """Follow another size, of which the picture is about to be made."""

    def _size_updated(
        self, size: Size, virtual_size: Size, container_size: Size, layout: bool = True
    ) -> bool:
        """Follow before the picture is made.

        Textual lays out, paints, and only then tells of the new size: everything that depends on it would be painted
        twice, first as it was for the old one.
        """
        before = self._size
        is_changed = super()._size_updated(size, virtual_size, container_size, layout)
        if self.is_outdated(before):
            self.resized()
            self._repaint_required = False
            self._repaint_regions.clear()
        return is_changed

    # Who has the keys

    def show_focus(self, *, has_focus: bool) -> None:
        """Look as one that has the keys, or that has them no more."""
        if self.has_focus != has_focus:
            self.has_focus = has_focus
            if self.SHOWS_FOCUS:
                self.refresh()

    def on_focus(self, event: events.Focus) -> None:
        """In Textual's place, which paints again in any case; the screen has mostly told before."""
        event.prevent_default()
        self.show_focus(has_focus=True)
        if self.parent is not None:
            self.parent.post_message(events.DescendantFocus(self))

    def on_blur(self, event: events.Blur) -> None:
        """The same for one that loses the keys."""
        event.prevent_default()
        self.show_focus(has_focus=False)
        if self.parent is not None:
            self.parent.post_message(events.DescendantBlur(self))

    def watch_has_focus(self, _has_focus: bool) -> None:
        """Nothing: no rule of ours asks who has the keys, and Textual would work out the styles of all parts again.

        That takes longer than to paint the page. What looks different with the keys asks `has_focus` when it paints.
        """

    # Styles, worked out once for a theme

    def _get_component_classes(self) -> frozenset[str]:  # type: ignore[override]
        """None until one of them is painted: each costs 8 kB, and most panes are not on the screen at a start."""
        return super()._get_component_classes() if self._has_parts else frozenset()

    def get_component_styles(self, *names: str) -> RenderStyles:
        """The styles of component classes."""
        if not self._has_parts:
            self._has_parts = True
            self.app.stylesheet.apply(self, animate=False)
        return super().get_component_styles(*names)

    def ink(self, component: str) -> Style:
        """The style of a component class without its background, which the caller paints.

        Textual's own partial style leaves out how far a colour is to be blended into what lies behind it.
        """
        style = self._inks.get(component)
        if style is None:
            whole = self.get_component_rich_style(component)
            style = self._inks[component] = whole.without_color + Style(color=whole.color)
        return style

    @property
    def base_style(self) -> Style:
        """The widget's own colours."""
        style = self._inks.get("")
        if style is None:
            style = self._inks[""] = self.rich_style
        return style

    def notify_style_update(self) -> None:
        """Forget the colours of the theme before."""
        super().notify_style_update()
        self._inks.clear()
