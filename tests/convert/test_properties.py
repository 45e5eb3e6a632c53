"""Properties of every body: nothing raises, no text is lost, and the Markdown reads back as the text."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from reader.convert.markdown import convert
from reader.convert.plain import extract
from tests.convert.reading import seen_text, visible, without_media

SHARED = Path(__file__).parents[2] / "../shared"
SOURCE = "https://example.org/news/1"

LETTERS = "a1.中，「」。“”()[]*_`~#+-=|:!<>&;\\\"'$%^{}/　é한😀 \n"
WORDS = st.text(st.sampled_from(LETTERS), min_size=1, max_size=12)
ESCAPED = WORDS.map(lambda text: text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"))
INLINE = ("b", "i", "em", "strong", "s", "code", "sup", "span", "u", "a href='/x'", "font color=red", "mark")
BLOCK = (
    "p",
    "div",
    "h2",
    "h4",
    "ul",
    "ol",
    "li",
    "blockquote",
    "section",
    "dl",
    "dt",
    "dd",
    "td",
    "tr",
    "table",
)
VOID = ("<br>", "<hr>", "<img src='a.jpg'>", "\n  ", " ", "&nbsp;", "</p>", "</div>", "<td>", "</b>", "<li>")


def element(names: tuple[str, ...], inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Return an element with any of the names around the values of `inner`."""
    return st.tuples(st.sampled_from(names), st.lists(inner, max_size=4)).map(
        lambda pair: f"<{pair[0]}>{''.join(pair[1])}</{pair[0].split()[0]}>"
    )


FLOW = st.recursive(
    ESCAPED | st.sampled_from(VOID),
    lambda inner: element(INLINE, inner) | element(BLOCK, inner) | element(INLINE, ESCAPED),
    max_leaves=14,
)
RAISED = str.maketrans("", "", "^[]")
PAGES = st.lists(FLOW, min_size=1, max_size=5).map(lambda parts: f"<div>\n{''.join(parts)}\n</div>")
SOUP = st.lists(
    st.sampled_from(["<", ">", "</", "<p", "<!--", "-->", "]]>", "<a href=", '"', "'", "=", "/", "&#x1b;", "&#0;", "\x00",
                     "<it's>", "<script>", "<table>", "<td>", "<svg>", "<iframe>", "<pre>", "字", "[x](y)", "# a\n", "- b\n",
                     "```\n", "{% raw %}", "<!--1-->\n[t](u)\n------\n", "<div>", "</div>", "<select>", "<math>"]),
    max_size=30,
).map("".join)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(PAGES)
@example("<div>\n<b><h2>1<hr>1</h2></b>\n</div>")
@example("<div>\n<code><code>1</code></code><code>1</code>\n</div>")
def test_markdown_reads_back_as_the_text_of_the_page(page: str) -> None:
    """The parsed Markdown has every visible character of the page in order, and no others.

    Superscripts are the exception: they are written as `^2` or `[2]`.
    """
    article = convert(page, title="", source=SOURCE)
    seen, meant = visible(seen_text(article.markdown)), visible(article.text)
    assert seen.translate(RAISED) == meant.translate(RAISED)


@settings(max_examples=120, deadline=None)
@given(PAGES)
def test_extract_and_article_agree(page: str) -> None:
    """The index gets the text, keywords and hashtags of the article."""
    article = convert(page, title="a1", source=SOURCE)
    plain = extract(page, title="a1", source=SOURCE)
    assert (plain.text, plain.keywords, plain.hashtags) == (article.text, article.keywords, article.hashtags)


@settings(max_examples=150, deadline=None)
@given(SOUP | st.text(max_size=60))
def test_no_body_raises(body: str) -> None:
    """Any text gives an article without control characters."""
    article = convert(body, title="t", source=SOURCE)
    assert extract(body, title="t", source=SOURCE).text == article.text
    assert not [char for char in article.markdown + article.text if char < " " and char not in "\n\t"]


@settings(max_examples=150, deadline=None)
@given(st.text(st.sampled_from(LETTERS + "#http://x"), max_size=60))
def test_a_plain_body_has_no_markup(text: str) -> None:
    """The text of one `div` without empty lines is not interpreted as Markdown."""
    text = "\n".join(filter(str.strip, text.split("\n")))
    body = f"<div>\n{text.replace('&', '&amp;').replace('<', '&lt;')}\n</div>"
    article = convert(body, title="", source=SOURCE)
    assert visible(seen_text(article.markdown)) == visible(text)


@pytest.mark.parametrize(
    "body",
    [
        "<div>" * 5000 + "深" + "</div>" * 5000,
        "<blockquote>" * 5000 + "深",
        "<ul><li>" * 3000 + "深",
        "<div>" + "<b><i>" * 3000 + "深",
        "<div>" + "<table><tr><td>" * 1500 + "深",
        ">" * 5000 + " 深",
        "- " * 3000 + "深",
    ],
    ids=["div", "quote", "list", "format", "table", "markdown quote", "markdown list"],
)
def test_depth_costs_no_text(body: str) -> None:
    """A page nested thousands of levels deep keeps its text."""
    article = convert(body, title="", source=SOURCE)
    assert "深" in seen_text(article.markdown)


def test_flattening_gives_a_warning() -> None:
    """Only a page that was flattened has a warning."""
    assert convert("<div>" * 5000 + "深", title="", source=SOURCE).warnings
    assert not convert("<div>" * 500 + "深", title="", source=SOURCE).warnings


@pytest.mark.parametrize(
    "body",
    [
        "<div><p>" + "一二三四五，" * 300_000 + "</p></div>",
        "<div>\n" + "看https://a.example/b文字#標籤 " * 20_000 + "\n</div>",
        "<div>https://a.example/" + ")" * 100_000 + "</div>",
        "<div><img " + " ".join(f"x{n}=y" for n in range(50_000)) + ">字</div>",
    ],
    ids=["one paragraph", "addresses", "brackets", "attributes"],
)
def test_a_huge_body_comes_out_whole(body: str) -> None:
    """A huge body keeps its text; quadratic run time would not end."""
    article = convert(body, title="", source=SOURCE)
    assert article.text
    assert extract(body, title="", source=SOURCE).text == article.text


@pytest.mark.skipif(not SHARED.exists(), reason="the real archives are not here")
def test_real_posts_read_back_as_their_text() -> None:
    """The Markdown of real posts has the words of their text."""
    wrong = []
    for path in sorted((SHARED / "archive-300").rglob("*.md"))[::4]:
        header, _, body = path.read_text(encoding="utf-8").partition("\n---\n")
        source = header.partition("from: ")[2].partition("\n")[0]
        article = convert(body, title="", source=source)
        read = seen_text(without_media(article.markdown))
        if [char for char in read if char.isalnum()] != [char for char in article.text if char.isalnum()]:
            wrong.append(path.name)
    assert wrong == []
