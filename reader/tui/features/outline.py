"""The outline: a list of the headings of the open article to go to."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from reader.tui.dispatch import handles
from reader.tui.host import Host
from reader.typeset.document import Heading


class Outline:
    """Opens the outline."""

    def __init__(
        self, headings: Callable[[], Sequence[Heading]], go_to: Callable[[int], None], host: Host
    ) -> None:
        """`go_to` scrolls to the heading with the given index."""
        self._headings = headings
        self._go_to = go_to
        self._host = host

    @handles("read.outline", offered=lambda self: bool(self._headings()))
    def show(self) -> None:
        """Show the headings and go to the chosen one."""
        from reader.tui.screens.dialogs import OutlineScreen  # not needed for the first frame

        screen = OutlineScreen([(heading.level, heading.text) for heading in self._headings()])
        self._host.ask(screen, lambda index: self._go_to(index) if index is not None else None)
