"""Excerpts: under each title the line in which the words of the query stand."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from reader.post import PostId
from reader.text.excerpt import Excerpt
from reader.tui.dispatch import handles
from reader.tui.host import Host
from reader.tui.jobs import IsWanted
from reader.tui.session import Listing, Session
from reader.tui.signals import Signal
from reader.tui.features.posts.excerpt_lines import Excerpts as KnownExcerpts


class ExcerptsView(Protocol):
    """The list, as far as it shows excerpts."""

    excerpts: KnownExcerpts | None
    excerpts_wanted: Signal[None]

    def show_excerpts(self, excerpts: KnownExcerpts | None) -> None:
        """Show excerpts under the titles, or none."""

    def repaint(self) -> None:
        """Paint all rows again."""


class Excerpts:
    """Shows excerpts on demand and fetches those of the rows that are painted."""

    def __init__(self, session: Session, posts: ExcerptsView, host: Host) -> None:
        self._session = session
        self._posts = posts
        self._host = host
        self._batches = 0
        posts.excerpts_wanted.connect(lambda _: self._fetch())
        session.listed.connect(self._follow_words)
        session.loaded.connect(lambda _: self._start_again())

    @handles("view.excerpts")
    def toggle(self) -> None:
        """Show excerpts, or no longer."""
        is_shown = self._posts.excerpts is None
        self._posts.show_excerpts(KnownExcerpts(self._session.query.words) if is_shown else None)
        self._host.say("excerpts shown" if is_shown else "excerpts hidden")

    def _follow_words(self, listing: Listing) -> None:
        excerpts = self._posts.excerpts
        if listing.is_whole and excerpts is not None and excerpts.words != self._session.query.words:
            self._start_again()

    def _start_again(self) -> None:
        """Fetch all excerpts anew: for other words, or since files may say something else by now."""
        if self._posts.excerpts is not None:
            self._posts.show_excerpts(KnownExcerpts(self._session.query.words))

    def _fetch(self) -> None:
        excerpts = self._posts.excerpts
        if excerpts is None or not (wanted := excerpts.take_wanted()):
            return
        library = self._session.library

        def steps(is_wanted: IsWanted) -> Iterator[dict[PostId, Excerpt]]:
            found = {}
            for post_id in wanted:
                if not is_wanted() or self._posts.excerpts is not excerpts:
                    return
                found[post_id] = library.excerpt(post_id, excerpts.words)
            yield found

        def take(found: dict[PostId, Excerpt]) -> None:
            excerpts.take(found)
            if self._posts.excerpts is excerpts:
                self._posts.repaint()

        # Each batch is a job of its own: what one fetches is asked for only once.
        self._batches += 1
        self._session.jobs.start(f"excerpts {self._batches}", steps, take)
