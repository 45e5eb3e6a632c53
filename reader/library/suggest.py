"""What a person may want to type next in a query: fields and their values, tags, authors, sites, searches, titles."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import chain, islice

from pyroaring import BitMap

from reader.index import Index
from reader.index.labels import AUTHOR, DAY, HOST, Label
from reader.library.names import Names, find
from reader.post import Post, TagKind
from reader.query.completion import CompletionContext, completion_context
from reader.query.format import clause_text
from reader.query.nodes import Equals, Flag, Node, Order, Part, Tagged, TextField
from reader.query.sites import site_name
from reader.query.tokens import FIELDS
from reader.state.searches import SavedSearch, Searches
from reader.text.highlight import hits
from reader.text.script import Script, fold

TITLES_FROM = 50_000
"""how many posts, the newest, have their titles suggested: a full search of them takes 50 to 90 ms"""
_TITLES_AT_ONCE = 500
"""titles in a table: a search through one takes a millisecond or two, after which the next key may end it"""
_GONE_AT_ONCE = 50
"""titles of posts that went, and are left out of the answers, before all titles are read anew"""
_SECONDS_BETWEEN_TABLES = 2.0
"""how long a table of names serves at least while posts are read in"""
_SHARES = {"field": 3, "search": 2, "tag": 3, "author": 2, "site": 1, "title": 2}
"""rows that each kind has for a word; what one leaves free goes to the others in this order"""
_VALUES: dict[str, tuple[str, ...]] = {
    "lang": tuple(Script),
    "is": tuple(Flag),
    "has": tuple(Part),
    "sort": tuple(Order),
}
_DATES = ("7d", "1m", "1y")
_TABLE_OF_FIELD: dict[str, str] = {"tag": "tag", **{str(kind): str(kind) for kind in TagKind}} | {
    "author": AUTHOR,
    "site": HOST,
}


class SuggestionKind(StrEnum):
    """What is suggested."""

    FIELD = "field"
    VALUE = "value"
    TAG = "tag"
    AUTHOR = "author"
    SITE = "site"
    SEARCH = "search"
    TITLE = "title"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One thing that a person may want."""

    kind: SuggestionKind
    shown: str
    text: str
    """the whole query when it is accepted; for a title, as it was"""
    cursor: int
    """where to go on typing in it"""
    count: int | None = None
    """how many posts have it, where that is known"""
    post: Post | None = None
    """for a title, the post to open"""
    marks: tuple[tuple[int, int], ...] = ()
    """where in `shown` stands what was typed"""


@dataclass(frozen=True, slots=True)
class _Table:
    """The names of one kind at one moment, the commonest first."""

    generation: int
    made: float
    shown: list[str]
    counts: list[int]
    names: Names


class Suggester:
    """Suggests from what the archives hold. Any thread may ask; a question takes milliseconds, not the first."""

    def __init__(self, index: Index, searches: Searches) -> None:
        """Reads nothing yet."""
        self._index = index
        self._searches = searches
        self._lock = threading.Lock()
        self._tables: dict[str, _Table] = {}
        self._titles = _Titles(index)

    def suggest(
        self, query: str, cursor: int, limit: int, wanted: Callable[[], bool] = lambda: True
    ) -> list[Suggestion]:
        """At most `limit` suggestions for what is typed at the cursor, the best first.

        Ends early, with less, when the answer is no longer `wanted`. Raises DamagedIndexError and StateError.
        """
        if not query.strip():
            return [_search(saved, "") for saved in self._searches.all()[:limit]]
        asking = _Asking(query, completion_context(query, cursor), limit, wanted)
        if not asking.piece.field and not asking.piece.value:
            return []
        found = self._of_field(asking) if asking.piece.field else self._of_word(asking)
        return [each for each in found if each.post is not None or each.text.strip() != query.strip()]

    def _of_field(self, asking: _Asking) -> list[Suggestion]:
        field, value = asking.piece.field, asking.piece.value
        if table := _TABLE_OF_FIELD.get(field):
            return list(self._named(asking, table, field))
        if field == "title":
            return list(self._titled(asking))
        if field in ("date", "after", "before"):
            return [
                asking.accepted(SuggestionKind.VALUE, name, f"{field}:{name}", count)
                for name, count in islice(self._dates(value), asking.limit)
            ]
        typed = fold(value)
        values = [name for name in _VALUES.get(field, ()) if name.startswith(typed) and name != typed]
        return [
            asking.accepted(SuggestionKind.VALUE, name, f"{field}:{name}") for name in values[: asking.limit]
        ]

    def _of_word(self, asking: _Asking) -> list[Suggestion]:
        typed = fold(asking.piece.value)
        found: dict[str, list[Suggestion]] = {
            "field": [
                asking.accepted(SuggestionKind.FIELD, f"{field}:", f"{field}:", ends=False)
                for field in FIELDS
                if field.startswith(typed)
            ],
            "search": [
                _search(saved, asking.piece.value)
                for saved in self._searches.all()
                if _is_meant(saved.name, asking.piece.value)
            ],
            "tag": list(self._named(asking, "tag", "tag")),
            "author": list(self._named(asking, AUTHOR, "author")),
            "site": list(self._named(asking, HOST, "site")),
            "title": list(self._titled(asking)),
        }
        room = asking.limit
        taken = dict.fromkeys(found, 0)
        for shares in (_SHARES, dict.fromkeys(found, room)):
            for kind, some in found.items():
                more = min(len(some) - taken[kind], max(shares[kind] - taken[kind], 0), room)
                taken[kind] += more
                room -= more
        return list(chain.from_iterable(some[: taken[kind]] for kind, some in found.items()))

    # Names

    def _named(self, asking: _Asking, table_name: str, field: str) -> Iterator[Suggestion]:
        table = self._table(table_name)
        value = asking.piece.value
        if value.strip():
            numbers = [number for _, number in find([table.names], value, asking.limit, wanted=asking.wanted)]
        else:
            numbers = list(range(min(asking.limit, len(table.shown))))
        for number in numbers:
            name = table.shown[number]
            kind = _KINDS.get(field, SuggestionKind.TAG)
            yield asking.accepted(kind, name, clause_text(_clause(field, name)), table.counts[number])

    def _table(self, name: str) -> _Table:
        with self._lock:
            table = self._tables.get(name)
            generation = self._index.snapshot().generation
            is_old = table is None or (
                table.generation != generation and time.monotonic() - table.made > _SECONDS_BETWEEN_TABLES
            )
            if table is None or is_old:
                table = self._tables[name] = self._made(name, generation)
            return table

    def _made(self, name: str, generation: int) -> _Table:
        labels = self._index.labels()
        kinds = tuple(TagKind) if name == "tag" else (name,)
        alike: dict[str, list[Label]] = {}
        for kind in kinds:
            for label in labels.of_kind(kind):
                key = site_name(label.name) if name == HOST else label.name
                alike.setdefault(key, []).append(label)
        counted = sorted(
            ((_count(some), key if name == HOST else some[0].shown) for key, some in alike.items()),
            key=_by_count,
        )
        shown = [each for _, each in counted]
        return _Table(generation, time.monotonic(), shown, [count for count, _ in counted], Names(shown))

    def _dates(self, typed: str) -> Iterator[tuple[str, int | None]]:
        """Times that the archives have posts of: years, then the months of a year, the days of a month."""
        yield from ((name, None) for name in _DATES if name.startswith(typed) and name != typed)
        size = 4 if len(typed) < 4 else 7 if len(typed) < 7 else 10
        counts: Counter[str] = Counter()
        for label in self._index.labels().of_kind(DAY):
            day = date.fromordinal(int(label.name)).isoformat()
            if day.startswith(typed):
                counts[day[:size]] += len(label.posts)
        yield from sorted(((name, count) for name, count in counts.items() if name != typed), reverse=True)

    # Titles

    def _titled(self, asking: _Asking) -> Iterator[Suggestion]:
        value = asking.piece.value
        if not value.strip() or (value.isascii() and len(value) < 2):
            return
        for post in self._titles.find(value, asking.limit, asking.wanted):
            yield Suggestion(
                SuggestionKind.TITLE,
                post.title,
                asking.query,
                len(asking.query),
                post=post,
                marks=_mark(post.title, value),
            )


@dataclass(frozen=True, slots=True)
class _Asking:
    """One question."""

    query: str
    piece: CompletionContext
    limit: int
    wanted: Callable[[], bool]

    def accepted(
        self, kind: SuggestionKind, shown: str, written: str, count: int | None = None, *, ends: bool = True
    ) -> Suggestion:
        """The suggestion that puts `written` in the place of the piece; it `ends` there, or goes on."""
        rest = self.query[self.piece.end :]
        space = " " if ends and not rest[:1].isspace() else ""
        start = self.query[: self.piece.start] + written + space
        cursor = len(start) + (ends and rest[:1].isspace())
        return Suggestion(kind, shown, start + rest, cursor, count, marks=_mark(shown, self.piece.value))


class _Titles:
    """The titles of the newest posts, in tables of which no key has to wait for more than one."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._lock = threading.Lock()
        self._generation = -1
        self._known: BitMap = BitMap()
        self._numbers: list[Sequence[int]] = []
        self._names: list[Names] = []

    def find(self, typed: str, limit: int, wanted: Callable[[], bool]) -> list[Post]:
        """At most `limit` of the posts whose titles are meant."""
        with self._lock:
            self._follow(wanted)
            numbers, names = list(self._numbers), list(self._names)
        present = self._index.snapshot().all
        found = [
            number
            for table, place in find(names, typed, limit + _GONE_AT_ONCE, wanted=wanted)
            if (number := numbers[table][place]) in present
        ]
        return [each.post for each in self._index.posts(found[:limit])]

    def _follow(self, wanted: Callable[[], bool]) -> None:
        """Takes in the titles that came since the last question, the newest first."""
        snapshot = self._index.snapshot()
        if snapshot.generation == self._generation:
            return
        newest = snapshot.order[:TITLES_FROM]
        if len(self._known - BitMap(newest)) > _GONE_AT_ONCE:
            self._known, self._numbers, self._names = BitMap(), [], []
            self._generation = -1
        fresh = [number for number in newest if number not in self._known]
        for start in range(0, len(fresh), _TITLES_AT_ONCE):
            if not wanted():
                return
            some = fresh[start : start + _TITLES_AT_ONCE]
            titles = self._index.titles(some)
            # What comes to titles that are all there is newer than they; until then older ones follow.
            place = 0 if self._generation >= 0 else len(self._names)
            self._numbers.insert(place, list(titles))
            self._names.insert(place, Names(list(titles.values())))
            self._known.update(some)
        self._generation = snapshot.generation


_KINDS = {"author": SuggestionKind.AUTHOR, "site": SuggestionKind.SITE}


def _clause(field: str, name: str) -> Node:
    if field in ("author", "site"):
        return Equals(TextField(field), name)
    return Tagged(name, None if field == "tag" else TagKind(field))


def _count(labels: Sequence[Label]) -> int:
    if len(labels) == 1:
        return len(labels[0].posts)
    return len(BitMap.union(*(label.posts for label in labels)))


def _by_count(counted: tuple[int, str]) -> tuple[int, str]:
    return -counted[0], counted[1]


def _is_meant(name: str, typed: str) -> bool:
    return bool(find([Names([name])], typed, 1))


def _search(saved: SavedSearch, typed: str) -> Suggestion:
    return Suggestion(
        SuggestionKind.SEARCH, saved.name, saved.query, len(saved.query), marks=_mark(saved.name, typed)
    )


def _mark(shown: str, typed: str) -> tuple[tuple[int, int], ...]:
    """Where what was typed stands, the first time."""
    return tuple(hits(shown, [typed])[:1])
