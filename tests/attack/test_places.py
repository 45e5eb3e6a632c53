"""Places that cannot be asked about: names that are too long, circles of links, folders of odd names."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from reader import paths
from reader.errors import StateError
from reader.state import repair
from reader.store.walk import post_file, walk
from reader.tui.folder_names import folders_beginning
from tests.attack.faults import home, index_of, run
from tests.attack.test_index import in_process, write

_TOO_LONG = "n" * 300


def test_what_can_not_be_asked_about_is_not_there(tmp_path: Path) -> None:
    """A name that is too long, a circle of links, and a folder that is none: no question raises."""
    (tmp_path / "circle").symlink_to("circle")
    (tmp_path / "long").symlink_to(_TOO_LONG)
    (tmp_path / "file").touch()
    (tmp_path / "folder").mkdir()
    places = [tmp_path / name for name in ("circle", "long", _TOO_LONG, "circle/a", "file/a", "\0")]
    questions = (paths.is_there, paths.is_file, paths.is_folder)
    assert not any(ask(place) for place in places for ask in questions)
    assert [paths.is_link(place) for place in places] == [True, True, *[False] * 4]
    assert post_file(tmp_path, f"{_TOO_LONG}.md") is None
    assert list(folders_beginning(f"{tmp_path}/")) == [f"{tmp_path}/folder/"]


def test_links_out_of_an_archive_do_not_lead_to_the_whole_disk(tmp_path: Path) -> None:
    """A link to a folder around the archive is not entered, whichever way it leads there; another one is."""
    archive = tmp_path / "disk" / "archive"
    for folder in (archive, archive.parent, tmp_path / "elsewhere"):
        folder.mkdir(exist_ok=True, parents=True)
        (folder / f"{folder.name}.md").write_text("words")
    for name, target in {
        "up": "..",
        "root": "/",
        "by": str(tmp_path / "way"),
        "other": str(tmp_path / "elsewhere"),
    }.items():
        (archive / name).symlink_to(target)
    (tmp_path / "way").symlink_to("disk")
    assert sorted(file.path for file in walk([archive])) == ["archive.md", "other/elsewhere.md"]
    inside = walk([archive, archive.parent])
    assert sorted(file.path for file in inside) == ["archive.md", "disk.md", "other/elsewhere.md"]


@pytest.mark.parametrize("variable", ["XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "HOME"])
def test_homes_that_can_not_be_keep_nobody_from_reading(tmp_path: Path, variable: str) -> None:
    """Names that are too long or no UTF-8, and a home that is relative: the list is there, and so is what doctor says.

    Settings that cannot be read are named instead.
    """
    archive = tmp_path / "archive"
    write(archive, 1)
    environment = home(tmp_path / "home")
    if variable == "HOME":
        environment = {name: value for name, value in environment.items() if not name.startswith("XDG_")}
    for value in (f"/{_TOO_LONG}", os.fsdecode(bytes(tmp_path) + b"/\xff"), "home"):
        odd = {**environment, variable: value}
        listed, told = (
            run([name, "--archive", str(archive)], odd, cwd=tmp_path) for name in ("list", "doctor")
        )
        assert "海風 1" in listed.out or (variable != "XDG_CACHE_HOME" and "settings.toml" in listed.err), (
            value
        )
        assert "Traceback" not in listed.err + told.err and told.out, value


@pytest.mark.parametrize("what", ["pipe", "folder", "circle", "nowhere", "zero"])
def test_what_stands_in_the_place_of_an_index_is_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    """A pipe is not waited for, a link to nowhere not followed; the answer is there, with one line."""
    archive = tmp_path / "archive"
    write(archive, 1)
    right = in_process(("list",), archive, tmp_path, monkeypatch)
    index = index_of(tmp_path)
    index.unlink()
    match what:
        case "pipe":
            os.mkfifo(index)
        case "folder":
            index.mkdir()
        case "circle" | "nowhere" | "zero":
            index.symlink_to({"circle": index.name, "nowhere": "/nowhere/a", "zero": "/dev/zero"}[what])
    ran = in_process(("list",), archive, tmp_path, monkeypatch)
    assert (ran.code, ran.out) == (right.code, right.out)
    assert ran.err.count("\n") == 1 and "cannot be used" in ran.err and "not an error" not in ran.err
    assert index.is_symlink() or not index.is_file()


def test_a_folder_of_caches_that_can_not_be_entered_is_said_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No other name in it is tried, each with a line of its own."""
    archive = tmp_path / "archive"
    write(archive, 1)
    (tmp_path / "cache").mkdir()
    (tmp_path / "cache" / "reader").symlink_to("reader")
    ran = in_process(("list",), archive, tmp_path, monkeypatch)
    assert (ran.code, "海風 1" in ran.out) == (0, True)
    assert ran.err.count("\n") == ran.err.count("cannot be used") == 1


def test_an_export_to_a_place_that_can_not_be_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In one sentence."""
    write(tmp_path / "archive", 1)
    for name in (f"{_TOO_LONG}.html", f"{_TOO_LONG}/"):
        ran = in_process(
            ("export", "--to", str(tmp_path / name), "--as", "md"),
            tmp_path / "archive",
            tmp_path,
            monkeypatch,
        )
        assert (ran.code, ran.out, ran.err.count("\n")) == (1, "", 1)
        assert "Traceback" not in ran.err


@pytest.mark.parametrize("kind", ["pipe", "folder", "device"])
def test_what_stands_in_the_place_of_the_marks_is_not_waited_for(tmp_path: Path, kind: str) -> None:
    """Neither asking for its damage nor repairing it reads a pipe that nobody writes, or a device without an end."""
    marks = tmp_path / "marks.sqlite3"
    if kind == "pipe":
        os.mkfifo(marks)
    elif kind == "folder":
        marks.mkdir()
    else:
        marks.symlink_to("/dev/zero")
    for act in (repair.damage_of, repair.repair):
        with pytest.raises(StateError, match="no regular file"):
            act(marks)
    assert [each.name for each in tmp_path.iterdir()] == [marks.name]


def test_what_is_written_to_closed_streams_goes_nowhere(tmp_path: Path) -> None:
    """Started with standard streams closed, as by some supervisors: a message stands neither in the output nor in a file."""
    write(tmp_path / "archive", 1)
    environment = home(tmp_path)
    for number, words in ((0, "港"), (2, "港"), (2, "nosuchword")):
        done = subprocess.run(
            ["sh", "-c", f'exec "$@" {number}>&-', "sh", sys.executable, "-m", "reader", "list", words, "--archive",
             str(tmp_path / "archive")],
            env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == (words == "nosuchword"), done
        assert bool(done.stdout) == (words != "nosuchword"), done
