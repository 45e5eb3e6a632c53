"""Hits in context against a plain scan of the texts."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.library import Library
from reader.library.contexts import Concordance, Context, ContextOrder
from reader.library.neighbours import Neighbour, NeighbourCounts, Side
from reader.query import parse
from reader.state.marks import Marks
from reader.text.spelling import SearchText, search_form
from reader.typeset.cells import cell_len
from tests.library.conftest import TAIPEI, Writer, load

PIECES = [
    "台灣",
    "台湾",
    "臺",
    "灣",
    "武汉",
    "封城",
    "，",
    "。",
    " ",
    "sea",
    "Sea ",
    "seaside",
    "wind",
    "😀",
    "é",
]
CHANNELS = ["港口", "Pier", "城"]


class Hit(NamedTuple):
    """What a scan finds."""

    path: str
    offset: int | None
    written: str
    before: str
    after: str
    form_after: str
    """the form of what follows in the same block"""


@pytest.fixture(scope="module")
def crowd(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """Forty posts of few words, so that each occurs often, in paragraphs and captions."""
    folder = tmp_path_factory.mktemp("crowd")
    chance = random.Random(3)

    def words(most: int) -> str:
        return "".join(chance.choices(PIECES, k=chance.randint(1, most))).strip() or "海"

    for number in range(40):
        paragraphs = "".join(f"<p>{words(12)}</p>" for _ in range(chance.randint(0, 4)))
        figure = (
            f'<figure><img src="https://p.example/{number}.jpg"><figcaption>{words(6)}</figcaption></figure>'
        )
        day = f"2024-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
        (folder / f"{number:02}.md").write_text(
            f'---\ntitle: "{words(5)}{number}"\ndate: {day}\ntags: [ {chance.choice(CHANNELS)} ]\n---\n'
            f"<div>{paragraphs}{figure if number % 3 else ''}</div>\n",
            encoding="utf-8",
        )
    library = Library([folder], marks=Marks(folder / "marks.sqlite3"), zone=TAIPEI)
    load(library)
    return library


def concordance(library: Library, query: str) -> Concordance:
    """Return all hits of a query."""
    found = library.select(parse(query)).concordance()
    for _ in found.find():
        pass
    return found


def contexts(found: Concordance, hits: list[int] | range | None = None) -> list[Context]:
    """Return the contexts of these hits, or of all."""
    return [each for each in found.contexts(range(len(found)) if hits is None else hits, 40, 40) if each]


def scan(library: Library, query: str, word: str) -> Iterator[Hit]:
    """Find a word in the titles and texts of the posts, character by character."""
    sought = search_form(word)
    for row in library.select(parse(query)):
        for text in (row.post.title, library.articles.of(row.post).text):
            searched, place = SearchText(text), 0
            while place < len(searched.form):
                if searched.form.startswith(sought, place):
                    end = place + len(sought)
                    first, last = searched.in_text(place, end)
                    yield Hit(
                        row.post.path,
                        None if text is row.post.title else first,
                        text[first:last],
                        text[:first],
                        text[last:],
                        searched.form[end:].split("\n")[0],
                    )
                    place = end
                else:
                    place += 1


def on_one_line(text: str) -> str:
    """Return a text as contexts show it."""
    return re.sub(r"\s*\n\s*", " ¶ ", text)


@settings(max_examples=40, deadline=None)
@given(word=st.sampled_from(["台灣", "sea", "武汉", "e", "封城", "城", "灣台", "😀", "seas"]))
def test_every_hit_of_a_scan_has_its_context(crowd: Library, word: str) -> None:
    """Each stands once, in the order of the list and of the text, with what is around it in the article."""
    found = concordance(crowd, word)
    shown, expected = contexts(found), list(scan(crowd, word, word))

    assert [(each.post.path, each.offset, each.hit) for each in shown] == [
        (hit.path, hit.offset, hit.written) for hit in expected
    ]
    assert found.posts == len({hit.path for hit in expected})
    for each, hit in zip(shown, expected, strict=True):
        assert on_one_line(hit.before).endswith(each.left)
        assert on_one_line(hit.after).startswith(each.right)
        assert cell_len(each.left) <= 40
        assert cell_len(each.left) >= min(38, cell_len(on_one_line(hit.before).strip()))
        assert cell_len(each.right) >= min(38, cell_len(on_one_line(hit.after).strip()))


@pytest.mark.parametrize("word", ["台灣", "sea"])
def test_sorted_by_what_follows(crowd: Library, word: str) -> None:
    """Equal ones stay in the order of time; the hits of a post may be kept together."""
    found = concordance(crowd, word)
    hits = list(scan(crowd, word, word))
    keys = [hit.form_after[:16].lstrip() for hit in hits]

    *_, last = found.arrange(ContextOrder.RIGHT)
    assert last.hits is not None
    assert list(last.hits) == sorted(range(len(hits)), key=keys.__getitem__)
    assert last.posts == found.posts

    *_, last = found.arrange(ContextOrder.RIGHT, by_post=True)
    assert last.hits is not None
    assert list(last.hits) == sorted(range(len(hits)), key=lambda hit: (found.place(hit), keys[hit]))


def test_sorted_by_what_stands_before(crowd: Library) -> None:
    """The nearest character counts first, and a Latin word as a whole."""
    found = concordance(crowd, "武汉")
    *_, last = found.arrange(ContextOrder.LEFT)
    assert last.hits is not None
    ends = [
        search_form(each.left + "|")[:-1].rpartition("¶ ")[2].rstrip()[-1:]
        for each in contexts(found, list(last.hits))
    ]
    firsts = [end if not end.isascii() or not end.isalnum() else "" for end in ends]
    alone = [first for first in firsts if first]

    assert len(last.hits) == len(found)
    assert alone == sorted(alone)
    # Latin words stand before Chinese characters, and are not taken apart: `sea` before `wind`, whatever their last letters.
    words = [
        match[0]
        for each in contexts(found, list(last.hits))
        if (match := re.search(r"[a-z]+\Z", search_form(each.left + "|")[:-1].rstrip()))
    ]
    assert words == sorted(words)
    assert len(set(words)) > 1


def test_sorted_by_channel(crowd: Library) -> None:
    """Within a channel the order of time stays."""
    found = concordance(crowd, "台湾")
    *_, last = found.arrange(ContextOrder.CHANNEL)
    assert last.hits is not None
    channels = [each.post.channel for each in contexts(found, list(last.hits))]

    assert len(set(channels)) == len(CHANNELS)
    assert [list(last.hits)[place] for place in range(len(channels))] == sorted(
        range(len(found)), key=lambda hit: search_form(contexts(found, [hit])[0].post.channel)
    )


def test_the_first_contexts_come_before_all_hits_are_found(crowd: Library) -> None:
    """A step of finding is enough for a screen."""
    found = crowd.select(parse("台湾")).concordance()
    steps = found.find()
    next(steps)
    first = contexts(found)

    assert first
    assert not found.is_complete
    for _ in steps:
        pass
    assert found.is_complete
    assert len(found) > len(first)
    assert contexts(found)[: len(first)] == first


def test_fields_have_hits_of_their_own(library: Library, write: Writer) -> None:
    """`title:`, `text:` and `caption:` show the hits there alone; what is not wanted has none."""
    write(
        "a.md",
        title="Sea one",
        body="<div><p>Sea two.</p><figure><img src='https://p.example/a.jpg'>"
        "<figcaption>Sea three</figcaption></figure></div>",
    )
    load(library)

    def rights(query: str) -> list[str]:
        return [each.right for each in contexts(concordance(library, query))]

    assert rights("title:sea") == [" one"]
    assert [each.split()[0] for each in rights("text:sea")] == ["two.", "three"]
    assert rights("caption:sea") == [" three"]
    assert [each.split()[0] for each in rights("sea -wind")] == ["one", "two.", "three"]
    assert parse("sea").has_words and parse("tag:x | caption:y").has_words
    assert not any(parse(query).has_words for query in ("", "tag:x", "-sea", "author:sea"))


def test_a_quotation_counts_the_hits_before_it_in_its_post(crowd: Library) -> None:
    """So that places that are alike are told apart."""
    found = concordance(crowd, "sea")
    seen: Counter[int] = Counter()
    for hit in range(len(found)):
        quoted = found.quotation(hit)
        assert quoted is not None
        assert quoted.number == seen[found.place(hit)]
        assert quoted.words.lower() == "sea"
        seen[found.place(hit)] += 1
    assert max(seen.values()) > 2


def test_words_that_overlap_are_one_hit(library: Library, write: Writer) -> None:
    """The first of them counts, of those that begin together the longest."""
    write("a.md", title="-", body="<p>武汉市民 武汉 哈哈哈</p>")
    load(library)

    assert [each.hit for each in contexts(concordance(library, "武汉 武汉市 汉市"))] == ["武汉市", "武汉"]
    assert [each.hit for each in contexts(concordance(library, "哈哈"))] == ["哈哈"]


@pytest.mark.parametrize(
    ("query", "hits"),
    [
        ("=sea", ["sea"]),
        ("s?a", ["Sea", "sea", "sea"]),
        ("/s[a-z]+e/", ["seaside"]),
        ("see~", ["Sea", "sea"]),
        ("café", ["café"]),
        ("cafe", ["cafe", "café"]),
        ("cafe NEAR/2 sea", ["cafe", "sea"]),
        ("cafe SENT seaside", ["seaside", "café"]),
        ("/x*/", []),
    ],
)
def test_hits_of_operators(library: Library, write: Writer, query: str, hits: list[str]) -> None:
    """Each shows what it found, in the order of the text."""
    write("a.md", title="Sea", body="<p>A cafe by the sea. Far off, seaside and a café.</p>")
    load(library)

    assert [each.hit for each in contexts(concordance(library, query))] == hits


def test_a_context_is_safe_to_show(library: Library, write: Writer) -> None:
    """Ends of blocks are shown, and nothing is left that a terminal would act upon."""
    write("a.md", title="-", body="<p>one\x1b[31m</p><p>sea\u202e\u200b  wind</p><ul><li>two</li></ul>")
    load(library)
    (context,) = contexts(concordance(library, "sea"))

    assert (context.left, context.right) == ("one[31m ¶ ", " wind ¶ two")


def test_a_post_that_has_left_has_no_context(library: Library, write: Writer) -> None:
    """The others are still shown."""
    write("a.md", title="-", date="2024-01-01", body="<p>sea one</p>")
    gone = write("b.md", title="-", date="2024-01-02", body="<p>sea two</p>")
    load(library)
    found = concordance(library, "sea")
    gone.unlink()
    load(library)

    assert [each and each.right for each in found.contexts([0, 1], 20, 20)] == [None, " one"]


# Neighbours


def counted(found: Concordance, beside: Sequence[Neighbour] = ()) -> NeighbourCounts:
    """Count what stands beside the hits that have these neighbours."""
    counts = NeighbourCounts()
    for _ in found.count_neighbours(beside, counts):
        pass
    return counts


def neighbours(found: Concordance, side: Side, beside: tuple[Neighbour, ...] = ()) -> dict[str, int]:
    """Return what is listed on a side."""
    counts = counted(found, beside)
    most = counts.most(side, 50)
    return {spelling: each.frequency for spelling, each in zip(found.spellings(most), most, strict=True)}


def test_neighbours_are_runs_and_words(library: Library, write: Writer) -> None:
    """Two to four characters, or a word; a run that a longer one explains is not listed; one alone is chance."""
    sentences = [
        "主席習近平說。", "主席习近平说。", "前主席习近平到。", "主席在此", "the 主席 office", "An 主席 office.",
        "副主席", "主席。office", "主席 office's",
    ]  # fmt: skip
    write("a.md", title="-", body="".join(f"<p>{sentence}</p>" for sentence in sentences))
    load(library)
    found = concordance(library, "主席")

    assert neighbours(found, Side.RIGHT) == {"習近平": 3, "習近平說": 2, "office": 2}
    assert neighbours(found, Side.LEFT) == {}


def test_the_rest_of_a_word_is_no_neighbour(library: Library, write: Writer) -> None:
    """Of `seaside wind` the word beside `sea` is `wind`."""
    write("a.md", title="-", body="<p>the seaside wind, the oversea wind's</p><p>the sea</p><p>wind</p>")
    load(library)
    found = concordance(library, "sea")

    assert neighbours(found, Side.LEFT) == {"the": 3}
    assert neighbours(found, Side.RIGHT) == {}
    assert neighbours(concordance(library, "side"), Side.LEFT) == {}


@pytest.mark.parametrize("word", ["台灣", "sea", "城"])
def test_a_neighbour_narrows_to_the_hits_that_it_counts(crowd: Library, word: str) -> None:
    """Also one after the other, and with any order."""
    found = concordance(crowd, word)
    counts = counted(found)
    chosen = [*counts.most(Side.LEFT, 5), *counts.most(Side.RIGHT, 5)]
    assert chosen
    for each in chosen:
        *_, last = found.arrange(ContextOrder.RIGHT, beside=[each])
        assert last.hits is not None
        assert len(last.hits) == each.frequency
        assert last.posts == len({found.place(hit) for hit in last.hits})
        for context in contexts(found, list(last.hits)):
            side = context.left if each.side is Side.LEFT else context.right
            assert each.form in search_form(side + "|")
        within = counted(found, [each])
        pairs = Counter({two.form: two.frequency for two in within.most(Side.RIGHT, 50)})
        for two in within.most(Side.RIGHT, 3):
            *_, both = found.arrange(ContextOrder.TIME, beside=[each, two])
            assert both.hits is not None
            assert len(both.hits) == pairs[two.form]


def test_nothing_to_find(library: Library, write: Writer, tmp_path: Path) -> None:
    """Words that only a tag has give posts without hits."""
    write("a.md", title="-", tag="sea", body="<p>wind</p>")
    load(library)
    found = concordance(library, "sea")

    assert (len(found), found.posts, found.is_complete) == (0, 0, True)
    assert contexts(found) == []
