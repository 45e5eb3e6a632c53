"""The line in which a query is typed, and what is wrong with it."""

from __future__ import annotations

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Label, Static


class QueryInput(Input):
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
    """A query while it is typed; hidden otherwise."""

    class Typed(Message):
        """The query's text changed."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    class Closed(Message):
        """The line was left; `kept` is False where the person gave the query up."""

        def __init__(self, *, kept: bool) -> None:
            super().__init__()
            self.kept = kept

    def compose(self) -> ComposeResult:
        """The line, and under it the complaint."""
        yield Label("/", id="search-sign")
        yield QueryInput(placeholder="words, \"a phrase\", tag:…, date:2024-02, is:unread", compact=True, id="query")
        yield Static("", markup=False, id="complaint")

    def on_mount(self) -> None:
        """Nothing is searched yet."""
        self.display = False
        self.query_one("#complaint").display = False

    def open(self, text: str) -> None:
        """Show the line with the query in force."""
        self.display = True
        line = self.query_one(QueryInput)
        with self.prevent(Input.Changed):
            line.value = text
        line.cursor_position = len(text)
        line.focus()

    def complain(self, text: str) -> None:
        """Say what is wrong with the query; nothing where `text` is empty."""
        complaint = self.query_one("#complaint", Static)
        complaint.display = bool(text)
        complaint.update(Content(text))

    def _close(self, *, kept: bool) -> None:
        self.display = False
        self.complain("")
        self.post_message(self.Closed(kept=kept))

    def on_input_changed(self, event: Input.Changed) -> None:
        """Pass on what is typed."""
        event.stop()
        self.post_message(self.Typed(event.value))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter keeps the query."""
        event.stop()
        self._close(kept=True)

    def on_query_input_left(self, event: QueryInput.Left) -> None:
        """Esc gives it up, Down keeps it."""
        event.stop()
        self._close(kept=event.kept)
