"""Small archives of our own, in the format of real ones."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta, timezone
from pathlib import Path

import pytest

from reader.index.relaxation import Relaxation, relaxations
from reader.library import Library, Progress
from reader.library.result_set import ResultSet
from reader.query import parse
from reader.state.marks import Marks

TAIPEI = timezone(timedelta(hours=8))

Writer = Callable[..., Path]


def load(library: Library) -> Progress:
    """Load to the end, and return the last progress."""
    return list(library.load())[-1]


def paths(library: Library, text: str = "", *, fold_copies: bool = False) -> list[str]:
    """Return the paths that match a query, in order."""
    return [row.post.path for row in library.select(parse(text), fold_copies=fold_copies)]


def causes(results: ResultSet) -> list[Relaxation]:
    """Return what to leave out of a query that finds nothing."""
    with results.query_context() as context:
        if context is None or len(results):
            return []
        found = relaxations(context, results.query.clauses, fold_copies=results.folds_copies)
        return [cause for cause in found if cause.clauses]


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """An empty archive."""
    folder = tmp_path / "archive"
    folder.mkdir()
    return folder


@pytest.fixture
def write(archive: Path) -> Writer:
    """Writes a post: `write("a.md", title="…", date="…", author="…", tag="…", source="…", body="…")`."""

    def write_post(
        path: str,
        *,
        title: str = "A title",
        date: str = "2024-02-07T12:00:00.000Z",
        author: str = "",
        tag: str = "港口",
        source: str = "",
        body: str = "<div>Text.</div>",
    ) -> Path:
        file = archive / path
        file.parent.mkdir(parents=True, exist_ok=True)
        head = [f'title: "{title}"', f"author: {author}", f"from: {source}", f"tags: [ {tag} ]"]
        if date:
            head.append(f"date: {date}")
        file.write_text("\n".join(["---", "layout: post", *head, "---", body, ""]), encoding="utf-8")
        return file

    return write_post


@pytest.fixture
def library(archive: Path, tmp_path: Path) -> Library:
    """The library of the archive, not loaded yet, eight hours east of Greenwich."""
    return Library([archive], marks=Marks(tmp_path / "marks.sqlite3"), zone=TAIPEI)
