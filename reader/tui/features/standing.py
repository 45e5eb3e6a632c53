"""The screens stand at the next start where they stood: query, post, panes, strip, folded groups, compared queries."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Mapping
from typing import Protocol

from reader.errors import StateError
from reader.query import text_of
from reader.tui.host import Host
from reader.tui.layout import Pane
from reader.tui.list_spot import post_name, post_named
from reader.tui.reading import Reading
from reader.tui.session import Session
from reader.tui.thread_pool import start_in_background


class Part(Protocol):
    """A part of the screens that can be put back where it stood."""

    def standing(self) -> object:
        """Return how it stands, as a value for JSON."""

    def stand(self, standing: object) -> None:
        """Stand so again; what is not understood is ignored."""


class OpenArticle:
    """The open article as a part: nothing while it is only shown beside the list."""

    def __init__(self, session: Session, reading: Reading, host: Host) -> None:
        self._session = session
        self._reading = reading
        self._host = host

    def standing(self) -> object:
        """Return the post that is read."""
        post = self._reading.post if self._host.pane is Pane.ARTICLE else None
        return post_name(post.id if post is not None else None)

    def stand(self, standing: object) -> None:
        """Open the post where it was left."""
        post_id = post_named(standing)
        post = self._session.library.get(post_id) if post_id is not None else None
        if post is not None:
            self._reading.read(post, self._reading.left_at(post))
            self._host.go_to(Pane.ARTICLE)


class Standing:
    """Remembers how the parts stand, and puts them back once."""

    def __init__(
        self, session: Session, parts: Mapping[str, Part], posts: Part, last: Mapping[str, object] | None
    ) -> None:
        """`posts` is the list, which stands where it stood when it is first painted; `parts` are the others.

        `last` is how they stood; None if nothing is to be put back or remembered.
        """
        self._session = session
        self._parts = {**parts, "list": posts}
        self._last = last
        if last:
            posts.stand(last.get("list"))
        self._noted: Mapping[str, object] | None = None
        self._lock = threading.Lock()

    def restore(self) -> None:
        """Put the parts back, in their order."""
        for name, part in self._parts.items():
            if self._last and name in self._last and name != "list":
                part.stand(self._last[name])

    def note(self) -> None:
        """Remember how the parts stand if that has changed, in another thread."""
        if self._has_changed():
            start_in_background(self._write)

    def finish(self) -> None:
        """Remember how the parts stand."""
        if self._has_changed():
            self._write()

    def _has_changed(self) -> bool:
        if self._last is None:
            return False
        now: dict[str, object] = {"query": text_of(self._session.query)}
        now |= {name: part.standing() for name, part in self._parts.items()}
        has_changed, self._noted = now != self._noted, now
        return has_changed

    def _write(self) -> None:
        # That the marks cannot be written is said of what is marked by a key.
        with self._lock, contextlib.suppress(StateError):
            self._session.library.standings.keep(self._noted or {})
