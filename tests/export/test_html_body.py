"""The body of an article as XHTML, by itself."""

from __future__ import annotations

from xml.etree import ElementTree

from reader.article import Article
from reader.export.html_body import BodyOptions, body_pieces
from reader.export.html_inline import Pieces, Words, joined
from reader.export.marked import marked
from reader.library import Highlight
from reader.text.interface_words import interface_words_for
from reader.text.passage import PassageText
from tests.export.conftest import body_html


def _body(markdown: str, **options: object) -> str:
    words = interface_words_for("風從臺灣來了")
    text = body_html(markdown, BodyOptions("p-", words=words, **options))  # type: ignore[arg-type]
    ElementTree.fromstring(f'<div xmlns:epub="http://www.idpf.org/2007/ops">{text}</div>')
    return text


def test_forms_of_text() -> None:
    """Each form of Markdown has its element."""
    assert _body("風*很大*，a *lot*，**重**，~~舊~~") == (
        '<p>風<em class="wide">很大</em>，a <em>lot</em>，<strong>重</strong>，<s>舊</s></p>\n'
    )
    assert _body("## 一\n\n#### 二") == '<h2 id="p-h1">一</h2>\n<h3 id="p-h2">二</h3>\n'
    assert '<code class="formula">x&lt;2</code> <code>y</code>' in _body("$`x<2`$ `y`")
    assert '<code class="language-py">a &lt; b\n\nc\n</code>' in _body("```py\na < b\n\nc\n```")
    assert _body("> **注意**\n>\n> 小心").startswith(
        '<blockquote class="callout"><p><strong>注意</strong></p>'
    )
    assert _body("> 引文").startswith("<blockquote><p>")
    assert _body("3. 三\n2. 二") == '<ol start="3"><li>三</li>\n<li value="2">二</li>\n</ol>\n'
    assert _body("詞\n:   義") == "<dl><dt>詞</dt>\n<dd>義</dd>\n</dl>\n"


def test_a_table_has_heads() -> None:
    """The first row labels its columns; a single row labels nothing."""
    text = _body("| 甲 | 乙 |\n| --- | ---: |\n| 一<br>二 | 3 |")
    assert '<thead><tr><th scope="col">甲</th><th scope="col" class="right">乙</th></tr>' in text
    assert '<td>一<br/>二</td><td class="right">3</td>' in text
    assert "<th" not in _body("| 甲 | 乙 |\n| --- | --- |")


def test_a_picture_is_a_link() -> None:
    """It leads to its address, above its caption; nothing is fetched."""
    text = _body('![船](https://e.example/a.jpg "港口")')
    assert '<a href="https://e.example/a.jpg">▣ 圖片 <small>e.example</small></a>' in text
    assert '<figcaption>船<span class="alt">（港口）</span></figcaption>' in text
    assert _body("![船]()") == "<figure><figcaption>船</figcaption></figure>\n"


def test_notes_lead_there_and_back() -> None:
    """A mark leads to its note, which leads back to the first of its marks; in a book it pops up."""
    markdown = "甲[^1]乙[^1]\n\n[^1]: 註**文**。"
    page = _body(markdown)
    assert 'id="p-mark1" href="#p-note1"' in page and 'id="p-mark1-2" href="#p-note1"' in page
    assert '<li id="p-note1" value="1"><p>註<strong>文</strong>。 <a class="back"' in page
    assert page.count('href="#p-mark1"') == 1
    book = _body(markdown, is_book=True)
    assert '<a class="mark" epub:type="noteref" role="doc-noteref"' in book
    assert '<aside epub:type="footnote" role="doc-footnote" id="p-note1">' in book


def test_links_of_the_page_to_itself() -> None:
    """The notes of a page and its headings are found; what is nowhere is no link."""
    text = _body("甲[1](#endnote-1)，見[上](#%E7%AB%A0)與[無](#nowhere)。\n\n# 章\n\n[↑](#endnote-ref-1) 註")
    assert '<a id="p-link1" href="#p-link2">1</a>' in text and '<a id="p-link2" href="#p-link1">↑</a>' in text
    assert '<a href="#p-h1">上</a>' in text
    assert "與無。" in text


def test_hosts_in_chinese_are_written_as_dns_knows_them() -> None:
    """Percent signs mean nothing in the name of a host; in a path they do."""
    assert '<a href="https://xn--efvv70d.xn--j6w193g/%E9%A0%81">原</a>' in _body("[原](https://新聞.香港/頁)")


def test_what_lies_beyond_the_form_is_words() -> None:
    """Where formatting ends the page says so, and no id is given twice."""
    article = Article("# 章\n\n# 章\n\n", form_end=5)
    text = joined(body_pieces(article, BodyOptions(words=interface_words_for("風從臺灣來了"))))
    assert '<p class="notice">' in text
    assert text.count('id="h1"') == 1 and 'id="rest-h1"' in text


def test_lines_that_were_broken_by_hand_join() -> None:
    """No blank comes between Chinese characters, and one between words."""
    assert _body("風從\n台灣來") == "<p>風從台灣來</p>\n"
    assert _body("one\ntwo") == "<p>one two</p>\n"


def test_highlights_are_marked_in_each_element() -> None:
    """A passage is found over the ends of elements; of two that overlap both are seen."""
    pieces: Pieces = [
        "<p>",
        Words("海風從"),
        "<b>",
        Words("台灣"),
        "</b>",
        Words("來。"),
        "</p>",
        "<p>",
        Words("又一段"),
        "</p>",
    ]
    text = PassageText("海風從台灣來。\n\n又一段")
    made = [
        Highlight(name, text.quote(*place), colour)  # type: ignore[arg-type]
        for name, place, colour in (("a", (2, 9), "green"), ("b", (5, 12), "red"))
    ]
    found = joined(marked(pieces, made))
    assert found == (
        '<p>海風<mark class="green">從</mark><b><mark class="green">台灣</mark></b><mark class="green">來。</mark></p>'
        '<p><mark class="red">又一段</mark></p>'
    )
    assert marked(pieces, []) is pieces


def test_an_address_that_is_shown_may_break_anywhere() -> None:
    """A line of Chinese before it is not stretched; other words of links stay whole."""
    assert 'class="address"' in body_html("見 <https://example.org/a>")
    assert "class" not in body_html("見 [the pier](https://example.org/a)")
