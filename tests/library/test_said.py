"""What the user said of posts, in queries."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reader.errors import ExpressionTimeError
from reader.library import COLOURS, Library, new_highlight
from reader.query import Query
from reader.state.exchange import Export, parse, written
from reader.state.marks import Marks
from reader.state.repair import damage_of
from reader.state.statements import LOCAL_KINDS, Item, Kind
from reader.text.passage import Passage
from tests.library.conftest import TAIPEI, Writer, load, paths

TITLES = ("渡輪", "潮水", "燈塔")


@pytest.fixture
def other(tmp_path: Path, library: Library) -> Marks:
    """The marks as another run of the program has them."""
    del library
    return Marks(tmp_path / "marks.sqlite3")


@pytest.fixture
def three(library: Library, write: Writer) -> dict[str, str]:
    """Write three posts, the first with a copy; return the key of each by its title."""
    for number, title in enumerate(TITLES):
        write(f"{number}.md", title=title, source=f"https://ferry.example/{number}", tag="x")
    write("copy.md", title=TITLES[0], source="https://ferry.example/0", tag="x", date="2024-01-01")
    load(library)
    return {title: f"ferry.example/{number}" for number, title in enumerate(TITLES)}


def say(library: Library, other: Marks, kind: Kind, key: str, value: str | None, name: str = "") -> None:
    """Say something of a post in another run, and take it over."""
    other.say({Item(kind, key, name): value}, "said")
    library.follow_marks()


def titled(library: Library, text: str) -> set[str]:
    """Return the titles of the posts that match."""
    return {row.post.title for row in library.select(library.asked(text))}


def test_all_that_is_kept_is_whole_and_can_be_imported(
    library: Library, three: dict[str, str], tmp_path: Path
) -> None:
    """Of every kind, as the program itself says it: a check finds nothing wrong, and an import takes it."""
    post = next(row.post for row in library.select(Query()))
    library.mark_read([post], read=True)
    library.star([post], starred=True)
    library.labels.set([post], "研究", labelled=True)
    library.notes.set([post], "看過")
    library.highlights.add(post, new_highlight(Passage("港口的", "燈亮了", "，渡輪", 3), COLOURS[0]))
    library.reading_progress.keep(post, Passage("港口的", "燈亮了", "，渡輪", 3), 500)
    library.query_lines.keep("渡輪")
    library.command_lines.keep("star")
    for name in ("one", "two"):
        library.searches.save(name, "渡輪")
    library.searches.move("two", -1)
    library.saved.look("one")
    file = tmp_path / "marks.sqlite3"
    assert damage_of(file) == ""
    ledger = Marks(file).ledger
    said = ledger.statements()
    assert {each.item.kind for each in said} >= set(Kind) - LOCAL_KINDS
    assert parse("".join(written(Export(said, ledger.earlier()))).encode(), "it")[0] == said


def test_labels_are_compared_like_tags(library: Library, three: dict[str, str]) -> None:
    """In any case, width and script, also where two spellings are in use; a label names no part of another."""
    first, second, third = (row.post for row in library.select(Query(), fold_copies=True))
    assert titled(library, "label:to-read") == set()
    library.labels.set([first], "To-Read", True)  # noqa: FBT003
    library.labels.set([second], "ＴＯ-read", True)  # noqa: FBT003
    library.labels.set([third], "台灣", True)  # noqa: FBT003
    assert titled(library, "label:TO-READ") == {first.title, second.title}
    assert titled(library, "标记:台湾") == {third.title}
    assert titled(library, "label:read") == set()
    assert titled(library, "-label:to-read has:label") == {third.title}
    library.labels.set([second], "ＴＯ-read", False)  # noqa: FBT003
    assert titled(library, "label:to-read or -has:label") == {first.title, second.title}
    library.change_log.undo()
    assert titled(library, "-label:to-read") == {third.title}
    assert paths(library, "label:to-read title:渡輪") == ["0.md", "copy.md"]


def test_notes_are_searched_while_they_change(library: Library, other: Marks, three: dict[str, str]) -> None:
    """By words and by `note:`, as soon as they are written, written anew, taken back, or the posts change."""
    assert titled(library, "港口 or note:港口") == set()
    say(library, other, Kind.NOTE, three["潮水"], "See the 港口 first")
    assert titled(library, "港口") == titled(library, "note:see潮水 or note:港口") == {"潮水"}
    assert titled(library, "has:note") == {"潮水"}
    assert titled(library, "潮水 港口 -note:潮水") == {"潮水"}
    say(library, other, Kind.NOTE, three["潮水"], "nothing")
    assert titled(library, "港口") == set()
    say(library, other, Kind.NOTE, three["渡輪"], "港口")
    assert paths(library, "note:港口") == ["0.md", "copy.md"]
    library.change_log.take_back(library.change_log.recent(1)[0].id)
    assert titled(library, "港口 or note:nothing") == {"潮水"}
    for row in list(library.select(Query())):
        if row.post.title == "潮水":
            (row.post.archive / row.post.path).unlink()
    load(library)
    assert titled(library, "note:nothing") == set()


@pytest.mark.parametrize(
    "text",
    [
        "note:武漢封城",
        'note:"long pier"',
        "note:安全",
        "note:pier.example/a",
        "note:長堤岸",
        "note:*堤*",
        "note:two",
    ],
)
def test_a_note_is_searched_as_it_is_read_and_as_it_is_written(
    library: Library, other: Marks, three: dict[str, str], text: str
) -> None:
    """Signs of Markdown, addresses and line ends stand in no word's way."""
    note = (
        "# one\n\n**武漢**封城 and the [long](https://pier.example/a) pier\n\n- *安*全 of 長堤\n岸\n\n1. two"
    )
    say(library, other, Kind.NOTE, three["燈塔"], note)
    assert titled(library, text) == {"燈塔"}


def test_the_excerpt_of_a_post_that_its_note_alone_matches(
    library: Library, other: Marks, three: dict[str, str]
) -> None:
    """It is the line of the note; where the text matches, too, that of the text unless notes alone were asked for."""
    say(library, other, Kind.NOTE, three["渡輪"], "First of all.\n\nThe **pier** in a text.")
    excerpts = {}
    for text in ("pier", "text", "note:text", "title:渡輪"):
        query = library.asked(text)
        (row, *_) = library.select(query)
        excerpts[text] = library.excerpt(row.post.id, query.patterns).text
    assert excerpts == {
        "pier": "The **pier** in a text.",
        "text": "Text.",
        "note:text": "The **pier** in a text.",
        "title:渡輪": "Text.",
    }


def test_highlights(library: Library, other: Marks, three: dict[str, str]) -> None:
    """A post with several has one until the last is gone."""
    say(library, other, Kind.HIGHLIGHT, three["潮水"], "{}", "a")
    say(library, other, Kind.HIGHLIGHT, three["潮水"], "{}", "b")
    assert titled(library, "has:highlight") == {"潮水"}
    say(library, other, Kind.HIGHLIGHT, three["潮水"], None, "a")
    assert titled(library, "有:劃線") == {"潮水"}
    say(library, other, Kind.HIGHLIGHT, three["潮水"], None, "b")
    assert titled(library, "has:highlight") == set()


def test_an_expression_that_runs_away_in_a_note_is_said(
    library: Library, other: Marks, three: dict[str, str]
) -> None:
    """As one that does in the text of a post."""
    say(library, other, Kind.NOTE, three["潮水"], "a" * 60 + "b")
    with pytest.raises(ExpressionTimeError):
        titled(library, "note:/(a|aa)+$/")


def test_notes_on_highlights_are_searched(library: Library, other: Marks, three: dict[str, str]) -> None:
    """Beside that on the post, as they change; what is no highlight has no note."""
    key = three["潮水"]
    assert titled(library, "note:pilot") == set()
    for name, value in {"a": '{"note": "the **pilot**"}', "b": "{", "c": "[]", "d": '{"note": 1}'}.items():
        say(library, other, Kind.HIGHLIGHT, key, value, name)
    assert titled(library, "note:pilot") == {"潮水"}
    say(library, other, Kind.NOTE, key, "the pier")
    assert titled(library, "note:pilot note:pier -has:highlight or note:pilot note:pier") == {"潮水"}
    query = library.asked("pilot")
    (row,) = library.select(query)
    assert library.excerpt(row.post.id, query.patterns).text == "the **pilot**"
    say(library, other, Kind.HIGHLIGHT, key, None, "a")
    assert titled(library, "note:pilot") == set()
    assert titled(library, "note:pier") == {"潮水"}


def test_a_saved_search_within_a_query(library: Library, three: dict[str, str]) -> None:
    """It finds what its query would, however it changes."""
    library.searches.save("wet", "潮水 or 渡輪")
    assert titled(library, "saved:wet -title:潮水") == {"渡輪"}
    assert titled(library, "-saved:WET") == {"燈塔"}
    library.searches.save("wet", "燈塔")
    assert titled(library, "saved:wet") == {"燈塔"}
    assert titled(library, "@wet") == {"燈塔"}


Saying = tuple[tuple[str, Kind], int, str | None]
changes: st.SearchStrategy[Saying] = st.tuples(
    st.sampled_from(
        [("a", Kind.LABEL), ("Ａ", Kind.LABEL), ("b", Kind.LABEL), ("", Kind.NOTE), ("h", Kind.HIGHLIGHT)]
    ),
    st.integers(0, 2),
    st.sampled_from(["海", "**海**風", "風"]) | st.none(),
)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.lists(changes, min_size=1, max_size=4), max_size=6))
def test_queries_follow_what_is_said(
    tmp_path_factory: pytest.TempPathFactory, archive: Path, write: Writer, said: list[list[Saying]]
) -> None:
    """After any changes, queries that were asked before find what a plain look at the statements finds."""
    file = tmp_path_factory.mktemp("marks") / "marks.sqlite3"
    for number, title in enumerate(TITLES):
        write(f"{number}.md", title=title, source=f"https://ferry.example/{number}", tag="x")
    library, other = Library([archive], marks=Marks(file), zone=TAIPEI), Marks(file)
    load(library)
    statements: dict[Item, str] = {}
    for batch in said:
        for (name, kind), post, value in batch:
            item = Item(kind, f"ferry.example/{post}", name)
            other.say({item: value}, "said")
            statements.pop(item, None)
            if value is not None:
                statements[item] = value
        library.follow_marks()
        for text, holds in {
            "label:a": lambda item, _: item.kind is Kind.LABEL and item.name in "aＡ",
            "label:b": lambda item, _: item.kind is Kind.LABEL and item.name == "b",
            "has:label": lambda item, _: item.kind is Kind.LABEL,
            "has:highlight": lambda item, _: item.kind is Kind.HIGHLIGHT,
            "note:海": lambda item, value: item.kind is Kind.NOTE and "海" in value,
            "海風": lambda item, value: item.kind is Kind.NOTE and value == "**海**風",
        }.items():
            expected = {TITLES[int(item.key[-1])] for item, value in statements.items() if holds(item, value)}
            assert titled(library, text) == expected, text
