"""Switches the script of Chinese text: as written, traditional or simplified."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from reader.language import later, tr
from reader.tui.dispatch import handles
from reader.tui.host import Host
from reader.tui.shown_script import use_script

_NAMES = {"as-written": later("as written"), "traditional": "繁體", "simplified": "简体"}


class ChineseView(Protocol):
    """What shows Chinese of the posts."""

    def set_script(self, script: str) -> None:
        """Show it in this script."""


class Script:
    """Cycles through the scripts."""

    def __init__(self, script: str, views: Sequence[ChineseView], host: Host) -> None:
        """`script` is the one to begin with: `as-written`, `traditional` or `simplified`."""
        self._views = views
        self._host = host
        self.use(script)

    @property
    def in_force(self) -> str:
        """the script that is shown, as the setting names it"""
        return self._script

    def use(self, script: str) -> None:
        """Show articles, titles and tags in another script."""
        self._script = script
        use_script(script)
        for view in self._views:
            view.set_script(script)

    @handles("view.script")
    def show_next(self) -> None:
        """Switch to the next script, in this run."""
        scripts = list(_NAMES)
        self.use(scripts[(scripts.index(self._script) + 1) % len(scripts)])
        self._host.say(tr(_NAMES[self._script]))
