"""Handles keys strictly one after the other: a key has taken effect before the next one is dispatched.

Textual dispatches each key as it arrives to the widget that has the focus at that moment. If a slow
connection delivers several keys together, those after `/` would never reach the line that `/` opens. The same holds
for pasted text.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from textual import events
from textual.app import App, ScreenStackError
from textual.driver import Driver
from textual.errors import NoWidget
from textual.geometry import Offset
from textual.message_pump import MessagePump
from textual.screen import Screen
from textual.widgets import Input, TextArea

from reader.text.safe import clean
from reader.tui.dispatch import CommandScreen, leaves
from reader.tui.keys.names import plain, plain_key
from reader.tui.widgets.line_input import LONGEST_LINE, LineInput
from reader.tui.widgets.line_widget import LineWidget

_MOST_WAITING = 200
"""keys in the queue, a second's at most, that are still handled before one that leaves from everywhere"""
_LONGEST_TURN = 0.25
"""seconds after which the next key is handled in any case: a removed widget never answers"""


def joined_lines(text: str) -> str:
    """Return pasted text as one line: its lines joined by spaces, blank ones left out, up to a length."""
    lines = [line for line in text[:LONGEST_LINE].splitlines() if line.strip()]
    return clean(" ".join(line.strip() for line in lines) if len(lines) > 1 else "".join(lines))


def _read_by(screen: CommandScreen[Any], event: events.Key) -> events.Key:
    """Return a key as a screen takes it.

    A line takes the signs that are commands in it, and the wide blank, which Textual would not type, from a Chinese input
    method, too.
    """
    character = plain(event.character or "")
    signs = screen.focused.SIGNS if isinstance(screen.focused, LineInput) else ""
    is_sign = bool(character) and character in f" {signs}"
    key = screen.read_as(plain_key(event.key) if is_sign else event.key)
    if key == event.key:
        return event
    return events.Key(key, character if character and character.isprintable() else None)


def _typed(event: events.Key | events.Paste) -> str:
    """Return the character that a key types; empty for a paste, and for a key that types none."""
    return event.character or "" if isinstance(event, events.Key) and event.is_printable else ""


@dataclass(slots=True)
class _Turn:
    """A key or a paste whose effects may not have ended yet."""

    path: Sequence[MessagePump]
    """the widget that had the focus and its ancestors, up to the app"""
    screen: Screen[object]
    limit: asyncio.TimerHandle | None = None
    """the timer that ends the turn at the latest"""


class InputQueue(App[None]):
    """An app in which each key sees the focus that the key before it has set."""

    def __init__(self, driver_class: type[Driver] | None = None, *, ansi_color: bool | None = None) -> None:
        super().__init__(driver_class, ansi_color=ansi_color)
        self.shows_cursor = False
        """whether the terminal's cursor also stands in rows and texts, for a screen reader that follows it"""
        self._waiting: deque[events.Key | events.Paste] = deque()
        self._turn: _Turn | None = None
        self._is_ready = False
        """False until what is typed finds the list and its focus: the first keys are older than both"""

    @property
    def cursor_position(self) -> Offset:
        """Where the terminal's cursor stands, and an input method draws: at the place where one types.

        Asked for with each picture, since a line opens before it is laid out.
        """
        focused = self.focused
        if isinstance(focused, Input) and focused.region:
            # At the end Textual counts a cell more, which makes the line scroll in time.
            self._cursor_position = focused.cursor_screen_offset - (int(focused.cursor_at_end), 0)
        elif isinstance(focused, TextArea) and focused.region:
            self._cursor_position = focused.cursor_screen_offset
        elif self.shows_cursor and isinstance(focused, LineWidget) and focused.region:
            cell = focused.focus_cell()
            self._cursor_position = focused.region.offset + (cell if cell is not None else (0, 0))
        return self._cursor_position

    @cursor_position.setter
    def cursor_position(self, position: Offset) -> None:
        self._cursor_position = position

    async def take_keys(self) -> None:
        """Begin with the keys that were typed before the screen was there."""
        self._is_ready = True
        if self._turn is None and self._waiting:
            await self._take(self._waiting.popleft())

    async def on_event(self, event: events.Event) -> None:
        """Queue a key or a paste while another one is handled; pass all other events on."""
        if not isinstance(event, events.Key | events.Paste) or event.is_forwarded:
            if not self._is_on_removed(event):
                await super().on_event(event)
        elif self._turn is None and self._is_ready:
            await self._take(event)
        else:
            if isinstance(event, events.Key) and leaves(event.key) and len(self._waiting) > _MOST_WAITING:
                self._waiting.clear()
            self._waiting.append(event)

    def _is_on_removed(self, event: events.Event) -> bool:
        """Return whether the mouse is pressed on a widget that is painted and no more there, where Textual fails."""
        if (
            not isinstance(event, events.MouseDown | events.MouseMove)
            or not event.button
            or not self.screen_stack
        ):
            return False
        try:
            widget, _ = self.screen.get_widget_at(event.x, event.y)
        except NoWidget:
            return False
        return widget.parent is None

    async def _take(self, event: events.Key | events.Paste) -> None:
        try:
            screen = self.screen
        except ScreenStackError:
            return  # typed after the key that ended the program
        path: Sequence[MessagePump] = (self.focused or screen).ancestors_with_self
        turn = self._turn = _Turn(path, screen)
        if isinstance(event, events.Paste):
            if not (isinstance(screen, CommandScreen) and screen.TAKES_LINES):
                event.text = joined_lines(event.text)
            is_done = False
        elif isinstance(screen, CommandScreen):
            event = self._with_those_that_wait(_read_by(screen, event))
            is_done = not event.key or (self.app_focus and await screen.take_key(event.key))
        elif is_done := leaves(event.key):
            self.exit()
        if is_done:
            self.key_done()
        else:
            await super().on_event(event)
        self._end_when_done(turn, is_done=is_done)

    def _with_those_that_wait(self, event: events.Key) -> events.Key:
        """Return a key that types text with all of its kind that wait right behind it.

        A line draws, searches and suggests after each: thousands of letters one by one would hold up all that follows.
        """
        line, text = self.focused, _typed(event)
        signs = line.SIGNS if isinstance(line, LineInput) else ""
        if not (isinstance(line, Input | TextArea) and text) or text in signs:
            return event
        while self._waiting and (another := _typed(self._waiting[0])) and plain(another) not in signs:
            text += another
            self._waiting.popleft()
        return events.Key(event.key, text)

    @property
    def is_busy(self) -> bool:
        """Whether a key is being handled or waits in the queue."""
        return self._turn is not None or bool(self._waiting)

    def key_done(self) -> None:
        """Show what a command key has changed; for subclasses to override."""

    def _end_when_done(self, turn: _Turn, *, is_done: bool) -> None:
        """End a turn once all messages that its key caused have been handled.

        Messages bubble from widget to widget, so a callback that climbs the same path is called after them. A
        key that a widget has yet to read needs a second climb: the widget posts its messages during the first.
        """
        turn.limit = asyncio.get_running_loop().call_later(
            _LONGEST_TURN, lambda: self.call_later(self._end, turn)
        )
        steps = [*turn.path] if is_done else [*turn.path, *turn.path]

        def end_later() -> None:
            self.call_later(self._end, turn)

        def climb() -> None:
            while steps:
                if steps.pop(0).call_later(climb):
                    return
            try:
                has_moved_on = self.screen is not turn.screen
            except ScreenStackError:
                return
            if not has_moved_on or not self.screen.call_after_refresh(end_later):
                end_later()

        climb()

    async def _end(self, turn: _Turn) -> None:
        if turn is not self._turn:
            return
        if turn.limit is not None:
            turn.limit.cancel()
        self._turn = None
        if self._waiting:
            await self._take(self._waiting.popleft())
