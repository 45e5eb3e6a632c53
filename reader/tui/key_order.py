"""Keys one after the other: what a key does is done before the next one is looked at."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from textual import events
from textual.app import App
from textual.driver import Driver
from textual.message_pump import MessagePump
from textual.screen import Screen

_LONGEST_TURN = 0.25
"""seconds after which the next key no longer waits: a widget that left the screen answers no more"""


@dataclass(slots=True)
class _Turn:
    """What a key that was taken may still be at work on."""

    way: Sequence[MessagePump]
    """from the widget that had the focus up to the app"""
    screen: Screen[Any]
    limit: asyncio.TimerHandle | None = None
    """what ends the turn at the latest; None while nobody waits for its end"""


class OrderedKeys(App[None]):
    """An app in which a key finds the focus where the key before it put it.

    Textual hands every key at once to the widget that has the focus at that moment. Of keys that arrive together, as
    a slow connection delivers them, those after `/` would thus never reach the line that `/` opens.
    """

    def __init__(self, driver_class: type[Driver] | None = None) -> None:
        super().__init__(driver_class)
        self._waiting: deque[events.Key] = deque()
        self._turn: _Turn | None = None

    async def on_event(self, event: events.Event) -> None:
        """Let a new key wait for its turn; all else goes on as ever."""
        if not isinstance(event, events.Key) or event.is_forwarded:
            await super().on_event(event)
        elif self._turn is None or self._is_over(self._turn):
            await self._take(event)
        else:
            self._waiting.append(event)
            if self._turn.limit is None:
                self._wait_for(self._turn)

    async def _take(self, key: events.Key) -> None:
        screen = self.screen
        way: Sequence[MessagePump] = (self.focused or screen).ancestors_with_self
        self._turn = _Turn(way, screen)
        if self._is_at_rest(way) and self.app_focus and screen.maximized is None:
            await self._take_straight(key, way)
        else:
            await super().on_event(key)
        if self._waiting:
            self._wait_for(self._turn)

    def _is_at_rest(self, way: Sequence[MessagePump]) -> bool:
        """Whether none of them has anything to do first."""
        return all(node._running and node._message_queue.empty() for node in way)

    def _is_over(self, turn: _Turn) -> bool:
        """Whether a key has nothing left to do, as far as can be seen at no cost."""
        return turn.limit is None and turn.screen is self.screen and self._is_at_rest(turn.way)

    def _wait_for(self, turn: _Turn) -> None:
        """End a turn when all is done that its key asked for.

        A key climbs from the widget to the app, which runs its command; what that asks to be done later, such as
        moving the focus, stands behind it in the app's queue. A call that climbs after it comes when that is done,
        and climbing twice, when what the widget said of it has reached the screen.
        """
        turn.limit = asyncio.get_running_loop().call_later(
            _LONGEST_TURN, lambda: self.call_later(self._end, turn)
        )
        steps = [*turn.way, *turn.way]

        def end_later() -> None:
            self.call_later(self._end, turn)

        def climb() -> None:
            while steps:
                if steps.pop(0).call_later(climb):
                    return
            if self.screen is turn.screen or not self.screen.call_after_refresh(end_later):
                end_later()

        climb()

    async def _end(self, turn: _Turn) -> None:
        """The turn of a key is over."""
        if turn is not self._turn or turn.limit is None:
            return
        turn.limit.cancel()
        turn.limit = None
        if self._waiting:
            await self._take(self._waiting.popleft())

    async def _check_bindings(self, key: str, priority: bool = False) -> bool:
        """Run what a key is bound to.

        Textual copies the bindings of all widgets before it looks, also for keys that come before all others, of
        which there is hardly one.
        """
        if not self._screen_stack:
            # It was typed behind the key that leaves.
            return False
        way = (self.focused or self.screen).ancestors_with_self
        bound = (binding for node in way for binding in node._bindings.key_to_bindings.get(key, ()))
        if all(binding.priority != priority for binding in bound):
            return False
        return await super()._check_bindings(key, priority)

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
