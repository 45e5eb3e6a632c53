"""Search terms: the places in a text where words stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reader.text.script import fold


def hits(text: str, words: Iterable[str]) -> list[tuple[int, int]]:
    """Where any of the words stands in the text, as (start, end) offsets in order.

    Words are compared by `fold`, so a hit may be spelt otherwise than the word. Hits that overlap or touch
    are one range.
    """
    folded = fold(text)
    found = sorted(place for word in words for place in _places(folded, fold(word)))
    merged: list[tuple[int, int]] = []
    for start, end in found:
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _places(folded: str, word: str) -> Iterator[tuple[int, int]]:
    """Every place of `word`, overlapping ones too: in 哈哈哈 the word 哈哈 stands twice."""
    start = folded.find(word) if word else -1
    while start >= 0:
        yield start, start + len(word)
        start = folded.find(word, start + 1)
