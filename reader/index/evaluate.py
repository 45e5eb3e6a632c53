"""Evaluates query nodes to sets of posts, by tokens, label bitmaps or a search of the texts."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import assert_never

import apsw
from pyroaring import BitMap

from reader.index.chunks import chunks, placeholders
from reader.index.document import ENCODINGS, Texts, contains, hash_of, post_of
from reader.index.field_texts import equals_any, texts_of_post, unpack_fields
from reader.index.labels import AUTHOR, DAY, DRAFT, FIELD, HOST, LANGUAGE, PART, Label, Labels
from reader.index.lookup import linking_to_key, with_any_key
from reader.index.postings import posts_with_all
from reader.index.snapshot import Snapshot
from reader.index.tokens import query_tokens
from reader.post import TagKind
from reader.query.nodes import (
    And,
    Archived,
    Contains,
    Dated,
    Equals,
    Flag,
    Has,
    HasField,
    Is,
    MatchAll,
    Node,
    Not,
    OnDay,
    Or,
    Part,
    Tagged,
    TextField,
    Together,
    Words,
    Written,
)
from reader.query.sites import site_matches, site_name, whole_name
from reader.text.script import fold
from reader.text.spelling import search_form

_NO_ARCHIVE = Path()
_SCAN_ALL = 2
"""1/n of all posts from which reading all texts is cheaper than reading those of the candidates"""
_BATCH = 4000
"""candidates whose texts are read between two checks for cancellation"""
_FIRST_ROWS_SECONDS = 0.03
"""time after which the first rows are those found so far"""
_LARGE = 32_768
"""posts from which finding all with a common word takes longer than a screen should wait"""
_WINDOW = 512
"""newest posts that are searched first for the first rows, before older ones"""
_QUICK_SECONDS = 0.01
"""a window that was searched in less time is followed by one twice as large"""
_TEXT_COST = 2
"""cost of words for which texts must be read"""


class OutdatedError(Exception):
    """The evaluation was cancelled: its answer is no longer wanted.

    Not a ReaderError, as there is nothing to tell a person: only the caller that cancelled handles it, and no
    handler of errors must show it.
    """


class Evaluator:
    """Evaluates the nodes of one query at one moment; `tests.query.reference` defines the result."""

    def __init__(
        self,
        connection: apsw.Connection,
        labels: Labels,
        snapshot: Snapshot,
        today: date,
        marked: Callable[[Flag], BitMap],
        is_wanted: Callable[[], bool] = lambda: True,
    ) -> None:
        """`marked` returns the read or starred posts; `today` anchors relative dates.

        Long evaluations raise OutdatedError once `is_wanted` returns False.
        """
        self._connection = connection
        self._labels = labels
        self._snapshot = snapshot
        self._everything = snapshot.all
        self._is_windowed = False
        self._label_results: dict[Node, BitMap] = {}
        self._today = today
        self._marked = marked
        self._is_wanted = is_wanted

    def first_posts(self, node: Node, most: int) -> BitMap | None:
        """Return the newest matching posts where finding all may be slow; else None.

        The result is complete down to its oldest post. It has about `most` posts, or those found within the
        time of a frame or two, but at least one.
        """
        if not self._may_be_slow(node):
            return None
        order = self._snapshot.order
        found = BitMap()
        start, size = 0, _WINDOW
        deadline = time.monotonic() + _FIRST_ROWS_SECONDS
        while start < len(order):
            began = time.monotonic()
            self._is_windowed = True
            found |= self.posts(node, BitMap(order[start : start + size]))
            self._is_windowed = False
            start += size
            now = time.monotonic()
            if start < len(order) and (len(found) >= most or (found and now > deadline)):
                return found
            size = size * 2 if now - began < _QUICK_SECONDS else max(_WINDOW, size // 2)
        return None

    def _may_be_slow(self, node: Node) -> bool:
        """Return whether all posts may be slow to evaluate while a window of them is not."""
        leaves = list(_leaves(node))
        if any(isinstance(leaf, Contains) for leaf in leaves):
            return False
        return not all(self._is_fast(search_form(leaf.text)) for leaf in leaves if isinstance(leaf, Words))

    def _is_fast(self, words: str) -> bool:
        """Return whether the posts with the words are cached or found by tokens among few posts."""
        tokens, is_exact = query_tokens(words)
        candidates = self._snapshot.cached((False, *tokens))
        if is_exact:
            return candidates is not None or not words or len(self._everything) < _LARGE
        tested = self._snapshot.cached((None, words))
        return candidates is not None and tested is not None and candidates[1] & self._everything <= tested[0]

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
            case Together(nodes):
                return self.posts(And(nodes), within)
            case Words(text):
                return self._words(search_form(text), within)
            case Contains(field, text):
                return self._contains(field, search_form(text), within)
            case _:
                if node not in self._label_results:
                    self._label_results[node] = self._posts_by_label(node)
                return self._label_results[node] & within

    def _posts_by_label(
        self, node: Equals | Tagged | Written | Dated | OnDay | Is | Has | HasField
    ) -> BitMap:
        match node:
            case Tagged(name, kind):
                kinds = TagKind if kind is None else (kind,)
                return BitMap.union(
                    BitMap(), *(self._labels.posts(each, search_form(name)) for each in kinds)
                )
            case Equals(TextField.SITE as field, text):
                name = whole_name(field, text)
                return self._union(HOST, lambda label: site_name(label.name) == name)
            case Equals(field, text):
                return self._labels.posts(AUTHOR, whole_name(field, text))
            case Written(language):
                if language is None:
                    return self._everything - self._union(LANGUAGE, lambda _: True)
                return self._labels.posts(LANGUAGE, language)
            case Has(part):
                return self._labels.posts(PART, part)
            case HasField():
                return self._with_field(node)
            case Dated():
                first, last = (day.toordinal() for day in node.bounds(self._today))
                return self._union(DAY, lambda label: first <= int(label.name) <= last)
            case OnDay():
                ending = f"-{node}"
                return self._union(
                    DAY, lambda label: date.fromordinal(int(label.name)).isoformat().endswith(ending)
                )
            case Is(flag):
                if flag is Flag.UNREAD:
                    return self._everything - self._marked(Flag.READ)
                if flag is Flag.DRAFT:
                    return self._labels.posts(DRAFT, "")
                return self._marked(flag)
            case _:
                assert_never(node)

    def _union(self, kind: str, holds: Callable[[Label], bool]) -> BitMap:
        """Return the posts with any label of the kind that fulfils the condition."""
        return BitMap.union(BitMap(), *(label.posts for label in self._labels.of_kind(kind) if holds(label)))

    def _with_field(self, node: HasField) -> BitMap:
        """Return the posts with the key, whose texts are read where a value is asked for."""
        posts = self._labels.posts(FIELD, node.path)
        if node.value is None:
            return posts
        value, own, found = search_form(node.value).strip(), BitMap(posts), BitMap()
        for number, packed in self._rows("SELECT id, texts FROM field", posts):
            texts = unpack_fields(packed).get(node.path)
            if texts is not None:
                own.discard(number)
                if equals_any(texts, value):
                    found.add(number)
        for number, content in self._rows("SELECT id, content FROM post", own):
            if equals_any(texts_of_post(post_of(_NO_ARCHIVE, "", content), node.path), value):
                found.add(number)
        return found

    def _archived(self, node: Archived, within: BitMap) -> BitMap:
        """Return the posts of the page; if there are none at all, those that hold its address or link to it."""
        if own := with_any_key(self._connection, [hash_of(node.key)]) & self._everything:
            return own & within
        return (linking_to_key(self._connection, node.key) & within) | self.posts(Words(node.text), within)

    # Text

    def _words(self, words: str, within: BitMap) -> BitMap:
        candidates, is_exact = self._candidates(words, within)
        return candidates if is_exact else self._verified(None, words, candidates)

    def _candidates(self, words: str, within: BitMap, *, title: bool = False) -> tuple[BitMap, bool]:
        """Return the posts that may contain the words, and whether all of them do."""
        tokens, is_exact = query_tokens(words)
        if not tokens:
            return within, not words
        if not within:
            return within, True
        return self._with_tokens(tokens, within, title=title) & within, is_exact

    def _with_tokens(self, tokens: list[int], within: BitMap, *, title: bool) -> BitMap:
        """Return the posts with all of the tokens, complete for `within`; may include deleted posts."""
        key = (title, *tokens)
        known = self._snapshot.cached(key)
        if known is not None:
            return known[1]
        if self._is_windowed:
            return posts_with_all(self._connection, tokens, title=title, among=within)
        found = posts_with_all(self._connection, tokens, title=title)
        self._snapshot.cache(key, (self._everything, found))
        return found

    def _contains(self, field: TextField, words: str, within: BitMap) -> BitMap:
        match field:
            case TextField.TITLE:
                candidates, is_exact = self._candidates(words, within, title=True)
                return candidates if is_exact else self._verified(field, words, candidates)
            case TextField.AUTHOR:
                if not words:
                    return within
                return self._union(AUTHOR, lambda label: words in label.name) & within
            case TextField.CAPTION:
                if words:
                    within = within & self._labels.posts(PART, Part.CAPTION)
                candidates, _ = self._candidates(words, within)
                return self._verified(field, words, candidates)
            case TextField.TEXT:
                return self._body(words, within)
            case TextField.SITE:
                return self._site(words, within)

    def _body(self, words: str, within: BitMap) -> BitMap:
        candidates, is_exact = self._candidates(words, within)
        if not is_exact:
            return self._verified(TextField.TEXT, words, candidates)
        # Words that are neither in the title nor in a name must be in the body: read the other texts only.
        elsewhere = self._contains(TextField.TITLE, words, candidates) | self.named(words, candidates)
        return (candidates - elsewhere) | self._verified(TextField.TEXT, words, elsewhere)

    def named(self, words: str, within: BitMap) -> BitMap:
        """Return the posts with the folded words in the author or in the name of a tag."""
        named = self._contains(TextField.AUTHOR, words, within)
        for kind in TagKind:
            named |= self._union(kind, lambda label: words in label.name)
        return named & within

    def _site(self, words: str, within: BitMap) -> BitMap:
        if "/" not in words:
            return self._union(HOST, lambda label: site_matches(label.name, words)) & within
        found = BitMap()
        for number, content in self._rows("SELECT id, content FROM post", within):
            if site_matches(fold(post_of(_NO_ARCHIVE, "", content).source), words):
                found.add(number)
        return found

    def _verified(self, field: TextField | None, words: str, candidates: BitMap) -> BitMap:
        """Return the candidates whose texts contain the words. Raise OutdatedError."""
        key = (field, words)
        tested, found = self._snapshot.cached(key) or (BitMap(), BitMap())
        untested = candidates - tested
        if untested:
            # While the user types, the start of the words was searched before.
            misses = untested & self._snapshot.known_misses(field, words)
            tested, untested = tested | misses, untested - misses
        while untested:
            # Each batch is cached, as the next query may be for the same words or longer ones.
            if not self._is_wanted():
                raise OutdatedError
            batch = untested if len(untested) <= _BATCH else BitMap(untested[:_BATCH])
            found = found | self._scan(field, words, batch)
            tested, untested = tested | batch, untested - batch
            self._snapshot.cache(key, (tested, found))
        return candidates & found

    def _scan(self, field: TextField | None, words: str, candidates: BitMap) -> BitMap:
        """Return the candidates whose texts contain the words, by reading the texts."""
        rows = self._rows("SELECT id, packed FROM texts", candidates)
        sought = [words.encode(encoding, "surrogatepass") for encoding in ENCODINGS]
        return BitMap([number for number, packed in rows if contains(packed, field, words, sought)])

    def posts_with_token(self, token: int, among: BitMap | None = None) -> BitMap:
        """Return the posts with a token, complete for those `among` (None for all); may include deleted posts."""
        return posts_with_all(self._connection, [token], among=among)

    def texts(self, numbers: Iterable[int]) -> Iterator[tuple[int, Texts]]:
        """Yield the texts of posts by number."""
        for number, packed in self._rows("SELECT id, packed FROM texts", BitMap(numbers)):
            yield number, Texts.unpacked(packed)

    def _rows(self, statement: str, posts: BitMap) -> Iterator[tuple[int, bytes]]:
        """Yield the rows of the posts by number."""
        if len(posts) > len(self._everything) // _SCAN_ALL:
            yield from (row for row in self._connection.execute(statement) if row[0] in posts)
            return
        for some in chunks(list(posts)):
            yield from self._connection.execute(f"{statement} WHERE id IN ({placeholders(some)})", some)


def _leaves(node: Node) -> Iterator[Node]:
    """Yield the leaves of the query tree."""
    match node:
        case Not(inner):
            yield from _leaves(inner)
        case And(nodes) | Or(nodes):
            for part in nodes:
                yield from _leaves(part)
        case _:
            yield node


def _cost(node: Node) -> int:
    """Return the relative cost of a node: sets before tokens, tokens before texts that must be read."""
    match node:
        case Not(inner):
            return _cost(inner)
        case And(nodes) | Or(nodes):
            return max(map(_cost, nodes)) + 1
        case Words(text):
            return 1 if query_tokens(search_form(text))[1] else _TEXT_COST
        case Contains():
            return _TEXT_COST
        case _:
            return 0
