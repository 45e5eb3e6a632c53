"""Headings: one for each on the page, without what programs add to them; superscripts; kept line ends."""

from __future__ import annotations

import pytest

from reader.convert.markdown import convert
from reader.convert.plain import extract

SOURCE = "https://example.org/1"


def markdown(body: str) -> str:
    """Return the Markdown of a body."""
    return convert(f"<div>{body}</div>", title="", source=SOURCE).markdown


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<h2>One<div>two</div></h2><p>w</p>", "## One two\n\nw"),
        ("<h2><p>One</p><p>two</p></h2>", "## One two"),
        ("<h2><b>One<img src='a.jpg'>two</b></h2>", "## **Onetwo**\n\n![](https://example.org/a.jpg)"),
        ("<h3>One<br><br>two</h3>", "### One two"),
        ("<h3>One<ul><li>two</li></ul></h3>", "### One two"),
        ("<h3>One<img src='/a.jpg'>two</h3><p>w</p>", "### Onetwo\n\n![](https://example.org/a.jpg)\n\nw"),
        ("<h3><img src='/a.jpg'></h3>", "![](https://example.org/a.jpg)"),
        ("<h2>Open<p>" + "word " * 500, "## Open\n\n## " + "word " * 499 + "word"),
    ],
)  # fmt: skip
def test_blocks_in_a_heading_are_one_heading(body: str, expected: str) -> None:
    """Blocks inside a heading are lines of it, pictures follow it; one that is never closed ends with its block."""
    assert markdown(body) == expected


@pytest.mark.parametrize(
    "mark",
    [
        "<a href='#x'>#</a>", "<a href='#x' class='headerlink' title='Permalink'>¶</a>", "<a href='#x'>§</a>",
        "<a href='https://example.org/1#x'>🔗</a>", "<a href='#x'>&#8203;</a>", "<a href='#x'><svg></svg></a>",
        "<a href='#x'>Permalink</a>", "<a href='#x'>Link to this heading</a>", "<a href='#x'>連結</a>",
        "<span>[<a href='/w/index.php?title=y&amp;action=edit&amp;section=2'>編輯</a>]</span>",
        "[<a href='/index.php?title=y&amp;action=edit'>edit</a>]",
        "<span class='mw-editsection'>[<a href='/e'>edit</a> | <a href='/s'>edit source</a>]</span>",
        "<span><span>[</span><a href='/w?action=edit'>改</a><span> | </span><a href='/w?veaction=edit'>源</a><span>]</span></span>",
    ],
)  # fmt: skip
def test_marks_of_programs_leave_a_heading(mark: str) -> None:
    """Anchors and edit links go, whether before or behind the words, from the text that is searched, too."""
    for inner in (f"Winter{mark}", f"{mark}Winter", f"<span>Winter</span> {mark}"):
        body = f"<div><h2 id='x'>{inner}</h2><p>w</p></div>"
        assert convert(body, title="", source=SOURCE).markdown == "## Winter\n\nw"
        assert extract(body, title="", source=SOURCE).text == "Winter\nw"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<h2><a href='#x'>Winter</a></h2>", "## [Winter](#x)"),
        ("<h2 id='x'><a href='#x'>Winter</a></h2>", "## Winter"),
        ("<h2>Winter [<a href='/2'>part two</a>]</h2>", "## Winter \\[[part two](https://example.org/2)\\]"),
        ("<h2>The <a href='/edition'>edition</a></h2>", "## The [edition](https://example.org/edition)"),
        ("<h2><a href='#x'>§ 5</a></h2>", "## [§ 5](#x)"),
        ("<p>Winter <a href='#'>#</a></p>", "Winter [#](https://example.org/1)"),
    ],
)  # fmt: skip
def test_links_that_are_words_stay(body: str, expected: str) -> None:
    """A link with words of its own is no mark, nor is a sign in a paragraph."""
    assert markdown(body) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("21<sup>st</sup>, 2<sup>nd</sup>, 1<sup>er</sup>, 3<sup>e</sup>, 1<sup>º</sup>", "21st, 2nd, 1er, 3e, 1º"),
        ("5 m<sup>2</sup>, 3 km<sup>2</sup>, 2 s<sup>-1</sup>", "5 m², 3 km², 2 s⁻¹"),
        ("10<sup>6</sup>, x<sup>n</sup>, mc<sup>2</sup>, farm<sup>2</sup>", "10^6, x^n, mc^2, farm^2"),
        ("M<sup>me</sup> A, Mr<sup>s</sup> B, n<sup>o</sup> 3, Acme<sup>TM</sup>", "Mme A, Mrs B, no 3, AcmeTM"),
        ("A<sup data-numero='1' data-url='https://b.example/x'>[1]</sup> b", "A[\\[1\\]](https://b.example/x) b"),
        ("2<sup>n</sup>, 句。<sup>3</sup>", "2^n, 句。\\[3\\]"),
        ("av<sup>t</sup>, x<sup>ab</sup>, café<sup>2</sup>, 句<sup>註</sup>", "avt, x^ab, café\\[2\\], 句註"),
        ("<code>a*</code><sup><code>*</code></sup> x<sup><code>b</code></sup>", "`a*`\\* x`b`"),
    ],
)  # fmt: skip
def test_superscripts_read_right(body: str, expected: str) -> None:
    """Ordinals and abbreviations are letters, units have raised digits, exponents a caret, notes brackets."""
    assert markdown(f"<p>{body}</p>") == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<p style='white-space: pre-wrap'>一\n二</p>", "一\\\n二"),
        ("<p style='color:red;WHITE-SPACE:pre-line'>一\n二\n\n三</p>", "一\\\n二\n\n三"),
        ("<div class='x whitespace-pre-wrap'><p>一\n<b>二</b>\n三</p>\n<p>四</p></div>", "一\\\n**二**\\\n三\n\n四"),
        ("<div class='poem'>\n  一\n  二\n</div>", "一\\\n二"),
        ("<textarea>一\n二</textarea>", "一\\\n二"),
        ("<address>A Street\nB Town</address>", "A Street\\\nB Town"),
        ("<plaintext>一\n二", "```\n一\n二</div>\n```"),
        ("<p>一\n二</p>", "一二"),
        ("<div style='white-space:pre'><div>一\n二</div>三\n四</div><p>五\n六</p>", "一\\\n二\n\n三\\\n四\n\n五六"),
        ("<p style='white-space:pre'>一\n<b>二</b> 三\n四</p>", "一\\\n**二** 三\\\n四"),
        ("<p style='white-space:pre'><b>一</b>\n<b>二</b> <i>三</i></p>", "**一\\\n二** *三*"),
        ("<p style='white-space:pre'>一<b title='a\nb'>二</b></p>", "一**二**"),
        ("<span style='white-space:pre-wrap'>\n   一\n   </span>\n   二", "一二"),
        ("<p style='white-space:nowrap'>一\n二</p>", "一二"),
    ],
)  # fmt: skip
def test_line_ends_that_the_page_shows_are_kept(body: str, expected: str) -> None:
    """Style, class or element say that a line end is shown; indentation of the source is none."""
    assert markdown(body) == expected
    if "plaintext" not in body:
        found = extract(f"<div>{body}</div>", title="", source=SOURCE).text
        assert found == expected.replace("\\", "").replace("*", "").replace("\n\n", "\n")
