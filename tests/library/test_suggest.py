"""Suggestions for what is typed come from the archives, the likeliest first."""

from __future__ import annotations

from collections.abc import Callable
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.library import Library
from reader.library.names import Names, find
from reader.library.suggest import Suggestion, occurrence
from reader.query import parse
from reader.text.equivalence import composed
from reader.text.spelling import search_form
from tests.text.test_spelling import SAME

Writer = Callable[..., Path]


@pytest.fixture
def suggest(library: Library, write: Writer) -> Callable[..., list[Suggestion]]:
    """Return a function that asks a library with a few posts."""
    posts = [
        ("武漢封城的第一天", "武漢", "方方", "https://www.news.example/1", "2020-01-23T04:00:00Z"),
        ("武汉的春天", "武汉", "方方", "https://www.news.example/2", "2020-02-03T04:00:00Z"),
        ("渡輪改點", "港口 消息", "Ann Lee", "https://ferry.example/1", "2021-06-04T04:00:00Z"),
        ("雨", "天氣", "", "https://ferry.example/2", "2021-06-05T04:00:00Z"),
    ]
    for number, (title, tag, author, source, date) in enumerate(posts):
        write(f"{number}.md", title=title, tag=tag, author=author, source=source, date=date)
    for _ in library.load():
        pass

    def ask(query: str, cursor: int | None = None, limit: int = 8) -> list[Suggestion]:
        return library.suggester.suggest(query, len(query) if cursor is None else cursor, limit)

    return ask


Ask = Callable[..., list[Suggestion]]


def _texts(found: list[Suggestion]) -> list[str]:
    return [each.text.strip() for each in found if each.post is None]


@pytest.mark.parametrize("typed", ["武汉", "武漢", "wuhan", "wh", "武"])
def test_a_tag_by_either_script_and_by_pinyin(suggest: Ask, typed: str) -> None:
    """A tag is found however it is written, with the posts of all its spellings."""
    tag = next(each for each in suggest(typed) if each.kind == "tag")
    assert search_form(tag.shown) == search_form("武漢")
    assert tag.count == 2


def test_the_word_itself_comes_first_by_pinyin(suggest: Ask) -> None:
    """With the number of posts that it finds; then tags, authors and titles that contain it."""
    word, *others = suggest("渡輪 or wuhan")
    assert word.shown in ("武漢", "武汉")
    assert (word.kind, word.text, word.count) == ("word", f"渡輪 or {word.shown} ", 2)
    assert {other.kind for other in others} >= {"tag", "title"}
    assert all(each.kind != "word" for typed in ("wuh", "hello", "duha", "武漢") for each in suggest(typed))


def test_keys_of_the_front_matter(suggest: Ask) -> None:
    """`field:` is completed by the keys that the posts have, with their number."""
    assert "field:title" in _texts(suggest("field:"))
    (tags,) = [each for each in suggest("field:tag") if each.text.strip() == "field:tags"]
    assert tags.count == 4


def test_values_of_a_field(suggest: Ask) -> None:
    """A field is completed by its values, the commonest first."""
    assert _texts(suggest("tag:"))[0] in ("tag:武漢", "tag:武汉")
    assert "tag:天氣" in _texts(suggest("tag:"))
    assert _texts(suggest("author:")) == ["author:=方方", 'author:="Ann Lee"'] or _texts(
        suggest("author:")
    ) == ["author:=方方", 'author:="ann lee"']
    assert _texts(suggest("author:ff")) == ["author:=方方"]
    assert _texts(suggest("site:")) == ["site:=ferry.example", "site:=news.example"]
    assert _texts(suggest("is:un")) == ["is:unread"]
    assert _texts(suggest("length:"))[2:] == ["length:>1500", "length:>5000"]
    assert _texts(suggest("sort:")) == [
        "sort:newest",
        "sort:oldest",
        "sort:relevance",
        "sort:length",
        "sort:unread",
    ]
    assert _texts(suggest("lang:")) == ["lang:hant", "lang:hans", "lang:en"]
    assert _texts(suggest("lang:tra")) == _texts(suggest("lang:繁")) == ["lang:hant"]
    assert _texts(suggest("lang:jap")) == []


def test_times_with_posts(suggest: Ask) -> None:
    """`date:` is completed by years, then months, then days with posts."""
    assert [each.text.strip() for each in suggest("date:2")] == ["date:2021", "date:2020"]
    assert [(each.shown, each.count) for each in suggest("date:2021")] == [("2021-06", 2)]
    assert [each.shown for each in suggest("after:2021-06")] == ["2021-06-05", "2021-06-04"]


def test_fields(suggest: Ask) -> None:
    """The start of a field's name is completed by the field, with the cursor after its colon."""
    field = suggest("au")[0]
    assert (field.kind, field.text, field.cursor) == ("field", "author:", 7)


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("武漢 N", ["NEAR", "NOT"]),
        ("武漢 NE", ["NEAR"]),
        ("武漢 ＮＥ", ["NEAR"]),
        ("武漢 NEAR", ["NEAR", "NEAR/20"]),
        ("武漢 NEAR/", ["NEAR/20"]),
        ("武漢 near", ["NEAR", "NEAR/20"]),
        ("武漢 TH", ["THEN"]),
        ("武漢 SE", ["SENT"]),
        ("武漢 PA", ["PARA"]),
        ("NE", []),
        ("武漢 ne", []),
        ("=", ["=word"]),
        ("title:=武", ["title:=word"]),
        ("/", ["/…/"]),
        ("text:/武", ["text:/…/"]),
        ("武漢~", ["word~"]),
        ("武*", ["w*rd"]),
        ("what?", []),
        ("tag:武*", []),
    ],
)
def test_operators_are_explained(suggest: Ask, typed: str, names: list[str]) -> None:
    """Where they can stand, each with what it means."""
    found = [each.shown.split("  ") for each in suggest(typed) if each.kind == "operator"]
    assert [name for name, *_ in found] == names
    assert all(meaning for _, *meaning in found)


def test_an_operator_is_written_ready_for_what_follows(suggest: Ask) -> None:
    """After it stands a blank; an expression is closed."""
    near, wider = suggest("武漢 NEAR")[:2]
    assert (near.text, wider.text, near.cursor) == ("武漢 NEAR ", "武漢 NEAR/20 ", 8)
    assert _texts(suggest("/武.漢")) == ["/武.漢/"]


def test_fields_and_values_in_chinese(suggest: Ask) -> None:
    """In the script in which they are begun."""
    assert _texts(suggest("标")) == ["标题:", "标签:", "标记:"]
    assert _texts(suggest("標")) == ["標題:", "標籤:", "標記:"]
    assert "since:" in _texts(suggest("si"))
    assert [each.shown for each in suggest("is:未")] == ["未读  unread", "未讀  unread"]
    assert _texts(suggest("标签:武")) == _texts(suggest("tag:武"))


@pytest.mark.parametrize("typed", ["武漢封", "whfc", "wuhanfeng"])
def test_a_title(suggest: Ask, typed: str) -> None:
    """A title is found by its start, in characters or pinyin, and has its post."""
    titles = [each.post.title for each in suggest(typed) if each.post is not None]
    assert titles == ["武漢封城的第一天"]


def test_the_piece_at_the_cursor_is_replaced(suggest: Ask) -> None:
    """The rest of the query stays, and the cursor is after the completion."""
    found = suggest("is:unread -tag:tq 雨", cursor=len("is:unread -tag:tq"))
    assert found[0].text == "is:unread -tag:天氣 雨"
    assert found[0].cursor == len("is:unread -tag:天氣 ")


def test_what_is_there_already_is_not_suggested(suggest: Ask) -> None:
    """A complete query has no suggestions."""
    assert _texts(suggest("tag:天氣")) == []
    assert suggest("天氣 ") == []


def test_saved_searches(suggest: Ask, library: Library) -> None:
    """An empty query has all saved searches; a typed name finds them, also in pinyin."""
    assert suggest("") == []
    library.searches.save("封城", "武漢 date:2020-01")
    library.searches.save("boats", "tag:港口")
    assert [(each.shown, each.text) for each in suggest("")] == [
        ("boats", "tag:港口"),
        ("封城", "武漢 date:2020-01"),
    ]
    for typed in ("fengc", "封"):
        assert [each.text for each in suggest(typed) if each.kind == "search"] == ["武漢 date:2020-01"]


def test_labels_and_searches_after_their_fields(suggest: Ask, library: Library) -> None:
    """`label:` is completed by the labels there are, with their numbers of posts; `saved:` by the saved searches."""
    posts = [row.post for row in library.select(parse(""))]
    assert suggest("label:") == suggest("saved:") == []
    library.labels.set(posts[:3], "To read", labelled=True)
    library.labels.set(posts[:1], "武漢路", labelled=True)
    library.searches.save("all boats", "tag:港口")
    found = suggest("label:")
    assert [(each.kind, each.text.strip(), each.count) for each in found] == [
        ("label", 'label:"To read"', 3),
        ("label", "label:武漢路", 1),
    ]
    assert _texts(suggest("x -label:whl")) == _texts(suggest("x -标记:武汉")) == ["x -label:武漢路"]
    assert next(each for each in suggest("武") if each.kind == "label").text.strip() == "label:武漢路"
    assert _texts(suggest("saved:")) == _texts(suggest("已存:boa")) == ['saved:"all boats"']
    library.labels.set(posts[:3], "To read", labelled=False)
    assert _texts(suggest("label:")) == ["label:武漢路"]
    assert _texts(suggest("has:")[:3]) == ["has:label", "has:note", "has:highlight"]
    assert [each.shown for each in suggest("有:笔")] == ["笔记  note"]


def test_new_posts_are_suggested(
    suggest: Ask, library: Library, write: Writer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Posts that were added and removed since the last call are followed."""
    monkeypatch.setattr("reader.library.suggest._MIN_TABLE_SECONDS", 0)
    gone = write("new.md", title="潮汐表", tag="潮汐", date="2024-01-01T00:00:00Z")
    suggest("tag:chaoxi")
    for _ in library.load():
        pass
    assert _texts(suggest("tag:chaoxi")) == ["tag:潮汐"]
    assert [each.shown for each in suggest("潮汐表") if each.post] == ["潮汐表"]
    gone.unlink()
    for _ in library.load():
        pass
    assert suggest("潮汐表") == []


def test_every_suggestion_can_be_read(suggest: Ask) -> None:
    """Accepting any suggestion but a field gives a query that parses."""
    for typed in ("w", "a", "f", "ferry", "(tag:", "-author:a", "x or da", "date:", "lang:h", 'tag:"港'):
        for each in suggest(typed):
            if each.kind != "field":
                assert parse(each.text + (")" if typed.startswith("(") else "")).clauses


NAME = st.text("台灣湾武漢汉aA b", min_size=1, max_size=5)


@given(st.lists(NAME, max_size=12), st.text("台灣湾武漢汉", min_size=1, max_size=3), st.integers(1, 12))
def test_finding_is_looking_at_each(names: list[str], typed: str, limit: int) -> None:
    """Equal names, names with that start and names with that part come in this order, as if each were tested."""
    word = search_form(typed)
    ranks = {
        number: (name != word, not name.startswith(word), number)
        for number, name in enumerate(map(search_form, names))
        if word in name
    }
    found = [number for _, number in find([Names(names)], typed, limit)]
    assert found == sorted(ranks, key=ranks.__getitem__)[:limit]


def test_a_saved_search_by_its_name(library: Library) -> None:
    """`@name` is the saved search, in either script; any other `@word` is searched for."""
    library.searches.save("台灣 2020", "tag:台灣 date:2020")
    assert library.asked("@台湾 2020") == parse("tag:台灣 date:2020")
    assert library.asked("@jack") == parse("@jack")
    assert library.asked("台灣 2020") == parse("台灣 2020")


@pytest.mark.parametrize("words", SAME.values(), ids=SAME)
def test_spellings_that_make_no_difference(words: tuple[str, ...]) -> None:
    """A name is found by any of its spellings, and what was typed is marked in it as it is written there."""
    for written, typed in permutations(words, 2):
        name = f"港 {written} 船".replace("\n", " ")
        assert find([Names(["another", name])], typed, 2) == [(0, 1)]
        ((start, end),) = occurrence(composed(name), typed)
        assert search_form(composed(name)[start:end]) == search_form(written)
        assert (start, end) != (0, len(composed(name)))
