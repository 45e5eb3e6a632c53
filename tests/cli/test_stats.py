"""`reader stats`: figures in groups, for people and for programs."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from reader.typeset.cells import cell_len
from tests.cli.conftest import Run, Write

SEA = "_posts/2024-02-07-sea.md"


def figures(piped: Run, archive: Path, *words: str) -> dict[str, list[tuple[str, int]]]:
    """What a pipe gets, by group."""
    ran = piped("stats", *words, "--archive", archive)
    assert (ran.code, ran.err) == (0, "")
    found: dict[str, list[tuple[str, int]]] = {}
    for line in ran.out.splitlines():
        group, name, count = line.split("\t")
        found.setdefault(group, []).append((name, int(count)))
    return found


def test_every_group_is_counted(piped: Run, archive: Path, write: Write) -> None:
    """Posts count once, the latest year and the most first; what was read is told."""
    write("_posts/nowhere.md", "---\ntitle: 無日期\n---\n" + "長" * 1500 + "\n")
    assert piped("mark", "--read", "--star", SEA, "--archive", archive).code == 0
    found = figures(piped, archive)
    assert dict(found["total"]) == {
        "posts": 4, "files": 5, "undated": 1, "unread": 3, "starred": 1, "begun": 0, "finished": 0, "days-read": 1,
    }  # fmt: skip
    assert found["year"] == [("2024", 2), ("2023", 1)]
    assert found["channel"] == [("港口新聞", 2), ("The Pier", 1)]
    assert sum(count for _, count in found["language"]) == 4
    assert found["length"] == [
        ("<200", 3), ("200..999", 0), ("1000..2999", 1), ("3000..9999", 0), (">=10000", 0),
    ]  # fmt: skip
    assert found["day"] == [("2024-02-07", 1), ("2024-02-03", 1), ("2023-05-06", 1)]


def test_a_query_and_files(piped: Run, archive: Path) -> None:
    """Of what matches alone; days of reading are no figure of a query, and files count where they are not folded."""
    found = figures(piped, archive, "date:2024", "--no-fold")
    assert dict(found["total"])["posts"] == 3
    assert "days-read" not in dict(found["total"])
    assert found["year"] == [("2024", 3)]
    ran = piped("stats", "nosuchword", "--archive", archive)
    assert (ran.code, ran.out, ran.err) == (1, "", "reader: No post has nosuchword.\n")


@pytest.mark.parametrize("columns", [20, 60, 120])
@pytest.mark.parametrize("ambiguous", ["1", "2"])
def test_bars_stand_below_each_other(
    piped: Run, archive: Path, write: Write, columns: int, ambiguous: str
) -> None:
    """Behind wide names and numbers, in one column or two; no line is wider than asked."""
    write(
        "_posts/2021-05-05-long.md",
        "---\ntitle: x\nauthor: y\ntags: [ " + "很長的頻道名稱" * 9 + " ]\n---\nText.\n",
    )
    ran = piped("stats", "--archive", archive, "--width", columns, READER_AMBIGUOUS_WIDTH=ambiguous)
    lines = ran.out.splitlines()
    assert max(cell_len(line, int(ambiguous)) for line in lines if "·" not in line) <= columns
    bars = [re.search("[█▏▎▍▌▋▊▉]", line) for line in lines]
    starts = {
        cell_len(line[: found.start()], int(ambiguous))
        for line, found in zip(lines, bars, strict=True)
        if found
    }
    assert 0 < len(starts) <= 5
    assert ran.out.startswith("4 ")
    if columns == 120:
        assert "By year" in ran.out
        assert "By channel" in next(line for line in lines if "By year" in line)


def test_limits(piped: Run, archive: Path) -> None:
    """So many of each group, but totals and lengths, which are few."""
    found = figures(piped, archive, "--limit", "1")
    assert {group: len(each) for group, each in found.items()} == {
        "total": 8, "year": 1, "channel": 1, "language": 1, "length": 5, "day": 1,
    }  # fmt: skip
    lines = piped("stats", "--limit", "1", "--width", "60", "--archive", archive).out.splitlines()
    # The busiest days are never all.
    assert lines.count("… 1 more") == 3
    assert lines[lines.index("… 1 more") - 1].startswith("2024  2")
