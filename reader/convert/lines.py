"""The lines of a body that lost its line breaks: one-line descriptions of videos."""

from __future__ import annotations

import re
from itertools import pairwise

from reader.convert.autolink import addresses, chapter_starts, chapter_time
from reader.convert.whitespace import settle

_MARKS = "-=_*~—─＝－＿▬═━"
_FEWEST = 8
_RULE = re.compile(rf"([{_MARKS}])\1{{{_FEWEST - 1},}}")
_RUNS = tuple(mark * _FEWEST for mark in _MARKS)
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
    if "0:00" in text:
        cuts.update(chapter_starts(text))
    if any(run in text for run in _RUNS):
        for rule in _RULE.finditer(text):
            cuts.update(rule.span())
    edges = [0, *sorted(cuts), len(text)]
    return [line for start, end in pairwise(edges) if (line := text[start:end].strip())]


def chapter_lines(lines: list[str]) -> frozenset[str]:
    """Those of the lines that begin with a chapter time; none where the times are no list of chapters."""
    found = [line for line in lines if chapter_time(line)]
    return frozenset(found) if found and chapter_starts("\n".join(found)) else frozenset()


def is_rule(line: str) -> bool:
    """Whether a line is a drawn rule."""
    return line[:1] in _MARKS and _RULE.fullmatch(line) is not None
