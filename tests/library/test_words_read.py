"""Words of the posts are found by their pinyin alone, without a dictionary."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from reader.library import Library
from reader.query import parse

Writer = Callable[..., Path]
BODIES = (
    "解放軍進了北京，這件事的背景沒有人知道。",
    "北京的天空，也能完整地看見。",
    "解放軍離開北京。完成的都完成了。",
    "臺灣的能源，臺灣的完整。",
    "完了。完全沒有。台湾到了。",
    "能不能做完，能到哪裡，都沒有完。",
    "能去就去，完了就完了。",
    "不能。完。",
)


@pytest.fixture
def words(library: Library, write: Writer) -> Library:
    """A library of posts that differ in their texts."""
    for number, body in enumerate(BODIES):
        write(f"{number}.md", title=f"第{number}篇", body=f"<p>{body}</p>")
    write("copy.md", title="第3篇", body=f"<p>{BODIES[3]}</p>")
    for _ in library.load():
        pass
    return library


@pytest.mark.parametrize(
    ("typed", "word"),
    [("taiwan", "台灣"), ("jiefangjun", "解放軍"), ("wanquan", "完全"), ("bei'jing", "北京")],
)
def test_a_word_of_any_length_with_the_posts_that_it_finds(words: Library, typed: str, word: str) -> None:
    """In the script of most posts, whatever both scripts and copies make of it."""
    (found, *_) = words.words_read.find(typed, 2)
    assert found.text in (word, word.replace("台", "臺"))
    assert found.posts == len(words.select(parse(found.text), fold_copies=True)) > 0


def test_what_stands_side_by_side_by_chance_is_no_word(words: Library) -> None:
    """能完 can be read tai wan, too; 背景 and 北京 are words both."""
    assert [found.text for found in words.words_read.find("taiwan", 9)] in (["台灣"], ["臺灣"])
    assert {found.text for found in words.words_read.find("beijing", 9)} == {"北京", "背景"}
    assert len(words.words_read.find("beijing", 1)) == 1


def test_nothing_is_found_where_there_is_nothing(words: Library, library: Library) -> None:
    """Letters that are no syllables, syllables that no post has, an answer that nobody waits for any more."""
    for typed in ("", "wu", "hello", "shanghai", "臺灣", "x" * 500, "an" * 12):
        assert words.words_read.find(typed, 2) == []
    assert words.words_read.find("taiwan", 2, lambda: False) == []
