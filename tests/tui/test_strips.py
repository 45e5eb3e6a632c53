"""Strips are as wide as they should be."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rich.style import Style
from textual.strip import Strip

from reader.tui.strips import line

_STYLES = st.builds(Style, color=st.sampled_from([None, "red"]), bold=st.booleans())


@given(st.lists(st.tuples(st.text("a文 ", max_size=9), _STYLES), max_size=5), st.integers(0, 12))
def test_a_line_is_as_wide_as_asked(parts: list[tuple[str, Style]], width: int) -> None:
    """Parts are cut or filled, and a wide character is never halved."""
    made = line(parts, width, Style())
    assert Strip(list(made)).cell_length == made.cell_length == width
    assert "".join(text for text, _ in parts).startswith(made.text.rstrip())
