"""Files and folders that come into being whole or not at all."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from reader.errors import UsageError
from reader.export.destination import MANIFEST, ExportError, OccupiedError, new_file, new_folder
from reader.export.exporting import export
from reader.export.formats import FORMATS, Output, format_of
from reader.export.selection import ChosenPosts, Selection
from reader.library import Library
from tests.limits import largest_file

from .conftest import Select


def _stop(after: int) -> Callable[[int, int], None]:
    """Press Ctrl+C after so many posts."""

    def on_progress(done: int, _total: int) -> None:
        if done == after:
            raise KeyboardInterrupt

    return on_progress


def test_nothing_is_replaced_unless_that_is_asked_for(select: Select, tmp_path: Path) -> None:
    """A file that is there stays as it is; with force its place and its mode are kept, also behind a link."""
    file, link = tmp_path / "posts.md", tmp_path / "link.md"
    file.write_text("mine")
    file.chmod(0o600)
    link.symlink_to(file)
    with pytest.raises(OccupiedError, match="--force"):
        export(select(), FORMATS["md"], str(link))
    assert file.read_text() == "mine"
    export(select(), FORMATS["md"], str(link), is_forced=True)
    assert link.is_symlink() and "# 風暴" in file.read_text(encoding="utf-8")
    assert file.stat().st_mode & 0o777 == 0o600


def test_an_archive_that_goes_meanwhile_leaves_the_old_file(
    select: Select, archive: Path, tmp_path: Path
) -> None:
    """A post that cannot be read is left out; without the folder of all of them nothing is written."""
    file = tmp_path / "posts.md"
    file.write_text("mine")
    selection = select()
    away = archive.rename(archive.with_name("away"))
    with pytest.raises(ExportError, match="went away"):
        export(selection, FORMATS["md"], str(file), is_forced=True)
    assert file.read_text() == "mine"
    away.rename(archive)
    next(iter(archive.glob("notes/*"))).unlink()
    export(selection, FORMATS["md"], str(file), is_forced=True)
    assert len(selection.problems) == 1 and "# 風暴" in file.read_text(encoding="utf-8")


def test_a_file_that_comes_meanwhile_is_not_replaced(tmp_path: Path) -> None:
    """Another program may write the same file while posts are converted."""
    with pytest.raises(OccupiedError), new_file(tmp_path / "a.md") as aside:
        aside.write_text("ours")
        (tmp_path / "a.md").write_text("theirs")
    assert (tmp_path / "a.md").read_text() == "theirs" and len(list(tmp_path.iterdir())) == 1


@pytest.mark.parametrize("name", [name for name, each in FORMATS.items() if not each.is_folder_alone])
def test_a_full_disk_leaves_the_old_file_whole(name: str, select: Select, tmp_path: Path) -> None:
    """What was written so far is deleted, in every format."""
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / "old").write_text("old")
    with largest_file(64), pytest.raises(ExportError, match="old"):
        export(select(), FORMATS[name], str(folder / "old"), is_forced=True)
    assert {file.name: file.read_text() for file in folder.iterdir()} == {"old": "old"}


@pytest.mark.parametrize("name", [name for name, each in FORMATS.items() if Output.FOLDER in each.writers])
def test_a_full_disk_leaves_the_old_folder_whole(name: str, select: Select, tmp_path: Path) -> None:
    """What was written so far is deleted, in every format."""
    target = export(select(), FORMATS[name], f"{tmp_path}/out/")
    before = {file: file.read_bytes() for file in target.rglob("*") if file.is_file()}
    beside = set(tmp_path.iterdir())
    with largest_file(64), pytest.raises(ExportError):
        export(select(), FORMATS[name], str(target), is_forced=True)
    assert {file: file.read_bytes() for file in target.rglob("*") if file.is_file()} == before
    assert set(tmp_path.iterdir()) == beside


@pytest.mark.parametrize("target", ["posts.md", "posts/"])
def test_ctrl_c_leaves_nothing(target: str, select: Select, tmp_path: Path) -> None:
    """A stop in the middle deletes what was written."""
    folder = tmp_path / "out"
    folder.mkdir()
    with pytest.raises(KeyboardInterrupt):
        export(select(on_progress=_stop(2)), FORMATS["md"], f"{folder}/{target}")
    assert not list(folder.iterdir())


def test_a_folder_with_files_of_others_is_never_replaced(select: Select, tmp_path: Path) -> None:
    """Force replaces what an export wrote, and nothing else: not the home folder, not a file put beside the posts."""
    home = tmp_path / "home"
    home.mkdir()
    (home / "thesis.tex").write_text("years")
    with pytest.raises(ExportError, match=r"thesis\.tex"):
        export(select(), FORMATS["md"], str(home), is_forced=True)
    target = export(select(), FORMATS["md"], f"{tmp_path}/out/")
    with pytest.raises(OccupiedError):
        export(select(), FORMATS["md"], str(target))
    export(select("title:風暴"), FORMATS["md"], str(target), is_forced=True)
    assert sorted(file.name for file in target.iterdir()) == [MANIFEST, "2024-02-03-風暴.md"]
    (target / "sub").mkdir()
    (target / "sub" / "mine").touch()
    with pytest.raises(ExportError, match="sub/mine"):
        export(select(), FORMATS["md"], str(target), is_forced=True)
    assert sorted(file.name for file in tmp_path.iterdir() if "reader" in file.name) == []


def test_what_killed_exports_left_is_swept_away(select: Select, tmp_path: Path) -> None:
    """By the next one into that folder: files and folders that no process writes any more, and nothing else."""
    left, folder, mine = (
        tmp_path / ".reader-a.part",
        tmp_path / ".reader-b.part",
        tmp_path / ".reader-c.parts",
    )
    whole = tmp_path / ".reader-d.part"
    for each in (folder, whole, whole.with_suffix(".old")):
        each.mkdir()
        (each / "post.md").write_text("half")
    for each in (left, mine):
        each.write_text("half")
    with new_file(tmp_path / "other.md") as written:
        # As another process would: it holds the file that it writes locked.
        export(select(), FORMATS["md"], f"{tmp_path}/posts.md")
        assert written.exists()
    assert not left.exists() and not folder.exists()
    # A folder that was about to be replaced when the program was killed, and the one for its place, both stay.
    assert mine.exists() and whole.exists() and whole.with_suffix(".old").exists()


def test_an_empty_folder_is_filled(select: Select, tmp_path: Path) -> None:
    """Who made the folder beforehand need not force anything."""
    (tmp_path / "out").mkdir()
    assert len(list(export(select(), FORMATS["md"], f"{tmp_path}/out").glob("*.md"))) == 3


def test_places_that_can_not_be_written(select: Select, tmp_path: Path) -> None:
    """The message names the place and what to do."""
    with pytest.raises(ExportError, match=f"no folder {tmp_path}/none: make it"):
        export(select(), FORMATS["md"], f"{tmp_path}/none/posts.md")
    (tmp_path / "file").touch()
    with pytest.raises(ExportError, match="not a directory"):
        export(select(), FORMATS["md"], f"{tmp_path}/file/posts.md")
    with pytest.raises(ExportError, match="file"), new_folder(tmp_path / "file", is_forced=True):
        pass
    assert (tmp_path / "file").is_file()


def test_a_pipe_is_written_to(select: Select, tmp_path: Path) -> None:
    """A named pipe is no file to replace."""
    os.mkfifo(pipe := tmp_path / "pipe.md")
    got: list[bytes] = []
    reading = threading.Thread(target=lambda: got.append(pipe.read_bytes()))
    reading.start()
    export(select(), FORMATS["md"], str(pipe))
    reading.join()
    assert "# 風暴" in got[0].decode() and not pipe.is_file()


@pytest.mark.parametrize(
    ("target", "name", "message"),
    [
        ("posts.mdd", None, r"did you mean \.md\?"),
        ("posts.zip", None, r"known are \.md"),
        ("posts", None, "add an ending"),
        ("posts/", None, "--as md"),
        ("-", None, "add --as"),
        ("posts.md", "mdx", r"did you mean md\?"),
    ],
)
def test_formats_that_are_not_known(target: str, name: str | None, message: str) -> None:
    """The nearest is named, or what there is."""
    with pytest.raises(UsageError, match=message):
        format_of(target, name)


def test_a_post_that_vanished_is_told_of(library: Library, archive: Path, tmp_path: Path) -> None:
    """The others are exported all the same."""
    posts = [library.find("2024-02-07-sea.md"), library.find("quiet.md")]
    posts[0].file.unlink()
    selection = Selection(library, ChosenPosts(library, posts), "two")
    target = export(selection, FORMATS["md"], f"{tmp_path}/two.md")
    assert "Nothing happened" in target.read_text() and "2024-02-07-sea.md" in selection.problems[0]


def test_progress_is_told_for_each_post(select: Select, tmp_path: Path) -> None:
    """It ends with all of them."""
    told: list[tuple[int, int]] = []
    selection = select(on_progress=lambda done, total: told.append((done, total)), limit=2)
    export(selection, FORMATS["md"], f"{tmp_path}/posts.md")
    assert len(selection) == 2 and set(told) == {(0, 2), (1, 2), (2, 2)} and told[-1] == (2, 2)
