"""Undo and redo of what the user said, and of cleared filters; the list of recent changes."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from reader.errors import StateError
from reader.language import tr
from reader.library import Change, Outcome
from reader.query import Query, text_of
from reader.tui.dispatch import handles
from reader.tui.features.changes.rows import in_words
from reader.tui.host import Host, PostsView
from reader.tui.keys.in_force import key_of
from reader.tui.session import Session
from reader.tui.signals import Signal

_MOST_LISTED = 300
_CELLS_OF_A_NOTE = 56
"""width of the words on a change in the title bar, which leaves room for what was done with it"""


class _Clearing(NamedTuple):
    """Filters that were cleared."""

    query: Query
    last_change: Change | None
    """the last change of marks then: a later one is undone before the filters come back"""


class Changes:
    """Takes changes back, those of this run one after the other, and any from their list."""

    def __init__(self, session: Session, posts: PostsView, host: Host) -> None:
        self._session = session
        self._posts = posts
        self._host = host
        self._clearing: _Clearing | None = None
        self.changed: Signal[None] = Signal()
        """marks of any posts changed"""
        session.query_changed.connect(self._follow_query)

    def note_clearing(self, query: Query) -> None:
        """Note that this query was cleared, so that it can come back."""
        self._clearing = _Clearing(query, self._session.library.change_log.last_change)

    def _follow_query(self, query: Query) -> None:
        if query.clauses:
            self._clearing = None

    def _can_undo(self) -> bool:
        return self._clearing is not None or self._session.library.change_log.last_change is not None

    @handles("mark.undo", offered=_can_undo)
    def undo(self) -> None:
        """Take back what was done last in this run."""
        library, clearing = self._session.library, self._clearing

        def step() -> Outcome | Query | None:
            is_last = clearing is not None and clearing.last_change == library.change_log.last_change
            return clearing.query if clearing is not None and is_last else library.change_log.undo()

        self._tell(
            step,
            library.change_log.last_change,
            tr("taken back"),
            tr("Nothing to take back in this run: {key} lists all changes", key=key_of("mark.changes")),
        )

    @handles("mark.redo", offered=lambda self: self._session.library.change_log.last_undone is not None)
    def redo(self) -> None:
        """Do again what was undone last."""
        library = self._session.library
        self._tell(
            library.change_log.redo,
            library.change_log.last_undone,
            tr("done again"),
            tr("Nothing to do again"),
        )

    def _tell(
        self,
        step: Callable[[], Outcome | Query | None],
        change: Change | None,
        done: str,
        nothing: str,
        then: Callable[[], None] = lambda: None,
    ) -> None:
        """Take a step, which takes a change back as far as is known; say what it did, and show its post."""

        def tell(outcome: Outcome | Query | None) -> None:
            if isinstance(outcome, Query):
                self._session.set_query(outcome)
                self._host.say(tr("filters are back: {query}", query=text_of(outcome)))
            elif outcome is None:
                self._host.say(nothing)
            else:
                self._host.show_said()
                self.changed.emit(None)
                place = "" if self._show_post(outcome) else tr(" (not in this list)")
                self._host.say(f"{done}: {in_words(outcome.change, _CELLS_OF_A_NOTE)}{place}")
            then()

        self._session.say(step, tell, posts=change.size if change is not None else 0)

    def _show_post(self, outcome: Outcome) -> bool:
        """Put the cursor on the post of a change, if it was of one; return False if that is not listed."""
        post = self._session.library.change_log.post_of(outcome)
        if post is None:
            return True
        index = self._posts.index_of(post.id)
        if index is not None:
            self._posts.cursor = index
        return index is not None

    @handles("mark.changes")
    def show(self) -> None:
        """List the recent changes."""
        from reader.tui.features.changes.screen import ChangesScreen  # not needed for the first frame

        library = self._session.library
        archives = ", ".join(map(str, library.archives))
        screen = ChangesScreen(self._recent, self._take_back, zone=self._session.zone, archives=archives)
        self._host.ask(screen, lambda _: None)

    def _recent(self) -> list[Change]:
        """Return the changes that took nothing back themselves, most recent first."""
        try:
            changes = self._session.library.change_log.recent(_MOST_LISTED)
        except StateError as error:
            self._host.complain(str(error))
            return []
        return [change for change in changes if change.takes_back is None]

    def _take_back(self, change: Change, then: Callable[[], None]) -> None:
        is_back = change.taken_back is not None
        number = change.taken_back if change.taken_back is not None else change.id
        self._tell(
            lambda: self._session.library.change_log.take_back(number),
            change,
            tr("done again") if is_back else tr("taken back"),
            tr("Nothing of that is left: all of it was changed once more since"),
            then,
        )
