"""Paint what a key changed as soon as its action returns.

What Textual does: a widget that asks for a refresh tells its screen when it is idle, the screen starts a timer when it
is idle in turn, and the timer paints at most 60 times a second. What it costs: half a dozen messages between widgets and
screen a key, and up to 17 ms for the second of two keys that arrive together, as a slow connection delivers them
(docs/engine.md). What would let this module go: a public `Screen.paint()`, or a timer that fires at once for the first
change after a rest and for one that was asked for.
"""

from __future__ import annotations

from textual.screen import Screen
from textual.widget import Widget

_NAMES_IN_USE = {
    Screen: {
        "_on_timer_update": {
            "_batch_count",
            "_compositor",
            "_compositor_refresh",
            "_dirty_widgets",
            "_layout_required",
            "_scroll_required",
            "update_widgets",
        }
    },
    Widget: {"_check_refresh": {"_layout_required", "_repaint_required", "_scroll_required"}},
}
"""methods of Textual that do step by step what is done here in one go, each with the names it does it by"""


def is_supported() -> bool:
    """Return whether Textual still paints by the names that `paint_changes` uses."""
    return all(
        names.issubset(getattr(getattr(vars(cls).get(method), "__code__", None), "co_names", ()))
        for cls, methods in _NAMES_IN_USE.items()
        for method, names in methods.items()
    )


def paint_changes(screen: Screen[None]) -> bool:
    """Paint what widgets asked to have painted; return whether there was anything.

    Nothing is done where a layout or a scroll comes first, or where Textual would not paint either.
    """
    if not screen.is_current or screen._layout_required or screen._scroll_required or screen.app._batch_count:
        return False
    shown = screen._compositor.visible_widgets
    if any(widget._layout_required or widget._scroll_required for widget in shown):
        return False
    changed = {widget for widget in shown if widget._repaint_required}
    for widget in changed:
        widget._repaint_required = False
    changed |= screen._dirty_widgets
    if changed:
        screen._compositor.update_widgets(changed)
        screen._compositor_refresh()
    return bool(changed)
