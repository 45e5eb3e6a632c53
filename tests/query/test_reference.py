"""The reference evaluator of queries, and the comparison of sites."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.post import TagKind
from reader.query import Query, parse
from reader.query.nodes import (
    And,
    Contains,
    Dated,
    Equals,
    Flag,
    Has,
    HasField,
    Is,
    Labelled,
    Length,
    MatchAll,
    Node,
    Not,
    OnDay,
    Or,
    Part,
    Saved,
    Tagged,
    TextField,
    Words,
    Written,
)
from reader.query.sites import host_of, site_matches, site_name, whole_name
from reader.text.field_keys import folded_key
from reader.text.script import Script, fold
from reader.text.spelling import search_form
from tests.query.reference import condition, relevance
from tests.query.scan import stands

TODAY = date(2024, 2, 29)


@dataclass
class Paper:
    """A Subject that folds its texts on demand."""

    title: str = ""
    body: str = ""
    captions: str = ""
    author: str = ""
    address: str = ""
    tagged: tuple[tuple[TagKind, str], ...] = ()
    labelled: tuple[str, ...] = ()
    note: str = ""
    day: date | None = None
    language: str | None = None
    parts: frozenset[Part] = field(default_factory=frozenset)
    is_read: bool = False
    is_starred: bool = False
    is_begun: bool = False
    is_finished: bool = False
    is_draft: bool = False
    length: int = 0
    fields: Mapping[str, frozenset[str]] = field(default_factory=dict)

    key = ""

    def links_to(self, key: str) -> bool:
        """Whether it links to the page: never."""
        return False

    @property
    def tags(self) -> frozenset[tuple[TagKind, str]]:
        """The tags, folded."""
        return frozenset((kind, search_form(name)) for kind, name in self.tagged)

    @property
    def tag_names(self) -> frozenset[str]:
        """Their names."""
        return frozenset(search_form(name) for _, name in self.tagged)

    @property
    def labels(self) -> frozenset[str]:
        """The user's labels, folded."""
        return frozenset(map(search_form, self.labelled))

    def contains(self, words: str) -> bool:
        """Whether the words stand anywhere."""
        texts = (self.title, self.body, self.captions, self.author, *(name for _, name in self.tagged))
        return any(words in search_form(text) for text in texts)

    def field_contains(self, field: TextField, words: str) -> bool:
        """Whether the words stand in a part."""
        if field is TextField.SITE:
            return site_matches(fold(self.address), words)
        return words in search_form(self.text(field))

    def text(self, field: TextField | None) -> str:
        """A part, or all of them."""
        names = "\n".join(name for _, name in self.tagged)
        return {
            None: "\n".join((self.title, self.author, names, self.body, self.captions)),
            TextField.TITLE: self.title,
            TextField.TEXT: f"{self.body}\n{self.captions}",
            TextField.CAPTION: self.captions,
            TextField.AUTHOR: self.author,
            TextField.SITE: self.address,
            TextField.NOTE: self.note,
        }[field]

    def field_equals(self, field: TextField, name: str) -> bool:
        """Whether the whole name of the author or the site is this one."""
        if field is TextField.SITE:
            return site_name(host_of(fold(self.address))) == name
        return search_form(self.author) == name


PAPER = Paper(
    title="臺灣的海",
    body="A storm comes over the strait.",
    captions="海面上的船",
    author="林Wen",
    address="https://news.example.org.tw/a/1",
    tagged=((TagKind.CHANNEL, "港口"), (TagKind.KEYWORD, "颱風"), (TagKind.HASHTAG, "Storm")),
    day=date(2024, 2, 7),
    language=Script.HANT,
    parts=frozenset({Part.IMAGE, Part.CAPTION, Part.NOTE}),
    is_starred=True,
    labelled=("To read", "渡輪"),
    note="Ask the pilot.\n問渡輪",
)


def holds(text: str, paper: Paper = PAPER) -> bool:
    """Whether the paper matches the query."""
    return condition(parse(text).node, TODAY)(paper)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "台湾",
        "的海",
        "STORM over",
        '"storm comes"',
        "tor",
        "颱",
        "船",
        "林",
        "title:台灣",
        "text:storm",
        "text:船",
        "caption:海面",
        "author:wen",
        "site:example.org.tw",
        "site:example",
        "author:=林wen",
        "site:=www.news.example.org.tw",
        "site:tw/a",
        "tag:台风",
        "tag:storm",
        "channel:港口",
        "keyword:颱風",
        "hashtag:STORM",
        "lang:hant",
        "date:2024-02",
        "date:2024-02-07",
        "date:22d",
        "after:2024-02-07",
        "before:2024-02-07",
        "before:2024",
        "is:unread",
        "is:starred",
        "has:image has:caption",
        "-rain",
        "rain or storm",
        "-(rain storm)",
        "label:渡轮",
        'label:"TO READ"',
        "note:pilot -note:storm",
        "問渡輪",
        "pilot storm",
        "ask NEAR pilot",
        "note:ask THEN note:pilot",
        "has:note -has:label",
    ],
)
def test_what_a_post_answers(text: str) -> None:
    """Spellings, parts, tags, dates, marks and their combinations."""
    assert holds(text)


@pytest.mark.parametrize(
    "text",
    [
        "rain",
        "news.example",
        '"comes storm"',
        "title:storm",
        "text:臺灣",
        "caption:storm",
        "author:storm",
        "site:ample.org.tw",
        "site:other",
        "author:=wen",
        "site:=example.org.tw",
        "lang:other",
        "tag:颱",
        "channel:颱風",
        "hashtag:颱風",
        "lang:hans",
        "date:2023",
        "date:21d",
        "after:2024-02-08",
        "before:2024-02-06",
        "is:read",
        "has:video",
        "storm -船",
        "storm rain",
        "-(rain or storm)",
        "label:read",
        "label:颱風",
        "tag:渡輪",
        "note:storm",
        "text:pilot",
        "-pilot",
        "storm NEAR pilot",
        "has:highlight",
    ],
)
def test_what_a_post_does_not_answer(text: str) -> None:
    """A tag matches whole, a word only in the given part."""
    assert not holds(text)


def test_a_post_without_a_date_lies_in_no_period() -> None:
    """It does not match even an endless period; a negated period matches it."""
    assert not holds("date:..9999", Paper())
    assert holds("-date:..9999", Paper())


def weights(query: str, *papers: Paper) -> list[float]:
    """Return the relevance of the papers, of which there are no others."""
    return list(map(relevance(parse(query).node, papers), papers))


def heaviest_first(query: str, *papers: Paper) -> bool:
    """Return whether each paper outweighs the next."""
    found = weights(query, *papers)
    return found == sorted(found, reverse=True) and len(set(found)) == len(found)


LONG = Paper(body="nothing of the kind. " * 20)


def test_relevance_puts_title_before_captions_before_names_before_body() -> None:
    """A word counts the more the fewer words there usually are; excluded words do not count."""
    rest = "and much else. " * 20
    papers = (
        Paper(title="sea", body=rest),
        Paper(captions="sea", body=rest),
        Paper(tagged=((TagKind.KEYWORD, "sea"),), body=rest),
        Paper(body=f"{rest}sea"),
    )
    assert heaviest_first("sea -wind", *papers, Paper(body="wind"))
    assert heaviest_first("sea", Paper(note="sea", body="sea"), Paper(note="sea"), Paper(body=f"sea {rest}"))


def test_relevance_counts_how_often_a_word_stands() -> None:
    """Thirty mentions stand before one, though the text be longer; the same number in a longer text is less."""
    rest = "and much else. " * 20
    assert heaviest_first(
        "sea", Paper(body="sea. " * 30 + rest * 2), Paper(body="sea. " + rest), Paper(body="sea. " + rest * 5)
    )


def test_relevance_puts_words_the_nearer_the_higher() -> None:
    """Side by side as typed, joined as in Chinese or with a space, comes before any other order, and that before apart."""
    for typed, turned, apart in (
        ("海風", "風海", "海上的風"),
        ("sea wind", "wind, sea", "sea and all the wind"),
    ):
        papers = [Paper(body=f"{text}{'.' * (40 - len(text))}") for text in (typed, turned, apart)]
        assert heaviest_first("海 風" if typed == "海風" else "sea wind", *papers, LONG)
    assert heaviest_first("海 風", Paper(title="海風"), Paper(title="風與海"), Paper(body="海風"))


def test_relevance_asks_for_rare_words_first() -> None:
    """Of two words one of which most posts hold, the other decides."""
    rare, common, *others = weights(
        "sea or wind", Paper(body="wind"), Paper(body="sea"), Paper(body="sea"), LONG
    )
    assert rare > common == others[0] > others[1] == 0


def test_relevance_puts_the_earlier_place_higher() -> None:
    """Where all else is equal."""
    rest = "and much else. " * 20
    assert heaviest_first("sea", Paper(body=f"sea. {rest}"), Paper(body=f"{rest}sea. "))


def test_relevance_asks_for_words_that_are_read() -> None:
    """An author, a site and a repeated word neither weigh nor break a phrase."""
    paper = Paper(title="sea", body="the sea wind", author="sea", address="https://sea.example/")
    for query in ("author:sea", "site:sea.example", "-sea", "is:read"):
        assert weights(query, paper) == [0]
    beside = weights("sea wind", paper)
    assert weights("sea author:sea wind site:sea.example", paper) == beside
    assert weights("sea Sea wind", paper) == beside


texts = st.text(alphabet="ab臺台 A", max_size=6)
papers = st.builds(
    Paper,
    title=texts,
    body=texts,
    captions=texts,
    author=texts,
    address=st.sampled_from(["", "https://a.b/c", "https://ab.c"]),
    tagged=st.lists(st.tuples(st.sampled_from(TagKind), texts.filter(bool)), max_size=3).map(tuple),
    day=st.none() | st.dates(date(2023, 12, 1), date(2024, 3, 1)),
    language=st.none() | st.sampled_from((*Script, "ja")),
    parts=st.frozensets(st.sampled_from(Part)),
    labelled=st.lists(texts, max_size=2).map(tuple),
    note=texts,
    is_read=st.booleans(),
    is_starred=st.booleans(),
    is_begun=st.booleans(),
    is_finished=st.booleans(),
    is_draft=st.booleans(),
    fields=st.dictionaries(
        st.sampled_from(["a", "ab", "a.b"]), st.frozensets(texts.map(search_form).map(str.strip)), max_size=2
    ),
)


def has_field(node: HasField, paper: Paper) -> bool:
    """Return whether the paper has the key, and the value if one is asked for."""
    path = ".".join(map(folded_key, node.name.split(".")))
    return path in paper.fields and (
        node.value is None or search_form(node.value).strip() in paper.fields[path]
    )


def has_text(node: Words | Contains, paper: Paper) -> bool:
    """Return whether the text stands in the part of the paper, or anywhere; in the note alone for that part."""
    words = Words(node.text)
    is_noted = bool(paper.note) and stands(words, paper.note)
    if isinstance(node, Words):
        names = (paper.author, *(name for _, name in paper.tagged))
        return is_noted or any(
            stands(words, text) for text in (paper.title, paper.body, paper.captions, *names)
        )
    if node.field is TextField.NOTE:
        return is_noted
    if node.field is TextField.SITE:
        return paper.field_contains(node.field, search_form(node.text))
    return stands(words, paper.text(node.field))


def is_of_day(node: Dated | OnDay, paper: Paper) -> bool:
    """Return whether the paper has a day, and one that is asked for."""
    if paper.day is None:
        return False
    if isinstance(node, OnDay):
        return paper.day.strftime("%m-%d") == f"{node.month:02}-{node.day:02}"
    first, last = node.bounds(TODAY)
    return first <= paper.day <= last


def means(node: Node, paper: Paper) -> bool:
    """Evaluate a node a second time, in the plainest way."""
    match node:
        case MatchAll():
            return True
        case Words() | Contains():
            return has_text(node, paper)
        case Equals(part, text):
            return paper.field_equals(part, whole_name(part, text))
        case Tagged(name, kind):
            return any(search_form(name) == tag and kind in (None, other) for other, tag in paper.tags)
        case Labelled(name):
            return search_form(name) in paper.labels
        case Written(language):
            return paper.language == language
        case Dated() | OnDay():
            return is_of_day(node, paper)
        case Length(least, most):
            return paper.length in range(least or 0, 10**9 if most is None else most + 1)
        case Is(flag):
            return {
                Flag.READ: paper.is_read,
                Flag.UNREAD: not paper.is_read,
                Flag.STARRED: paper.is_starred,
                Flag.BEGUN: paper.is_begun,
                Flag.FINISHED: paper.is_finished,
                Flag.DRAFT: paper.is_draft,
            }[flag]
        case HasField():
            return has_field(node, paper)
        case Has(part):
            return part in paper.parts
        case Not(inner) | Saved(_, inner):
            return means(inner, paper) != isinstance(node, Not)
        case And(nodes) | Or(nodes):
            return (all if isinstance(node, And) else any)(means(part, paper) for part in nodes)


@given(st.from_type(Query), papers)
def test_matching_agrees_with_the_plain_meaning(query: Query, paper: Paper) -> None:
    """Any combination of nodes gives the same result."""
    assert condition(query.node, TODAY)(paper) == means(query.node, paper)


@given(texts.filter(str.strip), papers)
def test_words_are_found_where_a_literal_scan_finds_them(words: str, paper: Paper) -> None:
    """A word of any length, one character too, anywhere in a text."""
    scanned = [
        paper.title,
        paper.body,
        paper.captions,
        paper.author,
        paper.note,
        *(name for _, name in paper.tagged),
    ]
    expected = any(search_form(words) in search_form(text) for text in scanned)
    assert condition(Words(words), TODAY)(paper) == expected


def test_relative_dates_count_from_today() -> None:
    """The same query matches another day tomorrow."""
    node = parse("date:7d").node
    paper = Paper(day=TODAY - timedelta(days=7))
    assert condition(node, TODAY)(paper)
    assert not condition(node, TODAY + timedelta(days=1))(paper)
