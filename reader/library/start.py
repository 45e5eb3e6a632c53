"""Where the screens begin if the command line names a post."""

from __future__ import annotations

from typing import NamedTuple

from reader.post import Post
from reader.text.passage import Passage


class Start(NamedTuple):
    """A post to open at once."""

    post: Post
    passage: Passage | None = None
    """the place in it; None for its beginning"""
    missing: str = ""
    """what is said of a place that is not known; empty if there is nothing to say"""
