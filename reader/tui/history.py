"""What was read in this run, in order, with the place in each article: back, forward, and the history."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import NamedTuple

from reader.post import PostId


class HistoryEntry(NamedTuple):
    """An article on the trail."""

    post_id: PostId
    place: int
    """the offset in the article's text that stood at the top of the pane"""


class Visit(NamedTuple):
    """The last time that an article was read."""

    post_id: PostId
    at: datetime
    """when it was opened, in UTC"""
    place: int = 0
    """the offset in the article's text that stood at the top of the pane when it was left"""
    progress: int = 0
    """how much of it had been on the screen then, in per cent"""


@dataclass(slots=True)
class History:
    """A trail that goes on from wherever one stands, as browsers do it."""

    _stops: list[HistoryEntry] = field(default_factory=list)
    _here: int = -1
    _visits: dict[PostId, Visit] = field(default_factory=dict)

    def visit(self, post_id: PostId) -> None:
        """Go on to another article; what lay ahead is forgotten."""
        before = self._visits.pop(post_id, Visit(post_id, datetime.now(UTC)))
        self._visits[post_id] = before._replace(at=datetime.now(UTC))
        if self._here >= 0 and self._stops[self._here].post_id == post_id:
            return
        self._stops[self._here + 1 :] = [HistoryEntry(post_id, 0)]
        self._here += 1

    def leave(self, post_id: PostId, place: int, progress: int = 0) -> None:
        """Keep the place in the article that is open, if it is the one that was read last."""
        if self._here >= 0 and self._stops[self._here].post_id == post_id:
            self._stops[self._here] = HistoryEntry(post_id, place)
            self._visits[post_id] = self._visits[post_id]._replace(place=place, progress=progress)

    def step(self, steps: int) -> HistoryEntry | None:
        """Go back (negative) or forward; None where the trail ends."""
        there = self._here + steps
        if not 0 <= there < len(self._stops):
            return None
        self._here = there
        return self._stops[there]

    def visits(self) -> list[Visit]:
        """The articles that were read, each once, the one that was opened last first."""
        return list(reversed(self._visits.values()))
