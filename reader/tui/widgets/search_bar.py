"""An input line for a search, a name or a query, with an error text or a hint below it."""

from __future__ import annotations

from enum import Enum, auto
from typing import Protocol

from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Label, Static

from reader.tui.widgets.line_input import LineInput


class Leaving(Enum):
    """How a line was left."""

    ENTER = auto()
    DOWN = auto()
    """to go to the widget below"""
    ESCAPE = auto()
    AWAY = auto()
    """by a click elsewhere, Tab, or another command: the focus is where it should be"""


class Choices(Protocol):
    """Suggestions for the line, which handle some keys before it does."""

    def consume_key(self, key: str) -> bool:
        """Handle a key if it is one of theirs; return whether it was."""


class WordsInput(LineInput):
    """The input itself: Esc discards the text, Down and Enter keep it."""

    class Left(Message):
        """The user left the line with Esc or Down."""

        def __init__(self, leaving: Leaving) -> None:
            super().__init__()
            self.leaving = leaving

    choices: Choices | None = None
    """the suggestions, if any"""
    past: Choices | None = None
    """earlier texts of the line, if they are kept"""

    def consume_key(self, key: str, character: str | None) -> bool:
        """Handle the keys of earlier texts and of the suggestions, and those that leave the line."""
        if self.past is not None and self.past.consume_key(key):
            return True
        if self.choices is not None and self.choices.consume_key(key):
            return True
        if key not in ("escape", "down"):
            return False
        self.post_message(self.Left(Leaving.DOWN if key == "down" else Leaving.ESCAPE))
        return True


class SearchBar(Vertical):
    """An input line with a sign before it and an error text below; hidden while it is not used.

    Whatever takes the focus from the line closes it and keeps its text.
    """

    class Typed(Message):
        """The text has changed."""

        def __init__(self, bar: SearchBar, text: str) -> None:
            super().__init__()
            self.bar = bar
            self.text = text

        @property
        def control(self) -> SearchBar:
            """The bar that was typed in."""
            return self.bar

    class Closed(Message):
        """The line was closed."""

        def __init__(self, bar: SearchBar, leaving: Leaving) -> None:
            super().__init__()
            self.bar = bar
            self.leaving = leaving

        @property
        def kept(self) -> bool:
            """False if the user discarded the text."""
            return self.leaving is not Leaving.ESCAPE

        @property
        def control(self) -> SearchBar:
            """The bar that was closed."""
            return self.bar

    def __init__(
        self,
        sign: str,
        placeholder: str,
        *,
        choices: Choices | None = None,
        past: Choices | None = None,
        id: str | None = None,
    ) -> None:
        # Not selected: the user continues the text, which may hold filters chosen in the panes.
        self._line = WordsInput(placeholder=placeholder, compact=True, select_on_focus=False)
        self._line.choices = choices
        self._line.past = past
        self._problem = ""
        self._complaint = Static("", markup=False, classes="complaint")
        self._sign = Label(sign, markup=False, classes="sign")
        super().__init__(self._sign, self._line, self._complaint, id=id)

    def on_mount(self) -> None:
        """Hide the bar until it is opened."""
        self.display = False
        self._complaint.display = False

    def put_sign(self, sign: str) -> None:
        """Have another sign stand before the line."""
        self._sign.update(sign)

    def open(self, text: str, *, is_proposal: bool = False) -> None:
        """Show and focus the line with a text; the first letter typed replaces a proposal."""
        self.display = True
        with self.prevent(Input.Changed):
            self._line.value = text
        self._line.cursor_position = len(text)
        self._line.focus()
        if is_proposal:
            self._line.select_all()

    @property
    def text(self) -> str:
        """The text in the line."""
        return self._line.value

    @property
    def cursor(self) -> int:
        """The offset of the cursor in the text."""
        return self._line.cursor_position

    def write(self, text: str, cursor: int) -> None:
        """Replace the text, as if it were typed."""
        self._line.value = text
        self._line.cursor_position = cursor

    def show_problem(self, text: str, *, on_enter: bool = False) -> None:
        """Show what is wrong with the text, now or on Enter; hide it if `text` is empty."""
        self._problem = text
        self._complaint.display = bool(text) and not on_enter
        self._complaint.remove_class("hint")
        self._complaint.update(Content(text))

    def show_hint(self, text: str) -> None:
        """Show what a text without a problem is taken for; hide it if `text` is empty."""
        self.show_problem("")
        self._complaint.display = bool(text)
        self._complaint.add_class("hint")
        self._complaint.update(Content(text))

    @property
    def is_typed_in(self) -> bool:
        """Whether the line has the focus."""
        return self.display and self._line.has_focus

    def submit(self) -> None:
        """Close the line and keep the text; if there is a problem with it, show that instead."""
        self._complaint.display = bool(self._problem)
        if not self._problem:
            self.close(Leaving.ENTER)

    def close(self, leaving: Leaving) -> None:
        """Hide the line, and tell how it was left."""
        self.hide()
        self.post_message(self.Closed(self, leaving))

    def hide(self) -> None:
        """Hide the line and its problem."""
        self.display = False
        self.show_problem("")

    def on_descendant_blur(self) -> None:
        """Close the line when it loses the focus, but not to a screen that lies over this one."""
        if self.display and not self._line.has_focus and self.screen.focused is not self._line:
            self.close(Leaving.AWAY)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Tell that the text has changed."""
        event.stop()
        self.post_message(self.Typed(self, event.value))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Keep the text on Enter, unless there is a problem with it."""
        event.stop()
        self.submit()

    def on_words_input_left(self, event: WordsInput.Left) -> None:
        """Close the line on Esc and Down."""
        event.stop()
        self.close(event.leaving)
