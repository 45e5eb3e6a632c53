"""Batches of posts, prepared where files are read so that the writing process only stores them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from reader.index.document import Document, hash_of, moment_of, values_of
from reader.index.labels import FIELD, LANGUAGE, PART, BatchLabels, labels_of
from reader.index.segment import Segment
from reader.post import PostId


class PostRecord(NamedTuple):
    """The stored columns of one post, without its sort key, which depends on the time zone of the writer."""

    id: PostId
    size: int
    mtime_ns: int
    moment: int | None
    """microseconds from 1970 to `PostDate.utc`; None without a date"""
    is_zoneless: bool
    """whether the moment is a day or a time that the post gives without a zone"""
    key: int
    text_key: int
    title_hash: int
    body_hash: int
    digest: int
    length: int
    values: bytes
    texts: bytes
    differences: bytes
    links: bytes
    places: bytes
    references: bytes
    fields: bytes


class Batch(NamedTuple):
    """Posts that are written together; compact, as batches travel between processes."""

    records: list[PostRecord]
    labels: BatchLabels
    """all labels except days; posts by their positions among the records"""
    segment: Segment | None = None
    """the inverted index of their texts, if the reading process built it"""

    @classmethod
    def of(cls, documents: Sequence[Document], segment: Segment | None = None) -> Batch:
        """Return the batch of these posts."""
        return cls([_record(document) for document in documents], _batch_labels(documents), segment)


def _record(document: Document) -> PostRecord:
    post = document.post
    date = post.date
    return PostRecord(
        post.id,
        document.size,
        document.mtime_ns,
        None if date is None else moment_of(date.utc),
        date is not None and (date.day_only or date.is_floating),
        hash_of(document.key),
        document.text_key,
        document.title_hash,
        document.body_hash,
        document.digest,
        document.length,
        values_of(post),
        document.texts,
        document.differences,
        document.links,
        document.places,
        document.references,
        document.fields,
    )


def _batch_labels(documents: Iterable[Document]) -> BatchLabels:
    # Grouped by label: a thousand posts share a few thousand labels.
    labels: BatchLabels = defaultdict(lambda: ([], {}))
    for position, document in enumerate(documents):
        for kind, name, spellings in labels_of(document.post):
            positions, counts = labels[kind, name]
            positions.append(position)
            for spelling in spellings:
                counts[spelling] = counts.get(spelling, 0) + 1
        if document.language is not None:
            labels[LANGUAGE, document.language][0].append(position)
        for name in document.field_names:
            labels[FIELD, name][0].append(position)
        for part in document.parts:
            labels[PART, str(part)][0].append(position)
    return dict(labels)
