"""A post: the frozen values that the store reads from one file's front matter."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple


class TagKind(StrEnum):
    """Where a tag was found."""

    CHANNEL = "channel"
    """in the front matter's `tags` or `categories`: the source of the post"""
    KEYWORD = "keyword"
    """in the body, where the site lists its topics"""
    HASHTAG = "hashtag"
    """in the running text, as `#word`"""


class Tag(NamedTuple):
    """A tag and its kind."""

    name: str
    kind: TagKind


@dataclass(frozen=True, slots=True)
class PostDate:
    """When a post was published."""

    utc: datetime
    """the instant, always aware and in UTC; midnight UTC where only a day is known"""
    offset: timedelta | None = None
    """the offset from UTC that the post itself gave, if it gave one"""
    day_only: bool = False
    """whether the post names a day without a time"""

    def local(self, zone: tzinfo) -> datetime:
        """The instant in `zone`; a day without a time stays that day in every zone."""
        if self.day_only:
            return self.utc.replace(tzinfo=zone)
        return self.utc.astimezone(zone)

    def day(self, zone: tzinfo) -> date:
        """The calendar day of the post as seen in `zone`."""
        return self.local(zone).date()

    def shown(self, zone: tzinfo) -> str:
        """The date as it is written everywhere: `2024-02-07 21:41` in `zone`, or the day alone."""
        return f"{self.local(zone):{'%Y-%m-%d' if self.day_only else '%Y-%m-%d %H:%M'}}"


class PostId(NamedTuple):
    """What makes a post itself: its path in its archive."""

    archive: Path
    path: str


@dataclass(frozen=True, slots=True)
class Post:
    """One file of an archive, without its body."""

    archive: Path
    """the archive's folder, absolute"""
    path: str
    """the file inside the archive, with `/` between the parts"""
    title: str
    """the title as text, entities decoded; never empty"""
    date: PostDate | None = None
    """when it was published; None where neither front matter, preamble nor file name says so"""
    author: str = ""
    """who wrote it, entities decoded"""
    source: str = ""
    """the address that the post was archived from (`from` in the front matter)"""
    tags: tuple[Tag, ...] = ()
    """channel first, then keywords and hashtags in the order in which they were found, each once"""
    warnings: tuple[str, ...] = ()
    """what was wrong with the file, a sentence each"""

    @property
    def id(self) -> PostId:
        """The identity of the post."""
        return PostId(self.archive, self.path)

    @property
    def file(self) -> Path:
        """The file on disk."""
        return self.archive / self.path

    @property
    def channel(self) -> str:
        """The name of the post's source as its front matter has it; empty where it has none."""
        return next((tag.name for tag in self.tags if tag.kind is TagKind.CHANNEL), "")
