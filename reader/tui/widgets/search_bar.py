"""The line in which words are typed, for the archive or for one article, and what is wrong with them."""

from __future__ import annotations

from typing import Protocol

from textual import events
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Label, Static

_ACTIONS = {
    key: binding.action
    for binding in Input.BINDINGS
    if isinstance(binding, Binding)
    for key in binding.key.split(",")
}
"""what the keys do that type nothing"""


class Choices(Protocol):
    """What has some keys while a line is typed in."""

    def takes(self, key: str) -> bool:
        """Return whether the key is theirs; if so, it is done."""


class WordsInput(Input):
    """The line itself: Esc gives the query up, Down and Enter keep it."""

    class Left(Message):
        """The person is done with the line."""

        def __init__(self, *, kept: bool) -> None:
            super().__init__()
            self.kept = kept

    choices: Choices | None = None
    """suggestions, which have some keys while they are shown"""

    async def on_key(self, event: events.Key) -> None:
        """Leave the line by keys that type nothing, and keep all keys in their order.

        Textual types characters at once but runs bindings later: of four backspaces and a word that arrive
        together, as some input methods send them, the backspaces would take the word away.
        """
        if self.choices is not None and self.choices.takes(event.key):
            event.stop()
            event.prevent_default()
        elif event.key in ("escape", "down"):
            event.stop()
            event.prevent_default()
            self.post_message(self.Left(kept=event.key == "down"))
        elif not event.is_printable and event.key in _ACTIONS:
            event.stop()
            event.prevent_default()
            await self.run_action(_ACTIONS[event.key])


class SearchBar(Vertical):
    """A line for words while they are typed; hidden otherwise."""

    class Typed(Message):
        """The text changed."""

        def __init__(self, bar: SearchBar, text: str) -> None:
            super().__init__()
            self.bar = bar
            self.text = text

        @property
        def control(self) -> SearchBar:
            """The line that was typed in."""
            return self.bar

    class Opened(Message):
        """The line is there to be typed in, with the words in force."""

        def __init__(self, bar: SearchBar, text: str) -> None:
            super().__init__()
            self.bar = bar
            self.text = text

        @property
        def control(self) -> SearchBar:
            """The line that was opened."""
            return self.bar

    class Closed(Message):
        """The line was left; `kept` is False where the person gave the words up."""

        def __init__(self, bar: SearchBar, *, kept: bool, by_down: bool) -> None:
            super().__init__()
            self.bar = bar
            self.kept = kept
            self.by_down = by_down
            """whether it was left for what stands under it"""

        @property
        def control(self) -> SearchBar:
            """The line that was left."""
            return self.bar

    def __init__(
        self,
        sign: str,
        placeholder: str,
        *,
        choices: Choices | None = None,
        id: str | None = None,  # noqa: A002
    ) -> None:
        # What stands in the line is gone on with: the filters chosen in panes are among it.
        self._line = WordsInput(placeholder=placeholder, compact=True, select_on_focus=False)
        self._line.choices = choices
        self._problem = ""
        self._complaint = Static("", markup=False, classes="complaint")
        super().__init__(Label(sign, markup=False, classes="sign"), self._line, self._complaint, id=id)

    def on_mount(self) -> None:
        """Nothing is searched yet."""
        self.display = False
        self._complaint.display = False

    def open(self, text: str, *, is_proposal: bool = False) -> None:
        """Show the line with the words in force, or with some that the first letter typed takes away."""
        self.display = True
        with self.prevent(Input.Changed):
            self._line.value = text
        self._line.cursor_position = len(text)
        self._line.focus()
        if is_proposal:
            self._line.select_all()
        self.post_message(self.Opened(self, text))

    @property
    def text(self) -> str:
        """What stands in the line."""
        return self._line.value

    @property
    def cursor(self) -> int:
        """Where in the text one types."""
        return self._line.cursor_position

    def write(self, text: str, cursor: int) -> None:
        """Put another text in the line, as if it were typed."""
        self._line.value = text
        self._line.cursor_position = cursor

    def complain(self, text: str, *, on_enter: bool = False) -> None:
        """Say what is wrong with the words, or wait for Enter to say it; nothing where `text` is empty."""
        self._problem = text
        self._complaint.display = bool(text) and not on_enter
        self._complaint.update(Content(text))

    @property
    def is_typed_in(self) -> bool:
        """Whether keys type here."""
        return self.display and self._line.has_focus

    def submit(self) -> None:
        """Leave the line and keep the words, unless something is wrong with them: then say so."""
        self._complaint.display = bool(self._problem)
        if not self._problem:
            self.close(kept=True)

    def close(self, *, kept: bool, by_down: bool = False) -> None:
        """Leave the line; the words are `kept`, or given up."""
        self.hide()
        self.post_message(self.Closed(self, kept=kept, by_down=by_down))

    def hide(self) -> None:
        """Take the line away, and what was wrong with its words."""
        self.display = False
        self.complain("")

    def on_input_changed(self, event: Input.Changed) -> None:
        """Pass on what is typed."""
        event.stop()
        self.post_message(self.Typed(self, event.value))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter keeps the words, unless something is wrong with them."""
        event.stop()
        self.submit()

    def on_words_input_left(self, event: WordsInput.Left) -> None:
        """Esc gives it up, Down keeps it."""
        event.stop()
        self.close(kept=event.kept, by_down=event.kept)
