"""Selections against plain counting over all posts."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from reader.index import Document, Index, Texts
from reader.library.post_marks import PostMarks
from reader.library.result_set import ResultSet
from reader.post import Post, PostDate, PostId, Tag, TagKind
from reader.query import Query, parse
from reader.query.facets import TAG_FACETS
from reader.query.nodes import Order
from reader.state.marks import Marks
from reader.text.script import fold
from tests.index.posts import known_posts
from tests.library.selecting import select

ARCHIVE = Path("/archive")
TODAY = date(2024, 3, 1)

names = st.sampled_from(["臺灣", "台灣", "台湾", "Storm", "storm", "海"])
tags = st.lists(st.builds(Tag, names, st.sampled_from(TagKind)), max_size=4).map(
    lambda some: tuple(dict.fromkeys(some))
)
moments = st.datetimes(datetime(2024, 1, 1), datetime(2024, 1, 4), timezones=st.just(UTC))


def document(path: str, posted: datetime | None, labels: tuple[Tag, ...], key: str) -> Document:
    """Return a post with tags and without text."""
    post = Post(ARCHIVE, path, path, None if posted is None else PostDate(posted), tags=labels)
    return Document.of(post, Texts(path, len(path) + 1, len(path) + 2, len(path) + 3, ""), key=key)


documents = st.lists(
    st.builds(
        document, st.text("abcd", min_size=1, max_size=3), st.none() | moments, tags, st.sampled_from("xyz")
    ),
    max_size=12,
    unique_by=lambda one: one.post.id,
)


class Catalogue:
    """An index of posts without marks."""

    def __init__(self, folder: Path) -> None:
        self.index = Index(folder, [ARCHIVE], UTC)

    def write(self, some: list[Document], gone: set[PostId] = frozenset()) -> None:
        """Add and remove posts."""
        assert self.index.try_begin()
        try:
            numbers = [known.number for known in known_posts(self.index, [ARCHIVE]) if known.id in gone]
            self.index.write(some, numbers)
            self.index.save_snapshot()
        finally:
            self.index.end()

    def select(self, query: Query, *, fold_copies: bool = False) -> ResultSet:
        """Return the matching posts."""
        marks = PostMarks(self.index, Marks(Path("/nowhere/marks")))
        return select(self.index, marks, query, TODAY, fold_copies=fold_copies)


@contextmanager
def catalogue(*batches: list[Document]) -> Iterator[Catalogue]:
    """Yield an index of the posts, written batch by batch."""
    with tempfile.TemporaryDirectory() as folder:
        made = Catalogue(Path(folder))
        for batch in batches:
            made.write(batch)
        yield made
        made.index.close()


@settings(max_examples=25)
@given(documents, documents, st.data())
def test_facets_and_days_are_what_counting_says(
    first: list[Document], second: list[Document], data: st.DataObject
) -> None:
    """Counts are right after posts are added, replaced and removed, also when the index is reopened."""
    there = {one.post.id: one.post for one in (*first, *second)}
    gone = data.draw(st.sets(st.sampled_from(sorted(there)))) if there else set()
    posts = [post for post_id, post in there.items() if post_id not in gone]
    expected = Counter(tag for post in posts for tag in {(tag.kind, fold(tag.name)) for tag in post.tags})
    spellings = Counter(tag for post in posts for tag in post.tags)
    days = Counter(post.date.day(UTC) for post in posts if post.date is not None)
    with tempfile.TemporaryDirectory() as folder:
        writing = Catalogue(Path(folder))
        writing.write(first)
        writing.write(second)
        writing.write([], gone)
        for made in (writing, Catalogue(Path(folder))):
            everything = made.select(Query())
            assert {(tag.facet, tag.key): tag.count for tag in everything.counts(*TAG_FACETS)} == expected
            for shown in everything.counts(*TAG_FACETS):
                others = [tag for tag in spellings if tag.kind == shown.facet and fold(tag.name) == shown.key]
                assert spellings[Tag(shown.name, TagKind(shown.facet))] == max(
                    spellings[tag] for tag in others
                )
            assert everything.days() == sorted(days.items(), reverse=True)
            assert len(made.index) == len(everything) == len(posts)
            made.index.close()


@settings(max_examples=25)
@given(documents, st.sampled_from(Order), st.booleans())
def test_every_post_stands_where_its_row_is(some: list[Document], order: Order, fold_copies: bool) -> None:
    """The index of a post is that of its row, or of its page's row if copies are folded, in every order."""
    with catalogue(some) as made:
        results = made.select(Query(order=order), fold_copies=fold_copies)
        rows = results.rows(0, len(results))
        assert [results.index_of(row.post.id) for row in rows] == list(range(len(rows)))
        keys = {one.post.id: one.key for one in some}
        for one in some:
            place = results.index_of(one.post.id)
            assert place is not None
            assert keys[rows[place].post.id] == one.key


@settings(max_examples=20)
@given(documents)
def test_order_is_by_time_and_settled(some: list[Document]) -> None:
    """Undated posts are last and ties are sorted by path, whatever the order of insertion."""
    with catalogue(some) as one, catalogue(some[::2], some[::-1]) as other:
        rows = [row.post for row in one.select(Query())]
        assert rows == [row.post for row in other.select(Query())]
    assert rows == sorted((one.post for one in some), key=_place)


def _place(post: Post) -> tuple[bool, float, str]:
    return post.date is None, -post.date.utc.timestamp() if post.date else 0.0, post.path


@settings(max_examples=20)
@given(documents)
def test_folding_keeps_one_row_a_page(some: list[Document]) -> None:
    """Each row is the newest file of its page, with the number of its files."""
    with catalogue(some) as made:
        keys = {one.post.id: one.key for one in some}
        rows = list(made.select(Query(), fold_copies=True))
        first: dict[str, Post] = {}
        for row in made.select(Query()):
            first.setdefault(keys[row.post.id], row.post)
    assert [row.post for row in rows] == list(first.values())
    assert {keys[row.post.id]: row.copies for row in rows} == Counter(keys.values())


@settings(max_examples=20)
@given(documents, st.sampled_from("abcd"))
def test_of_the_copies_that_answer_the_newest_stands(some: list[Document], letter: str) -> None:
    """Of the copies that match a query, the newest is the row."""
    with catalogue(some) as made:
        keys = {one.post.id: one.key for one in some}
        query = parse(f"title:{letter}")
        first: dict[str, Post] = {}
        for row in made.select(query):
            first.setdefault(keys[row.post.id], row.post)
        assert [row.post for row in made.select(query, fold_copies=True)] == list(first.values())


@settings(max_examples=20)
@given(documents, st.integers(-3, 15), st.integers(-3, 15), st.sampled_from(Order))
def test_slices_are_those_of_a_list(some: list[Document], start: int, stop: int, order: Order) -> None:
    """Bounds outside the results are allowed, and no row is returned twice."""
    with catalogue(some) as made:
        results = made.select(Query(order=order))
        rows = list(results)
        assert results.rows(start, stop) == rows[max(start, 0) : max(stop, 0)]


def test_a_post_that_is_not_selected_stands_nowhere() -> None:
    """It has no index, whether it is in the archive or not."""
    with catalogue([document("a", None, (), "x"), document("b", None, (), "y")]) as made:
        results = made.select(parse("title:a"))
        assert results.index_of(document("b", None, (), "y").post.id) is None
        assert results.index_of(document("c", None, (), "z").post.id) is None


def test_a_list_shows_what_it_showed_when_posts_change_and_go() -> None:
    """A result keeps its posts; a new one shows the changes."""
    with catalogue([document("a", None, (), "x"), document("b", None, (), "y")]) as made:
        results = made.select(Query())
        before = list(results)
        made.write([document("a", None, (Tag("海", TagKind.KEYWORD),), "x")], {before[1].post.id})
        assert [row.post for row in results] == [row.post for row in before]
        assert [results.index_of(row.post.id) for row in before] == [0, 1]
        assert [(row.post.path, len(row.post.tags)) for row in made.select(Query())] == [("a", 1)]
