"""Choosing one of several articles: shared by all features that gather articles."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from reader.post import PostDate
from reader.tui.host import Host
from reader.tui.session import Session
from reader.tui.widgets.picker_rows import Entry


class Picking:
    """Shows articles over the main screen and reads the chosen one."""

    def __init__(self, session: Session, host: Host, open_outside: Callable[[str], None]) -> None:
        """`open_outside` opens an address in the browser after a look at it."""
        self._session = session
        self._host = host
        self._open_outside = open_outside

    def pick(
        self,
        title: str,
        gather: Callable[[], Sequence[Entry]],
        *,
        command_id: str,
        loading: str,
        empty: str,
    ) -> None:
        """Show what `gather` returns, off the screen's thread; the keys of the command close the screen again."""
        from reader.tui.screens.article_picker import ArticlePicker  # not needed for the first frame

        def read(entry: Entry | None) -> None:
            if entry is not None and entry.post is not None:
                self._host.open_post(entry.post, entry.place)

        screen = ArticlePicker(
            title,
            gather,
            self._open_outside,
            self._session.jobs,
            opened_by=command_id,
            loading=loading,
            empty=empty,
        )
        self._host.ask(screen, read)

    def when(self, date: PostDate | None) -> tuple[str, str]:
        """Return day and time in the reader's zone as far as they are known, else `no date` and nothing."""
        if date is None:
            return "no date", ""
        day, _, clock = date.shown(self._session.zone).partition(" ")
        return day, clock
