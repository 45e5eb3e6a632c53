"""Queries of the index, compared with the reference evaluator on every post."""

from __future__ import annotations

import random
import tempfile
from array import array
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyroaring import BitMap

from reader.index import Document, Index, OutdatedError, Texts
from reader.index.document import contains, hash_of
from reader.index.evaluate import Mark
from reader.index.field_texts import texts_of_post, unpack_fields
from reader.post import Tag, TagKind
from reader.query import parse
from reader.query.nodes import Contains, Equals, Flag, Labelled, Node, Order, Part, TextField, Words, Written
from reader.query.query import Query
from reader.query.sites import host_of, site_matches, site_name
from reader.text.script import fold
from reader.text.spelling import search_form
from tests.index.posts import ALPHABET, ARCHIVES, TAIPEI, document, documents, first_answer, texts, write
from tests.query.conftest import nodes
from tests.query.reference import condition, relevance
from tests.query.scan import stands

TODAY = date(2024, 1, 2)


class Said(NamedTuple):
    """What the user said of posts, by their keys."""

    read: Set[str] = frozenset()
    starred: Set[str] = frozenset()
    labels: Mapping[str, Sequence[str]] = {}
    notes: Mapping[str, str] = {}
    begun: Set[str] = frozenset()
    finished: Set[str] = frozenset()

    def keys(self, mark: Mark) -> set[str]:
        """Return the keys of the posts of which it was said."""
        match mark:
            case Flag():
                return set(
                    {
                        Flag.READ: self.read,
                        Flag.STARRED: self.starred,
                        Flag.BEGUN: self.begun,
                        Flag.FINISHED: self.finished,
                    }[mark]
                )
            case Part():
                return set({Part.LABEL: self.labels, Part.NOTE: self.notes}.get(mark, ()))
            case Labelled(name):
                form = search_form(name)
                return {key for key, some in self.labels.items() if form in map(search_form, some)}
            case _:
                return {key for key, note in self.notes.items() if stands(mark, note)}


NOTHING = Said()


class Subject:
    """A post as the reference evaluator sees it."""

    def __init__(self, one: Document, said: Said, copies: Sequence[Document] = ()) -> None:
        self.document = one
        read, starred = one.key in said.read, one.key in said.starred
        self.is_begun, self.is_finished = one.key in said.begun, one.key in said.finished
        self.labels = {search_form(name) for name in said.labels.get(one.key, ())}
        self.note = said.notes.get(one.key, "")
        self._copies = copies
        self.texts = Texts.unpacked(one.texts, one.differences)
        self.is_read = read
        self.is_starred = starred
        self.is_draft = one.post.is_draft
        packed = unpack_fields(one.fields) if one.fields else {}
        self.fields = {
            name: {search_form(text).strip() for text in packed.get(name, texts_of_post(one.post, name))}
            for name in one.field_names
        }

    def contains(self, words: str) -> bool:
        """Return whether the text contains the words."""
        return words in self.texts.whole

    def field_contains(self, field: TextField, words: str) -> bool:
        """Return whether the part contains the words."""
        if field is TextField.SITE:
            return site_matches(fold(self.document.post.source), words)
        return self.texts.contain(field, words)

    def text(self, field: TextField | None) -> str:
        """Return the part as it is read."""
        if field is TextField.SITE:
            return self.document.post.source
        return self.texts.part(field).text

    def field_equals(self, field: TextField, name: str) -> bool:
        """Return whether the whole name of the author or the site equals the name."""
        if field is TextField.SITE:
            return site_name(host_of(fold(self.document.post.source))) == name
        return search_form(self.document.post.author) == name

    @property
    def tags(self) -> Set[tuple[TagKind, str]]:
        """Kinds and names."""
        return {(tag.kind, search_form(tag.name)) for tag in self.document.post.tags}

    @property
    def tag_names(self) -> Set[str]:
        """Names."""
        return {search_form(tag.name) for tag in self.document.post.tags}

    @property
    def key(self) -> str:
        """The page."""
        return self.document.key

    def links_to(self, key: str) -> bool:
        """Return whether the post links to the page."""
        return hash_of(key) in array("q", self.document.links)

    @property
    def day(self) -> date | None:
        """In the reader's zone."""
        posted = self.document.post.date
        return None if posted is None else posted.day(TAIPEI)

    @property
    def length(self) -> int:
        """How much there is to read."""
        return self.document.length

    @property
    def language(self) -> str | None:
        """What it is written in."""
        return self.document.language

    @property
    def parts(self) -> Set[Part]:
        """What it holds, and in what its copies differ."""
        texts = [Texts.unpacked(copy.texts) for copy in self._copies]
        values = {
            Part.RETITLED: ["".join(each.title.split()) for each in texts],
            Part.EDITED: ["".join(each.of(TextField.TEXT).split()) for each in texts],
        }
        said = {Part.LABEL: self.labels, Part.NOTE: self.note}
        return (
            self.document.parts
            | {part for part, some in values.items() if len(set(some)) > 1}
            | {part for part, some in said.items() if some}
        )


def place(one: Document) -> tuple[object, ...]:
    """Return the sort key of posts: newest first, then by path."""
    post = one.post
    if post.date is None:
        return (1, 0, 0.0, post.path, str(post.archive))
    local = post.date.local(TAIPEI)
    return (0, -local.date().toordinal(), -local.timestamp(), post.path, str(post.archive))


@contextmanager
def indexed(some: list[Document]) -> Iterator[Index]:
    """Yield an index of the posts, written in two batches."""
    with tempfile.TemporaryDirectory() as folder:
        index = Index(Path(folder), ARCHIVES, TAIPEI)
        write(index, some[: len(some) // 2])
        write(index, some[len(some) // 2 :])
        yield index
        index.close()


def found(
    index: Index, query: Query, marked: Callable[[Mark], BitMap], *, fold_copies: bool = False
) -> list[object]:
    """Return the identities of the posts that the index finds."""
    answer = index.answer(query, TODAY, marked, fold_copies=fold_copies)
    numbers = answer.numbers(0, len(answer))
    assert [answer.place(number) for number in numbers] == list(range(len(answer)))
    return [one.post.id for one in index.posts(numbers)]


def expected(subjects: list[Subject], query: Query) -> list[object]:
    """Return the identities that the reference evaluator finds, in the query's order."""
    holds = condition(query.node, TODAY, {one.document.key for one in subjects})
    chosen = sorted((one for one in subjects if holds(one)), key=lambda one: place(one.document))
    if query.order is Order.OLDEST:
        dated = [one for one in chosen if one.day is not None]
        chosen = [*reversed(dated), *chosen[len(dated) :]]
    elif query.order is Order.LENGTH:
        chosen.sort(key=lambda one: -one.length)
    elif query.order is Order.UNREAD:
        chosen.sort(key=lambda one: one.is_read)
    elif query.order is Order.RELEVANCE:
        weigh = relevance(query.node, subjects)
        chosen.sort(key=weigh, reverse=True)
    return [one.document.post.id for one in chosen]


def differing(some: list[Document], queries: list[Query], said: Said = NOTHING) -> list[Query]:
    """Return the queries for which the index and the reference differ."""
    subjects = [Subject(one, said, [other for other in some if other.key == one.key]) for one in some]
    with indexed(some) as index:

        def marked(mark: Mark) -> BitMap:
            return index.sharing_any(said.keys(mark))

        return [query for query in queries if found(index, query, marked) != expected(subjects, query)]


queries_of_any_kind = st.builds(Query.of, nodes, st.sampled_from(Order)) | st.builds(
    Query, order=st.sampled_from(Order)
)
keys = st.sampled_from("xyz")
statements = st.builds(
    Said,
    st.sets(keys),
    st.sets(keys),
    st.dictionaries(keys, st.lists(st.sampled_from(["a", "台灣", "臺灣", "tag:x"]), min_size=1)),
    st.dictionaries(keys, texts.filter(bool)),
    st.sets(keys),
    st.sets(keys),
)


@settings(max_examples=30)
@given(documents, st.lists(queries_of_any_kind, min_size=4, max_size=12), statements)
def test_generated_queries_find_what_the_matcher_finds(
    some: list[Document], queries: list[Query], said: Said
) -> None:
    """Every node of the language is compared, in every order."""
    assert not differing(some, queries, said)


def test_words_are_found_in_notes_too() -> None:
    """Each text of a query stands in the post or in its note; with others of its operator in one of them."""
    some = [
        document("a.md", key="x", title="海風", body="台灣"),
        document("b.md", key="y", body="海風 台灣 see"),
    ]
    said = Said(notes={"x": "渡輪\nsee the pilot", "y": "潮水"}, labels={"x": ["To read"], "y": ["潮水"]})
    texts = [
        *(
            "渡輪",
            "渡輪 台灣",
            "渡輪 海風 -潮水",
            "潮水 or 渡輪",
            "-渡輪",
            "渡輪 NEAR 台灣",
            "渡輪 NEAR pilot",
        ),
        *(
            "see",
            "see NEAR pilot",
            "see SENT pilot",
            "note:渡輪",
            "note:海風",
            "title:渡輪",
            "text:渡輪",
            "=渡輪",
        ),
        *(
            "note:渡*",
            "note:pilto~",
            "/渡.?輪/",
            "note:see THEN note:pilot",
            "(渡輪 or 潮) 海風",
            "label:潮水",
        ),
        *('-label:"to READ"', "has:note", "-has:label", "has:highlight", "note:渡輪 or label:潮水"),
    ]
    queries = [parse(f"{text} sort:{order}") for text in texts for order in Order]
    assert not differing(some, queries, said)


@settings(max_examples=30)
@given(st.data(), documents.filter(bool))
def test_pieces_of_texts_are_found(data: st.DataObject, some: list[Document]) -> None:
    """Words taken from the posts, of any length and in every part, are found."""
    wholes = [Texts.unpacked(one.texts).whole for one in some]
    queries = []
    for _ in range(8):
        whole = data.draw(st.sampled_from(wholes))
        start = data.draw(st.integers(0, max(0, len(whole) - 1)))
        piece = whole[start : start + data.draw(st.integers(1, 8))] or "a"
        field = data.draw(st.none() | st.sampled_from(TextField))
        node: Node = Words(piece) if field is None else Contains(field, piece)
        queries.append(Query.of(node, data.draw(st.sampled_from(Order))))
    assert not differing(some, queries)


def test_several_words_are_weighed_as_the_reference_weighs_them() -> None:
    """In posts that hold them in any part, often or seldom, near or far; any of them, or all."""
    chance = random.Random(7)
    words = ["海", "台灣", "地震", "storm", "港口新聞"]

    def text(most: int) -> str:
        return "".join(
            f"{chance.choice([*words, '。', ' '])}{'其' * chance.randrange(9)}" for _ in range(most)
        )

    some = [
        document(
            f"{number}.md",
            title=text(3) or "-",
            author=text(chance.randrange(2)),
            captions=text(chance.randrange(3)),
            tags=[Tag(chance.choice(words), TagKind.KEYWORD)][: chance.randrange(2)],
            body=text(chance.randrange(60)),
        )
        for number in range(40)
    ]
    asked = [
        "海 台灣",
        "台灣 海",
        "海 or storm",
        "地震 (storm or 海)",
        "港口新聞 海",
        "海 台灣 地震",
        "storm -海",
    ]
    assert not differing(some, [parse(f"{each} sort:relevance") for each in asked])


@settings(max_examples=20)
@given(documents)
def test_whole_names_are_found(some: list[Document]) -> None:
    """Names of authors and hosts match whole, and not in part."""
    queries = [Query.of(Written(None))]
    for post in (one.post for one in some):
        queries.append(Query.of(Equals(TextField.AUTHOR, post.author or "-")))
        queries.append(Query.of(Equals(TextField.SITE, host_of(fold(post.source)) or "-")))
    assert not differing(some, queries)


@settings(max_examples=25)
@given(
    st.lists(st.text(ALPHABET, max_size=30) | texts, min_size=1, max_size=8),
    st.lists(st.text(ALPHABET, min_size=1, max_size=4), max_size=8),
)
def test_a_search_is_a_scan(bodies: list[str], searched: list[str]) -> None:
    """Special characters of FTS5, LIKE and regular expressions match literally."""
    some = [document(f"{number}.md", body=body) for number, body in enumerate(bodies)]
    assert not differing(some, [Query.of(Words(words)) for words in searched])


def test_an_address_finds_its_post_or_those_that_name_it() -> None:
    """In any form of the address; posts that only name a page are found where none was archived from it."""
    text = "see news.example.com/b/2 today"
    some = [
        document("a.md", key="news.example.com/a/1"),
        document("b.md", key="m", body="see news.example.com/a/1 and " + text),
        document("c.md", key="c", links=["news.example.com/b/2"]),
        document("d.md", key="d", body="nothing"),
    ]
    names = {
        "https://www.news.example.com/a/1/?utm_source=x#top": {"a.md"},
        "news.example.com/a/1": {"a.md"},
        "-https://news.example.com/a/1": {"b.md", "c.md", "d.md"},
        "https://news.example.com/b/2": {"b.md", "c.md"},
        "nothing | https://news.example.com/a/1": {"a.md", "d.md"},
        "https://news.example.com/z": set(),
        "tag:none https://news.example.com/a/1": set(),
    }
    with indexed(some) as index:
        for text, paths in names.items():
            posts = found(index, parse(text), lambda _: BitMap())
            assert {post.path for post in posts} == paths, text
    assert not differing(some, [parse(text) for text in names])


def test_long_words_and_strange_ones() -> None:
    """They may have two hundred characters, a NUL, or a lone surrogate."""
    body = "海風從台灣來" * 40 + "x\ud800y\x00z"
    some = [document("a.md", body=body), document("b.md", body="海風從台灣")]
    words = [body[3:203], body[:200] + "!", "\x00", "\ud800", "y\x00", "x\ud800y", "\x01海", " ", "\n"]
    assert not differing(some, [Query.of(Words(each)) for each in words])


def test_ten_thousand_characters_are_answered(index: Index) -> None:
    """A query may be that long."""
    write(index, [document("a.md", body="海" * 12_000)])
    for words, count in (("海" * 10_000, 1), ("海風" * 5_000, 0)):
        assert (
            len(index.answer(Query.of(Words(words)), TODAY, lambda _: BitMap(), fold_copies=False)) == count
        )


@settings(max_examples=30)
@given(documents, st.lists(queries_of_any_kind, min_size=4, max_size=12), st.booleans())
def test_the_first_posts_are_the_newest_of_all(
    some: list[Document], queries: list[Query], fold_copies: bool
) -> None:
    """The first rows are a prefix of the whole result."""
    with indexed(some) as index, pytest.MonkeyPatch.context() as patch:
        patch.setattr("reader.index.evaluate._WINDOW", 2)
        patch.setattr("reader.index.text_search._BATCH", 2)
        patch.setattr("reader.index.evaluate._FIRST_ROWS_SECONDS", 0)
        for query in [*queries, *map(parse, ("台灣地震", "海 台灣地震", "a1A 海台灣", "-海 台灣a1"))]:
            first = first_answer(index, query, TODAY, fold_copies=fold_copies)
            whole = index.answer(query, TODAY, lambda _: BitMap(), fold_copies=fold_copies)
            if first is not None:
                numbers = first.numbers(0, len(first))
                assert numbers == whole.numbers(0, len(first))


@settings(max_examples=30)
@given(documents, st.lists(queries_of_any_kind, min_size=4, max_size=12), st.booleans(), st.integers(1, 8))
def test_the_first_posts_with_common_words_are_the_newest_of_all(
    some: list[Document], queries: list[Query], fold_copies: bool, window: int
) -> None:
    """The newest posts of a window are a prefix of the whole result."""
    common = ("海", "台灣", "-海", "海 or 台", "a1 -地", "海 has:caption", "-(a or 台灣)")
    with indexed(some) as index, pytest.MonkeyPatch.context() as patch:
        patch.setattr("reader.index.text_search._LARGE", 0)
        patch.setattr("reader.index.evaluate._WINDOW", window)
        patch.setattr("reader.index.answering._FIRST", 1)
        for query in [*queries, *map(parse, common)]:
            first = first_answer(index, query, TODAY, fold_copies=fold_copies)
            whole = index.answer(query, TODAY, lambda _: BitMap(), fold_copies=fold_copies)
            if first is not None:
                assert first.numbers(0, len(first)) == whole.numbers(0, len(first))


def test_common_words_are_found_among_the_newest_posts_first(tmp_path: Path) -> None:
    """Above the threshold, common words are searched in windows."""
    index = Index(tmp_path, ARCHIVES, TAIPEI)
    write(index, [document(f"{number:04}.md", body="港口" * (number % 2)) for number in range(600)])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("reader.index.text_search._LARGE", 600)
        patch.setattr("reader.index.evaluate._WINDOW", 200)
        # An order that is not of time needs all of them, which are looked up but once.
        ranked = parse("港口 sort:relevance")
        assert not list(index.growing_answer(ranked, TODAY, lambda _: BitMap(), fold_copies=False))
        first = first_answer(index, parse("港口"), TODAY, fold_copies=False)
        assert first is not None
        assert len(first) == 100
        patch.setattr("reader.index.evaluate._WINDOW", 600)
        assert first_answer(index, parse("港"), TODAY, fold_copies=False) is None
        whole = index.answer(parse("港口"), TODAY, lambda _: BitMap(), fold_copies=False)
        # Cached results need not be shown in two steps.
        assert first_answer(index, parse("港口"), TODAY, fold_copies=False) is None
    assert whole.numbers(0, 100) == first.numbers(0, 100)
    assert len(whole) == 300


def test_first_posts_where_there_are_many(tmp_path: Path) -> None:
    """They come before all posts are found, and only where texts must be read."""
    index = Index(tmp_path, ARCHIVES, TAIPEI)
    write(index, [document(f"{number:04}.md", body="港口新聞" * (number % 2)) for number in range(600)])
    first = first_answer(index, parse("港口新聞"), TODAY, fold_copies=False)
    assert first is not None
    assert 64 <= len(first) < 300
    assert len(index.answer(parse("港口新聞"), TODAY, lambda _: BitMap(), fold_copies=False)) == 300
    for text in ("港口", "is:unread", "", "港口新聞"):
        assert first_answer(index, parse(text), TODAY, fold_copies=False) is None


def test_a_rare_word_among_many_posts_is_shown_when_it_is_found(tmp_path: Path) -> None:
    """A rare old post is shown before the rest is searched."""
    index = Index(tmp_path, ARCHIVES, TAIPEI)
    bodies = ["港口新聞" if number == 90 else "港口，口新，新聞" for number in range(600)]
    write(index, [document(f"{number:04}.md", body=body) for number, body in enumerate(bodies)])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("reader.index.evaluate._WINDOW", 10)
        patch.setattr("reader.index.evaluate._QUICK_SECONDS", 0)
        patch.setattr("reader.index.evaluate._FIRST_ROWS_SECONDS", 0)
        first = first_answer(index, parse("港口新聞"), TODAY, fold_copies=False)
    assert first is not None
    assert len(first) == 1


def test_typing_on_looks_into_the_texts_that_were_found_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Texts without the start of the words are not read for the words."""
    index = Index(tmp_path, ARCHIVES, TAIPEI)
    texts = ["港口新聞", "港口新聞報", "港口 口新 新聞 聞報", "口新聞報 港口"]
    write(index, [document(f"{number}.md", body=text) for number, text in enumerate(texts)])
    looked: list[str] = []

    def counted(packed: bytes, field: TextField | None, words: str, sought: Sequence[bytes]) -> bool:
        looked.append(words)
        return contains(packed, field, words, sought)

    monkeypatch.setattr("reader.index.text_search.contains", counted)
    for words, found, count in (
        ("港口新", 2, 4),
        ("港口新聞", 2, 2),
        ("港口新聞報", 1, 2),
        ("text:港口新聞", 2, 2),
    ):
        looked.clear()
        answer = index.answer(parse(words), TODAY, lambda _: BitMap(), fold_copies=False)
        assert len(answer) == found
        assert len(looked) <= count


def test_an_answer_that_nobody_waits_for_ends(tmp_path: Path) -> None:
    """What it had found by then does not falsify later results."""
    index = Index(tmp_path, ARCHIVES, TAIPEI)
    write(index, [document(f"{number}.md", body="港口新聞" * (number % 2)) for number in range(20)])
    wanted = iter([True, True, False])
    query = parse("港口新聞")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("reader.index.text_search._BATCH", 3)
        with pytest.raises(OutdatedError):
            index.answer(query, TODAY, lambda _: BitMap(), fold_copies=False, is_wanted=lambda: next(wanted))
    assert len(index.answer(query, TODAY, lambda _: BitMap(), fold_copies=False)) == 10
