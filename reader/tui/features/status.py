"""What the bars say: the archives and counts in the title, and where one stands in the article."""

from __future__ import annotations

from typing import Protocol

from reader.library import Progress
from reader.tui.host import Host
from reader.tui.layout import Pane
from reader.tui.reading import Reading
from reader.tui.session import Counts, Listing, Session
from reader.tui.signals import Signal
from reader.tui.widgets.bars import KeyBar, TitleBar


class Title:
    """The title bar, following the session."""

    def __init__(self, session: Session, bar: TitleBar) -> None:
        self._session = session
        self._bar = bar
        bar.update_status(name=", ".join(folder.name or str(folder) for folder in session.library.archives))
        session.listed.connect(self._list)
        session.counted.connect(self._count)
        session.progressed.connect(self._progress)

    def _list(self, listing: Listing) -> None:
        if listing.is_whole:
            self._bar.update_status(posts=len(listing.results))

    def _count(self, counts: Counts) -> None:
        self._bar.update_status(all_posts=counts.everything, unread=counts.unread)

    def _progress(self, progress: Progress | None) -> None:
        if progress is None:
            self._bar.update_status(total=0)
        else:
            self._bar.update_status(done=progress.done, total=progress.total)

    def count_read(self, more: int | None) -> None:
        """Count on after so many more of the listed posts were read, or count again for None.

        Counting all takes longer than showing an article.
        """
        if more is not None:
            self._bar.update_status(unread=self._bar.status.unread - more)
        elif self._session.results is not None:
            self._bar.update_status(unread=self._session.results.unread_count())


class ProgressView(Protocol):
    """The article, as far as it says where one stands."""

    progress_changed: Signal[None]

    @property
    def progress(self) -> int:
        """How much of the article has been on the screen, in per cent."""

    @property
    def hit(self) -> tuple[int, int]:
        """The number of the hit that one stands on (0: none yet), and how many there are."""


class ArticleStatus:
    """Where one stands in the article: the hit and how much was on the screen."""

    def __init__(self, bar: KeyBar, article: ProgressView, reading: Reading, host: Host) -> None:
        self._bar = bar
        self._article = article
        self._reading = reading
        self._host = host
        article.progress_changed.connect(lambda _: self.show())
        reading.awaiting.connect(lambda _: self.show())
        reading.shown.connect(lambda _: self.show())

    def show(self) -> None:
        """Say it, or nothing where no article is on the screen."""
        is_shown = Pane.ARTICLE in self._host.shown_panes()
        if self._reading.post is None or self._reading.is_awaited or not is_shown:
            self._bar.status = ""
            return
        number, count = self._article.hit
        hits = "1 hit" if count == 1 else f"{count} hits"
        found = f"{number} of {hits}   " if number else f"{hits}   " if count else ""
        self._bar.status = f"{found}{self._article.progress}%"
