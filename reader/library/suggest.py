"""Completion of queries: fields, values, labels, tags, authors, sites, saved searches and titles."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import chain, islice

from pyroaring import BitMap

from reader.errors import StateError
from reader.index import Index
from reader.index.labels import AUTHOR, DAY, HOST, LANGUAGE, Label
from reader.index.labels import FIELD as FRONT_MATTER
from reader.index.snapshot import Snapshot
from reader.language import later
from reader.library.marked_posts import LabelledPosts
from reader.library.names import Names, find
from reader.library.operator_help import explained
from reader.library.title_search import TitleSearch
from reader.library.words_read import WordsRead
from reader.post import Post, TagKind
from reader.query.completion import CompletionContext, completion_context
from reader.query.field_names import ALIASES, FIELDS, VALUES
from reader.query.format import clause_text
from reader.query.nodes import (
    Equals,
    Flag,
    HasField,
    Labelled,
    MatchAll,
    Node,
    Order,
    Part,
    Saved,
    Tagged,
    TextField,
    Words,
)
from reader.query.sites import site_name
from reader.state.searches import SavedSearch, Searches
from reader.text.language_names import languages_like, shown_language
from reader.text.script import Script
from reader.text.spelling import SearchText, search_form

_MIN_TABLE_SECONDS = 2.0
"""age from which a table of names is rebuilt when posts were added"""
_SHARES = {
    "word": 2,
    "operator": 4,
    "field": 3,
    "search": 2,
    "label": 2,
    "tag": 3,
    "author": 2,
    "site": 1,
    "title": 2,
}
"""suggestions of each kind for a word outside a field; unused ones go to the other kinds in this order"""
_FIELD_VALUES: dict[str, tuple[str, ...]] = {
    "is": tuple(Flag),
    "has": tuple(Part),
    "sort": tuple(Order),
    "length": ("<500", "500..1500", ">1500", ">5000"),
}
_PERIODS = ("7d", "1m", "1y")
_TABLE_OF_FIELD: dict[str, str] = {"tag": "tag", **{str(kind): str(kind) for kind in TagKind}} | {
    "author": AUTHOR,
    "site": HOST,
    "field": FRONT_MATTER,
    "label": "label",
}


class SuggestionKind(StrEnum):
    """The kind of a suggestion."""

    OPERATOR = later("operator")
    FIELD = later("field")
    VALUE = later("value")
    LABEL = later("label")
    TAG = later("tag")
    AUTHOR = later("author")
    SITE = later("site")
    SEARCH = later("search")
    WORD = later("word")
    TITLE = later("title")


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A completion of the query, or a post to open."""

    kind: SuggestionKind
    shown: str
    text: str
    """the query after accepting it; unchanged for a title"""
    cursor: int
    """the position of the cursor in `text`"""
    count: int | None = None
    """the number of posts that have it, copies once, if known"""
    post: Post | None = None
    """the post to open, for a title"""
    marks: tuple[tuple[int, int], ...] = ()
    """start and end of the first occurrence of the typed text in `shown`; empty without one"""


@dataclass(frozen=True, slots=True)
class _Table:
    """The names of one kind at one generation of the index, the most common first."""

    generation: int
    time: float
    """when the table was made, on the monotonic clock"""
    shown: list[str]
    counts: list[int]
    names: Names


class Suggester:
    """Suggests completions from the index, in milliseconds after the first call. Thread-safe."""

    def __init__(
        self,
        index: Index,
        searches: Searches,
        labels: Callable[[], Mapping[str, LabelledPosts]],
        words: WordsRead,
    ) -> None:
        """Nothing is read yet. `labels` returns the user's labels, the same object while they stay as they are."""
        self._index = index
        self._words = words
        self._searches = searches
        self._labels = labels
        self._label_table: tuple[Mapping[str, LabelledPosts], _Table] | None = None
        self._lock = threading.Lock()
        self._tables: dict[str, _Table] = {}
        self._titles = TitleSearch(index)

    def suggest(
        self, query: str, cursor: int, limit: int, is_wanted: Callable[[], bool] = lambda: True
    ) -> list[Suggestion]:
        """Return up to `limit` suggestions for the text at the cursor, the best first.

        Returns early, with fewer, once `is_wanted` returns False. Raise DamagedIndexError.
        """
        if not query.strip():
            return [_search(saved, "") for saved in self._saved()[:limit]]
        request = _Request(query, completion_context(query, cursor), limit, is_wanted)
        if not request.piece.field and not request.piece.value:
            return []
        suggestions = self._for_field(request) if request.piece.field else self._for_word(request)
        return [
            each
            for each in suggestions
            if each.post is not None or each.text.strip() != query.strip() or each.kind == "operator"
        ]

    def _saved(self) -> Sequence[SavedSearch]:
        """Return the saved searches; none if they cannot be read, which is said elsewhere."""
        try:
            return self._searches.all()
        except StateError:
            return []

    def _for_field(self, request: _Request) -> list[Suggestion]:
        """Return suggestions for the value of a field."""
        field, value = request.piece.field, request.piece.value
        if operators := self._operators(request):
            return operators
        if table := _TABLE_OF_FIELD.get(field):
            return list(self._matching_names(request, table, field))
        if field == "title":
            return list(self._matching_titles(request))
        if field in ("date", "after", "before"):
            return [
                request.accepted(SuggestionKind.VALUE, name, f"{field}:{name}", count)
                for name, count in islice(self._dates(value), request.limit)
            ]
        if field == "lang":
            return list(islice(self._languages(request), request.limit))
        if field == "saved":
            return [
                request.accepted(SuggestionKind.VALUE, saved.name, clause_text(Saved(saved.name, MatchAll())))
                for saved in self._saved()
                if not value.strip() or _matches(saved.name, value)
            ][: request.limit]
        typed = search_form(value)
        values = {name: name for name in _FIELD_VALUES.get(field, ())}
        if not typed.isascii():
            typed, values = value, VALUES.get(field, {})
        return [
            request.accepted(SuggestionKind.VALUE, name if name == of else f"{name}  {of}", f"{field}:{of}")
            for name, of in values.items()
            if name.startswith(typed) and name != typed
        ][: request.limit]

    def _operators(self, request: _Request) -> list[Suggestion]:
        """Return the operators that the part of the query is, or may become, each with what it means."""
        return [
            request.accepted(SuggestionKind.OPERATOR, f"{name}  {meaning}", written, ends=ends)
            for name, meaning, written, ends in explained(request.query, request.piece)
        ]

    def _for_word(self, request: _Request) -> list[Suggestion]:
        """Return suggestions of all kinds for a word outside a field."""
        typed = search_form(request.piece.value)
        found: dict[str, list[Suggestion]] = {
            "word": list(self._matching_words(request)),
            "operator": self._operators(request),
            "field": [
                request.accepted(SuggestionKind.FIELD, f"{field}:", f"{field}:", ends=False)
                for field in (*FIELDS, *ALIASES)
                if field.startswith(typed if field in FIELDS else request.piece.value.lower())
            ],
            "search": [
                _search(saved, request.piece.value)
                for saved in self._saved()
                if _matches(saved.name, request.piece.value)
            ],
            "label": list(self._matching_names(request, "label", "label")),
            "tag": list(self._matching_names(request, "tag", "tag")),
            "author": list(self._matching_names(request, AUTHOR, "author")),
            "site": list(self._matching_names(request, HOST, "site")),
            "title": list(self._matching_titles(request)),
        }
        left = request.limit
        taken = dict.fromkeys(found, 0)
        for shares in (_SHARES, dict.fromkeys(found, left)):
            for kind, suggestions in found.items():
                more = min(len(suggestions) - taken[kind], max(shares[kind] - taken[kind], 0), left)
                taken[kind] += more
                left -= more
        return list(chain.from_iterable(each[: taken[kind]] for kind, each in found.items()))

    def _matching_words(self, request: _Request) -> Iterator[Suggestion]:
        for word in self._words.find(request.piece.value, _SHARES["word"], request.is_wanted):
            yield request.accepted(SuggestionKind.WORD, word.text, clause_text(Words(word.text)), word.posts)

    # Names

    def _matching_names(self, request: _Request, table_name: str, field: str) -> Iterator[Suggestion]:
        for name, count in self._names_like(
            table_name, request.piece.value, request.limit, request.is_wanted
        ):
            kind = _KINDS.get(field, SuggestionKind.TAG)
            yield request.accepted(kind, name, clause_text(_clause(field, name)), count)

    def _names_like(
        self, table_name: str, typed: str, limit: int, is_wanted: Callable[[], bool]
    ) -> Iterator[tuple[str, int | None]]:
        """Yield the names of a table that match what is typed, the best first, with their numbers of posts."""
        table = self._table_of_labels() if table_name == "label" else self._table(table_name)
        if typed.strip():
            numbers = [number for _, number in find([table.names], typed, limit, is_wanted=is_wanted)]
        else:
            numbers = list(range(min(limit, len(table.shown))))
        for number in numbers:
            yield table.shown[number], table.counts[number]

    def _table(self, name: str) -> _Table:
        with self._lock:
            table = self._tables.get(name)
            generation = self._index.snapshot().generation
            is_old = table is None or (
                table.generation != generation and time.monotonic() - table.time > _MIN_TABLE_SECONDS
            )
            if table is None or is_old:
                table = self._tables[name] = self._build_table(name, generation)
            return table

    def _table_of_labels(self) -> _Table:
        """Return the names of the user's labels, which change more often than those of the index."""
        labels, known = self._labels(), self._label_table
        if known is None or known[0] is not labels:
            snapshot = self._index.snapshot()
            rows = [(_rows(snapshot, [label.posts]), label.name) for label in labels.values()]
            table = _table_of(sorted(rows, key=_by_count), snapshot.generation)
            known = self._label_table = (labels, table)
        return known[1]

    def _build_table(self, name: str, generation: int) -> _Table:
        labels, snapshot = self._index.labels(), self._index.snapshot()
        kinds = tuple(TagKind) if name == "tag" else (name,)
        merged: dict[str, list[Label]] = {}
        # Labels of one name, or hosts of one site, are one suggestion.
        for kind in kinds:
            for label in labels.of_kind(kind):
                key = site_name(label.name) if name == HOST else label.name
                merged.setdefault(key, []).append(label)
        counted = sorted(
            (
                (_rows(snapshot, [label.posts for label in some]), key if name == HOST else some[0].shown)
                for key, some in merged.items()
            ),
            key=_by_count,
        )
        return _table_of(counted, generation)

    def _languages(self, request: _Request) -> Iterator[Suggestion]:
        """Yield the languages of which a name begins with what is typed: those of most archives, and those found here."""
        snapshot = self._index.snapshot()
        labels = self._index.labels().of_kind(LANGUAGE)
        counts = {label.name: _rows(snapshot, [label.posts]) for label in labels}
        here = sorted(counts, key=lambda code: (-counts[code], code))
        offered = dict.fromkeys((*map(str, Script), *here))
        value = request.piece.value
        matching = languages_like(value) if value.strip() else offered
        for code in offered:
            if code in matching and code != search_form(value):
                shown = f"{code}  {shown_language(code)}"
                yield request.accepted(SuggestionKind.VALUE, shown, f"lang:{code}", counts.get(code))

    def _dates(self, typed: str) -> Iterator[tuple[str, int | None]]:
        """Yield periods that start with the typed text, with their numbers of posts, the latest first.

        These are years, then the months of a year, then the days of a month.
        """
        yield from ((name, None) for name in _PERIODS if name.startswith(typed) and name != typed)
        length = 4 if len(typed) < 4 else 7 if len(typed) < 7 else 10
        periods: dict[str, list[BitMap]] = {}
        for label in self._index.labels().of_kind(DAY):
            day = date.fromordinal(int(label.name)).isoformat()
            if day.startswith(typed):
                periods.setdefault(day[:length], []).append(label.posts)
        snapshot = self._index.snapshot()
        for name in sorted(periods, reverse=True):
            if name != typed:
                yield name, _rows(snapshot, periods[name])

    # Titles

    def _matching_titles(self, request: _Request) -> Iterator[Suggestion]:
        value = request.piece.value
        if not value.strip() or (value.isascii() and len(value) < 2):
            return
        for post in self._titles.find(value, request.limit, request.is_wanted):
            yield Suggestion(
                SuggestionKind.TITLE,
                post.title,
                request.query,
                len(request.query),
                post=post,
                marks=occurrence(post.title, value),
            )


@dataclass(frozen=True, slots=True)
class _Request:
    """A call of the suggester."""

    query: str
    piece: CompletionContext
    """the part of the query to complete"""
    limit: int
    is_wanted: Callable[[], bool]

    def accepted(
        self, kind: SuggestionKind, shown: str, written: str, count: int | None = None, *, ends: bool = True
    ) -> Suggestion:
        """Return the suggestion to replace the piece by `written`, followed by a space if it `ends` there."""
        rest = self.query[self.piece.end :]
        space = " " if ends and not rest[:1].isspace() else ""
        start = self.query[: self.piece.start] + written + space
        cursor = len(start) + (ends and rest[:1].isspace())
        return Suggestion(kind, shown, start + rest, cursor, count, marks=occurrence(shown, self.piece.value))


_KINDS = {
    "author": SuggestionKind.AUTHOR,
    "site": SuggestionKind.SITE,
    "field": SuggestionKind.VALUE,
    "label": SuggestionKind.LABEL,
}


def _clause(field: str, name: str) -> Node:
    if field in ("author", "site"):
        return Equals(TextField(field), name)
    if field == "field":
        return HasField(name)
    if field == "label":
        return Labelled(name)
    return Tagged(name, None if field == "tag" else TagKind(field))


def _table_of(counted: Sequence[tuple[int, str]], generation: int) -> _Table:
    """Return the table of names with their numbers of posts."""
    shown = [name for _, name in counted]
    return _Table(generation, time.monotonic(), shown, [count for count, _ in counted], Names(shown))


def _rows(snapshot: Snapshot, posts: Sequence[BitMap]) -> int:
    """Return the number of rows that a list of all of the posts has, where copies of a post are one."""
    return len(snapshot.folded(posts[0] if len(posts) == 1 else BitMap.union(*posts)))


def _by_count(counted: tuple[int, str]) -> tuple[int, str]:
    return -counted[0], counted[1]


def _matches(name: str, typed: str) -> bool:
    return bool(find([Names([name])], typed, 1))


def _search(saved: SavedSearch, typed: str) -> Suggestion:
    return Suggestion(
        SuggestionKind.SEARCH, saved.name, saved.query, len(saved.query), marks=occurrence(saved.name, typed)
    )


def occurrence(shown: str, typed: str) -> tuple[tuple[int, int], ...]:
    """Return the first occurrence of the typed text, if there is one; typed accents ask for nothing in names."""
    text, form = SearchText(shown), search_form(typed)
    start = text.form.find(form) if form else -1
    return (text.in_text(start, start + len(form)),) if start >= 0 else ()
