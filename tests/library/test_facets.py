"""Facet counts and relaxations, against plain counting over all posts."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.index import Document, Index
from reader.library import FacetOrder
from reader.library.post_marks import PostMarks
from reader.library.result_set import ResultSet
from reader.post import Tag, TagKind
from reader.query import Query, parse
from reader.query.facets import POST_FACETS, Choice, Facet, only, own_clauses
from reader.query.nodes import Node, conjunction
from reader.query.sites import host_of, site_name
from reader.state.marks import Marks
from reader.state.statements import Item, Kind
from reader.text.script import Script, fold
from tests.index.posts import ARCHIVES, TAIPEI, dates, document, sources, write
from tests.index.test_queries import TODAY, Said, Subject, place
from tests.library.conftest import causes
from tests.library.selecting import select
from tests.query.reference import condition

names = st.sampled_from(["臺灣", "台灣", "台湾", "Ann", "ann", "海", "a b"])
documents = st.lists(
    st.builds(
        document,
        st.text("abcd", min_size=1, max_size=3),
        title=names,
        date=dates,
        author=st.just("") | names,
        source=sources | st.just("https://www.youtube.com/b"),
        tags=st.lists(st.builds(Tag, names, st.sampled_from(TagKind)), max_size=4),
        key=st.sampled_from("vwxyz"),
        language=st.none() | st.sampled_from((*Script, "ja", "de")),
    ),
    max_size=10,
    unique_by=lambda one: one.post.id,
)
clauses = st.sampled_from(
    """台湾|ann|title:海|channel:台灣|-channel:海|keyword:臺灣|(keyword:海 or keyword:ann)|hashtag:"a b"|tag:海
    label:台灣|-label:"a b"|(label:海 or label:ann)|has:label|author:=台湾|author:a|-author:海|site:=youtube.com|site:cna|lang:hant|(lang:en or lang:other)|-lang:hans
    date:2023|date:2024|date:2024-01-02..2024-01-03|(author:ann or site:youtube)|(keyword:海 or 海)|before:2020""".replace(
        "\n    ", "|"
    ).split("|")
)
queries = st.lists(clauses, max_size=4).map(" ".join).map(parse)


LABELS = {"v": ["台灣", "海"], "w": ["臺灣"], "x": ["Ann", "a b"], "nowhere": ["海"]}
"""the user's labels, by the keys of posts"""


@cache
def marks() -> Marks:
    """Return the marks with these labels, which all examples share."""
    said = Marks(Path(tempfile.mkdtemp()) / "marks.sqlite3")
    said.say({Item(Kind.LABEL, key, name): "1" for key, names in LABELS.items() for name in names}, "said")
    return said


@contextmanager
def selections(some: list[Document], *asked: tuple[Query, bool]) -> Iterator[list[ResultSet]]:
    """Yield the results of queries over the posts, each with copies folded or not."""
    with tempfile.TemporaryDirectory() as folder:
        index = Index(Path(folder), ARCHIVES, TAIPEI)
        write(index, some)
        post_marks = PostMarks(index, marks())
        yield [select(index, post_marks, query, TODAY, fold_copies=fold_) for query, fold_ in asked]
        index.close()


def values(one: Document, facet: Facet) -> set[str]:
    """Return the folded names of the values of a post."""
    post = one.post
    match facet:
        case Facet.AUTHOR:
            return {fold(post.author)} - {""}
        case Facet.SITE:
            return {site_name(host_of(fold(post.source)))} - {""}
        case Facet.LANG:
            return {one.language or "other"}
        case Facet.YEAR:
            return {str(post.date.day(TAIPEI).year)} if post.date else set()
        case Facet.LABEL:
            return {fold(name) for name in LABELS.get(one.key, ())}
        case _:
            return {fold(tag.name) for tag in post.tags if str(tag.kind) == str(facet)}


def matching(some: list[Document], clauses: tuple[Node, ...]) -> list[Document]:
    """Return the posts that satisfy the clauses, by testing each."""
    holds = condition(conjunction(clauses), TODAY)
    return [one for one in some if holds(Subject(one, Said(labels=LABELS)))]


def rows(some: list[Document], fold_copies: bool) -> int:
    """Return the number of rows of the posts."""
    return len({one.key for one in some}) if fold_copies else len(some)


def expected(some: list[Document], query: Query, facet: Facet, *, fold_copies: bool) -> dict[str, int]:
    """Return the number of rows with each value of the facet, without the facet's own clauses."""
    own = own_clauses(query, facet)
    among = matching(some, tuple(clause for clause in query.clauses if clause not in own))
    return {
        name: rows([one for one in among if name in values(one, facet)], fold_copies)
        for name in {name for one in among for name in values(one, facet)}
    }


@settings(max_examples=30)
@given(documents, queries, st.booleans())
def test_facets_are_counted_without_their_own_choice(
    some: list[Document], query: Query, fold_copies: bool
) -> None:
    """For any query, counts equal those of testing each post."""
    with selections(some, (query, fold_copies)) as (results,):
        found = results.facets()
    for facet in POST_FACETS:
        counts = expected(some, query, facet, fold_copies=fold_copies)
        assert {value.key: value.count for value in found[facet]} == counts, facet
        assert len(found[facet]) == len(counts)


@settings(max_examples=25)
@given(documents, documents, st.data(), queries)
def test_facets_follow_the_posts(
    some: list[Document], more: list[Document], data: st.DataObject, query: Query
) -> None:
    """Cached counts stay right when posts, copies included, are added and removed."""
    more = [one for one in more if one.post.id not in {other.post.id for other in some}]
    with tempfile.TemporaryDirectory() as folder:
        index = Index(Path(folder), ARCHIVES, TAIPEI)
        post_marks = PostMarks(index, marks())
        left: list[Document] = []
        for batch in (some, more, []):
            gone = data.draw(st.lists(st.sampled_from(left), unique_by=id)) if left else []
            write(index, batch, [index.numbers_of(one.post.id)[0] for one in gone])
            left = [one for one in left if one not in gone] + batch
            found = select(index, post_marks, query, TODAY, fold_copies=True).facets()
            assert {facet: {value.key: value.count for value in found[facet]} for facet in POST_FACETS} == {
                facet: expected(left, query, facet, fold_copies=True) for facet in POST_FACETS
            }
        index.close()


@settings(max_examples=25)
@given(documents, queries, st.booleans())
def test_choosing_a_value_shows_as_many_rows_as_it_counts(
    some: list[Document], query: Query, fold_copies: bool
) -> None:
    """This holds for any query and facet, also if copies have different values."""
    with selections(some, (query, fold_copies)) as (results,):
        counts = [value for facet in results.facets().values() for value in facet]
    asked = [(only(query, Choice(value.facet, value.name)), fold_copies) for value in counts]
    with selections(some, *asked) as chosen:
        assert [len(results) for results in chosen] == [value.count for value in counts]


@settings(max_examples=30)
@given(documents, queries)
def test_counts_are_those_of_the_selected_posts(some: list[Document], query: Query) -> None:
    """Values of one or several facets are sorted by count, each in its commonest spelling."""
    with selections(some, (query, False)) as (results,):
        found = results.counts(*POST_FACETS)
        assert results.counts(Facet.SITE) == [value for value in found if value.facet is Facet.SITE]
    among = matching(some, query.clauses)
    assert {(value.facet, value.key): value.count for value in found} == Counter(
        (facet, name) for one in among for facet in POST_FACETS for name in values(one, facet)
    )
    assert found == sorted(found, key=lambda value: (-value.count, value.name, value.facet))
    spellings = Counter(fold_and_name for one in some for fold_and_name in set(_channels(one)))
    for value in found:
        if value.facet is Facet.CHANNEL:
            most = max(count for (key, _), count in spellings.items() if key == value.key)
            assert spellings[value.key, value.name] == most


def _channels(one: Document) -> list[tuple[str, str]]:
    return [(fold(tag.name), tag.name) for tag in one.post.tags if tag.kind is TagKind.CHANNEL]


@settings(max_examples=30)
@given(documents, st.booleans(), st.sampled_from([0, 2, 100]))
def test_values_are_sorted_by_name_and_by_their_newest_post(
    some: list[Document], fold_copies: bool, few: int
) -> None:
    """Sorting by newest post follows the order of the list."""
    with (
        selections(some, (Query(), fold_copies)) as (results,),
        pytest.MonkeyPatch.context() as patch,
    ):
        by_name = results.facets(order=FacetOrder.NAME)
        patch.setattr("reader.index.snapshot._FEW", few)
        patch.setattr("reader.index.snapshot._NEWEST", 3)
        recent = results.facets(order=FacetOrder.RECENT)
    in_order = sorted(some, key=place)
    for facet in POST_FACETS:
        assert by_name[facet] == sorted(by_name[facet], key=lambda value: (value.key, value.name))
        newest = [
            next(number for number, one in enumerate(in_order) if value.key in values(one, facet))
            for value in recent[facet]
        ]
        assert newest == sorted(newest)
        assert set(recent[facet]) == set(by_name[facet])


@settings(max_examples=30)
@given(documents.filter(bool), queries, st.booleans())
def test_the_fewest_clauses_that_empty_a_result(
    some: list[Document], query: Query, fold_copies: bool
) -> None:
    """No smaller set of clauses helps; all of the same size are there, that with the most posts first."""
    with selections(some, (query, fold_copies)) as (results,):
        found = causes(results)
        assert bool(found) == (len(results) == 0)
    if not found:
        return
    places = range(len(query.clauses))
    for size in range(1, len(query.clauses) + 1):
        counts = {
            gone: rows(
                matching(some, tuple(query.clauses[each] for each in places if each not in gone)), fold_copies
            )
            for gone in combinations(places, size)
        }
        if any(counts.values()):
            wanted = sorted((count for count in counts.values() if count), reverse=True)
            assert [each.posts for each in found] == wanted
            for each in found:
                assert each.posts in [
                    counts[gone]
                    for gone in counts
                    if tuple(query.clauses[place] for place in gone) == each.clauses
                ]
            return


def test_a_query_of_hundreds_of_clauses_is_advised_too() -> None:
    """At most a thousand sets of clauses are tried."""
    some = [document(f"{number}.md", title="abc"[number % 3], key=str(number)) for number in range(30)]
    query = parse(" ".join(["title:a", *(f"title:x{number}" for number in range(300))]))
    with selections(some, (query, False)) as (results,):
        (found,) = causes(results)
    assert (len(found.clauses), found.posts) == (300, 10)


def test_an_empty_archive_has_no_facets_and_no_advice() -> None:
    """Both are empty without posts."""
    with selections([], (parse("a"), True)) as (results,):
        assert results.facets() == {facet: [] for facet in POST_FACETS}
        assert causes(results) == []
