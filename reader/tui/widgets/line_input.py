"""The one line of input of all screens: keys take effect in the order in which they are typed."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import events
from textual.binding import Binding
from textual.widgets import Input

from reader.tui.engine import LazyComponents

_ACTIONS = {
    key: binding.action
    for binding in Input.BINDINGS
    if isinstance(binding, Binding)
    for key in binding.key.split(",")
} | {"ctrl+w": "delete_to_blank", "alt+backspace": "delete_left_word"}
"""the actions of keys that insert no character; Ctrl+w and Alt+Backspace delete to the left, as in a shell"""
LONGEST_LINE = 12_000
"""characters that a line takes, more than any query may have: Textual draws the whole line with each key"""


class LineInput(LazyComponents, Input):
    """A line that is typed in. Pasted text arrives as one line, see `input_queue`."""

    SIGNS: ClassVar[str] = ""
    """the characters that `consume_key` may handle"""

    def consume_key(self, key: str, character: str | None) -> bool:
        """Handle a key before it is typed or edits the text; return whether it was handled. For subclasses."""
        return False

    async def on_key(self, event: events.Key) -> None:
        """Handle the keys of subclasses, and run all bindings in order with the typed characters.

        Textual inserts characters at once but runs bindings later: of four backspaces and a word that arrive
        together, as some input methods send them, the backspaces would delete the word.
        """
        if self.consume_key(event.key, event.character):
            event.stop()
            event.prevent_default()
        elif not event.is_printable and event.key in _ACTIONS:
            event.stop()
            event.prevent_default()
            await self.run_action(_ACTIONS[event.key])

    def replace(self, text: str, start: int, end: int) -> None:
        """Put a text in the place of another one, as far as the line has room for it."""
        room = LONGEST_LINE - len(self.value) + abs(end - start)
        super().replace(text[: max(room, 0)], start, end)

    def action_delete_to_blank(self) -> None:
        """Delete what is selected, else the word before the cursor with all its signs, back to a blank."""
        if not self.selection.is_empty:
            self.delete_selection()
            return
        before = self.value[: self.cursor_position].rstrip()
        word = before.split()[-1] if before else ""
        self.delete(len(before) - len(word), self.cursor_position)


class DialogLine(LineInput):
    """The line of a dialog, which offers each key to the dialog before it is typed or edits the text."""

    def __init__(
        self,
        act: Callable[[str], bool],
        value: str = "",
        *,
        placeholder: str = "",
        select_on_focus: bool = True,
    ) -> None:
        """`act` handles a key if it is one for the dialog, and returns whether it was."""
        super().__init__(value, placeholder=placeholder, compact=True, select_on_focus=select_on_focus)
        self._act = act

    def consume_key(self, key: str, character: str | None) -> bool:
        """Offer the key to the dialog."""
        return self._act(key)
