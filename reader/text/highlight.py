"""Find where words occur in a text, for highlighting."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reader.text.spelling import SearchText, search_form


def hits(text: str, words: Iterable[str]) -> list[tuple[int, int]]:
    """Return the (start, end) offsets of all words in the text, in order.

    Words are compared by their forms, so a hit may be spelt differently; `text` is in NFC. Hits that overlap or touch
    are merged.
    """
    sought = SearchText(text)
    found = sorted(place for word in words for place in _occurrences(sought.form, search_form(word)))
    merged: list[tuple[int, int]] = []
    for form_start, form_end in found:
        start, end = sought.in_text(form_start, form_end)
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _occurrences(folded: str, word: str) -> Iterator[tuple[int, int]]:
    """Yield every occurrence of `word`, also overlapping ones: 哈哈 occurs twice in 哈哈哈."""
    start = folded.find(word) if word else -1
    while start >= 0:
        yield start, start + len(word)
        start = folded.find(word, start + 1)
