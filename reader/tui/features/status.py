"""Keeps the bars up to date: archives and counts in the title, the position in the article in the footer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from reader.errors import ArchiveError, ArchiveNotFoundError, NotAnArchiveError
from reader.language import later, ntr, tr
from reader.library import Progress
from reader.query import Query
from reader.text.plural import counted
from reader.text.safe import clean_line
from reader.tui.host import Host
from reader.tui.keys.in_force import key_of
from reader.tui.layout import Pane
from reader.tui.reading import Reading
from reader.tui.session import Counts, Listing, Session
from reader.tui.signals import Signal
from reader.tui.widgets.bars import KeyBar, TitleBar

_SEARCHING = {
    (False, False): later("{read:,} of {all:,} posts read, {key} stops"),
    (False, True): later("{found:,} found, {read:,} of {all:,} posts read, {key} stops"),
    (True, False): later("{read:,} of {all:,} posts read, stopped"),
    (True, True): later("{found:,} found, {read:,} of {all:,} posts read, stopped"),
}
"""how far a search is, by whether it was stopped and whether it found anything"""


class Title:
    """Updates the title bar from the session."""

    def __init__(self, session: Session, bar: TitleBar, can_stop: Callable[[], bool]) -> None:
        """`can_stop` returns whether the key that stops would stop the reading of files."""
        self._session = session
        self._can_stop = can_stop
        self._bar = bar
        bar.update_status(name=clean_line(", ".join(session.library.archive_names.values())))
        self._query: Query | None = None
        """the query of the number of unread posts"""
        session.listed.connect(self._show_listing)
        session.counted.connect(self._show_counts)
        session.searched.connect(lambda _: self._show_searching())
        session.progressed.connect(self._show_progress)
        session.away_changed.connect(self._show_away)

    def _show_away(self, away: ArchiveError | None) -> None:
        self._bar.update_status(away="" if away is None else tr(_waiting_for(away), path=away.path))

    def _show_listing(self, listing: Listing) -> None:
        if not listing.is_whole:
            return
        if listing.results.query != self._query:
            self._bar.update_status(unread=None)  # that of another list
        self._query = listing.results.query
        self._bar.update_status(posts=len(listing.results))

    def _show_searching(self) -> None:
        searching, listed = self._session.searching, self._session.results
        if searching is None:
            self._bar.update_status(searching="")
            return
        count = 0 if listed is None or listed.query != self._session.query else len(listed)
        text = _SEARCHING[searching.is_stopped, count > 0]
        told = tr(
            text,
            found=count,
            read=searching.read,
            all=searching.candidates,
            key=key_of("program.escape"),
        )
        self._bar.update_status(searching=told, posts=None, unread=None)

    def _show_counts(self, counts: Counts) -> None:
        self._bar.update_status(all_posts=counts.everything, unread=counts.unread)

    def _show_progress(self, progress: Progress | None) -> None:
        stopped = self._session.stopped
        self._bar.update_status(
            done=progress.done if progress is not None else 0,
            total=progress.total if progress is not None else 0,
            stopped=_stopped_told(stopped) if stopped is not None else "",
        )
        self.show_stop()

    def show_stop(self) -> None:
        """Show the key that stops the reading of files, where it does."""
        stops = tr("{key} stops", key=key_of("program.escape")) if self._can_stop() else ""
        self._bar.update_status(stops=stops)

    def count_read(self, more: int | None) -> None:
        """Subtract `more` from the number of unread posts; for None, count them again.

        Counting takes longer than showing an article.
        """
        unread = self._bar.status.unread
        if more is not None and unread is not None:
            self._bar.update_status(unread=unread - more)
        elif self._session.results is not None:
            self._bar.update_status(unread=self._session.results.unread_count())


def _stopped_told(reading: Progress) -> str:
    return tr(
        "stopped at {done:,} of {total:,} files, {key} goes on",
        done=reading.done,
        total=reading.total,
        key=key_of("program.refresh"),
    )


def _waiting_for(away: ArchiveError) -> str:
    """Return what is said while the folder of an archive is waited for, to be translated."""
    match away:
        case ArchiveNotFoundError():
            return later("The archive is gone, waiting for it: {path}")
        case NotAnArchiveError():
            return later("The archive is no longer a folder, waiting for it: {path}")
        case _:
            return later("The archive cannot be read, waiting for it: {path}")


class ProgressView(Protocol):
    """The part of the article view that tells the position in the article."""

    progress_changed: Signal[None]

    @property
    def progress(self) -> int:
        """How much of the article has been on the screen, in per cent."""

    @property
    def hit(self) -> tuple[int, int]:
        """The number of the current hit (from 1; 0 for none), and the number of hits."""


class ArticleStatus:
    """Updates the current hit and the progress of the article in the footer."""

    def __init__(self, bar: KeyBar, article: ProgressView, reading: Reading, host: Host) -> None:
        self._bar = bar
        self._article = article
        self._reading = reading
        self._host = host
        article.progress_changed.connect(lambda _: self.show())
        reading.awaiting.connect(lambda _: self.show())
        reading.shown.connect(lambda _: self.show())
        reading.closed.connect(lambda _: self.show())

    def show(self) -> None:
        """Show the position; nothing if no article is on the screen."""
        is_shown = Pane.ARTICLE in self._host.shown_panes()
        if self._reading.post is None or self._reading.is_awaited or not is_shown:
            self._bar.status = ""
            return
        number, count = self._article.hit
        hits = counted(count, "hit") if count else ""
        found = (
            ntr("{number} of {count} hit", "{number} of {count} hits", count, number=number)
            if number
            else hits
        )
        found += "   " if found else ""
        self._bar.status = f"{found}{self._article.progress}%"
