"""Selections against plain counting over all posts."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from reader.library.catalogue import Catalogue
from reader.library.digest import Digest
from reader.library.selection import Selection, select
from reader.post import Post, PostDate, Tag, TagKind
from reader.query import Query, parse
from reader.query.nodes import Order
from reader.state.marks import Marks
from reader.text.script import fold

ARCHIVE = Path("/archive")
TODAY = date(2024, 3, 1)

names = st.sampled_from(["臺灣", "台灣", "台湾", "Storm", "storm", "海"])
tags = st.lists(st.builds(Tag, names, st.sampled_from(TagKind)), max_size=4).map(
    lambda some: tuple(dict.fromkeys(some))
)
moments = st.datetimes(datetime(2024, 1, 1), datetime(2024, 1, 4), timezones=st.just(UTC))


def digest(path: str, posted: datetime | None, labels: tuple[Tag, ...], key: str) -> Digest:
    """A post that says nothing but its tags."""
    post = Post(ARCHIVE, path, path, None if posted is None else PostDate(posted), tags=labels)
    return Digest(post, key, path, len(path) + 1, len(path) + 2, len(path) + 3, "", None, frozenset(), 0, 0)


digests = st.lists(
    st.builds(
        digest, st.text("abcd", min_size=1, max_size=3), st.none() | moments, tags, st.sampled_from("xyz")
    ),
    max_size=12,
    unique_by=lambda one: one.post.id,
)


def catalogue(some: list[Digest]) -> Catalogue:
    """A catalogue of them, without marks."""
    made = Catalogue(Marks(Path("/nowhere/marks")), UTC)
    made.add(some)
    return made


def everything(made: Catalogue, *, fold_copies: bool = False) -> Selection:
    """All posts."""
    return select(made, Query(), TODAY, fold_copies=fold_copies)


@given(digests, digests, st.data())
def test_facets_and_days_are_what_counting_says(
    first: list[Digest], second: list[Digest], data: st.DataObject
) -> None:
    """After posts were added, replaced and removed."""
    made = catalogue(first)
    made.add(second)
    there = {one.post.id: one.post for one in (*first, *second)}
    gone = data.draw(st.sets(st.sampled_from(sorted(there)))) if there else set()
    made.remove(gone)
    posts = [post for post_id, post in there.items() if post_id not in gone]

    counted = {(tag.kind, fold(tag.name)): tag.count for tag in everything(made).tags()}
    expected = Counter(tag for post in posts for tag in {(tag.kind, fold(tag.name)) for tag in post.tags})
    assert counted == expected

    spellings = Counter(tag for post in posts for tag in post.tags)
    for shown in everything(made).tags():
        others = [tag for tag in spellings if tag.kind is shown.kind and fold(tag.name) == fold(shown.name)]
        assert spellings[Tag(shown.name, shown.kind)] == max(spellings[tag] for tag in others)

    days = Counter(post.date.day(UTC) for post in posts if post.date is not None)
    assert everything(made).days() == sorted(days.items(), reverse=True)
    assert len(made) == len(everything(made)) == len(posts)


@given(digests, st.sampled_from(Order), st.booleans())
def test_every_post_stands_where_its_row_is(some: list[Digest], order: Order, fold_copies: bool) -> None:
    """In every order; a folded copy stands where the row of its page is."""
    made = catalogue(some)
    selection = select(made, Query(order=order), TODAY, fold_copies=fold_copies)
    rows = selection.rows(0, len(selection))
    assert [selection.index_of(row.post.id) for row in rows] == list(range(len(rows)))
    keys = {one.post.id: one.key for one in some}
    for one in some:
        place = selection.index_of(one.post.id)
        assert place is not None
        assert keys[rows[place].post.id] == one.key


@given(digests)
def test_order_is_by_time_and_settled(some: list[Digest]) -> None:
    """However the posts came in, those without a date are last, and equals stand by path."""
    rows = [row.post for row in everything(catalogue(some))]
    assert rows == [row.post for row in everything(catalogue(some[::-1]))]
    dated = [post.date.utc for post in rows if post.date is not None]
    assert dated == sorted(dated, reverse=True)
    assert all(post.date is None for post in rows[len(dated) :])


@given(digests)
def test_folding_keeps_one_row_a_page(some: list[Digest]) -> None:
    """The newest file of each, with the number of all."""
    made = catalogue(some)
    keys = {one.post.id: one.key for one in some}
    rows = list(everything(made, fold_copies=True))
    first: dict[str, Post] = {}
    for row in everything(made):
        first.setdefault(keys[row.post.id], row.post)
    assert [row.post for row in rows] == list(first.values())
    assert {keys[row.post.id]: row.copies for row in rows} == Counter(keys.values())


@given(digests, st.integers(-3, 15), st.integers(-3, 15))
def test_slices_are_those_of_a_list(some: list[Digest], start: int, stop: int) -> None:
    """Bounds outside the selection are no error and give nothing twice."""
    selection = everything(catalogue(some))
    rows = list(selection)
    assert selection.rows(start, stop) == rows[max(start, 0) : max(stop, 0)]


@given(digests)
def test_tags_of_one_kind(some: list[Digest]) -> None:
    """The commonest first, then by name."""
    selection = everything(catalogue(some))
    shown = selection.tags(TagKind.KEYWORD)
    assert shown == [tag for tag in selection.tags() if tag.kind is TagKind.KEYWORD]
    assert shown == sorted(shown, key=lambda tag: (-tag.count, tag.name))


def test_a_post_that_is_not_selected_stands_nowhere() -> None:
    """Whether it is in the archive or not."""
    made = catalogue([digest("a", None, (), "x"), digest("b", None, (), "y")])
    selection = select(made, parse("title:a"), TODAY, fold_copies=False)
    assert selection.index_of(digest("b", None, (), "y").post.id) is None
    assert selection.index_of(digest("c", None, (), "z").post.id) is None
