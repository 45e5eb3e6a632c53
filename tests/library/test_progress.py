"""How far one came, said by another run of the program."""

from __future__ import annotations

from pathlib import Path

from reader.library import Library
from reader.state.marks import Marks
from tests.library.conftest import Writer, load, paths


def test_what_another_run_says_is_seen(library: Library, write: Writer, tmp_path: Path) -> None:
    """Also where it was asked for before, in the row and in queries."""
    write("2024-02-07-a.md")
    load(library)
    other = Library(library.archives, marks=Marks(tmp_path / "marks.sqlite3"), zone=library.zone)
    (post,) = (row.post for row in library.select(library.asked("")))
    library.reading_progress.keep(post, None, 300)
    assert other.follow_marks()
    assert (other.reading_progress.of(post), paths(other, "is:begun")) == (300, ["2024-02-07-a.md"])
    library.reading_progress.keep(post, None, 1000)
    assert other.follow_marks()
    assert other.reading_progress.of(post) == 1000
    assert paths(other, "is:begun") == []
    assert paths(other, "is:finished") == ["2024-02-07-a.md"]


def test_a_place_that_is_none(library: Library, write: Writer, tmp_path: Path) -> None:
    """An article opens at its top where another program wrote something else."""
    write("2024-02-07-a.md", source="https://ferry.example/a")
    load(library)
    (post,) = (row.post for row in library.select(library.asked("")))
    other = Marks(tmp_path / "marks.sqlite3")
    for value in ('["", "", "", 1e999]', '["", ""]', "7", "null", "{}"):
        other.keep_place("ferry.example/a", value, 300)
        assert library.reading_progress.place(post) is None
