"""What reading one post's file yields for the index: its values, and its text folded once for every search."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
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
    """The posts in the files, in their order. Never raises: what is wrong with a file is among its post's warnings."""
    return [document for document, _ in _read(files, _Tools())]


def read_batch(files: list[PostFile]) -> Batch:
    """The posts in the files with their tokens: the work of the processes that read beside the screen."""
    # Imported late: numpy would cost the start, which does without, more than it gains.
    from reader.index.segment_builder import build_segment
    from reader.text import fold_numpy

    read = list(
        _read(files, _Tools(fold_numpy.fold_all, fold_numpy.letters_of_all, fold_numpy.scripts_of_all))
    )
    segment = build_segment([texts.title for _, texts in read], [texts.whole for _, texts in read])
    return Batch.of([document for document, _ in read], segment)


def read_file(file: PostFile) -> Document:
    """The post in one file. Never raises, as `read_files`."""
    return read_files([file])[0]


def _fold_all(texts: Sequence[str]) -> list[str]:
    return list(map(fold, texts))


def _letters_of_all(texts: Sequence[str], starts: Sequence[int]) -> list[str]:
    return [letters_of(text[start:]).replace(" ", "") for text, start in zip(texts, starts, strict=True)]


def _scripts_of_all(texts: Sequence[str]) -> list[Script | None]:
    return list(map(script_of, texts))


class _Tools(NamedTuple):
    """What is done with many characters of each post; with numpy, for many posts at once, it is done faster."""

    fold: Callable[[Sequence[str]], list[str]] = _fold_all
    letters: Callable[[Sequence[str], Sequence[int]], list[str]] = _letters_of_all
    """the letters of each text from the place that is given with it"""
    scripts: Callable[[Sequence[str]], list[Script | None]] = _scripts_of_all


class _Extracted(NamedTuple):
    """A post with what its file says, not yet folded."""

    file: PostFile
    post: Post
    whole: str
    """title, author, names of tags, and body with captions, a line feed between each"""
    tags_start: int
    body_start: int
    captions: str
    sample: str
    """what tells its script"""
    parts: frozenset[Part]
    links: tuple[str, ...]
    is_film: bool

    @property
    def author_start(self) -> int:
        """Where the author stands in `whole`."""
        return len(self.post.title) + 1


def _extracted(file: PostFile) -> _Extracted:
    # Imported late: the parser of HTML costs 10 ms, and a start with nothing new needs none.
    from reader.convert.pictures import is_video
    from reader.convert.plain import extract

    post, body = load(file.archive, file.path)
    plain = extract(body, title=post.title, source=post.source)
    post = _with_tags(post, plain.keywords, plain.hashtags)
    names = "\n".join(dict.fromkeys(tag.name for tag in post.tags))
    tags_start = len(post.title) + 1 + len(post.author) + 1
    parts = set(map(Part, plain.contents))
    if plain.captions:
        parts.add(Part.CAPTION)
    is_film = is_video(post.source)
    if is_film:
        parts.add(Part.VIDEO)
    return _Extracted(
        file,
        post,
        f"{post.title}\n{post.author}\n{names}\n{plain.text}",
        tags_start,
        tags_start + len(names) + 1,
        "\n".join(plain.captions),
        f"{post.title}\n{plain.text[:_SCRIPT_SAMPLE]}",
        _shared(frozenset(parts)),
        plain.links,
        is_film,
    )


def _read(files: Sequence[PostFile], tools: _Tools) -> Iterator[tuple[Document, Texts]]:
    """The posts in the files, each with its texts."""
    posts = list(map(_extracted, files))
    wholes = tools.fold([each.whole for each in posts])
    captions = tools.fold([each.captions for each in posts])
    letters = tools.letters(wholes, [each.body_start for each in posts])
    scripts = tools.scripts([each.sample for each in posts])
    for each, whole, caption, own, script in zip(posts, wholes, captions, letters, scripts, strict=True):
        texts = Texts(whole, each.author_start, each.tags_start, each.body_start, caption)
        document = Document.of(
            each.post,
            texts,
            key=key_of(each.post),
            script=script,
            parts=each.parts,
            size=each.file.size,
            mtime_ns=each.file.mtime_ns,
            text_key=_text_key(each.post, own, each.is_film),
            links=map(normalise, each.links),
        )
        yield document, texts


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
