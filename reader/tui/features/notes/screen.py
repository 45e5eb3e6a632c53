"""The dialog in which a note is written."""

from __future__ import annotations

from collections.abc import Callable

from textual import events
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import TextArea

from reader.library import LONGEST_NOTE, NoteError, note_text
from reader.text.plural import counted
from reader.text.safe import clean, clean_line
from reader.tui.commands import Scope, with_wider
from reader.tui.dispatch import handles
from reader.tui.external import Program
from reader.tui.features.notes.draft import edited
from reader.tui.keys.in_force import by_key, key_of
from reader.tui.screens.dialog import Dialog
from reader.tui.screens.dialogs import AskScreen

_ACTIONS = {
    key: binding.action
    for binding in TextArea.BINDINGS
    if isinstance(binding, Binding)
    for key in binding.key.split(",")
}
_MOST_SHOWN = 200


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
                f"A note has at most {LONGEST_NOTE:,} characters, and this one would have {length:,}: "
                "nothing was pasted.",
                severity="error",
                markup=False,
            )


class NoteScreen(Dialog[str | None]):
    """The note on one or several posts; the result is what it is to be."""

    SCOPES = with_wider(Scope.NOTE)
    # Every other key is for the text.
    ALSO = ()
    TAKES_LINES = True

    def __init__(
        self,
        subject: str,
        note: str,
        run: Callable[[Program], None],
        *,
        others: int,
    ) -> None:
        """`subject` says of what the note is.

        `run` runs a program in the terminal, or raises ProgramError. The note takes the place of `others`, which are not
        shown.
        """
        super().__init__()
        self._subject = subject
        self._others = others
        self._note = note
        self._run = run
        self._area = NoteArea(note)

    def frame(self) -> Widget:
        """Return the text in a frame."""
        frame = Vertical(self._area, classes="dialog")
        frame.border_title = Content(f"✎ {self._subject}")
        replaced = (
            f"in place of {counted(self._others, 'other note')}: {key_of('mark.undo')} brings back · "
            if self._others
            else ""
        )
        frame.border_subtitle = f"{replaced}Markdown"
        return frame

    def on_mount(self) -> None:
        """Go on at the end of the note."""
        self._area.focus()
        self._area.move_cursor(self._area.document.end)

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
        text, problem = edited(before, self._run)
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
        if text.strip() == self._note.strip():
            self.dismiss(None)
            return
        shown = clean_line(text[:_MOST_SHOWN]) or "The note would stay as it was."
        question = AskScreen("Give up what you wrote?", shown, "Give it up", "Write on")
        self.app.push_screen(question, self._give_up)

    def _give_up(self, wants: bool | None) -> None:
        if wants:
            self.dismiss(None)
