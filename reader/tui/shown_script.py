"""The script in which Chinese of the archive is shown, of the whole process as the language of the interface is."""

from __future__ import annotations

from rich.segment import Segment
from textual.strip import Strip

from reader.text.script import AS_WRITTEN, respelled


class _Current:
    script = AS_WRITTEN


def use_script(script: str) -> None:
    """Show Chinese in this script from now on: `as-written`, `traditional` or `simplified`."""
    _Current.script = script


def in_script(text: str) -> str:
    """Return a text in the script in force; it has the same length."""
    return respelled(text, _Current.script)


def strip_in_script(strip: Strip) -> Strip:
    """Return a line in the script in force."""
    if _Current.script == AS_WRITTEN:
        return strip
    return Strip([Segment(in_script(text), style) for text, style, _ in strip], strip.cell_length)
