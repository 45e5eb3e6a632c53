"""Every hit of a query in its context (KWIC): found post by post, and set in lines only where they are looked at.

A hit costs twelve bytes. Sorting by what stands beside the hits reads the texts once more and keeps a short key of each
until they are sorted.
"""

from __future__ import annotations

import re
import threading
from array import array
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import NamedTuple

from reader.index import Answer, Index, IndexedPost
from reader.library.damage import Damage
from reader.library.neighbours import Neighbour, NeighbourCounts, Side, has_neighbour
from reader.library.post_texts import PostText, texts_of
from reader.post import Post
from reader.query.nodes import affirmed
from reader.query.patterns import part_of, pattern_of
from reader.query.query import Query
from reader.text.quotation import Quotation
from reader.text.safe import clean
from reader.text.spelling import search_form
from reader.typeset.alignment import head, tail

MOST_HITS = 1_000_000
"""hits that are found: 12 MB, and while they are sorted another 100 MB"""
BLOCK_END = " ¶ "
"""stands in a context where a paragraph, a heading or another block ends"""
_FIRST_POSTS, _MOST_POSTS = 16, 256
"""posts read in a step: few at first, for the first screen, then as many as take some 20 ms"""
_AT_ONCE = 4096
"""contexts made at a time for a table: those of a post are made together, in whatever order they stand"""
_KEY = 16
"""characters by which hits are sorted; those that are equal so far stay in the order of time"""
_KEPT = 128
"""posts whose texts are kept: more than a tall screen shows"""
_READ = 32
"""posts whose texts are read at once; others that ask meanwhile wait for some 30 ms"""
_POSTS_KEPT = 2048
"""posts that are kept for headings, without their texts"""
_QUOTED = 160
"""cells on each side by which a hit is found again in the article"""
_CHARACTERS_OF_CELL = 3
"""characters that are looked at for each cell: marks take none"""
_UNITS = re.compile(r"[a-z0-9]+|.", re.DOTALL)
_HAS_WORD = re.compile(r"[a-z0-9]").search
_BLANKS = re.compile(r"[^\S\n\u3000]+")
_BLOCK_ENDS = re.compile(r" ?\n[\s]*")


class ContextOrder(StrEnum):
    """Sort orders of contexts."""

    TIME = "time"
    """as the posts of the result stand, the newest first unless the query says otherwise"""
    RIGHT = "right"
    """by what follows the hit"""
    LEFT = "left"
    """by what stands before the hit, the nearest word or character first"""
    CHANNEL = "channel"


class Context(NamedTuple):
    """A hit with what stands around it, each on one line."""

    post: Post
    left: str
    hit: str
    right: str
    offset: int | None
    """of the hit in `Article.text`; None for one in the title"""


class Arranged(NamedTuple):
    """A step of arranging hits."""

    share: float
    """how much is done, 0 to 1"""
    hits: Sequence[int] | None = None
    """the numbers of the hits in order, at the end"""
    posts: int = 0
    """the number of posts that have these hits"""


class _Source(NamedTuple):
    """A post whose contexts are looked at."""

    post: Post
    text: PostText


class Concordance:
    """The hits of a query in the titles and texts of the posts of one answer. Thread-safe.

    Hits are numbered in the order of the posts and of their text.
    """

    def __init__(self, index: Index, answer: Answer, query: Query, damage: Damage) -> None:
        self._index = index
        self._answer = answer
        self._patterns = [(part_of(node), pattern_of(node)) for node in affirmed(query.node)]
        self._damage = damage
        self._places: array[int] = array("I")
        self._starts: array[int] = array("I")
        self._ends: array[int] = array("I")
        self._finding = threading.Lock()
        self._looking = threading.Lock()
        self._searched = 0
        """the number of posts that are searched"""
        self._posts: OrderedDict[int, Post] = OrderedDict()
        self._sources: OrderedDict[int, _Source] = OrderedDict()
        self.posts = 0
        """the number of posts with hits that are found so far"""
        self.is_complete = False
        """whether all hits are found, or as many as are kept"""

    def __len__(self) -> int:
        """Return the number of hits that are found so far."""
        return len(self._ends)

    # Finding

    def find(self) -> Iterator[float]:
        """Find the hits that are not found yet; yield the share of posts that are searched after each step.

        Another thread may go on where one leaves off. Raise DamagedIndexError and ExpressionTimeError.
        """
        step = _FIRST_POSTS
        while not self.is_complete:
            with self._finding:
                self._search_posts(step)
            step = min(2 * step, _MOST_POSTS)
            yield min(self._searched / max(len(self._answer), 1), 1.0)

    def _search_posts(self, count: int) -> None:
        """Find the hits in the next posts."""
        first = self._searched
        numbers = self._answer.numbers(first, first + count)
        places = dict(zip(numbers, range(first, first + count), strict=False))
        for number, text in texts_of(self._index, numbers, self._answer.generation):
            found = self._spans(text)
            self.posts += bool(found)
            for start, end in found:
                self._places.append(places[number])
                self._starts.append(start)
                self._ends.append(end)
        self._searched = first + count
        self.is_complete = self._searched >= len(self._answer) or len(self) >= MOST_HITS

    def _spans(self, text: PostText) -> list[tuple[int, int]]:
        """Return the ranges of the hits in a form: of those that overlap the first, of those that begin together the longest."""
        found = [
            (first + start, first + end)
            for field, pattern in self._patterns
            if pattern.may_stand_in(text.form)
            for first, last in text.ranges(field)
            for start, end in pattern.spans(text.search.part(first, last))
        ]
        found.sort(key=lambda span: (span[0], -span[1]))
        kept: list[tuple[int, int]] = []
        done = 0
        for start, end in found:
            if done <= start < end:
                kept.append((start, end))
                done = end
        return kept

    # Arranging

    def arrange(
        self, order: ContextOrder, *, by_post: bool = False, beside: Sequence[Neighbour] = ()
    ) -> Iterator[Arranged]:
        """Sort the hits that are found, those alone that have the neighbours `beside`; yield each step.

        `by_post` keeps the hits of a post together, and sorts them within it. Raise DamagedIndexError.
        """
        if order is ContextOrder.TIME and not beside:
            yield Arranged(1.0, range(len(self)), self.posts)
            return
        kept: array[int] = array("I")
        keys: dict[int, str] = {}
        posts = 0
        for share, step in self._texts():
            channels = self._channels(step) if order is ContextOrder.CHANNEL else {}
            for number, text, hits in step:
                before = len(kept)
                for hit in hits:
                    start, end = self._starts[hit], self._ends[hit]
                    if not all(has_neighbour(text.form, start, end, each) for each in beside):
                        continue
                    kept.append(hit)
                    if order is ContextOrder.RIGHT:
                        keys[hit] = _key_after(text.form, end)
                    elif order is ContextOrder.LEFT:
                        keys[hit] = _key_before(text.form, start)
                    elif order is ContextOrder.CHANNEL:
                        keys[hit] = channels[number]
                posts += len(kept) > before
            yield Arranged(share)
        if by_post and order in (ContextOrder.LEFT, ContextOrder.RIGHT):
            kept = array("I", sorted(kept, key=lambda hit: (self._places[hit], keys[hit])))
        elif keys:
            kept = array("I", sorted(kept, key=keys.__getitem__))
        yield Arranged(1.0, kept, posts)

    def _texts(self) -> Iterator[tuple[float, list[tuple[int, PostText, range]]]]:
        """Yield the posts with hits in steps, each post with its number, its text and its hits; and the share that is done."""
        first, count = 0, len(self)
        while first < count:
            hits: dict[int, range] = {}
            while first < count and len(hits) < _MOST_POSTS:
                place, end = self._places[first], first + 1
                while end < count and self._places[end] == place:
                    end += 1
                hits[self._answer.numbers(place, place + 1)[0]] = range(first, end)
                first = end
            texts = texts_of(self._index, list(hits), self._answer.generation)
            yield first / count, [(number, text, hits[number]) for number, text in texts]

    def _channels(self, step: Sequence[tuple[int, PostText, range]]) -> dict[int, str]:
        """Return the channels of posts by number, folded; those without one come last."""
        numbers = [number for number, _, _ in step]
        posts = self._index.posts(numbers, self._answer.generation)
        return {number: search_form(post.channel) or "\U0010ffff" for number, post, _ in posts}

    def count_neighbours(self, beside: Sequence[Neighbour], counts: NeighbourCounts) -> Iterator[float]:
        """Count what stands beside the hits that have the neighbours `beside`; yield the share that is done after each step.

        Raise DamagedIndexError.
        """
        for share, step in self._texts():
            for _, text, hits in step:
                for hit in hits:
                    start, end = self._starts[hit], self._ends[hit]
                    if all(has_neighbour(text.form, start, end, each) for each in beside):
                        counts.add(hit, text.form, start, end)
            yield share

    # Looking

    def spellings(self, neighbours: Sequence[Neighbour]) -> list[str]:
        """Return neighbours as they are written, each beside the first hit that has it."""
        forms = [each.form for each in neighbours]
        return self._damage.read_or(forms, lambda: self._spellings(neighbours))

    def _spellings(self, neighbours: Sequence[Neighbour]) -> list[str]:
        spelt = [each.form for each in neighbours]
        for index, source in self._with_sources([each.example for each in neighbours]):
            neighbour, form = neighbours[index], source.text.form
            if neighbour.side is Side.RIGHT:
                start = form.index(neighbour.form, self._ends[neighbour.example])
            else:
                start = form.rindex(neighbour.form, 0, self._starts[neighbour.example])
            search = source.text.search
            spelt[index] = _on_one_line(
                search.text[slice(*search.in_text(start, start + len(neighbour.form)))]
            )
        return spelt

    def place(self, hit: int) -> int:
        """Return the place among the posts of the answer of the post that has a hit."""
        return self._places[hit]

    def post(self, hit: int) -> Post | None:
        """Return the post that has a hit; None while the index cannot be read."""
        with self._looking:
            return self._post_at(self._places[hit])

    def _post_at(self, place: int) -> Post | None:
        if place not in self._posts:
            places = range(place, place + _KEPT)
            numbers = self._answer.numbers(places.start, places.stop)
            none: list[IndexedPost] = []
            found = self._damage.read_or(none, lambda: self._index.posts(numbers, self._answer.generation))
            by_number = {each.number: each.post for each in found}
            while len(self._posts) >= _POSTS_KEPT:
                self._posts.popitem(last=False)
            for number, other in zip(numbers, places, strict=False):
                if number in by_number:
                    self._posts[other] = by_number[number]
        return self._posts.get(place)

    def quotation(self, hit: int) -> Quotation | None:
        """Return a hit as it is found again in the article; None for one whose post has left the index."""
        context = self.contexts([hit], _QUOTED, _QUOTED)[0]
        if context is None:
            return None
        first = hit
        while first and self._places[first - 1] == self._places[hit]:
            first -= 1
        return Quotation(context.left, context.hit, context.right, hit - first)

    def contexts(
        self, hits: Sequence[int], left: int, right: int, ambiguous: int = 1
    ) -> list[Context | None]:
        """Return the hits with so many cells of text before and after them; None for one whose post has left the index."""
        nothing: list[Context | None] = [None] * len(hits)
        return self._damage.read_or(nothing, lambda: self._contexts(hits, left, right, ambiguous))

    def each_context(self, hits: Sequence[int], cells: int) -> Iterator[Context]:
        """Yield the hits whose posts are in the index, with so many cells on each side. Raise DamagedIndexError."""
        for start in range(0, len(hits), _AT_ONCE):
            page = self._contexts(hits[start : start + _AT_ONCE], cells, cells, 1)
            yield from (each for each in page if each is not None)

    def _contexts(self, hits: Sequence[int], left: int, right: int, ambiguous: int) -> list[Context | None]:
        made: list[Context | None] = [None] * len(hits)
        for index, source in self._with_sources(hits):
            first, last = self._starts[hits[index]], self._ends[hits[index]]
            made[index] = _context(source, first, last, left, right, ambiguous)
        return made

    def _with_sources(self, hits: Sequence[int]) -> Iterator[tuple[int, _Source]]:
        """Yield the indexes of hits with their posts, post by post: however many there are, few texts are held at a time.

        Those whose posts have left the index are passed over.
        """
        by_place: dict[int, list[int]] = {}
        for index, hit in enumerate(hits):
            by_place.setdefault(self._places[hit], []).append(index)
        places = sorted(by_place)
        for start in range(0, len(places), _READ):
            for place, source in self._sources_of(places[start : start + _READ]).items():
                for index in by_place[place]:
                    yield index, source

    def _sources_of(self, places: Sequence[int]) -> dict[int, _Source]:
        """Return the posts at these places of the answer, from the last ones kept or read anew."""
        with self._looking:
            return self._kept_or_read(places)

    def _kept_or_read(self, places: Sequence[int]) -> dict[int, _Source]:
        wanted = dict.fromkeys(places)
        missing = {
            self._answer.numbers(place, place + 1)[0]: place for place in wanted if place not in self._sources
        }
        if missing:
            generation = self._answer.generation
            posts = {each.number: each.post for each in self._index.posts(list(missing), generation)}
            for number, text in texts_of(self._index, list(missing), generation):
                post = posts.get(number)
                if post is not None:
                    self._sources[missing[number]] = _Source(post, text)
        found = {}
        for place in wanted:
            if place in self._sources:
                self._sources.move_to_end(place)
                found[place] = self._sources[place]
        while len(self._sources) > _KEPT:
            self._sources.popitem(last=False)
        return found


def _key_after(form: str, end: int) -> str:
    """Return the beginning of what follows a hit in its block."""
    return form[end : end + _KEY].partition("\n")[0].lstrip()


def _key_before(form: str, start: int) -> str:
    """Return the end of what stands before a hit in its block: the nearest word or character first."""
    before = form[max(0, start - _KEY) : start].rpartition("\n")[2].rstrip()
    if not _HAS_WORD(before):
        return before[::-1]
    # What ends a word sorts before all that follows: `sea` before `seaside`, whatever stands before either.
    return "".join(f"{unit}\0" if _HAS_WORD(unit) else unit for unit in reversed(_UNITS.findall(before)))


def _context(
    source: _Source, form_start: int, form_end: int, left: int, right: int, ambiguous: int
) -> Context:
    post, text = source
    search = text.search
    whole = search.text
    start, end = search.in_text(form_start, form_end)
    if text.is_in_title(form_start):
        first, last, offset = 0, len(post.title), None
    else:
        first, last = search.in_text(text.body_start, len(text.form))
        offset = start - first
    before = whole[max(first, start - _CHARACTERS_OF_CELL * left - 1) : start]
    after = whole[end : min(last, end + _CHARACTERS_OF_CELL * right + 1)]
    return Context(
        post,
        tail(_on_one_line(before), left, ambiguous).lstrip(),
        _on_one_line(whole[start:end]),
        head(_on_one_line(after), right, ambiguous).rstrip(),
        offset,
    )


def _on_one_line(text: str) -> str:
    """Return a piece of a text on one line, without anything that a terminal would act upon; ends of blocks are shown."""
    return _BLOCK_ENDS.sub(BLOCK_END, _BLANKS.sub(" ", clean(text.replace("\u2028", " "))))
