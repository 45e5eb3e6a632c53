"""Notes of pages: known by two links that lead to each other, whatever their ids are."""

from __future__ import annotations

import pytest

from reader.convert.markdown import convert
from reader.convert.plain import extract
from reader.typeset.prepare import prepare

SOURCE = "https://example.org/post"

NOTED = [
    # WordPress
    "<p>Wind<sup class='fn'><a href='#0f-a' id='0f-a-link'>1</a></sup>.</p>"
    "<ol><li id='0f-a'>Rain. <a href='#0f-a-link'>↩︎</a></li></ol>",
    # kramdown, with a name
    "<p>Wind<sup id='fnref:sea'><a href='#fn:sea'>1</a></sup>.</p>"
    "<div><ol><li id='fn:sea'><p>Rain. <a href='#fnref:sea'>↩</a></p></li></ol></div>",
    # Wikipedia
    "<p>Wind<sup id='cite_ref-Lee_1-0'><a href='#cite_note-Lee-1'>[1]</a></sup>.</p>"
    "<ol><li id='cite_note-Lee-1'><a href='#cite_ref-Lee_1-0'>^</a> Rain.</li></ol>",
    # LibreOffice
    "<p>Wind<a name='sdfootnote1anc' href='#sdfootnote1sym'><sup>1</sup></a>.</p>"
    "<div><p><a name='sdfootnote1sym' href='#sdfootnote1anc'>1</a> Rain.</p></div>",
    # Google Docs
    "<p>Wind<sup><a href='#ftnt1' id='ftnt_ref1'>[1]</a></sup>.</p>"
    "<div><p><a href='#ftnt_ref1' id='ftnt1'>[1]</a> Rain.</p></div>",
    # Substack
    "<p>Wind<a id='footnote-anchor-1' href='#footnote-1'>1</a>.</p>"
    "<div><a id='footnote-1' href='#footnote-anchor-1'>1</a><div><p>Rain.</p></div></div>",
    # the name beside the mark, the address in full, an aside
    f"<p>Wind<a id='m1'></a><sup><a href='{SOURCE}#n1'>*</a></sup>.</p>"
    "<aside id='n1'>Rain. <a href='#m1'>back</a></aside>",
]


@pytest.mark.parametrize("body", NOTED)
def test_two_links_that_lead_to_each_other_are_a_note(body: str) -> None:
    """The mark leads to the note on the screen and the note back, and neither is a link to a page."""
    article = convert(f"<div>{body}</div>", title="", source=SOURCE)
    assert article.links == ()
    prepared = prepare(article)
    mark, back = prepared.places[0], prepared.places[1]
    assert prepared.text[mark.offset :].strip("\n").startswith(("1. ", "Rain", "1 ", "[1]", "• "))
    assert mark.offset > prepared.text.index("Wind")
    assert prepared.text[back.offset :].startswith(("1", "[1]", "*"))
    assert extract(f"<div>{body}</div>", title="", source=SOURCE).references == ()


def test_two_marks_lead_to_one_note() -> None:
    """Each mark of a note leads to it, and the note leads to the first."""
    body = (
        "<div><p>One<sup id='r1'><a href='#note-x'>1</a></sup> two<sup id='r2'><a href='#note-x'>1</a></sup>.</p>"
        "<ol><li id='note-x'>^ <a href='#r1'>a</a>, <a href='#r2'>b</a> Rain.</li></ol></div>"
    )
    prepared = prepare(convert(body, title="", source=SOURCE))
    assert len(prepared.places) == 4
    assert prepared.places[0].offset == prepared.places[1].offset


@pytest.mark.parametrize(
    "body",
    [
        # a table of contents, one way and both ways
        "<ul><li><a href='#s1'>One</a></li></ul><h2 id='s1'>One</h2><p>w</p>",
        "<ul><li><a id='t1' href='#s1'>One</a></li></ul><h2 id='s1'><a href='#t1'>One</a></h2><p>w</p>",
        # back to the top
        "<div id='top'><p>w</p></div><p><a href='#top'>top</a></p>",
        "<p>w<a href='#nowhere'>1</a></p>",
        # a mark whose note leads elsewhere
        "<p>w<a id='m1' href='#n1'>1</a></p><p id='n1'>Rain <a href='#other'>x</a></p><p id='other'>y</p>",
    ],
)
def test_other_links_within_a_page_are_no_notes(body: str) -> None:
    """What leads one way, or to a heading, is no note."""
    assert "endnote" not in convert(f"<div>{body}</div>", title="", source=SOURCE).markdown


def test_thousands_of_notes_are_paired() -> None:
    """Notes in one paragraph are told apart by where they lead."""
    count = 1500
    marks = "".join(f"w<a id='m{n}' href='#x{n}'>{n}</a> " for n in range(count))
    texts = "".join(f"<a id='x{n}' href='#m{n}'>{n}</a> t<br>" for n in range(count))
    written = convert(f"<div><p>{marks}</p><p>{texts}</p></div>", title="", source=SOURCE).markdown
    assert written.count("(#endnote-ref-") == count


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ('<p>In <ahref=https: b.example x target="_blank">the <em>Paper</em>, it</ahref=https:> is.</p>', "In the *Paper*, it is."),
        ('<p>In <ahref="https://b.example/c">the paper</a>.</p>', "In [the paper](https://b.example/c)."),
        ('<p>w</p><imgsrc="https://b.example/a.jpg">', "w\n\n![](https://b.example/a.jpg)"),
        ("<p>a <ahrefs> b</p>", "a \\<ahrefs> b"),
    ],
)  # fmt: skip
def test_a_tag_that_runs_into_its_attribute_is_a_tag(body: str, expected: str) -> None:
    """Where the space after the name of a tag is missing, the tag is not shown as text."""
    assert convert(f"<div>{body}</div>", title="", source=SOURCE).markdown == expected
