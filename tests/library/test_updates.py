"""An index that was updated step by step answers exactly as one that was built afresh from the same files."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.library import FacetOrder, Library
from reader.post import Post
from reader.query import parse
from reader.query.facets import POST_FACETS, Facet
from reader.state.marks import Marks
from tests.library.conftest import TAIPEI, Writer, causes, load, paths

EXAMPLES = int(os.environ.get("UPDATE_EXAMPLES", "8"))
"""archives that are changed step by step: `UPDATE_EXAMPLES=2000` looks for rare differences"""

LONG = "海風把渡輪的汽笛聲帶進老城區的每一條巷子，" * 12
"""more letters than make equal texts copies"""
TEXTS = (
    "",
    "短訊。",
    LONG,
    f"{LONG}台灣",
    "NASA says the ferry is late.",
    "見[上一篇](https://a.example/1)和[[渡輪]]。",
    "見<a href='../folder/b.md'>後一篇</a>，<a href='https://a.example/2?utm_source=feed'>第二篇</a>。",
    "![圖](p.png)\n\n<iframe src='https://www.youtube.com/embed/abcdefghijk'></iframe>",
    *(
        f"見[{n}](https://a.example/{n})、[{n + 1}](https://a.example/{n + 1})和[那裡](more/{n}.md)。"
        for n in range(6)
    ),
)
TAGS = ("奴隸制", "奴隶制", "Nasa", "NASA", "台灣", "臺灣", "台湾", "渡輪", "#港口", "港口")
TITLES = ("奴隸制的終結", "奴隶制的終結", "渡輪停航第三天", "渡轮停航第四天", "NASA 的消息", "台灣", "b")
SOURCES = ("", "http://www.a.example/1/", *(f"https://a.example/{number}" for number in range(6)))
DATES = (
    "",
    "2024-02-07",
    "2024-02-07T12:00:00Z",
    "2024-02-08 09:00 +0800",
    "2023-05-01T00:00:00Z",
    "2024-02-09",
)
PATHS = (
    "a.md",
    "b.md",
    "folder/a.md",
    "folder/b.md",
    "folder/deep/渡輪.md",
    "2024-02-07-c.md",
    *(f"more/{number}.md" for number in range(6)),
)

QUERIES = (
    "",
    "台灣 sort:relevance",
    "奴隶制 sort:oldest",
    "-tag:nasa",
    "author:陳 site:a.example",
    "lang:hant",
    "field:series",
    "date:2024-02",
    "is:read",
    "is:unread",
    "is:starred",
    "is:draft",
    "has:image",
    "has:edited",
    "has:retitled",
    "tag:沒有 台灣",
)
TYPED_TITLES = ("title:渡", "title:NASA", "title:b", "title:奴隸")
TYPED = ("奴", "台", "n", "tag:", "author:", "site:", "field:", "date:", "lang:", "渡")
"""names of which an open library may suggest those of two seconds ago"""


@dataclass(frozen=True)
class Page:
    """What a file holds."""

    title: str
    date: str
    tags: tuple[str, ...]
    author: str
    source: str
    text: str
    rest: str

    def written(self) -> str:
        """Return the file."""
        head = [f"title: {self.title}", f"author: {self.author}", f"from: {self.source}"]
        head += [f"date: {self.date}"] if self.date else []
        head += [f"tags: [{', '.join(map(repr, self.tags))}]", *([self.rest] if self.rest else [])]
        return "\n".join(["---", *head, "---", self.text, ""])


pages = st.builds(
    Page,
    st.sampled_from(TITLES),
    st.sampled_from(DATES),
    st.lists(st.sampled_from(TAGS), max_size=3, unique=True).map(tuple),
    st.sampled_from(("", "陳記者", "陈记者", "Ann Lee", "ann lee")),
    st.sampled_from(SOURCES),
    st.sampled_from(TEXTS),
    st.sampled_from(("", "lang: en", "draft: true", "series: 港口")),
)
names = st.sampled_from(PATHS)
changes = st.one_of(
    st.tuples(st.just("write"), names, pages),
    st.tuples(st.just("write"), names, pages),
    st.tuples(st.just("remove"), names),
    st.tuples(st.just("touch"), names),
    st.tuples(st.just("rename"), names, names),
    st.tuples(st.just("read"), names),
    st.tuples(st.just("star"), names),
)
steps = st.lists(st.lists(changes, min_size=2, max_size=10), min_size=2, max_size=4)


@dataclass
class Desk:
    """An archive, the marks on it, and its libraries."""

    root: Path
    clock: Iterator[int] = field(default_factory=lambda: count(1_700_000_000))
    """modification times in seconds: no two changes have the same"""

    @property
    def archive(self) -> Path:
        """The folder of the archive."""
        return self.root / "archive"

    def library(self, cache: str) -> Library:
        """Return a library with its index in this folder."""
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("XDG_CACHE_HOME", str(self.root / cache))
            return Library([self.archive], marks=Marks(self.root / "marks.sqlite3"), zone=TAIPEI)

    def apply(self, change: Sequence[object], library: Library) -> list[Path]:
        """Make one change, if it can be made; return the paths that it touches."""
        kind, path, *more = change
        file = self.archive / str(path)
        match kind, more:
            case "write", [Page() as page]:
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(page.written(), encoding="utf-8")
                self.touch(file)
            case "remove", []:
                file.unlink(missing_ok=True)
            case "touch", [] if file.exists():
                self.touch(file)
            case "rename", [str() as other] if file.exists():
                target = self.archive / other
                target.parent.mkdir(parents=True, exist_ok=True)
                file.replace(target)
                return [file, target]
            case (("read" | "star"), []) if (post := self.post(library, str(path))) is not None:
                (library.mark_read if kind == "read" else library.star)([post], True)  # noqa: FBT003
        return [file]

    def touch(self, file: Path) -> None:
        """Give a file a modification time of its own."""
        now = next(self.clock)
        os.utime(file, (now, now))

    def post(self, library: Library, path: str) -> Post | None:
        """Return the indexed post at a path, if any."""
        return next((row.post for row in library.select(parse("")) if row.post.path == path), None)


def answers(library: Library, queries: Sequence[str] = QUERIES) -> Iterator[tuple[str, object]]:
    """Yield whatever a library answers, each with what it answers to."""
    posts = [row.post for row in library.select(parse(""))]
    for text in queries:
        for fold_copies in (False, True):
            results = library.select(parse(text), fold_copies=fold_copies)
            said = f"{text or 'all'}{' folded' if fold_copies else ''}"
            yield f"rows of {said}", list(results)
            yield f"days of {said}", results.days()
            yield (
                f"unread of {said}",
                (results.unread_count(), [each.path for each in results.unread_posts()]),
            )
            yield f"relaxations of {said}", causes(results)
            yield f"facets of {said}", results.facets()
            for order in FacetOrder if not text else ():
                yield f"counts of {said} by {order}", results.counts(*POST_FACETS, order=order)
            yield f"places in {said}", [results.index_of(post.id) for post in posts]
    for typed in TYPED_TITLES:
        yield f"suggestions for {typed}", library.suggester.suggest(typed, len(typed), 12)
    yield "recently read", [post.path for post, _ in library.reading_progress.recently_read(10)]


def links(library: Library) -> Iterator[tuple[str, object]]:
    """Yield what a library answers to each of the posts, in the same form."""
    for row in library.select(parse("")):
        path = row.post.path
        yield f"links to {path}", [other.path for other in library.related.linking_to(row.post)]
        yield (
            f"targets in {path}",
            [
                [other.path for other in library.related.targets(row.post, url)]
                for url in (*SOURCES[1:3], "b.md", "../folder/b.md", "渡輪")
            ],
        )
        yield (
            f"copies of {path}",
            [(copy.post.path, copy.differs) for copy in library.related.copies(row.post)],
        )
        yield (
            f"story of {path}",
            [
                (entry.title, entry.url, entry.reason, entry.post and entry.post.path)
                for entry in library.related.story(row.post)
            ],
        )


def suggestions(library: Library) -> Iterator[tuple[str, object]]:
    """Yield what a library suggests for names, in the same form."""
    for typed in TYPED:
        yield f"suggestions for {typed}", library.suggester.suggest(typed, len(typed), 12)


@settings(max_examples=EXAMPLES)
@given(steps)
def test_an_updated_index_answers_as_a_fresh_one(several: list[list[tuple[object, ...]]]) -> None:
    """Whatever was added, changed, touched, renamed, removed and marked, in whatever order."""
    with tempfile.TemporaryDirectory() as folder:
        desk = Desk(Path(folder))
        desk.archive.mkdir()
        updated = desk.library("updated")
        load(updated)
        for number, some in enumerate(several):
            changed = [path for change in some for path in desk.apply(change, updated)]
            if number % 3 == 2:
                list(updated.refresh(changed))
            else:
                load(updated)
            # Every cache holds what an earlier state answered.
            dict(answers(updated, ("", "台灣")))
        fresh, reopened = desk.library("fresh"), desk.library("updated")
        load(fresh)
        expected = {**dict(answers(fresh)), **dict(links(fresh)), **dict(suggestions(fresh))}
        found = {**dict(answers(updated)), **dict(links(updated)), **dict(suggestions(reopened))}
        assert found == expected
        assert dict(answers(reopened, ("", "台灣"))) == dict(answers(fresh, ("", "台灣")))


def _spoken(library: Library) -> list[str]:
    return [value.name for value in library.select(parse("")).counts(Facet.CHANNEL)]


def test_of_spellings_as_common_as_each_other_the_first_by_code_point_is_shown(
    library: Library, write: Writer
) -> None:
    """Whichever of them was read first or last."""
    for number, (one, other) in enumerate((("奴隶制", "奴隸制"), ("奴隸制", "奴隶制"))):
        write(f"{number}.md", tag=one)
        load(library)
        write("last.md", tag=other)
        load(library)
        assert _spoken(library) == ["奴隶制"]
        (library.archives[0] / f"{number}.md").unlink()


def test_a_folder_and_a_file_in_it_may_change_at_once(library: Library, write: Writer, archive: Path) -> None:
    """So the system reports a new folder: its file is read once, and nothing is lost."""
    write("old.md")
    load(library)
    new = write("folder/new.md")
    assert list(library.refresh([archive / "folder", new]))[-1].new == 1
    assert sorted(paths(library)) == ["folder/new.md", "old.md"]
    new.unlink()
    new.parent.rmdir()
    assert list(library.refresh([new, archive / "folder"]))[-1].gone == 1
    assert paths(library) == ["old.md"]


def test_what_comes_later_stands_by_its_date(library: Library, write: Writer) -> None:
    """Unread posts and suggested titles are in the order of the list, not in that in which they were read."""
    for number in (5, 3, 1, 4):
        write(
            f"{number}.md",
            title=f"渡輪 {number}",
            date=f"2024-02-0{number}",
            source=f"https://a.example/{number}",
        )
        load(library)
        suggested = [each.shown for each in library.suggester.suggest("title:渡輪", 8, 9)]
        assert suggested == [row.post.title for row in library.select(parse(""))]
    assert [post.path for post in library.select(parse("")).unread_posts()] == [
        "5.md",
        "4.md",
        "3.md",
        "1.md",
    ]


def test_titles_of_copies_are_suggested_once(library: Library, write: Writer) -> None:
    """A page that was archived thrice is one title."""
    for number in range(3):
        write(f"{number}.md", title="渡輪停航", date=f"2024-02-0{number + 1}", source="https://a.example/1")
    load(library)
    suggested = library.suggester.suggest("title:渡輪", 8, 9)
    assert [each.post.path for each in suggested if each.post is not None] == ["2.md"]
