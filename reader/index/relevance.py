"""Weighs how relevant one post is to the words of a query, from its texts.

BM25F (Robertson and Zaragoza, The Probabilistic Relevance Framework, 2009): how often a word stands in each part of the
post, against the length of the part, counts the more the rarer the word is, and repetition counts ever less. Added to
that is how near the words stand (Tao and Zhai, An Exploration of Proximity Measures in Information Retrieval, 2007): the
shortest stretch that holds all of them. `bench/relevance.py` judges the constants.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from itertools import islice
from typing import NamedTuple

from pyroaring import BitMap

from reader.index.document import Texts

_SATURATION, _LENGTH_SHARE = 1.2, 0.75
"""k1 and b of BM25, with their usual values"""
_CLOSENESS = 0.6
"""weight of words side by side, as a share of what the words weigh"""
_HALF_AS_CLOSE = 200
"""characters between words at which half of that is left"""
_PHRASE, _IN_TITLE = 1.25, 1.6
"""factors of closeness: words side by side as typed, and words in the title"""
_EARLY, _HALF_AS_EARLY = 0.02, 500
"""weight of a word at the very beginning, and characters after which half of that is left"""
_MOST, _MOST_ANCHORS = 50, 12
"""occurrences of a word in a part that are counted, and those that the others are sought around: more change little"""

Spans = list[tuple[int, int]]


class Field(NamedTuple):
    """A part of posts."""

    weight: float
    """of an occurrence, against one in the body"""
    length: int
    """usual characters, as in archives of news; constant, so that posts that come change no order"""

    def frequency(self, count: int, length: int) -> float:
        """Return the weighted frequency of a word that stands so often in a part of this length."""
        return self.weight * count / (1 - _LENGTH_SHARE + _LENGTH_SHARE * length / self.length)


_TITLE, _NAMES, _CAPTIONS, _BODY = Field(12, 35), Field(3, 40), Field(6, 120), Field(1, 2000)
_NOTE = 12
"""weighted frequency of a word in the user's note, however often it stands there: as of one in a usual title"""


class Term(NamedTuple):
    """A word of a query."""

    spans: Callable[[str], Iterable[tuple[int, int]]]
    """yields where the word stands in a form, in order"""
    rarity: float
    form: str | None
    """the form that is looked for; None where forms of several shapes match"""
    noted: BitMap
    """the posts on which the user wrote a note with the word"""

    def within(self, text: str) -> Spans:
        """Return where the word first stands in a text, as often as it counts."""
        if self.form is not None and self.form not in text:
            return []
        return list(islice(self.spans(text), _MOST))


def rarity(with_word: int, posts: int) -> float:
    """Return what a word counts that so many of the posts hold: an inverse document frequency that is never 0.

    Rounded, so that a post more or less seldom changes the order of the others.
    """
    return round(math.log(1 + posts / max(1, with_word)), 1)


def weight(number: int, texts: Texts, terms: Sequence[Term]) -> float:
    """Return the relevance of a post with this number and these texts; 0 without any of the words."""
    whole = texts.whole
    parts = (
        (_TITLE, texts.title),
        (_BODY, whole[texts.body_start :]),
        (_NAMES, whole[texts.author_start : texts.body_start]),
        (_CAPTIONS, texts.captions),
    )
    found = [[term.within(text) for _, text in parts] for term in terms]
    present = [
        (term, spans) for term, spans in zip(terms, found, strict=True) if any(spans) or number in term.noted
    ]
    total = 0.0
    for term, spans in present:
        frequency = sum(
            field.frequency(len(some), len(text))
            for (field, text), some in zip(parts, spans, strict=True)
            if some
        )
        frequency += _NOTE * (number in term.noted)
        total += term.rarity * frequency / (_SATURATION + frequency)
    if present:
        forms = [term.form for term, _ in present]
        in_title, in_body, *_ = zip(*(spans for _, spans in present), strict=True)
        nearness = 0.0
        if len(present) > 1:
            nearness = max(
                _IN_TITLE * _closeness(texts.title, in_title, forms), _closeness(parts[1][1], in_body, forms)
            )
        first = 0 if any(in_title) else min((spans[0][0] for spans in in_body if spans), default=0)
        early = _EARLY / (1 + first / _HALF_AS_EARLY)
        total += sum(term.rarity for term, _ in present) * (_CLOSENESS * nearness + early)
    return round(total, 6)


def _closeness(text: str, found: Sequence[Spans], forms: Sequence[str | None]) -> float:
    """Return how near the words stand in a text: 1 for side by side, more as typed, 0 where not all are there."""
    if not all(found):
        return 0
    between = shortest_stretch(found) - sum(min(end - start for start, end in spans) for spans in found)
    closeness = _HALF_AS_CLOSE / (_HALF_AS_CLOSE + max(0, between))
    return closeness * _PHRASE if between < len(found) and _has_phrase(text, forms) else closeness


def _has_phrase(text: str, forms: Sequence[str | None]) -> bool:
    """Return whether the forms stand side by side in their order, joined as in Chinese or with a space."""
    words = [form for form in forms if form is not None]
    return len(words) == len(forms) and any(joint.join(words) in text for joint in ("", " "))


def shortest_stretch(found: Sequence[Spans]) -> int:
    """Return the length of the shortest stretch from a span of the rarest word to the nearest of each other word.

    Takes the spans of each word in order, at least one of each.
    """
    anchors, *others = sorted(found, key=len)
    shortest = -1
    for start, end in anchors[:_MOST_ANCHORS]:
        first, last = start, end
        for spans in others:
            place = bisect_left(spans, (start, end))
            near = min(spans[max(0, place - 1) : place + 1], key=lambda span: abs(span[0] - start))
            first, last = min(first, near[0]), max(last, near[1])
        if shortest < 0 or last - first < shortest:
            shortest = last - first
    return shortest
