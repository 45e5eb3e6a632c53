"""What holds for every text at every width."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from rich.cells import cell_len as rich_cell_len

from reader.article import Article, Link, TimelineEntry
from reader.typeset import breaking, cells
from reader.typeset import markdown as markdown_module
from reader.typeset.breaking import Measure, fill, find_breaks
from reader.typeset.cells import cell_len, cumulative
from reader.typeset.document import Document, LinkKind, Options, ParagraphStyle
from reader.typeset.justify import gaps
from reader.typeset.prepare import HeaderLine, prepare

WORDS = (
    *"中文字的國一。，、；：？！「」『』（）《》“”‘’…—·ーっ々ア가",
    "……", "——", "Python", "a", "it's", "1,200", "3.5%", "2024年", "5 km", "https://example.com/a/b?c=d&e=f-g", " ", "  ",
    "\u3000", "👍🏽", "👨‍👩‍👧", "🇹🇼", "❤️", "e\u0301", "𠮷", "𪚥", "(", ")", '"', "-", "/", "$", "※", "①", "→",
)  # fmt: skip
PHRASES = st.lists(st.sampled_from(WORDS), max_size=60).map("".join)
MARKS = (
    "*",
    "**",
    "~~",
    "`",
    "_",
    "[",
    "](https://e.com/中)",
    "![",
    "\\",
    "<b>",
    "&amp;",
    "[^1]",
    "|",
    "\n",
    "\n> ",
    "\n- ",
)
STARTS = (
    "",
    "# ",
    "### ",
    "> ",
    ">> ",
    "- ",
    "  - ",
    "1. ",
    "12) ",
    "    ",
    "| a | b |\n|---|:-:|\n| ",
    "```py\n",
    "[^1]: ",
)
INLINE = st.lists(st.one_of(st.sampled_from(WORDS), st.sampled_from(MARKS)), max_size=30).map("".join)
MARKDOWN = st.lists(st.tuples(st.sampled_from(STARTS), INLINE).map("".join), max_size=6).map("\n\n".join)
WIDTHS = st.integers(min_value=4, max_value=200)
OPTIONS = st.builds(
    Options,
    width=WIDTHS,
    measure=st.integers(min_value=10, max_value=120),
    paragraphs=st.sampled_from(ParagraphStyle),
    ambiguous_width=st.sampled_from((1, 2)),
    justify=st.booleans(),
)


def shown(document: Document) -> list[int]:
    """The offsets in the text that the lines show, in the order of the text."""
    return sorted(
        place for line in document.lines for start, end in line.sources for place in range(start, end)
    )


def blank_free(text: str) -> str:
    return "".join(text.split())


@given(
    text=PHRASES, width=st.integers(2, 200), hang=st.sampled_from((0, 2)), ambiguous=st.sampled_from((1, 2))
)
@settings(max_examples=150, deadline=None)
def test_filling_loses_and_doubles_nothing(text: str, width: int, hang: int, ambiguous: int) -> None:
    """The lines of a paragraph hold all of its text but white space, once and in order, and fit."""
    cells = cumulative(text, ambiguous)
    lines = fill(text, cells, find_breaks(text), Measure(width, width, hang))
    assert blank_free("".join(text[start:end] for start, end in lines)) == blank_free(text)
    assert all(cells[end] - cells[start] <= width + hang for start, end in lines)
    assert [start for start, _ in lines] == sorted(start for start, _ in lines)


@given(markdown=MARKDOWN, options=OPTIONS)
@example("- - 中\n\n      文", Options(4))
@example("> 1. | a |\n>    |---|\n>    | 中文 |", Options(4))
@settings(max_examples=150, deadline=None)
def test_every_character_is_shown_once(markdown: str, options: Options) -> None:
    """Whatever the Markdown and the width, the lines show each visible character of the text exactly once."""
    document = prepare(Article(markdown)).set(options)
    places = shown(document)
    assert len(places) == len(set(places))
    hidden = set(range(len(document.text))) - set(places)
    assert not "".join(document.text[place] for place in hidden).strip()


@given(markdown=MARKDOWN, options=OPTIONS)
@settings(max_examples=150, deadline=None)
def test_spans_say_where_their_text_stands(markdown: str, options: Options) -> None:
    """What a span shows is what the text has at its offset."""
    document = prepare(Article(markdown)).set(options)
    for line in document.lines:
        for span in line.spans:
            if span.start >= 0:
                assert document.text[span.start : span.start + len(span.text)] == span.text


@given(markdown=MARKDOWN.filter(lambda text: "|" not in text), options=OPTIONS)
@settings(max_examples=150, deadline=None)
def test_no_line_is_wider_than_the_pane(markdown: str, options: Options) -> None:
    """Only tables may be wider than the pane."""
    document = prepare(Article(markdown)).set(options)
    assert all(cell_len(line.text, options.ambiguous_width) <= options.width for line in document.lines)


@given(markdown=MARKDOWN, first=OPTIONS, second=OPTIONS)
@settings(max_examples=100, deadline=None)
def test_the_text_does_not_depend_on_the_width(markdown: str, first: Options, second: Options) -> None:
    """Two widths show one text, so that a place in it means the same in both."""
    prepared = prepare(Article(markdown))
    assert prepared.set(first).text == prepared.set(second).text == prepared.text


@given(markdown=MARKDOWN, options=OPTIONS)
@settings(max_examples=100, deadline=None)
def test_a_place_is_found_on_its_line(markdown: str, options: Options) -> None:
    """The line of an offset shows the character at that offset, and lines begin in rising order."""
    document = prepare(Article(markdown)).set(options)
    assert list(document.starts) == sorted(document.starts)
    assert len(document.starts) == len(document.lines)
    for place in shown(document)[::7]:
        sources = document.lines[document.line_at(place)].sources
        assert any(start <= place < end for start, end in sources)


@given(text=PHRASES, ambiguous=st.just(1))
@settings(max_examples=100, deadline=None)
def test_widths_agree_with_the_painter(text: str, ambiguous: int) -> None:
    """Typesetting and Rich, which paints, count the same cells."""
    assert cell_len(text, ambiguous) == rich_cell_len(text)


@given(text=PHRASES, missing=st.integers(-2, 12))
@settings(max_examples=100, deadline=None)
def test_no_line_is_widened_too_far(text: str, missing: int) -> None:
    """A line is widened by what it misses at most, inside it and never twice at one place."""
    places = gaps(text, missing)
    assert len(places) <= max(0, missing)
    assert places == sorted(set(places))
    assert all(0 < place < len(text) for place in places)


def test_sections_and_header_are_part_of_the_text() -> None:
    """Title, keywords, related links and the timeline are set like the article itself."""
    article = Article(
        "正文",
        keywords=("台灣",),
        related=(Link("另一篇", "https://e.com/1"),),
        timeline=(
            TimelineEntry("2024/02/07", "開始", "https://e.com/2"),
            TimelineEntry("2024/02/08", "本文"),
        ),
    )
    prepared = prepare(article, [HeaderLine("標題", "title")])
    for words in ("標題", "正文", "#台灣", "→ 另一篇", "2024/02/07  開始", "2024/02/08  本文"):
        assert words in prepared.text
    assert [(link.kind, link.url) for link in prepared.links] == [
        (LinkKind.KEYWORD, "台灣"),
        (LinkKind.ADDRESS, "https://e.com/1"),
        (LinkKind.ADDRESS, "https://e.com/2"),
    ]


@pytest.mark.parametrize("piece", [1, 2, 3, 7, 45, 60])
def test_long_texts_are_set_alike_whatever_the_pieces(piece: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Texts are gone through in pieces, so that other threads get their turn."""
    markdown = r"天地，玄黃。a<b & c &amp; d\*e <http://e.org/a-b?c=d> 5 > 3 **宇宙**洪荒1,024公里 é́ 👩‍👧 \&amp; &amp;lt; \!\&lt; a! ![b](c.jpg) 2^3 R&D &nbsp; end \\"

    def lines() -> list[str]:
        return [line.text for line in prepare(Article(markdown)).set(Options(width=20)).lines]

    whole = lines()
    for module in (breaking, cells, markdown_module):
        monkeypatch.setattr(module, "_PIECE", piece)
    assert lines() == whole
