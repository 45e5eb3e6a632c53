"""An index that is damaged, cannot be written or is taken away is built again, and no answer is wrong."""

from __future__ import annotations

import contextlib
import io
import random
import re
import sqlite3
from collections.abc import Callable, Sequence
from datetime import UTC
from pathlib import Path

import pytest

from reader.cli.main import main
from reader.library import Library
from reader.state.marks import Marks
from tests.attack.faults import KINDS, Ran, damaged, home, index_of, run

POSTS = 150
COMMANDS = (
    ("list", "--json"),
    ("list", "--no-fold", "海風"),
    ("list", "tag:港口", "word7"),
    ("list", "text:輪船公"),
    ("tags",),
    ("timeline",),
    ("trend", "海風"),
    ("story", "0007"),
)


def write(archive: Path, number: int) -> None:
    """Write a post that links to its neighbour."""
    file = archive / f"{number % 5}" / f"2024-01-{number % 28 + 1:02}-{number:04}.md"
    file.parent.mkdir(parents=True, exist_ok=True)
    text = "".join(random.Random(number).choices("輪船公司在港口等風來去山海之間", k=600))
    file.write_text(
        f'---\ntitle: "海風 {number}"\ndate: 2024-01-{number % 28 + 1:02}T08:00:00Z\n'
        f"from: https://example.org/{number}\ntags: [ 港口, t{number % 9} ]\n---\n"
        f"word{number} {text}\n\n[next](https://example.org/{number + 1})\n",
        encoding="utf-8",
    )


def in_process(arguments: Sequence[str], archive: Path, folder: Path, patch: pytest.MonkeyPatch) -> Ran:
    """Run a command in this process, which is quicker."""
    for name, value in home(folder).items():
        patch.setenv(name, value)
    with contextlib.redirect_stdout(io.StringIO()) as out, contextlib.redirect_stderr(io.StringIO()) as err:
        code = main([*arguments, "--archive", str(archive)])
    return Ran(code, out.getvalue(), err.getvalue())


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, bytes, dict[tuple[str, ...], Ran]]:
    """Make an archive and its index; return archive, home, the whole index, and the right answers."""
    folder = tmp_path_factory.mktemp("made")
    archive = folder / "archive"
    for number in range(POSTS):
        write(archive, number)
    with pytest.MonkeyPatch.context() as patch:
        answers = {arguments: in_process(arguments, archive, folder, patch) for arguments in COMMANDS}
    assert {ran.err for ran in answers.values()} == {""}
    return archive, folder, index_of(folder).read_bytes(), answers


@pytest.fixture
def command(
    made: tuple[Path, Path, bytes, dict[tuple[str, ...], Ran]], monkeypatch: pytest.MonkeyPatch
) -> Callable[..., Ran]:
    """Return what runs a command in this process."""
    archive, folder, _, _ = made
    return lambda *arguments: in_process(arguments, archive, folder, monkeypatch)


@pytest.mark.parametrize("seed", range(len(KINDS)))
def test_a_damaged_index_gives_right_answers(made, command, seed: int) -> None:
    """Whatever the damage, and whichever command meets it: it is built again, which one line says."""
    _, folder, content, answers = made
    name = index_of(folder)
    name.write_bytes(damaged(content, seed))
    said = ""
    for arguments, answer in answers.items():
        ran = command(*arguments)
        assert (ran.code, ran.out) == (answer.code, answer.out), arguments
        said += ran.err
    assert said.count("\n") <= 1
    assert not said or said.endswith("it is built again.\n")


def test_rows_that_another_program_changed_are_noticed(made, command) -> None:
    """Even where the file is a sound database."""
    _, folder, content, answers = made
    name = index_of(folder)
    name.write_bytes(content)
    with contextlib.closing(sqlite3.connect(name)) as other, other:
        other.execute("UPDATE post SET content = replace(content, '海', '山')")
    ran = command("list", "--json")
    assert ran.out == answers["list", "--json"].out
    assert ran.err.endswith("it is built again.\n")


@pytest.mark.parametrize("room", [0, 300_000])
def test_a_full_disk_keeps_nothing_from_being_found(made, tmp_path: Path, room: int) -> None:
    """One line says how much room the index takes; once there is room, it is written, and then needs none."""
    archive, _, _, answers = made
    list_all = ["list", "--json", "--archive", str(archive)]
    full = run(list_all, home(tmp_path), most_bytes=room)
    assert (full.code, full.out) == (0, answers["list", "--json"].out)
    assert re.fullmatch(r"reader: The index .* it takes \d+\.\d MB\): .*\n", full.err)
    assert run(list_all, home(tmp_path)) == answers["list", "--json"]
    assert run(list_all, home(tmp_path), most_bytes=room) == answers["list", "--json"]


def test_an_index_in_memory_goes_to_its_file_once_it_can(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The next look through the files tries again."""
    archive = tmp_path / "archive"
    write(archive, 1)
    (tmp_path / "cache").write_text("in the way")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    library = Library([archive], marks=Marks(tmp_path / "marks"), zone=UTC)
    list(library.load())
    assert (len(library), len(library.index_problems)) == (1, 1)
    (tmp_path / "cache").unlink()
    write(archive, 2)
    list(library.load())
    assert (len(library), len(library.index_problems)) == (2, 1)
    assert len(Library([archive], marks=Marks(tmp_path / "marks"), zone=UTC)) == 2
