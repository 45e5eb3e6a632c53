"""Keep wide characters whole where widgets lie over one another.

What Textual does: the compositor cuts the lines of each widget where any other begins or ends, also one that is hidden
there, and where only a part of a line is painted anew it cuts at the ends of that part; a wide character that is cut
becomes two blanks (https://github.com/Textualize/textual/issues/6357). It also begins lines of messages with the
punctuation that ends a Chinese sentence. What it costs: messages over panes, and panes that suggestions lay over, lack
characters. What would let this module go: a compositor that cuts no character, and a public class for messages.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate

import textual._compositor
from rich.cells import cell_len
from textual._compositor import ChopsUpdate, Compositor
from textual.content import Content
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import _toast

from reader.tui.strips import wrapped

_NAMES = {"cuts", "ChopsUpdate"}
"""by which `Compositor.render_partial_update` paints a part of the screen"""
_WIDTH_PERCENT, _FRAME = 90, 5
"""the most of the width of the screen that a message takes, as styles/frame.tcss says, and cells of its frame and scrollbar"""
_render, _render_lines = _toast.Toast.render, _toast.Toast.render_lines


def is_supported() -> bool:
    """Return whether Textual still paints by the names that are changed here."""
    code = getattr(Compositor.render_partial_update, "__code__", None)
    return _NAMES.issubset(getattr(code, "co_names", ())) and hasattr(Compositor, "visible_widgets")


def keep_wide_characters() -> None:
    """Have messages, and parts of the screen that are painted anew, keep their wide characters."""
    textual._compositor.ChopsUpdate = _WholeUpdate  # type: ignore[misc]
    _toast.Toast.render = _divided  # type: ignore[assignment]
    _toast.Toast.render_lines = _uncut_lines  # type: ignore[assignment]


def is_covered(widget: Widget) -> bool:
    """Return whether another widget lies over a part of one without children."""
    region = widget.region
    for other, (place, _) in widget.screen._compositor.visible_widgets.items():  # the foremost first
        if other is widget:
            break
        if place.overlaps(region):
            return True
    return False


def uncut(strips: Iterable[Strip]) -> list[Strip]:
    """Return the lines of a widget that nothing lies over, so that they may keep all characters."""
    return [_UncutStrip(strip, strip.cell_length) for strip in strips]


def _divided(toast: _toast.Toast) -> Content:
    """Return what a message says, in lines as those of articles."""
    content = _render(toast)
    if content.spans:
        return content
    most = toast.app.size.width * _WIDTH_PERCENT // 100 - _FRAME
    return Content("\n".join(wrapped(content.plain, max(most, 2))))


def _uncut_lines(toast: _toast.Toast, crop: Region) -> list[Strip]:
    lines = _render_lines(toast, crop)
    return lines if is_covered(toast) else uncut(lines)


class _UncutStrip(Strip):
    """A line that nothing lies over."""

    def divide(self, cuts: Iterable[int]) -> Sequence[Strip]:
        """Divide the line but for cuts within a character: the piece before such a cut goes on, and an empty one follows."""
        edges = set(accumulate(map(cell_len, self.text), initial=0))
        cuts = [cut for cut in cuts if cut <= self.cell_length]
        pieces = iter(super().divide([cut for cut in cuts if cut in edges]))
        divided: list[Strip] = []
        is_whole = True
        for cut in cuts:
            divided.append(next(pieces) if is_whole else Strip([], 0))
            is_whole = cut in edges
        return divided


class _WholeUpdate(ChopsUpdate):
    """Parts of lines that are painted anew, each with all of the last piece that it begins."""

    def __init__(
        self,
        chops: Sequence[Mapping[int, Strip | None]],
        spans: list[tuple[int, int, int]],
        chop_ends: list[list[int]],
    ) -> None:
        # A part that is left of a wider screen ends beyond all pieces.
        whole = [
            (y, start, min((end for end in chop_ends[y] if end >= stop), default=stop))
            for y, start, stop in spans
        ]
        super().__init__(chops, whole, chop_ends)
