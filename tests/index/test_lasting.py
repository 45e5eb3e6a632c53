"""Long-lived indexes and odd queries."""

from __future__ import annotations

import gc
import os
from pathlib import Path

import pytest

from reader.library import Library, Progress
from reader.query import Query, QueryError, parse
from reader.state.marks import Marks
from tests.index.posts import TAIPEI

OPENINGS = 150


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """Return three posts with the special characters of SQL and its text search."""
    folder = tmp_path / "archive"
    folder.mkdir()
    for number, text in enumerate(("100% _sure_ a*b", 'say "AND" OR (NEAR) ^x', "{a b}: c + d - e\\n")):
        (folder / f"2024-01-0{number + 1}-post.md").write_text(f"---\ntitle: {number}\n---\n{text}\n")
    return folder


def open_library(archive: Path) -> Library:
    """Open the archive as a new start of the program does."""
    return Library([archive], marks=Marks(archive.parent / "marks"), zone=TAIPEI)


def open_files() -> int:
    """Return the number of files this process has open."""
    return len(os.listdir("/proc/self/fd"))  # noqa: PTH208


def test_opened_again_and_again_it_leaves_nothing_open(archive: Path) -> None:
    """Neither reading nor refreshing leaks a file descriptor."""
    list(open_library(archive).load())
    before = open_files()
    for number in range(OPENINGS):
        library = open_library(archive)
        assert len(library.select(Query(), fold_copies=True).rows(0, 5)) == 3
        if not number % 5:
            assert list(library.load())[-1] == Progress(0, 0)
        del library
    gc.collect()
    assert open_files() <= before + 2


def test_a_clock_that_was_put_back(archive: Path) -> None:
    """A changed file is read again, whatever its modification time."""
    library = open_library(archive)
    list(library.load())
    file = archive / "2024-01-01-post.md"
    for content, changed in (("one", 0), ("two", 4_000_000_000), ("six", 1_000_000_000)):
        file.write_text(f"---\ntitle: {content}\n---\n")
        os.utime(file, (changed, changed))
        assert list(library.load())[-1] == Progress(1, 1, changed=1)
        assert library.select(Query()).rows(2, 3)[0].post.title == content


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("%", 1),
        ("100%", 1),
        ("*", 1),
        ("a*b", 1),
        ("^x", 1),
        ("(NEAR)", 1),
        ("{a", 1),
        ("'", 0),
        ("a\0b", 2),
        ("a" * 10_000, 0),
        ("say " * 500, 1),
        ("海風" * 5_000, 0),
    ],
)
def test_signs_are_letters_like_others(archive: Path, text: str, count: int) -> None:
    """They match literally, and a query of any length is answered."""
    library = open_library(archive)
    list(library.load())
    quoted = parse(f'"{text}"') if text[0] == "(" or "*" in text else parse(text)
    assert len(library.select(quoted)) == count


@pytest.mark.parametrize("text", ["or", "and or not", "- - -", "((((", ")", "| | |", '"', "not", "-", "()"])
def test_operators_alone_are_answered_or_complained_about(archive: Path, text: str) -> None:
    """The complaint is a sentence, never another error."""
    library = open_library(archive)
    list(library.load())
    try:
        query = parse(text)
    except QueryError as error:
        assert error.reason
        assert "^" in error.caret()[1]
    else:
        found = library.select(query)
        assert len(found.rows(0, 5)) == min(len(found), 5)
