"""Line breaks restored in plain bodies that lost theirs: video descriptions on one line."""

from __future__ import annotations

from itertools import pairwise

from reader.convert.autolink import chapter_offsets, find_urls, leading_timestamp
from reader.convert.whitespace import collapse_whitespace
from reader.text.late import late

_RULE_CHARS = "-=_*~—─＝－＿▬═━"
_MIN_RULE_CHARS = 8
_RULE = late(rf"([{_RULE_CHARS}])\1{{{_MIN_RULE_CHARS - 1},}}")
_SHORTEST_RULES = tuple(char * _MIN_RULE_CHARS for char in _RULE_CHARS)
_GLUED_AFTER_URL = late(r"[^\s.,;:!?)\]}，。、；：！？）」』】》”’\"']")


def plain_lines(text: str) -> list[str]:
    """Return the text split into the lines that it probably had.

    A line ends where text follows a URL without a space, before each chapter timestamp, and around a drawn
    rule of eight or more equal characters. Only white space is removed.
    """
    text = collapse_whitespace(text).strip()
    if not text:
        return []
    cuts: set[int] = set()
    if "://" in text:
        for span in find_urls(text):
            if _GLUED_AFTER_URL.match(text, span.end):
                cuts.add(span.end)
    if "0:00" in text:
        cuts.update(chapter_offsets(text))
    if any(rule in text for rule in _SHORTEST_RULES):
        for match in _RULE.finditer(text):
            cuts.update(match.span())
    edges = [0, *sorted(cuts), len(text)]
    return [line for start, end in pairwise(edges) if (line := text[start:end].strip())]


def chapter_lines(lines: list[str]) -> frozenset[str]:
    """Return the lines that start with a chapter timestamp; none where the timestamps are no chapter list."""
    timed = [line for line in lines if leading_timestamp(line)]
    return frozenset(timed) if timed and chapter_offsets("\n".join(timed)) else frozenset()


def is_rule(line: str) -> bool:
    """Return whether a line is a drawn rule."""
    return line[:1] in _RULE_CHARS and _RULE.fullmatch(line) is not None
