"""Made-up posts for the tests of the index."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

from hypothesis import strategies as st
from pyroaring import BitMap

from reader.index import Document, Index, Known, Texts, joined
from reader.index.answer import Answer
from reader.index.field_texts import NO_FIELDS
from reader.post import Post, PostDate, Tag, TagKind
from reader.query.nodes import SAID_PARTS, Part
from reader.query.query import Query
from reader.text.originals import form_of
from reader.text.script import Script

ARCHIVES = (Path("/archive/a"), Path("/archive/b"))
TAIPEI = timezone(timedelta(hours=8))


def document(
    path: str,
    *,
    archive: Path = ARCHIVES[0],
    title: str = "A title",
    date: PostDate | None = None,
    author: str = "",
    source: str = "",
    tags: Sequence[Tag] = (),
    body: str = "",
    captions: str = "",
    key: str = "",
    language: str | None = None,
    parts: frozenset[Part] = frozenset(),
    mtime_ns: int = 0,
    is_draft: bool = False,
    fields: Mapping[str, Sequence[str]] = NO_FIELDS,
    links: Sequence[str] = (),
) -> Document:
    """Return a post in the form in which the library indexes it."""
    post = Post(archive, path, title, date, author, source, tuple(dict.fromkeys(tags)), is_draft=is_draft)
    names = dict.fromkeys(tag.name for tag in post.tags)
    whole, places = joined(title, author, names, f"{body}\n{captions}", [captions])
    form = form_of(whole, Script.HANS, places)
    texts = Texts.of_form(form, Script.HANS)
    if captions:
        parts |= {Part.CAPTION}
    return Document.of(
        post,
        texts,
        key=key or path,
        language=language,
        parts=parts - {Part.CAPTION} if not captions else parts,
        mtime_ns=mtime_ns,
        fields=fields,
        links=links,
    )


SHARED = "同一篇文字的各個版本大致相同只在末尾有些出入所以仍是一篇而不是碰巧同一個網址的幾篇不相干的東西" * 6
"""begins the texts of generated posts, so that those with the same key are copies of one post"""
ALPHABET = "臺台灣湾a1A-éＡ \"'*%_^():x海・　\t|"
texts = st.one_of(
    st.text(ALPHABET, max_size=12),
    st.lists(st.sampled_from(["台灣", "臺灣", "地震", "Storm", "a1", "海", " ", "-"]), max_size=6).map(
        "".join
    ),
    st.text(st.characters(exclude_categories=("Cc", "Cs")), max_size=5),
)
lines = texts.map(lambda text: " ".join(text.split()))
titles = lines.map(lambda line: line or "-")
sources = st.sampled_from(
    [
        "",
        "https://www.cna.com.tw/news/1",
        "http://a@cna.com.tw:80/x?q=/y",
        "https://youtube.com/a",
        "no address",
        "/x",
    ]
)
moments = st.datetimes(datetime(2023, 12, 30), datetime(2024, 1, 4), timezones=st.just(UTC))
dates = (
    st.none()
    | st.builds(PostDate, moments, is_floating=st.booleans())
    | st.builds(
        PostDate,
        moments.map(lambda moment: moment.replace(hour=0, minute=0, second=0, microsecond=0)),
        day_only=st.booleans(),
    )
)
documents = st.lists(
    st.builds(
        document,
        st.text("abc", min_size=1, max_size=2),
        archive=st.sampled_from(ARCHIVES),
        title=titles,
        date=dates,
        author=lines,
        source=sources,
        tags=st.lists(st.builds(Tag, titles, st.sampled_from(TagKind)), max_size=3),
        body=texts.map(f"{SHARED}\n{{}}".format),
        captions=texts,
        key=st.sampled_from("xyz"),
        language=st.none() | st.sampled_from((*Script, "ko")),
        parts=st.frozensets(
            st.sampled_from(sorted(set(Part) - SAID_PARTS - {Part.EDITED, Part.RETITLED})), max_size=3
        ),
        is_draft=st.booleans(),
        fields=st.dictionaries(
            st.sampled_from(["series", "a", "a.b", "title", "tags", "datepublished"]),
            st.lists(texts.filter(bool), max_size=2),
            max_size=2,
        ),
    ),
    max_size=10,
    unique_by=lambda one: one.post.id,
)


def write(index: Index, some: Sequence[Document], gone: Sequence[int] = ()) -> None:
    """Write posts in one batch, as a refresh does."""
    assert index.try_begin()
    try:
        index.write(some, gone)
        index.save_snapshot()
    finally:
        index.end()


def known_posts(index: Index, archives: Sequence[Path] = ARCHIVES) -> list[Known]:
    """Return the posts that a refresh finds in the index; between `try_begin` and `end`."""
    with index.files() as files:
        return [post for archive in archives for post in files.below(archive, "")]


def first_answer(index: Index, query: Query, today: date, *, fold_copies: bool) -> Answer | None:
    """Return the first rows that an index finds where finding all may be slow; None where it does not take long."""
    growing = index.growing_answer(query, today, lambda _: BitMap(), fold_copies=fold_copies)
    answer = next((step.answer for step in growing if len(step.answer)), None)
    growing.close()
    return answer
