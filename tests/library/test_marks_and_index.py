"""What the index is searched for is what the article marks: both read the same blocks."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.frozen import replace
from reader.library.conversion import article_of, extract_of
from reader.query.nodes import Match, Span, Together, Words
from reader.query.pattern import Pattern
from reader.query.patterns import pattern_of
from reader.store.load import load
from reader.text.highlight import hits
from reader.text.spelling import SearchText
from reader.typeset.prepare import prepare

TOUR = sorted((Path(__file__).parents[2] / "posts").rglob("*.md"))
BODY = """<div><p>船在武<br>漢靠岸。<br/>用Python<br>寫的。<br><br>另一段。</p>
<figure><img src="a.jpg"><figcaption>岸邊的船（<b>攝影</b>）</figcaption></figure>
<table><tr><th>港口</th><th>船數</th></tr><tr><td>基隆</td><td>12</td></tr></table>
<pre><code>first = 1
second = 2

third = 3</code></pre><blockquote><p>潮水<em>退</em>了。</p></blockquote><ol><li>一艘</li><li>兩艘</li></ol></div>"""
_MARKER = re.compile(r"^(?:[·◦▪•☑☐] ?|\d+\. ?|\[\d+\] ?)+")
_LETTERS = re.compile(r"[^\W_]")


def both(body: str, title: str = "", source: str = "") -> tuple[SearchText, SearchText]:
    """Return the text of a body in the index, and in the article without what stands below it."""
    article = replace(
        article_of(body, title=title, source=source, values={}), keywords=(), related=(), timeline=()
    )
    return SearchText(extract_of(body, title=title, source=source, values={}).blocks), prepare(
        article
    ).search_text


def blocks(text: SearchText) -> list[str]:
    """Return the forms of the blocks, without the signs and numbers before items, and without rules."""
    stripped = (_MARKER.sub("", block.strip()) for block in text.form.split("\n"))
    return [block for block in stripped if _LETTERS.search(block)]


@pytest.mark.parametrize("post", TOUR[::3], ids=range(len(TOUR[::3])))
def test_the_blocks_of_the_index_are_those_of_the_article(post: Path) -> None:
    """The article joins a caption and its credit, and names its pictures, videos and notes besides."""
    loaded = load(post.parent, post.name)
    indexed, shown = both(loaded.body, loaded.post.title, loaded.post.source)
    there = blocks(shown)
    assert [block for block in blocks(indexed) if not any(block in other for other in there)] == []


INDEXED, SHOWN = both(BODY)


def agree(pattern: Pattern) -> bool:
    """Return whether the index finds the pattern if and only if the article has a mark."""
    return pattern.stands_in(INDEXED) == bool(hits(SHOWN, [pattern]))


@given(
    st.integers(0, len(INDEXED.form) - 1),
    st.integers(1, 8),
    st.sampled_from([Match.ALIKE, Match.EXACT, Match.ONE_OFF]),
)
def test_pieces_of_the_text_are_found_and_marked(start: int, length: int, match: Match) -> None:
    """However they are compared, over the ends of lines, and in tables, captions and code."""
    piece = INDEXED.text[slice(*INDEXED.in_text(start, min(start + length, len(INDEXED.form))))]
    for text in piece.split("\n"):
        assert not _LETTERS.search(text) or agree(pattern_of(Words(text, match)))


@pytest.mark.parametrize(
    ("one", "other", "within", "is_found"),
    [
        ("武漢", "python", Span.PARAGRAPH, True),
        ("武漢", "python", Span.SENTENCE, False),
        ("武漢", "另一段", Span.PARAGRAPH, False),
        ("武漢", "另一段", 9, False),
        ("武漢", "寫", 4, True),
        ("基隆", "12", Span.PARAGRAPH, False),
        ("first", "second", Span.PARAGRAPH, True),
        ("first", "third", Span.PARAGRAPH, False),
        ("潮水", "退了", 1, True),
    ],
)
def test_what_stands_together_does_so_in_both(
    one: str, other: str, within: int | Span, is_found: bool
) -> None:
    """Line ends part nothing; empty lines and cells part paragraphs."""
    pattern = pattern_of(Together((Words(one), Words(other)), within))
    assert agree(pattern)
    assert bool(hits(SHOWN, [pattern])) == is_found
