"""Rich and typesetting count the same cells for ambiguous characters."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from rich.cells import cell_len as rich_cell_len
from rich.segment import Segment

from reader.tui.engine.ambiguous_width import set_ambiguous_width
from reader.typeset.cells import cell_len

TEXT = "“天地”……‘玄’——黃·①→×e\u0301👍🏽❤️│▎─ abc"


@pytest.fixture(autouse=True)
def _restored() -> Iterator[None]:
    yield
    set_ambiguous_width(1)


@pytest.mark.parametrize("cells", [1, 2, 1])
def test_rich_counts_like_typesetting(cells: int) -> None:
    """For one cell as for two, and back again, character by character and as a whole."""
    set_ambiguous_width(cells)
    assert rich_cell_len(TEXT) == cell_len(TEXT, cells)
    for character in "“…—·①→×│▎天a":
        assert rich_cell_len(character) == cell_len(character, cells)


def test_segments_are_split_by_the_new_width() -> None:
    """What Textual cuts at the edge of a pane is cut by cells as they are drawn."""
    set_ambiguous_width(2)
    assert Segment("“天”").split_cells(2)[0].text == "“"
