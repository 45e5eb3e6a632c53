"""Posts ready to be written: all that can be made of them where they are read, so that the one who writes only stores."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from reader.index.document import Document, hash_of, moment_of, values_of
from reader.index.labels import PART, SCRIPT, Gathered, labels_of
from reader.index.segment import Segment
from reader.post import PostId


class Row(NamedTuple):
    """What is stored of one post. Its place in time follows in the reader's zone, its labels stand beside."""

    id: PostId
    size: int
    mtime_ns: int
    moment: int | None
    """microseconds since 1970; None without a date"""
    is_day_only: bool
    key: int
    text_key: int
    values: bytes
    texts: bytes
    links: bytes


class Batch(NamedTuple):
    """Posts that are written together, as compact as they travel between processes."""

    rows: list[Row]
    labels: Gathered
    """all but the days; posts by their places among the rows"""
    segment: Segment | None = None
    """the tokens of their texts, where they are at hand"""

    @classmethod
    def of(cls, documents: Sequence[Document], segment: Segment | None = None) -> Batch:
        """The batch of these posts."""
        return cls([_row(document) for document in documents], _gathered(documents), segment)


def _row(document: Document) -> Row:
    post = document.post
    date = post.date
    return Row(
        post.id,
        document.size,
        document.mtime_ns,
        None if date is None else moment_of(date.utc),
        date is not None and date.day_only,
        hash_of(document.key),
        document.text_key,
        values_of(post),
        document.texts,
        document.links,
    )


def _gathered(documents: Iterable[Document]) -> Gathered:
    # Each label once for all of them: a few thousand are on the labels of a thousand posts.
    gathered: Gathered = defaultdict(lambda: ([], {}))
    for place, document in enumerate(documents):
        for kind, name, spellings in labels_of(document.post):
            places, counts = gathered[kind, name]
            places.append(place)
            for spelling in spellings:
                counts[spelling] = counts.get(spelling, 0) + 1
        if document.script is not None:
            gathered[SCRIPT, str(document.script)][0].append(place)
        for part in document.parts:
            gathered[PART, str(part)][0].append(place)
    return dict(gathered)
