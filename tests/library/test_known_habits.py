"""Habits in the index: later posts are read as earlier ones, and all of them again when a habit changes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from reader.config import ArchiveSettings
from reader.library import Library, Progress, loading
from reader.query import parse
from reader.state.marks import Marks
from tests.library.conftest import TAIPEI, load

Opener = Callable[..., Library]


@pytest.fixture
def opened(archive: Path, tmp_path: Path) -> Opener:
    """Opens the archive as a new start does, with what the settings say of its dates."""

    def open_library(said: ArchiveSettings | None = None) -> Library:
        return Library(
            [archive],
            marks=Marks(tmp_path / "marks"),
            zone=TAIPEI,
            settings_of=lambda _: said or ArchiveSettings(),
        )

    return open_library


def write(archive: Path, name: str, date: str) -> None:
    """Write a post."""
    (archive / name).write_text(f"---\ntitle: {name}\ndate: {date}\n---\nWords.\n", encoding="utf-8")


def days(library: Library) -> dict[str, str]:
    """Return the days under which the posts stand."""
    posts = [row.post for row in library.select(parse(""))]
    return {post.path: post.date.shown(TAIPEI) if post.date else "" for post in posts}


def test_an_updated_index_answers_as_a_fresh_one(archive: Path, opened: Opener) -> None:
    """A post that shows the habit has those that were in doubt read again."""
    write(archive, "a.md", "05/06/2024")
    library = opened()
    load(library)
    assert days(library) == {"a.md": "2024-05-06"}
    write(archive, "b.md", "31/05/2024")
    last = load(library)

    assert (last.new, last.changed) == (1, 1)
    assert days(library) == {"a.md": "2024-06-05", "b.md": "2024-05-31"}
    (archive / "b.md").unlink()
    load(opened())
    assert days(opened()) == {"a.md": "2024-05-06"}


def test_a_refresh_of_one_file_does_so_too(archive: Path, opened: Opener) -> None:
    """As the watching of files asks for it."""
    write(archive, "a.md", "05/06/2024")
    library = opened()
    load(library)
    write(archive, "b.md", "31/05/2024")
    list(library.refresh([archive / "b.md"]))

    assert days(library) == {"a.md": "2024-06-05", "b.md": "2024-05-31"}


def test_nothing_is_read_again_while_habits_stay(archive: Path, opened: Opener) -> None:
    """A file of no consequence is read alone."""
    write(archive, "a.md", "31/05/2024")
    load(opened())
    write(archive, "b.md", "05/06/2024")

    last = load(opened())
    assert (last.new, last.changed) == (1, 0)
    assert load(opened()) == Progress(0, 0)


def test_one_post_is_read_as_in_the_index(archive: Path, opened: Opener) -> None:
    """Also before the index is there."""
    write(archive, "a.md", "05/06/2024")
    write(archive, "b.md", "31/05/2024")
    library = opened()
    alone = library.find("a.md")
    load(library)

    assert alone.date is not None
    assert alone.date.shown(TAIPEI) == "2024-06-05"
    assert alone == library.get(alone.id)


def test_reading_processes_know_the_habits(
    archive: Path, opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They read as this process does."""
    monkeypatch.setattr(loading, "FIRST_BATCH", 2)
    monkeypatch.setattr(loading, "MIN_FILES_FOR_PROCESSES", 10)
    for number in range(20):
        write(archive, f"{number:02}.md", "05/06/2024 10:00")
    said = ArchiveSettings(zone="America/New_York", date_order="day-first")
    library = opened(said)
    load(library)

    assert set(days(library).values()) == {"2024-06-05 22:00"}
    assert len(days(library)) == 20


def test_other_settings_build_the_index_anew(archive: Path, opened: Opener) -> None:
    """And the same ones do not."""
    write(archive, "a.md", "05/06/2024 10:00")
    load(opened())
    said = ArchiveSettings(zone="America/New_York", date_order="day-first")
    library = opened(said)
    assert load(library).new == 1
    assert days(library) == {"a.md": "2024-06-05 22:00"}
    assert load(opened(said)) == Progress(0, 0)
    load(opened())
    assert days(opened()) == {"a.md": "2024-05-06 10:00"}


def test_what_most_posts_lack_is_said_once(archive: Path, opened: Opener) -> None:
    """The load that finds it says so; later ones do not, until it is lost and found again."""
    for number in range(9):
        (archive / f"note{number}.md").write_text("Words.", encoding="utf-8")
    library = opened()
    load(library)
    assert len(library.remarks) == 1
    load(library)
    assert library.remarks == ()
    for number in range(12):
        write(archive, f"post{number}.md", "2024-05-06")
    library = opened()
    load(library)
    assert library.remarks == ()
    assert {len(row.post.warnings) for row in library.select(parse("note1"))} == {1}
    for number in range(12):
        (archive / f"post{number}.md").unlink()
    load(library)
    assert len(library.remarks) == 1
