"""Lines as a terminal takes them, with no more escape sequences than it needs."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from rich.cells import cell_len, set_cell_size
from rich.color import ColorSystem
from rich.console import COLOR_SYSTEMS, Console
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

_ATTRIBUTES = {
    "bold": "1", "dim": "2", "italic": "3", "underline": "4", "blink": "5", "blink2": "6", "reverse": "7",
    "conceal": "8", "strike": "9", "underline2": "21", "frame": "51", "encircle": "52", "overline": "53",
}  # fmt: skip
"""the parameters of "select graphic rendition" (ECMA-48, 8.3.117) for what a style can ask for"""
_NOTHING = Style.null()
_RESET = "\x1b[0m"
_DEFAULT_COLOUR = "39"
_DEFAULT_GROUND = "49"


def color_system(console: Console) -> ColorSystem:
    """The colours that the terminal has; true ones where nobody knows, as Textual takes them."""
    return COLOR_SYSTEMS[console.color_system or "truecolor"]


@lru_cache(maxsize=4096)
def change(before: Style, after: Style, colours: int) -> str:
    """What turns the terminal's pen from one style to another; links are not the pen's.

    `colours` is the value of the terminal's ColorSystem: an Enum's own hash takes longer than looking it up.
    """
    system = ColorSystem(colours)
    had, wanted = _attributes(before), _attributes(after)
    if had - wanted:
        # What one attribute ends ends others too ("not bold" is "not dim"), so all begins anew.
        parameters = ["0", *sorted(wanted), *_colours(after, system, Style.null())]
    else:
        parameters = [*sorted(wanted - had), *_colours(after, system, before)]
    return f"\x1b[{';'.join(parameters)}m" if parameters else ""


def _attributes(style: Style) -> frozenset[str]:
    return frozenset(code for name, code in _ATTRIBUTES.items() if getattr(style, name))


def _colours(style: Style, system: ColorSystem, before: Style) -> Iterable[str]:
    colour, ground = style.color, style.bgcolor
    if colour != before.color:
        yield from colour.downgrade(system).get_ansi_codes() if colour else (_DEFAULT_COLOUR,)
    if ground != before.bgcolor:
        yield from ground.downgrade(system).get_ansi_codes(foreground=False) if ground else (_DEFAULT_GROUND,)


class LineStrip(Strip):
    """A strip that keeps what it is for a terminal: from its first style to its last, and both."""

    __slots__ = ("_written",)

    def __init__(self, segments: Iterable[Segment], cell_length: int | None = None) -> None:
        super().__init__(segments, cell_length)
        self._written: tuple[ColorSystem, _Written] | None = None

    def written(self, system: ColorSystem) -> _Written:
        """The first style, what is written once the pen has it, and the style that the pen has then."""
        if self._written is None or self._written[0] is not system:
            self._written = (system, _write(self, system))
        return self._written[1]


def line(parts: Iterable[tuple[str, Style]], width: int, fill: Style) -> LineStrip:
    """A line of `parts` on the ground `fill`, cut or filled to `width` cells."""
    segments = []
    left = width
    for text, style in parts:
        cells = cell_len(text)
        if cells > left:
            text, cells = set_cell_size(text, left), left
        if text:
            segments.append(Segment(text, fill + style))
            left -= cells
    if left:
        segments.append(Segment(" " * left, fill))
    return LineStrip(segments, width)


_Written = tuple[Style, str, Style]


def _write(segments: Iterable[Segment], system: ColorSystem) -> _Written:
    first: Style | None = None
    pen = _NOTHING
    written = []
    for text, style, control in segments:
        if not text or control:
            continue
        style = style or _NOTHING
        if first is None:
            first = pen = style
        elif style is not pen:
            written.append(change(pen, style, system.value))
            pen = style
        if style.link:
            text = f"\x1b]8;id={style.link_id};{style.link}\x1b\\{text}\x1b]8;;\x1b\\"
        written.append(text)
    return first or _NOTHING, "".join(written), pen


def frame(placed: Iterable[tuple[int, int, Strip]], system: ColorSystem) -> str:
    """Lines, each with the column and row where it begins, for a terminal whose pen is at rest, as it is left.

    Styled text takes some twenty bytes to begin and to end. A page of them is more than a terminal takes at once,
    and a slow connection makes each of them felt, so nothing is said again that the line before has said.
    """
    pen = _NOTHING
    written = []
    for x, y, strip in placed:
        first, text, last = strip.written(system) if isinstance(strip, LineStrip) else _write(strip, system)
        turned = "" if first is pen else change(pen, first, system.value)
        written.append(f"\x1b[{y + 1};{x + 1}H{turned}{text}")
        pen = last
    if pen is not _NOTHING:
        written.append(_RESET)
    return "".join(written)
