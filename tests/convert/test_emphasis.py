"""Formats of running text: nested and adjacent ones come out of the Markdown as they are on the page."""

from __future__ import annotations

import html
import re
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it.token import Token

from reader.convert.markdown import convert
from reader.typeset.markdown import parse

SOURCE = "https://example.org/news/1"
KINDS = {
    "b": "strong",
    "strong": "strong",
    "i": "em",
    "em": "em",
    "s": "s",
    "del": "s",
    "code": "code",
    "a": "link",
}


def markdown(body: str) -> str:
    """Return the Markdown of a paragraph."""
    return convert(f"<div><p>{body}</p></div>", title="", source=SOURCE).markdown


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<b>春天</b><a href='/x'><b>夏天</b></a><b>秋天</b>", "**春天**[**夏天**](https://example.org/x)**秋天**"),
        ("<b>one</b><a href='/x'><b>two</b></a><b>three</b>", "**one**[**two**](https://example.org/x)**three**"),
        ("<b>see <a href='/x'>this</a> now</b>", "**see [this](https://example.org/x) now**"),
        ("<i>春，</i><b><i>夏</i></b><i>，秋。</i>", "*春，**夏**，秋。*"),
        ("<i>a </i><i><b>b</b></i><i> c</i>", "*a **b** c*"),
        ("<b>a <i>b</i></b><i> c</i>", "**a *b*** *c*"),
        ("<b>春</b><i>夏</i>", "**春***夏*"),
        ("<b>x<i>y</i></b>", "**x*y***"),
        ("<b>A</b><b>B</b>", "**AB**"),
        ("word<b><a href='/x'>link</a></b>word", "word[**link**](https://example.org/x)word"),
        ("甲<b><a href='/x'>乙</a></b>丙", "甲**[乙](https://example.org/x)**丙"),
        ("word<b><code>x</code></b>", "wor&#100;**`x`**"),
        ("word<b>(x)</b>word", "word(**x**)word"),
        ("<b>one</b><i>.two</i>", "**one**.*two*"),
        ("<i>春<b>夏</b></i><b>秋</b>", "*春**夏***__秋__"),
        ("<b>a\u2003</b>b", "**a**\u2003b"),
    ],
)  # fmt: skip
def test_adjacent_formats_keep_their_marks(body: str, expected: str) -> None:
    """Formats that touch each other nest so that the delimiters are read as meant."""
    assert markdown(body) == expected


INLINE = st.sampled_from(("b", "i", "s", "code", "mark", "u", "span", "em", "strong"))
LINK = st.sampled_from(("a href='/x'", "a href='/y'"))
WORDS = st.text(st.sampled_from('春天，「」aZ1.(!"—*_~ é☆'), min_size=1, max_size=5).map(html.escape)


def element(names: st.SearchStrategy[str], inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Return an inline element around the values of `inner`."""
    return st.tuples(names, st.lists(inner, min_size=1, max_size=4)).map(
        lambda pair: f"<{pair[0]}>{''.join(pair[1])}</{pair[0].split()[0]}>"
    )


UNLINKED = st.recursive(WORDS, lambda inner: element(INLINE, inner), max_leaves=8)
BODIES = st.lists(
    st.recursive(UNLINKED | element(LINK, UNLINKED), lambda inner: element(INLINE, inner), max_leaves=6),
    min_size=1,
    max_size=5,
).map("".join)
Styled = list[tuple[str, frozenset[str]]]


class _Page(HTMLParser):
    """Reads the characters of a paragraph with their formats."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.characters: Styled = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        self.open.pop()

    def handle_data(self, data: str) -> None:
        formats = frozenset(KINDS[name] for name in self.open if name in KINDS)
        if "code" in formats:
            # What stands inside code on the page is not formatted.
            outer = self.open[: self.open.index("code")]
            formats = frozenset(KINDS[name] for name in outer if name in KINDS) | formats & {"code", "link"}
        self.characters += [(char, formats) for char in data]


def on_page(body: str) -> Styled:
    """Return the characters of HTML with their formats."""
    page = _Page()
    page.feed(body)
    return page.characters


def as_read(tokens: list[Token]) -> Styled:
    """Return the characters of inline tokens with their formats."""
    characters: Styled = []
    formats: list[str] = []
    for token in tokens:
        if token.nesting > 0:
            formats.append(token.type.removesuffix("_open"))
        elif token.nesting < 0:
            formats.pop()
        else:
            own = {"code"} if token.type == "code_inline" else set()
            characters += [(char, frozenset({*formats, *own})) for char in token.content]
    return characters


def letters(characters: Styled) -> Styled:
    """Return the letters and digits: the formats of signs may change beside a letter."""
    return [one for one in characters if one[0].isalnum()]


@settings(max_examples=50, deadline=None)
@given(BODIES)
def test_each_character_keeps_its_formats(body: str) -> None:
    """Random nestings are read back with the same text, and each letter with the same formats."""
    written = markdown(body)
    read = [
        pair for token in parse(written) if token.type == "inline" for pair in as_read(token.children or [])
    ]
    meant = on_page(body)
    assert re.sub(r"\s", "", "".join(char for char, _ in read)) == re.sub(
        r"\s", "", "".join(char for char, _ in meant)
    )
    assert letters(read) == letters(meant)


def test_thousands_of_formats_cost_little() -> None:
    """A long paragraph of changing formats comes out whole."""
    body = "<b>春<i>夏</b>秋</i>a.<i>b</i><a href='/x'><b>c</b></a>" * 1500
    assert markdown(body).count("夏") == 1500
