"""The indexed form of a post: serialised metadata, and the compressed forms of its texts."""

from __future__ import annotations

import json
import struct
from array import array
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from reader.index.field_texts import NO_FIELDS, pack_fields
from reader.index.places import Reference, pack_places, pack_references
from reader.language import Remark
from reader.post import Post, PostDate, Tag, TagKind
from reader.query.nodes import Part, TextField
from reader.text.amount import length_of
from reader.text.deflate import deflate, inflate
from reader.text.hashing import blake2b
from reader.text.originals import NO_DIFFERENCES, Form, rebuilt

if TYPE_CHECKING:
    from reader.text.script import Script
    from reader.text.spelling import SearchText

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_HEAD = struct.Struct("<B4I")
_NARROW, _WIDE = ENCODINGS = ("utf-8", "utf-16-le")
"""of the packed texts, selected by the head's first byte; Chinese is a tenth smaller in UTF-16"""
_DateValues = tuple[int, int | None, bool, bool]
"""microseconds since 1970, offset in microseconds, whether only the day is known, whether it is floating"""
_JSON = json.JSONEncoder(ensure_ascii=False, check_circular=False, separators=(",", ":"))


class Texts(NamedTuple):
    """The forms of the texts of a post in which words are searched; see `reader.text.spelling`."""

    whole: str
    """title, author, tag names and body with captions, separated by line feeds"""
    author_start: int
    """offset of the author in `whole`; the title ends one before it"""
    tags_start: int
    body_start: int
    captions: str
    """the captions alone"""
    differences: bytes = NO_DIFFERENCES
    """what the text of `whole`, a line feed and the captions differs by from its form"""

    @classmethod
    def of_form(cls, form: Form, script: Script | None) -> Texts:
        """Return the texts of the form of what `joined` returned, made with its places and for the script."""
        author, tags, body, captions = form.places
        return cls(form.form[: captions - 1], author, tags, body, form.form[captions:], form.packed(script))

    @property
    def title(self) -> str:
        """The title alone."""
        return self.whole[: self.author_start - 1]

    def contain(self, field: TextField | None, words: str) -> bool:
        """Return whether the field, or any for None, contains the form of words. A site is not text."""
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

    def of(self, field: TextField | None) -> str:
        """Return the text of a field, or all for None. A site is not text."""
        match field:
            case TextField.TITLE:
                return self.title
            case TextField.AUTHOR:
                return self.whole[self.author_start : self.tags_start - 1]
            case TextField.TEXT:
                return self.whole[self.body_start :]
            case TextField.CAPTION:
                return self.captions
            case _:
                return self.whole

    def packed(self) -> bytes:
        """Return the forms as compressed bytes."""
        text = self.whole + self.captions
        data = text.encode(_NARROW, "surrogatepass")
        is_wide = len(data) > 2 * len(text)
        if is_wide:
            try:
                data = text.encode(_WIDE)
            except UnicodeEncodeError:
                # Two lone surrogates that happen to be adjacent would be decoded as one character.
                is_wide = False
        head = _HEAD.pack(is_wide, self.author_start, self.tags_start, self.body_start, len(self.whole))
        return head + deflate(data)

    def bounds(self, field: TextField | None) -> tuple[int, int]:
        """Return start and end of a field, or of all but the captions for None, in `whole` and the captions after it."""
        match field:
            case TextField.TITLE:
                return 0, self.author_start - 1
            case TextField.AUTHOR:
                return self.author_start, self.tags_start - 1
            case TextField.TEXT:
                return self.body_start, len(self.whole)
            case TextField.CAPTION:
                return len(self.whole) + 1, len(self.whole) + 1 + len(self.captions)
            case _:
                return 0, len(self.whole)

    def part(self, field: TextField | None) -> SearchText:
        """Return a field, or all but the captions for None, as it is read and searched.

        The text is made once it is asked for.
        """
        return rebuilt(f"{self.whole}\n{self.captions}", self.differences).part(*self.bounds(field))

    @classmethod
    def unpacked(cls, packed: bytes, differences: bytes = NO_DIFFERENCES) -> Texts:
        """Return the texts whose forms `packed` compressed."""
        return cls._of(inflate(packed[_HEAD.size :]), packed)._replace(differences=differences)

    @classmethod
    def _of(cls, data: bytes, packed: bytes) -> Texts:
        encoding, author, tags, body, end = _HEAD.unpack_from(packed)
        text = data.decode(ENCODINGS[encoding], "surrogatepass")
        return cls(text[:end], author, tags, body, text[end:])


def joined(
    title: str, author: str, names: Iterable[str], body: str, captions: Iterable[str]
) -> tuple[str, tuple[int, int, int, int]]:
    """Return the texts of a post as one, and the offsets of author, names of tags, body and captions in it."""
    parts = (title, author, "\n".join(names), body, "\n".join(captions))
    starts = accumulate(len(part) + 1 for part in parts[:-1])
    author_start, names_start, body_start, captions_start = starts
    return "\n".join(parts), (author_start, names_start, body_start, captions_start)


def contains(packed: bytes, field: TextField | None, words: str, sought: Sequence[bytes]) -> bool:
    """Do as `Texts.contain` for packed texts; `sought` is `words` in each of `ENCODINGS`.

    Most texts without the words are rejected without being decoded.
    """
    data = inflate(memoryview(packed)[_HEAD.size :])
    return sought[packed[0]] in data and Texts._of(data, packed).contain(field, words)


class Document(NamedTuple):
    """A post and its searchable properties, ready to be written; compact, as it travels between processes."""

    post: Post
    """the post, with the tags found in its body"""
    key: str
    """identity of the post for marks; copies share it"""
    language: str | None
    """the code of its language, a script for Chinese; None for an unknown one"""
    parts: frozenset[Part]
    size: int
    """size of the file in bytes when it was read"""
    mtime_ns: int
    """modification time of the file when it was read"""
    texts: bytes
    """the packed texts"""
    differences: bytes
    """what the texts differ by from their forms; see `Texts.part`"""
    text_key: int
    """hash that posts with the same text share"""
    title_hash: int
    """hash of the form of the title, without blanks"""
    body_hash: int
    """hash of the form of the text"""
    digest: int
    """hash of the bytes of the file"""
    length: int
    """how much there is to read in its text; see `length_of`"""
    links: bytes
    """hashes of the keys of the linked pages, 8 bytes each"""
    places: bytes = b""
    """the packed places of the post"""
    references: bytes = b""
    """the packed places that its links within the archive may mean"""
    field_names: tuple[str, ...] = ()
    """the keys of its front matter, as paths"""
    fields: bytes = b""
    """the packed texts under these keys"""

    @classmethod
    def of(
        cls,
        post: Post,
        texts: Texts,
        *,
        key: str,
        language: str | None = None,
        parts: frozenset[Part] = frozenset(),
        size: int = 0,
        mtime_ns: int = 0,
        digest: int = 0,
        text_key: str = "",
        links: Iterable[str] = (),
        places: Iterable[str] = (),
        references: Iterable[tuple[Sequence[str], str]] = (),
        fields: Mapping[str, Sequence[str]] = NO_FIELDS,
    ) -> Document:
        """Return the document of a post with these texts.

        Posts with equal `text_key` or equal `key` are copies of one another. `links` are the keys of the
        pages that the post links to. `places` are those at which links of the same archive find the post;
        `references` are for each of its own such links the places that it may mean in order, and a last
        resort that may be empty. Places of different archives must differ. `fields`
        are the texts of the front matter by the paths of their keys.
        """
        body = texts.whole[texts.body_start :]
        encoded = body.encode("utf-8", "surrogatepass")
        targets = array("q", dict.fromkeys(hash_of(link) for link in links if link != key))
        return cls(
            post,
            key,
            language,
            parts,
            size,
            mtime_ns,
            texts.packed(),
            texts.differences,
            hash_of(text_key or key),
            hash_of("".join(texts.title.split())),
            _hash_of_bytes(encoded),
            digest,
            length_of(body, encoded, language),
            targets.tobytes(),
            pack_places(map(hash_of, places)),
            pack_references(
                Reference(tuple(map(hash_of, sure)), hash_of(slug) if slug else 0)
                for sure, slug in references
            ),
            tuple(fields),
            pack_fields(post, fields),
        )


def hash_of(key: str) -> int:
    """Return a 64-bit hash of the key: among a million keys, one archive in 30 million has a collision."""
    return _hash_of_bytes(key.encode("utf-8", "surrogatepass"))


def _hash_of_bytes(encoded: bytes) -> int:
    return int.from_bytes(blake2b(encoded, digest_size=8).digest(), "big", signed=True)


def moment_of(date: datetime) -> int:
    """Return microseconds since 1970."""
    return (date - _EPOCH) // _MICROSECOND


def utc_of(moment: int) -> datetime:
    """Return the date of a value of `moment_of`."""
    return _EPOCH + moment * _MICROSECOND


def values_of(post: Post) -> bytes:
    """Serialise a post without its archive and path.

    What few posts have comes last, and only where a post has any of it.
    """
    values: list[object] = [
        post.title,
        _date_values(post.date),
        post.author,
        post.source,
        [[tag.name, tag.kind] for tag in post.tags],
        [_warning_values(warning) for warning in post.warnings],
    ]
    if post.updated or post.description or post.language or post.image or post.is_draft:
        values += [_date_values(post.updated), post.description, post.language, post.image, post.is_draft]
    return _JSON.encode(values).encode("utf-8", "surrogatepass")


def title_of(values: bytes) -> str:
    """Return the title from serialised values."""
    title: str = json.loads(values.decode("utf-8", "surrogatepass"))[0]
    return title


def _warning_values(warning: str) -> tuple[str, Mapping[str, str | int]]:
    """Return a text and the values in it, which are translated when they are shown."""
    return (warning.message, warning.values) if isinstance(warning, Remark) else (warning, {})


def post_of(archive: Path, path: str, values: bytes) -> Post:
    """Return the post from serialised values."""
    title, date, author, source, tags, warnings, *rare = json.loads(values.decode("utf-8", "surrogatepass"))
    if rare:
        rare[0] = _date_of(rare[0])
    return Post(
        archive,
        path,
        title,
        _date_of(date),
        author,
        source,
        tuple(Tag(name, TagKind(kind)) for name, kind in tags),
        tuple(Remark(message, **values) for message, values in warnings),
        *rare,
    )


def _date_values(date: PostDate | None) -> _DateValues | None:
    if date is None:
        return None
    offset = None if date.offset is None else date.offset // _MICROSECOND
    return moment_of(date.utc), offset, date.day_only, date.is_floating


def _date_of(values: _DateValues | None) -> PostDate | None:
    if values is None:
        return None
    moment, offset, day_only, is_floating = values
    return PostDate(utc_of(moment), None if offset is None else offset * _MICROSECOND, day_only, is_floating)
