"""Back and forward through what was read."""

from __future__ import annotations

from pathlib import Path

from reader.post import PostId
from reader.tui.history import History, HistoryEntry


def _id(name: str) -> PostId:
    return PostId(Path("/archive"), name)


def test_back_returns_to_the_place_that_was_left() -> None:
    """An article reopens where one stopped reading it."""
    trail = History()
    trail.visit(_id("a.md"))
    trail.leave(_id("a.md"), 120)
    trail.visit(_id("b.md"))
    assert trail.step(-1) == HistoryEntry(_id("a.md"), 120)


def test_forward_follows_back() -> None:
    """Forward undoes back."""
    trail = History()
    for name in ("a.md", "b.md"):
        trail.visit(_id(name))
    trail.step(-1)
    assert trail.step(1) == HistoryEntry(_id("b.md"), 0)


def test_another_article_forgets_what_lay_ahead() -> None:
    """Opening from the middle of the trail starts a new end."""
    trail = History()
    for name in ("a.md", "b.md"):
        trail.visit(_id(name))
    trail.step(-1)
    trail.visit(_id("c.md"))
    assert trail.step(1) is None
    assert trail.step(-1) == HistoryEntry(_id("a.md"), 0)


def test_the_ends_of_the_trail_lead_nowhere() -> None:
    """An empty trail and a trail's ends answer with nothing."""
    trail = History()
    assert trail.step(-1) is None
    trail.visit(_id("a.md"))
    assert trail.step(-1) is None
    assert trail.step(1) is None


def test_the_same_article_again_is_one_stop() -> None:
    """Opening what is open adds nothing."""
    trail = History()
    trail.visit(_id("a.md"))
    trail.visit(_id("a.md"))
    assert trail.step(-1) is None


def test_the_place_in_another_article_is_not_kept() -> None:
    """What is looked at in passing does not move the place in what was read."""
    trail = History()
    trail.visit(_id("a.md"))
    trail.leave(_id("a.md"), 120)
    trail.leave(_id("z.md"), 7)
    trail.visit(_id("b.md"))
    assert trail.step(-1) == HistoryEntry(_id("a.md"), 120)


def test_visits_are_the_last_ones_newest_first() -> None:
    """An article that is read twice stands once, where it was read last, with its place and progress."""
    trail = History()
    for name in ("a.md", "b.md", "a.md"):
        trail.visit(_id(name))
    trail.leave(_id("a.md"), 40, 75)
    visits = trail.visits()
    assert [visit.post_id.path for visit in visits] == ["a.md", "b.md"]
    assert (visits[0].place, visits[0].progress) == (40, 75)
    assert visits[0].at >= visits[1].at
