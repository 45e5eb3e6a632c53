"""One post in the catalogue, as the query language sees it."""

from __future__ import annotations

from collections.abc import Set
from datetime import date, tzinfo
from typing import TYPE_CHECKING

from reader.post import Post, TagKind
from reader.query.match import site_matches
from reader.query.nodes import Part, TextField
from reader.state.marks import Marks
from reader.text.script import Script, fold

if TYPE_CHECKING:
    from reader.library.digest import Digest

UNDATED = (1, 0, 0.0)
"""the place in time of posts without a date: after all others"""


class Facet:
    """A tag in all its spellings."""

    __slots__ = ("folded", "kind", "name", "spellings")

    def __init__(self, kind: TagKind, folded: str) -> None:
        self.kind = kind
        self.folded = folded
        self.name = ""
        """the spelling that most posts have; the first of equals"""
        self.spellings: dict[str, int] = {}

    def add(self, spelling: str) -> None:
        """Counts a post with this spelling."""
        count = self.spellings[spelling] = self.spellings.get(spelling, 0) + 1
        if count > self.spellings.get(self.name, 0):
            self.name = spelling

    def remove(self, spelling: str) -> None:
        """Takes a post with this spelling back."""
        self.spellings[spelling] -= 1
        self.name = max(self.spellings, key=self.spellings.__getitem__)


class Entry:
    """A post and everything that a query asks of it; a Subject of reader.query.match."""

    __slots__ = ("_digest", "_marks", "day", "facets", "key", "order", "post", "tag_names", "tags")

    def __init__(self, digest: Digest, facets: tuple[Facet, ...], marks: Marks, zone: tzinfo) -> None:
        self._digest = digest
        self._marks = marks
        self.post: Post = digest.post
        self.key = digest.key
        self.facets = facets
        self.tags: Set[tuple[TagKind, str]] = frozenset((facet.kind, facet.folded) for facet in facets)
        self.tag_names: Set[str] = frozenset(facet.folded for facet in facets)
        posted = digest.post.date
        self.day: date | None = None if posted is None else posted.day(zone)
        moment = UNDATED
        if posted is not None and self.day is not None:
            moment = (0, -self.day.toordinal(), -posted.local(zone).timestamp())
        self.order = (*moment, digest.post.path, str(digest.post.archive))
        """sorts newest first, by day in the zone and then by the instant; equal instants by path"""

    @property
    def stamp(self) -> tuple[int, int]:
        """Size and time of change of the file when it was read."""
        return self._digest.size, self._digest.mtime_ns

    @property
    def script(self) -> Script | None:
        """What the post is written in."""
        return self._digest.script

    @property
    def parts(self) -> Set[Part]:
        """What the post holds."""
        return self._digest.parts

    @property
    def is_read(self) -> bool:
        """Whether it was opened or marked as read."""
        return self._marks.is_read(self.key)

    @property
    def is_starred(self) -> bool:
        """Whether it was starred."""
        return self._marks.is_starred(self.key)

    def contains(self, words: str) -> bool:
        """Whether the folded words stand anywhere in the post that a person sees."""
        text = self._digest.text
        # A single character is found by memchr: where the first or last is missing, as mostly, this halves a scan.
        return words[:1] in text and words[-1:] in text and words in text

    def field_contains(self, field: TextField, words: str) -> bool:
        """Whether the folded words stand in that part."""
        digest = self._digest
        match field:
            case TextField.TITLE:
                return digest.text.find(words, 0, digest.author_start - 1) >= 0
            case TextField.AUTHOR:
                return digest.text.find(words, digest.author_start, digest.tags_start - 1) >= 0
            case TextField.TEXT:
                return digest.text.find(words, digest.body_start) >= 0
            case TextField.CAPTION:
                return words in digest.captions
            case TextField.SITE:
                return site_matches(fold(self.post.source), words)
