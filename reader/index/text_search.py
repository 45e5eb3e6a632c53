"""Finds the posts whose texts hold what the texts of a query look for, by tokens and by reading."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import apsw
from pyroaring import BitMap

from reader.errors import ExpressionTimeError
from reader.index.chunks import chunks, placeholders
from reader.index.document import ENCODINGS, Texts, contains, post_of
from reader.index.labels import AUTHOR, HOST, PART, Label, Labels
from reader.index.postings import posts_with_all
from reader.index.snapshot import Snapshot
from reader.index.tokens import query_tokens
from reader.post import TagKind
from reader.query.nodes import Contains, Part, TextField, Together, Words
from reader.query.pattern import Pattern
from reader.query.patterns import part_of, pattern_of
from reader.query.sites import site_matches
from reader.query.time_budget import TimeBudget
from reader.text.originals import rebuilt
from reader.text.script import fold
from reader.text.spelling import SearchText

NO_ARCHIVE = Path()
TextNode = Words | Contains | Together
_SCAN_ALL = 2
"""1/n of all posts from which reading all texts is cheaper than reading those of the candidates"""
_BATCH = 4000
"""candidates whose texts are read between two checks for cancellation"""
_PATTERN_BATCH = 200
"""the same where each text is looked through for a pattern, which may take a millisecond"""
_LARGE = 32_768
"""posts from which finding all with a common word takes longer than a screen should wait"""
_SLOW_SECONDS, _SLOW_TOTAL_SECONDS = 0.02, 5.0
"""time from which one text is a slow one for an expression, and time that all slow ones may take"""
_CHARACTERS_A_SECOND = 1_000_000
"""of a long text, that may take as much longer: an expression that does not run away looks through some ten times as many"""


class OutdatedError(Exception):
    """The evaluation was cancelled: its answer is no longer wanted.

    Not a ReaderError, as there is nothing to tell a person: only the caller that cancelled handles it, and no
    handler of errors must show it.
    """


class TextSearch:
    """Evaluates the text nodes of one query at one moment."""

    def __init__(
        self,
        connection: apsw.Connection,
        labels: Labels,
        snapshot: Snapshot,
        is_wanted: Callable[[], bool],
    ) -> None:
        self._connection = connection
        self._labels = labels
        self._snapshot = snapshot
        self._is_wanted = is_wanted
        self._slow = TimeBudget(_SLOW_TOTAL_SECONDS)
        self._window: BitMap | None = None
        self._in_window: dict[tuple[int, ...], BitMap] = {}

    def look_up_in(self, window: BitMap | None) -> None:
        """From now on look tokens up for these posts alone, of which others ask; None for all posts."""
        self._window = window
        self._in_window.clear()

    def posts(self, node: TextNode, within: BitMap) -> BitMap:
        """Return the posts that match the node. Raise OutdatedError, or ExpressionTimeError."""
        pattern, field = pattern_of(node), part_of(node)
        if pattern.form is None:
            return self._by_pattern(field, pattern, within)
        return (
            self._words(pattern.form, within)
            if field is None
            else self._in_field(field, pattern.form, within)
        )

    def is_read(self, node: TextNode) -> bool:
        """Return whether texts must be looked through for a pattern: all results may be long in coming."""
        tested = self._snapshot.cached((part_of(node), node))
        return pattern_of(node).form is None and (tested is None or not self._snapshot.all <= tested[0])

    def is_fast(self, node: TextNode) -> bool:
        """Return whether the posts with the words are cached, or found by tokens among few posts."""
        words = pattern_of(node).form
        if words is None:
            return True
        tokens, is_exact = query_tokens(words)
        candidates = self._snapshot.cached((False, *tokens))
        if is_exact:
            return candidates is not None or not words or len(self._snapshot.all) < _LARGE
        tested = self._snapshot.cached((None, words))
        return (
            candidates is not None and tested is not None and candidates[1] & self._snapshot.all <= tested[0]
        )

    def union(self, kind: str, holds: Callable[[Label], bool]) -> BitMap:
        """Return the posts with any label of the kind that fulfils the condition."""
        return BitMap.union(BitMap(), *(label.posts for label in self._labels.of_kind(kind) if holds(label)))

    def named(self, words: str, within: BitMap) -> BitMap:
        """Return the posts with a form in the author or in the name of a tag."""
        named = self._in_field(TextField.AUTHOR, words, within)
        for kind in TagKind:
            named |= self.union(kind, lambda label: words in label.name)
        return named & within

    def candidates(self, node: TextNode, within: BitMap) -> BitMap:
        """Return the posts that may match the node, by tokens and labels alone."""
        field = part_of(node)
        if field is TextField.AUTHOR:
            return self.posts(node, within)
        return within if field is TextField.SITE else self._with_needs(field, pattern_of(node), within)

    def _with_needs(self, field: TextField | None, pattern: Pattern, within: BitMap) -> BitMap:
        """Return the posts that may hold the forms that a pattern needs."""
        if field is TextField.CAPTION:
            within = within & self._labels.posts(PART, Part.CAPTION)
        for group in pattern.needs:
            held = [self._candidates(form, within, title=field is TextField.TITLE)[0] for form in group]
            within = BitMap.union(BitMap(), *held)
        return within

    # Words whose form is all that is asked

    def _words(self, words: str, within: BitMap) -> BitMap:
        candidates, is_exact = self._candidates(words, within)
        return candidates if is_exact else self._with_words(None, words, candidates)

    def _candidates(self, words: str, within: BitMap, *, title: bool = False) -> tuple[BitMap, bool]:
        """Return the posts that may contain the words, and whether all of them do."""
        tokens, is_exact = query_tokens(words)
        if not tokens:
            return within, not words
        if not within:
            return within, True
        return self._with_tokens(tokens, title=title) & within, is_exact

    def _with_tokens(self, tokens: list[int], *, title: bool) -> BitMap:
        """Return the posts with all of the tokens, complete for the window; may include deleted posts."""
        key = (title, *tokens)
        known = self._snapshot.cached(key)
        if known is not None:
            return known[1]
        if self._window is not None:
            if key not in self._in_window:
                self._in_window[key] = posts_with_all(
                    self._connection, tokens, title=title, among=self._window
                )
            return self._in_window[key]
        found = posts_with_all(self._connection, tokens, title=title)
        self._snapshot.cache(key, (self._snapshot.all, found))
        return found

    def _in_field(self, field: TextField, words: str, within: BitMap) -> BitMap:
        match field:
            case TextField.TITLE:
                candidates, is_exact = self._candidates(words, within, title=True)
                return candidates if is_exact else self._with_words(field, words, candidates)
            case TextField.AUTHOR:
                if not words:
                    return within
                return self.union(AUTHOR, lambda label: words in label.name) & within
            case TextField.CAPTION:
                if words:
                    within = within & self._labels.posts(PART, Part.CAPTION)
                candidates, _ = self._candidates(words, within)
                return self._with_words(field, words, candidates)
            case TextField.TEXT:
                return self._body(words, within)
            case TextField.SITE:
                return self._site(words, within)
            case TextField.NOTE:
                # What the user wrote stands in no text of the index.
                return BitMap()

    def _body(self, words: str, within: BitMap) -> BitMap:
        candidates, is_exact = self._candidates(words, within)
        if not is_exact:
            return self._with_words(TextField.TEXT, words, candidates)
        # Words that are neither in the title nor in a name must be in the body: read the other texts only.
        elsewhere = self._in_field(TextField.TITLE, words, candidates) | self.named(words, candidates)
        return (candidates - elsewhere) | self._with_words(TextField.TEXT, words, elsewhere)

    def _site(self, words: str, within: BitMap) -> BitMap:
        if "/" not in words:
            return self.union(HOST, lambda label: site_matches(label.name, words)) & within
        return self._with_source(lambda source: site_matches(fold(source), words), within)

    def _with_source(self, holds: Callable[[str], bool], within: BitMap) -> BitMap:
        """Return the posts with an address that fulfils a condition."""
        rows = self.rows("SELECT id, content FROM post", within)
        return BitMap([number for number, content in rows if holds(post_of(NO_ARCHIVE, "", content).source)])

    def _with_words(self, field: TextField | None, words: str, candidates: BitMap) -> BitMap:
        """Return the candidates whose texts contain the words. Raise OutdatedError."""
        sought = [words.encode(encoding, "surrogatepass") for encoding in ENCODINGS]

        def holding(posts: BitMap) -> Iterator[int]:
            rows = self.rows("SELECT id, packed FROM texts", posts)
            return (number for number, packed in rows if contains(packed, field, words, sought))

        # While the user types, the start of the words was searched before.
        misses = partial(self._snapshot.known_misses, field, words)
        return self._verified((field, words), candidates, holding, _BATCH, misses)

    # Patterns

    def _by_pattern(self, field: TextField | None, pattern: Pattern, within: BitMap) -> BitMap:
        """Return the posts in a part of which the pattern stands."""
        if field is TextField.SITE:
            return self._with_source(lambda source: pattern.stands_in(SearchText(source)), within)
        candidates = self._with_needs(field, pattern, within)

        def holding(posts: BitMap) -> Iterator[int]:
            for number, packed, differences in self.rows("SELECT id, packed, differences FROM texts", posts):
                if self._stands_in(pattern, _search_text(Texts.unpacked(packed, differences), field)):
                    yield number

        found = self._verified((field, pattern.node), candidates, holding, _PATTERN_BATCH)
        if len(within) == len(self._snapshot.all):
            # What lacks the needed forms counts as tested, so that the same query is not answered in two steps again.
            self._snapshot.cache((field, pattern.node), (within, found))
        return found

    def _stands_in(self, pattern: Pattern, text: SearchText) -> bool:
        """Return whether the pattern stands in a text. Raise ExpressionTimeError."""
        began = self._slow.now()
        stands = pattern.stands_in(text)
        seconds = self._slow.now() - began
        if seconds > _SLOW_SECONDS + len(text.form) / _CHARACTERS_A_SECOND:
            from reader.query.expression_patterns import ExpressionPattern  # 10 ms, which a start saves

            if isinstance(pattern, ExpressionPattern):
                self._slow.spend(seconds)
                if self._slow.left <= 0:
                    raise ExpressionTimeError(pattern.expression)
        return stands

    # Reading

    def _verified(
        self,
        key: object,
        candidates: BitMap,
        holding: Callable[[BitMap], Iterable[int]],
        size: int,
        known_misses: Callable[[], BitMap] = BitMap,
    ) -> BitMap:
        """Return the candidates that `holding` returns of batches of so many. Raise OutdatedError."""
        tested, found = self._snapshot.cached(key) or (BitMap(), BitMap())
        untested = candidates - tested
        if untested:
            misses = untested & known_misses()
            tested, untested = tested | misses, untested - misses
        while untested:
            # Each batch is cached, as the next query may be for the same words or longer ones.
            if not self._is_wanted():
                raise OutdatedError
            batch = untested if len(untested) <= size else BitMap(untested[:size])
            found = found | BitMap(list(holding(batch)))
            tested, untested = tested | batch, untested - batch
            self._snapshot.cache(key, (tested, found))
        return candidates & found

    def texts(self, posts: BitMap) -> Iterator[tuple[int, Texts]]:
        """Yield the texts of the posts, each with the number of its post. Raise OutdatedError."""
        for count, (number, packed) in enumerate(self.rows("SELECT id, packed FROM texts", posts)):
            if not count % _PATTERN_BATCH and not self._is_wanted():
                raise OutdatedError
            yield number, Texts.unpacked(packed)

    def rows(self, statement: str, posts: BitMap) -> Iterator[tuple[Any, ...]]:
        """Yield the rows of the posts by number."""
        if len(posts) > len(self._snapshot.all) // _SCAN_ALL:
            yield from (row for row in self._connection.execute(statement) if row[0] in posts)
            return
        for some in chunks(list(posts)):
            yield from self._connection.execute(f"{statement} WHERE id IN ({placeholders(some)})", some)


def _search_text(texts: Texts, field: TextField | None) -> SearchText:
    """Return a part of a post as it is read and searched; all of it for None."""
    if field is not None:
        return texts.part(field)
    # The captions, which the body holds, too, come with it: cutting them off takes as long as rebuilding the text.
    return rebuilt(f"{texts.whole}\n{texts.captions}", texts.differences)
