"""The posts with each mark, as bitmaps of the index for queries and facets."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Mapping
from itertools import chain
from typing import NamedTuple

from pyroaring import BitMap

from reader.index import Index
from reader.index.evaluate import Mark
from reader.index.values import FacetValues
from reader.library.damage import Damage
from reader.library.note_search import NoteSearch
from reader.query.nodes import Flag, Labelled, Part
from reader.state.marks import Marks
from reader.state.statements import Item, Kind
from reader.text.spelling import search_form

_KIND_OF = {Flag.READ: Kind.READ, Flag.STARRED: Kind.STARRED}
_KIND_OF_PART = {Part.LABEL: Kind.LABEL, Part.NOTE: Kind.NOTE, Part.HIGHLIGHT: Kind.HIGHLIGHT}

WHOLE = "1000"
"""the progress of an article that was read to its end, in thousandths"""


class LabelledPosts(NamedTuple):
    """A label and its posts."""

    name: str
    """the spelling with most posts"""
    posts: BitMap
    """the posts with any spelling of it; not to be changed"""


class MarkedPosts:
    """The posts in the index with each mark, computed when they are first asked for. Thread-safe.

    All bitmaps are those of the index as it is now, and of the marks as far as `follow` heard of their changes.
    """

    def __init__(self, index: Index, marks: Marks, damage: Damage) -> None:
        """Nothing is read yet."""
        self._index = index
        self._marks = marks
        self._damage = damage
        self._lock = threading.Lock()
        self._generation = -1
        self._posts: dict[tuple[Kind, str | None], BitMap] = {}
        """the posts with a mark of a kind and name, None for any name, as far as they were asked for"""
        self._has_all_labels = False
        """whether the posts of all labels were asked for"""
        self._labels: Mapping[str, LabelledPosts] | None = None
        self.notes = NoteSearch(marks)
        """the texts of the notes"""
        self._numbers: dict[str, list[int]] = {}
        """the posts with each of the keys of posts that have notes, as far as they were asked for"""

    def posts(self, flag: Flag, *, generation: int | None = None) -> BitMap:
        """Return the posts that are read, starred, begun or finished; not to be changed.

        For what an index of a known `generation` answered, no look at the file tells whether it is still that one.
        """
        if flag in (Flag.BEGUN, Flag.FINISHED):
            return self._posts_come_to(is_finished=flag is Flag.FINISHED)
        return self.posts_with(_KIND_OF[flag], generation=generation)

    def _posts_come_to(self, *, is_finished: bool) -> BitMap:
        """Return the posts that were read to the end, or begun and not finished."""
        with self._lock:
            self._renew()
            mark = (Kind.PROGRESS, str(is_finished))
            if mark not in self._posts:
                values = self._marks.ledger.all(Kind.PROGRESS).items()
                keys = [key for (key, _), value in values if (value == WHOLE) is is_finished and value != "0"]
                self._posts[mark] = self._index.sharing_any(keys)
            return self._posts[mark]

    def posts_with(self, kind: Kind, name: str | None = None, *, generation: int | None = None) -> BitMap:
        """Return the posts with a mark of a kind, of this name or else of any; not to be changed.

        `generation` is as for `posts`.
        """
        with self._lock:
            if generation is None or generation != self._generation:
                self._renew()
            found = self._posts.get((kind, name))
            if found is None:
                found = self._index.sharing_any(self._marks.keys(kind, name))
                self._posts[kind, name] = found
            return found

    def matching(self, mark: Mark) -> BitMap:
        """Return the posts with a mark that a query asks for; not to be changed.

        May raise ExpressionTimeError for an expression that is looked for in notes.
        """
        match mark:
            case Flag():
                return self.posts(mark)
            case Part():
                return self.posts_with(_KIND_OF_PART[mark])
            case Labelled(name):
                label = self.labels().get(search_form(name))
                return label.posts if label else BitMap()
            case _:
                return self._noted(self.notes.matching(mark))

    def _noted(self, keys: set[str]) -> BitMap:
        """Return the posts with keys of posts that have notes."""
        with self._lock:
            self._renew()
            if missing := keys - self._numbers.keys():
                self._numbers |= self._index.numbers_by_key(missing)
            return BitMap(list(chain.from_iterable(map(self._numbers.__getitem__, keys))))

    def labels(self) -> Mapping[str, LabelledPosts]:
        """Return the labels that posts in the index have, by the forms of their names."""
        with self._lock:
            self._renew()
            if not self._has_all_labels:
                for name, keys in self._marks.keys_by_name(Kind.LABEL).items():
                    self._posts[Kind.LABEL, name] = self._index.sharing_any(keys)
                self._has_all_labels = True
            if self._labels is None:
                self._labels = self._merged_labels()
            return self._labels

    def label_values(self) -> FacetValues:
        """Return the labels that posts in the index have, as the values of a facet."""
        labels = self.labels()
        return FacetValues(
            [label.name for label in labels.values()],
            list(labels),
            [label.posts for label in labels.values()],
        )

    def _merged_labels(self) -> Mapping[str, LabelledPosts]:
        by_form: dict[str, list[tuple[int, str, BitMap]]] = {}
        for (kind, name), posts in self._posts.items():
            if kind is Kind.LABEL and name is not None and posts:
                by_form.setdefault(search_form(name), []).append((-len(posts), name, posts))
        return {
            form: LabelledPosts(min(some)[1], BitMap.union(BitMap(), *(posts for *_, posts in some)))
            for form, some in sorted(by_form.items())
        }

    def _renew(self) -> None:
        """Forget the bitmaps if they are not those of the current index."""
        generation = self._index.snapshot().generation
        if self._generation != generation:
            self._forget()
            self._generation = generation

    def _forget(self) -> None:
        self._posts = {}
        self._labels, self._has_all_labels = None, False
        self._numbers = {}

    def forget(self) -> None:
        """Recompute everything on demand: any of the marks may have changed."""
        self.notes.forget()
        with self._lock:
            self._forget()

    def forget_progress(self) -> None:
        """Compute anew which posts were begun and finished."""
        with self._lock:
            self._forget_progress()

    def _forget_progress(self) -> None:
        for is_finished in (True, False):
            self._posts.pop((Kind.PROGRESS, str(is_finished)), None)

    def follow(self, items: Iterable[Item]) -> None:
        """Make the bitmaps true to the marks of these items, as far as they were computed."""
        by_mark: dict[tuple[Kind, str | None], list[Item]] = {}
        for item in items:
            for name in (item.name, None):
                by_mark.setdefault((item.kind, name), []).append(item)
        for kind in (Kind.NOTE, Kind.HIGHLIGHT):
            self.notes.forget(item.key for item in by_mark.get((kind, None), ()))
        with self._lock:
            labels = {mark for mark in by_mark if mark[0] is Kind.LABEL}
            if labels and self._has_all_labels:
                self._posts = dict.fromkeys(labels, BitMap()) | self._posts
            if labels:
                self._labels = None
            if (Kind.PROGRESS, None) in by_mark:
                self._forget_progress()
            for mark in by_mark.keys() & self._posts.keys():
                kind, name = mark
                items = by_mark[mark]
                marked = [item for item in items if self._has(item.key, kind, name)]
                # A new bitmap, as queries in other threads still use the old one.
                about = self._about(items)
                about_marked = about if len(marked) == len(items) else self._about(marked)
                self._posts[mark] = (self._posts[mark] - about) | about_marked

    def _about(self, items: Iterable[Item]) -> BitMap:
        """Return the posts that items are about."""
        nothing = BitMap()
        keys = [item.key for item in items]
        return self._damage.read_or(nothing, lambda: self._index.sharing_any(keys))

    def _has(self, key: str, kind: Kind, name: str | None) -> bool:
        names = self._marks.names(kind, key)
        return bool(names) if name is None else name in names
