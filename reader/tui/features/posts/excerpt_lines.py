"""A cache of excerpts, and how an excerpt is laid out with its hits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.cells import cell_len, chop_cells
from rich.style import Style

from reader.post import PostId
from reader.query.pattern import Pattern
from reader.text.bidi import marked_label
from reader.text.excerpt import Excerpt
from reader.tui.post_lines import shortened

_KEPT = 2000
_HIT_DIVISOR = 3
"""the width divided by the position of the first hit in a line that is cut at the start"""
_NO_START = " \u3000，。、；：！？）」』》】”’…,.;:!?)"
"""characters that no line starts with"""


class ExcerptCache:
    """The excerpts of posts for some patterns, and the posts whose excerpts are to be fetched."""

    def __init__(self, patterns: Sequence[Pattern]) -> None:
        self.patterns = tuple(patterns)
        self._known: dict[PostId, Excerpt] = {}
        self._wanted: dict[PostId, None] = {}

    def of(self, post_id: PostId) -> Excerpt | None:
        """Return the excerpt of a post; if it is missing, return None and note it as wanted."""
        found = self._known.get(post_id)
        if found is None:
            self._wanted[post_id] = None
        return found

    def take_wanted(self) -> list[PostId]:
        """Return the posts that were noted since the last call."""
        wanted = list(self._wanted)
        self._wanted.clear()
        return wanted

    def take(self, excerpts: Mapping[PostId, Excerpt]) -> None:
        """Store fetched excerpts."""
        if len(self._known) > _KEPT:
            self._known.clear()
        self._known.update(excerpts)


def parts(
    text: str,
    hits: Sequence[tuple[int, int]],
    cells: int,
    plain_style: Style,
    hit_style: Style,
) -> list[tuple[str, Style]]:
    """Return a text in at most `cells` cells, with its hits in `hit_style`.

    Cut the start too if the first hit would be in the right third or beyond.
    """
    cells = max(cells, 0)
    if hits and cell_len(text[: hits[0][0]]) > cells * 2 // _HIT_DIVISOR:
        before = chop_cells(text[: hits[0][0]][::-1], max(cells // _HIT_DIVISOR - 1, 1))[0]
        start = hits[0][0] - len(before)
        start += len(before) - len(before[::-1].lstrip(_NO_START))
        text = "…" + text[start:]
        hits = [(first - start + 1, last - start + 1) for first, last in hits]
    shown = shortened(text, cells)
    # An ellipsis at the end is not part of a hit.
    end_of_text = len(shown) - (shown != text)
    marks = [(min(first, end_of_text), min(last, end_of_text)) for first, last in hits]
    return [(piece, hit_style if is_hit else plain_style) for piece, is_hit in marked_label(shown, marks)]
