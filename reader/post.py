"""The post: metadata of one file of an archive, as frozen values."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, tzinfo
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from reader.frozen import Frozen


class TagKind(StrEnum):
    """The source of a tag."""

    CHANNEL = "channel"
    """from the front matter: the publication of the post"""
    KEYWORD = "keyword"
    """from the topics in the front matter, or the list of topics in the body"""
    HASHTAG = "hashtag"
    """from running text, as `#word`"""


class Tag(NamedTuple):
    """A tag and its kind."""

    name: str
    kind: TagKind


class PostDate(Frozen):
    """The publication date of a post, with or without a time."""

    utc: datetime
    """the aware instant in UTC; of a day without a time midnight, and of a floating date the time on the
    clock, each as if the clock showed UTC: see `instant`"""
    offset: timedelta | None = None
    """the UTC offset given in the post, if any"""
    day_only: bool = False
    """whether the post gives a day without a time"""
    is_floating: bool = False
    """whether the post gives a time without a zone, which is a time on the clock of whoever reads it"""

    def local(self, zone: tzinfo) -> datetime:
        """Return the date and time in `zone`; what was written without a zone is the same in every zone."""
        if self.day_only or self.is_floating:
            return self.utc.replace(tzinfo=zone)
        return self.utc.astimezone(zone)

    def instant(self, zone: tzinfo) -> datetime:
        """Return the instant in UTC; `zone` is the clock of what was written without one.

        A time that the clock skips or shows twice, where summer time begins and ends, is the one with the
        offset from before the change.
        """
        return self.local(zone).astimezone(UTC)

    def iso(self, zone: tzinfo) -> str:
        """Return the instant in UTC as ISO 8601, midnight for a day without a time; `zone` as for `instant`."""
        instant = self.utc if self.day_only else self.instant(zone)
        return instant.isoformat().replace("+00:00", "Z")

    def day(self, zone: tzinfo) -> date:
        """Return the calendar day in `zone`."""
        return self.local(zone).date()

    def shown(self, zone: tzinfo) -> str:
        """Return the date as displayed: `2024-02-07 21:41` in `zone`, or the day alone."""
        return f"{self.local(zone):{'%Y-%m-%d' if self.day_only else '%Y-%m-%d %H:%M'}}"


class PostId(NamedTuple):
    """The identity of a post: its path in its archive."""

    archive: Path
    path: str


class Post(Frozen):
    """One file of an archive, without its body."""

    archive: Path
    """the archive's folder, absolute"""
    path: str
    """relative to the archive, with `/` separators"""
    title: str
    """the title as text, entities decoded; never empty"""
    date: PostDate | None = None
    """the publication date; None if front matter, preamble and file name have none"""
    author: str = ""
    """the author as text, entities decoded; may be empty"""
    source: str = ""
    """the URL that the post was archived from (`from` in the front matter); may be empty"""
    tags: tuple[Tag, ...] = ()
    """the distinct tags: channels first, then keywords and hashtags in reading order"""
    warnings: tuple[str, ...] = ()
    """the defects of the file, a sentence each"""
    updated: PostDate | None = None
    """when the file says that the text was last changed, if it does; never a substitute for `date`"""
    description: str = ""
    """the summary in the front matter, as text"""
    language: str = ""
    """the language in the front matter, as written (`zh-Hant`, `en_US`); may be empty"""
    image: str = ""
    """the address or path of the cover picture in the front matter, as written; may be empty"""
    is_draft: bool = False
    """whether the front matter says that the post is not published"""

    @property
    def id(self) -> PostId:
        """the identity of the post"""
        return PostId(self.archive, self.path)

    @property
    def file(self) -> Path:
        """the absolute path of the file"""
        return self.archive / self.path

    @property
    def channel(self) -> str:
        """the name of the first channel in the front matter; empty if there is none"""
        return next((tag.name for tag in self.tags if tag.kind is TagKind.CHANNEL), "")
