"""The modal screen in which the note on a highlight is written."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from textual.containers import Vertical
from textual.widget import Widget
from textual.widgets import Static

from reader.errors import ReaderError
from reader.library import Highlight
from reader.tui.commands import Command, Scope, with_wider
from reader.tui.dispatch import handles
from reader.tui.keys.in_force import command
from reader.tui.screens.dialog import Dialog
from reader.tui.widgets.line_input import LineInput
from reader.tui.widgets.rows import cut

_LINE_END = "↵"
"""stands for the end of a line in the one line of input"""
_QUOTED_CELLS = 160


class HighlightNoteScreen(Dialog[None]):
    """The note on a highlight."""

    SCOPES = with_wider(Scope.HIGHLIGHT_NOTE)

    def __init__(self, highlight: Highlight, keep: Callable[[str], None]) -> None:
        """`keep` keeps a text as the note, and raises ReaderError."""
        super().__init__()
        self._keep = keep
        words = " ".join(highlight.passage.words.split())
        self._quoted = Static(cut(words, _QUOTED_CELLS), markup=False, classes="quoted")
        note = highlight.note.replace("\n", _LINE_END)
        self._line = LineInput(note, placeholder="a note", compact=True, select_on_focus=False)
        self._frame = Vertical(self._quoted, self._line, classes="question")

    def frame(self) -> Widget:
        """Return the passage, and the line for its note."""
        self._frame.border_title = "Note on a highlight"
        return self._frame

    def footer(self) -> Iterator[Command]:
        """Yield the commands while a line is typed."""
        yield from (command("highlight-note.keep"), command("dialog.close"))

    def on_mount(self) -> None:
        """Go to the end of the note."""
        self._line.focus()
        self._line.cursor_position = len(self._line.value)

    def on_input_submitted(self, event: LineInput.Submitted) -> None:
        """Keep the note on Enter."""
        event.stop()
        self.keep()

    @handles("highlight-note.keep")
    def keep(self) -> None:
        """Keep the note; what goes wrong is said, and the text stays."""
        try:
            self._keep(self._line.value.replace(_LINE_END, "\n"))
        except ReaderError as error:
            self.notify(str(error), severity="error", markup=False)
        else:
            self.dismiss(None)
