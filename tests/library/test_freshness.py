"""Catching up: what is compared before an answer, and what is not."""

from __future__ import annotations

import os
import shutil
import time
from collections import deque
from collections.abc import Callable
from pathlib import Path

import pytest

from reader.config import ArchiveSettings
from reader.library import Library, freshness
from reader.state.marks import Marks
from reader.store import walk
from tests.library.conftest import TAIPEI, Writer, load, paths

HOUR = 3600


@pytest.fixture
def settle(archive: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Gives all files times of an hour ago, so that a comparison can rely on them and on the folders."""

    def make_old() -> None:
        then = time.time() - HOUR
        # When the system noted a change of a folder cannot be set.
        monkeypatch.setattr(freshness, "_SETTLED_NS", -(10**12))
        for place in sorted([archive, *archive.rglob("*")], reverse=True):
            os.utime(place, (then, then))

    return make_old


@pytest.fixture
def settled(library: Library, write: Writer, settle: Callable[[], None]) -> Library:
    """A library of two posts that was compared with its files."""
    write("2024/a.md", title="One")
    write("b.md", title="Two")
    settle()
    load(library)
    return library


def catch_up(library: Library) -> bool:
    """Catch up, and return whether the files were looked at."""
    return bool(list(library.catch_up()))


def test_an_unchanged_archive_is_not_compared_again(settled: Library) -> None:
    """The times of its folders tell; a full load compares all the same."""
    assert not catch_up(settled)
    assert list(settled.load())


def test_files_that_come_go_and_are_replaced_are_found(
    settled: Library, write: Writer, archive: Path
) -> None:
    """Each changes the time of its folder."""
    new = write("2024/c.md", title="Three")
    assert catch_up(settled)
    assert sorted(paths(settled)) == ["2024/a.md", "2024/c.md", "b.md"]
    new.unlink()
    assert catch_up(settled)
    assert sorted(paths(settled)) == ["2024/a.md", "b.md"]
    write("b.md.new", title="Renewed").replace(archive / "b.md")
    assert catch_up(settled)
    assert paths(settled, "Renewed") == ["b.md"]
    write("new/d.md", title="Four")
    assert catch_up(settled)
    assert "new/d.md" in paths(settled)


def test_a_folder_whose_time_was_set_back(settled: Library, write: Writer, archive: Path) -> None:
    """As `rsync -a` and `tar` set it to that of the original."""
    before = archive.stat()
    write("c.md", title="Three")
    os.utime(archive, ns=(before.st_atime_ns, before.st_mtime_ns))

    assert catch_up(settled)
    assert "c.md" in paths(settled)


def test_what_is_written_in_place_is_found_after_ten_minutes(
    settled: Library, archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Or by a load; so it is where the clock was set back."""
    with (archive / "b.md").open("a", encoding="utf-8") as file:
        file.write("\nsupplement\n")
    assert not catch_up(settled)
    assert paths(settled, "supplement") == []
    compared = settled.compared_at()
    assert compared is not None
    for other in (compared + 599, compared - 60, compared + 601):
        monkeypatch.setattr(time, "time", lambda other=other: other)
        assert catch_up(settled) == (other != compared + 599)
    assert paths(settled, "supplement") == ["b.md"]


def test_times_of_this_moment_are_not_relied_on(library: Library, write: Writer) -> None:
    """A file may change once more within the tick of the clock that its folder has."""
    write("a.md")
    load(library)
    assert catch_up(library)


def test_a_folder_that_can_not_be_read_is_told_each_time(
    settled: Library, archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is known of the other folders is not the whole."""
    real = os.open

    def refuse(path: str, *arguments: int) -> int:
        if str(path).endswith("2024"):
            raise PermissionError(13, "Permission denied", path)
        return real(path, *arguments)

    (archive / "2024" / "a.md").rename(archive / "2024" / "e.md")
    monkeypatch.setattr(os, "open", refuse)
    assert catch_up(settled)
    assert len(settled.problems) == 1
    assert catch_up(settled)
    assert len(settled.problems) == 1


def test_other_rules_of_what_is_a_post_need_a_comparison(
    settled: Library, archive: Path, tmp_path: Path
) -> None:
    """Leaving files out changes nothing in their folders."""
    other = Library(
        [archive],
        marks=Marks(tmp_path / "marks.sqlite3"),
        zone=TAIPEI,
        settings_of=lambda _: ArchiveSettings(leave_out=("b.md",)),
    )
    assert not catch_up(settled)
    assert catch_up(other)
    assert paths(other) == ["2024/a.md"]


def test_a_post_is_that_of_the_index_only_while_its_file_is_as_it_was_read(
    settled: Library, archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file of another size or time is read, and so is one that the index does not have."""
    with monkeypatch.context() as patch:
        patch.setattr("reader.library.extract.read_post", None)
        assert settled.named("b.md").title == "Two"
    text = (archive / "b.md").read_text(encoding="utf-8")
    (archive / "b.md").write_text(text.replace("Two", "Who"), encoding="utf-8")
    assert settled.named("b.md").title == "Who"
    (archive / "new.md").write_text(text.replace("Two", "New"), encoding="utf-8")
    assert settled.named("new.md").title == "New"


# One folder of many


@pytest.fixture
def walked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The folders whose files are listed from now on, each time they are."""
    found: list[str] = []
    real = walk._list

    def noting(descriptor: int, folder: str, *rest: deque[str]) -> list[str]:
        found.append(folder)
        return real(descriptor, folder, *rest)

    monkeypatch.setattr(walk, "_list", noting)
    return found


@pytest.fixture
def of_days(library: Library, write: Writer, settle: Callable[[], None]) -> Library:
    """A library of three days in two years, compared with its files."""
    for path in ("2023/05/a.md", "2023/06/b.md", "2024/01/c.md", "top.md"):
        write(path, title=path)
    settle()
    load(library)
    return library


def _new_post(archive: Path) -> None:
    (archive / "2023/05/new.md").write_text("---\ntitle: New\n---\n", encoding="utf-8")


def _new_day(archive: Path) -> None:
    (archive / "2024/02/deep").mkdir(parents=True)
    (archive / "2024/02/deep/new.md").write_text("---\ntitle: New\n---\n", encoding="utf-8")


def _gone_day(archive: Path) -> None:
    shutil.rmtree(archive / "2023/06")


def _gone_year(archive: Path) -> None:
    shutil.rmtree(archive / "2023")


def _moved_day(archive: Path) -> None:
    (archive / "2023/06").rename(archive / "2024/06")


def _moved_post(archive: Path) -> None:
    (archive / "2023/05/a.md").rename(archive / "2024/01/a.md")


def _file_for_folder(archive: Path) -> None:
    shutil.rmtree(archive / "2023/06")
    (archive / "2023/06").write_text("no folder", encoding="utf-8")


@pytest.mark.parametrize(
    ("change", "looked_at"),
    [
        (_new_post, ["2023/05"]),
        (_new_day, ["2024", "2024/02", "2024/02/deep"]),
        (_gone_day, ["2023"]),
        (_gone_year, [""]),
        (_moved_day, ["2023", "2024", "2024/06"]),
        (_moved_post, ["2023/05", "2024/01"]),
        (_file_for_folder, ["2023"]),
    ],
)
def test_a_change_costs_its_folder(
    change: Callable[[Path], None],
    looked_at: list[str],
    of_days: Library,
    archive: Path,
    walked: list[str],
    settle: Callable[[], None],
) -> None:
    """No other folder is listed; the posts are those of a comparison of all files, and the times are kept for the next one."""
    change(archive)
    ago = time.time() - HOUR / 2
    for place in (*archive.rglob("new.md"), *(archive / each for each in looked_at)):
        os.utime(place, (ago, ago))
    assert catch_up(of_days)
    assert sorted(walked) == looked_at

    found = paths(of_days)
    assert not catch_up(of_days)
    load(of_days)
    assert found == paths(of_days)


def _link(archive: Path) -> None:
    (archive / "2023/link").symlink_to(archive / "2024")


def _linked_from_elsewhere(archive: Path) -> None:
    place = archive.parent / "elsewhere"
    place.mkdir()
    (place / "new.md").write_text("---\ntitle: New\n---\n", encoding="utf-8")
    (archive / "2023/link").symlink_to(place)


def _site(archive: Path) -> None:
    (archive / "_config.yml").write_text("", encoding="utf-8")


@pytest.mark.parametrize("change", [_link, _linked_from_elsewhere, _site])
def test_what_one_folder_does_not_tell_needs_all(
    change: Callable[[Path], None],
    library: Library,
    write: Writer,
    archive: Path,
    settle: Callable[[], None],
    walked: list[str],
) -> None:
    """Links lead to other folders, and beside the sources of a site its pages are no posts."""
    for path in ("2023/a.md", "2024/b.md", "public/a.md"):
        write(path, title=path)
    settle()
    load(library)
    walked.clear()
    change(archive)
    assert catch_up(library)
    assert "2024" in walked

    found = paths(library)
    load(library)
    assert found == paths(library)


def test_what_is_written_in_place_is_found_though_folders_change(
    of_days: Library, archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A comparison of some folders does not make that of all files younger."""
    at = of_days.compared_at()
    later = time.time() + 400
    monkeypatch.setattr(time, "time", lambda: later)
    _new_post(archive)
    old = time.time() - HOUR
    for place in (archive / "2023/05/new.md", archive / "2023/05"):
        os.utime(place, (old, old + 1))
    assert catch_up(of_days)
    assert of_days.compared_at() == at
