"""Loading of archives into the index."""

from __future__ import annotations

import os
from datetime import UTC
from pathlib import Path

import pytest

from reader.errors import ArchiveNotFoundError
from reader.library import Library, Progress
from reader.query import Query
from reader.query.facets import Facet
from reader.state.marks import Marks
from tests.library.conftest import Writer, load, paths


class TestLoading:
    """Reading what is new and changed."""

    def test_posts_are_newest_first_and_the_undated_last(self, library: Library, write: Writer) -> None:
        """Equal instants are sorted by path; a day without a time comes after that day's other posts."""
        write("undated.md", date="")
        write("old.md", date="2023-05-01")
        write("day.md", date="2024-02-07")
        write("b.md", date="2024-02-07T01:00:00Z")
        write("a.md", date="2024-02-07T01:00:00Z")
        write("late.md", date="2024-02-07T17:00:00Z")
        load(library)
        assert paths(library) == ["late.md", "a.md", "b.md", "day.md", "old.md", "undated.md"]
        assert paths(library, "sort:oldest") == ["old.md", "day.md", "b.md", "a.md", "late.md", "undated.md"]

    def test_days_are_days_in_the_readers_zone(self, library: Library, write: Writer) -> None:
        """An evening in Greenwich is the next day in Taipei."""
        write("a.md", date="2024-02-07T17:00:00Z")
        load(library)
        assert [str(day) for day, _ in library.select(Query()).days()] == ["2024-02-08"]

    def test_progress_counts_to_the_end(self, library: Library, write: Writer) -> None:
        """The first posts come before the walk, and each step's posts can be selected at once."""
        for number in range(120):
            write(f"{number}.md")
        seen = [(progress.done, progress.total, len(library)) for progress in library.load()]
        assert list(dict.fromkeys(seen)) == [(50, 0, 50), (50, 120, 50), (120, 120, 120)]

    def test_the_newest_are_there_before_the_walk(
        self, library: Library, write: Writer, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """This is done on a first start only, and the walk does not read these posts again."""
        for day in range(1, 21):
            write(f"old/2020-01-{day:02}/a.md", date="")
            write(f"new/2021-01-{day:02}/a.md", date="", source=f"https://example.org/{day}")
        monkeypatch.setattr("reader.library.refresh._FIRST", 5)
        first, *_, last = ((progress, paths(library)) for progress in library.load())
        assert first == (Progress(5, 0, new=5), [f"new/2021-01-{day}/a.md" for day in range(20, 15, -1)])
        assert last[0] == Progress(40, 40, new=40)
        assert len(last[1]) == len(set(last[1])) == 40
        monkeypatch.setattr("reader.store.newest.newest", lambda *_: 1 / 0)
        assert load(library) == Progress(0, 0)

    def test_a_second_load_reads_only_what_changed(self, library: Library, write: Writer) -> None:
        """New, changed and vanished files are counted; the rest is not read again."""
        write("kept.md")
        changed = write("changed.md", title="Before")
        gone = write("gone.md", tag="leaving")
        assert load(library) == Progress(3, 3, new=3)
        changed.write_text(changed.read_text().replace("Before", "Afterwards"))
        gone.unlink()
        write("new.md")
        assert load(library) == Progress(2, 2, new=1, changed=1, gone=1)
        assert paths(library) == ["changed.md", "kept.md", "new.md"]
        assert paths(library, "Afterwards") == ["changed.md"]
        assert "leaving" not in [tag.name for tag in library.select(Query()).counts(Facet.CHANNEL)]
        assert load(library) == Progress(0, 0)

    def test_a_load_left_half_way_goes_on_next_time(self, library: Library, write: Writer) -> None:
        """Closing a load allows another one, which reads the rest."""
        for number in range(60):
            write(f"{number}.md")
        half = library.load()
        next(half)
        next(half)
        half.close()
        assert len(library) == 50
        assert load(library) == Progress(10, 10, new=10)

    def test_names_that_are_not_utf8_and_posts_that_are_broken_are_read(
        self, library: Library, archive: Path, write: Writer
    ) -> None:
        """Each file is a post, found by its readable text."""
        write("good.md", title="Good")
        (archive / os.fsdecode(b"\xff.md")).write_text("---\ntitle: Odd name\n---\ntext")
        (archive / "binary.md").write_bytes(bytes(range(256)) * 40)
        (archive / "empty.md").touch()
        (archive / "open.md").write_text('---\ntitle: "Never closed\n<p>words below</p>')
        (archive / "gone.md").symlink_to(archive / "nowhere.md")
        load(library)
        assert len(library) == 6
        assert paths(library, '"Odd name"') == [os.fsdecode(b"\xff.md")]
        assert paths(library, "below") == ["open.md"]
        assert all(row.post.title for row in library.select(Query()))

    def test_a_selection_stays_as_it_was_made(self, library: Library, write: Writer) -> None:
        """A result keeps its posts; the next one has the new posts, too."""
        write("a.md")
        load(library)
        results = library.select(Query())
        write("b.md")
        load(library)
        assert (len(results), len(library.select(Query()))) == (1, 2)

    def test_a_missing_archive_is_an_error(self, tmp_path: Path) -> None:
        """The load raises it at once."""
        library = Library([tmp_path / "none"], marks=Marks(tmp_path / "marks"), zone=UTC)
        with pytest.raises(ArchiveNotFoundError):
            load(library)

    @pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
    def test_a_folder_that_can_not_be_read_is_a_problem(
        self, library: Library, archive: Path, write: Writer
    ) -> None:
        """The rest of the archive is read."""
        write("a.md")
        (archive / "closed").mkdir(mode=0)
        load(library)
        assert paths(library) == ["a.md"]
        assert "closed" in library.problems[0]
