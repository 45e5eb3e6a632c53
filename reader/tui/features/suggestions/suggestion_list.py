"""A few suggestions under the line that is typed in: chosen by arrow keys or the mouse, taken by Tab or Enter."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import tzinfo
from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from rich.style import Style
from textual import events
from textual.strip import Strip

from reader.tui.signals import Signal
from reader.tui.strips import line
from reader.tui.widgets.line_widget import LineWidget
from reader.tui.widgets.rows import cut

if TYPE_CHECKING:
    from reader.library.suggest import Suggestion

NARROWEST, WIDEST = 40, 64
_INDENT = "   "
"""names stand under what is typed"""
_KIND_CELLS = 8
_KINDS_FROM = 36
"""cells from which a row says of what kind it is"""


class SuggestionList(LineWidget):
    """The suggestions; hidden while there are none."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "suggestions--name",
        "suggestions--typed",
        "suggestions--quiet",
        "suggestions--chosen",
    }

    def __init__(self, zone: tzinfo, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._zone = zone
        self.accepted: Signal[tuple[Suggestion, bool]] = Signal()
        """the user takes a suggestion, and whether to be done with the line, not to go on typing"""
        self.changed: Signal[None] = Signal()
        """suggestions came or went"""
        self.suggestions: Sequence[Suggestion] = ()
        self.chosen: int | None = None
        """the number of the suggestion that Enter takes"""
        self.display = False

    @property
    def widget(self) -> SuggestionList:
        """What is shown."""
        return self

    @property
    def is_shown(self) -> bool:
        """Whether there are any suggestions."""
        return bool(self.display)

    @property
    def most(self) -> int:
        """How many suggestions have room: few on a small screen, so that the list stays in sight."""
        return min(max(self.app.size.height // 4, 3), 8)

    def show(self, suggestions: Sequence[Suggestion]) -> None:
        """Show other suggestions, none of them chosen yet."""
        self.suggestions = suggestions[: self.most]
        self.chosen = None
        self.display = bool(suggestions)
        self.styles.height = len(self.suggestions)
        self.styles.width = min(self._cells(), self.app.size.width)
        self.refresh()
        self.changed.emit(None)

    def _cells(self) -> int:
        """The width that shows them all, within bounds."""
        names = max((cell_len(each.shown) for each in self.suggestions), default=0)
        return min(max(names + _KIND_CELLS + self._detail_cells() + len(_INDENT) + 3, NARROWEST), WIDEST)

    def takes(self, key: str) -> bool:
        """Whether the key is one for the suggestions; if so, it is done."""
        if not self.display:
            return False
        if key in ("down", "up"):
            self._step(1 if key == "down" else -1)
        elif key == "escape":
            self.show(())
        elif key == "tab" or (key == "enter" and self.chosen is not None):
            self._accept(self.chosen or 0, is_final=key == "enter")
        else:
            return False
        return True

    def _step(self, rows: int) -> None:
        """Choose the next one; past either end none is chosen."""
        places = [None, *range(len(self.suggestions))]
        self.chosen = places[(places.index(self.chosen) + rows) % len(places)]
        self.refresh()

    def _accept(self, number: int, *, is_final: bool) -> None:
        self.accepted.emit((self.suggestions[number], is_final))

    # Mouse

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Choose what is under the mouse."""
        if event.y != self.chosen and event.y < len(self.suggestions):
            self.chosen = event.y
            self.refresh()

    def on_click(self, event: events.Click) -> None:
        """Take what is under the mouse."""
        event.stop()
        if event.y < len(self.suggestions):
            self._accept(event.y, is_final=True)

    # Painting

    def paint_lines(self, lines: range, width: int, height: int) -> list[Strip]:
        """These rows."""
        return [self._row(y, width) for y in lines]

    def _row(self, number: int, width: int) -> Strip:
        if number >= len(self.suggestions):
            return Strip.blank(width, self.base_style)
        suggestion = self.suggestions[number]
        fill = self.base_style
        if number == self.chosen:
            fill += self.get_component_rich_style("suggestions--chosen")
        kind = str(suggestion.kind).rjust(_KIND_CELLS) if width >= _KINDS_FROM else ""
        right = f"{kind}  {self._detail(suggestion).rjust(self._detail_cells())} "
        room = width - cell_len(right) - len(_INDENT)
        name = cut(suggestion.shown, room)
        parts = [(_INDENT, Style.null()), *self._marked(name, suggestion.marks, number == self.chosen)]
        parts.append((" " * (room - cell_len(name)), Style.null()))
        parts.append((right, Style.null() if number == self.chosen else self.ink("suggestions--quiet")))
        return line(parts, width, fill)

    def _detail(self, suggestion: Suggestion) -> str:
        """Return how many posts have it, or of which day the post is."""
        if suggestion.count is not None:
            return f"{suggestion.count:,}"
        post = suggestion.post
        return str(post.date.day(self._zone)) if post is not None and post.date is not None else ""

    def _detail_cells(self) -> int:
        return max((len(self._detail(each)) for each in self.suggestions), default=0)

    def _marked(
        self, name: str, marks: Sequence[tuple[int, int]], is_chosen: bool
    ) -> list[tuple[str, Style]]:
        """The name, with what was typed set off."""
        plain = Style.null() if is_chosen else self.ink("suggestions--name")
        typed = Style(underline=True) if is_chosen else self.ink("suggestions--typed")
        parts, place = [], 0
        for start, end in marks:
            parts += [(name[place:start], plain), (name[start:end], typed)]
            place = end
        return [*parts, (name[place:], plain)]
