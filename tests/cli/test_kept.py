"""Answers of commands in a pipe that are printed again: only while all that they were made of is as it was."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from reader import paths
from reader.cli import kept, recording
from reader.cli.running import run_reader
from reader.library import freshness
from tests import programs
from tests.cli.conftest import COMMAND, STORM, Ran, Run, Write

_LONG_AGO = 1_700_000_000
Ask = Callable[..., tuple[bool, Ran]]


@pytest.fixture
def settled(archive: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The archive, as if nothing had been written for a while."""
    for place in (archive, *archive.rglob("*")):
        os.utime(place, (_LONG_AGO, _LONG_AGO))
    # The time at which the system noted a change cannot be set.
    for module in (recording, freshness):
        monkeypatch.setattr(module, "_SETTLED_NS", -(10**12))
    return archive


@pytest.fixture
def ask(piped: Run, folder: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Ask:
    """Asks as the entry point does; returns whether the answer was a kept one, and what was printed."""
    monkeypatch.chdir(folder)
    # A Python that starts in the C locale sets another one in its environment (PEP 538).
    monkeypatch.setenv("LC_ALL", "C.UTF-8")

    def asked(*words: object) -> tuple[bool, Ran]:
        argv = list(map(str, words))
        place = kept.kept_answer(argv)
        if place is not None and kept.print_kept(place):
            return True, Ran(0, *capfd.readouterr())
        return False, Ran(run_reader(argv, place), *capfd.readouterr())

    return asked


@pytest.mark.parametrize(
    "words", [["list"], ["list", "--json", "--sort", "unread"], ["tags"], ["timeline", "--by", "year"]]
)
def test_an_answer_is_printed_again(words: list[str], settled: Path, ask: Ask, write: Write) -> None:
    """Both of its streams, byte for byte."""
    os.utime(write("_posts/undated.md", "No date.\n"), (_LONG_AGO, _LONG_AGO))
    os.utime(settled / "_posts", (_LONG_AGO, _LONG_AGO))
    _, first = ask(*words, "--archive", settled)
    again = ask(*words, "--archive", settled)

    assert again == (True, first)
    assert first.out.strip()
    assert ("no date" in first.err) == (words[0] == "timeline")


def test_it_takes_no_more_than_a_start_of_python(settled: Path, ask: Ask) -> None:
    """Neither the index nor the parser of arguments is imported."""
    words = ["list", "--count", "--archive", str(settled)]
    ask(*words)
    done = programs.run([sys.executable, "-X", "importtime", "-m", "reader", *words], env=dict(os.environ))

    assert done.stdout == "3\n"
    imported = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}
    assert "reader.cli.kept" in imported
    assert imported & {"reader.cli.running", "argparse", "apsw", "pathlib", "typing"} == set()


def _post(settled: Path, piped: Run) -> None:
    (settled / "_posts" / "new.md").write_text(STORM, encoding="utf-8")


def _replaced(settled: Path, piped: Run) -> None:
    (settled / "other").write_text("---\ntitle: Other\n---\n", encoding="utf-8")
    (settled / "other").replace(settled / "_posts" / "2023-05-06-quiet.md")


def _gone(settled: Path, piped: Run) -> None:
    (settled / "_posts" / "2023-05-06-quiet.md").unlink()


def _read(settled: Path, piped: Run) -> None:
    assert piped("mark", "--read", "--query", "title:風暴", "--archive", settled).code == 0


def _zone(settled: Path, piped: Run) -> None:
    assert piped("config", "set", "zone", "Asia/Taipei").code == 0


def _variable(settled: Path, piped: Run) -> None:
    os.environ["TZ"] = "America/Lima"


def _dropped(settled: Path, piped: Run) -> None:
    assert piped("index", "drop", "--archive", settled).code == 0


def _damaged(settled: Path, piped: Run) -> None:
    for file in Path(kept.answers_folder()).iterdir():
        file.write_bytes(file.read_bytes()[:-3] + b"?!\n")


@pytest.mark.parametrize("change", [_post, _replaced, _gone, _read, _zone, _variable, _dropped, _damaged])
def test_a_change_is_seen(
    change: Callable[[Path, Run], None], settled: Path, ask: Ask, piped: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The next answer is what a comparison of all files gives."""
    words = ["list", "--format", "{date}\t{title}\t{unread}", "--archive", settled]
    ask(*words)
    assert ask(*words)[0]
    monkeypatch.setenv("TZ", "UTC")  # put back at the end
    change(settled, piped)
    was_kept, answer = ask(*words)

    assert not was_kept
    assert answer == piped(*words, "--fresh")


def test_a_link_that_leads_elsewhere(settled: Path, ask: Ask, tmp_path: Path) -> None:
    """An archive is known by the folder that its name leads to."""
    link, other = tmp_path / "link", tmp_path / "other"
    link.symlink_to(settled)
    other.mkdir()
    (other / "one.md").write_text(STORM, encoding="utf-8")
    ask("list", "--count", "--archive", link)
    assert ask("list", "--count", "--archive", link)[0]
    link.unlink()
    link.symlink_to(other)

    assert ask("list", "--count", "--archive", link)[1].out == "1\n"


def test_it_is_true_for_ten_minutes(settled: Path, ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that is written in place is found as without kept answers; so is one while the clock is set back."""
    words = ["list", "--count", "--archive", settled]
    ask(*words)
    now = kept.time.time()
    for later, is_kept in ((500, True), (700, False), (-100, False)):
        with monkeypatch.context() as patch:
            patch.setattr(kept.time, "time", lambda later=later: now + later)
            assert (kept._read(str(kept.kept_answer(list(map(str, words))))) is not None) == is_kept


@pytest.mark.parametrize(
    "words",
    [
        ["list", "海"],
        ["list", "--fresh"],
        ["list", "--no-refresh"],
        ["list", "--color", "always"],
        ["stats"],
        ["list", "nothing-like-it"],
    ],
)
def test_what_is_not_kept(words: list[str], settled: Path, ask: Ask) -> None:
    """Queries, which may ask for today; what compares as it is told; what has escapes; and what found nothing."""
    ask(*words, "--archive", settled)

    assert not ask(*words, "--archive", settled)[0]


def test_what_changed_a_moment_ago_is_not_relied_on(
    settled: Path, ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A second change might fall within the same tick of the clock."""
    monkeypatch.setattr(recording, "_SETTLED_NS", 10**12)
    ask("list", "--archive", settled)

    assert not ask("list", "--archive", settled)[0]


def test_there_are_not_many(settled: Path, ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    """The oldest make room for a new one, and long ones are not kept."""
    monkeypatch.setattr(recording, "_MOST_ANSWERS", 2)
    for limit in (1, 2, 3):
        ask("list", "--limit", limit, "--archive", settled)
    answers = paths.cache_folder() / "answers"
    assert len(list(answers.iterdir())) == 2

    monkeypatch.setattr(recording, "_MOST_BYTES", 10)
    ask("list", "--archive", settled)
    assert not ask("list", "--archive", settled)[0]


def test_a_closed_pipe_ends_it_quietly(settled: Path, ask: Ask) -> None:
    """As it ends a command that runs."""
    ask("list", "--archive", settled)
    reading, writing = os.pipe()
    os.close(reading)
    streams = (os.open(os.devnull, os.O_RDONLY), writing, writing)
    done = programs.start(
        [*COMMAND, "list", "--archive", str(settled)], streams=streams, env=dict(os.environ)
    )
    for each in streams[:2]:
        os.close(each)

    assert done.wait() == 0


def test_a_reader_that_is_slow_is_waited_for(settled: Path, ask: Ask) -> None:
    """Though another program at the same pipe has switched that off; so it is by a command that runs."""
    ask("list", "--archive", settled)
    reading, writing = os.pipe()
    null = os.open(os.devnull, os.O_RDONLY)
    for words in (["list"], ["list", "海"]):
        os.set_blocking(writing, False)
        done = programs.start(
            [*COMMAND, *words, "--archive", str(settled)],
            streams=(null, writing, writing),
            env=dict(os.environ),
        )
        assert done.wait() == 0
        assert os.get_blocking(writing)
    for each in (reading, writing, null):
        os.close(each)


@pytest.mark.parametrize(("name", "is_log"), [("marks.sqlite3-wal", True), ("marks.sqlite3", False)])
def test_a_log_is_as_it_was_until_it_is_written(tmp_path: Path, name: str, is_log: bool) -> None:
    """SQLite sets its owner whenever root opens it; the time at which another file was written any program can set."""
    file = tmp_path / name
    file.write_text("x")
    os.utime(file, (_LONG_AGO, _LONG_AGO))
    assert kept.state_of(os.fsencode(file)).endswith(b"%d" % (_LONG_AGO * 10**9)) is is_log
