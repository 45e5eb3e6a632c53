"""The labels as rows: ticked where the posts have them, with the number of all posts that do."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from rich.style import Style
from textual.strip import Strip

from reader.language import tr
from reader.tui.features.labels.choices import Had, LabelChoice
from reader.tui.post_lines import cut
from reader.tui.strips import line
from reader.tui.widgets.rows import RowList

_SIGNS = {Had.ALL: " ✓ ", Had.SOME: " ~ ", Had.NONE: "   "}
_SIGN_CELLS = 3


class LabelRows(RowList, can_focus=False):
    """The labels; the line above has the focus all the time."""

    IS_OF_ARCHIVE = True

    def __init__(self) -> None:
        super().__init__()
        self._choices: Sequence[LabelChoice] = ()

    def on_mount(self) -> None:
        """Show the cursor as where the keys act."""
        self.show_focus(has_focus=True)

    def show(self, choices: Sequence[LabelChoice], cursor: int) -> None:
        """Show these labels."""
        self._choices = choices
        self.put_cursor(cursor, self.top)

    @property
    def current(self) -> LabelChoice | None:
        """The label under the cursor."""
        return self._choices[self.cursor] if self.cursor < len(self._choices) else None

    def row_count(self) -> int:
        """Return the number of labels."""
        return len(self._choices)

    def name_of(self, index: int) -> str:
        """Return the name of a label."""
        return self._choices[index].name

    def row(self, index: int, width: int, fill: Style) -> list[Strip]:
        """Paint tick, name and number."""
        choice = self._choices[index]
        count = tr("new label") if choice.is_new else f"{choice.posts:,}"
        name = cut(choice.name, width - _SIGN_CELLS - len(count) - 4)
        gap = " " * (width - _SIGN_CELLS - cell_len(name) - len(count) - 2)
        sign = " + " if choice.is_new else _SIGNS[choice.had]
        parts = [
            (sign, self.style_of("mark")),
            (name, self.style_of("plain" if choice.had is Had.NONE else "strong")),
            (f"{gap}{count}", self.style_of("quiet")),
        ]
        return [line(parts, width, fill)]
