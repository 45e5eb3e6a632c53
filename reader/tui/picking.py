"""Opens the article picker, shared by all features that gather articles."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from reader.language import tr
from reader.post import Post, PostDate
from reader.tui.host import Host
from reader.tui.session import Session
from reader.tui.widgets.picker_rows import PickerRow


class Picking:
    """Shows articles in a picker and opens the chosen one."""

    def __init__(self, session: Session, host: Host, open_outside: Callable[[str], None]) -> None:
        """`open_outside` shows an address and opens it in the browser if the user confirms."""
        self._session = session
        self._host = host
        self._open_outside = open_outside

    def pick(
        self,
        title: str,
        gather: Callable[[], Sequence[PickerRow]],
        *,
        command_id: str,
        loading: str,
        empty: str,
    ) -> None:
        """Show what `gather` returns; it runs in a job. The keys of the command also close the picker."""
        from reader.tui.screens.article_picker import ArticlePicker  # not needed for the first frame

        def read(row: PickerRow | None) -> None:
            if row is not None and row.post is not None:
                self._host.open_post(row.post, row.place)

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

    def row(self, post: Post) -> PickerRow:
        """Return the row of a post. Reads its marks, so it is for jobs."""
        day, clock = self.when(post.date)
        is_read = self._session.library.is_read(post)
        return PickerRow(
            post.title, post.channel or post.author, day, clock, post, post.source, is_read=is_read
        )

    def when(self, date: PostDate | None) -> tuple[str, str]:
        """Return day and time in the session's zone, as far as known; `no date` for None."""
        if date is None:
            return tr("no date"), ""
        day, _, clock = date.shown(self._session.zone).partition(" ")
        return day, clock
