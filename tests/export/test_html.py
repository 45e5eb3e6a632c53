"""Web pages and books: what stands in them, that nothing in them runs, and that all of it is well-formed."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.export.exporting import export
from reader.export.formats import FORMATS
from reader.export.html_body import BodyOptions
from reader.export.html_inline import address_to_xml
from reader.export.options import ChapterUnit, Options
from reader.frozen import replace
from reader.library import Library, new_highlight
from reader.text.interface_words import interface_words_for
from reader.text.passage import PassageText
from tests.export.conftest import Select, Written, body_html

MARKDOWN = st.text(alphabet="ab中 *_`[]()!<>&\"'#|-\n\\^$:~1.風\x00\ufffe\ud800", max_size=60)


def _parsed(body: str) -> ElementTree.Element:
    return ElementTree.fromstring(f'<div xmlns:epub="http://www.idpf.org/2007/ops">{body}</div>')


def _book(select: Select, folder: Path, query: str = "", **options: object) -> zipfile.ZipFile:
    file = export(select(query, options=Options(**options)), FORMATS["epub"], str(folder / "b.epub"))
    return zipfile.ZipFile(file)


@given(MARKDOWN)
def test_any_markdown_becomes_xml(markdown: str) -> None:
    """Books are XML: one sign too many, and a chapter cannot be opened. Nothing stands in it that runs or is fetched."""
    body = _parsed(body_html(markdown, BodyOptions("p1-", is_book=True)))

    assert {element.tag for element in body.iter()}.isdisjoint(
        {"script", "style", "img", "iframe", "object", "form"}
    )
    assert not [name for element in body.iter() for name in element.attrib if name.startswith("on")]


@given(st.text(max_size=40))
def test_an_address_holds_nothing_that_addresses_may_not_have(url: str) -> None:
    """Whatever a post has for an address."""
    written = (
        address_to_xml(url.encode("utf-8", "replace").decode()).replace("&amp;", "&").replace("&#x27;", "'")
    )

    assert re.fullmatch(r"(?:[A-Za-z0-9!#$&'()*+,./:;=?@_~-]|%[0-9A-Fa-f]{2})*", written)
    assert written.count("#") <= 1


def test_what_a_post_holds_is_marked_up() -> None:
    """Figures with their captions, notes that lead there and back, boxes with their kinds, tables, formulas and tasks."""
    body = body_html(
        '## 小標\n\n港口[^1]與 $`x^2`$。\n\n![港口的*船*](https://example.org/a.jpg "灰色的船")\n\n'
        "> **注意：大浪**\n>\n> 小心。\n\n| a | b |\n| --- | ---: |\n| 1 | 2 |\n\n- [x] 做完\n\n[^1]: 註。\n",
        BodyOptions("p3-", 3, is_book=True, words=interface_words_for("風從臺灣來了，見風暴與別處。")),
    )

    assert '<h3 id="p3-h1">小標</h3>' in body
    assert '<figure><p class="plate"><a href="https://example.org/a.jpg">▣ 圖片 <small>example.org' in body
    assert '<figcaption>港口的<em>船</em><span class="alt">（灰色的船）</span></figcaption>' in body
    assert 'epub:type="noteref" role="doc-noteref" id="p3-mark1" href="#p3-note1"' in body
    assert 'role="doc-footnote" id="p3-note1"' in body and 'href="#p3-mark1"' in body
    assert '<blockquote class="callout"><p><strong>注意：大浪</strong></p>\n<p>小心。</p>' in body
    assert '<td class="right">2</td>' in body
    assert '<code class="formula">x^2</code>' in body and "☑ </span>做完" in body


def test_headings_leave_no_level_out() -> None:
    """Whichever levels a post has, below a title of the level before."""
    body = body_html("## a\n\n##### b\n\n## c\n\n### d\n\n# e\n", BodyOptions(heading_level=3))

    assert re.findall(r"<h(\d)[^>]*>(\w)</h\1>", body) == [
        ("3", "a"),
        ("4", "b"),
        ("3", "c"),
        ("4", "d"),
        ("3", "e"),
    ]


@pytest.mark.parametrize(
    "markdown",
    [
        "[a](javascript:alert(1))",
        "![a](javascript:alert(1))",
        "<script>alert(1)</script>",
        '<img src=x onerror="alert(1)">',
        "[a](data:text/html,<script>alert(1)</script>)",
        "[a](file:///etc/passwd)",
        "[a](http://請加入「群」)",
    ],
)
def test_nothing_of_a_post_runs(markdown: str) -> None:
    """Addresses that are programs are no links, and HTML is text."""
    body = _parsed(body_html(markdown))

    assert {element.tag for element in body.iter()} <= {"div", "p", "figure", "figcaption"}


def test_a_link_around_a_picture_stays_one_link() -> None:
    """XHTML has no link within a link: as on the screen, the picture's own is shown."""
    body = _parsed(body_html("[![船](https://example.org/a.jpg)](https://example.org/)"))

    assert [link.get("href") for link in body.iter("a")] == ["https://example.org/a.jpg"]


def test_a_page_is_whole_and_its_links_lead_within_it(written: Written) -> None:
    """Strict HTML, each anchor once, and what links to another post leads to its place on the page."""
    page = written("html").decode()
    tree = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(page)
    anchors = [element.get("id") for element in tree.iter() if element.get("id")]
    links = [link.get("href", "") for link in tree.iter("a")]

    assert len(anchors) == len(set(anchors))
    assert {link[1:] for link in links if link.startswith("#")} <= set(anchors)
    storm = next(article for article in tree.iter("article") if article.find("h2").text == "風暴")
    assert "#p0" in [link.get("href") for link in storm.iter("a")]
    assert 'lang="en" xml:lang="en">A quiet year</a>' in page
    assert 'lang="zh-Hant"' in page and "<style>" in page
    assert not [element for element in tree.iter() if element.tag in ("script", "img", "link", "iframe")]


def test_a_book_is_read_by_the_rules(select: Select, tmp_path: Path) -> None:
    """The type first and plain, every file in the manifest, all XML, anchors once, links to what is there."""
    with _book(select, tmp_path) as book:
        first = book.infolist()[0]
        files = {name: book.read(name).decode() for name in book.namelist()}
    assert (first.filename, first.compress_type, files["mimetype"]) == (
        "mimetype",
        zipfile.ZIP_STORED,
        "application/epub+zip",
    )
    package = ElementTree.fromstring(files["book/package.opf"])
    items = {item.get("href") for item in package.iter("{http://www.idpf.org/2007/opf}item")}
    assert items == {name.removeprefix("book/") for name in files if name.startswith("book/")} - {
        "package.opf"
    }
    anchors, links = set(), set()
    for name, text in files.items():
        if name.endswith(".xhtml"):
            own = name.removeprefix("book/")
            elements = list(ElementTree.fromstring(text).iter())
            ids = [element.get("id") for element in elements if element.get("id")]
            assert len(ids) == len(set(ids))
            anchors |= {own, *(f"{own}#{each}" for each in ids)}
            hrefs = (element.get("href", "") for element in elements if element.tag.endswith("}a"))
            links |= {own + href if href.startswith("#") else href for href in hrefs if "://" not in href}
    assert links and links <= anchors
    assert files["book/toc.ncx"].count("<navPoint") == 6


@pytest.mark.parametrize(
    ("unit", "titles"),
    [
        (ChapterUnit.DAY, ["2024-02-07", "2024-02-03", "2023-05-06"]),
        (ChapterUnit.CHANNEL, ["港口新聞", "The Pier"]),
        (ChapterUnit.POST, ['海風 *Sea*, "wind"', "風暴", "A quiet year"]),
    ],
)
def test_chapters_are_days_channels_or_posts(
    select: Select, tmp_path: Path, unit: ChapterUnit, titles: list[str]
) -> None:
    """In the order of their first posts."""
    with _book(select, tmp_path, chapters=unit) as book:
        contents = ElementTree.fromstring(book.read("book/nav.xhtml"))
    space = "{http://www.w3.org/1999/xhtml}"
    chapters = contents.findall(f".//{space}nav[@id='toc']/{space}ol/{space}li/{space}a")

    assert [chapter.text for chapter in chapters] == titles


def test_a_book_holds_together_where_a_post_can_not_be_read(
    select: Select, archive: Path, tmp_path: Path
) -> None:
    """Links to it lead to a page that says so, which no contents name."""
    (archive / "_posts/2024-02-03-storm.md").unlink()
    (archive / "archived/storm copy.md").unlink()
    with _book(select, tmp_path) as book:
        assert "post2.xhtml#p1" in book.read("book/post1.xhtml").decode()
        assert 'id="p1"' in book.read("book/post2.xhtml").decode()
        assert "post2.xhtml" not in book.read("book/nav.xhtml").decode()
        assert '<itemref idref="post2" linear="no"/>' in book.read("book/package.opf").decode()


def test_the_same_posts_are_the_same_book(select: Select, tmp_path: Path) -> None:
    """To the byte; its date is that of its last post, and other chapters make another book."""
    with _book(select, tmp_path) as book:
        package = book.read("book/package.opf").decode()
    first = (tmp_path / "b.epub").read_bytes()
    export(select(), FORMATS["epub"], str(tmp_path / "b.epub"), is_forced=True)
    export(select(options=Options(is_vertical=True)), FORMATS["epub"], str(tmp_path / "v.epub"))

    assert (tmp_path / "b.epub").read_bytes() == first
    assert '<meta property="dcterms:modified">2024-02-07T22:30:00Z</meta>' in package
    with zipfile.ZipFile(tmp_path / "v.epub") as book:
        assert _identifier(book.read("book/package.opf").decode()) != _identifier(package)


def _identifier(package: str) -> str:
    return package.partition("urn:uuid:")[2][:36]


def test_a_vertical_book_turns_its_pages_from_right_to_left(select: Select, tmp_path: Path) -> None:
    """As Chinese books are bound."""
    with _book(select, tmp_path, is_vertical=True) as book:
        package, style = book.read("book/package.opf").decode(), book.read("book/style.css").decode()

    assert 'page-progression-direction="rtl"' in package and "vertical-rl" in style


def test_a_book_goes_to_a_pipe_as_to_a_file(written: Written) -> None:
    """Standard output cannot be gone back in."""
    assert zipfile.ZipFile(io.BytesIO(written("epub"))).testzip() is None


def test_what_the_user_said_is_shown_if_asked(select: Select, written: Written, library: Library) -> None:
    """Labels, notes and highlights are the user's own, and stand in nothing for people that is made without annotations."""
    post = next(iter(select("title:海風").entries())).post
    library.labels.set([post], "研究", labelled=True)
    library.notes.set([post], "我的*註*\n<script>x</script>")
    passage = PassageText("風從台灣來了").quote(2, 4)
    assert passage is not None
    library.highlights.add(post, replace(new_highlight(passage, "green"), note="島"))
    for name in ("md", "txt", "atom", "html"):
        said = ("研究", "我的", "<mark", "島")
        assert not any(each in written(name, "title:海風").decode() for each in said)
        assert "我的" in written(name, "title:海風", options=Options(has_annotations=True)).decode()
    text = written("html", "title:海風", options=Options(has_annotations=True)).decode()

    assert "#研究" in text and '我的<em class="wide">註</em><br/>&lt;script&gt;' in text
    assert (
        '<mark class="green">台灣</mark>' in text
        and "<blockquote><p>台灣</p></blockquote>\n<p>島</p>" in text
    )


def test_the_title_tells_the_language_of_a_text_without_words(
    written: Written, library: Library, archive: Path
) -> None:
    """A single letter under a Chinese title makes no English post of it."""
    file = archive / "letter.md"
    file.write_text("---\ntitle: 渡輪今天停航\ndate: 2024-02-08\n---\nX\n", encoding="utf-8")
    list(library.refresh([file]))
    assert '<article id="p0" lang="zh-Hant"' in written("html", "渡輪今天停航").decode()
