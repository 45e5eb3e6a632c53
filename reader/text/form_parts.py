"""Forms of long texts, made in parts: what is odd in one part costs the others nothing, and nothing has to be held twice.

Each part begins with the character that the one before it ends with, so that no part depends on another.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import cache

from reader.text import spelling
from reader.text.originals import GAP, Form

_DOT = ".\u2024\ufe52\uff0e"
"""what folds to a full stop, three of which are one sign"""


class TextParts:
    """The parts of a text in order, and of each those of the offsets that lie in it."""

    def __init__(self, text: str, places: Sequence[int], least: int) -> None:
        """Take a text apart into parts of at least so many characters."""
        starts = [0]
        while seam := _seam().search(text, starts[-1] + least):
            starts.append(seam.start())
        ends = [*(start + 1 for start in starts[1:]), len(text)]
        self.texts = [text[start:end] for start, end in zip(starts, ends, strict=True)]
        self.places: list[list[int]] = [[] for _ in starts]
        for place in places:
            part = bisect_right(starts, place) - 1
            self.places[part].append(place - starts[part])


@cache
def _seam() -> re.Pattern[str]:
    """Return a pattern of the characters that have a form of one character, whatever stands beside them."""
    several = "".join(map(re.escape, spelling.longer()))
    return re.compile(f"[^{spelling.BLANK}{spelling.UNSEEN}{_DOT}{several}]")


def joined_forms(parts: Sequence[Form]) -> Form:
    """Return the form of the text whose parts have these forms."""
    form: list[str] = []
    gaps: list[bytes] = []
    signs: list[str] = []
    places: list[int] = []
    start = rest = 0
    for part in parts:
        own_gaps, own_signs = part.gaps, part.signs
        shared = 1 if form else 0
        if shared and own_gaps[:1] == b"\0":
            # The shared character is a difference, which the part before has.
            own_gaps, own_signs = own_gaps[1:], own_signs[1:]
            rest = 0 if own_gaps else part.rest
        elif not own_gaps:
            rest += part.rest - shared
        else:
            rest -= shared
        if own_gaps:
            last = own_gaps.lstrip(b"\xff")
            more, gap = divmod(rest + last[0], GAP)
            gaps += (own_gaps[: -len(last)], b"\xff" * more, bytes((gap,)), last[1:])
            rest = part.rest
        signs.append(own_signs)
        form.append(part.form[shared:])
        places += (start - shared + place for place in part.places)
        start += len(form[-1])
    return Form("".join(form), b"".join(gaps), "".join(signs), places, rest)
