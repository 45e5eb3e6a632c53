"""What reading one post's file yields for the index: its values, and its text folded once for every search."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache
from typing import NamedTuple

from reader.index import Batch, Document, Texts, letters_of
from reader.post import Post, Tag, TagKind
from reader.query.nodes import Part
from reader.state.marks import key_of
from reader.store.load import load
from reader.store.walk import PostFile
from reader.text.script import Script, fold, script_of
from reader.text.urls import normalise

_OWN_TEXT = 200
"""letters from which the same text is no accident"""
_SCRIPT_SAMPLE = 600
"""characters of the body that tell its script: the title alone may be a name"""


def read_files(files: Sequence[PostFile]) -> list[Document]:
    """The posts in the files, in their order."""
    return [read_file(file) for file in files]


def read_batch(files: list[PostFile]) -> Batch:
    """The posts in the files with their tokens: the work of the processes that read beside the screen."""
    # Imported late: numpy would cost the start, which does without, more than it gains.
    from reader.index.inverting import inverted
    from reader.text import units

    tools = _Tools(units.fold, units.letters_alone, units.script_of)
    read = [_read(file, tools) for file in files]
    segment = inverted([texts.title for _, texts in read], [texts.whole for _, texts in read])
    return Batch.of([document for document, _ in read], segment)


def read_file(file: PostFile) -> Document:
    """The post in one file. Never raises: what is wrong with the file is among the post's warnings."""
    return _read(file)[0]


def _letters_alone(text: str) -> str:
    return letters_of(text).replace(" ", "")


class _Tools(NamedTuple):
    """What is done with many characters of each post; with numpy it is done faster."""

    fold: Callable[[str], str] = fold
    letters_alone: Callable[[str], str] = _letters_alone
    script_of: Callable[[str], Script | None] = script_of


def _read(file: PostFile, tools: _Tools = _Tools()) -> tuple[Document, Texts]:  # noqa: B008 - it never changes
    """The post in one file, and its texts."""
    # Imported late: the parser of HTML costs 10 ms, and a start with nothing new needs none.
    from reader.convert.pictures import is_video
    from reader.convert.plain import extract

    post, body = load(file.archive, file.path)
    plain = extract(body, title=post.title, source=post.source)
    post = _with_tags(post, plain.keywords, plain.hashtags)
    names = "\n".join(dict.fromkeys(tag.name for tag in post.tags))
    author_start = len(post.title) + 1
    tags_start = author_start + len(post.author) + 1
    parts = set(map(Part, plain.holdings))
    if plain.captions:
        parts.add(Part.CAPTION)
    is_film = is_video(post.source)
    if is_film:
        parts.add(Part.VIDEO)
    texts = Texts(
        whole=tools.fold(f"{post.title}\n{post.author}\n{names}\n{plain.text}"),
        author_start=author_start,
        tags_start=tags_start,
        body_start=tags_start + len(names) + 1,
        captions=tools.fold("\n".join(plain.captions)),
    )
    document = Document.of(
        post,
        texts,
        key=key_of(post),
        script=tools.script_of(f"{post.title}\n{plain.text[:_SCRIPT_SAMPLE]}"),
        parts=_shared(frozenset(parts)),
        size=file.size,
        mtime_ns=file.mtime_ns,
        text_key=_text_key(post, tools.letters_alone(texts.whole[texts.body_start :]), is_film),
        links=map(normalise, plain.links),
    )
    return document, texts


def _text_key(post: Post, letters: str, is_film: bool) -> str:
    """What posts with the same text share, whatever their title, date and address.

    Short texts, and the words under films, are often the same for a whole series: there all must be the same.
    """
    if len(letters) >= _OWN_TEXT and not is_film:
        return letters
    return f"{post.title}\n{post.author}\n{post.date and post.date.utc}\n{post.source}\n{letters}"


def _with_tags(post: Post, keywords: tuple[str, ...], hashtags: tuple[str, ...]) -> Post:
    if not keywords and not hashtags:
        return post
    tags = dict.fromkeys(
        (
            *post.tags,
            *(Tag(name, TagKind.KEYWORD) for name in keywords),
            *(Tag(name, TagKind.HASHTAG) for name in hashtags),
        )
    )
    return replace(post, tags=tuple(tags))


@cache
def _shared(parts: frozenset[Part]) -> frozenset[Part]:
    """The one object for equal sets: there are a few dozen of them among any number of posts."""
    return parts
