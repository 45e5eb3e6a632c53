"""Keys one after the other: what a key does is done before the next one is looked at.

Textual hands every key at once to the widget that has the focus at that moment. Of keys that arrive together, as a
slow connection delivers them, those after `/` would thus never reach the line that `/` opens.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass

from textual import events
from textual.app import App, ScreenStackError
from textual.driver import Driver
from textual.message_pump import MessagePump
from textual.screen import Screen

from reader.tui.dispatch import CommandScreen

_LONGEST_TURN = 0.25
"""seconds after which the next key no longer waits: a widget that left the screen answers no more"""


@dataclass(slots=True)
class _Turn:
    """What a key may still be at work on."""

    path: Sequence[MessagePump]
    """from the widget that had the focus up to the app"""
    screen: Screen[object]
    limit: asyncio.TimerHandle | None = None
    """what ends the turn at the latest"""


class InputQueue(App[None]):
    """An app in which a key finds the focus where the key before it put it."""

    def __init__(self, driver_class: type[Driver] | None = None) -> None:
        super().__init__(driver_class)
        self._waiting: deque[events.Key] = deque()
        self._turn: _Turn | None = None

    async def on_event(self, event: events.Event) -> None:
        """Let a new key wait for its turn; all other events go their usual way."""
        if not isinstance(event, events.Key) or event.is_forwarded:
            await super().on_event(event)
        elif self._turn is None:
            await self._take(event)
        else:
            self._waiting.append(event)

    async def _take(self, key: events.Key) -> None:
        try:
            screen = self.screen
        except ScreenStackError:
            return  # typed after the key that leaves
        path: Sequence[MessagePump] = (self.focused or screen).ancestors_with_self
        turn = self._turn = _Turn(path, screen)
        is_done = self.app_focus and isinstance(screen, CommandScreen) and await screen.take_key(key.key)
        if is_done:
            self.key_done()
        else:
            await super().on_event(key)
        self._end_when_done(turn, is_done=is_done)

    @property
    def is_busy(self) -> bool:
        """Whether a key is still at work, or waits for its turn."""
        return self._turn is not None or bool(self._waiting)

    def key_done(self) -> None:
        """Show what a key has changed."""

    def _end_when_done(self, turn: _Turn, *, is_done: bool) -> None:
        """End a turn when everything that its key asked for has happened.

        Messages climb from widget to widget; a call that climbs after them comes last. A key that a widget has still
        to read needs a second climb: what the widget says of it starts only with the first.
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
