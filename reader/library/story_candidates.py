"""Tells the story of a post: asks the index for what hangs together with it, and puts it in order."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, tzinfo

from pyroaring import BitMap

from reader.article import Article, TimelineEntry
from reader.index import Index
from reader.index.kin import Kin, kin_of, titles_of, with_title_piece
from reader.index.labels import DAY, PART
from reader.library.story import (
    Candidate,
    Reason,
    Relation,
    StoryEntry,
    date_in_address,
    date_of_entry,
    in_order,
    is_of_channel,
    linked_on,
    most_for_rare,
    of_one_story,
    rarity,
    shared_runs,
    site_offset,
    title_pieces,
)
from reader.post import Post, PostDate, TagKind
from reader.query.nodes import Part
from reader.text.script import fold
from reader.text.urls import normalise

_MOST_ASKED = 40
"""posts that are asked for their links"""
_MOST_SHARING = 60
"""posts that are in the story for what they share alone, those of most weight"""
_TITLE_DAYS = 45
"""days before and after the post in which titles are compared"""
_MOST_TITLES = 1500
_MOST_RETOLD = 3
"""posts whose timelines are read beside the post's own"""
_WORDS_SHOWN = 6
_PAIR = 2

TimelineOf = Callable[[Post], Sequence[TimelineEntry]]


class StoryFinder:
    """Gathers one story."""

    def __init__(self, index: Index, zone: tzinfo, post: Post, article: Article) -> None:
        self._index = index
        self._zone = zone
        self._post = post
        self._article = article
        self._own_key = normalise(post.source)
        self._number = next(iter(index.numbers_of(post.id)), None)
        self._kin: dict[int, Kin] = {}
        self._numbers: dict[int, int] = {}
        """the post that stands for each family"""
        self._reasons: defaultdict[int, list[Reason]] = defaultdict(list)
        """why each family is in the story"""
        self._outside: dict[str, StoryEntry] = {}
        """what the archives do not hold, by its key"""
        self._own_family: int | None = None
        self._surely: set[int] = set()
        """the days of posts that are known to be of the story"""

    def tell(self, timeline_of: TimelineOf) -> tuple[StoryEntry, ...]:
        """The story in order of time; the post itself is part of it. `timeline_of` reads the timeline of a post."""
        if self._number is not None:
            kin = self._look_at([self._number]).get(self._number)
            self._own_family = kin.family if kin is not None else None
        if self._post.date is not None:
            self._surely.add(self._post.date.day(self._zone).toordinal())
        self._add_timeline(self._article.timeline, Reason(Relation.TIMELINE), self._post)
        self._add_related()
        self._add_links()
        self._add_retold(timeline_of)
        self._add_shared()
        return self._entries()

    def _look_at(self, numbers: Iterable[int]) -> dict[int, Kin]:
        unknown = [number for number in numbers if number not in self._kin]
        if unknown:
            with self._index.reading() as connection:
                if connection is not None:
                    self._kin.update(kin_of(connection, unknown))
        return self._kin

    def _add(self, number: int, reason: Reason) -> None:
        kin = self._look_at([number]).get(number)
        if kin is None or kin.family == self._own_family:
            return
        self._numbers.setdefault(kin.family, number)
        reasons = self._reasons[kin.family]
        if reason.relation is Relation.RETOLD and reasons:
            return
        if all(reason.relation is not other.relation for other in reasons):
            reasons.append(reason)

    def _add_outside(self, url: str, title: str, time: PostDate | None, reason: Reason) -> None:
        key = normalise(url)
        known = self._outside.get(key)
        if known is None:
            self._outside[key] = StoryEntry(time, title, None, url, (reason,))
        elif reason.relation is not Relation.RETOLD and reason not in known.reasons:
            self._outside[key] = StoryEntry(
                known.time or time,
                known.title,
                None,
                known.url,
                (*known.reasons, reason),
            )

    # What the post says itself

    def _archived(self, urls: Iterable[str]) -> dict[str, int]:
        """The posts that the archives hold of these addresses."""
        keys = {url: normalise(url) for url in urls}
        newest = self._index.newest_of(set(keys.values()))
        return {url: newest[key] for url, key in keys.items() if key in newest}

    def _add_timeline(self, entries: Sequence[TimelineEntry], reason: Reason, post: Post) -> None:
        archived = self._archived(entry.url for entry in entries if entry.url)
        posts = {found.number: found.post for found in self._index.posts(list(set(archived.values())))}
        instants: dict[str | None, datetime] = {
            url: date.utc
            for url, number in archived.items()
            if number in posts and (date := posts[number].date) is not None and not date.day_only
        }
        if post.date is not None and not post.date.day_only:
            instants[None] = post.date.utc
        offset = site_offset(entries, instants)
        for entry in entries:
            if entry.url is None or normalise(entry.url) == self._own_key:
                continue
            if entry.url in archived:
                number = archived[entry.url]
                self._add(number, reason)
                day = self._day(number)
            else:
                time = date_of_entry(entry, offset, self._zone)
                self._add_outside(entry.url, entry.title, time, reason)
                day = time.day(self._zone).toordinal() if time is not None else None
            self._surely.update(() if day is None else [day])

    def _add_related(self) -> None:
        reason = Reason(Relation.RELATED)
        # Sites list their topics, too, where they offer further articles.
        topics = {fold(tag.name) for tag in self._post.tags}
        related = [link for link in self._article.related if fold(link.text) not in topics]
        archived = self._archived(link.url for link in related)
        for link in related:
            if link.url in archived:
                self._add(archived[link.url], reason)
            elif normalise(link.url) != self._own_key:
                self._add_outside(link.url, link.text, date_in_address(link.url), reason)

    # Links

    def _add_links(self) -> None:
        if self._number is None:
            return
        for number in self._index.linked_by(self._number):
            if not self._has_any(number, Relation.TIMELINE, Relation.RELATED):
                self._add(number, Reason(Relation.LINKED))
        for number in self._index.linking_to(self._number):
            self._add(number, Reason(Relation.LINKING))
        chained = linked_on(self._number, self._neighbours, self._day, _MOST_ASKED)
        between = {found.number: found.post.title for found in self._index.posts(list(set(chained.values())))}
        for number, through in chained.items():
            kin = self._look_at([number]).get(number)
            if kin is not None and kin.family not in self._reasons:
                self._add(number, Reason(Relation.CHAINED, (between.get(through, ""),)))

    def _has_any(self, number: int, *relations: Relation) -> bool:
        kin = self._look_at([number]).get(number)
        return kin is not None and any(reason.relation in relations for reason in self._reasons[kin.family])

    def _neighbours(self, number: int) -> list[int]:
        found = list(dict.fromkeys((*self._index.linked_by(number), *self._index.linking_to(number))))
        self._look_at(found)
        return found

    def _day(self, number: int) -> int | None:
        kin = self._kin.get(number)
        return kin.day if kin is not None else None

    def _add_retold(self, timeline_of: TimelineOf) -> None:
        """The timelines of later reports go on where the post's own ends."""
        with_timeline = self._index.labels().posts(PART, Part.TIMELINE)
        told = [
            number
            for family, number in self._numbers.items()
            if number in with_timeline
            and {Relation.TIMELINE, Relation.LINKING} & {reason.relation for reason in self._reasons[family]}
        ]
        told.sort(key=lambda number: self._day(number) or 0, reverse=True)
        for found in self._index.posts(told[:_MOST_RETOLD]):
            entries = timeline_of(found.post)
            if any(entry.url and normalise(entry.url) == self._own_key for entry in entries):
                self._add_timeline(entries, Reason(Relation.RETOLD, (found.post.title,)), found.post)

    # What is shared

    def _add_shared(self) -> None:
        words: defaultdict[int, dict[str, float]] = defaultdict(dict)
        self._share_tags(words)
        self._share_title(words)
        words.pop(self._number or 0, None)
        self._look_at(words)
        candidates = [
            Candidate(number, kin.day, sum(shared.values()))
            for number, shared in words.items()
            if (kin := self._kin.get(number)) is not None
            and kin.day is not None
            and kin.family != self._own_family
        ]
        linked = {each.day for each in candidates if self._kin[each.number].family in self._reasons}
        weights = of_one_story(candidates, self._surely | linked)
        alone = 0
        for number in sorted(weights, key=lambda each: (-weights[each], each)):
            shared = words[number]
            rarest = sorted(shared, key=lambda word: -shared[word])[:_WORDS_SHOWN]
            family = self._kin[number].family
            alone += family not in self._reasons
            if family in self._reasons or alone <= _MOST_SHARING:
                self._add(number, Reason(Relation.SHARED, tuple(rarest)))

    def _share_tags(self, words: defaultdict[int, dict[str, float]]) -> None:
        labels = self._index.labels()
        total = len(self._index)
        names = {fold(tag.name): tag.name for tag in self._post.tags if tag.kind is not TagKind.CHANNEL}
        for own in filter(self._is_own, [*names]):
            del names[own]
        for name, shown in names.items():
            posts = labels.posts(TagKind.KEYWORD, name) | labels.posts(TagKind.HASHTAG, name)
            if (weight := rarity(len(posts), total)) and not self._is_of_channel(posts):
                for number in posts:
                    words[number][shown] = weight

    def _share_title(self, words: defaultdict[int, dict[str, float]]) -> None:
        """Posts of the same weeks whose titles share runs that few titles hold."""
        folded = fold(self._post.title)
        pieces = title_pieces(folded)
        if not pieces or not self._surely or self._post.date is None:
            return
        near = self._near(self._post.date.day(self._zone).toordinal())
        with self._index.reading() as connection:
            if connection is None:
                return
            titles = {number: fold(title) for number, title in titles_of(connection, near).items()}
            rare = self._rare_pieces(connection, pieces, titles.values())
        for number, title in titles.items() if rare else ():
            known = {fold(word) for word in words.get(number, ())}
            runs = shared_runs(self._post.title, folded, rare, title)
            # Two characters alone are chance, and what is a keyword, too, is shared once.
            if known or any(len(run) > _PAIR for run in runs):
                words[number].update(
                    (run, weight)
                    for run, weight in runs.items()
                    if not self._is_own(fold(run))
                    and not any(fold(run) in word or word in fold(run) for word in known)
                )

    def _is_own(self, word: str) -> bool:
        """Whether a folded word is but a name of who wrote or published the post."""
        return word in fold(self._post.channel) or word in fold(self._post.author)

    def _is_of_channel(self, posts: BitMap) -> bool:
        """Whether a word with these posts marks the channel of the post."""
        channel = self._index.labels().posts(TagKind.CHANNEL, fold(self._post.channel))
        return is_of_channel(posts.intersection_cardinality(channel), len(channel))

    def _near(self, day: int) -> BitMap:
        """The posts of the nearest days, without copies of the post."""
        labels = self._index.labels()
        found = BitMap()
        for distance in range(_TITLE_DAYS + 1):
            for other in {day - distance, day + distance}:
                found |= labels.posts(DAY, str(other))
            if len(found) > _MOST_TITLES:
                break
        return found - BitMap([self._number] if self._number is not None else [])

    def _rare_pieces(
        self, connection: sqlite3.Connection, pieces: Iterable[str], titles: Iterable[str]
    ) -> dict[str, float]:
        everything = self._index.snapshot().all
        total = len(everything)
        most = most_for_rare(total)
        together = "\n".join(titles)
        rare = {}
        for piece in pieces:
            if piece in together:
                posts = with_title_piece(connection, piece, everything, most)
                weight = rarity(len(posts), total) if posts is not None else 0.0
                if posts is not None and weight and not self._is_of_channel(posts):
                    rare[piece] = weight
        return rare

    # The whole

    def _entries(self) -> tuple[StoryEntry, ...]:
        post = self._post
        entries = [StoryEntry(post.date, post.title, post, post.source, (Reason(Relation.ITSELF),))]
        posts = {found.number: found.post for found in self._index.posts(list(self._numbers.values()))}
        for family, number in self._numbers.items():
            if (archived := posts.get(number)) is not None:
                entries.append(
                    StoryEntry(
                        archived.date, archived.title, archived, archived.source, tuple(self._reasons[family])
                    )
                )
        return in_order((*entries, *self._outside.values()), self._zone)
