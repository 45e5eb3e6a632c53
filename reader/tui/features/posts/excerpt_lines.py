"""The lines of posts around the words that were looked for: kept for the rows, fetched beside the screen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.cells import cell_len, chop_cells
from rich.style import Style

from reader.post import PostId
from reader.text.excerpt import Excerpt
from reader.tui.widgets.rows import cut

_KEPT = 2000
_EARLIEST = 3
"""the part of the width, a third, where the first hit stands in a line that is too long to begin with it"""
_NO_START = " \u3000，。、；：！？）」』》】”’…,.;:!?)"
"""signs that no line begins with"""


class Excerpts:
    """What is known of the posts' excerpts for some words, and which posts still wait."""

    def __init__(self, words: Sequence[str]) -> None:
        self.words = tuple(words)
        self._known: dict[PostId, Excerpt] = {}
        self._wanted: dict[PostId, None] = {}

    def of(self, post_id: PostId) -> Excerpt | None:
        """The excerpt; None where it has to be fetched, which is noted."""
        found = self._known.get(post_id)
        if found is None:
            self._wanted[post_id] = None
        return found

    def take_wanted(self) -> list[PostId]:
        """The posts that were asked for since the last time."""
        wanted = list(self._wanted)
        self._wanted.clear()
        return wanted

    def take(self, excerpts: Mapping[PostId, Excerpt]) -> None:
        """Keep what was fetched."""
        if len(self._known) > _KEPT:
            self._known.clear()
        self._known.update(excerpts)


def parts(
    text: str,
    hits: Sequence[tuple[int, int]],
    cells: int,
    plain: Style,
    marked: Style,
    *,
    keep_start: bool = False,
) -> list[tuple[str, Style]]:
    """A text in so many cells with its hits marked.

    Where the first hit would stand too far on the right it is cut on the left, too, but for `keep_start`.
    """
    if hits and not keep_start and cell_len(text[: hits[0][0]]) > cells * 2 // _EARLIEST:
        before = chop_cells(text[: hits[0][0]][::-1], max(cells // _EARLIEST - 1, 1))[0]
        start = hits[0][0] - len(before)
        start += len(before) - len(before[::-1].lstrip(_NO_START))
        text = "…" + text[start:]
        hits = [(first - start + 1, last - start + 1) for first, last in hits]
    shown = cut(text, cells)
    # The ellipsis at the end of what was cut is no part of a hit.
    end_of_text = len(shown) - (shown != text)
    made: list[tuple[str, Style]] = []
    place = 0
    for first, last in hits:
        begin, end = min(first, end_of_text), min(last, end_of_text)
        made += [(shown[place:begin], plain), (shown[begin:end], marked)]
        place = end
    return [*made, (shown[place:], plain)]
