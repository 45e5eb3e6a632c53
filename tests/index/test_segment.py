"""Segments: built with and without numpy, looked up and merged."""

from __future__ import annotations

from collections.abc import Iterator

import apsw
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.index import postings, segment, segment_builder
from reader.index.schema import TABLES
from reader.index.segment import MOST_POSTS, Segment, segment_of
from reader.index.segment_builder import build_segment
from reader.index.tokens import query_tokens, tokens_of

PIECES = ["台湾", "海", "a1b", "storm", "é", " ", "\n", "，", "😀", "\ud83d", "𠮷", "\ue061", "ff"]
texts = st.lists(st.sampled_from(PIECES), max_size=8).map("".join) | st.text(max_size=6)
posts = st.lists(st.tuples(texts, texts), min_size=1, max_size=40)


@pytest.fixture
def connection() -> Iterator[apsw.Connection]:
    """Yield an empty index."""
    made = apsw.Connection(":memory:")
    for statement in TABLES:
        made.execute(statement)
    yield made
    made.close()


def insert(connection: apsw.Connection, first: int, count: int) -> None:
    """Insert posts that have only numbers."""
    connection.executemany(
        "INSERT INTO post VALUES (?, 0, ?, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, x'')",
        [(number, str(number).encode()) for number in range(first, first + count)],
    )


@given(posts)
def test_numpy_makes_the_same_segments(posts: list[tuple[str, str]]) -> None:
    """They are equal byte for byte, for titles and texts."""
    titles, texts = zip(*posts, strict=True)
    assert build_segment(titles, texts) == segment_of(titles, texts)


@given(posts)
def test_texts_taken_in_parts_have_the_same_segments(posts: list[tuple[str, str]]) -> None:
    """Wherever a part ends: within a word, between posts."""
    titles, texts = zip(*posts, strict=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(segment_builder, "UNITS_AT_ONCE", 3)
        assert build_segment(titles, texts) == segment_of(titles, texts)


@pytest.mark.parametrize("count", [1, 8, 9, 300, MOST_POSTS])
def test_each_token_names_its_posts(connection: apsw.Connection, count: int) -> None:
    """Tokens of few or many posts, near or far apart, are found in the pages of their field."""
    titles = [f"海{chr(0x4E00 + place)}" for place in range(count)]
    texts = [f"{'台湾' if place % 7 == 0 else '-'} n{place:04}" for place in range(count)]
    made = build_segment(titles, texts)
    assert made == segment_of(titles, texts)
    postings.add(connection, 1, Segment(1, tuple(segment_of([""], [""]).fields)))
    postings.add(connection, 5, made)
    for words in ("海", "湾", "台湾", "000", "n02", "-", "zzz", "\ud800", titles[0], titles[-1]):
        for is_title, held in ((True, titles), (False, texts)):
            tokens, is_certain = query_tokens(words)
            if is_certain:
                expected = [place + 5 for place, text in enumerate(held) if words in text]
                assert list(postings.posts_with_all(connection, tokens, title=is_title)) == expected


@given(texts, texts)
def test_what_is_wanted_is_in_every_text_with_the_words(words: str, around: str) -> None:
    """Thus no post is missed; and if the tokens are exact, they imply the words."""
    tokens, is_certain = query_tokens(words)
    text = f"{around}{words}{around}"
    # Adjacent surrogates that decode as one character are another text.
    if text.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass") == text:
        assert tokens_of(text).issuperset(tokens)
        if is_certain:
            assert tokens_of(around).issuperset(tokens) == (words in around)


def test_small_segments_are_put_together(
    connection: apsw.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    """There are few segments afterwards, with the same postings, except for deleted posts."""
    monkeypatch.setattr(postings, "MOST_POSTS", 40)
    monkeypatch.setattr(postings, "_SMALL", (4, 20))
    monkeypatch.setattr(postings, "_MANY_SMALL", 4)
    texts = [f"海{number % 3} {chr(0x4E00 + number)}" for number in range(1, 200)]
    gone = {5, 6, 44}
    for number, text in enumerate(texts, 1):
        insert(connection, number, number not in gone)
        postings.add(connection, number, segment_of([text], [text]))
        postings.compact(connection, [])
    assert connection.execute("SELECT count(*), sum(posts) FROM segment").fetchone()[0] < 20
    for words in ("海", "海1", "2", *(text[-1] for text in texts)):
        expected = [number for number, text in enumerate(texts, 1) if words in text and number not in gone]
        assert list(postings.posts_with_all(connection, query_tokens(words)[0])) == expected


def test_a_segment_goes_with_the_last_of_its_posts(connection: apsw.Connection) -> None:
    """Other segments stay."""
    for first in (1, 3):
        insert(connection, first, 2)
        postings.add(connection, first, segment_of(["a", "b"], ["a", "b"]))
    connection.execute("DELETE FROM post WHERE id IN (1, 2, 3)")
    postings.compact(connection, [1, 2, 3])
    assert connection.execute("SELECT id FROM segment").fetchall() == [(3,)]
    assert connection.execute(f"SELECT min(id) >> {postings._SEGMENT_BITS} FROM page").fetchone() == (3,)
    assert segment.MOST_POSTS >= MOST_POSTS
