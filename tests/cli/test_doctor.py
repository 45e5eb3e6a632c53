"""`reader doctor`: small damaged archives, one for each kind of finding."""

from __future__ import annotations

import contextlib
import json
import os
import re
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from reader.library.health import Severity
from reader.library.health.own_files import examined_marks
from tests.cli.conftest import Ran, Run, Write

Examined = Callable[..., tuple[int, dict[str, Any]]]


@pytest.fixture
def examined(piped: Run) -> Examined:
    """Runs the command with --json; returns the exit code and the findings that are not ok, by name."""

    def run(*arguments: object, **variables: str) -> tuple[int, dict[str, Any]]:
        ran = piped("doctor", "--json", *arguments, **variables)
        found = json.loads(ran.out)
        by_name = {each["name"]: each for each in found["findings"] if each["severity"] != "ok"}
        assert all(each["remedy"] for each in by_name.values())
        assert found["needs_person"] is (ran.code == 1)
        return ran.code, by_name

    return run


def test_a_sound_archive_needs_nobody(examined: Examined, archive: Path) -> None:
    """Copies are told of, and are nothing wrong."""
    code, found = examined(archive)
    assert code == 0
    assert set(found) == {"archive.copies"}
    assert "1 file is a copy" in found["archive.copies"]["message"]


def test_defects_of_posts_are_told_with_their_files(examined: Examined, write: Write, tmp_path: Path) -> None:
    """Each kind is one finding, which names all of its files; none needs a person but what cannot be read."""
    write("a.md", "---\ntitle: [broken\ndate: 2024-02-07\n---\nText.\n")
    write("b.md", "---\ntitle: B\ndate: the day after\n---\nSee [no post](gone.md) and [a](a.md).\n")
    write("c.md", "---\ntitle: 海\ndate: 2024-02-07\n---\n海風從台灣來了，很大的風。\n".encode("big5"))
    write("d.md", "---\ntitle: D\n---\nText.\n")
    code, found = examined(tmp_path / "news")
    assert code == 0
    news = tmp_path / "news"
    assert set(found) == {
        f"archive.{name}" for name in ("front-matter", "date", "encoding", "undated", "links")
    }
    assert found["archive.front-matter"]["places"] == [str(news / "a.md")]
    assert found["archive.encoding"]["places"] == [str(news / "c.md")]
    assert found["archive.undated"]["places"] == [str(news / "b.md"), str(news / "d.md")]
    assert found["archive.links"]["places"] == [f"{news / 'b.md'} (1)"]


def test_what_can_not_be_read_needs_a_person(examined: Examined, write: Write, tmp_path: Path) -> None:
    """A link that leads nowhere, and a file that is no text."""
    write("a.md", "---\ntitle: A\ndate: 2024-02-07\n---\nText.\n")
    write("b.md", b"\x89PNG\r\n\x1a\n\x00\x00\x01\x02" * 50)
    (tmp_path / "news" / "c.md").symlink_to(tmp_path / "nowhere.md")
    code, found = examined(tmp_path / "news")
    assert code == 1
    assert {name for name, each in found.items() if each["severity"] == "problem"} == {
        "archive.unreadable",
        "archive.binary",
    }


def test_an_archive_that_is_not_there_or_empty(examined: Examined, tmp_path: Path) -> None:
    """The rest is looked at all the same."""
    code, found = examined(tmp_path / "nowhere")
    assert code == 1
    assert "nowhere" in found["archive.folder"]["message"]
    (tmp_path / "empty").mkdir()
    code, found = examined(tmp_path / "empty")
    assert (code, set(found)) == (1, {"archive.empty"})


def test_characters_are_looked_for_on_asking(examined: Examined, write: Write, tmp_path: Path) -> None:
    """An escape, and an override of the direction: both are left out of what is shown."""
    write("a.md", "---\ntitle: A\ndate: 2024-02-07\n---\nRed \x1b[31m text.\n")
    write("b.md", "---\ntitle: B\ndate: 2024-02-07\n---\nNo \u202e text.\n")
    write("c.md", "---\ntitle: C 海风\u2028\ndate: 2024-02-07\n---\nA tab\tand “quotes”…\r\n")
    news = tmp_path / "news"
    assert examined(news) == (0, {})
    code, found = examined(news, "--deep")
    assert code == 0
    assert found["archive.controls"]["places"] == [str(news / "a.md")]
    assert found["archive.direction"]["places"] == [str(news / "b.md")]


def test_an_index_that_was_behind_has_caught_up(piped: Run, archive: Path, write: Write) -> None:
    """What was new, changed and gone is said once."""
    assert "no index yet" in piped("doctor", archive).out
    write("new.md", "---\ntitle: New\ndate: 2024-02-07\n---\nText.\n")
    write("_posts/2024-02-03-storm.md", "---\ntitle: Other\ndate: 2024-02-03\n---\nText.\n")
    (archive / "_posts/2023-05-06-quiet.md").unlink()
    assert "(1 new, 1 changed, 1 gone)" in piped("doctor", archive).out
    assert "holds what the files say" in piped("doctor", archive).out


def test_fix_deletes_caches_that_nothing_uses_and_nothing_else(
    examined: Examined, piped: Run, archive: Path, tmp_path: Path
) -> None:
    """An index of an older version and one of a run that has ended; marks, posts and the index stay."""
    piped("mark", "--star", "_posts/2024-02-03-storm.md", "--archive", archive)
    piped("list", "--archive", archive)
    cache = tmp_path / "cache" / "reader"
    current = next(cache.glob("index*.sqlite3"))
    older = cache / re.sub(r"^index\d+", "index3", current.name)
    left = cache / current.name.replace(".sqlite3", "-999999999.sqlite3")
    other = cache / "index-of-mine.txt"
    lock, session = older.with_suffix(".lock"), cache / "lists" / "999999999.json"
    session.parent.mkdir(exist_ok=True)
    for file in (older, left, other, lock, session):
        file.write_bytes(b"x")
    code, found = examined(archive)
    assert code == 0
    assert found["index.stale"]["severity"] == "mendable"
    assert set(found["index.stale"]["places"]) == {str(older), str(left), str(lock), str(session)}
    before = {file: file.read_bytes() for file in archive.rglob("*.md")}
    assert "4 files of the cache that nothing used are deleted" in piped("doctor", archive, "--fix").out
    assert (older.exists(), left.exists(), other.exists(), current.exists()) == (False, False, True, True)
    assert {file: file.read_bytes() for file in archive.rglob("*.md")} == before
    assert "storm" in piped("list", "is:starred", "--archive", archive).out


@pytest.mark.parametrize("option", ["--fix", "--deep"])
def test_damage_anywhere_in_the_index_is_found_and_mended(
    piped: Run, archive: Path, tmp_path: Path, option: str
) -> None:
    """A page that no comparison reads, too; afterwards the index is whole."""
    piped("list", "--archive", archive)
    file = next((tmp_path / "cache" / "reader").glob("index*.sqlite3"))
    content = bytearray(file.read_bytes())
    content[-100] ^= 0xFF
    file.write_bytes(content)
    assert "holds what the files say" in piped("doctor", archive).out
    ran = piped("doctor", archive, option)
    assert "is damaged" in " ".join(ran.out.split()) and ran.code == 0
    assert "holds what the files say" in piped("doctor", archive, option).out
    assert piped("list", "--archive", archive, "--count").out == "3\n"


def test_damaged_and_missing_marks_need_a_person(
    examined: Examined, process: Run, archive: Path, tmp_path: Path
) -> None:
    """The way out is named; a file without a backup of late is told of, too."""
    # The end of its process waits for the backup of the day.
    process("mark", "--star", "_posts/2024-02-03-storm.md", "--archive", archive)
    file = tmp_path / "data" / "reader" / "marks.sqlite3"
    backups = file.with_name("backups")
    backups.mkdir(exist_ok=True)
    backup = backups / "marks-2024-01-01.sqlite3"
    for made in backups.iterdir():
        made.unlink()
    with (
        contextlib.closing(sqlite3.connect(file)) as marks,
        contextlib.closing(sqlite3.connect(backup)) as copy,
    ):
        marks.backup(copy)
        marks.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    long_ago = time.time() - 100 * 86_400
    os.utime(backup, (long_ago, long_ago))
    # A run of the command would make the backup of today.
    (old,) = [each for each in examined_marks() if each.name == "marks.backups"]
    assert (old.severity, old.places) == (Severity.PROBLEM, (str(backup),))
    file.write_bytes(b"no database at all" * 1000)
    code, found = examined(archive)
    assert (code, found["marks.file"]["severity"]) == (1, "problem")
    assert "reader marks check --repair" in found["marks.file"]["remedy"]


def test_wrong_settings_and_keys_are_told_with_their_lines(
    examined: Examined, archive: Path, tmp_path: Path
) -> None:
    """Also a setting that other commands refuse to run with."""
    file = tmp_path / "config" / "reader" / "settings.toml"
    file.parent.mkdir(parents=True)
    file.write_text('measure = 40\nambiguous_width = 7\nzone = "Moon"\n[keys]\n"mark.stra" = ["s"]\n')
    code, found = examined(archive)
    assert code == 1
    assert "settings.toml, line 3: zone" in found["settings.value"]["message"]
    assert "mark.stra" in found["settings.keys"]["message"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_can_not_be_written_needs_a_person(
    examined: Examined, archive: Path, tmp_path: Path
) -> None:
    """What would be said of posts would be lost."""
    data = tmp_path / "data"
    data.mkdir(mode=0o500)
    code, found = examined(archive)
    assert (code, found["machine.data"]["severity"]) == (1, "problem")


def test_many_files_are_counted_and_named_on_asking(piped: Run, write: Write, tmp_path: Path) -> None:
    """Five, and how many more there are."""
    for number in range(8):
        write(f"{number}.md", f"---\ntitle: Post {number}\n---\nText {number}.\n")
    some = piped("doctor", tmp_path / "news").out
    assert "8 posts have no date" in some
    assert some.count(".md") == 5
    assert "and 3 more: --all names them" in some
    assert piped("doctor", tmp_path / "news", "--all").out.count(".md") == 8


class TestOnATerminal:
    """The terminal is asked, and left as it was."""

    @pytest.fixture
    def asked(self, on_terminal: Run, archive: Path) -> Callable[[bytes], Ran]:
        """Answers the questions of the command, all at the first."""

        def run(answers: bytes) -> Ran:
            return on_terminal(
                "doctor", archive, "--all", until="\x1b[6n", key=answers, COLORTERM="truecolor"
            )

        return run

    def test_a_width_that_differs_from_the_setting(self, asked: Callable[[bytes], Ran]) -> None:
        """A terminal that draws … in two cells, while the setting says one."""
        ran = asked(b"\x1b[5;3R\x1b[5;3R\x1b[?62;4c")
        assert ran.code == 1
        assert "reader config set ambiguous_width 2" in ran.out

    def test_a_terminal_without_answers(self, on_terminal: Run, archive: Path) -> None:
        """It is waited for a moment, and the rest is told; the escapes of posts are never among it."""
        ran = on_terminal("doctor", archive)
        assert ran.code == 0
        assert "did not say how wide" in ran.out
        assert "All colours" not in ran.out
