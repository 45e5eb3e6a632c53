"""The story of one post: gathers candidates from the index, and keeps those that the rules accept."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime, tzinfo
from functools import cached_property

from pyroaring import BitMap

from reader.article import Article, TimelineEntry
from reader.index import Index
from reader.index.labels import DAY, PART
from reader.index.story_lookup import DayAndGroup
from reader.library.story import (
    Candidate,
    Reason,
    Relation,
    StoryEntry,
    burst,
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
from reader.query.sites import host_of
from reader.text.script import fold
from reader.text.spelling import search_form
from reader.text.urls import normalise

_MAX_EXPANDED = 40
"""posts whose links are followed"""
_MAX_SHARING = 60
"""posts that are in the story only for shared words, the heaviest first"""
_TITLE_DAYS = 45
"""days before and after the post within which titles are compared"""
_MAX_TITLES = 1500
"""titles to compare, after which no earlier or later days are added"""
_MAX_RETOLD = 3
"""posts whose timelines are read besides the post's own"""
_MAX_WORDS = 6
"""shared words that a reason lists"""
_MAX_COPIES = 4
"""copies of a post on average beyond which its words count as common"""
_PAIR = 2
"""characters of the shortest run of a title"""

_NO_POSTS = BitMap()

TimelineOf = Callable[[Post], Sequence[TimelineEntry]]


class StoryFinder:
    """Gathers the story of one post. Copies of a post are one entry. To be used once, by one thread."""

    def __init__(self, index: Index, zone: tzinfo, post: Post, article: Article) -> None:
        self._index = index
        self._zone = zone
        self._post = post
        self._article = article
        self._key = normalise(post.source)
        self._number = next(iter(index.numbers_of(post.id)), None)
        self._facts: dict[int, DayAndGroup] = {}
        """day and duplicate group of the posts looked up so far, by number"""
        self._own_group: int | None = None
        self._numbers: dict[int, int] = {}
        """the post that represents each duplicate group of the story"""
        self._reasons: defaultdict[int, list[Reason]] = defaultdict(list)
        """why each duplicate group is in the story"""
        self._external: dict[str, StoryEntry] = {}
        """articles that the archives do not hold, by normalised address"""
        self._publishers: dict[str, bool] = {}
        """whether each folded word names a publisher, as far as asked"""
        self._known_days: set[int] = set()
        """ordinals of the days of posts that are certainly of the story"""

    def story(self, timeline_of: TimelineOf) -> tuple[StoryEntry, ...]:
        """Return the story by time, the post included. `timeline_of` reads the timeline of a post."""
        if self._number is not None:
            facts = self._look_up([self._number]).get(self._number)
            self._own_group = facts.duplicate_group if facts is not None else None
        if self._post.date is not None:
            self._known_days.add(self._post.date.day(self._zone).toordinal())
        self._add_timeline(self._article.timeline, Reason(Relation.TIMELINE), self._post)
        self._add_related()
        self._add_links()
        self._add_retold(timeline_of)
        self._add_sharing()
        return self._entries()

    def _look_up(self, numbers: Iterable[int]) -> dict[int, DayAndGroup]:
        """Look up those of the posts that were not yet, and return all facts."""
        unknown = [number for number in numbers if number not in self._facts]
        if unknown:
            self._facts.update(self._index.days_and_groups(unknown))
        return self._facts

    def _add(self, number: int, reason: Reason) -> None:
        """Add a reason for a post to be in the story, unless it has one of that kind."""
        facts = self._look_up([number]).get(number)
        if facts is None or facts.duplicate_group == self._own_group:
            return
        self._numbers.setdefault(facts.duplicate_group, number)
        reasons = self._reasons[facts.duplicate_group]
        if reason.relation is Relation.RETOLD and reasons:
            return
        if all(reason.relation is not other.relation for other in reasons):
            reasons.append(reason)

    def _add_external(self, url: str, title: str, time: PostDate | None, reason: Reason) -> None:
        """Add a reason for an article that the archives do not hold."""
        key = normalise(url)
        entry = self._external.get(key)
        if entry is None:
            self._external[key] = StoryEntry(time, title, None, url, (reason,))
        elif reason.relation is not Relation.RETOLD and reason not in entry.reasons:
            self._external[key] = StoryEntry(
                entry.time or time, entry.title, None, entry.url, (*entry.reasons, reason)
            )

    # Timelines and related links

    def _archived(self, urls: Iterable[str]) -> dict[str, int]:
        """Return the newest post archived from each of the addresses that has any."""
        keys = {url: normalise(url) for url in urls}
        newest = self._index.newest_at(set(keys.values()))
        return {url: newest[key] for url, key in keys.items() if key in newest}

    def _add_timeline(self, entries: Sequence[TimelineEntry], reason: Reason, post: Post) -> None:
        """Add the entries of the timeline of a post."""
        archived = self._archived(entry.url for entry in entries if entry.url)
        posts = {indexed.number: indexed.post for indexed in self._index.posts(list(set(archived.values())))}
        instants: dict[str | None, datetime] = {
            url: date.instant(self._zone)
            for url, number in archived.items()
            if number in posts and (date := posts[number].date) is not None and not date.day_only
        }
        if post.date is not None and not post.date.day_only:
            instants[None] = post.date.instant(self._zone)
        offset = site_offset(entries, instants)
        for entry in entries:
            if entry.url is None or normalise(entry.url) == self._key:
                continue
            if entry.url in archived:
                number = archived[entry.url]
                self._add(number, reason)
                day = self._day(number)
            else:
                time = date_of_entry(entry, offset, self._zone)
                self._add_external(entry.url, entry.title, time, reason)
                day = time.day(self._zone).toordinal() if time is not None else None
            if day is not None:
                self._known_days.add(day)

    def _add_related(self) -> None:
        reason = Reason(Relation.RELATED)
        # Sites list links to their topics among the related articles.
        topics = {search_form(tag.name) for tag in self._post.tags}
        related = [link for link in self._article.related if search_form(link.text) not in topics]
        archived = self._archived(link.url for link in related)
        for link in related:
            if link.url in archived:
                self._add(archived[link.url], reason)
            elif normalise(link.url) != self._key:
                self._add_external(link.url, link.text, date_in_address(link.url), reason)

    # Links

    def _add_links(self) -> None:
        if self._number is None:
            return
        for number in self._index.linked_by(self._number):
            if not self._has_reason(number, Relation.TIMELINE, Relation.RELATED):
                self._add(number, Reason(Relation.LINKED))
        for number in self._index.linking_to(self._number):
            self._add(number, Reason(Relation.LINKING))
        previous = linked_on(self._number, self._neighbours, self._day, _MAX_EXPANDED)
        titles = {
            indexed.number: indexed.post.title for indexed in self._index.posts(list(set(previous.values())))
        }
        for number, through in previous.items():
            facts = self._look_up([number]).get(number)
            if facts is not None and facts.duplicate_group not in self._reasons:
                self._add(number, Reason(Relation.CHAINED, (titles.get(through, ""),)))

    def _has_reason(self, number: int, *relations: Relation) -> bool:
        """Return whether the post is in the story for one of these reasons."""
        facts = self._look_up([number]).get(number)
        return facts is not None and any(
            reason.relation in relations for reason in self._reasons[facts.duplicate_group]
        )

    def _neighbours(self, number: int) -> list[int]:
        """Return the posts linked with a post in either direction, and look up their days."""
        neighbours = list(dict.fromkeys((*self._index.linked_by(number), *self._index.linking_to(number))))
        self._look_up(neighbours)
        return neighbours

    def _day(self, number: int) -> int | None:
        facts = self._facts.get(number)
        return facts.day if facts is not None else None

    def _add_retold(self, timeline_of: TimelineOf) -> None:
        """Add the timelines of later reports, which continue where the post's own ends."""
        with_timeline = self._index.labels().posts(PART, Part.TIMELINE)
        retelling = [
            number
            for group, number in self._numbers.items()
            if number in with_timeline
            and {Relation.TIMELINE, Relation.LINKING} & {reason.relation for reason in self._reasons[group]}
        ]
        retelling.sort(key=lambda number: self._day(number) or 0, reverse=True)
        for indexed in self._index.posts(retelling[:_MAX_RETOLD]):
            entries = timeline_of(indexed.post)
            if any(entry.url and normalise(entry.url) == self._key for entry in entries):
                self._add_timeline(entries, Reason(Relation.RETOLD, (indexed.post.title,)), indexed.post)

    # Shared words

    def _add_sharing(self) -> None:
        """Add the posts near in time that share rare words with the post."""
        words: defaultdict[int, dict[str, float]] = defaultdict(dict)
        # Loaded at once, as every word is looked up among the channels.
        self._index.labels().of_kind(TagKind.CHANNEL)
        self._share_tags(words)
        self._share_title(words)
        words.pop(self._number or 0, None)
        self._look_up(words)
        candidates = [
            Candidate(number, facts.day, sum(shared.values()))
            for number, shared in words.items()
            if (facts := self._facts.get(number)) is not None
            and facts.day is not None
            and facts.duplicate_group != self._own_group
        ]
        days_of_linked = {
            each.day for each in candidates if self._facts[each.number].duplicate_group in self._reasons
        }
        weights = of_one_story(candidates, self._known_days | days_of_linked)
        only_sharing = 0
        for number in sorted(self._index.newest_first(weights), key=lambda each: -weights[each]):
            shared = words[number]
            rarest = sorted(shared, key=lambda word: -shared[word])[:_MAX_WORDS]
            has_other_reason = self._facts[number].duplicate_group in self._reasons
            only_sharing += not has_other_reason
            if has_other_reason or only_sharing <= _MAX_SHARING:
                self._add(number, Reason(Relation.SHARED, tuple(rarest)))

    def _share_tags(self, words: defaultdict[int, dict[str, float]]) -> None:
        """Add the weights of shared keywords and hashtags, by post and word as shown."""
        labels = self._index.labels()
        names = {
            search_form(tag.name): tag.name for tag in self._post.tags if tag.kind is not TagKind.CHANNEL
        }
        having = {
            name: labels.posts(TagKind.KEYWORD, name) | labels.posts(TagKind.HASHTAG, name)
            for name in names
            if not self._is_publisher(name)
        }
        weights = self._weights(having)
        facts = self._look_up(set().union(*(having[name] for name in weights)))
        for name, weight in weights.items():
            days = [
                each.day
                for number in having[name]
                if (each := facts.get(number)) is not None and each.day is not None
            ]
            if self._post.date is not None:
                weight *= burst(self._post.date.day(self._zone).toordinal(), days)
            for number in having[name]:
                words[number][names[name]] = weight

    def _share_title(self, words: defaultdict[int, dict[str, float]]) -> None:
        """Add the weights of runs that titles of the same weeks share, if few titles contain them."""
        folded = fold(self._post.title)
        pieces = title_pieces(folded)
        if not pieces or not self._known_days or self._post.date is None:
            return
        near = self._near(self._post.date.day(self._zone).toordinal())
        titles = {number: fold(title) for number, title in self._index.titles(list(near)).items()}
        rare = self._rare_pieces(pieces, titles.values())
        for number, title in titles.items() if rare else ():
            tags = {search_form(word) for word in words.get(number, ())}
            runs = shared_runs(self._post.title, folded, rare, title)
            # Two characters alone are chance. A run within a shared tag, or around it, counts once.
            if tags or any(len(run) > _PAIR for run in runs):
                words[number].update(
                    (run, weight)
                    for run, weight in runs.items()
                    if not self._is_publisher(search_form(run))
                    and not any(search_form(run) in tag or tag in search_form(run) for tag in tags)
                )

    def _weights(self, having: Mapping[str, BitMap]) -> dict[str, float]:
        """Return the weights of folded words, by the posts that have each as a keyword or in the title.

        Leaves out words that are not rare.
        """
        snapshot = self._index.snapshot()
        total = len(snapshot.folded(snapshot.all))
        # Most words are common: the cheapest question comes first.
        few = {
            word: posts
            for word, posts in having.items()
            if 2 <= len(posts) <= most_for_rare(total) * _MAX_COPIES
        }
        counts = {word: len(snapshot.folded(posts)) for word, posts in few.items()}
        rare = [
            word
            for word, count in counts.items()
            if rarity(count, count, total) and not self._is_of_channel(having[word])
        ]
        in_texts = self._index.with_pieces(rare, title=False)
        weights = {
            word: rarity(counts[word], len(snapshot.folded(in_texts[word])), total) for word in in_texts
        }
        return {word: weight for word, weight in weights.items() if weight}

    def _is_publisher(self, word: str) -> bool:
        """Return whether a folded word is a channel's name, or of the channel, author or site of the post."""
        if word not in self._publishers:
            post = self._post
            channel, site = fold(post.channel), host_of(fold(post.source))
            self._publishers[word] = (
                word in channel
                or word in search_form(post.author)
                or (len(channel) >= _PAIR and channel in word)
                or (len(word) > _PAIR and word.replace(" ", "") in site)
                or bool(self._index.labels().posts(TagKind.CHANNEL, word))
            )
        return self._publishers[word]

    def _is_of_channel(self, posts: BitMap) -> bool:
        """Return whether a word of these posts marks the channel of the post."""
        folded = self._index.snapshot().folded
        return is_of_channel(len(folded(posts & self._channel)), self._channel_rows)

    @cached_property
    def _channel(self) -> BitMap:
        """the posts of the post's channel"""
        return self._index.labels().posts(TagKind.CHANNEL, search_form(self._post.channel))

    @cached_property
    def _channel_rows(self) -> int:
        return len(self._index.snapshot().folded(self._channel))

    def _near(self, day: int) -> BitMap:
        """Return the posts of the nearest days, without the post itself."""
        days = range(day - _TITLE_DAYS, day + _TITLE_DAYS + 1)
        posts = self._index.labels().posts_of(DAY, list(map(str, days)))
        near = BitMap()
        for distance in range(_TITLE_DAYS + 1):
            for other in {day - distance, day + distance}:
                near |= posts.get(str(other), _NO_POSTS)
            if len(near) > _MAX_TITLES:
                break
        return near - BitMap([self._number] if self._number is not None else [])

    def _rare_pieces(self, pieces: Iterable[str], titles: Iterable[str]) -> dict[str, float]:
        """Return the rare ones of the pieces that any of the titles contains, with their weights."""
        together = "\n".join(titles)
        return self._weights(
            self._index.with_pieces([piece for piece in pieces if piece in together], title=True)
        )

    def _entries(self) -> tuple[StoryEntry, ...]:
        post = self._post
        entries = [StoryEntry(post.date, post.title, post, post.source, (Reason(Relation.ITSELF),))]
        posts = {indexed.number: indexed.post for indexed in self._index.posts(list(self._numbers.values()))}
        for group, number in self._numbers.items():
            if (archived := posts.get(number)) is not None:
                entries.append(
                    StoryEntry(
                        archived.date, archived.title, archived, archived.source, tuple(self._reasons[group])
                    )
                )
        return in_order((*entries, *self._external.values()), self._zone)
