"""Evaluates query nodes to sets of posts, by tokens, label bitmaps or a search of the texts."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import NamedTuple, assert_never

import apsw
from pyroaring import BitMap

from reader.index.answer import Answer
from reader.index.document import Texts, post_of
from reader.index.field_texts import equals_any, texts_of_post, unpack_fields
from reader.index.labels import AUTHOR, DAY, DRAFT, FIELD, HOST, LANGUAGE, PART, Labels
from reader.index.lookup import at_address, lengths, linking_to_key, with_length
from reader.index.postings import posts_with_all
from reader.index.snapshot import Snapshot
from reader.index.text_search import NO_ARCHIVE, TextNode, TextSearch
from reader.index.tokens import query_tokens
from reader.post import TagKind
from reader.query.nodes import (
    SAID_PARTS,
    And,
    Archived,
    Contains,
    Dated,
    Equals,
    Flag,
    Has,
    HasField,
    Is,
    Labelled,
    Length,
    Match,
    MatchAll,
    Node,
    Not,
    OnDay,
    Or,
    Part,
    Saved,
    Tagged,
    TextField,
    Together,
    Words,
    Written,
)
from reader.query.patterns import part_of, pattern_of
from reader.query.sites import site_name, whole_name
from reader.text.spelling import search_form

_FIRST_ROWS_SECONDS, _STEP_SECONDS = 0.03, 0.25
"""time after which the first rows are those found so far, and time between two steps after them"""
_WINDOW, _WINDOW_GROWTH = 512, 32
"""newest posts that are searched first for the first rows, and how many times as many are next"""
_SMALL = 8
"""1/n of all posts from which on a window saves little if texts must be read anyway"""
_BATCH = 16
"""candidates that are searched between two looks at the clock, at first"""
_QUICK_SECONDS = 0.01
"""a batch that was searched in less time is followed by one twice as large"""
_TEXT_COST, _PATTERN_COST = 2, 3
"""cost of words for which texts must be read, and of those for which each text is looked through"""

Mark = Flag | Part | Labelled | TextNode
"""what the user may have said of posts: a flag, anything of a kind, a label, or a note in which a text stands"""


class Growth(NamedTuple):
    """What is found so far."""

    posts: BitMap
    """the matching posts, without a gap from the first on"""
    read: int
    """how many candidates were looked at, in order"""
    candidates: int
    """how many there are"""
    are_newest: bool
    """whether only the newest of all posts were looked at"""


class Evaluator:
    """Evaluates the nodes of one query at one moment; `tests.query.reference` defines the result."""

    def __init__(
        self,
        connection: apsw.Connection,
        labels: Labels,
        snapshot: Snapshot,
        today: date,
        marked: Callable[[Mark], BitMap],
        is_wanted: Callable[[], bool] = lambda: True,
    ) -> None:
        """`marked` returns the posts with a mark; `today` anchors relative dates.

        Long evaluations raise OutdatedError once `is_wanted` returns False.
        """
        self._connection = connection
        self._labels = labels
        self._snapshot = snapshot
        self._everything = snapshot.all
        self._texts = TextSearch(connection, labels, snapshot, is_wanted)
        self._label_results: dict[Node, BitMap] = {}
        self._noted_results: dict[TextNode, BitMap] = {}
        self._today = today
        self._marked = marked

    def growing(self, node: Node, most: int, *, is_oldest_first: bool = False) -> Iterator[Growth]:
        """Yield ever more of the first matching posts where finding all may be slow; all of them are none of these.

        First come about `most` posts, or those found within the time of a frame or two, but at least one; then what is
        found, if anything, whenever a step of time has passed. Raise what `posts` raises.
        """
        if not self._may_be_slow(node):
            return
        found, is_first, due = BitMap(), True, time.monotonic() + _FIRST_ROWS_SECONDS
        must_read = self.must_read(node)
        # Windows are of the newest posts.
        most_windowed = 0 if is_oldest_first else len(self._everything) // (_SMALL if must_read else 1)
        for window in self._windows(most_windowed):
            is_all = len(window) == len(self._everything)
            if is_all and not must_read:
                return
            self._texts.look_up_in(None if is_all else window)
            candidates = self.candidates(node, window)
            in_order = Answer.by_time(
                self._snapshot,
                candidates,
                candidates,
                is_oldest_first=is_oldest_first,
                are_newest=not is_all,
            )
            read, size = 0, _BATCH
            while read < len(in_order):
                began = time.monotonic()
                numbers = in_order.numbers(read, read + size)
                found = found | self.posts(node, BitMap(numbers))
                read += len(numbers)
                now = time.monotonic()
                size = size * 2 if now - began < _QUICK_SECONDS else max(_BATCH, size // 2)
                if is_all and read == len(in_order):
                    return
                if is_first and (len(found) >= most or (found and now > due)):
                    is_first = False
                elif now < due + _STEP_SECONDS:
                    continue
                due = now
                yield Growth(found, read, len(in_order), are_newest=not is_all)

    def _windows(self, below: int) -> Iterator[BitMap]:
        """Yield the newest posts, ever more of them up to a number, and at last all.

        To look up what few posts hold is cheap where they lie close together.
        """
        order, size = self._snapshot.order, _WINDOW
        while size < below:
            yield BitMap(order[:size])
            size *= _WINDOW_GROWTH
        yield self._everything

    def _may_be_slow(self, node: Node) -> bool:
        """Return whether all posts may be slow to evaluate while a window of them is not."""
        texts = [
            leaf
            for leaf in _leaves(node)
            if isinstance(leaf, Words | Contains | Together) and not _is_of_note(leaf)
        ]
        if any(self._texts.is_read(leaf) for leaf in texts):
            return True
        # Fields are found by labels, which each batch would go through again.
        return not any(isinstance(leaf, Contains) for leaf in texts) and not all(
            map(self._texts.is_fast, texts)
        )

    def posts(self, node: Node, within: BitMap | None = None) -> BitMap:
        """Return the posts that match the node, out of those `within` (None for all)."""
        within = self._everything if within is None else within
        match node:
            case MatchAll():
                return within
            case And(nodes):
                for part in sorted(nodes, key=_cost):
                    within = self.posts(part, within)
                return within
            case Or(nodes):
                found = BitMap()
                for part in sorted(nodes, key=_cost):
                    found |= self.posts(part, within - found)
                return found
            case Not(inner):
                return within - self.posts(inner, within)
            case Archived():
                return self._archived(node, within)
            case Saved(_, inner):
                return self.posts(inner, within)
            case Words() | Contains() | Together():
                noted = self.noted(node) & within
                return noted if _is_of_note(node) else noted | self._texts.posts(node, within)
            case _:
                if node not in self._label_results:
                    self._label_results[node] = self._posts_by_label(node)
                return self._label_results[node] & within

    def noted(self, node: TextNode) -> BitMap:
        """Return the posts on which the user wrote a note that matches, if texts of this part may stand in notes."""
        if part_of(node) not in (None, TextField.NOTE):
            return BitMap()
        if node not in self._noted_results:
            self._noted_results[node] = self._marked(node)
        return self._noted_results[node]

    def _posts_by_label(
        self, node: Equals | Tagged | Labelled | Written | Dated | OnDay | Length | Is | Has | HasField
    ) -> BitMap:
        match node:
            case Tagged(name, kind):
                kinds = TagKind if kind is None else (kind,)
                return BitMap.union(
                    BitMap(), *(self._labels.posts(each, search_form(name)) for each in kinds)
                )
            case Equals(TextField.SITE as field, text):
                name = whole_name(field, text)
                return self._texts.union(HOST, lambda label: site_name(label.name) == name)
            case Equals(field, text):
                return self._labels.posts(AUTHOR, whole_name(field, text))
            case Written(language):
                if language is None:
                    return self._everything - self._texts.union(LANGUAGE, lambda _: True)
                return self._labels.posts(LANGUAGE, language)
            case Labelled():
                return self._marked(node)
            case Has(part):
                return self._marked(part) if part in SAID_PARTS else self._labels.posts(PART, part)
            case HasField():
                return self._with_field(node)
            case Dated() | OnDay():
                return self._of_days(node)
            case Length(least, most):
                return with_length(self._connection, least, most) & self._everything
            case Is(flag):
                if flag is Flag.UNREAD:
                    return self._everything - self._marked(Flag.READ)
                if flag is Flag.DRAFT:
                    return self._labels.posts(DRAFT, "")
                return self._marked(flag)
            case _:
                assert_never(node)

    def _of_days(self, node: Dated | OnDay) -> BitMap:
        if isinstance(node, Dated):
            first, last = (day.toordinal() for day in node.bounds(self._today))
            return self._texts.union(DAY, lambda label: first <= int(label.name) <= last)
        ending = f"-{node}"
        return self._texts.union(
            DAY, lambda label: date.fromordinal(int(label.name)).isoformat().endswith(ending)
        )

    def candidates(self, node: Node, within: BitMap | None = None) -> BitMap:
        """Return the posts that may match the node, out of those `within`, as far as no text need be read."""
        within = self._everything if within is None else within
        match node:
            case And(nodes):
                for part in sorted(nodes, key=_cost):
                    within = self.candidates(part, within)
                return within
            case Or(nodes):
                return BitMap.union(BitMap(), *(self.candidates(part, within) for part in nodes))
            case Not(inner):
                return within if self.must_read(inner) else self.posts(node, within)
            case Saved(_, inner):
                return self.candidates(inner, within)
            case Words() | Contains() | Together():
                noted = self.noted(node) & within
                return noted if _is_of_note(node) else noted | self._texts.candidates(node, within)
            case _:
                return self.posts(node, within)

    def must_read(self, node: Node) -> bool:
        """Return whether texts must be read to tell the posts that match from the candidates."""
        return any(_cost(leaf) >= _TEXT_COST for leaf in _leaves(node))

    def _with_field(self, node: HasField) -> BitMap:
        """Return the posts with the key, whose texts are read where a value is asked for."""
        posts = self._labels.posts(FIELD, node.path)
        if node.value is None:
            return posts
        value, own, found = search_form(node.value).strip(), BitMap(posts), BitMap()
        for number, packed in self._texts.rows("SELECT id, texts FROM field", posts):
            texts = unpack_fields(packed).get(node.path)
            if texts is not None:
                own.discard(number)
                if equals_any(texts, value):
                    found.add(number)
        for number, content in self._texts.rows("SELECT id, content FROM post", own):
            if equals_any(texts_of_post(post_of(NO_ARCHIVE, "", content), node.path), value):
                found.add(number)
        return found

    def _archived(self, node: Archived, within: BitMap) -> BitMap:
        """Return the posts of the page; if there are none at all, those that hold its address or link to it."""
        if own := BitMap(at_address(self._connection, node.key)) & self._everything:
            return own & within
        return (linking_to_key(self._connection, node.key) & within) | self.posts(Words(node.text), within)

    def posts_with_token(self, token: int, among: BitMap, *, title: bool = False) -> BitMap:
        """Return the posts with a token in their texts or titles, as `posts_with_all` does."""
        return posts_with_all(self._connection, [token], title=title, among=among)

    def lengths(self) -> Iterator[tuple[int, int]]:
        """Yield all posts with their lengths."""
        return lengths(self._connection)

    def texts(self, numbers: Iterable[int]) -> Iterator[tuple[int, Texts]]:
        """Yield the texts of posts by number. Raise OutdatedError."""
        return self._texts.texts(BitMap(numbers))


def _is_of_note(node: TextNode) -> bool:
    """Return whether a text is looked for in notes alone."""
    return part_of(node) is TextField.NOTE


def _leaves(node: Node) -> Iterator[Node]:
    """Yield the leaves of the query tree."""
    match node:
        case Not(inner) | Saved(_, inner):
            yield from _leaves(inner)
        case And(nodes) | Or(nodes):
            for part in nodes:
                yield from _leaves(part)
        case _:
            yield node


def _cost(node: Node) -> int:
    """Return the relative cost of a node: sets before tokens, tokens before texts that must be read."""
    match node:
        case Not(inner) | Saved(_, inner):
            return _cost(inner)
        case And(nodes) | Or(nodes):
            return max(map(_cost, nodes)) + 1
        case Words() | Contains() | Together() if _is_of_note(node):
            return 0
        case Words():
            form = pattern_of(node).form
            return _PATTERN_COST if form is None else 1 if query_tokens(form)[1] else _TEXT_COST
        case Contains():
            return _TEXT_COST if node.match is Match.ALIKE else _PATTERN_COST
        case Together():
            return _PATTERN_COST
        case _:
            return 0
