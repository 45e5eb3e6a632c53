"""Stories: groups of posts about one event, and the pure rules that decide which posts belong to one.

Two posts are about one event depending on what they share and how near in time they are:

- Rarity. A word (a keyword or hashtag, or a run of characters of the title) that n of N posts contain weighs
  log(1 + (N - n + 0.5) / (n + 0.5)), scaled so that a word of two posts weighs 1. This is the inverse
  document frequency of Spärck Jones (A statistical interpretation of term specificity, 1972) in the form of
  Robertson and Zaragoza (The Probabilistic Relevance Framework: BM25 and Beyond, 2009). Words of more than
  max(12, √N) posts are topics, not events, and weigh nothing. Nor do words that more than a quarter of a
  channel's posts contain, and names of channels. A word that stands in few titles or keywords and in many
  texts (可能, 2020, China) is of the language: it weighs no more than the number of texts with it lets it,
  and nothing in more than four times as many. Copies of a post are one post.
- Bursts. A keyword weighs in proportion to the share of its posts that are within half a year of the post: what
  an archive takes from a magazine, or says of a person, comes up for years, an event does not (Kleinberg, Bursty
  and hierarchical structure in streams, 2002).
- Nearness. The weight of what is shared decays by exp(-d / 30) over the d days to the nearest post that is
  certainly of the story. Reports of one event come in a burst: event detection in news lowers the similarity
  of posts with the time between them (Yang, Pierce and Carbonell, A study on retrospective and on-line event
  detection, 1998; Allan, Papka and Lavrenko, On-line new event detection and tracking, 1998). The exponential
  form is that of Li and Croft (Time-based language models, 2003).
- Growth. Certain are the post itself, the posts of its timeline, posts that are linked with it and share a
  word, and posts that share two words or more. So a story may continue for months as long as it is reported,
  while a post that shares one word has to be close in time.
- Links. A post linked with a post of the story is of it, too, if the links are few and the time between the
  two is short: each step multiplies the weight by exp(-d / 60) / (1 + log(k / 3)), where the post that the
  step starts from has k > 3 links. This follows Adamic and Adar (Friends and neighbors on the web, 2003), who
  divide the weight of a common neighbour by the logarithm of its degree. A list of forty links leads nowhere.
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
from itertools import count as counting
from typing import NamedTuple

from reader.article import TimelineEntry
from reader.language import later, ntr, tr
from reader.post import Post, PostDate

SHARED_DAYS = 30
"""days over which the weight of shared words decays to 1/e"""
LINKED_DAYS = 60
"""days over which the weight of a further link decays to 1/e"""
BURST_DAYS = 183
"""days before and after a post within which the posts of its event are"""
LEAST_SHARED = 0.5
"""the weight from which posts that share words are of one story"""
SURE = 1.05
"""the weight of shared words, before decay, from which a post is certainly of the story"""
LEAST_LINKED = 0.3
"""the weight from which a post linked with a linked post is of the story"""
_FEW_LINKS = 3
"""links that a post may have without damping: back, forward, and one more"""
_MIN_COMMON = 12
"""posts up to which a word is rare in any archive or channel"""
_IN_TEXTS = 4
"""a word may be in so many times as many texts as titles or keywords"""
_CHANNEL_DIVISOR = 4
"""a word of more than a fourth of a channel's posts is boilerplate of the channel"""
_QUARTER_HOUR = timedelta(minutes=15)
_MAX_OFFSET = timedelta(hours=14)
"""the largest UTC offset of a time zone"""
_DAY_IN_ADDRESS = re.compile(
    r"(?<!\d)(20\d\d)([-/]?)(0[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01])(?=\d{0,6}(?:\D|$))", re.ASCII
)


class Relation(StrEnum):
    """The relation of an entry to the story's post."""

    ITSELF = later("this post")
    TIMELINE = later("its timeline")
    RELATED = later("related link")
    LINKED = later("linked from here")
    LINKING = later("links here")
    SHARED = "shared"
    RETOLD = later("timeline of {titles}")
    CHAINED = later("linked with {titles}")


class Reason(NamedTuple):
    """Why an entry is part of the story."""

    relation: Relation
    words: tuple[str, ...] = ()
    """the shared words, the rarest first; or the title of the intermediate post"""

    def __str__(self) -> str:
        """Return the reason as displayed."""
        if self.relation is Relation.SHARED:
            if len(self.words) == 1:
                return tr("shares a rare word: {word}", word=self.words[0])
            return ntr(
                "shares {count} rare word: {list}",
                "shares {count} rare words: {list}",
                len(self.words),
                list=tr(", ").join(self.words),
            )
        return tr(self.relation, titles=" ".join(tr("“{title}”", title=word) for word in self.words))


@dataclass(frozen=True, slots=True)
class StoryEntry:
    """A post or an external article of the story."""

    time: PostDate | None
    """None if unknown"""
    title: str
    post: Post | None
    """the archived post; None for an article that the archives do not hold"""
    url: str
    """the address of the article; empty for a post without one"""
    reasons: tuple[Reason, ...]

    @property
    def reason(self) -> str:
        """the reasons as displayed"""
        return tr("; ").join(map(str, self.reasons))

    @property
    def is_open(self) -> bool:
        """whether this is the post that the story was asked for"""
        return any(reason.relation is Relation.ITSELF for reason in self.reasons)


def in_order(entries: Iterable[StoryEntry], zone: tzinfo) -> tuple[StoryEntry, ...]:
    """Return the entries by time in `zone`, those without a time last, in the order given."""
    last = datetime.max.replace(tzinfo=UTC)

    def moment(entry: StoryEntry) -> datetime:
        return entry.time.instant(zone) if entry.time is not None else last

    return tuple(sorted(entries, key=moment))


# Rarity


def most_for_rare(total: int) -> int:
    """Return the most posts, of `total`, that a rare word may be in."""
    return max(_MIN_COMMON, math.isqrt(total))


def rarity(count: int, in_texts: int, total: int) -> float:
    """Return the weight of a word: about 1 in two posts, 0 if it is not rare.

    It is a keyword of `count` of `total` posts, or in their titles, and stands `in_texts` of posts.
    """
    most = most_for_rare(total)
    if not 2 <= count <= most or in_texts > _IN_TEXTS * most:
        return 0.0
    return _inverse_frequency(max(count, in_texts), total) / _inverse_frequency(2, max(total, 2))


def _inverse_frequency(count: int, total: int) -> float:
    return math.log(1 + (max(total, count) - count + 0.5) / (count + 0.5))


def burst(day: int, days: Sequence[int]) -> float:
    """Return the share of the days that are near enough to one day to be of one event; 1 for no days."""
    near = sum(abs(each - day) <= BURST_DAYS for each in days)
    return near / len(days) if days else 1.0


def is_of_channel(count: int, posts: int) -> bool:
    """Return whether a word in `count` of the `posts` of a channel is the channel's, not an event's."""
    return count > max(_MIN_COMMON, posts // _CHANNEL_DIVISOR)


# Nearness


class Candidate(NamedTuple):
    """A post that shares words with the story's post."""

    number: int
    """in the index"""
    day: int
    """as an ordinal"""
    weight: float
    """the sum of the rarities of the shared words"""


def of_one_story(candidates: Iterable[Candidate], known_days: Iterable[int]) -> dict[int, float]:
    """Return the decayed weights, by number, of the candidates near enough to the days of certain posts."""
    days = sorted(set(known_days))
    ordered = sorted(candidates, key=lambda candidate: -candidate.weight)
    while days:
        joining = [
            each
            for each in ordered
            if each.weight >= SURE and _decayed(each.weight, each.day, days) >= LEAST_SHARED
        ]
        new = {each.day for each in joining}.difference(days)
        if not new:
            break
        for day in new:
            insort(days, day)
    weights = {each.number: _decayed(each.weight, each.day, days) for each in ordered}
    return {number: weight for number, weight in weights.items() if weight >= LEAST_SHARED}


def _decayed(weight: float, day: int, days: Sequence[int]) -> float:
    """Return a weight decayed over the distance to the nearest of the sorted `days`."""
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
    """Return the posts connected with `start` by two links or more, each with the post before it on the way.

    `neighbours` returns the posts linked with a post in either direction; it is called for up to `most`
    posts, the strongest first, of equals the first found. The neighbours of `start` itself are left out.
    """
    strengths = {start: 1.0}
    previous: dict[int, int] = {}
    arrivals = counting()
    queue = [(-1.0, next(arrivals), start)]
    expanded = 0
    direct: set[int] = set()
    while queue and expanded < most:
        strength, _, number = heappop(queue)
        if -strength < strengths[number]:
            continue
        expanded += 1
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
                    previous[other] = number
                heappush(queue, (-reached, next(arrivals), other))
    return previous


def _gap(day: int | None, other: int | None) -> float:
    """Return the days between two posts; infinite without a date."""
    return math.inf if day is None or other is None else abs(day - other)


# Titles

_LATIN_WORD = re.compile(r"(?![0-9'’-]+(?![a-z0-9'’-]))[a-z0-9][a-z0-9'’-]{3,}")
_WIDE_LETTERS = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff\u3040-\u30ff\uac00-\ud7a3]{2,}")


def title_pieces(folded: str) -> dict[str, int]:
    """Return the pieces of a folded title that another title may share, with their first offsets.

    Pieces are all pairs of characters of scripts without spaces, and Latin words of four letters or more;
    numbers are of years and parts.
    """
    pieces: dict[str, int] = {}
    for match in _WIDE_LETTERS.finditer(folded):
        for start in range(match.start(), match.end() - 1):
            pieces.setdefault(folded[start : start + 2], start)
    for match in _LATIN_WORD.finditer(folded):
        pieces.setdefault(match[0], match.start())
    return pieces


def _is_wide(character: str) -> bool:
    """Return whether the character is a letter of a script without spaces."""
    return character.isalpha() and not character.isascii()


def shared_runs(title: str, folded: str, rare: Mapping[str, float], other: str) -> dict[str, float]:
    """Return the runs of characters that two titles share, as written in the first, with their weights.

    A run extends a rare piece as far as both titles agree, and weighs as much as its rarest piece; a run of
    two characters weighs half, as pairs are often not words. `rare` has the weights of pieces of `folded`,
    the first title; `other` is the second title, folded. Blanks part runs, so that these are folds and no forms.
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
    """Return the UTC offset of a timeline's clock, from an entry whose instant is known; None if unknown.

    `known` has instants by the addresses of entries; the key None is the post itself.
    """
    for entry in entries:
        instant = known.get(entry.url)
        if entry.when is None or instant is None:
            continue
        offset = entry.when - instant.replace(tzinfo=None)
        rounded = round(offset / _QUARTER_HOUR) * _QUARTER_HOUR
        if abs(rounded) <= _MAX_OFFSET:
            return rounded
    return None


def date_of_entry(entry: TimelineEntry, offset: timedelta | None, zone: tzinfo) -> PostDate | None:
    """Return the time of a timeline's entry; `zone` is its clock if its offset is unknown."""
    if entry.when is None:
        return None
    clock = timezone(offset) if offset is not None else zone
    try:
        utc = entry.when.replace(tzinfo=clock).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return PostDate(utc, offset)


def date_in_address(url: str) -> PostDate | None:
    """Return the day in the address of an article, as in `/2024/02/07/…` or `/202402075001.aspx`."""
    match = _DAY_IN_ADDRESS.search(url)
    if match is None:
        return None
    try:
        return PostDate(datetime(int(match[1]), int(match[3]), int(match[4]), tzinfo=UTC), day_only=True)
    except ValueError:
        return None
