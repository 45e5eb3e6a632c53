"""Keys one after the other: what a key does is done before the next one is looked at."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Sequence

from textual import events
from textual.app import App
from textual.driver import Driver
from textual.message_pump import MessagePump

_LONGEST_TURN = 0.25
"""seconds after which the next key no longer waits: a widget that left the screen answers no more"""


class OrderedKeys(App[None]):
    """An app in which a key finds the focus where the key before it put it.

    Textual hands every key at once to the widget that has the focus at that moment. Of keys that arrive together, as
    a slow connection delivers them, those after `/` would thus never reach the line that `/` opens.
    """

    def __init__(self, driver_class: type[Driver] | None = None) -> None:
        super().__init__(driver_class)
        self._waiting: deque[events.Key] = deque()
        self._taken = 0
        """how many keys had their turn"""
        self._limit: asyncio.TimerHandle | None = None
        """what ends the turn of the key that has it; None where no key has"""

    async def on_event(self, event: events.Event) -> None:
        """Let a new key wait for its turn; all else goes on as ever."""
        if not isinstance(event, events.Key) or event.is_forwarded:
            await super().on_event(event)
        elif self._limit is not None:
            self._waiting.append(event)
        else:
            await self._take(event)

    async def _take(self, key: events.Key) -> None:
        self._taken += 1
        turn = self._taken
        screen = self.screen
        way: Sequence[MessagePump] = (self.focused or screen).ancestors_with_self
        self._limit = asyncio.get_running_loop().call_later(
            _LONGEST_TURN, lambda: self.call_later(self._end, turn)
        )
        is_idle = all(node._running and node._message_queue.empty() for node in way)
        if is_idle and self.app_focus and screen.maximized is None:
            await self._take_straight(key, way)
        else:
            await super().on_event(key)

        # A key climbs from the widget to the app, which runs its command; what that asks to be done later, such as
        # moving the focus, stands behind it in the app's queue. A call that climbs after it comes when that is done,
        # and climbing twice, when what the widget said of it has reached the screen.
        steps: list[MessagePump] = [*way, *way]

        def climb() -> None:
            while steps:
                if steps.pop(0).call_later(climb):
                    return
            if self.screen is screen or not self.screen.call_after_refresh(self._end_later, turn):
                self._end_later(turn)

        climb()

    async def _take_straight(self, key: events.Key, way: Sequence[MessagePump]) -> None:
        """Take a key up from widget to widget as Textual does, only without a turn of the loop for each of them.

        Nobody has anything else to do first, so the order of things is the same.
        """
        self.screen._clear_tooltip()
        if await self._check_bindings(key.key, priority=True):
            return
        key._set_forwarded()
        key.bubble = False  # type: ignore[misc]
        for node in way:
            with node._context():
                await node._dispatch_message(key)
            if key._stop_propagation:
                return

    def _end_later(self, turn: int) -> None:
        self.call_later(self._end, turn)

    async def _end(self, turn: int) -> None:
        """The turn of a key is over."""
        if turn != self._taken or self._limit is None:
            return
        self._limit.cancel()
        self._limit = None
        if self._waiting:
            await self._take(self._waiting.popleft())
