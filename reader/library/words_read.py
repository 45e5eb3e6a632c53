"""The words of an archive by their pinyin: `wuhan` finds 武漢 where posts hold it, without a dictionary."""

from __future__ import annotations

import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Sequence
from functools import cache
from typing import NamedTuple

from reader.index import Index, OutdatedError
from reader.index.labels import LANGUAGE
from reader.post import TagKind
from reader.query import Query
from reader.query.nodes import Words
from reader.text import pinyin
from reader.text.script import Script, fold, to_traditional

IsWanted = Callable[[], bool]
_LEAST_LETTERS = 4
_MOST_SYLLABLES = 5
_MOST_DIVISIONS = 3
_MOST_BEGINNINGS = 40
"""beginnings of a word of three syllables or more that are gone on with"""
_MIN_SECONDS = 5.0
"""age from which the characters are counted again when posts were added"""
_MOST_WEIGHED = 6
_UNLIKELY = 5
"""a rarer word whose characters stand together so many times less than those of the commonest is left out"""
_RARE = 10
"""a word that is so many times rarer than the letters themselves is not meant by them"""


class ReadWord(NamedTuple):
    """A word of the archive."""

    text: str
    """as it is mostly written in the archive"""
    posts: int
    """the number of rows of a list of the posts that it finds"""


class WordsRead:
    """Finds words by their pinyin. Thread-safe."""

    def __init__(self, index: Index, count: Callable[[Query, IsWanted], int]) -> None:
        """`count` returns the number of rows that a query finds. It raises OutdatedError once it is not wanted."""
        self._index = index
        self._count = count
        self._lock = threading.Lock()
        self._generation = -1
        self._time = -_MIN_SECONDS
        self._known: Counter[str] = Counter()
        """the characters at that generation, with the numbers of posts of a sample that hold them"""

    def find(self, typed: str, limit: int, is_wanted: IsWanted = lambda: True) -> list[ReadWord]:
        """Return up to `limit` words that are read as the typed syllables, the most common first; none once not wanted."""
        if len(typed) < _LEAST_LETTERS or not typed.isascii():
            return []
        guesses: Counter[str] = Counter()
        for syllables in pinyin.divisions(typed, _MOST_SYLLABLES)[:_MOST_DIVISIONS]:
            if not is_wanted():
                return []
            guesses |= self._guesses(syllables)
        likely = self._likely(guesses)[:limit]
        try:
            found = [ReadWord(self._written(word), self._count(_query(word), is_wanted)) for word in likely]
            typed_posts = self._count(_query(typed), is_wanted) if found else 0
        except OutdatedError:
            return []
        least = max(1, typed_posts / _RARE)
        return sorted((word for word in found if word.posts >= least), key=lambda word: -word.posts)

    def _likely(self, guesses: Counter[str]) -> list[str]:
        """Return the guesses that are words, the most common first.

        What stands side by side by chance, such as 能完, has characters that mostly stand elsewhere.
        """
        known, common = self._characters(), guesses.most_common(_MOST_WEIGHED)
        weights = {word: posts * posts / min(known[each] for each in word) for word, posts in common}
        least = weights[common[0][0]] / _UNLIKELY if common else 0
        return [word for word, posts in common if weights[word] >= least or posts * 2 >= common[0][1]]

    def _guesses(self, syllables: Sequence[str]) -> Counter[str]:
        """Return words of which each pair of characters stands in a post, with about how many posts have the rarest."""
        first, *others = (self._characters().keys() & _read_as(each) for each in syllables)
        guesses = Counter(dict.fromkeys(first, sys.maxsize))
        for characters in others:
            pairs = self._index.pairs({word[-1] for word in guesses}, characters)
            guesses = Counter(
                {
                    word + pair[1]: min(posts, pairs[pair])
                    for word, posts in guesses.items()
                    for pair in pairs
                    if word[-1] == pair[0]
                }
            )
            guesses = Counter(dict(guesses.most_common(_MOST_BEGINNINGS)))
        return guesses

    def _characters(self) -> Counter[str]:
        """Return the characters of the archive, those of some time ago while posts come and go."""
        with self._lock:
            generation, now = self._index.snapshot().generation, time.monotonic()
            if generation != self._generation and now - self._time > _MIN_SECONDS:
                self._known, self._generation, self._time = self._index.characters(), generation, now
            return self._known

    def _written(self, word: str) -> str:
        """Return a word as most tags write it, else in the script that most posts in Chinese are written in."""
        labels = self._index.labels()
        for kind in TagKind:
            if (tag := labels.get(kind, word)) is not None:
                return tag.shown
        is_traditional = len(labels.posts(LANGUAGE, Script.HANT)) >= len(labels.posts(LANGUAGE, Script.HANS))
        return to_traditional(word) if is_traditional else word


@cache
def _read_as(syllable: str) -> frozenset[str]:
    """Return the characters that are read so, of those that stand in forms."""
    return frozenset(
        each for each in pinyin.characters_read(syllable) if each < "\U00010000" and fold(each) == each
    )


def _query(words: str) -> Query:
    return Query((Words(words),))
