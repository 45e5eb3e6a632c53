"""The lines of a body that lost its line breaks: one-line descriptions of videos."""

from __future__ import annotations

import re
from itertools import pairwise

from reader.convert.running import addresses, chapter_starts
from reader.convert.whitespace import settle

_RULE = re.compile(r"([-=_~*—─＝－＿▬═━])\1{7,}")
_GLUED_AFTER_ADDRESS = re.compile(r"[^\s.,;:!?)\]}，。、；：！？）」』】》”’\"']")


def plain_lines(text: str) -> list[str]:
    """The text cut into the lines that it probably had.

    A line ends where an address ends and words go on without a space, before each chapter time, and around a
    drawn rule of eight or more equal marks. No character but white space is taken away.
    """
    text = settle(text).strip()
    if not text:
        return []
    cuts: set[int] = set()
    if "://" in text:
        found = addresses(text)
        for address in found:
            if _GLUED_AFTER_ADDRESS.match(text, address.end):
                cuts.add(address.end)
    if ":" in text:
        cuts.update(chapter_starts(text))
    for rule in _RULE.finditer(text):
        cuts.update(rule.span())
    edges = [0, *sorted(cuts), len(text)]
    return [line for start, end in pairwise(edges) if (line := text[start:end].strip())]


def is_rule(line: str) -> bool:
    """Whether a line is a drawn rule."""
    return _RULE.fullmatch(line) is not None
