"""Pieces of text on both sides of a column, cut between characters as a terminal shows them."""

from __future__ import annotations

from reader.text.bidi import is_turned, label
from reader.typeset.cells import advances, cell_len
from reader.typeset.clusters import cluster_start, is_inside_cluster


def head(text: str, cells: int, ambiguous: int = 1) -> str:
    """Return the longest beginning of a text that takes at most `cells` cells; no cluster is torn."""
    used = 0
    for index, advance in enumerate(advances(text, ambiguous)):
        used += advance
        if used > cells:
            return text[: cluster_start(text, index, 0)]
    return text


def tail(text: str, cells: int, ambiguous: int = 1) -> str:
    """Return the longest end of a text that takes at most `cells` cells; no cluster is torn."""
    widths = advances(text, ambiguous)
    used, start = 0, len(text)
    while start and used + widths[start - 1] <= cells:
        start -= 1
        used += widths[start]
    while start < len(text) and (is_inside_cluster(text, start) or (start and not widths[start])):
        start += 1
    return text[start:]


def on_the_right(text: str, cells: int, ambiguous: int = 1) -> str:
    """Return the end of a text, filled with blanks before it to exactly `cells` cells."""
    text = tail(text, cells, ambiguous)
    return " " * (cells - cell_len(text, ambiguous)) + text


def on_the_left(text: str, cells: int, ambiguous: int = 1) -> str:
    """Return the beginning of a text, filled with blanks after it to exactly `cells` cells."""
    text = head(text, cells, ambiguous)
    return text + " " * (cells - cell_len(text, ambiguous))


def beside(before: str, words: str, after: str, left: int, right: int, ambiguous: int = 1) -> tuple[str, str]:
    """Return what stands to the left of words on the terminal, in exactly `left` cells, and to their right, in at most `right`.

    Beside words that run from right to left, what follows stands to the left.
    """
    if is_turned(words):
        following = label(head(after, left, ambiguous))
        return on_the_right(following, left, ambiguous), label(tail(before, right, ambiguous))
    return label(on_the_right(before, left, ambiguous)), label(head(after, right, ambiguous))
