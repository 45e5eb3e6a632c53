"""Queries as sets of posts: each node of a query is answered by tokens, a bitmap of the index, or the texts."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import assert_never

from pyroaring import BitMap

from reader.index.document import ENCODINGS, contains, post_of
from reader.index.labels import AUTHOR, DAY, HOST, PART, SCRIPT, Label, Labels
from reader.index.postings import posts_with_all
from reader.index.snapshot import Snapshot
from reader.index.tokens import wanted
from reader.post import TagKind
from reader.query.nodes import (
    And,
    Contains,
    Dated,
    Equals,
    Flag,
    Has,
    Is,
    MatchAll,
    Node,
    Not,
    OnDay,
    Or,
    Part,
    Tagged,
    TextField,
    Words,
    Written,
    affirmed,
)
from reader.query.sites import site_matches, site_name, whole_name
from reader.text.script import fold

_NOWHERE = Path()
_AT_ONCE = 500
_MANY = 2
"""part of all posts from which it is cheaper to read all texts than those of the candidates"""
_PART = 4000
"""candidates whose texts are looked into in one go"""
_PATIENCE = 0.03
"""seconds after which the first rows are those that were found by then"""
_LARGE = 32_768
"""posts from which on all with a common word take longer to find than a screen should wait"""
_WINDOW = 512
"""the newest posts, among which the first rows are looked for first; then among older ones"""
_SHORT = 0.01
"""seconds in which to look among some posts must have been done to look among more at a time"""
_LOOKED_UP = 2
"""the cost of words that texts must be read for"""
_TITLE_WEIGHT, _NAME_WEIGHT, _TEXT_WEIGHT = 8, 3, 1
_PHRASE_IN_TITLE, _PHRASE_IN_TEXT = 8, 2


class OutdatedError(Exception):
    """The evaluation was cancelled: its answer is no longer wanted.

    Not a ReaderError, as there is nothing to tell a person: only the caller that cancelled handles it, and no
    handler of errors must show it.
    """


class Evaluator:
    """Answers the nodes of one query at one moment, as `tests.query.reference` would, post by post."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        labels: Labels,
        snapshot: Snapshot,
        today: date,
        marked: Callable[[Flag], BitMap],
        is_wanted: Callable[[], bool] = lambda: True,
    ) -> None:
        """`marked` gives the posts that are read and starred; `today` anchors relative dates.

        What takes long ends with OutdatedError when its answer is no longer wanted.
        """
        self._connection = connection
        self._labels = labels
        self._snapshot = snapshot
        self._everything = snapshot.all
        self._is_windowed = False
        self._known: dict[Node, BitMap] = {}
        self._today = today
        self._marked = marked
        self._is_wanted = is_wanted

    def first_posts(self, node: Node, most: int) -> BitMap | None:
        """The newest posts that are what the node says, where all would take a while to find; else None.

        No post is left out that is newer than the oldest of them. They are about so many as asked for, or those
        that were found within the time of a frame or two, or the first that there are.
        """
        if not self._takes_long(node):
            return None
        order = self._snapshot.order
        found = BitMap()
        start, size = 0, _WINDOW
        end = time.monotonic() + _PATIENCE
        while start < len(order):
            began = time.monotonic()
            self._is_windowed = True
            found |= self.posts(node, BitMap(order[start : start + size]))
            self._is_windowed = False
            start += size
            now = time.monotonic()
            if start < len(order) and (len(found) >= most or (found and now > end)):
                return found
            size = size * 2 if now - began < _SHORT else max(_WINDOW, size // 2)
        return None

    def _takes_long(self, node: Node) -> bool:
        """Whether it may take longer than a screen should wait to find all posts that are what the node says.

        Not where it would take long among few posts too.
        """
        leaves = list(_leaves(node))
        if any(isinstance(leaf, Contains) for leaf in leaves):
            return False
        return not all(self._is_known(fold(leaf.text)) for leaf in leaves if isinstance(leaf, Words))

    def _is_known(self, words: str) -> bool:
        """Whether it takes no time to find the posts with the words."""
        tokens, is_certain = wanted(words)
        named = self._snapshot.recalled((False, *tokens))
        if is_certain:
            return named is not None or not words or len(self._everything) < _LARGE
        checked = self._snapshot.recalled((None, words))
        return named is not None and checked is not None and named[1] & self._everything <= checked[0]

    def posts(self, node: Node, within: BitMap | None = None) -> BitMap:
        """Those of the posts `within` (all for None) that are what the node says."""
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
            case Words(text):
                return self._words(fold(text), within)
            case Contains(field, text):
                return self._contains(field, fold(text), within)
            case _:
                if node not in self._known:
                    self._known[node] = self._labelled(node)
                return self._known[node] & within

    def _labelled(self, node: Equals | Tagged | Written | Dated | OnDay | Is | Has) -> BitMap:
        match node:
            case Tagged(name, kind):
                kinds = TagKind if kind is None else (kind,)
                return BitMap.union(BitMap(), *(self._labels.posts(each, fold(name)) for each in kinds))
            case Equals(TextField.SITE as field, text):
                name = whole_name(field, text)
                return self._united(HOST, lambda label: site_name(label.name) == name)
            case Equals(field, text):
                return self._labels.posts(AUTHOR, whole_name(field, text))
            case Written(script):
                if script is None:
                    return self._everything - self._united(SCRIPT, lambda _: True)
                return self._labels.posts(SCRIPT, script)
            case Has(part):
                return self._labels.posts(PART, part)
            case Dated():
                first, last = (day.toordinal() for day in node.bounds(self._today))
                return self._united(DAY, lambda label: first <= int(label.name) <= last)
            case OnDay():
                ending = f"-{node}"
                return self._united(
                    DAY, lambda label: date.fromordinal(int(label.name)).isoformat().endswith(ending)
                )
            case Is(flag):
                if flag is Flag.UNREAD:
                    return self._everything - self._marked(Flag.READ)
                return self._marked(flag)
            case _:
                assert_never(node)

    def _united(self, kind: str, holds: Callable[[Label], bool]) -> BitMap:
        """The posts with any of the labels of the kind for which that holds."""
        return BitMap.union(BitMap(), *(label.posts for label in self._labels.of_kind(kind) if holds(label)))

    # Text

    def _words(self, words: str, within: BitMap) -> BitMap:
        candidates, is_certain = self._candidates(words, within)
        return candidates if is_certain else self._checked(None, words, candidates)

    def _candidates(self, words: str, within: BitMap, *, title: bool = False) -> tuple[BitMap, bool]:
        """The posts that may hold the words, or, certainly, those that do."""
        tokens, is_certain = wanted(words)
        if not tokens:
            return within, not words
        if not within:
            return within, True
        return self._with_tokens(tokens, within, title=title) & within, is_certain

    def _with_tokens(self, tokens: list[int], within: BitMap, *, title: bool) -> BitMap:
        """The posts with all of the tokens, those `within` at least, and perhaps some that are gone."""
        question = (title, *tokens)
        known = self._snapshot.recalled(question)
        if known is not None:
            return known[1]
        if self._is_windowed:
            return posts_with_all(self._connection, tokens, title=title, among=within)
        found = posts_with_all(self._connection, tokens, title=title)
        self._snapshot.remember(question, (self._everything, found))
        return found

    def _contains(self, field: TextField, words: str, within: BitMap) -> BitMap:
        match field:
            case TextField.TITLE:
                candidates, is_certain = self._candidates(words, within, title=True)
                return candidates if is_certain else self._checked(field, words, candidates)
            case TextField.AUTHOR:
                if not words:
                    return within
                return self._united(AUTHOR, lambda label: words in label.name) & within
            case TextField.CAPTION:
                if words:
                    within = within & self._labels.posts(PART, Part.CAPTION)
                candidates, _ = self._candidates(words, within)
                return self._checked(field, words, candidates)
            case TextField.TEXT:
                return self._body(words, within)
            case TextField.SITE:
                return self._site(words, within)

    def _body(self, words: str, within: BitMap) -> BitMap:
        candidates, is_certain = self._candidates(words, within)
        if not is_certain:
            return self._checked(TextField.TEXT, words, candidates)
        # What stands neither in the title nor in a name stands in the body; the others are looked at.
        elsewhere = self._contains(TextField.TITLE, words, candidates) | self._named(words, candidates)
        return (candidates - elsewhere) | self._checked(TextField.TEXT, words, elsewhere)

    def _named(self, words: str, within: BitMap) -> BitMap:
        """The posts in whose author or the name of a tag the words stand."""
        named = self._contains(TextField.AUTHOR, words, within)
        for kind in TagKind:
            named |= self._united(kind, lambda label: words in label.name)
        return named & within

    def _site(self, words: str, within: BitMap) -> BitMap:
        if "/" not in words:
            return self._united(HOST, lambda label: site_matches(label.name, words)) & within
        found = BitMap()
        for number, content in self._rows("SELECT id, content FROM post", within):
            if site_matches(fold(post_of(_NOWHERE, "", content).source), words):
                found.add(number)
        return found

    def _checked(self, field: TextField | None, words: str, candidates: BitMap) -> BitMap:
        """The candidates in whose texts the words stand. Raises OutdatedError."""
        question = (field, words)
        asked, found = self._snapshot.recalled(question) or (BitMap(), BitMap())
        unasked = candidates - asked
        if unasked:
            # Who types on has asked for the beginning of the words before.
            lacking = unasked & self._snapshot.lacking_part(field, words)
            asked, unasked = asked | lacking, unasked - lacking
        while unasked:
            # In parts, each of which is kept: what is asked next may be those same words, or longer ones.
            if not self._is_wanted():
                raise OutdatedError
            some = unasked if len(unasked) <= _PART else BitMap(unasked[:_PART])
            found = found | self._holding(field, words, some)
            asked, unasked = asked | some, unasked - some
            self._snapshot.remember(question, (asked, found))
        return candidates & found

    def _holding(self, field: TextField | None, words: str, candidates: BitMap) -> BitMap:
        rows = self._rows("SELECT id, packed FROM texts", candidates)
        sought = [words.encode(encoding, "surrogatepass") for encoding in ENCODINGS]
        return BitMap([number for number, packed in rows if contains(packed, field, words, sought)])

    # Relevance

    def ranked(self, node: Node, posts: BitMap) -> list[BitMap]:
        """The posts by how well they answer the words of the node, in classes of equal weight, the best first.

        The weights are those of `relevance` in `tests.query.reference`; the caller puts newer before older in a class.
        """
        words = list(dict.fromkeys(fold(part.text) for part in affirmed(node)))
        classes = {0: posts}
        for word in words:
            title = self._contains(TextField.TITLE, word, posts)
            named = self._named(word, posts - title)
            text = self._words(word, posts - title - named)
            classes = _split(classes, [(_TITLE_WEIGHT, title), (_NAME_WEIGHT, named), (_TEXT_WEIGHT, text)])
        if len(words) > 1:
            phrases = [joint.join(words) for joint in ("", " ")]
            title = BitMap.union(*(self._contains(TextField.TITLE, phrase, posts) for phrase in phrases))
            rest = posts - title
            text = BitMap.union(*(self._contains(TextField.TEXT, phrase, rest) for phrase in phrases))
            classes = _split(
                classes, [(_PHRASE_IN_TITLE * len(words), title), (_PHRASE_IN_TEXT * len(words), text)]
            )
        return [classes[weight] for weight in sorted(classes, reverse=True)]

    def _rows(self, statement: str, posts: BitMap) -> Iterator[tuple[int, bytes]]:
        """The rows of the posts, by number."""
        if len(posts) > len(self._everything) // _MANY:
            yield from (row for row in self._connection.execute(statement) if row[0] in posts)
            return
        numbers = list(posts)
        for start in range(0, len(numbers), _AT_ONCE):
            some = numbers[start : start + _AT_ONCE]
            yield from self._connection.execute(
                f"{statement} WHERE id IN ({','.join('?' * len(some))})", some
            )


def _split(classes: dict[int, BitMap], parts: list[tuple[int, BitMap]]) -> dict[int, BitMap]:
    """The classes of weight, with more weight for the posts of each part; parts share no post."""
    heavier: dict[int, BitMap] = {}
    for weight, posts in classes.items():
        for more, part in parts:
            both = posts & part
            if both:
                heavier[weight + more] = heavier.get(weight + more, BitMap()) | both
            posts = posts - part
        if posts:
            heavier[weight] = heavier.get(weight, BitMap()) | posts
    return heavier


def _leaves(node: Node) -> Iterator[Node]:
    """The nodes that the node is made of."""
    match node:
        case Not(inner):
            yield from _leaves(inner)
        case And(nodes) | Or(nodes):
            for part in nodes:
                yield from _leaves(part)
        case _:
            yield node


def _cost(node: Node) -> int:
    """How dear a node is to ask: sets before tokens, and these before texts that must be read."""
    match node:
        case Not(inner):
            return _cost(inner)
        case And(nodes) | Or(nodes):
            return max(map(_cost, nodes)) + 1
        case Words(text):
            return 1 if wanted(fold(text))[1] else _LOOKED_UP
        case Contains():
            return 2
        case _:
            return 0
