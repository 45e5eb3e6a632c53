"""Switches the script of Chinese text: as written, traditional or simplified."""

from __future__ import annotations

from collections.abc import Callable

from reader.language import later, tr
from reader.tui.dispatch import handles
from reader.tui.host import Host

_NAMES = {"as-written": later("as written"), "traditional": "繁體", "simplified": "简体"}


class Script:
    """Cycles through the scripts."""

    def __init__(self, script: str, show: Callable[[str], None], host: Host) -> None:
        """`show` gets the script to show articles in: `as-written`, `traditional` or `simplified`."""
        self._script = script
        self._show = show
        self._host = host

    def use(self, script: str) -> None:
        """Show articles in another script."""
        self._script = script
        self._show(script)

    @handles("view.script")
    def show_next(self) -> None:
        """Switch to the next script, in this run."""
        scripts = list(_NAMES)
        self.use(scripts[(scripts.index(self._script) + 1) % len(scripts)])
        self._host.say(tr(_NAMES[self._script]))
