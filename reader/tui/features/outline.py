"""The outline: the headings of the open article, to go to one."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from reader.tui.dispatch import handles
from reader.tui.host import Host
from reader.typeset.document import Heading


class Outline:
    """Shows the headings."""

    def __init__(
        self, headings: Callable[[], Sequence[Heading]], go_to: Callable[[int], None], host: Host
    ) -> None:
        """`go_to` brings the heading with this index to the top."""
        self._headings = headings
        self._go_to = go_to
        self._host = host

    @handles("read.outline")
    def show(self) -> None:
        """Show the headings and go to the chosen one."""
        from reader.tui.screens.dialogs import OutlineScreen  # not needed for the first frame

        screen = OutlineScreen([(heading.level, heading.text) for heading in self._headings()])
        self._host.ask(screen, lambda index: self._go_to(index) if index is not None else None)
