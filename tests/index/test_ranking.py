"""The order by relevance where there are more posts than are read; `test_queries.py` compares the rest of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from pyroaring import BitMap

from reader.index import Document, Index, OutdatedError
from reader.index.answer import Answer
from reader.post import PostDate
from reader.query import parse
from tests.index.posts import ARCHIVES, TAIPEI, document, first_answer, write

TODAY = date(2024, 1, 2)
REST = "和別的事情" * 40


def post(number: int, *, title: str = "A title", body: str = "", key: str = "") -> Document:
    """Return a post of that day of March."""
    when = PostDate(datetime(2024, 3, number, tzinfo=UTC))
    return document(f"{number:02}.md", title=title, date=when, body=body, key=key)


@pytest.fixture
def read_two(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let two posts be read and weighed."""
    monkeypatch.setattr("reader.index.ranking._READ", 2)
    monkeypatch.setattr("reader.index.ranking._LOOKED_THROUGH", 2)


def found(index: Index, text: str, *, fold_copies: bool = False) -> list[str]:
    """Return the names of the posts in the order of the query."""
    answer = index.answer(parse(text), TODAY, lambda _: BitMap(), fold_copies=fold_copies)
    return names(index, answer)


def names(index: Index, answer: Answer) -> list[str]:
    """Return the names of the posts of an answer, which finds each of them at its place."""
    numbers = answer.numbers(0, len(answer))
    assert [answer.place(number) for number in numbers] == list(range(len(answer)))
    assert BitMap(numbers) == answer.posts and len(numbers) == len(answer)
    return [one.post.path.removesuffix(".md") for one in index.posts(numbers)]


def indexed(folder: Path, posts: Sequence[Document]) -> Index:
    """Return an index of the posts."""
    index = Index(folder, ARCHIVES, TAIPEI)
    write(index, posts)
    return index


def test_posts_with_the_words_in_the_title_are_read_and_the_others_follow_by_class(
    tmp_path: Path, read_two: None
) -> None:
    """Both words in the title come first, then one, then words side by side, then the rest; of each the newest."""
    apart, beside = f"海{REST}風", f"海風{REST}"
    posts = [
        post(1, title="海與風", body=apart),
        post(2, title="風與海", body=f"{apart}海風海風海風"),
        post(3, title="海", body=apart),
        post(4, body=beside),
        post(5, body=apart),
        post(6, body=beside),
        post(7, body=apart),
    ]
    # 1 and 2 are read; 2 holds the words side by side.
    assert found(indexed(tmp_path, posts), "海 風 sort:relevance") == [
        "02",
        "01",
        "03",
        "06",
        "04",
        "07",
        "05",
    ]


def test_of_a_class_the_newest_are_read(tmp_path: Path, read_two: None) -> None:
    """What the older ones hold is not known."""
    posts = [post(day, body="海" * (9 - day) + REST) for day in range(1, 6)]
    assert found(indexed(tmp_path, posts), "海 sort:relevance") == ["04", "05", "03", "02", "01"]


def test_first_rows_are_those_of_the_whole(tmp_path: Path, read_two: None) -> None:
    """They come first where many texts must be read to know what matches."""
    posts = [post(day, body="港口新聞" * (9 - day) + REST) for day in range(1, 6)]
    posts.append(post(6, body=f"港口。口新。新聞。{REST}"))
    index = indexed(tmp_path, posts)
    query = parse("港口新聞 sort:relevance")
    first = first_answer(index, query, TODAY, fold_copies=True)
    assert first is not None
    # 6 has the tokens alone: it is read, and left out.
    assert names(index, first) == ["05"]
    assert found(index, "港口新聞 sort:relevance") == ["04", "05", "03", "02", "01"]


@pytest.mark.parametrize("text", ["海風", "海 風", "date:2024", "海 is:unread", "港口新聞 date:2024-03-01"])
def test_no_first_rows_where_all_are_found_as_soon(tmp_path: Path, read_two: None, text: str) -> None:
    """Tokens decide, or few posts are left."""
    index = indexed(tmp_path, [post(day, body="海風。港口新聞") for day in range(1, 6)])
    query = parse(f"{text} sort:relevance")
    assert first_answer(index, query, TODAY, fold_copies=True) is None


def test_copies_are_one_row(tmp_path: Path, read_two: None) -> None:
    """The newest of them, whichever is the more relevant."""
    posts = [post(day, body="海" * (9 - day) + REST, key="same" if day > 3 else "") for day in range(1, 6)]
    index = indexed(tmp_path, posts)
    assert found(index, "海 sort:relevance", fold_copies=True) == ["03", "05", "02", "01"]


@pytest.mark.parametrize("words", ["海*風", "海風~", "海 NEAR 風", "海 or 浪", '="海風"'])
def test_what_operators_find_counts_too(tmp_path: Path, words: str) -> None:
    """Words that stand often and near one another, however they are asked for."""
    posts = [
        post(1, body=f"海風。海風。海風。{REST}"),
        post(2, body=f"海{REST}。海風。"),
        post(3, body=f"海風。{REST}"),
    ]
    assert found(indexed(tmp_path, posts), f"{words} sort:relevance")[0] == "01"


def test_an_order_that_nobody_waits_for_is_given_up(tmp_path: Path) -> None:
    """While texts are read."""
    index = indexed(tmp_path, [post(day, body="海風") for day in range(1, 6)])
    with pytest.raises(OutdatedError):
        index.answer(
            parse("海 sort:relevance"), TODAY, lambda _: BitMap(), fold_copies=False, is_wanted=lambda: False
        )
