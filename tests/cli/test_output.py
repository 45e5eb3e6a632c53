"""The options that all listing commands have in common, and the schemas that their objects obey."""

from __future__ import annotations

import json
import re
from itertools import count
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from reader.cli.fields import FIELDS, schema
from reader.cli.pager import print_paged
from tests.cli.conftest import Run, Write

SCHEMAS = Path(__file__).parents[2] / "docs" / "schemas"
SEA, STORM, QUIET = "[Eng Sub] 海風 *Sea* wind", "風暴", "A quiet year"
_SAID = (
    ("mark", "--label", "研究", "--star", "_posts/2024-02-07-sea.md"),
    ("searches", "save", "boats", "台灣"),
)
_COMMANDS: dict[str, tuple[str, ...]] = {
    "list": ("list",),
    "show": ("show", "_posts/2024-02-07-sea.md"),
    "mark": ("mark", "--read", "_posts/2024-02-03-storm.md"),
    "tags": ("tags", "--kind", "all"),
    "timeline": ("timeline",),
    "stats": ("stats",),
    "index": ("index",),
    "trend": ("trend", "台灣", "year"),
    "story": ("story", "_posts/2024-02-07-sea.md"),
    "kwic": ("kwic", "台灣 | sea"),
    "neighbours": ("kwic", "台灣", "--neighbours"),
    "locate": ("locate", "@"),
    "labels": ("labels",),
    "searches": ("searches",),
    "config": ("config",),
    "keys": ("keys",),
    "doctor": ("doctor",),
}
"""the commands that print something of the small archive; a test of its own has notes and highlights"""


@pytest.fixture
def said(piped: Run, archive: Path, write: Write) -> Path:
    """The archive with words that stand beside the same word twice, of whose posts something was said."""
    write("_posts/2021-01-01-twice.md", "---\ntitle: Twice\n---\n前往台灣旅行。\n\n再前往台灣旅行。\n")
    for words in _SAID:
        assert piped(*words, "--archive", archive).code == 0
    return archive


@pytest.mark.parametrize("name", _COMMANDS)
def test_what_is_printed_obeys_its_schema(piped: Run, said: Path, name: str) -> None:
    """Each field that a schema names is there, no other is, and the lines of NDJSON are the items."""
    read = json.loads((SCHEMAS / f"{name}.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(read)
    printed = json.loads(piped(*_COMMANDS[name], "--json", "--archive", said).out)
    Draft202012Validator(read).validate(printed)
    if name == "doctor":
        assert printed["findings"]
        return
    lines = piped(*_COMMANDS[name], "--ndjson", "--archive", said).out.splitlines()
    assert list(map(json.loads, lines)) == (printed if isinstance(printed, list) else [printed])
    assert lines


def test_every_schema_is_written() -> None:
    """None is forgotten, and none is left of a command that is gone."""
    assert {file.stem for file in SCHEMAS.glob("*.json")} == set(FIELDS)
    assert all(schema(name) for name in FIELDS)


@pytest.mark.parametrize("name", [name for name in _COMMANDS if name not in {"show", "mark", "doctor"}])
def test_options_that_all_have(piped: Run, said: Path, name: str) -> None:
    """`--count` counts what the list has, `--limit` cuts it, `--format` has every field, and no escape is in a pipe."""
    command = (*_COMMANDS[name], "--archive", said)
    fields = FIELDS[name]
    whole = piped(*command, "--format", "\t".join(f"{{{each.name}}}" for each in fields))
    assert (whole.code, whole.err) == (0, "")
    lines = whole.out.splitlines()
    assert {line.count("\t") for line in lines} == {len(fields) - 1}
    queries = 2 if name == "trend" else 1
    assert piped(*command, "--count").out == f"{len(lines) // queries}\n" or name == "neighbours"
    assert len(piped(*command, "--limit", "1").out.splitlines()) == {
        "neighbours": 2,
        "stats": 17,
        "index": 5,
    }.get(name, 1)
    assert "\x1b" not in piped(*command, "--width", "60").out


def test_templates(piped: Run, archive: Path) -> None:
    """Fields are in the reader's zone and on one line; widths count cells; braces and escapes can be written."""
    written = r"{date:%Y/%m}\t{{{unread}}}\n{title:8}|{author:>9}|{from}\\|{date:iso}|{date}"
    ran = piped("list", "--archive", archive, "--limit", "2", "--format", written, TZ="Asia/Taipei")
    assert ran.out.split("\n") == [
        "2024/02\t{yes}",
        "[Eng Su…| Ann & Bo|https://example.org/sea\\|2024-02-07T22:30:00Z|2024-02-08 06:30",
        "2024/02\t{yes}",
        "風暴    |         |https://example.org/storm\\|2024-02-03T00:00:00Z|2024-02-03 08:00",
        "",
    ]


@pytest.mark.parametrize(
    ("template", "said"),
    [
        ("{titel}", "--format has no field titel: did you mean title? Known are path, archive, title,"),
        ("{nope}", "--format has no field nope: known are path, archive, title,"),
        ("{}", "--format has no field {}: known are path,"),
        ("{title", "A brace in --format stands alone: {title."),
        ("a}", "A brace in --format stands alone: a}."),
        ("{title:%Y}", "{title:%Y} in --format: after the colon of title stands a number of cells,"),
        ("{title:0}", "{title:0} in --format: after the colon"),
    ],
)
def test_a_template_that_says_nothing(piped: Run, archive: Path, template: str, said: str) -> None:
    """The mistake is named before any post is read."""
    ran = piped("list", "--archive", archive, "--format", template)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(f"reader: {said}")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--width", "0"), "argument --width: 0 is not a number from 1 to 999999"),
        (("--limit", "-1"), "argument --limit"),
        (("--json", "--count"), "argument --count: not allowed with argument --json"),
        (("--format", "x", "--ndjson"), "argument --ndjson: not allowed with argument --format"),
        (("--count", "--limit", "3"), "--count counts everything: leave out --limit."),
        (("--json", "--width", "9"), "--width is for lines that people read"),
        (("--count", "--color", "always"), "--color is for lines that people read"),
    ],
)
@pytest.mark.parametrize("command", ["list", "timeline"])
def test_options_that_contradict_each_other(
    piped: Run, archive: Path, command: str, options: tuple[str, ...], said: str
) -> None:
    """A sentence, and the code of what was not understood."""
    ran = piped(command, "--archive", archive, *options)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err


def test_a_wrong_order_is_told_with_those_that_are(piped: Run, archive: Path) -> None:
    """By their names."""
    assert "'newest', 'oldest'" in piped("list", "--sort", "age", "--archive", archive).err


def test_orders(piped: Run, archive: Path) -> None:
    """The orders of queries for posts, those of numbers for what is counted."""

    def printed(*words: str) -> list[str]:
        return piped(*words, "--archive", archive).out.splitlines()

    assert printed("list", "--sort", "oldest", "--format", "{title}") == [QUIET, STORM, SEA]
    assert printed("list", "sort:oldest", "--format", "{title}") == [QUIET, STORM, SEA]
    assert printed("timeline", "--sort", "oldest") == ["2023-05\t1", "2024-02\t2"]
    assert printed("timeline", "--sort", "count", "--limit", "1") == ["2024-02\t2"]
    assert printed("trend", "year", "海", "--by", "year", "--sort", "newest") == ["2024\t0\t1", "2023\t1\t0"]
    assert printed("trend", "year", "海", "--by", "year", "--limit", "1") == ["2023\t1\t0"]


def test_every_file_counts_where_copies_are_not_folded(piped: Run, archive: Path) -> None:
    """Everywhere: the numbers are those of the screens unless `--no-fold` asks for files."""

    def printed(command: str, *words: str) -> str:
        return piped(command, "--archive", archive, *words).out

    assert (printed("list", "--count"), printed("list", "--count", "--no-fold")) == ("3\n", "4\n")
    assert printed("timeline", "--no-fold") == "2024-02\t3\n2023-05\t1\n"
    assert printed("trend", "海", "--no-fold") == "2024-02\t2\n"
    assert "3\tchannel\t港口新聞\n" in printed("tags", "--no-fold")
    assert (printed("kwic", "台灣", "--count"), printed("kwic", "台灣", "--count", "--no-fold")) == (
        "2\n",
        "3\n",
    )


def test_colours_and_widths_that_are_asked_for(piped: Run, archive: Path) -> None:
    """Lines for people in a pipe: as wide as asked, in colour only where that is said, whatever NO_COLOR says."""
    ran = piped("list", "--archive", archive, "--width", "60")
    assert ran.out.splitlines()[1].rstrip() == "2024-02-03 00:00    風暴"
    coloured = piped("list", "--archive", archive, "--width", "60", "--color", "always", NO_COLOR="1")
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured.out) == ran.out
    assert coloured.out != ran.out


def test_no_colour_on_a_terminal(on_terminal: Run, archive: Path) -> None:
    """`--color never` is NO_COLOR for one command."""
    assert "\x1b" not in on_terminal("list", "--archive", archive, "--color", "never").out


@pytest.fixture
def many(write: Write, archive: Path) -> Path:
    """More posts than a terminal has lines."""
    for number in range(30):
        write(f"_posts/2022-01-{number + 1:02}-p.md", f"---\ntitle: Number {number}\n---\nText {number}.\n")
    return archive


def test_what_is_long_goes_through_the_pager(on_terminal: Run, many: Path, tmp_path: Path) -> None:
    """Only on a terminal that has not room for it; the pager's end, also before the last line, is no mistake."""
    pager = tmp_path / "my pager"
    pager.write_text("#!/bin/sh\nhead -n 2 | sed 's/^/paged /'\n")
    pager.chmod(0o755)
    command = f"'{pager}'"
    paged = on_terminal("list", "--archive", many, "--color", "never", PAGER=command)
    assert [line.startswith("paged ") for line in paged.out.splitlines()] == [True, True]
    assert paged.code == 0
    short = on_terminal("list", "--archive", many, "--limit", "3", PAGER=command)
    assert "paged" not in short.out
    assert len(short.out.splitlines()) == 3


@pytest.mark.parametrize("pager", ["/nowhere/pager", "'", "cat", ""])
def test_a_pager_that_is_none(on_terminal: Run, many: Path, pager: str) -> None:
    """What cannot be started is told, and the lines are printed all the same."""
    ran = on_terminal("list", "--archive", many, PAGER=pager)
    assert ran.code == 0
    assert "Number 29" in ran.out
    assert ("reader: " in ran.out) == (pager in {"/nowhere/pager", "'"})


def test_a_pager_that_has_seen_enough_ends_the_lines(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """Lines without end are made no longer than they are wanted, and that is no mistake."""
    monkeypatch.setenv("PAGER", "head -n 1")
    monkeypatch.setenv("LINES", "5")
    print_paged(map(str, count(1)))
    assert capfd.readouterr() == ("1\n", "")
