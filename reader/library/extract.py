"""Extraction of index documents from the files of posts: metadata, and the forms of their texts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from reader.frozen import replace
from reader.index import Batch, Document, Texts, joined, letters_of
from reader.library.conversion import extract_of
from reader.library.places import Reference, path_within, post_places, post_references
from reader.post import Post, Tag, TagKind
from reader.query.nodes import Part
from reader.store.flat_fields import flat_fields
from reader.store.front_matter_values import FrontMatter
from reader.store.habits import Habits, HabitsOf
from reader.store.load import load
from reader.store.walk import PostFile
from reader.text.identity import key_of
from reader.text.language_names import CHINESE, language_named
from reader.text.languages import language_of
from reader.text.originals import Form, form_of
from reader.text.script import Script, script_of
from reader.text.urls import normalise

if TYPE_CHECKING:
    from reader.convert.plain import Extract

_MIN_SHARED_LETTERS = 200
"""letters from which posts with equal text are copies"""
_LANGUAGE_SAMPLE_CHARS = 600
"""characters of the body from which the language is detected, with the title, which may be a mere name"""


def read_files(files: Sequence[PostFile], habits: HabitsOf | None = None) -> list[Document]:
    """Return the documents of the files, in order. Never raises: defects become warnings of the posts.

    `habits` of their archives decide what the files leave in doubt.
    """
    return [document for document, _ in _read(files, _Transforms(), habits)]


def read_batch(files: Sequence[PostFile], habits: Mapping[Path, Habits]) -> Batch:
    """Return the documents of the files with their tokens; runs in the reading processes, and for large files.

    Texts of megabytes take a fifth of the time that `read_files` takes for them.
    """
    # Imports numpy (150 ms), which the main process does without where no file is large.
    from reader.index.segment_builder import build_segment
    from reader.text import fold_numpy

    read = list(
        _read(
            files,
            _Transforms(fold_numpy.forms_of_all, fold_numpy.letters_of_all, fold_numpy.scripts_of_all),
            habits.__getitem__,
        )
    )
    segment = build_segment([texts.title for _, texts in read], [texts.whole for _, texts in read])
    return Batch.of([document for document, _ in read], segment)


def read_post(file: PostFile, habits: HabitsOf | None = None) -> Post:
    """Return the post of one file, with the tags found in its body. Never raises, as `read_files`."""
    return _extracted(file, habits).post


def _forms_of_all(
    texts: Sequence[str], scripts: Sequence[Script | None], places: Sequence[Sequence[int]]
) -> list[Form]:
    return list(map(form_of, texts, scripts, places))


def _letters_of_all(texts: Sequence[str], starts: Sequence[int]) -> list[str]:
    return [letters_of(text[start:]).replace(" ", "") for text, start in zip(texts, starts, strict=True)]


def _scripts_of_all(texts: Sequence[str]) -> list[Script | None]:
    return list(map(script_of, texts))


class _Transforms(NamedTuple):
    """The transformations of whole texts; those with numpy are faster for many posts at once."""

    forms: Callable[[Sequence[str], Sequence[Script | None], Sequence[Sequence[int]]], list[Form]] = (
        _forms_of_all
    )
    letters: Callable[[Sequence[str], Sequence[int]], list[str]] = _letters_of_all
    """returns the letters of each text from the given start on"""
    scripts: Callable[[Sequence[str]], list[Script | None]] = _scripts_of_all


class _Extracted(NamedTuple):
    """The contents of a post's file, before their forms are made."""

    file: PostFile
    digest: int
    post: Post
    whole: str
    """title, author, names of tags, body with captions, and captions, as `joined` returns them"""
    part_starts: tuple[int, int, int, int]
    """the offsets in `whole` of all parts but the title"""
    sample: str
    """the text from which the language is detected"""
    named_language: str
    """the language that the front matter names, else the settings for the archive"""
    parts: frozenset[Part]
    links: tuple[str, ...]
    places: list[str]
    """those at which links of the same archive find the post"""
    references: list[Reference]
    fields: dict[str, list[str]]
    is_video_post: bool


def _extracted(file: PostFile, habits: HabitsOf | None) -> _Extracted:
    # The HTML parser costs 10 ms, which a start without new posts saves.
    from reader.convert.pictures import is_video

    loaded = load(file.archive, file.path, habits)
    post, front_matter = loaded.post, loaded.front_matter
    plain = extract_of(loaded.body, title=post.title, source=post.source, values=front_matter.values)
    post = _with_tags(post, plain.keywords, plain.hashtags)
    names = dict.fromkeys(tag.name for tag in post.tags)
    parts = set(map(Part, plain.contents))
    if plain.captions:
        parts.add(Part.CAPTION)
    is_video_post = is_video(post.source)
    if is_video_post:
        parts.add(Part.VIDEO)
    return _Extracted(
        file,
        loaded.digest,
        post,
        *joined(post.title, post.author, names, plain.blocks, plain.captions),
        f"{post.title}\n{plain.text[:_LANGUAGE_SAMPLE_CHARS]}",
        post.language or (habits(file.archive).language if habits is not None else ""),
        _shared(frozenset(parts)),
        plain.links,
        post_places(post, front_matter),
        _references(post, front_matter, plain, habits(file.archive).site if habits is not None else ""),
        flat_fields(front_matter.values),
        is_video_post,
    )


def _references(post: Post, front_matter: FrontMatter, plain: Extract, site: str) -> list[Reference]:
    """Return what each of the links of a post that may lead within the archive may mean; `site` is the archive's own."""
    urls = [*plain.references, *filter(None, (path_within(post, site, url) for url in plain.links))]
    return list(post_references(post, front_matter, urls)) if urls else []


def _read(
    files: Sequence[PostFile], transforms: _Transforms, habits: HabitsOf | None
) -> Iterator[tuple[Document, Texts]]:
    """Yield the documents of the files, each with its texts."""
    posts = [_extracted(file, habits) for file in files]
    scripts = transforms.scripts([each.sample for each in posts])
    forms = transforms.forms([each.whole for each in posts], scripts, [each.part_starts for each in posts])
    all_texts = list(map(Texts.of_form, forms, scripts))
    letters = transforms.letters([each.whole for each in all_texts], [each.body_start for each in all_texts])
    for each, texts, own, script in zip(posts, all_texts, letters, scripts, strict=True):
        document = Document.of(
            each.post,
            texts,
            key=key_of(each.post),
            language=_language(each, script),
            parts=each.parts,
            size=each.file.size,
            mtime_ns=each.file.mtime_ns,
            digest=each.digest,
            text_key=_text_key(each.post, own, each.is_video_post),
            links=map(normalise, each.links),
            places=each.places,
            fields=each.fields,
            references=each.references,
        )
        yield document, texts


def _language(extracted: _Extracted, script: Script | None) -> str | None:
    """Return the language that is named, else the one that the text shows; `script` is that of the text."""
    named = language_named(extracted.named_language) if extracted.named_language else ""
    if named and named != CHINESE:
        return named
    return language_of(extracted.sample, script)


def _text_key(post: Post, letters: str, is_video_post: bool) -> str:
    """Return a key that copies of a post share: its letters, whatever the title, date and address.

    Short texts, and descriptions of videos, are often the same throughout a series; for these, the other
    values are part of the key.
    """
    if len(letters) >= _MIN_SHARED_LETTERS and not is_video_post:
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
    """Return one object for equal sets, of which any number of posts have a few dozen."""
    return parts
