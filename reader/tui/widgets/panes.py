"""The panes side by side: which of them there is room for, and which one has the focus."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from textual import events
from textual.containers import Horizontal, Vertical
from textual.geometry import Size
from textual.reactive import Reactive
from textual.widget import Widget

from reader.tui.dispatch import handles
from reader.tui.layout import ORDER, SIDE_WIDTH, Pane, around, beside, visible
from reader.tui.signals import Signal


class Panes(Horizontal):
    """The panes, and the focus that goes from one to another."""

    # They never scroll, so another size must not cause a second layout.
    virtual_size: Reactive[Size] = Reactive(Size(0, 0), repaint=False)

    def __init__(
        self,
        widgets: Mapping[Pane, Widget],
        focus_targets: Mapping[Pane, Callable[[], Widget]],
        list_width: Callable[[int], int],
        *,
        one: bool = False,
    ) -> None:
        """`focus_targets` return the widgets that take the focus in place of their panes.

        `list_width` returns the width of the list beside an article on a screen of so many cells. `one` shows one pane at a time on any screen.
        """
        self._list_width = list_width
        self._shows_one = one
        self._widgets = widgets
        self._focus_targets = focus_targets
        self._side = Vertical(widgets[Pane.TAGS], widgets[Pane.TIMELINE], id="side")
        super().__init__(self._side, widgets[Pane.LIST], widgets[Pane.ARTICLE], id="panes")
        self.current = Pane.LIST
        """the focused pane, or the last one before the focus went to an input line"""
        self.is_zen = False
        """whether the article is shown alone while it is the current pane"""
        self.laid_out: Signal[None] = Signal()
        """other panes are shown, or another one is the current"""
        self.gone_to: Signal[None] = Signal()
        """a pane was gone to, and has the focus"""

    # Layout

    @property
    def shown(self) -> frozenset[Pane]:
        """The panes on the screen."""
        return visible(self._screen_width, self.current, zen=self.is_zen, one=self._shows_one)

    @property
    def _screen_width(self) -> int:
        return self.screen.size.width or self.app.size.width

    def lay_out(self) -> None:
        """Show the panes that there is room for."""
        shown = self.shown
        for pane in ORDER:
            self._widgets[pane].display = pane in shown
        self._side.display = bool(shown & {Pane.TAGS, Pane.TIMELINE})
        is_alone = len(shown) == 1
        # Not by a CSS class of the screen, which would recompute the styles of all its widgets.
        self._side.styles.width = "1fr" if is_alone else SIDE_WIDTH
        is_beside = Pane.ARTICLE in shown and not is_alone
        self._widgets[Pane.LIST].styles.width = self._list_width(self._screen_width) if is_beside else "1fr"
        self.laid_out.emit(None)

    # Focus

    def standing(self) -> object:
        """Return the current pane, and whether the article is shown alone."""
        return {"pane": self.current.value, "zen": self.is_zen}

    def stand(self, standing: object) -> None:
        """Go to a pane; the article is gone to with its post."""
        match standing:
            case {"pane": str(pane), "zen": bool(is_zen)} if pane in tuple(Pane):
                self.is_zen = is_zen and Pane(pane) is Pane.ARTICLE
                if Pane(pane) not in (Pane.ARTICLE, self.current):
                    self.go_to(Pane(pane))

    @property
    def focus_target(self) -> Widget:
        """The widget that has the focus while the current pane has it."""
        target = self._focus_targets.get(self.current)
        return target() if target is not None else self._widgets[self.current]

    def go_to(self, pane: Pane) -> None:
        """Focus a pane, and show it if it is hidden."""
        self.current = pane
        self.lay_out()
        # Not `Widget.focus`, which acts later: the next frame and the next key depend on the focus.
        self.screen.set_focus(self.focus_target, scroll_visible=False)
        self.gone_to.emit(None)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Follow a focus that the mouse or a widget has moved."""
        # The event may be late: another widget may have the focus by now.
        if event.widget is not self.screen.focused:
            return
        around_it = event.widget.ancestors_with_self
        pane = next((pane for pane, widget in self._widgets.items() if widget in around_it), None)
        if pane is not None and pane is not self.current:
            self.current = pane
            self.lay_out()

    @handles("pane.left", offered=lambda self: beside(self.current, -1) is not self.current)
    def go_left(self) -> None:
        """Focus the pane on the left."""
        self.go_to(beside(self.current, -1))

    @handles("pane.right", offered=lambda self: beside(self.current, 1) is not self.current)
    def go_right(self) -> None:
        """Focus the pane on the right."""
        self.go_to(beside(self.current, 1))

    @handles("pane.next")
    def go_to_next(self) -> None:
        """Focus the next pane, wrapping around."""
        self.go_to(around(self.current, 1))

    @handles("pane.previous")
    def go_to_previous(self) -> None:
        """Focus the previous pane, wrapping around."""
        self.go_to(around(self.current, -1))

    @handles("view.zen")
    def toggle_zen(self) -> None:
        """Show the article alone, or all panes again."""
        self.is_zen = not self.is_zen
        self.go_to(Pane.ARTICLE)
