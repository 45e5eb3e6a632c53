"""The reading history of this run, with the position in each article."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import NamedTuple

from reader.post import PostId
from reader.text.passage import Passage


class LeftPlace(NamedTuple):
    """Where an article was left in an earlier run."""

    passage: Passage
    """what stood at the top of the screen"""


class ArticleTop:
    """The top of an article, where the user's note stands, wherever the article was left."""


class HistoryEntry(NamedTuple):
    """A stop of the back/forward trail."""

    post_id: PostId
    place: int
    """the offset in the article's text of the first line on the screen"""


class Visit(NamedTuple):
    """The last visit of an article."""

    post_id: PostId
    at: datetime
    """when it was opened, in UTC"""
    place: int = 0
    """the offset in the article's text of the first line on the screen when it was left"""
    progress: int = 0
    """how much of it had been on the screen by then, in per cent"""


@dataclass(slots=True)
class History:
    """A back/forward trail that behaves as in web browsers, and the last visit of each article."""

    _stops: list[HistoryEntry] = field(default_factory=list)
    _here: int = -1
    _visits: dict[PostId, Visit] = field(default_factory=dict)

    def visit(self, post_id: PostId) -> None:
        """Append an article to the trail and drop the stops ahead."""
        before = self._visits.pop(post_id, Visit(post_id, datetime.now(UTC)))
        self._visits[post_id] = before._replace(at=datetime.now(UTC))
        if self._here >= 0 and self._stops[self._here].post_id == post_id:
            return
        self._stops[self._here + 1 :] = [HistoryEntry(post_id, 0)]
        self._here += 1

    def leave(self, post_id: PostId, place: int, progress: int = 0) -> None:
        """Store the position in the article, if it is the current stop."""
        if self._here >= 0 and self._stops[self._here].post_id == post_id:
            self._stops[self._here] = HistoryEntry(post_id, place)
            self._visits[post_id] = self._visits[post_id]._replace(place=place, progress=progress)

    def has_stop(self, steps: int) -> bool:
        """Return whether the trail goes that far back (below 0) or forward."""
        return 0 <= self._here + steps < len(self._stops)

    def step(self, steps: int) -> HistoryEntry | None:
        """Move back (below 0) or forward and return that stop; None at the end of the trail."""
        if not self.has_stop(steps):
            return None
        self._here += steps
        return self._stops[self._here]

    def place_of(self, post_id: PostId) -> int | None:
        """Return the place at which an article was last left in this run; None if it was not open yet."""
        visit = self._visits.get(post_id)
        return visit.place if visit is not None else None

    def visits(self) -> list[Visit]:
        """Return the last visit of each article, the latest first."""
        return list(reversed(self._visits.values()))
