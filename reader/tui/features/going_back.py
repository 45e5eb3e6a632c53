"""Goes one step back, and at the bottom leaves the program, after a question unless the settings say otherwise."""

from __future__ import annotations

from collections.abc import Callable

from reader.config import Settings
from reader.language import tr
from reader.tui.dispatch import handles
from reader.tui.host import Host
from reader.tui.keys.in_force import key_of


class GoingBack:
    """The keys that go back."""

    def __init__(
        self,
        step: Callable[[], bool],
        stop: Callable[[], bool],
        stop_program: Callable[[], bool],
        host: Host,
        settings: Settings,
    ) -> None:
        """`step` goes a step back, `stop` stops a long search, `stop_program` a program; each returns whether there was one."""
        self._step = step
        self._stop = stop
        self._stop_program = stop_program
        self._host = host
        self.follow(settings)
        self._keys_since_asked: int | None = None

    def follow(self, settings: Settings) -> None:
        """Ask before leaving, or leave at once, as these settings say."""
        self._asks = settings.confirm_quit

    def key_pressed(self) -> None:
        """Record a key: any but the one that was asked for means staying."""
        if self._keys_since_asked is not None:
            self._keys_since_asked += 1

    @handles("program.back")
    def back(self) -> None:
        """Go a step back; where there is none, leave."""
        if self._step():
            return
        if self._asks and (self._keys_since_asked is None or self._keys_since_asked > 1):
            self._keys_since_asked = 0
            self._host.say(tr("Leave the reader? {key} again leaves", key=key_of("program.back")))
        else:
            self._host.app.exit()

    @handles("program.escape")
    def escape(self) -> None:
        """Stop a program or a long search, or go a step back; where there is none, say how to leave."""
        if self._stop_program():
            self._host.say(tr("stopped"))
        elif not self._stop() and not self._step():
            self._host.say(
                tr(
                    "{key} leaves the reader, {other_key} at once",
                    key=key_of("program.back"),
                    other_key=key_of("program.quit"),
                )
            )
