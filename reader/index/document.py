"""One post as the index takes it in: its values, and its folded text."""

from __future__ import annotations

import json
import struct
import zlib
from array import array
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from reader.post import Post, PostDate, Tag, TagKind
from reader.query.nodes import Part, TextField
from reader.text.hashing import blake2b
from reader.text.script import Script

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_HEAD = struct.Struct("<B4I")
_NARROW, _WIDE = ENCODINGS = ("utf-8", "utf-16-le")
"""of the packed texts, by the first byte of the head; Chinese is a tenth smaller in the second"""
_JSON = json.JSONEncoder(ensure_ascii=False, check_circular=False, separators=(",", ":"))


class Texts(NamedTuple):
    """What words are looked for in, folded."""

    whole: str
    """title, author, names of tags, and body with captions, a line feed between each"""
    author_start: int
    """where in `whole` the author begins; the title ends one before"""
    tags_start: int
    body_start: int
    captions: str
    """the captions alone"""

    @property
    def title(self) -> str:
        """The title alone."""
        return self.whole[: self.author_start - 1]

    def contain(self, field: TextField | None, words: str) -> bool:
        """Whether the folded words stand in that part, or in any for None. A site is no text."""
        match field:
            case TextField.TITLE:
                return self.whole.find(words, 0, self.author_start - 1) >= 0
            case TextField.AUTHOR:
                return self.whole.find(words, self.author_start, self.tags_start - 1) >= 0
            case TextField.TEXT:
                return self.whole.find(words, self.body_start) >= 0
            case TextField.CAPTION:
                return words in self.captions
            case _:
                return words in self.whole

    def packed(self) -> bytes:
        """The texts as few bytes."""
        text = self.whole + self.captions
        data = text.encode(_NARROW, "surrogatepass")
        is_wide = len(data) > 2 * len(text)
        if is_wide:
            try:
                data = text.encode(_WIDE)
            except UnicodeEncodeError:
                # Two halves of a pair, which stand side by side here by chance, would come back as one character.
                is_wide = False
        head = _HEAD.pack(is_wide, self.author_start, self.tags_start, self.body_start, len(self.whole))
        return head + zlib.compress(data, 1)

    @classmethod
    def unpacked(cls, packed: bytes) -> Texts:
        """The texts that were packed."""
        return cls._of(zlib.decompress(packed[_HEAD.size :]), packed)

    @classmethod
    def _of(cls, data: bytes, packed: bytes) -> Texts:
        encoding, author, tags, body, end = _HEAD.unpack_from(packed)
        text = data.decode(ENCODINGS[encoding], "surrogatepass")
        return cls(text[:end], author, tags, body, text[end:])


def contains(packed: bytes, field: TextField | None, words: str, sought: Sequence[bytes]) -> bool:
    """As `Texts.contain` of the packed texts; `sought` is `words` in each of `ENCODINGS`.

    Most texts that do not hold the words are done with undecoded.
    """
    data = zlib.decompress(memoryview(packed)[_HEAD.size :])
    return sought[packed[0]] in data and Texts._of(data, packed).contain(field, words)


class Document(NamedTuple):
    """A post and what a query asks of it, ready to be written and compact enough to travel between processes."""

    post: Post
    """with the tags of the body"""
    key: str
    """what its marks belong to; copies share it"""
    script: Script | None
    parts: frozenset[Part]
    size: int
    """bytes of the file when it was read"""
    mtime_ns: int
    """time of the file's last change when it was read"""
    texts: bytes
    """the packed texts"""
    text_key: int
    """a hash that posts with the same text share"""
    links: bytes
    """the hashes of the keys of the pages that the post links to, 8 bytes each"""

    @classmethod
    def of(
        cls,
        post: Post,
        texts: Texts,
        *,
        key: str,
        script: Script | None = None,
        parts: frozenset[Part] = frozenset(),
        size: int = 0,
        mtime_ns: int = 0,
        text_key: str = "",
        links: Iterable[str] = (),
    ) -> Document:
        """The document of a post with these texts.

        Posts with an equal `text_key` are copies of one another, as those with an equal `key` are. `links` are the
        keys of the pages that the post links to.
        """
        targets = array("q", dict.fromkeys(hash_of(link) for link in links if link != key))
        return cls(
            post,
            key,
            script,
            parts,
            size,
            mtime_ns,
            texts.packed(),
            hash_of(text_key or key),
            targets.tobytes(),
        )


def hash_of(key: str) -> int:
    """The key as a number for the index: among a million keys two are equal once in 30 million archives."""
    digest = blake2b(key.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)


def moment_of(date: datetime) -> int:
    """Microseconds since 1970."""
    return (date - _EPOCH) // _MICROSECOND


def utc_of(moment: int) -> datetime:
    """The date of which `moment_of` gave this."""
    return _EPOCH + moment * _MICROSECOND


def values_of(post: Post) -> bytes:
    """A post but for archive and path, as bytes."""
    date = post.date
    offset = None if date is None or date.offset is None else date.offset // _MICROSECOND
    values = [
        post.title,
        None if date is None else [moment_of(date.utc), offset, date.day_only],
        post.author,
        post.source,
        [[tag.name, tag.kind] for tag in post.tags],
        post.warnings,
    ]
    return _JSON.encode(values).encode("utf-8", "surrogatepass")


def title_of(values: bytes) -> str:
    """The title of the post that the values were made of."""
    title: str = json.loads(values.decode("utf-8", "surrogatepass"))[0]
    return title


def post_of(archive: Path, path: str, values: bytes) -> Post:
    """The post that the values were made of."""
    title, date, author, source, tags, warnings = json.loads(values.decode("utf-8", "surrogatepass"))
    return Post(
        archive,
        path,
        title,
        None if date is None else _date(*date),
        author,
        source,
        tuple(Tag(name, TagKind(kind)) for name, kind in tags),
        tuple(warnings),
    )


def _date(moment: int, offset: int | None, day_only: bool) -> PostDate:
    return PostDate(utc_of(moment), None if offset is None else offset * _MICROSECOND, day_only)
