"""Opens the screen of keys."""

from __future__ import annotations

from reader.tui.dispatch import handles
from reader.tui.host import Host
from reader.tui.preferences import Preferences


class ChooseKeys:
    """Shows the keys of all commands."""

    def __init__(self, preferences: Preferences, host: Host) -> None:
        self._preferences = preferences
        self._host = host

    @handles("program.keys")
    def show(self) -> None:
        """Show the commands with their keys."""
        from reader.tui.features.own_keys.screen import KeysScreen  # not needed for the first frame

        self._host.ask(KeysScreen(self._preferences), lambda _: None)
