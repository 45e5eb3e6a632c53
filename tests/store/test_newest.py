"""The newest posts by path alone, for the first list before a walk."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.store import newest as module
from reader.store.newest import newest
from reader.store.walk import walk

FRONT_MATTER = "---\ntitle: A\n---\n"


def write(archive: Path, path: str) -> None:
    """Write a post into the archive."""
    file = archive / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(FRONT_MATTER)


def days(years: str) -> st.SearchStrategy[str]:
    """Return days of some years with one of the allowed separators."""
    parts = (st.sampled_from(years.split()), *(st.sampled_from(("01", "02", "11")),) * 2)
    return st.builds(lambda sign, *day: sign.join(day), st.sampled_from("-_/"), *parts)


PATHS = st.one_of(
    st.builds("{}-{}.md".format, days("2011 2020 2021"), st.sampled_from("ab")),
    st.builds("{}/{}.md".format, days("2011 2020 2021"), st.sampled_from("ab")),
    st.builds("_posts/{}/x/{}.md".format, days("2011 2020 2021"), st.sampled_from("ab")),
    st.builds("channel/{}{}".format, days("2011 2020 2021"), st.sampled_from((".md", "-a.txt", "-a.jpg"))),
    st.sampled_from(("about.md", "2021/a.md", "2021/02/a.md", ".git/2022-01-01.md", "_site/2022-01-01.md")),
)


@given(st.sets(PATHS, max_size=40), st.integers(1, 12))
def test_the_newest_are_those_of_a_walk(paths: set[str], most: int) -> None:
    """The result is the start of a walk; undated files are sorted by their modification time."""
    with tempfile.TemporaryDirectory() as folder:
        archive = Path(folder)
        for path in paths:
            write(archive, path)
            os.utime(archive / path, (0, 0))
        assert newest([archive], most) == walk([archive])[:most]


def test_several_archives_are_searched_together(tmp_path: Path) -> None:
    """The newest posts may come from any archive."""
    for path in ("a/2020-01-01.md", "a/2022-01-01.md", "b/2021-01-01.md", "b/2019-01-01.md"):
        write(tmp_path, path)
    archives = [tmp_path / "a", tmp_path / "b"]
    assert newest(archives, 3) == walk(archives)[:3]


def test_older_folders_are_not_entered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The time does not grow with the archive."""
    for year in range(2000, 2022):
        write(tmp_path, f"{year}/01/01/a.md")
        write(tmp_path, f"{year}-01-01/a.md")
    entered = []
    scandir = os.scandir
    monkeypatch.setattr(module.os, "scandir", lambda folder: (entered.append(folder), scandir(folder))[1])
    assert {file.path for file in newest([tmp_path], 2)} == {"2021/01/01/a.md", "2021-01-01/a.md"}
    assert len(entered) == 5


def test_an_archive_with_many_undated_files_is_left_to_the_walk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Reading the time of every file would cost half a walk."""
    monkeypatch.setattr(module, "_MAX_UNDATED", 3)
    for number in range(3):
        write(tmp_path, f"{number}.md")
    assert len(newest([tmp_path], 9)) == 3
    write(tmp_path, "3.md")
    assert newest([tmp_path], 9) == []


def test_an_archive_in_another_is_left_to_the_walk(tmp_path: Path) -> None:
    """A post in both archives belongs to the one that the walk enters first."""
    write(tmp_path, "inner/2020-01-01.md")
    assert newest([tmp_path, tmp_path / "inner"], 9) == []


def test_links_and_unreadable_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Linked folders are not entered, linked files are posts, and unreadable folders are skipped."""
    write(tmp_path / "elsewhere", "2022-01-01.md")
    archive = tmp_path / "archive"
    for path in ("2020-01-01/a.md", "2021-01-01/a.md"):
        write(archive, path)
    (archive / "2023-01-01").symlink_to(tmp_path / "elsewhere")
    (archive / "gone.md").symlink_to(tmp_path / "nowhere")
    (archive / "2019-01-01.md").symlink_to(tmp_path / "elsewhere/2022-01-01.md")
    opened = os.open

    def refuse(path: str, flags: int) -> int:
        if path.endswith("2021-01-01"):
            raise PermissionError
        return opened(path, flags)

    monkeypatch.setattr(module.os, "open", refuse)
    assert [file.path for file in newest([archive], 9)] == ["2020-01-01/a.md", "2019-01-01.md", "gone.md"]
