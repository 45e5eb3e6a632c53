"""BBCode in HTML pages, and links in preformatted text."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.article import Link
from reader.convert.bbcode import replace_bbcode
from reader.convert.markdown import convert
from reader.convert.plain import extract

SOURCE = "https://example.org/1"


@pytest.mark.parametrize(
    ("inner", "markdown"),
    [
        ("<p>See [url=https://b.example/x]this <b>page</b>[/url].</p>", "See [this **page**](https://b.example/x)."),
        ('<p>[URL="https://b.example/x?a=1&amp;b=2"]this[/URL]</p>', "[this](https://b.example/x?a=1&b=2)"),
        ("<p>[url]https://b.example/x[/url]</p>", "<https://b.example/x>"),
        ("<p>[img]https://i.example/a.jpg[/img]</p>", "![](https://i.example/a.jpg)"),
        ("<p>[img width=300]https://i.example/a.jpg[/img]</p>", "![](https://i.example/a.jpg)"),
        ("<p>[embed]https://b.example/x[/embed]</p>", "▶ [Frame: b.example](https://b.example/x)"),
        ("<p>[embed]<a href='https://b.example/x'>https://b.example/x</a>[/embed]</p>",
         "▶ [Frame: b.example](https://b.example/x)"),
        ("<p>[youtube]Abcdefghi_1[/youtube]</p>",
         "▶ [Video: youtube.com](https://www.youtube.com/watch?v=Abcdefghi_1)"),
        ("<p>[url=x]y[/url] [img]z[/img]</p>", "\\[url=x\\]y\\[/url\\] \\[img\\]z\\[/img\\]"),
        ("<p><code>[url]https://b.example/x[/url]</code></p>", "`[url]https://b.example/x[/url]`"),
        ("<pre>[img]https://i.example/a.jpg[/img]</pre>", "```\n[img]https://i.example/a.jpg[/img]\n```"),
        ("<pre>x</pre><p>[url=https://b.example/x]y[/url]</p>", "```\nx\n```\n\n[y](https://b.example/x)"),
    ],
)  # fmt: skip
def test_bbcode_becomes_what_it_stands_for(inner: str, markdown: str) -> None:
    """Addresses become links, pictures and frames; code and what holds no address stay."""
    found = convert(f"<div>{inner}</div>", title="", source=SOURCE)
    assert found.markdown == markdown
    assert {link.url for link in found.links} <= set(
        extract(f"<div>{inner}</div>", title="", source=SOURCE).links
    )


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(["[url]", "[/url]", "[url=https://b.example/x]", "[img]", "[/img]", "https://b.example/y", " ",
                                 "字", "<b>", "</b>", "<pre>", "</pre>", "[", "]"]), max_size=14).map("".join))  # fmt: skip
def test_no_other_letter_is_lost(html: str) -> None:
    """Only tags and addresses of BBCode go."""
    assert replace_bbcode(html).count("字") >= html.count("字")


def test_links_in_preformatted_text_are_kept() -> None:
    """The text stays code, and its links are among the article's."""
    body = "<div><pre>1. <a href='/one.webm'>Film <b>one</b></a>\n<a href='https://b.example/2'>two</a> <a>no</a></pre></div>"
    found = convert(body, title="", source=SOURCE)
    assert found.markdown == "```\n1. Film one\ntwo no\n```"
    assert found.links == (
        Link("Film one", "https://example.org/one.webm"),
        Link("two", "https://b.example/2"),
    )
    assert extract(body, title="", source=SOURCE).links == (
        "https://example.org/one.webm",
        "https://b.example/2",
    )
