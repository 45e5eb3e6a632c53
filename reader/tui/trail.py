"""What was read, in order, with the place in each article: back and forward."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from reader.post import PostId


class Stop(NamedTuple):
    """An article on the trail."""

    post_id: PostId
    place: int
    """the offset in the article's text that stood at the top of the pane"""


@dataclass(slots=True)
class Trail:
    """A trail that goes on from wherever one stands, as browsers do it."""

    _stops: list[Stop] = field(default_factory=list)
    _here: int = -1

    def visit(self, post_id: PostId) -> None:
        """Go on to another article; what lay ahead is forgotten."""
        if self._here >= 0 and self._stops[self._here].post_id == post_id:
            return
        self._stops[self._here + 1 :] = [Stop(post_id, 0)]
        self._here += 1

    def leave(self, place: int) -> None:
        """Keep the place in the article that is open."""
        if self._here >= 0:
            self._stops[self._here] = self._stops[self._here]._replace(place=place)

    def step(self, steps: int) -> Stop | None:
        """Go back (negative) or forward; None where the trail ends."""
        there = self._here + steps
        if not 0 <= there < len(self._stops):
            return None
        self._here = there
        return self._stops[there]
