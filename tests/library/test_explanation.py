"""A query that finds nothing says what is not there, what may have been meant, and what its parts leave out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.index.near_words import NearWords
from reader.library import Library
from reader.library.explanation import Change, Explanation
from reader.library.missing import near_names
from reader.query import parse
from reader.query.format import text_of
from reader.query.nodes import Match, Words
from reader.query.query import Query
from reader.state.marks import Marks
from tests.library.conftest import TAIPEI, Writer, load

BODIES = (
    "颱風從東邊的海面靠近，渡輪停駛兩天。",
    "台风从东边的海面靠近，渡轮停驶两天。",
    "The harbour was closed while the government measured the waves at Long Pier.",
    "A quiet harbour and a lantern festival.",
    "圖書館延長開放，市民在燈下讀書。",
    "海洋大學的研究船回到碼頭。",
)
POSTS = (
    {"title": "渡輪改點", "tag": "渡輪", "author": "陳記者", "source": "https://news.example/1"},
    {"title": "渡轮改点", "tag": "港口新聞", "author": "Ann Lee", "source": "https://www.blog.example/2"},
    {"title": "Long Pier", "tag": "港口新聞", "author": "Ann Lee", "date": "2023-05-06T12:00:00.000Z"},
    {"title": "Lanterns", "tag": "港口新聞", "date": "2023-05-07T12:00:00.000Z"},
    {"title": "讀書的晚上", "tag": "圖書"},
    {"title": "研究船", "tag": "圖書"},
    # The same text as the first: a copy.
    {"title": "渡輪改點", "tag": "渡輪", "author": "陳記者", "source": "https://news.example/1"},
)


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """A loaded library of seven posts, two of them copies."""
    folder = tmp_path_factory.mktemp("explained")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(folder / "cache"))
        archive = folder / "archive"
        archive.mkdir()
        for number, post in enumerate(POSTS):
            head = {"date": "2024-02-07T12:00:00.000Z", "author": "", "source": "", **post}
            lines = [f"title: {head['title']}", f"date: {head['date']}", f"author: {head['author']}"]
            lines += [f"from: {head['source']}", f"tags: [ {head['tag']} ]"]
            text = "\n".join(["---", "layout: post", *lines, "---", BODIES[number % len(BODIES)], ""])
            (archive / f"{number}.md").write_text(text, encoding="utf-8")
        library = Library([archive], marks=Marks(folder / "marks.sqlite3"), zone=TAIPEI)
        load(library)
        library.searches.save("夏天的海", "渡輪")
        yield library


def explained(library: Library, query: str | Query) -> Explanation:
    """Explain why a query finds nothing."""
    asked = parse(query) if isinstance(query, str) else query
    return library.explain(library.select(asked, fold_copies=True))


def ways(library: Library, query: str | Query, change: Change) -> list[tuple[str, int]]:
    """The ways of one kind."""
    return [(way.shown, way.posts) for way in explained(library, query).ways if way.change is change]


@pytest.mark.parametrize(
    ("query", "sentences"),
    [
        ("nosuch", ["No post has nosuch."]),
        ("nosuch 渡輪", ["No post has nosuch."]),
        ("nosuch 渡論", ["No post has nosuch or 渡論."]),
        ("title:地震 -海", ["No post has title:地震."]),
        ("(nosuch | 地震) 海", ["No post has nosuch or 地震."]),
        ("燈 date:2023", ["None of the 2 posts of date:2023 has 燈."]),
        ("harbour 燈", ["No post has all of harbour and 燈."]),
        ("harbour 燈 | lantern 燈", ["No post has harbour 燈 or lantern 燈."]),
        ("海 date:1999", ["No post matches date:1999."]),
        ("harbour -waves -lantern", ["No post has all of harbour, -waves and -lantern."]),
        ("tag:nosuch", ["There is no tag nosuch."]),
        ("-tag:渡輪 tag:渡輪", ["No post matches -tag:渡輪 and tag:渡輪."]),
        ("keyword:渡轮", ["There is no keyword 渡轮."]),
        ('author:"ann leigh"', ["There is no author ann leigh."]),
        ("site:nwes.example", ["There is no site nwes.example."]),
        ("field:titel", ["There is no field titel."]),
        ("field:title=x", ["There is no value x in the field title."]),
        ("lang:fr", ["There is no post in Français."]),
        ("@nosuch", ["There is no saved search nosuch."]),
        (
            "海面 tag:nosuch (tag:x1 | author:nobody)",
            ["There is no tag nosuch.", "There is no tag x1.", "There is no author nobody."],
        ),
        (
            " ".join(f"no{number}such" for number in range(9)),
            ["No post has no0such, no1such, no2such or 6 more."],
        ),
        ("渡輪", []),
        ("", []),
    ],
)
def test_what_is_not_there(full: Library, query: str, sentences: list[str]) -> None:
    """Words and names are told apart, and those of no post from those of none of these posts."""
    assert list(explained(full, query).sentences) == sentences


@pytest.mark.parametrize(
    ("query", "meant"),
    [
        ("渡論", [("渡輪", 2)]),
        ("渡伦", [("渡轮", 2)]),
        ("圖書管", [("圖書館", 1)]),
        ("图书管", [("图书馆", 1)]),
        ("台鳳", [("台風", 2)]),
        ("台凤", [("台风", 2)]),
        ("研就船", [("研究船", 1)]),
        ("渡停輪駛", [("渡輪停駛", 2)]),
        ("harbuor", [("harbour", 2)]),
        ("Harvour", [("Harbour", 2)]),
        ("goverment", [("government", 1)]),
        ("lanttern", [("lantern", 1)]),
        ("longpier", [('"long pier"', 1)]),
        ("'harbour", [("harbour", 2)]),
        ('"quiet harbor"', [('"quiet harbour"', 1)]),
        ("title:研就船", [("title:研究船", 1)]),
        ("harbuor lantern", [("harbour", 1)]),
        ("harbuor lanttern", [("harbour lantern", 1)]),
        ("harbuor 渡輪", []),
        ("harbuor qzxwvy", [("harbour", 2)]),
        ("渡論 -tag:渡輪", [("渡輪", 1)]),
        ("〔渡論", [("渡輪", 2)]),
        ("[渡輪] 停駛", [("渡輪", 2)]),
        ("title:停使 NEAR title:渡輪", [("停駛", 2)]),
        ("title:《研就船》", [("title:研究船", 1)]),
        ("text:[圖書管]", [("text:圖書館", 1)]),
        ("title:圖書管", [("圖書館", 1)]),
        ('caption:"quiet harbuor" lantern', [('"quiet harbour"', 1)]),
        ("渡論 NEAR 停駛", [("渡輪", 2)]),
        ("(渡論 | nosuch) NEAR/2 停駛", [("(渡輪 or nosuch) NEAR/2 停駛", 2)]),
        ("渡論 NEAR/1 海面", [("渡輪 海面", 2)]),
        ("title:渡論 THEN/1 title:改電", [("title:渡輪 THEN/1 title:改點", 2)]),
        ("(渡論 | nosuch) 停駛", [("(渡輪 or nosuch) 停駛", 2)]),
        ("海羊大學", [("海洋大學", 1)]),
        ("盐酒穿", [("研究船", 1)]),
        # A piece of a Latin word is none.
        ("haxbo", []),
        ("tag:渡论", [("tag:渡輪", 1)]),
        ("tag:新聞", [("tag:港口新聞", 3)]),
        # One of two characters is another: the commonest first.
        ("渡狗", [("渡輪", 2)]),
        ("title:渡狗", [("title:渡輪", 2)]),
        ("tag:渡狗", [("tag:渡輪", 1)]),
        ("tag:狗書", [("tag:圖書", 2)]),
        ("keyword:渡轮", [("channel:渡轮", 1)]),
        ("keyword:渡論", [("channel:渡輪", 1)]),
        ("author:港口新文", [("channel:港口新聞", 3)]),
        ("author:陳忌者", [("author:=陳記者", 1)]),
        ("author:港口新闻", [("channel:港口新闻", 3)]),
        ('author:"ann leigh"', [('author:="Ann Lee"', 2)]),
        ("site:nwes.example", [("site:=news.example", 1)]),
        ("field:titel", [("field:title", 6)]),
        ("field:titel=讀書的晚上", [("field:title=讀書的晚上", 1), ("field:title", 6)]),
        ("@夏天", [("@夏天的海", 2)]),
        ("@nosuch", []),
        ("qzxwvy", []),
        ("2023年", []),
    ],
)
def test_what_may_have_been_meant(full: Library, query: str, meant: list[tuple[str, int]]) -> None:
    """Sounds, one character, keys and names, in the script of what was typed, and only what the rest finds, too."""
    found = ways(full, query, Change.MEANT)
    assert found[: len(meant)] == meant
    assert meant or not found


def test_parts_of_a_phrase_that_is_nowhere(full: Library) -> None:
    """The longest parts that stand in one post are proposed; not a part that is less than half."""
    assert ways(full, '"government measured festival"', Change.MEANT) == [('"government measured"', 1)]
    assert ways(full, "海洋大學回到碼頭", Change.MEANT) == [("海洋大學 回到碼頭", 1)]
    assert ways(full, "海洋大象飛過山頂", Change.MEANT) == []


def test_how_words_are_compared(full: Library) -> None:
    """Letter by letter, and with accents, is given up where that is enough; what is no word has no spelling."""
    assert ways(full, "=Harbour", Change.MEANT) == [("Harbour", 2)]
    assert ways(full, "=harbuor", Change.MEANT) == [("=harbour", 2), ("harbour", 2)]
    assert ways(full, "=Harbuor", Change.MEANT) == [("Harbour", 2)]
    assert ways(full, "qüiet", Change.MEANT) == [("quiet", 1)]
    assert ways(full, "qüeit", Change.MEANT) == [("quiet", 1)]
    for match in (Match.WILD, Match.ONE_OFF, Match.EXPRESSION):
        assert ways(full, Query.of(Words("harbuor", match)), Change.MEANT) == []


def test_what_is_left_out(full: Library) -> None:
    """Each clause alone that empties the list, or else the fewest together, with what the others find."""
    assert ways(full, "harbour 燈", Change.WITHOUT) == [("燈", 2), ("harbour", 1)]
    assert ways(full, "渡輪 date:1999 tag:nosuch", Change.WITHOUT) == [("date:1999 and tag:nosuch", 2)]
    assert ways(full, "nosuch", Change.WITHOUT) == [("nosuch", 6)]
    assert ways(full, "nosuch NEAR 渡輪", Change.WITHOUT) == [("nosuch", 2), ("nosuch NEAR 渡輪", 6)]
    assert ways(full, "nosuch THEN 渡輪 THEN 停駛", Change.WITHOUT)[0] == ("nosuch", 2)
    assert ways(full, "渡輪 (nosuch NEAR missing)", Change.WITHOUT) == [("nosuch and missing", 2)]
    assert explained(full, "nosuch").ways[-1].query == Query()


def test_a_word_that_newer_posts_hide(library: Library, write: Writer) -> None:
    """Of two characters the index knows that they stand together; of a longer one more posts are read.

    The commonest word with one of two characters is proposed, too.
    """
    for number in range(90):
        body = f"擺渡的人，第{number}天。船錨。就是這樣。"
        write(f"new{number}.md", title="渡口", date="2024-05-01T12:00:00.000Z", body=body)
    write("old.md", title="渡輪", date="2020-05-01T12:00:00.000Z", body="渡輪。船錨鏽就是這樣。")
    load(library)
    assert ways(library, "渡論", Change.MEANT) == [("渡輪", 1), ("渡口", 90)]
    assert ways(library, "船錨字就是這樣", Change.MEANT) == [("船錨鏽就是這樣", 1)]


def test_slips_among_words_that_are_near_by_chance(library: Library, write: Writer) -> None:
    """A character that looks alike comes before commoner ones, and what has its tokens alone does not hide a word."""
    write("a.md", title="周末", body="新冠肺炎期間，工人發炎工作。")
    for number in range(3):
        write(f"{number}.md", title="周全", body=f"周到 {number}")
    load(library)
    assert ways(library, "周未", Change.MEANT)[0] == ("周末", 1)
    assert ways(library, "新冠肺工炎", Change.MEANT) == [("新冠肺炎", 1)]


def test_no_posts_no_reasons(library: Library) -> None:
    """Nothing is said of an archive without posts."""
    load(library)
    assert explained(library, "tag:nosuch") == Explanation()


def test_posts_that_came_meanwhile_are_no_reason(library: Library, write: Writer, archive: Path) -> None:
    """A list that was empty when it was made is explained by nothing once it would not be."""
    write("1.md", body="One.")
    load(library)
    results = library.select(parse("渡輪"))
    write("2.md", body="渡輪。")
    load(library)
    assert library.explain(results) == Explanation()


def test_the_commonest_names_are_compared(full: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """As many as there is time for."""
    assert ways(full, "tag:港口新文", Change.MEANT) == [("tag:港口新聞", 3)]
    assert ways(full, "tag:渡论", Change.MEANT) == [("tag:渡輪", 1)]
    monkeypatch.setattr("reader.library.proposals.NAMES_A_SECOND", 30)
    assert ways(full, "tag:港口新文", Change.MEANT) == [("tag:港口新聞", 3)]
    assert ways(full, "tag:渡论", Change.MEANT) == []


def test_of_names_as_near_the_commonest_is_first() -> None:
    """The likelier slip comes first, and of those of one kind the commonest."""
    names = ["武統", "武漢", "核武", "武昌", "武備"]
    assert near_names("武狗", names) == ["武統", "武漢", "武昌"]
    assert near_names("武被", names) == ["武備", "武統", "武漢"]


def test_saved_searches_of_another_version(full: Library) -> None:
    """One that says nothing to this version is passed over; those beside it are proposed."""
    full.searches.save("夏天的山", "渡輪 SOONER(")
    try:
        explanation = explained(full, "@夏天的")
    finally:
        full.searches.delete("夏天的山")
    assert explanation.sentences == ("There is no saved search 夏天的.",)
    assert [way.shown for way in explanation.ways] == ["@夏天的海"]


PIECES = """渡輪 渡论 停駛 挺驶 harbour harbuor quiet qiet 圖書館 图书管 海面 海洋 研究船 研就船 waves nosuch 2024 tag:渡輪
tag:渡论 tag:圖書 author:ann author:an -海 -harbour date:2023 date:1999 title:渡輪 title:度轮 text:燈 site:blog lang:en
is:unread has:caption (渡輪|nosuch) (度论|qiet) [渡輪] title:渡論_NEAR_title:改點 渡论_THEN/1_(nosuch|海面) "long_pier" "lnog_pier"
"""
pieces = st.sampled_from([piece.replace("_", " ") for piece in PIECES.split()])


@settings(max_examples=80)
@given(st.lists(pieces, min_size=1, max_size=4).map(" ".join), st.booleans())
def test_every_way_finds_what_it_says(full: Library, query: str, fold_copies: bool) -> None:
    """At least one post; and where nothing is found, something is said."""
    results = full.select(parse(query), fold_copies=fold_copies)
    explanation = full.explain(results)
    assert bool(explanation.sentences) == bool(explanation.ways) == (len(results) == 0)
    for way in explanation.ways:
        assert way.posts == len(full.select(way.query, fold_copies=fold_copies)) > 0
        assert way.query != results.query
        assert parse(text_of(way.query)) == way.query
    assert len(set(explanation.ways)) == len(explanation.ways)


@pytest.mark.parametrize(
    ("query", "apart"),
    [
        ("harbour NEAR/1 lantern", [("harbour lantern", 1)]),
        ("lantern THEN/1 harbour", [("lantern harbour", 1)]),
        ("lantern THEN harbour", []),
        ("渡輪 NEAR/1 海面 -tag:圖書", [("渡輪 海面", 2)]),
        ("harbour NEAR 渡輪", []),
    ],
)
def test_words_apart(full: Library, query: str, apart: list[tuple[str, int]]) -> None:
    """Words that nowhere stand near one another may stand apart."""
    assert explained(full, query).sentences[0].startswith("No post has ")
    assert ways(full, query, Change.APART) == apart


def test_words_in_another_order(full: Library) -> None:
    """What is near, but the other way round, is found so rather than anywhere."""
    assert ways(full, "lantern THEN harbour", Change.TURNED) == [("lantern NEAR harbour", 1)]


def test_words_of_another_part(full: Library) -> None:
    """What no title has may stand in the text."""
    assert ways(full, "title:festival", Change.MEANT) == [("festival", 1)]


def test_a_part_of_a_nearer_word_is_no_spelling(full: Library) -> None:
    """What is left of lantenr without a letter finds no more than the word does."""
    assert ways(full, "lanternn", Change.MEANT) == [("lantern", 1), ("lanterns", 1)]
    assert ways(full, "lantenr", Change.MEANT) == [("lantern", 1)]


def test_brackets_alone_are_no_slip(full: Library) -> None:
    """A word that is there without them is not spelt anew."""
    assert ways(full, "[lantern]", Change.MEANT) == [("lantern", 1)]
    assert ways(full, "[lanternn]", Change.MEANT) == [("lantern", 1), ("lanterns", 1)]


def test_what_stands_in_another_part_is_near_nothing(full: Library) -> None:
    """What joined a word of the title with one of the text could not be read back."""
    (way, *_) = explained(full, "title:停使 NEAR title:渡輪").ways
    assert text_of(way.query) == "停駛 title:渡輪"


def test_a_word_that_is_nowhere_is_near_no_other(full: Library) -> None:
    """It is the word that is missing, and that is spelt anew where it stands."""
    explanation = explained(full, "渡论 NEAR 停駛")
    assert explanation.sentences == ("No post has 渡论.",)
    assert explanation.ways[0].query == parse("渡轮 NEAR 停駛")


def test_a_label_that_there_is_not(full: Library) -> None:
    """One of a like name is proposed, and a tag of that name; where a tag is missing, the label of its name."""
    posts = [row.post for row in full.select(Query())]
    full.labels.set(posts[:2], "Later", labelled=True)
    tag = posts[0].tags[0].name
    try:
        assert explained(full, "label:lator").sentences == ("There is no label lator.",)
        assert ways(full, "label:lator", Change.MEANT) == [("label:Later", len(set(posts[:2])))]
        tags = [shown for shown, _ in ways(full, f"label:{tag}", Change.MEANT)]
        assert any(shown.endswith(f":{tag}") for shown in tags)
        assert ways(full, "tag:later", Change.MEANT) == [("label:later", 2)]
        assert explained(full, "note:boats").sentences == ("No post has note:boats.",)
        assert ways(full, "note:boats", Change.MEANT) == []
    finally:
        full.change_log.undo()


def test_posts_that_left_the_index_since(
    library: Library, write: Writer, archive: Path, tmp_path: Path
) -> None:
    """Another run takes them out while it is looked for what is near: the others have it."""
    for number in range(6):
        write(f"{number}.md", title="渡輪改點", source=f"https://news.example/{number}")
    load(library)
    results = library.select(parse("渡輸"), fold_copies=True)
    with results.query_context() as context:
        assert context is not None
        near = NearWords(context, context.snapshot.all, 60)
        (archive / "3.md").unlink()
        load(Library([archive], marks=Marks(tmp_path / "others.sqlite3"), zone=TAIPEI))
        assert near.find("渡輸", None) == ["渡轮"]
