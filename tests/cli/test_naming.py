"""POST on the command line, and choices of many posts."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from reader import paths
from tests import programs
from tests.cli.conftest import Run, Write

SEA, STORM, QUIET = "_posts/2024-02-07-sea.md", "_posts/2024-02-03-storm.md", "_posts/2023-05-06-quiet.md"


def located(piped: Run, archive: Path, name: str) -> str:
    """The path in the archive of what a POST means."""
    ran = piped("locate", name, "--archive", archive, "--format", "{path}")
    assert ran.err == ""
    return ran.out.strip()


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("@", SEA),
        ("https://example.org/storm", STORM),
        ("http://www.example.org/storm/#part", STORM),
        (STORM, STORM),
        ("quiet.md", QUIET),
        ("storm", STORM),
        ("quiet YEAR", QUIET),
        ("臺灣", ""),
        ("海风", SEA),
        ("sea", SEA),
        ("example.org/storm", STORM),
        ("www.example.org/storm?utm_source=a", STORM),
        ("", ""),
    ],
)
def test_what_a_post_is_called(piped: Run, archive: Path, name: str, path: str) -> None:
    """By path, address, as the newest, or by a part of path or title; copies of one post are no doubt."""
    if path:
        assert located(piped, archive, name) == path
    else:
        assert piped("locate", name, "--archive", archive).code == 1


def test_an_address_that_posts_only_link_to_is_none(piped: Run, archive: Path, write: Write) -> None:
    """It is not archived, so there is no post to show."""
    write("_posts/2024-02-09-link.md", "---\ntitle: Link\n---\n[there](https://example.org/nowhere)\n")
    ran = piped("show", "https://example.org/nowhere", "--archive", archive)
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith("reader: No post https://example.org/nowhere in the open archives")


def test_several_that_may_be_meant_are_named(piped: Run, archive: Path, write: Write) -> None:
    """On stderr with title and path, and the code of what was not understood; a whole title is no part of another."""
    write("a/one.md", "---\ntitle: Storm at night\ndate: 2022-01-01\n---\nText.\n")
    write("a/two.md", "---\ntitle: Storm at sea\ndate: 2022-01-02\n---\nWords.\n")
    write("a/three.md", "---\ntitle: At sea\ndate: 2022-01-03\n---\nLines.\n")
    ran = piped("show", "Storm at", "--archive", archive)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.splitlines() == [
        "reader: 2 posts may be meant by Storm at: say more of it.",
        "  Storm at sea  a/two.md",
        "  Storm at night  a/one.md",
    ]
    assert located(piped, archive, "At sea") == "a/three.md"


def test_numbers_of_the_last_list(on_terminal: Run, piped: Run, archive: Path) -> None:
    """A list on a terminal has numbers, which hold for this session alone."""
    listed = on_terminal("list", "--sort", "oldest", "--archive", archive, NO_COLOR="1").out
    assert [line[:3] for line in listed.splitlines()] == ["1  ", "2  ", "3  "]
    # Here may be anything, from a damaged disk.
    kept = paths.cache_folder() / "lists" / f"{os.getsid(0)}.json"
    for content in (None, "{}", "[1, 2]", "[[], [1, 2, 3]]", "[" * 100_000):
        if content is not None:
            kept.parent.mkdir(exist_ok=True)
            kept.write_text(content, encoding="ascii")
        ran = piped("show", "2", "--archive", archive)
        assert ran.code == 1
        assert ran.err == (
            "reader: No post has the number 2: numbers are those of the last `reader list` on this terminal.\n"
        )


def test_numbers_hold_within_a_session(environment: dict[str, str], archive: Path, tmp_path: Path) -> None:
    """Also for a command whose output goes into a pipe."""
    reader = f"{sys.executable} -m reader"
    # script(1) makes a session of its own for its child: the shell inside it lists and asks.
    inner = tmp_path / "asks.sh"
    inner.write_text(
        f"{reader} list --sort oldest --archive {archive}\n{reader} locate 2 --archive {archive} | cat\n"
        f"{reader} locate 4 --archive {archive}\n"
    )
    done = subprocess.run(
        ["script", "-qec", f"sh {inner}", "/dev/null"],
        env=environment, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL,
    )  # fmt: skip
    assert f"{archive}/{STORM}" in done.stdout.splitlines()
    assert "No post has the number 4" in done.stdout


def test_paths_on_standard_input(process: Run, environment: dict[str, str], archive: Path) -> None:
    """The first wrong ones are named, the rest is done, and the code is 1; -0 takes what a line cannot hold."""

    def mark(text: str, *words: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "reader", "mark", "--archive", str(archive), *words]
        return programs.run(command, env=environment, input=text, cwd=Path("/"))

    wrong = "".join(f"nowhere/{number}.md\n" for number in range(500))
    ran = mark(f"{SEA}\n{wrong}\n{archive}/{STORM}\n", "--read", "-")
    assert ran.returncode == 1
    said = ran.stderr.splitlines()
    assert said[0] == "reader: No post nowhere/0.md in the open archives."
    assert len(said) == 7
    assert said[-2:] == [
        "reader: 495 more paths have no post in the open archives.",
        "reader: 2 posts marked.",
    ]
    assert process("list", "is:read", "--count", "--archive", archive).out == "2\n"
    tried = mark(f"{QUIET}\0{SEA}\0", "-0", "--star", "--dry-run")
    assert (tried.returncode, tried.stderr) == (0, "reader: 2 posts would be marked.\n")
    assert process("list", "is:starred", "--count", "--archive", archive).out == "0\n"


def test_a_query_chooses_and_undo_takes_back(piped: Run, archive: Path) -> None:
    """One change after the other is taken back, each told in words."""
    mark = ("mark", "--archive", archive)
    assert piped(*mark, "--read", "--query", "-date:2023").err == "reader: 2 posts marked.\n"
    assert piped(*mark, "--label", "x", "@").err == "reader: 1 post marked.\n"
    undo = (*mark, "--undo")
    assert piped(*undo, "--dry-run").err.startswith("reader: This would be taken back: [Eng Sub]")
    assert piped(*undo).err == "reader: Taken back: [Eng Sub] 海風 *Sea* wind labelled x.\n"
    assert piped(*undo).err == "reader: Taken back: 2 posts marked read.\n"
    assert piped(*undo) == (1, "", "reader: There is nothing to take back.\n")
    shapes = json.loads(piped("list", "--archive", archive, "--json").out)
    assert [(shape["unread"], shape["labels"]) for shape in shapes] == [(True, [])] * 3


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--read",), "Say which posts: POST, --query QUERY, or - for paths on standard input."),
        (("--undo", "--read"), "--undo undoes the last change of marks"),
        (("@",), "Say what to mark"),
    ],
)
def test_what_is_missing_is_said(piped: Run, archive: Path, words: tuple[str, ...], said: str) -> None:
    """Nothing is guessed."""
    ran = piped("mark", *words, "--archive", archive)
    assert ran.code == 2
    assert said in ran.err


def test_an_address_is_located_too(piped: Run, archive: Path) -> None:
    """For scripts that open pages; a post without one is told."""
    ran = piped("locate", STORM, QUIET, "--address", "--archive", archive)
    assert ran == (1, "https://example.org/storm\n", f"reader: {QUIET} does not say which page it is from.\n")
    assert piped("locate", QUIET, "--archive", archive).out == f"{os.path.realpath(archive)}/{QUIET}\n"


ODD_NAMES = ("two  blanks.md", "no-break\xa0and\u200bunseen\ufffc.md", "control\x08.md", "turned\u202e.md")


def test_paths_that_commands_print_are_read_again(
    piped: Run, archive: Path, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever is in them, relative or whole; and they name the files, where a terminal would not act on what they hold."""
    for name in ODD_NAMES:
        write(name, "---\ntitle: Odd\ndate: 2022-01-01\n---\nText.\n")
    every = ("list", "--no-fold", "--archive", archive)
    for lines in (
        piped(*every, "--format", "{path}").out,
        piped(*every, "--format", "{archive}/{path}").out,
        "".join(f"{line.split(chr(9))[3]}\n" for line in piped(*every).out.splitlines()),
    ):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(lines.encode())))
        ran = piped("mark", "--star", "-", "--dry-run", "--archive", archive)
        # One of the eight files is a copy.
        assert (ran.code, ran.err) == (0, "reader: 7 posts would be marked.\n")
    for name in ODD_NAMES[:2]:
        assert piped("locate", name, "--archive", archive).out == f"{archive / name}\n"


@pytest.mark.parametrize("command", [("locate", SEA), ("index",)])
def test_lines_are_as_wide_as_is_asked_for(piped: Run, archive: Path, command: tuple[str, ...]) -> None:
    """A path is cut where a width is asked for, and whole otherwise."""
    out = piped(*command, "--width", "20", "--archive", archive).out

    assert max(map(len, out.splitlines())) == 20
    assert "…" in out
    assert "…" not in piped(*command, "--archive", archive).out


def test_whether_files_are_looked_at_first_can_be_said(piped: Run, archive: Path, write: Write) -> None:
    """Of marking, exporting and citing as of lists: `--no-refresh` does not know what came since the index was built."""
    assert piped("list", "--count", "--archive", archive).out == "3\n"
    write("new/late.md", "---\ntitle: Late\ndate: 2024-05-01\n---\nText.\n")
    newest = ("--archive", archive, "--no-refresh")

    assert piped("export", "--to", "-", "--as", "json", "--limit", "1", *newest).out.count("sea.md") == 1
    assert "Late" not in piped("cite", "@", *newest).out
    assert piped("mark", "--star", "--query", "title:late", "--dry-run", *newest).code == 1
    assert piped("mark", "--star", "--query", "title:late", "--dry-run", "--archive", archive).code == 0
    assert piped("cite", "@", "--fresh", "--archive", archive).out.startswith("Late")
