"""The script: Chinese as it was written, in traditional, or in simplified characters."""

from __future__ import annotations

from collections.abc import Callable

from reader.tui.dispatch import handles
from reader.tui.host import Host

_NAMES = {"as-written": "as written", "traditional": "繁體", "simplified": "简体"}


class Script:
    """Goes round the scripts."""

    def __init__(self, script: str, show: Callable[[str], None], host: Host) -> None:
        """`show` shows articles in a script: `as-written`, `traditional` or `simplified`."""
        self._script = script
        self._show = show
        self._host = host

    @handles("view.script")
    def go_round(self) -> None:
        """Show the next script."""
        scripts = list(_NAMES)
        self._script = scripts[(scripts.index(self._script) + 1) % len(scripts)]
        self._show(self._script)
        self._host.say(_NAMES[self._script])
