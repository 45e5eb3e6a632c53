"""The line in which words are typed, for the archive or for one article, and what is wrong with them."""

from __future__ import annotations

from textual import events
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Label, Static


class WordsInput(Input):
    """The line itself: Esc gives the query up, Down and Enter keep it."""

    class Left(Message):
        """The person is done with the line."""

        def __init__(self, *, kept: bool) -> None:
            super().__init__()
            self.kept = kept

    def on_key(self, event: events.Key) -> None:
        """Leave the line by keys that type nothing."""
        if event.key in ("escape", "down"):
            event.stop()
            event.prevent_default()
            self.post_message(self.Left(kept=event.key == "down"))


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

    class Closed(Message):
        """The line was left; `kept` is False where the person gave the words up."""

        def __init__(self, bar: SearchBar, *, kept: bool) -> None:
            super().__init__()
            self.bar = bar
            self.kept = kept

        @property
        def control(self) -> SearchBar:
            """The line that was left."""
            return self.bar

    def __init__(self, sign: str, placeholder: str, *, id: str | None = None) -> None:  # noqa: A002
        self._line = WordsInput(placeholder=placeholder, compact=True)
        self._complaint = Static("", markup=False, classes="complaint")
        super().__init__(Label(sign, markup=False, classes="sign"), self._line, self._complaint, id=id)

    def on_mount(self) -> None:
        """Nothing is searched yet."""
        self.display = False
        self._complaint.display = False

    def open(self, text: str) -> None:
        """Show the line with the words in force."""
        self.display = True
        with self.prevent(Input.Changed):
            self._line.value = text
        self._line.cursor_position = len(text)
        self._line.focus()

    def complain(self, text: str) -> None:
        """Say what is wrong with the words; nothing where `text` is empty."""
        self._complaint.display = bool(text)
        self._complaint.update(Content(text))

    def _close(self, *, kept: bool) -> None:
        self.display = False
        self.complain("")
        self.post_message(self.Closed(self, kept=kept))

    def on_input_changed(self, event: Input.Changed) -> None:
        """Pass on what is typed."""
        event.stop()
        self.post_message(self.Typed(self, event.value))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter keeps the words, unless something is wrong with them."""
        event.stop()
        if not self._complaint.display:
            self._close(kept=True)

    def on_words_input_left(self, event: WordsInput.Left) -> None:
        """Esc gives it up, Down keeps it."""
        event.stop()
        self._close(kept=event.kept)
