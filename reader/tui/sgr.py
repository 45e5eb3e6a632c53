"""Drop redundant style sequences (SGR, ECMA-48 8.3.117) from what is written to the terminal.

Textual begins every run of text with its whole style and ends it with a reset: 30 bytes around two characters. A page
of an article takes 16 kB that way, which a slow connection makes felt; without what the terminal knows already it
takes 9 to 10 kB.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

_SEQUENCE = re.compile(
    r"(\x1b\[[0-9;]*m"  # a style
    r"|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)"  # a command such as the address of a link, which has no style
    r"|\n?\x1b\[[0-9]*;[0-9]*H)"  # a move of the cursor
)
_COLOURS = {"38": "foreground", "48": "background"}
_COLOUR_ARGUMENTS = {"5": 1, "2": 3}
"""how many parameters follow `38;5` and `38;2`"""
_DEFAULTS = {"foreground": "39", "background": "49"}


class StyleFilter:
    """Rewrites output so that a style is only set where text in another style follows."""

    def __init__(self) -> None:
        self._style = ""
        """the parameters that the terminal's style is made of, since the last reset"""

    def reduce(self, data: str) -> str:
        """Return output that makes the same picture as `data`, and leaves the same style."""
        if "\x1b[" not in data:
            return data
        *pieces, rest = _SEQUENCE.split(data)
        terminal = wanted = self._style
        written = []
        for text, sequence in zip(pieces[::2], pieces[1::2], strict=True):
            if text:
                if terminal != wanted:
                    written.append(_change(terminal, wanted))
                    terminal = wanted
                written.append(text)
            if sequence[-1] != "m" or sequence[1] != "[":
                written.append(sequence)
            elif (parameters := sequence[2:-1]) in ("", "0"):
                wanted = ""
            else:
                wanted = f"{wanted};{parameters}" if wanted else parameters
        if terminal != wanted:
            written.append(_change(terminal, wanted))
        self._style = wanted
        written.append(rest)
        return "".join(written)


@lru_cache(maxsize=4096)
def _change(before: str, after: str) -> str:
    """Return the shortest sequence that turns the style `before` into `after`."""
    if not after:
        return "\x1b[0m"
    had, wanted = _parsed(before), _parsed(after)
    if had is None or wanted is None or had[0] - wanted[0]:
        # No sequence ends one attribute alone: "not bold" also ends "dim".
        return f"\x1b[0;{after}m"
    changes = sorted(wanted[0] - had[0])
    for name, default in _DEFAULTS.items():
        if had[1].get(name) != wanted[1].get(name):
            changes.append(wanted[1].get(name, default))
    return f"\x1b[{';'.join(changes)}m" if changes else ""


def _parsed(style: str) -> tuple[set[str], dict[str, str]] | None:
    """Return the attributes and the colours of a style; None where it is more than these."""
    attributes: set[str] = set()
    colours: dict[str, str] = {}
    codes: Sequence[str] = style.split(";") if style else ()
    at = 0
    while at < len(codes):
        code = codes[at]
        if code in _COLOURS:
            size = 2 + _COLOUR_ARGUMENTS.get(codes[at + 1] if at + 1 < len(codes) else "", len(codes))
            if at + size > len(codes):
                return None
            colours[_COLOURS[code]] = ";".join(codes[at : at + size])
            at += size
            continue
        number = int(code or 0)
        if 30 <= number <= 37 or 90 <= number <= 97:
            colours["foreground"] = code
        elif 40 <= number <= 47 or 100 <= number <= 107:
            colours["background"] = code
        elif number in (39, 49):
            colours.pop("foreground" if number == 39 else "background", None)
        elif 1 <= number <= 9 or number in (21, 51, 52, 53):
            attributes.add(code)
        else:
            return None
        at += 1
    return attributes, colours
