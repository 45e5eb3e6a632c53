"""The dialog in which a note is written."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from textual import events
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Static, TextArea

from reader.language import ntr, tr
from reader.library import LONGEST_NOTE, NoteError, note_text
from reader.library.drafts import Draft
from reader.text.safe import clean, clean_line
from reader.tui.commands import Scope, with_wider
from reader.tui.dispatch import handles
from reader.tui.editing import edited
from reader.tui.external import Program
from reader.tui.keys.in_force import by_key, key_of
from reader.tui.screens.dialog import Dialog
from reader.tui.screens.dialogs import AskScreen
from reader.tui.thread_pool import start_in_background

_ACTIONS = {
    key: binding.action
    for binding in TextArea.BINDINGS
    if isinstance(binding, Binding)
    for key in binding.key.split(",")
}
_MOST_SHOWN = 200
_PAUSE_SECONDS = 0.4
"""without a key, after which the draft is written"""
_DRAFT_SECONDS = 3.0
"""after which it is at the latest"""


class NoteWriting(NamedTuple):
    """What a note is about, and how it is written."""

    subject: str
    """says of what the note is"""
    note: str
    """as it is kept now"""
    run: Callable[[Program], None]
    """runs a program in the terminal, or raises ProgramError"""
    quoted: str = ""
    """the passage that the note is about"""
    others: int = 0
    """how many notes that are not shown it takes the place of"""


class NoteArea(TextArea):
    """The text of a note. Keys take effect in the order in which they are typed."""

    def __init__(self, text: str) -> None:
        super().__init__(text, soft_wrap=True, tab_behavior="focus", compact=True, id="note")

    async def on_key(self, event: events.Key) -> None:
        """Run all bindings in order with the typed characters, as `LineInput` does."""
        if not event.is_printable and event.key in _ACTIONS:
            event.stop()
            event.prevent_default()
            await self.run_action(_ACTIONS[event.key])

    def on_paste(self, event: events.Paste) -> None:
        """Refuse what no note has room for, as a whole: half of it would look like all."""
        event.text = clean(event.text)
        length = len(self.text) + len(event.text)
        if length > LONGEST_NOTE:
            event.stop()
            event.prevent_default()
            self.notify(
                tr(
                    "A note has at most {most:,} characters, and this one would have {count:,}: nothing was pasted.",
                    most=LONGEST_NOTE,
                    count=length,
                ),
                severity="error",
                markup=False,
            )


class NoteScreen(Dialog[str | None]):
    """A note; the result is what it is to be, None if it stays as it is.

    What is written is kept as a draft until then, a moment after the last key and every few seconds.
    """

    SCOPES = with_wider(Scope.NOTE)
    # Every other key is for the text.
    ALSO = ()
    TAKES_LINES = True

    def __init__(
        self,
        writing: NoteWriting,
        draft: Draft,
    ) -> None:
        """`draft` holds what was written before and not kept, if anything."""
        super().__init__()
        self._writing = writing
        self._draft = draft
        self._drafted = draft.text()
        self._is_restored = bool(self._drafted)
        self._pause: Timer | None = None
        self._area = NoteArea(self._drafted or writing.note)

    def frame(self) -> Widget:
        """Return the text in a frame, below the passage that it is about."""
        writing = self._writing
        quoted = [Static(writing.quoted, markup=False, classes="quoted")] if writing.quoted else []
        frame = Vertical(*quoted, self._area, classes="dialog")
        frame.border_title = Content(f"✎ {writing.subject}")
        others = writing.others
        facts = [
            tr("written before and not kept: {key} gives it up", key=key_of("note.leave"))
            if self._is_restored
            else "",
            ntr(
                "in place of {count} other note: {key} brings it back",
                "in place of {count} other notes: {key} brings them back",
                others,
                key=key_of("mark.undo"),
            )
            if others
            else "",
            "Markdown",
        ]
        frame.border_subtitle = " · ".join(filter(None, facts))
        return frame

    def on_mount(self) -> None:
        """Go on at the end of the note."""
        self._area.focus()
        self._area.move_cursor(self._area.document.end)
        self.set_interval(_DRAFT_SECONDS, self._write_draft)

    def is_text(self, key: str) -> bool:
        """Return whether the text reads a key itself."""
        return key not in by_key(Scope.NOTE)

    @handles("note.keep")
    def keep(self) -> None:
        """Keep the text as the note; what goes wrong is said, and the text stays."""
        try:
            self.dismiss(note_text(self._area.text))
        except NoteError as error:
            self._complain(str(error))

    @handles("note.editor")
    def go_on_in_editor(self) -> None:
        """Go on in the user's own editor; what it saves comes here."""
        before = self._area.text
        text, problem = edited(before, self._writing.run)
        if text != before:
            # As an edit, which Ctrl+z takes back.
            area = self._area
            area.replace(clean(text), area.document.start, area.document.end)
            area.move_cursor(area.document.end)
        if problem:
            self._complain(problem)

    def _complain(self, problem: str) -> None:
        self.notify(problem, severity="error", markup=False)

    @handles("note.leave")
    def leave(self) -> None:
        """Close without keeping; ask first where something would be lost."""
        text = self._area.text
        if text.strip() == self._writing.note.strip():
            self.dismiss(None)
            return
        shown = clean_line(text[:_MOST_SHOWN]) or tr("The note would stay as it was.")
        question = AskScreen(tr("Give up what you wrote?"), shown, tr("Give it up"), tr("Write on"))
        self.app.push_screen(question, self._give_up)

    def on_click(self, event: events.Click) -> None:
        """Leave where the click is beside the note."""
        if event.widget is self:
            event.stop()
            self.leave()

    def _give_up(self, wants: bool | None) -> None:
        if wants:
            self.dismiss(None)

    # The draft

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Write the draft in the next pause."""
        event.stop()
        if self._pause is not None:
            self._pause.stop()
        self._pause = self.set_timer(_PAUSE_SECONDS, self._write_draft)

    def _write_draft(self) -> None:
        """Keep what is written, in another thread: a long note takes some milliseconds."""
        text = self._draft_now()
        if text != self._drafted:
            self._drafted = text
            start_in_background(lambda: self._draft.write(text))

    def on_unmount(self) -> None:
        """Keep what is written if the program ends meanwhile."""
        self._draft.write(self._draft_now())

    def _draft_now(self) -> str:
        text = self._area.text
        return text if text.strip() != self._writing.note.strip() else ""
