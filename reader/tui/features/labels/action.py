"""Labels: opens the dialog that sets and takes them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.tui.dispatch import handles
from reader.tui.host import Host
from reader.tui.session import Session

if TYPE_CHECKING:
    from reader.tui.features.labels.choices import LabelChoices


class Labelling:
    """Labels the chosen posts, else the current one."""

    def __init__(self, session: Session, host: Host) -> None:
        self._session = session
        self._host = host

    @handles("mark.label")
    async def show(self) -> None:
        """Show the labels, those of the posts ticked."""
        from reader.tui.features.labels.choices import LabelChoices  # not needed for the first frame

        library = self._session.library
        self._host.with_subjects(lambda posts: LabelChoices(library, posts), self._ask)
        await self._session.until_said()

    def _ask(self, choices: LabelChoices) -> None:
        from reader.tui.features.labels.screen import LabelsScreen

        def changed(done: str) -> None:
            self._host.show_said(choices.posts)
            if len(choices.posts) > 1:
                self._host.say(done)

        self._host.ask(LabelsScreen(choices, self._session, changed), lambda _: None)
