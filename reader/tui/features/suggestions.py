"""Suggestions below the search line: how the typed query may go on."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from rich.style import Style
from textual import events
from textual.geometry import Region
from textual.strip import Strip

from reader.language import ntr, tr
from reader.text.bidi import marked_label
from reader.tui import engine
from reader.tui.jobs import IsWanted
from reader.tui.post_lines import shortened
from reader.tui.session import Session
from reader.tui.shown_script import in_script
from reader.tui.signals import Signal
from reader.tui.strips import line
from reader.tui.widgets.line_widget import LineWidget

if TYPE_CHECKING:
    from reader.library.suggest import Suggestion

_LEAST_CELLS, _MOST_CELLS = 40, 68
_INDENT = "   "
"""aligns the names with the typed text"""
_KIND_CELLS = 10
"""with two blanks before the longest of the English names"""
_KINDS_FROM = 36
"""width in cells from which the kinds of suggestions are shown"""
_SECONDS_AFTER_TYPING = 0.03
"""delay that lets the list come first, since only one Python thread computes at a time"""


class SuggestionList(LineWidget):
    """The list of suggestions, which a job looks for; hidden while it is empty."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "suggestions--name",
        "suggestions--typed",
        "suggestions--quiet",
        "suggestions--chosen",
    }

    def __init__(self, session: Session, say: Callable[[str], None]) -> None:
        """`say` shows the reason for missing suggestions for a moment."""
        super().__init__(id="suggestions")
        self._session = session
        self._say = say
        self.accepted: Signal[tuple[Suggestion, bool]] = Signal()
        """a suggestion was accepted; True if the user is done with the line, False to continue typing"""
        self.changed: Signal[None] = Signal()
        """other suggestions are shown, or none"""
        self.suggestions: Sequence[Suggestion] = ()
        self.chosen: int | None = None
        """the index of the suggestion that Enter accepts"""
        self.display = False

    @property
    def widget(self) -> SuggestionList:
        """The widget to compose."""
        return self

    @property
    def is_shown(self) -> bool:
        """Whether any suggestions are shown."""
        return bool(self.display)

    @property
    def most(self) -> int:
        """The maximum number of suggestions: few on a small screen, so that the list stays visible."""
        return min(max(self.app.size.height // 4, 3), 8)

    def ask(self, text: str, cursor: int) -> None:
        """Suggest completions of a text with the cursor at this offset."""
        most = self.most
        library = self._session.library

        def steps(is_wanted: IsWanted) -> Iterator[list[Suggestion]]:
            yield library.suggester.suggest(text, cursor, most, is_wanted)

        self._session.jobs.start(
            "suggestions",
            steps,
            self.show,
            fail=lambda error: self._say(str(error)),
            after=_SECONDS_AFTER_TYPING,
        )

    def stop(self) -> None:
        """Cancel and hide the suggestions."""
        self._session.jobs.cancel("suggestions")
        self.show(())

    def show(self, suggestions: Sequence[Suggestion]) -> None:
        """Show other suggestions, with none chosen."""
        self.suggestions = suggestions[: self.most]
        self.chosen = None
        self.display = bool(suggestions)
        self.styles.height = len(self.suggestions)
        self.styles.width = min(self._cells(), self.app.size.width)
        self.refresh()
        self.changed.emit(None)

    def _cells(self) -> int:
        """Return the width that the suggestions need, within bounds."""
        names = max((cell_len(each.shown) for each in self.suggestions), default=0)
        return min(
            max(names + _KIND_CELLS + self._detail_cells() + len(_INDENT) + 3, _LEAST_CELLS), _MOST_CELLS
        )

    def consume_key(self, key: str) -> bool:
        """Handle a key if it is one for the suggestions; return whether it was."""
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
        """Choose the next suggestion; beyond either end, choose none."""
        places = [None, *range(len(self.suggestions))]
        self.chosen = places[(places.index(self.chosen) + rows) % len(places)]
        self.refresh()

    def _accept(self, number: int, *, is_final: bool) -> None:
        self.accepted.emit((self.suggestions[number], is_final))

    def in_words(self) -> str:
        """Return which suggestion is chosen, or how many there are."""
        if self.chosen is None:
            return ntr("{count} suggestion", "{count} suggestions", len(self.suggestions))
        chosen = self.suggestions[self.chosen]
        words = tr(", ").join(filter(None, (chosen.shown, tr(chosen.kind), self._detail(chosen).strip())))
        return tr(
            "row {row:,} of {rows:,}: {words}",
            row=self.chosen + 1,
            rows=len(self.suggestions),
            words=words,
        )

    # Mouse

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Choose the suggestion under the mouse."""
        if event.y != self.chosen and event.y < len(self.suggestions):
            self.chosen = event.y
            self.refresh()

    def on_click(self, event: events.Click) -> None:
        """Accept the suggestion under the mouse."""
        event.stop()
        if event.y < len(self.suggestions):
            self._accept(event.y, is_final=True)

    # Painting

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return lines over the panes, whose edges cut no character of them."""
        lines = super().render_lines(crop)
        if engine.has(engine.WIDE_CHARACTERS) and not engine.is_covered(self):
            return engine.uncut(lines)
        return lines

    def paint_lines(self, lines: range, width: int, height: int) -> list[Strip]:
        """Paint these rows."""
        return [self._row(y, width) for y in lines]

    def _row(self, number: int, width: int) -> Strip:
        if number >= len(self.suggestions):
            return Strip.blank(width, self.base_style)
        suggestion = self.suggestions[number]
        fill = self.base_style
        if number == self.chosen:
            fill += self.get_component_rich_style("suggestions--chosen")
        cells = min(self._cells(), width)
        kind = _flushed(tr(suggestion.kind)) if cells >= _KINDS_FROM else ""
        right = f"{kind}  {self._detail(suggestion).rjust(self._detail_cells())} "
        room = cells - cell_len(right) - len(_INDENT)
        name = in_script(shortened(suggestion.shown, room))
        parts = [(_INDENT, Style.null()), *self._highlighted(name, suggestion.marks, number == self.chosen)]
        parts.append((" " * (room - cell_len(name)), Style.null()))
        parts.append((right, Style.null() if number == self.chosen else self.ink("suggestions--quiet")))
        return line(parts, width, fill)

    def _detail(self, suggestion: Suggestion) -> str:
        """Return the number of posts of a value, or the day of a post."""
        if suggestion.count is not None:
            return f"{suggestion.count:,}"
        post = suggestion.post
        return str(post.date.day(self._session.zone)) if post is not None and post.date is not None else ""

    def _detail_cells(self) -> int:
        return max((len(self._detail(each)) for each in self.suggestions), default=0)

    def _highlighted(
        self, name: str, ranges: Sequence[tuple[int, int]], is_chosen: bool
    ) -> list[tuple[str, Style]]:
        """Return the name with the typed text, at these ranges, in a style of its own."""
        plain = Style.null() if is_chosen else self.ink("suggestions--name")
        typed = Style(underline=True) if is_chosen else self.ink("suggestions--typed")
        return [(piece, typed if is_typed else plain) for piece, is_typed in marked_label(name, ranges)]


def _flushed(kind: str) -> str:
    """Return the name of a kind flush right in its column."""
    return " " * (_KIND_CELLS - cell_len(kind)) + kind
