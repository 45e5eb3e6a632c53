"""The modal screens for outline and questions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import ClassVar

from rich.style import Style
from textual.containers import Vertical
from textual.content import Content
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Static

from reader.language import later, tr
from reader.tui.commands import Command, Scope, with_wider
from reader.tui.dispatch import handles
from reader.tui.keys.in_force import command
from reader.tui.post_lines import cut
from reader.tui.screens.dialog import Dialog
from reader.tui.strips import line
from reader.tui.widgets.rows import RowList


class OutlineRows(RowList):
    """The headings of an article as rows."""

    IS_OF_ARCHIVE = True
    ROW_HEIGHT: ClassVar[int] = 1

    def __init__(self, headings: Sequence[tuple[int, str]]) -> None:
        super().__init__()
        self._headings = headings
        self.empty_text = tr("This article has no headings.")

    def row_count(self) -> int:
        """Return the number of headings."""
        return len(self._headings)

    def row(self, index: int, width: int, fill: Style) -> list[Strip]:
        """Paint a heading, indented by its level."""
        level, text = self._headings[index]
        style = self.style_of("strong" if level <= 2 else "plain")
        return [line([("  " * level + cut(text, width - 2 * level - 1), style)], width, fill)]

    @handles("outline.go")
    def choose(self) -> None:
        """Close the outline with the heading under the cursor."""
        if self._headings and isinstance(self.screen, OutlineScreen):
            self.screen.dismiss(self.cursor)

    def activate(self) -> None:
        """Do the same as Enter."""
        self.choose()


class OutlineScreen(Dialog[int | None]):
    """The headings of the open article; the result is the index of the chosen one."""

    SCOPES = with_wider(Scope.OUTLINE)
    CLOSED_BY = ("program.help", "read.outline")

    def __init__(self, headings: Sequence[tuple[int, str]]) -> None:
        super().__init__()
        self._headings = headings

    def frame(self) -> Widget:
        """Return the headings in a frame."""
        rows = OutlineRows(self._headings)
        frame = Vertical(rows, classes="dialog")
        frame.border_title = tr("Outline")
        self.fit(frame, rows)
        return frame


class AskScreen(Dialog[bool]):
    """A question that Enter answers with yes."""

    SCOPES = with_wider(Scope.QUESTION)

    def __init__(self, question: str, subject: str, yes: str, no: str = later("Leave it")) -> None:
        """`yes` names what Enter does, `no` what Esc does."""
        super().__init__()
        self._question = question
        self._subject = subject
        self._yes = yes
        self._no = no

    def frame(self) -> Widget:
        """Return the question and its subject, both whole however narrow the terminal is."""
        question = Static(Content(self._question), markup=False, classes="asked")
        return Vertical(question, Static(Content(self._subject), markup=False), classes="question")

    def footer(self) -> Iterator[Command]:
        """Yield what Enter and Esc do here."""
        yield replace(command("question.yes"), label=self._yes)
        yield replace(command("question.no"), label=self._no)

    @handles("question.yes")
    def say_yes(self) -> None:
        """Answer yes."""
        self.dismiss(result=True)

    @handles("question.no")
    def say_no(self) -> None:
        """Answer no."""
        self.dismiss(result=False)
