"""Highlights in an exported text: the passages are found as they are on the screen, whatever stands around their words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from reader.export.html_inline import Pieces, Words
from reader.text.passage import PassageText

if TYPE_CHECKING:
    from reader.library import Highlight


def marked(pieces: Pieces, highlights: Sequence[Highlight]) -> Pieces:
    """Return the pieces of a text with `mark` elements around the highlights that are found in it.

    A passage over several elements is marked in each of them. Of two that overlap, the first one is marked where both are.
    """
    ranges = _ranges(pieces, highlights)
    if not ranges:
        return pieces
    result: Pieces = []
    place = 0
    waiting = iter(ranges)
    current = next(waiting, None)
    for piece in pieces:
        if not isinstance(piece, Words):
            result.append(piece)
            continue
        start, end = place, place + len(piece)
        place = end
        done = start
        while current is not None and current[0] < end:
            first, last, colour = max(current[0], done), min(current[1], end), current[2]
            if first < last:
                if done < first:
                    result.append(Words(piece[done - start : first - start]))
                result += (f'<mark class="{colour}">', Words(piece[first - start : last - start]), "</mark>")
                done = last
            if current[1] > end:
                break
            current = next(waiting, None)
        if done < end:
            result.append(Words(piece[done - start :]))
    return result


def _ranges(pieces: Pieces, highlights: Sequence[Highlight]) -> list[tuple[int, int, str]]:
    """Return start, end and colour of each highlight in the words of the pieces, in order, without overlaps."""
    if not highlights:
        return []
    # Blanks and line ends are not compared, so that nothing need stand between the words of two blocks.
    text = PassageText("".join(piece for piece in pieces if isinstance(piece, Words)))
    found = []
    for each in highlights:
        place = text.place_of(each.passage)
        if place is not None:
            found.append((*place, each.colour))
    ranges: list[tuple[int, int, str]] = []
    for start, end, colour in sorted(found):
        start = max(start, ranges[-1][1]) if ranges else start
        if start < end:
            ranges.append((start, end, colour))
    return ranges
