"""Excerpts: below each title, a line of the post with the words of the query."""

from __future__ import annotations

from reader.language import tr

from collections.abc import Iterator
from typing import Protocol

from reader.post import PostId
from reader.text.excerpt import Excerpt
from reader.tui.dispatch import handles
from reader.tui.features.posts.excerpt_lines import ExcerptCache
from reader.tui.host import Host
from reader.tui.jobs import IsWanted
from reader.tui.session import Listing, Session
from reader.tui.signals import Signal


class ExcerptsView(Protocol):
    """The part of the list that shows excerpts."""

    excerpts: ExcerptCache | None
    excerpts_wanted: Signal[None]

    def show_excerpts(self, excerpts: ExcerptCache | None) -> None:
        """Show excerpts from this cache below the titles; for None, hide them."""

    def repaint(self) -> None:
        """Repaint all rows."""


class Excerpts:
    """Shows and hides excerpts, and fetches those of visible rows."""

    def __init__(self, session: Session, posts: ExcerptsView, host: Host) -> None:
        self._session = session
        self._posts = posts
        self._host = host
        self._batches = 0
        posts.excerpts_wanted.connect(lambda _: self._fetch())
        session.listed.connect(self._follow_words)
        session.loaded.connect(lambda _: self._fetch_again())

    @handles("view.excerpts")
    def toggle(self) -> None:
        """Show or hide the excerpts."""
        is_shown = self._posts.excerpts is None
        self._posts.show_excerpts(ExcerptCache(self._session.query.patterns) if is_shown else None)
        self._host.say(tr("excerpts shown") if is_shown else tr("excerpts hidden"))

    def standing(self) -> object:
        """Return whether excerpts are shown."""
        return self._posts.excerpts is not None

    def stand(self, standing: object) -> None:
        """Show excerpts, or none."""
        if standing is True:
            self._posts.show_excerpts(ExcerptCache(self._session.query.patterns))

    def _follow_words(self, listing: Listing) -> None:
        excerpts = self._posts.excerpts
        if listing.is_whole and excerpts is not None and excerpts.patterns != self._session.query.patterns:
            self._fetch_again()

    def _fetch_again(self) -> None:
        """Drop all excerpts, since the words or the files have changed."""
        if self._posts.excerpts is not None:
            self._posts.show_excerpts(ExcerptCache(self._session.query.patterns))

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
                found[post_id] = library.excerpt(post_id, excerpts.patterns)
            yield found

        def take(found: dict[PostId, Excerpt]) -> None:
            excerpts.take(found)
            if self._posts.excerpts is excerpts:
                self._posts.repaint()

        # Under names of their own: a batch must not cancel another, since no post is noted twice.
        self._batches += 1
        self._session.jobs.start(f"excerpts {self._batches}", steps, take)
