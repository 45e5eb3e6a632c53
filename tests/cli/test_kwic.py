"""`reader kwic`: hits in context, in every form."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
from pathlib import Path

import pytest

from reader.typeset.cells import cell_len
from tests.cli.conftest import COMMAND, SECONDS

FIELDS = ["path", "date", "channel", "title", "left", "hit", "right", "offset"]


def test_one_object_a_hit(piped, archive) -> None:
    """The fields of the handbook, newest first; copies of a post count once; a title has no offset."""
    ran = piped("kwic", "--archive", archive, "台湾", "|", "海風", "--ndjson", "--width", "8")
    shapes = [json.loads(line) for line in ran.out.splitlines()]

    assert (ran.code, ran.err) == (0, "")
    assert shapes[1] == {
        "path": "_posts/2024-02-07-sea.md",
        "date": "2024-02-07T22:30:00Z",
        "channel": "港口新聞",
        "title": "[Eng Sub] 海風 *Sea* wind",
        "left": "¶ 風從",
        "hit": "台灣",
        "right": "來了，很",
        "offset": 7,
    }
    assert list(shapes[0]) == FIELDS
    assert [(each["hit"], each["offset"]) for each in shapes] == [("海風", None), ("台灣", 7), ("臺灣", 0)]
    assert json.loads(piped("kwic", "--archive", archive, "台湾", "--json").out)[1]["hit"] == "臺灣"


def test_a_table(piped, archive, write) -> None:
    """`--csv` quotes what holds its signs."""
    write("quotes.md", '---\ntitle: Quotes\ndate: 2024-03-01\n---\nHe said "wait, sea", and "no".\n')
    ran = piped("kwic", "--archive", archive, "sea", "--csv", "--limit", "1")
    (row,) = csv.DictReader(io.StringIO(ran.out))

    assert (ran.code, list(row)) == (0, FIELDS)
    assert (row["left"], row["hit"], row["right"]) == ('He said "wait, ', "sea", '", and "no".')
    assert row["offset"] == str('He said "wait, sea'.index("sea"))


def test_hits_stand_one_below_the_other(piped, archive) -> None:
    """In a pipe the context comes first, as wide everywhere, then date, channel and path."""
    ran = piped("kwic", "--archive", archive, "台湾 | happened | sea", "--width", "12")
    lines = [line.split("\t") for line in ran.out.splitlines()]

    assert [line[3] for line in lines] == [
        "_posts/2024-02-07-sea.md", "_posts/2024-02-07-sea.md", "_posts/2024-02-03-storm.md",
        "_posts/2023-05-06-quiet.md",
    ]  # fmt: skip
    starts = [
        cell_len(line[0][: re.search("台灣|臺灣|happened|Sea", line[0]).start()])  # type: ignore[union-attr]
        for line in lines
    ]
    assert set(starts) == {12}


@pytest.mark.parametrize("columns", [80, 120])
def test_on_a_terminal(on_terminal, archive, columns: int) -> None:
    """Lines fill the terminal and no more; the hit stands in colour, in the same column everywhere."""
    ran = on_terminal("kwic", "--archive", archive, "台湾 | happened", columns=columns)
    lines = ran.out.splitlines()
    plain = [re.sub(r"\x1b\[[0-9;]*m", "", line) for line in lines]
    starts = {cell_len(line[: re.search("台灣|臺灣|happened", line).start()]) for line in plain}  # type: ignore[union-attr]

    assert len(lines) == 3
    assert all("\x1b[1;33m" in line for line in lines)
    assert all(cell_len(line) <= columns for line in plain)
    assert len(starts) == 1
    assert all(line.startswith(("2024-02-0", "2023-05-06")) for line in plain)
    assert ("港口新聞" in plain[1]) == (columns >= 100)


def test_orders(piped, archive) -> None:
    """`--sort` and `--limit`."""

    def rights(*options: str) -> list[str]:
        ran = piped("kwic", "--archive", archive, "風", "--ndjson", *options)
        return [json.loads(line)["right"][:2] for line in ran.out.splitlines()]

    assert rights() == rights("--sort", "time") == rights("--sort", "right") == [" *", "從台", "暴", "暴。"]
    assert rights("--sort", "left") == ["從台", "暴", " *", "暴。"]
    assert rights("--sort", "left", "--group") == ["從台", " *", "暴", "暴。"]
    assert rights("--sort", "left", "--limit", "3") == ["從台", "暴", " *"]


def test_below_their_titles(piped, archive) -> None:
    """`--group` names each post once, above its hits."""
    lines = piped("kwic", "--archive", archive, "風", "--group").out.splitlines()

    assert [line for line in lines if "\t" in line] == [
        "2024-02-07 22:30\t港口新聞\t[Eng Sub] 海風 *Sea* wind\t_posts/2024-02-07-sea.md",
        "2024-02-03 00:00\t港口新聞\t風暴\t_posts/2024-02-03-storm.md",
    ]
    assert len(lines) == 6


def test_neighbours(piped, archive, write) -> None:
    """`--neighbours` counts what stands on each side, the commonest first."""
    for number in range(3):
        write(f"n{number}.md", f"---\ntitle: N{number}\ndate: 2024-03-0{number + 1}\n---\n前往台灣旅行\n")
    plain = piped("kwic", "--archive", archive, "台湾", "--neighbours")
    shapes = json.loads(piped("kwic", "--archive", archive, "台湾", "--neighbours", "--json").out)

    assert plain.out.splitlines() == ["left\t3\t前往", "right\t3\t旅行"]
    assert shapes == [
        {"side": "left", "text": "前往", "count": 3},
        {"side": "right", "text": "旅行", "count": 3},
    ]


@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        (["tag:港口新聞"], 2, "add a word"),
        (["-海風"], 2, "add a word"),
        (["nowhere"], 1, "No post has nowhere."),
        (["港口新聞"], 1, "No post that matches has the words in its title or text"),
        (["海風", "--limit", "many"], 2, "many is not a number"),
        (["海風", "--width", "0"], 2, "0 is not a number from 1"),
        (["海風", "--json", "--csv"], 2, "not allowed with"),
        (["title:"], 2, ""),
        ([], 2, "QUERY"),
    ],
)
def test_what_can_not_be_shown_is_said(
    piped, archive, arguments: list[str], code: int, sentence: str
) -> None:
    """In a sentence on stderr, with the exit code of its kind."""
    ran = piped("kwic", "--archive", archive, *arguments)

    assert (ran.code, ran.out) == (code, "")
    assert sentence in ran.err


def test_nothing_is_written_as_nothing(piped, archive) -> None:
    """What reads the output gets a number, an array or a table without rows."""
    for words, said in (
        (["nowhere"], "No post has nowhere."),
        (["nowhere", "--neighbours"], "No post has nowhere."),
        (["海風", "--neighbours"], "Nothing stands more than once beside the words."),
    ):
        for form, out in (("--count", "0\n"), ("--json", "[]\n")):
            assert piped("kwic", "--archive", archive, *words, form) == (1, out, f"reader: {said}\n")
        assert piped("kwic", "--archive", archive, *words, "--csv").out.count("\n") == 1
    assert piped("stats", "--archive", archive, "nowhere", "--json").out == "[]\n"


def test_a_pipe_that_closes_early(environment, archive, write: object) -> None:
    """The first line comes at once, and the rest ends quietly."""
    for number in range(300):
        (Path(archive) / f"{number}.md").write_text(f"---\ntitle: T\n---\nsea {number} {'sea ' * 300}\n")
    done = subprocess.run(
        ["sh", "-c", '"$@" | head -1', "sh", *COMMAND, "kwic", "--archive", str(archive), "sea"],
        env=environment,
        capture_output=True,
        timeout=SECONDS,
    )
    assert len(done.stdout.splitlines()) == 1
    assert done.stderr == b""
