"""The command line at the bottom of the screen, with proposals over it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from rich.cells import cell_len
from rich.style import Style
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Input, Label, Static

from reader.language import tr
from reader.tui.commands import Scope, with_wider
from reader.tui.dispatch import handles
from reader.tui.features.command_line.model import Action, CommandLine, CommandLineError
from reader.tui.post_lines import cut
from reader.tui.screens.dialog import Dialog
from reader.tui.strips import line, wrapped
from reader.tui.widgets.line_input import DialogLine
from reader.tui.widgets.past_lines import PastLines
from reader.tui.widgets.rows import RowList

_MOST_ROWS = 8
_INDENT = "  "
Propose = Callable[[str, Callable[[Sequence[str]], None]], None]
"""works out the proposals for a line, and hands them over later"""


class ProposalRows(RowList, can_focus=False):
    """What the line may become; the line has the focus all the time."""

    ROW_HEIGHT: ClassVar[int] = 1

    def __init__(self, explained: Callable[[str], str]) -> None:
        super().__init__()
        self._explained = explained
        self.lines: Sequence[str] = ()

    def show(self, lines: Sequence[str], *, is_chosen: bool = False) -> None:
        """Show these lines, with the cursor on the first where one is chosen."""
        self.lines = lines
        self.display = bool(lines)
        self.styles.height = min(len(lines), _MOST_ROWS)
        self.put_cursor(0, 0)
        self.show_focus(has_focus=is_chosen)
        self.repaint()

    def row_count(self) -> int:
        """Return the number of lines."""
        return len(self.lines)

    def row(self, index: int, width: int, fill: Style) -> list[Strip]:
        """Paint a line, and the name of its command."""
        name = self._explained(self.lines[index])
        text = cut(f"{_INDENT}{self.lines[index]}", max(width - cell_len(name) - 2, width // 2))
        gap = " " * max(width - cell_len(text) - cell_len(name) - 1, 1)
        parts = [
            (text, self.style_of("plain")),
            (gap, self.style_of("plain")),
            (name, self.style_of("quiet")),
        ]
        return [line(parts, width, fill)]


class CommandLineScreen(Dialog[tuple[str, Action]]):
    """The command line; the result is what was typed, and what it does."""

    SCOPES = with_wider(Scope.COMMAND_LINE)

    def __init__(self, model: CommandLine, propose: Propose, past: Sequence[str], text: str) -> None:
        """`past` are the lines that were run before, most recent first; `text` stands in the line at first."""
        super().__init__()
        self._model = model
        self._propose = propose
        self._line = DialogLine(self.act, text, placeholder=tr("a command"), select_on_focus=False)
        self._rows = ProposalRows(model.explained)
        self._complaint = Static("", markup=False, classes="complaint")
        self._is_choosing = False
        self._typed = text
        """what was typed, which a chosen proposal takes the place of"""
        self._past = PastLines(self._write, lambda: self._is_choosing)
        self._past.begin([*past], text)

    def frame(self) -> Widget:
        """Return the proposals over the line and what is wrong with it."""
        return Vertical(
            self._rows,
            self._complaint,
            Horizontal(Label(":", markup=False, classes="sign"), self._line),
            classes="command-line",
        )

    def on_mount(self) -> None:
        """Type at once."""
        self._complaint.display = False
        self._rows.show(())
        self._line.focus()
        self._line.cursor_position = len(self._line.value)
        self._ask(self._line.value)

    def _ask(self, text: str) -> None:
        self._propose(text, lambda lines: self._take(text, lines))

    def _take(self, text: str, lines: Sequence[str]) -> None:
        if self.is_attached and text == self._typed:
            self._rows.show(lines)

    def _write(self, text: str) -> None:
        with self.prevent(Input.Changed):
            self._line.value = text
        self._line.cursor_position = len(text)
        self._complain("")

    def _complain(self, sentence: str) -> None:
        self._complaint.display = bool(sentence)
        self._complaint.update(Content("\n".join(wrapped(sentence, max(self.size.width - 2, 2)))))

    def on_input_changed(self, event: Input.Changed) -> None:
        """Propose while typing."""
        event.stop()
        self._is_choosing = False
        self._typed = event.value
        self._past.take_typed(event.value)
        self._complain("")
        self._ask(event.value)

    def act(self, key: str) -> bool:
        """Handle a key that is not typed; return whether it was one."""
        if self._past.consume_key(key):
            self._is_choosing = False
            self._rows.show(())
            return True
        match key:
            case "enter":
                self.run()
            case "tab":
                self.complete()
            case "down" | "up":
                self.move(1 if key == "down" else -1)
            case "escape":
                self.leave()
            case _:
                return False
        return True

    @handles("command-line.run")
    def run(self) -> None:
        """Close with what the line does, or say why it cannot be run."""
        text = self._line.value.strip()
        if not text:
            self.leave()
            return
        try:
            action = self._model.read(text)
        except CommandLineError as error:
            self._complain(str(error))
        else:
            self.dismiss((text, action))

    @handles("command-line.complete")
    def complete(self) -> None:
        """Write the chosen proposal, or the first, and go on typing."""
        if self._rows.lines:
            self._write(f"{self._rows.lines[self._rows.cursor]} ")
            self._is_choosing = False
            self._typed = self._line.value
            self._ask(self._typed)

    @handles("command-line.down", "command-line.up")
    def move(self, rows: int) -> None:
        """Go along the proposals, each of which stands in the line meanwhile."""
        count = len(self._rows.lines)
        if not count:
            return
        if not self._is_choosing:
            self._rows.show(self._rows.lines, is_chosen=True)
            self._is_choosing = True
            self._rows.cursor = 0 if rows > 0 else count - 1
        else:
            self._rows.cursor = (self._rows.cursor + rows) % count
        self._write(self._rows.lines[self._rows.cursor])

    def on_row_list_clicked(self, event: RowList.Clicked) -> None:
        """Write a clicked proposal."""
        event.stop()
        self.complete()

    @handles("command-line.leave")
    def leave(self) -> None:
        """Close without running anything."""
        self.dismiss(None)
