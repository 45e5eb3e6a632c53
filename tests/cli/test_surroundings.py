"""Commands among odd surroundings: locales, environment variables, arguments and file times."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests import programs
from tests.cli.conftest import Run

COMMAND = [sys.executable, "-m", "reader"]


def test_bytes_in_a_query_that_are_no_text_are_refused(archive: Path, environment: dict[str, str]) -> None:
    """A query is text: a caret shows where it is none."""
    query = [*map(os.fsencode, COMMAND), b"list", b"sea tag:\xff", b"--archive", os.fsencode(archive)]
    ran = subprocess.run(query, env=environment, capture_output=True, check=False)
    assert ran.returncode == 2
    assert ran.stderr.decode().splitlines() == [
        "reader: Here are bytes that are not UTF-8, which no text has.",
        "  sea tag: ",
        "          ^",
    ]


def test_chinese_in_a_locale_that_has_none(archive: Path, environment: dict[str, str]) -> None:
    """Queries, names of files and output are UTF-8, whatever the locale says."""
    (archive / "_posts/2024-03-01-港口.md").write_text("---\ntitle: 港口\n---\n字。\n", encoding="utf-8")
    surroundings = environment | {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    listed = [*COMMAND, "list", "title:港口", "--archive", str(archive)]
    ran = subprocess.run(listed, env=surroundings, capture_output=True, check=False)
    assert ran.stdout.decode() == "2024-03-01\t\t港口\t_posts/2024-03-01-港口.md\n"
    shown = [*COMMAND, "show", "_posts/2024-03-01-港口.md", "--archive", str(archive)]
    ran = subprocess.run(shown, env=surroundings, capture_output=True, check=False)
    assert ran.stdout.decode().startswith("港口\n")


@pytest.mark.parametrize("length", [300, 5000])
def test_a_name_that_is_too_long_for_a_file_is_no_post(archive: Path, piped: Run, length: int) -> None:
    """A name is looked for, and the sentence says that there is no such post."""
    ran = piped("show", "a" * length, "--archive", archive)
    assert ran.code == 1
    assert ran.err.startswith("reader: No post aaa")
    assert "Traceback" not in ran.err


@pytest.mark.parametrize("zone", ["UTC+99", "XYZ-48"])
def test_a_time_zone_that_no_place_has_is_named(
    archive: Path, environment: dict[str, str], zone: str
) -> None:
    """Days depend on it, so it is not guessed."""
    listed = [*COMMAND, "list", "--archive", str(archive)]
    ran = programs.run(listed, env=environment | {"TZ": zone})
    assert ran.returncode == 2
    assert ran.stderr == f"reader: TZ cannot be '{zone}'. Allowed: a time zone such as Asia/Taipei.\n"


def test_an_impossible_width_is_forgotten(archive: Path, on_terminal: Run) -> None:
    """`COLUMNS` counts only if a terminal may have so many."""
    expected = on_terminal("list", "--archive", archive).out
    for columns in ("9" * 20, "-5", "0", "abc", "８０"):
        assert on_terminal("list", "--archive", archive, COLUMNS=columns).out == expected, columns


def test_a_mistaken_option_is_repeated_without_escapes(archive: Path, piped: Run) -> None:
    """What a terminal would act on is taken out of the sentence."""
    for arguments in (["list", "--x\x1b]0;evil\x1b\\", "--archive", archive], ["--x\x1b]0;evil\x1b\\"]):
        ran = piped(*arguments)
        assert ran.code == 2
        assert "\x1b" not in ran.err
        assert "--x]0;evil" in ran.err


@pytest.mark.parametrize("year", [-9000, 1600, 2300, 9999])
def test_any_time_of_modification_is_read(archive: Path, piped: Run, year: int) -> None:
    """Times beyond the 64 bits of nanoseconds neither stop the archive nor make it read its posts again."""
    seconds = (year - 1970) * 31_556_952
    os.utime(archive / "_posts/2023-05-06-quiet.md", ns=(0, seconds * 10**9))
    assert len(piped("list", "--archive", archive, "--no-fold").out.splitlines()) == 4
    assert piped("list", "quiet", "--archive", archive).out.startswith("2023-05-06")
