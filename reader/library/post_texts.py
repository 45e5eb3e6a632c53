"""The texts of posts that contexts are taken from: the form at once, the text as it is read where it is looked at."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property

from reader.index import Index, Texts
from reader.query.nodes import TextField
from reader.text.spelling import SearchText


class PostText:
    """Title and body of a post; offsets are those of the form of the whole text that the index keeps."""

    def __init__(self, texts: Texts) -> None:
        self.form = texts.whole
        self._texts = texts
        self.title_end = texts.author_start - 1
        self.body_start = texts.body_start

    @cached_property
    def search(self) -> SearchText:
        """The whole text as it is read."""
        return self._texts.part(None)

    @cached_property
    def captions(self) -> list[tuple[int, int]]:
        """The ranges of the form that are captions."""
        captions = frozenset(self._texts.captions.split("\n")) if self._texts.captions else frozenset()
        ranges = []
        start = self.body_start
        for line in self.form[start:].split("\n") if captions else ():
            if line in captions:
                ranges.append((start, start + len(line)))
            start += len(line) + 1
        return ranges

    def is_in_title(self, start: int) -> bool:
        """Return whether an offset is one of the title."""
        return start < self.title_end

    def ranges(self, field: TextField | None) -> list[tuple[int, int]]:
        """Return the ranges of a field that has contexts; title and body for None."""
        title, body = (0, self.title_end), (self.body_start, len(self.form))
        match field:
            case TextField.TITLE:
                return [title]
            case TextField.TEXT:
                return [body]
            case TextField.CAPTION:
                return self.captions
            case TextField.NOTE:
                return []
            case _:
                return [title, body]


def texts_of(index: Index, numbers: Sequence[int], generation: int) -> Iterator[tuple[int, PostText]]:
    """Yield the texts of the posts in the order of their numbers, without those that left the index."""
    found = index.texts(numbers, generation)
    for number in numbers:
        if number in found:
            yield number, PostText(found[number])
