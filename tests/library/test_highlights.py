"""Highlights: kept, changed, removed and brought back, in any run of the program."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.library import COLOURS, LONGEST_HIGHLIGHT, HighlightError, Library, described, new_highlight
from reader.library.annotation_export import annotation_row
from reader.post import Post
from reader.query import Query
from reader.state.marks import Marks
from reader.state.statements import Item, Kind
from reader.text.passage import Passage
from tests.library.conftest import Writer, load, paths

PASSAGE = Passage("港口的", "燈亮了", "，渡輪", 3)


@pytest.fixture
def post(library: Library, write: Writer) -> Post:
    """Return a post that was read."""
    write("a.md", title="渡輪", source="https://ferry.example/a", tag="x")
    load(library)
    return next(row.post for row in library.select(Query()))


def test_what_is_kept_is_there_in_another_run(library: Library, post: Post, tmp_path: Path) -> None:
    """Passage, colour, note and time; in the order of the text."""
    late = new_highlight(PASSAGE._replace(offset=90), COLOURS[1])
    first = new_highlight(PASSAGE, COLOURS[0])
    for each in (late, first):
        library.highlights.add(post, each)
    noted = library.highlights.note(post, first, "see\nthere\x07")
    assert noted.note == "see\nthere"
    coloured = library.highlights.colour(post, late, COLOURS[4])
    library.highlights._marks._marks.close()
    kept = Marks(tmp_path / "marks.sqlite3").ledger.all(Kind.HIGHLIGHT)
    assert len(kept) == 2
    assert library.highlights.of(post) == [noted, coloured]
    assert paths(library, "has:highlight") == ["a.md"]


def test_each_change_can_be_taken_back(library: Library, post: Post) -> None:
    """And is listed in words."""
    highlight = new_highlight(PASSAGE, COLOURS[0])
    library.highlights.add(post, highlight)
    library.highlights.colour(post, highlight, "red")
    library.highlights.remove(post, highlight)
    assert library.highlights.of(post) == []
    words = [described(change) for change in library.change_log.recent(9)]
    assert words == [
        "渡輪 left without a highlight",
        "渡輪 given another colour of a highlight: red",
        "渡輪 given a highlight",
    ]
    colours = []
    for _ in range(3):
        library.change_log.undo()
        colours.append([each.colour for each in library.highlights.of(post)])
    assert colours == [["red"], ["yellow"], []]


def test_what_another_program_wrote_and_is_none_is_left_out_and_kept(
    library: Library, post: Post, tmp_path: Path
) -> None:
    """A colour that is not known is shown as the first one, a time without a date as the last that has one."""
    other = Marks(tmp_path / "marks.sqlite3")
    values = {
        "a": "[]",
        "b": '{"words": 3}',
        "c": '{"words": "x", "offset": true}',
        "d": '{"words": " "}',
        "e": '{"words": "x", "colour": "mauve", "offset": -5}',
        "f": f'{{"words": "x", "offset": {10**40}, "made": {10**40}}}',
    }
    other.say({Item(Kind.HIGHLIGHT, "ferry.example/a", name): text for name, text in values.items()}, "said")
    library.follow_marks()
    shown = library.highlights.of(post)
    assert [(each.id, each.colour, each.passage.offset) for each in shown[:1]] == [("e", "yellow", 0)]
    assert [each.id for each in shown] == ["e", "f"]
    rows = [annotation_row(each, library.zone) for each in library.annotations(library.select(Query()))]
    assert [row["made"] for row in rows] == [None, "9999-12-31T23:59:59Z"]
    assert len(other.ledger.all(Kind.HIGHLIGHT)) == len(values)


def test_a_passage_that_is_too_long_is_refused() -> None:
    """In a sentence that says how long it may be."""
    new_highlight(PASSAGE._replace(words="x" * LONGEST_HIGHLIGHT), "red")
    with pytest.raises(HighlightError, match="at most 20,000 characters"):
        new_highlight(PASSAGE._replace(words="x" * (LONGEST_HIGHLIGHT + 1)), "red")
