"""`reader highlights`, and `reader POST#ID`, which opens the place."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC
from pathlib import Path

import pytest

from reader import paths
from reader.library import Library, new_highlight
from reader.state.marks import Marks
from reader.text.passage import Passage


@pytest.fixture
def marked(archive: Path, environment: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> str:
    """Highlight a passage of a post and write notes, as the screens do; return the highlight's identifier."""
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    marks = Marks(paths.marks_file())
    library = Library([archive], marks=marks, zone=UTC)
    list(library.load())
    post = library.find("2024-02-03-storm.md")
    article = library.articles.of(post)
    words = article.text.split("\n")[0][:6]
    highlight = new_highlight(Passage("", f"{words}\n\n* *", "", 0), "green")
    library.highlights.add(post, highlight)
    library.highlights.note(post, highlight, "why\tso?\nsee *it*")
    library.notes.set([post], "the whole")
    marks.close()
    return highlight.id


def test_markdown_names_the_command_that_opens_the_place(piped, archive, marked) -> None:
    """Passages are quotes without markup of their own, notes stand as they were written."""
    ran = piped("highlights", "--archive", archive)
    assert ran.code == 0
    lines = ran.out.splitlines()
    assert lines[0].startswith("## ")
    assert "> \\* \\*" in lines
    assert lines.index("the whole") < lines.index("see *it*")
    path = f"{archive}/_posts/2024-02-03-storm.md"
    assert any(line.startswith(f"`reader {path}` · ") for line in lines)
    assert any(line.startswith(f"`reader '{path}#{marked}'` · green · ") for line in lines)


def test_other_forms(piped, archive, marked) -> None:
    """JSON, a line each, CSV, and cards of the highlights alone for Anki."""
    shapes = json.loads(piped("highlights", "--archive", archive, "--json").out)
    lines = piped("highlights", "--archive", archive, "--ndjson").out.splitlines()
    table = list(csv.DictReader(io.StringIO(piped("highlights", "--archive", archive, "--csv").out)))
    cards = piped("highlights", "--archive", archive, "--anki").out

    assert [(each["id"], each["note"]) for each in shapes] == [
        (None, "the whole"),
        (marked, "why\tso?\nsee *it*"),
    ]
    assert shapes[1]["quotation"].endswith("* *")
    assert [json.loads(line) for line in lines] == shapes
    assert [row["note"] for row in table] == [each["note"] for each in shapes]
    head = [line for line in cards.splitlines() if line.startswith("#")]
    rows = list(csv.reader(io.StringIO(cards.split("\n", len(head))[-1]), delimiter="\t"))
    # Names of columns would have Anki fill only fields that are called so.
    assert head == ["#separator:tab", "#html:false", "#guid column:1", "#tags column:5"]
    assert [(row[0], row[1], row[2], row[4]) for row in rows] == [
        (marked, shapes[1]["quotation"], "why\tso?\nsee *it*", "reader green")
    ]


def test_only_of_the_posts_that_match(piped, archive, marked) -> None:
    """Nothing is a sentence on stderr and exit code 1."""
    assert piped("highlights", "--archive", archive, "has:highlight").code == 0
    nothing = piped("highlights", "--archive", archive, "-has:highlight")
    assert (nothing.code, nothing.out, nothing.err.count("\n")) == (1, "", 1)


def test_a_place_is_opened(on_terminal, archive, marked) -> None:
    """By the path of its post and the highlight's identifier; with one that is not known, the post is."""
    path = f"{archive}/_posts/2024-02-03-storm.md"
    for name, until in (
        (f"{path}#{marked}", "the whole"),
        (path, "the whole"),
        (f"{path}#nosuch", "No highlight"),
    ):
        ran = on_terminal("--archive", archive, name, until=until, key=b"Q", columns=100)
        assert ran.code == 0
        assert until in ran.out
