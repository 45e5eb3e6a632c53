"""The plain mode, for screen readers and logs: letters alone, and in words what has the focus.

Rules, blocks and boxes are taken out of all that is painted, on its way to the terminal: no widget needs to know.
"""

from __future__ import annotations

import re
from typing import Any

from rich.segment import Segment
from textual.color import Color
from textual.dom import DOMNode
from textual.filter import LineFilter
from textual.screen import Screen
from textual.widgets import Input, TextArea

from reader.language import tr
from reader.tui.widgets.line_widget import LineWidget

_QUOTE_BARS = "▎▕"
_DRAWN = re.compile("[\u2500-\u259f\u2800-\u28ff]+")
"""box drawing, blocks, and dots of Braille as a bar"""
_DASHES = ("─", "━", "──", "━━")
"""what also stands for a dash in the text of a post"""
_SIGNS = str.maketrans("●○◆▣★✎✕•◦▪▸▾▴›‹▶", "*o+#snx---+-^><>")
"""signs, each with a letter or sign of ASCII that is as wide"""


def plain_text(text: str) -> str:
    """Return a text, as wide as it was, without what is drawn and in signs that a screen reader has names for."""
    if text.isascii():
        return text
    if text.strip() in tuple(_QUOTE_BARS):
        return text.translate(dict.fromkeys(map(ord, _QUOTE_BARS), ">"))
    return _DRAWN.sub(_undrawn, text).translate(_SIGNS)


def _undrawn(found: re.Match[str]) -> str:
    return ("-" if found[0] in _DASHES else " ") * len(found[0])


class PlainText(LineFilter):
    """Makes plain what any widget paints."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return segments of the same widths and styles."""
        return [Segment(plain_text(text), style, control) for text, style, control in segments]


def focus_in_words(screen: Screen[Any]) -> str:
    """Return what has the focus: the pane or the dialog, what is typed, and the row, the line or the day."""
    focused = screen.focused
    around = next((node for node in focused.ancestors_with_self if _name(node)), None) if focused else None
    parts = [_name(around)] if around is not None else []
    if isinstance(focused, Input):
        parts.append(focused.placeholder if not focused.value or around is None else "")
        parts.append(tr("typed: {text}", text=focused.value) if focused.value else "")
        # Keys of the line move in the rows beside it.
        beside = around.query(LineWidget) if around is not None else ()
        parts += [each.in_words() for each in beside if each.display]
    elif isinstance(focused, TextArea):
        line = focused.document[focused.cursor_location[0]]
        parts.append(tr("typed: {text}", text=line) if line else "")
    elif isinstance(focused, LineWidget):
        parts.append(focused.in_words())
    return tr(", ").join(filter(None, (" ".join(plain_text(part).split()) for part in parts)))


def _name(node: DOMNode) -> str:
    """Return what a pane or a dialog is called; empty for what has no name."""
    called = getattr(node, "CALLED", "")
    return tr(called) if called else str(getattr(node, "border_title", None) or "")
