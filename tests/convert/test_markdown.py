"""Conversion of each structure of a page to Markdown."""

from __future__ import annotations

from datetime import datetime

import pytest

from reader.article import Article, Image, Link, TimelineEntry
from reader.convert.markdown import convert
from reader.convert.plain import extract
from reader.typeset.prepare import prepare
from tests.convert.reading import seen_text

SOURCE = "https://example.org/news/1"


def article(body: str, *, title: str = "題", source: str = SOURCE) -> Article:
    """Return the article of a body."""
    return convert(body, title=title, source=source)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<div><p>一\n   <b>二</b>\n三</p></div>", "一**二**三"),
        ("<div><p>see\n <a href='/b'>this</a>\n , please</p></div>", "see [this](https://example.org/b), please"),
        ("<div><p>他<b>「說」</b>了</p></div>", "他**「說」**了"),
        ("<div><p>word<b>(x)</b>word</p></div>", "word(**x**)word"),
        ("<div><b>a</b><b>b</b></div>", "**ab**"),
        ("<div><b><p>a</p><p>b</p></b></div>", "**a**\n\n**b**"),
        ("<div><a href='/x'><h3>a</h3><p>b</p></a></div>",
         "### [a](https://example.org/x)\n\n[b](https://example.org/x)"),
        ("<div>a<br>b<br><br>c</div>", "a\\\nb\n\nc"),
        ("<div><p>*x* 1. <code>`y`</code></p></div>", "\\*x\\* 1. `` `y` ``"),
        ("<div><p>1. x</p><p># y</p><p>&lt;tag&gt;</p></div>", "1\\. x\n\n\\# y\n\n\\<tag>"),
        ("<div><p>史泰博[4](Staples)</p></div>", "史泰博\\[4&#93;(Staples)"),
        ("<div><p>在<the one thing>這書</p></div>", "在\\<the one thing>這書"),
        ("<div><p><a href='javascript:x()'>a</a><a href='data:x'>b</a><a href='file:///c'>c</a></p></div>", "abc"),
        ("<div><pre>a\n  b</pre></div>", "```\na\n  b\n```"),
        ("<div><ul><li>a<ul><li>b</li></ul></li><li>c</li></ul></div>", "- a\n  - b\n- c"),
        ("<div><ol start='3'><li>a</li><li>b</li></ol></div>", "3. a\n4. b"),
        ("<div><blockquote><p>a</p><p>b</p></blockquote></div>", "> a\n>\n> b"),
        ("<div><table><tr><th>a|b</th><th>c</th></tr><tr><td>d<br>e</td></tr></table></div>",
         "| a\\|b | c |\n| --- | --- |\n| d<br>e |  |"),
        ("<div><p>a</p><hr><p>10<sup>6</sup></p></div>", "a\n\n---\n\n10^6"),
        ("<div><p>第二句。<sup>2</sup>又<sup>3,4</sup></p></div>", "第二句。\\[2\\]又\\[3,4\\]"),
        ("<div><table><caption>表</caption><tr><th>a</th><th>b</th></tr><tr><td>c</td><td>d</td></tr></table></div>",
         "表\n\n| a | b |\n| --- | --- |\n| c | d |"),
        ("<div><ul><li>a<pre>b\n\n\n\nc</pre></li></ul></div>", "- a\n\n  ```\n  b\n\n\n\n  c\n  ```"),
        ("<div><blockquote><pre>b\n\n\nc</pre></blockquote></div>", "> ```\n> b\n>\n>\n> c\n> ```"),
        ("<div><p>a</p><xmp><b>c</b></xmp><listing>d</listing></div>", "a\n\n```\n<b>c</b>\n```\n\n```\nd\n```"),
        ("<div><p>設<math><mi>x</mi><mo>=</mo><mn>4</mn></math>時</p></div>", "設x=4時"),
        ("<div><p><a href='/x?a>b' title='c > d'>e</a><img src='/f.jpg' alt='g > h'></p></div>",
         '[e](https://example.org/x?a%3Eb)\n\n![](https://example.org/f.jpg "g > h")'),
        ("<div><iframe src='https://www.youtube.com/embed/dQw4w9WgXcQ'></iframe></div>",
         "▶ [影片：youtube.com](https://www.youtube.com/watch?v=dQw4w9WgXcQ)"),
        ("<div><audio title='集'><source src='/a.mp3'></audio></div>", "▶ [聲音：集](https://example.org/a.mp3)"),
        ("<div><p>信<a data-cfemail='422302206c212d'>[email&#160;protected]</a></p></div>", "信a@b.co"),
        ("<div><p>看https://a.example/b的</p></div>", "看<https://a.example/b>的"),
        ("<div><p><code>a</code> <kbd>b</kbd><code>c</code><br><code>d</code></p></div>", "`a` `bc`\\\n`d`"),
        ("<div><poem>a\nb</poem><p>c<span class='sidenote'>d</span></p></div>", "a\\\nb\n\nc (d)"),
    ],
)  # fmt: skip
def test_a_structure_of_html_becomes_markdown(body: str, expected: str) -> None:
    """Each HTML structure has one form in Markdown."""
    assert article(body).markdown == expected


@pytest.mark.parametrize(
    "hidden",
    [
        "<script>x</script>", "<style>x</style>", "<noscript>x</noscript>", "<svg><title>x</title></svg>",
        "<p hidden>x</p>", "<p style='color:red;DISPLAY: none'>x</p>", "<p style='visibility : hidden'>x</p>",
        "<span class='sr-only'>x</span>",
        "<div class='sharedaddy'>x</div>", "<!-- x -->", "<h1>題</h1>", "<template>x</template>",
        "<i class='material-icons'>x</i>",
    ],
)  # fmt: skip
def test_hidden_elements_are_neither_shown_nor_indexed(hidden: str) -> None:
    """The converter and the extraction drop the same elements."""
    body = f"<div>{hidden}<p>字</p></div>"
    assert article(body).markdown == "字"
    assert extract(body, title="題", source=SOURCE).text == "字"


def test_the_preamble_is_no_part_of_the_text() -> None:
    """The epoch comment and the title link before the body are dropped."""
    body = "<!--1707313260000-->\n[題 [一]](https://example.org/news/1)\n------\n\n<div>\n<p>字</p>\n</div>\n"
    assert article(body).markdown == "字"


def test_a_figure_shows_its_caption_once() -> None:
    """An alt text that repeats the caption is dropped, any other is kept as the image's title."""
    body = (
        "<div><figure><img src='data:image/gif;base64,R0' data-src='/a.jpg' alt='說明'>"
        "<noscript><img src='/a.jpg'></noscript><figcaption>說明</figcaption></figure>"
        "<figure><img src='/b.jpg' alt='一隻貓'><figcaption>攝影：某人</figcaption></figure>"
        "<img src='/c.jpg'><p class='wp-caption-text'>外面</p><img src='/d.gif' width=1 height=1></div>"
    )
    found = article(body)
    assert found.markdown == (
        "![說明](https://example.org/a.jpg)\n\n![攝影：某人](https://example.org/b.jpg \"一隻貓\")\n\n"
        "![外面](https://example.org/c.jpg)"
    )  # fmt: skip
    assert found.captions == ("說明", "攝影：某人", "外面")
    assert found.images == (
        Image("https://example.org/a.jpg", "說明"),
        Image("https://example.org/b.jpg", "攝影：某人", "一隻貓"),
        Image("https://example.org/c.jpg", "外面"),
    )


def test_a_figure_without_a_picture_captions_the_picture_before_it() -> None:
    """A figure that has its own picture keeps its caption."""
    body = "<div><div><img src='/a.jpg' alt='說明'></div><figure><figcaption><p>說明</p></figcaption></figure></div>"
    assert article(body).markdown == "![說明](https://example.org/a.jpg)"
    body = "<div><img src='/a.jpg'><figure><img src='/b.jpg'><figcaption>說明</figcaption></figure></div>"
    assert article(body).markdown == ("![](https://example.org/a.jpg)\n\n![說明](https://example.org/b.jpg)")


def test_a_video_without_a_title_is_labelled_with_its_site() -> None:
    """This also holds for relative URLs."""
    assert "[影片：example.org]" in article("<div><p>臺灣</p><video src='/a.mp4'></video></div>").markdown


def test_keywords_related_links_and_timeline_become_structure() -> None:
    """These parts are removed from the text and returned as metadata."""
    body = (
        "<div><p>字</p><div class='insertGroup'><a class='insert' href='/2'><svg></svg><span>插</span></a></div>"
        "<div class='keywordTag'><a href='/t/1'>#台灣</a></div>"
        "<div class='moreArticle'><div>延伸閱讀</div><a href='/3'>三</a><a href='/3'>三</a></div>"
        "<div class='moreArticle'><ul class='timeline'><li class='timelineItem' data-time='2024/02/07 21:41'>"
        "<div class='timelineTitle'>題</div><div class='timelineTime'>2024/02/07 21:41</div></li>"
        "<li class='timelineItem' data-time='2024/02/06 08:00'><div class='timelineTitle'><a href='/4'>四</a></div>"
        "</li></ul></div></div>"
    )
    found = article(body)
    assert (found.markdown, found.text) == ("字", "字")
    assert found.keywords == ("台灣",)
    assert found.related == (Link("插", "https://example.org/2"), Link("三", "https://example.org/3"))
    assert found.timeline == (
        TimelineEntry("2024/02/07 21:41", "題", None, datetime(2024, 2, 7, 21, 41)),
        TimelineEntry("2024/02/06 08:00", "四", "https://example.org/4", datetime(2024, 2, 6, 8, 0)),
    )
    assert [link.text for link in found.links] == ["插", "三", "四"]


def test_a_rule_of_one_host_does_not_apply_to_another() -> None:
    """Comments are spam on one site and the article itself on another."""
    body = "<div><p>字</p><div class='comment-wrapper'><h2 class='title'>Comments</h2><p>答</p></div></div>"
    assert article(body, source="https://pao-pao.net/article/1").markdown == "字"
    assert article(body, source="https://www.chinafile.com/conversation/1").markdown == "字\n\n答"


def test_a_contributors_box_is_not_a_related_link() -> None:
    """One site uses the same kind of box for related links and for the names of speakers."""
    body = (
        "<div><div class='cboxes article'><div class='cb-head'><h3><a href='/all'>類</a></h3></div>"
        "<h2><a href='/2'>別篇</a></h2></div>"
        "<div class='cboxes contributor'><h3><a href='/contributors/3'>甲</a></h3></div><p>答</p></div>"
    )
    found = article(body, source="https://www.chinafile.com/conversation/1")
    assert found.text == "甲\n答"
    assert found.related == (Link("別篇", "https://www.chinafile.com/2"),)


def test_the_chapters_of_a_video_become_a_list() -> None:
    """A description without line breaks is split before each chapter timestamp."""
    body = "<div>\n介紹0:00 開始1:30 中間12:05 結束\n</div>"
    assert article(body).markdown == "介紹\n\n- 0:00 開始\n- 1:30 中間\n- 12:05 結束"


def test_a_quotation_in_pre_is_no_code() -> None:
    """Preformatted prose becomes a quotation with its links."""
    words = "這是一段很長的引文，並不是程式，" * 5
    body = f"<div><pre class='ql-syntax'>{words}<a href='/x'>連結</a>\n第二行</pre></div>"
    assert article(body).markdown == f"> {words}[連結](https://example.org/x)\\\n> 第二行"


def test_a_layout_table_is_no_table() -> None:
    """A table with one column, or with blocks in its cells, is layout."""
    assert (
        article("<div><table><tr><td><p>a</p></td></tr><tr><td>b</td></tr></table></div>").markdown
        == "a\n\nb"
    )


def test_a_listing_with_line_numbers_is_code() -> None:
    """A cell of line numbers beside a cell of as many lines is removed."""
    rows = "<tr>\n<td>\n<p>\n1\n</p>\n<p>\n2\n</p></td>\n<td><p>\n[a]\n</p>\n<p>\nb = 1\n</p></td></tr>"
    assert article(f"<div><table>{rows}</table></div>").markdown == "```\n[a]\nb = 1\n```"
    gutter = "<td><pre>1\n2\n3</pre></td><td><pre>a:\n\n  b</pre></td>"
    assert article(f"<div><table><tr>{gutter}</tr></table></div>").markdown == "```\na:\n\n  b\n```"
    counted = article("<div><table><tr><td>1</td><td>第一</td></tr></table></div>")
    assert counted.markdown == "| 1 | 第一 |\n| --- | --- |"


def test_a_linked_picture_keeps_its_link() -> None:
    """A link to the picture's own file is dropped."""
    body = "<div><a href='/post'><img src='/a.jpg'></a><a href='/b.jpg'><img src='/b-small.jpg'></a></div>"
    found = article(body)
    assert found.markdown == (
        "[![](https://example.org/a.jpg)](https://example.org/post)\n\n![](https://example.org/b-small.jpg)"
    )
    assert found.links == (Link("https://example.org/post", "https://example.org/post"),)


def test_markdown_comes_out_as_markdown() -> None:
    """Jekyll's tags are replaced, and relative links are resolved."""
    body = (
        "# 題\n\nIntro with `code`.\n<!--more-->\n\n{% highlight python %}\nprint(1)\n{% endhighlight %}\n\n"
        "- [x] done\n- [ ] open\n\n| a | b |\n| - | - |\n| 1 | 2 |\n\n[next]({{ site.baseurl }}/b)\n"
    )
    assert article(body).markdown == (
        "Intro with `code`.\n\n```python\nprint(1)\n```\n\n- [x] done\n- [ ] open\n\n"
        "| a | b |\n| --- | --- |\n| 1 | 2 |\n\n[next](https://example.org/b)"
    )


def test_a_figure_in_a_figure_keeps_its_caption() -> None:
    """Pictures of a gallery have captions; an inner figure without a caption joins the outer one."""
    gallery = article(
        "<div><figure><figure><img src='/a.jpg'><figcaption>甲</figcaption></figure>"
        "<figure><img src='/b.jpg'><figcaption>乙</figcaption></figure><figcaption>全</figcaption></figure></div>"
    )
    assert gallery.markdown == (
        "![甲](https://example.org/a.jpg)\n\n![乙](https://example.org/b.jpg)\n\n![全]()"
    )
    assert gallery.captions == ("甲", "乙", "全")
    nested = article(
        "<div><figure><figure><img src='/a.jpg'></figure><figcaption>全</figcaption></figure></div>"
    )
    assert nested.markdown == "![全](https://example.org/a.jpg)"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("他**「說」**了，~~（錯）~~對", "他**「說」**了，~~（錯）~~對"),
        ("First.\n<!--more-->\nSecond.", "First.\n\nSecond."),
        ("One <em>word</em>.\n\nTwo.", "One *word*.\n\nTwo."),
        ("<img src='/a.jpg'>\n\nOne.\n\nTwo.", "![](https://example.org/a.jpg)\n\nOne.\n\nTwo."),
        ("a{% comment %}b{% endcomment %}c", "ac"),
        ("{% if x %}a{% endif %} {% raw %}{% if y %}{% endraw %}", "a {% if y %}"),
        ("[a]({% post_url 2020-01-02-b %}) [c]({% link d.md %})",
         "[a](https://example.org/2020/01/02/b.html) [c](https://example.org/d.html)"),
        ("{% gist a/1 %}\n\n{% youtube dQw4w9WgXcQ %}",
         "<https://gist.github.com/a/1>\n\n▶ [Video: youtube.com](https://www.youtube.com/watch?v=dQw4w9WgXcQ)"),
        ("* TOC\n{:toc}\n\n## a {#b}\n\n![c](/d.png){: .e}", '## a\n\n![](https://example.org/d.png "c")'),
        ("```\na\n\n\nb\n```", "```\na\n\n\nb\n```"),
        ("a\n: b\n: c", "a\n:   b\n:   c"),
        ("a[^1]\n\n[^1]: b\n[^2]: nobody asked", "a[^1]\n\n\\[2\\] nobody asked\n\n[^1]: b"),
    ],
)  # fmt: skip
def test_jekyll_and_kramdown_syntax_is_replaced(body: str, expected: str) -> None:
    """Tags and attributes become Markdown or are removed, without loss of text."""
    assert article(body).markdown == expected


def test_markdown_footnotes_stay_footnotes() -> None:
    """References and texts of footnotes keep their numbers."""
    found = article("Text[^a] 中文[^b]。[^a]\n\n[^a]: First.\n[^b]: Second *note*.\n\n    More.\n")
    assert found.markdown == "Text[^1] 中文[^2]。[^1]\n\n[^1]: First.\n\n[^2]: Second *note*.\n\n    More."
    assert found.text == "Text[1] 中文[2]。[1]\nFirst.\nSecond note.\nMore."
    assert seen_text(found.markdown).split("\n")[1:] == ["First.", "Second note.", "More."]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("**甲**\n\n- [^a]: 乙", "甲\n[a] 乙"),
        ("**甲**\n\n> [^a]: 乙", "甲\n[a] 乙"),
        ("甲[^a]\n\n[^a]: [^b]: 乙", "甲[1]\n[b] 乙"),
        ("甲[^a]\n\n[^a]: 丙\n\n    - [^b]: 乙\n\n    丁", "甲[1]\n丙\n[b] 乙\n丁"),
        ("甲[^a][^b]\n\n[^a]: 丙\n\n    [^b]: 乙\n\n    丁", "甲[1][2]\n丙\n丁\n乙"),
        ("甲[^a]\n\n[^a]: 乙\n\n## 二\n\n丁[^a]\n\n[^a]: 丙", "甲[1]\n二\n丁[1]\n[a] 丙\n乙"),
        ("**甲**\n\n[^a]:\n\n        乙", "甲\n[a]\n乙"),
    ],
)
def test_no_definition_of_a_footnote_is_lost(body: str, expected: str) -> None:
    """Where nothing refers to it, or another one has its label, it stays where it stands, in lists, quotes and others."""
    assert article(body).text == expected
    assert extract(body, title="", source="").text == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<ul><li>a</li></ul><ul><li>b</li></ul><p>c</p><ul><li>d</li></ul>", "- a\n- b\n\nc\n\n- d"),
        ("<ul><li>a<ul><li>b</li></ul><ul><li>c</li></ul></li></ul>", "- a\n  - b\n  - c"),
        ("<ol><li>a</li></ol><ol start='2'><li>b</li></ol>", "1. a\n2. b"),
        ("<ol><li>a</li></ol><ol><li>b</li></ol><ol><li>c</li></ol>", "1. a\n\n1) b\n\n1. c"),
        ("<ul><li>a</li></ul><ol><li>b</li></ol>", "- a\n\n1. b"),
    ],
)
def test_adjacent_lists_keep_their_numbers(body: str, expected: str) -> None:
    """Lists that continue one another are merged; a list that starts again keeps its numbers."""
    assert article(f"<div>{body}</div>").markdown == expected


def test_an_invisible_character_makes_no_line() -> None:
    """Some editors write U+2800 for an empty line."""
    assert article("<div><p>天<br>\u2800</p><p>\u2800</p><p>地</p></div>").markdown == "天\n\n地"


def test_an_empty_body_is_an_empty_article() -> None:
    """A post may consist of its title only."""
    assert article("<div>\n\n</div>") == Article(markdown="")


_NOTES = """
<p>天<sup><a href="#fn1">1</a></sup>地<a href="https://site.example/a#fn2">2</a>，見<a href="#the-end">末尾</a>，<a href="#x">無</a>。</p>
<h2>The end</h2>
<ol><li id="fn1">玄<a href="#fnr1">↩</a></li><li id="fn2">黃<a href="#fnr2">↩</a></li></ol>
"""


def test_fragment_links_with_a_target_stay_fragment_links() -> None:
    """Footnotes and headings are targets; other fragment links lead to the page's URL."""
    article = convert(f"<div>{_NOTES}</div>", title="", source="https://site.example/a")
    assert article.markdown.splitlines()[0] == (
        "天[\\[1\\]](#fn1)地[\\[2\\]](#fn2)，見[末尾](#the-end)，[無](https://site.example/a#x)。"
    )
    assert [link.url for link in article.links] == ["https://site.example/a#x"]


def test_fragment_links_lead_to_their_targets() -> None:
    """A reference leads to its footnote and back, and a heading is found by its text."""
    article = convert(f"<div>{_NOTES}</div>", title="", source="https://site.example/a")
    prepared = prepare(article)
    places = {
        prepared.text[prepared.links[index].start :][:3]: place for index, place in prepared.places.items()
    }
    assert prepared.text[places["[1]"].offset :].startswith("1.  玄")
    assert prepared.text[places["末尾，"].offset :].startswith("The end")
    back = prepared.places[prepared.places[0].link or 0]
    assert (prepared.text[back.offset :][:3], back.link) == ("[1]", 0)
