"""Refreshing by a walk, and by changed paths."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from reader.library import Library, Progress
from reader.query import Query

Writer = Callable[..., Path]


def load(library: Library) -> Progress:
    """Load to the end, and return the last progress."""
    return list(library.load())[-1]


def paths(library: Library) -> list[str]:
    """Return the paths of all posts."""
    return sorted(row.post.path for row in library.select(Query()))


@pytest.fixture
def full(library: Library, write: Writer) -> Library:
    """A loaded library, with file names that sort before and after those of folders."""
    for path in (
        "a.md",
        "a-b.md",
        "a/1.md",
        "a/b/2.md",
        "a/b-c.md",
        "a0.md",
        "b/3.md",
        "b/3.txt",
        "c/d/4.md",
    ):
        write(path, title=path)
    load(library)
    return library


class TestWhole:
    """Comparing all folders with the index."""

    def test_nothing_changed(self, full: Library, monkeypatch: pytest.MonkeyPatch) -> None:
        """If no folder's signature changed, no indexed post is looked up."""
        monkeypatch.setattr("reader.index.files.Files.in_folder", lambda *_: 1 / 0)
        assert load(full) == Progress(0, 0)

    @pytest.mark.parametrize("gone", ["a.md", "a/1.md", "a/b", "a", "b", "c", "a0.md"])
    def test_files_and_folders_that_went(self, full: Library, archive: Path, gone: str) -> None:
        """Exactly the posts in them are removed."""
        before = paths(full)
        place = archive / gone
        shutil.rmtree(place) if place.is_dir() else place.unlink()
        left = [path for path in before if path != gone and not path.startswith(f"{gone}/")]
        assert load(full) == Progress(0, 0, gone=len(before) - len(left))
        assert paths(full) == left
        assert load(full) == Progress(0, 0)

    def test_a_changed_file_among_others(self, full: Library, write: Writer) -> None:
        """Only the changed file is read."""
        write("a/b/2.md", title="other")
        assert load(full) == Progress(1, 1, changed=1)

    def test_a_file_that_went_back_to_what_it_was(self, full: Library, archive: Path, write: Writer) -> None:
        """It is read again, although its folder has the signature of the last walk."""
        file = archive / "b/3.md"
        status = file.stat()
        aside = file.rename(archive / "aside")
        write("b/3.md", title="between")
        list(full.refresh([file]))
        aside.rename(file)
        os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))
        assert load(full) == Progress(1, 1, changed=1)

    def test_a_text_that_becomes_a_post(self, full: Library, archive: Path) -> None:
        """A text file is examined when it changes."""
        file = archive / "b/notes.txt"
        file.write_text("no post\n")
        assert load(full) == Progress(0, 0)
        file.write_text("---\ntitle: now\n---\n")
        assert load(full) == Progress(1, 1, new=1)
        file.write_text("no post again\n")
        assert load(full) == Progress(0, 0, gone=1)


class TestPaths:
    """Refreshing some paths alone."""

    def test_a_new_a_changed_and_a_gone_file(self, full: Library, archive: Path, write: Writer) -> None:
        """They are indexed, and other changes are not."""
        (archive / "a/1.md").unlink()
        named = [write("new/5.md"), write("a.md", title="changed"), archive / "a/1.md"]
        write("elsewhere.md")
        assert list(full.refresh(named))[-1] == Progress(2, 2, new=1, changed=1, gone=1)
        assert "new/5.md" in paths(full)
        assert "elsewhere.md" not in paths(full)
        assert load(full) == Progress(1, 1, new=1)

    def test_folders_that_came_and_went(self, full: Library, archive: Path) -> None:
        """The posts in them are added and removed."""
        (archive / "a").rename(archive / "z")
        assert list(full.refresh([archive / "a", archive / "z"]))[-1] == Progress(3, 3, new=3, gone=3)
        assert paths(full) == [
            "a-b.md",
            "a.md",
            "a0.md",
            "b/3.md",
            "b/3.txt",
            "c/d/4.md",
            "z/1.md",
            "z/b-c.md",
            "z/b/2.md",
        ]

    def test_what_a_walk_passes_over(
        self, full: Library, archive: Path, tmp_path: Path, write: Writer
    ) -> None:
        """Hidden, build, other and outside files, and links to known folders, are skipped here, too."""
        (archive / "way").symlink_to(archive / "a")
        named = [
            write(".git/1.md"),
            write("_site/1.md"),
            write("picture.jpg"),
            tmp_path / "outside.md",
            archive / "way/1.md",
            archive,
        ]
        assert list(full.refresh(named))[-1] == Progress(0, 0)
        assert load(full) == Progress(0, 0)

    def test_a_post_behind_a_link_that_leads_outside(
        self, library: Library, archive: Path, tmp_path: Path, write: Writer
    ) -> None:
        """It keeps the path that the walk gave it."""
        write("inside.md")
        (tmp_path / "other").mkdir()
        shutil.copy(archive / "inside.md", tmp_path / "other/first.md")
        (archive / "linked").symlink_to(tmp_path / "other")
        load(library)
        shutil.copy(archive / "inside.md", tmp_path / "other/second.md")
        assert list(library.refresh([archive / "linked/second.md"]))[-1] == Progress(1, 1, new=1)
        assert paths(library) == ["inside.md", "linked/first.md", "linked/second.md"]
