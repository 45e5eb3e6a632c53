"""Compute the style of a component class when it is first asked for.

What Textual does: whenever a widget is styled, all its component classes are, each by a node made for the purpose that is
matched with the rules. What it costs: a start styles each widget twice before it is first painted, and an article has 57
classes, so this took most of the time that styles take, 40 ms of the processor (docs/engine.md). What would let this
module go: the same in Textual, whose `get_component_styles` is told by name what is asked for.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from textual.css.styles import RenderStyles
from textual.css.stylesheet import Stylesheet
from textual.dom import DOMNode
from textual.widget import Widget

from reader.tui.engine.switch import is_asked_for

PART = "lazy-components"
_NAMES_IN_USE = {
    (Stylesheet, "_process_component_classes"): {
        "_get_component_classes", "_component_styles", "DOMNode", "_attach", "apply", "styles"
    },
    (DOMNode, "get_component_styles"): {"_component_styles"},
}  # fmt: skip
"""methods of Textual that this module goes round or repeats, each with the names it does it by"""


@cache
def is_supported() -> bool:
    """Return whether Textual still computes component styles by the names that `LazyComponents` uses."""
    return all(
        names.issubset(getattr(getattr(vars(cls).get(method), "__code__", None), "co_names", ()))
        for (cls, method), names in _NAMES_IN_USE.items()
    )


if TYPE_CHECKING:
    _Mixin = Widget
else:
    # Of several bases that are widgets Textual takes styles and components of the first alone.
    _Mixin = object


class LazyComponents(_Mixin):
    """A mixin for a widget that computes the styles of those of its component classes that it is asked for."""

    def _get_component_classes(self) -> frozenset[str]:  # type: ignore[override] # Textual asks for a set that it only reads
        """Return what the stylesheet computes again when the widget is styled: what was asked for before."""
        if not _is_in_use():
            return super()._get_component_classes()
        return frozenset(self._component_styles)

    def get_component_styles(self, *names: str) -> RenderStyles:
        """Return the styles of component classes; raise KeyError if they are not declared."""
        if _is_in_use():
            for name in super()._get_component_classes().intersection(names) - self._component_styles.keys():
                node = DOMNode(classes=name)
                node._attach(self)
                self.app.stylesheet.apply(node)
                self._component_styles[name] = node.styles
        return super().get_component_styles(*names)


def _is_in_use() -> bool:
    return is_asked_for(PART) and is_supported()
