"""The story that a post belongs to: values, and the rule that says which posts share it.

Whether two posts tell of the same event is judged by what they share and how near in time they are:

- Rarity. A word (a keyword or hashtag, or a run of characters of the title) that n of N posts have weighs
  log(1 + (N - n + 0.5) / (n + 0.5)), scaled so that a word of two posts weighs 1. This is the inverse document
  frequency of Spärck Jones (A statistical interpretation of term specificity, 1972) in the form of Robertson and
  Zaragoza (The Probabilistic Relevance Framework: BM25 and Beyond, 2009). Words of more than max(12, √N) posts are
  topics, not events, and count for nothing; nor does what more than a quarter of a channel's posts bear.
- Nearness. The weight of what is shared falls by exp(-d / 30) over the d days to the nearest post that is known
  to be of the story. Reports of one event come in a burst: detection of events in news lowers the similarity of
  posts with the time between them (Yang, Pierce and Carbonell, A study on retrospective and on-line event
  detection, 1998; Allan, Papka and Lavrenko, On-line new event detection and tracking, 1998); the exponential form
  is that of Li and Croft (Time-based language models, 2003).
- Growth. Known are the post itself, the posts of its timeline, posts that are linked with it and share a word,
  too, and posts that share two words or more. A story thus may run for months, as long as it is told on, while
  what shares one word has to stand close.
- Links. A post that is linked with a post of the story is of it, too, as far as the links are few and the time
  between the two is short: each step multiplies by exp(-d / 60) / (1 + log(k / 3)), where k > 3 links meet in the
  post that one comes from, after Adamic and Adar (Friends and neighbors on the web, 2003), who weigh what two have in
  common by the logarithm of how many share it. A list of forty links thus leads on to nothing.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left, insort
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from enum import StrEnum
from heapq import heappop, heappush
from typing import NamedTuple

from reader.article import TimelineEntry
from reader.post import Post, PostDate

SHARED_DAYS = 30
"""days over which the weight of shared words falls to 1/e"""
LINKED_DAYS = 60
"""days over which the weight of a further link falls to 1/e"""
LEAST_SHARED = 0.5
"""the weight from which what is shared makes a story"""
SURE = 1.05
"""the weight from which a post is known to be of the story, whatever else it is"""
LEAST_LINKED = 0.3
"""the weight from which a post that is linked with a linked post is of the story"""
_FEW_LINKS = 3
"""links that a post of a chain has: back, forward, and one more"""
_COMMON_FROM = 12
_CHANNEL_SHARE = 4
"""a word of more than this part of a channel's posts is one that the channel puts everywhere"""
_QUARTER = timedelta(minutes=15)
_FARTHEST_ZONE = timedelta(hours=14)
_DAY_IN_ADDRESS = re.compile(
    r"(?<!\d)(20\d\d)([-/]?)(0[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01])(?=\d{0,6}(?:\D|$))", re.ASCII
)


class Relation(StrEnum):
    """How an entry came into the story, in words."""

    ITSELF = "this post"
    TIMELINE = "its timeline"
    RELATED = "related link"
    LINKED = "linked from here"
    LINKING = "links here"
    SHARED = "shares"
    RETOLD = "timeline of"
    CHAINED = "linked with"


class Reason(NamedTuple):
    """Why an entry is part of the story."""

    relation: Relation
    words: tuple[str, ...] = ()
    """the shared words, the rarest first; or the title of the post in between"""

    def __str__(self) -> str:
        """The reason in words."""
        if self.relation is Relation.SHARED:
            noun = "a rare word" if len(self.words) == 1 else f"{len(self.words)} rare words"
            return f"shares {noun}: {', '.join(self.words)}"
        return " ".join((self.relation, *(f"“{word}”" for word in self.words)))


@dataclass(frozen=True, slots=True)
class StoryEntry:
    """A step of the story."""

    time: PostDate | None
    """None where nothing says when"""
    title: str
    post: Post | None
    """the post in the archives; None where they do not hold it"""
    url: str
    """the address of the article; empty for a post that names none"""
    reasons: tuple[Reason, ...]

    @property
    def reason(self) -> str:
        """Why it is here, in words."""
        return "; ".join(map(str, self.reasons))

    @property
    def is_open(self) -> bool:
        """Whether it is the post whose story this is."""
        return any(reason.relation is Relation.ITSELF for reason in self.reasons)


def in_order(entries: Iterable[StoryEntry], zone: tzinfo) -> tuple[StoryEntry, ...]:
    """The entries in order of time as seen in `zone`, those without a time last in the order given."""
    last = datetime.max.replace(tzinfo=UTC)

    def moment(entry: StoryEntry) -> datetime:
        return entry.time.local(zone) if entry.time is not None else last

    return tuple(sorted(entries, key=moment))


# Rarity


def most_for_rare(total: int) -> int:
    """Of how many posts a word may be and still be rare, among `total`."""
    return max(_COMMON_FROM, math.isqrt(total))


def rarity(count: int, total: int) -> float:
    """The weight of a word that `count` of `total` posts have: about 1 for two posts, 0 for one that is not rare."""
    if not 2 <= count <= most_for_rare(total):
        return 0.0
    return _inverse_frequency(count, total) / _inverse_frequency(2, max(total, 2))


def _inverse_frequency(count: int, total: int) -> float:
    return math.log(1 + (max(total, count) - count + 0.5) / (count + 0.5))


def is_of_channel(count: int, posts: int) -> bool:
    """Whether a word that `count` of the `posts` of a channel have marks the channel and not an event."""
    return count > max(_COMMON_FROM, posts // _CHANNEL_SHARE)


# Nearness


class Candidate(NamedTuple):
    """A post that shares something."""

    number: int
    day: int
    """its day as an ordinal"""
    weight: float
    """the sum of the rarity of what it shares"""


def of_one_story(candidates: Iterable[Candidate], known_days: Iterable[int]) -> dict[int, float]:
    """The candidates that are of the story whose posts stand at `known_days`, by number, with their weight in it."""
    days = sorted(set(known_days))
    left = sorted(candidates, key=lambda candidate: -candidate.weight)
    while days:
        joining = [
            each
            for each in left
            if each.weight >= SURE and _aged(each.weight, each.day, days) >= LEAST_SHARED
        ]
        new = {each.day for each in joining}.difference(days)
        if not new:
            break
        for day in new:
            insort(days, day)
    aged = {each.number: _aged(each.weight, each.day, days) for each in left}
    return {number: weight for number, weight in aged.items() if weight >= LEAST_SHARED}


def _aged(weight: float, day: int, days: Sequence[int]) -> float:
    """A weight after the days to the nearest of `days`, which are in order."""
    place = bisect_left(days, day)
    gap = min((abs(day - other) for other in days[max(0, place - 1) : place + 1]), default=math.inf)
    return weight * math.exp(-gap / SHARED_DAYS)


# Links


def linked_on(
    start: int,
    neighbours: Callable[[int], Sequence[int]],
    day_of: Callable[[int], int | None],
    most: int,
) -> dict[int, int]:
    """The posts that hang together with `start` by several links: for each the post that one comes from.

    `neighbours` gives the posts that a post is linked with in either direction. At most `most` posts are asked
    for their neighbours, the strongest first. Those of `start` itself are left out.
    """
    strengths = {start: 1.0}
    found: dict[int, int] = {}
    queue = [(-1.0, start)]
    asked = 0
    direct: set[int] = set()
    while queue and asked < most:
        strength, number = heappop(queue)
        if -strength < strengths[number]:
            continue
        asked += 1
        others = neighbours(number)
        damping = 1 + math.log(max(len(others), _FEW_LINKS) / _FEW_LINKS)
        if number == start:
            direct = {start, *others}
        for other in others:
            gap = _gap(day_of(number), day_of(other))
            reached = -strength * math.exp(-gap / LINKED_DAYS) / damping
            if reached >= LEAST_LINKED and reached > strengths.get(other, 0.0):
                strengths[other] = reached
                if other not in direct:
                    found[other] = number
                heappush(queue, (-reached, other))
    return found


def _gap(day: int | None, other: int | None) -> float:
    """The days between two; posts without a date are far from all."""
    return math.inf if day is None or other is None else abs(day - other)


# Titles

_LATIN_WORD = re.compile(r"[a-z0-9][a-z0-9'’-]{3,}")
_WIDE_LETTERS = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff\u3040-\u30ff\uac00-\ud7a3]{2,}")


def title_pieces(folded: str) -> dict[str, int]:
    """The pieces of a folded title that another title may share, with where each first stands.

    Of Chinese, which has no spaces, all pairs of characters; else words of four letters or more.
    """
    pieces: dict[str, int] = {}
    for found in _WIDE_LETTERS.finditer(folded):
        for start in range(found.start(), found.end() - 1):
            pieces.setdefault(folded[start : start + 2], start)
    for found in _LATIN_WORD.finditer(folded):
        pieces.setdefault(found[0], found.start())
    return pieces


def _is_wide(character: str) -> bool:
    """Whether it is a letter of a script without spaces."""
    return character.isalpha() and not character.isascii()


def shared_runs(title: str, folded: str, rare: Mapping[str, float], other: str) -> dict[str, float]:
    """What two titles share, as it is written in the first, with its weight.

    A run is as long as both titles go on alike around a rare piece, and weighs what its rarest piece does; two
    characters alone weigh half of it, as pairs are often not words. `rare` gives the weights of pieces of
    `folded`, the first title; `other` is folded, too.
    """
    runs: dict[str, float] = {}
    end = -1
    for place, piece in sorted((folded.find(piece), piece) for piece in rare if piece in other):
        if place < 0:
            continue
        if place + len(piece) > end:
            start, end = place, place + len(piece)
            while start and _is_wide(folded[start - 1]) and folded[start - 1 : end] in other:
                start -= 1
            while end < len(folded) and _is_wide(folded[end]) and folded[start : end + 1] in other:
                end += 1
            text = title[start:end]
        weight = rare[piece] / 2 if len(text) == 2 else rare[piece]
        runs[text] = max(runs.get(text, 0.0), weight)
    return runs


# Times


def site_offset(entries: Sequence[TimelineEntry], known: Mapping[str | None, datetime]) -> timedelta | None:
    """How far the clock of a timeline is ahead of UTC, told by entries whose instant is `known`; None for unknown.

    `known` gives instants by the entries' addresses; None is the address of the post itself.
    """
    for entry in entries:
        instant = known.get(entry.url)
        if entry.when is None or instant is None:
            continue
        offset = entry.when - instant.replace(tzinfo=None)
        rounded = round(offset / _QUARTER) * _QUARTER
        if abs(rounded) <= _FARTHEST_ZONE:
            return rounded
    return None


def date_of_entry(entry: TimelineEntry, offset: timedelta | None, zone: tzinfo) -> PostDate | None:
    """When an entry of a timeline happened; its clock is that of `zone` where its offset is not known."""
    if entry.when is None:
        return None
    clock = timezone(offset) if offset is not None else zone
    try:
        utc = entry.when.replace(tzinfo=clock).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return PostDate(utc, offset)


def date_in_address(url: str) -> PostDate | None:
    """The day that an address of news holds, as in `/2024/02/07/…` or `/202402075001.aspx`."""
    found = _DAY_IN_ADDRESS.search(url)
    if found is None:
        return None
    try:
        return PostDate(datetime(int(found[1]), int(found[3]), int(found[4]), tzinfo=UTC), day_only=True)
    except ValueError:
        return None
