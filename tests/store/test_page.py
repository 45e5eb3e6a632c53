"""Whole pages: what they say of themselves, their articles, and pages that are broken or huge."""

from __future__ import annotations

import base64
import os
import re
from html import unescape
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.store import load, page
from reader.store.front_matter_values import Form, FrontMatter
from reader.store.page import read_page
from reader.text.embedded import cut_embedded
from tests.store import saved_pages
from tests.store.saved_pages import HARBOUR, PAGES, paragraphs, whole

ARTICLE = f"<article><h1>Boats wait</h1>{paragraphs(HARBOUR)}</article>"


def words(html: str) -> str:
    """Return the text of HTML without white space."""
    return "".join(unescape(re.sub(r"<[^>]*>", " ", html)).split())


def head(elements: str) -> FrontMatter:
    """Return what a page with these elements in its head says of itself."""
    return read_page(whole(elements, ARTICLE))


@pytest.fixture(params=["with trafilatura", "without"])
def library(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> bool:
    """Both installations: with the extra, and without it."""
    if request.param == "with trafilatura":
        pytest.importorskip("trafilatura")
    else:
        monkeypatch.setattr(page, "_trafilatura", lambda: None)
    return bool(request.param == "with trafilatura")


@pytest.mark.parametrize("make", PAGES)
def test_articles(make: object, library: bool) -> None:
    """Words and pictures of the article stay in the page's own elements; what is on every page goes."""
    assert callable(make)
    saved = make()
    found = read_page(saved.html)

    text = words(found.body)
    assert [kept for kept in saved.kept if "".join(kept.split()) not in text] == []
    assert [dropped for dropped in saved.dropped if "".join(dropped.split()) in text] == []
    assert [picture for picture in saved.pictures if picture not in found.body] == []
    assert found.form is Form.PAGE
    assert found.is_present


def test_a_page_that_does_not_say_where_its_article_is(library: bool) -> None:
    """Without the library there is one warning that names what to install; a clear page has none."""
    assert read_page(saved_pages.without_article().html).warnings == (() if library else (page.NOT_SURE,))
    assert read_page(saved_pages.news().html).warnings == ()
    assert "[pages]" in page.NOT_SURE


def test_meta() -> None:
    """OpenGraph and the plain names of `meta`."""
    found = head(
        '<title>Boats wait | The Example</title><meta property="og:title" content="Boats &amp; storms"><meta property="og:site_name"'
        ' content="The Example"><meta property="article:published_time" content="2024-03-05T08:30:00+01:00"><meta property='
        '"article:modified_time" content="2024-03-06"><meta name="author" content="Ann Lee"><meta property="article:author" content='
        '"https://social.example/ann"><meta name="description" content="A quiet morning."><meta property="og:image" content="/b.jpg">'
        '<link rel="canonical" href="https://news.example/boats"><meta property="article:tag" content="sea"><meta property='
        '"article:tag" content="storm"><meta property="article:section" content="Harbour">'
    )
    assert found.values == {
        "title": "Boats & storms",
        "date": "2024-03-05T08:30:00+01:00",
        "updated": "2024-03-06",
        "author": ("Ann Lee",),
        "from": "https://news.example/boats",
        "site": "The Example",
        "description": "A quiet morning.",
        "lang": "en",
        "image": "https://news.example/b.jpg",
        "keywords": ("sea", "storm"),
        "section": "Harbour",
    }


@pytest.mark.parametrize(
    "data",
    [
        '{"@type": "NewsArticle", "headline": "Boats", "datePublished": "2024-03-05", "author": {"@type": "Person", "name": "Ann Lee"}}',
        '[{"@type": "Organization", "name": "X"}, {"@type": "Article", "headline": "Boats", "datePublished": "2024-03-05",'
        ' "author": [{"name": "Ann Lee"}]}]',
        '{"@graph": [{"@type": "WebSite", "name": "X", "url": "https://x.example/"}, {"@type": "WebPage", "datePublished":'
        ' "2000-01-01"}, {"@type": ["BlogPosting"], "headline": "Boats", "datePublished": "2024-03-05", "author": "Ann Lee"}]}',
        '{"@type": "WebPage", "mainEntity": {"@type": "Article", "headline": "Boats", "datePublished": "2024-03-05", "author":'
        ' ["Ann Lee"]}, "description": "a\nb"};',
    ],
)
def test_json_ld(data: str) -> None:
    """The article of JSON-LD, alone, in a list or in a graph, comes before `meta`."""
    found = head(f'<script type="application/ld+json">{data}</script><meta name="date" content="1999-01-01">')

    assert (found.text("title"), found.text("date"), found.text("author")) == (
        "Boats",
        "2024-03-05",
        "Ann Lee",
    )


@pytest.mark.parametrize(
    ("elements", "key", "expected"),
    [
        ('<meta name="parsely-pub-date" content="2024-03-05">', "date", "2024-03-05"),
        ('<meta name="DC.date.issued" content="2024-03-05">', "date", "2024-03-05"),
        ('<meta name="citation_publication_date" content="2024/03/05">', "date", "2024/03/05"),
        ('<meta itemprop="datePublished" content="2024-03-05">', "date", "2024-03-05"),
        (
            '<meta name="citation_author" content="Lee, Ann"><meta name="citation_author" content="Bo">',
            "author",
            ("Lee, Ann", "Bo"),
        ),
        ('<meta name="byl" content="By Ann Lee">', "author", ("Ann Lee",)),
        ('<meta name="twitter:title" content="Boats">', "title", "Boats"),
        ('<meta name="news_keywords" content="sea, storm，boat、sea">', "keywords", ("sea", "storm", "boat")),
        ('<meta property="og:locale" content="zh_TW">', "lang", "en"),
        ("<title>Boats wait – The Example – X</title>", "title", "Boats wait"),
        ("<title>Boats - a history</title>", "title", "Boats - a history"),
        ('<meta property="dc:title og:title" content="Boats">', "title", "Boats"),
        (
            '<meta itemprop="datePublished" content="12:06 PM"><meta name="date" content="2024-03-05">',
            "date",
            "2024-03-05",
        ),
        (
            '<title>Boats wait – Encyclopedia</title><script type="application/ld+json">{"@type": "Article", "headline": "what'
            ' boats do in a storm"}</script>',
            "title",
            "Boats wait",
        ),
        ('<title>A - X</title><meta property="og:site_name" content="X">', "title", "A"),
        (
            '<link rel=canonical href="https://n.example/"><meta property="og:url" content="https://n.example/a">',
            "from",
            "https://n.example/a",
        ),
        (
            '<script type="application/ld+json">{"@type": "Article", broken</script><meta name=date content=2024>',
            "date",
            "2024",
        ),
    ],
)
def test_names(elements: str, key: str, expected: object) -> None:
    """Other names under which pages say the same."""
    assert head(elements).values[key] == expected


@pytest.mark.parametrize(
    ("start", "address"),
    [
        (
            "<!DOCTYPE html> <html lang=en><!--\n Page saved with SingleFile \n url: https://news.example/a?b=c \n saved date: Tue Mar"
            " 05 2024 09:00:00 GMT+0100 (CET)\n--><head>",
            "https://news.example/a?b=c",
        ),
        (
            "<!DOCTYPE html>\n<!-- saved from url=(0026)https://news.example/a?b=c -->\n<html><head>",
            "https://news.example/a?b=c",
        ),
        (
            "<html><!-- Mirrored from news.example/a.html by HTTrack Website Copier/3.x --><head>",
            "http://news.example/a.html",
        ),
        ('<html data-scrapbook-source="https://news.example/a"><head>', "https://news.example/a"),
    ],
)
def test_what_saved_the_page(start: str, address: str) -> None:
    """Addresses that browsers and their extensions write into a page, against which others are resolved."""
    found = read_page(
        f'{start}<title>T</title><meta property="og:image" content="/b.jpg"></head><body>{ARTICLE}</body></html>'
    )

    assert found.text("from") == address
    assert found.text("image").endswith("news.example/b.jpg")
    assert found.text("saved").startswith("Tue Mar 05 2024") == ("SingleFile" in start)
    assert (
        read_page(start + '<link rel=canonical href="https://n.example/x"></head>').text("from")
        == "https://n.example/x"
    )


def test_dates_and_authors_in_the_page() -> None:
    """Where the head says nothing, `time`, marked links and elements named after the date do."""
    news = saved_pages.news()
    assert (read_page(news.html).text("date"), read_page(news.html).text("author")) == (
        "2024-03-05T08:30:00+01:00",
        "Ann Lee",
    )
    assert read_page(saved_pages.chinese_news().html).text("date") == "2024/3/5 08:30"
    assert (
        read_page(whole("", f'<div class="post-date">發布於 2024年3月5日</div>{ARTICLE}')).text("date")
        == "2024年3月5日"
    )
    assert read_page(whole("", f'<p class="title">2024-03-05</p>{ARTICLE}')).text("date") == ""


def test_pages_become_posts(tmp_path: Path) -> None:
    """A page is a post with its values, whatever its file's ending; front matter above a page comes first."""
    html = saved_pages.news().html
    (tmp_path / "a.html").write_text(html)
    (tmp_path / "b.md").write_text(f"---\ntitle: Mine\n---\n{html}")
    (tmp_path / "c.html").write_text("---\ntitle: Mine\n---\n<p>Only <b>this</b>.</p>\n")

    page_post, mixed, plain = (load.load(tmp_path, name) for name in ("a.html", "b.md", "c.html"))

    assert (page_post.post.title, page_post.post.author) == ("Boats wait for the storm", "Ann Lee")
    assert page_post.post.date is not None
    assert page_post.post.warnings == ()
    assert (mixed.post.title, mixed.post.author, "Front page" in mixed.body) == ("Mine", "Ann Lee", False)
    assert (plain.post.title, plain.body) == ("Mine", "<p>Only <b>this</b>.</p>\n")


def test_a_page_in_an_old_encoding(tmp_path: Path) -> None:
    """The encoding that the page declares is taken."""
    html = saved_pages.simplified_news().html.replace("utf-8", "gb2312")
    (tmp_path / "a.htm").write_bytes(html.encode("gb18030"))

    assert load.load(tmp_path, "a.htm").post.title == "港口的早晨"


def test_twenty_megabytes_of_pictures(tmp_path: Path) -> None:
    """Embedded pictures are cut out of a page before its words are lost to the limit of what is read."""
    picture = base64.b64encode(os.urandom(1_500_000)).decode()
    images = "".join(
        f'<p>{text}</p><img alt="Boat" src="data:image/png;base64,{picture}">' for text in HARBOUR
    )
    font = f"<style>@font-face {{ src: url(data:font/woff2;base64,{picture * 6}) }}</style>"
    (tmp_path / "a.html").write_text(whole(f"<title>Boats</title>{font}", f"<article>{images}</article>"))
    loaded = load.load(tmp_path, "a.html")

    assert (tmp_path / "a.html").stat().st_size > 18_000_000
    assert loaded.post.warnings == ()
    assert [text for text in HARBOUR if text not in unescape(loaded.body)] == []
    assert (loaded.body.count("<img"), len(loaded.body) < 5_000) == (len(HARBOUR), True)
    assert "reader-bytes=2000000," in loaded.body


def test_embedded_data() -> None:
    """Short data stays whole; long data gives its length, however it is encoded."""
    assert (
        cut_embedded(b'<img src="data:image/gif;base64,R0lGOD=">')
        == b'<img src="data:image/gif;base64,R0lGOD=">'
    )
    assert (
        cut_embedded(b"url(data:;base64," + b"A" * 5000 + b") x")
        == b"url(data:text/plain;reader-bytes=5000,) x"
    )
    svg = b"data:image/svg+xml;charset=utf-8," + b"%3Csvg%20" * 500
    assert (
        cut_embedded(b'<img src="' + svg + b'" alt="a">')
        == b'<img src="data:image/svg+xml;reader-bytes=4500," alt="a">'
    )


HOSTILE = {
    "empty": "<html>",
    "no words": "<html><body></body></html>",
    "no title": "<!doctype html><title></title>",
    "deep": "<html>" + "<div>" * 20_000 + "words",
    "deep enough": "<html>" + "<div>" * 2_000 + "words",
    "articles": "<html>" + "<article><p>words</p></article>" * 2_400,
    "open articles": "<html>" + "<article><p>words</p>" * 2_000,
    "open letters": "<html>" + "<b><i>" * 1_000 + "words",
    "a long name": '<html><div class="' + "comments-" * 50_000 + '">words</div>',
    "deep data": "<html><script type='application/ld+json'>" + "[" * 100_000 + "</script>words",
    "no addresses": "<html><base href='http://[x'><link rel=canonical href='http://[y'>words",
    "frames": "<html><div id=comments>words</div><frameset><noframes>x",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_pages(name: str, library: bool) -> None:
    """Pages that no site writes come to an end, with the words that they have."""
    html = HOSTILE[name]
    assert ("words" in html) == ("words" in read_page(html).body)


PIECES = [
    "<article>",
    "</article>",
    "<p>words words</p>",
    "<nav>",
    "</nav>",
    "<div class=comments>",
    "</div>",
    "<table>",
    "<!--",
    "<meta name=date content=x>",
    "<script>",
    "<aside>",
    "<h1>t</h1>",
    "<img src=a>",
    "<html lang=x>",
]


@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=6), max_size=25))
def test_any_page(pieces: list[str]) -> None:
    """Nothing raises."""
    found = read_page("<html>" + "".join(pieces))
    assert all(found.values.values())


@pytest.mark.parametrize(
    ("elements", "author"),
    [
        ('<p class="byline">By <a href="/ann">Ann Lee</a>, 5 March 2024</p>', "Ann Lee"),
        ('<div class="article-byline">By Ann Lee</div>', "Ann Lee"),
        ('<span class="author">記者：陳波</span>', "陳波"),
        ('<div class="author">Follow us</div>', ""),
        ('<p class="byline">Updated on 5 March 2024</p>', ""),
    ],
)
def test_bylines(elements: str, author: str) -> None:
    """Lines that are named after the author and say so name one."""
    assert (
        read_page(whole("", f"<article>{elements}{paragraphs(HARBOUR)}</article>")).text("author") == author
    )


def test_long_text_is_kept_whatever_its_name() -> None:
    """A class that means boilerplate elsewhere does not lose an article, and comments beside one go."""
    long_text = paragraphs(HARBOUR * 3)
    comments = (
        f'<div id="comments">{paragraphs(["I do not believe a word of it, and nobody should."] * 60)}</div>'
    )
    found = read_page(
        whole("", f'<div class="modal">{long_text}</div><div>{paragraphs(HARBOUR * 4)}</div>{comments}')
    )

    assert found.body.count(HARBOUR[3]) == 7
    assert "I do not believe" not in found.body


def test_pages_of_platforms_that_say_things_in_their_own_way() -> None:
    """WeChat hides its article until a script has run, Zhihu names the author first, Medium's export has no head."""
    wechat = read_page(
        '<!DOCTYPE html><html><head><meta property="og:title" content="港口"><meta property="og:site_name" content="微信公众平台">'
        '<meta property="og:article:author" content="陈船"></head><body><div id="img-content"><h1>港口</h1>'
        '<div id="meta_content"><span>原创</span><a id="js_name">潮汐周刊</a><em id="publish_time"></em></div>'
        '<div id="js_content" style="visibility: hidden; opacity: 0;"><p>船回来了。</p></div><div>扫一扫</div></div>'
        '<script>var ct = "1709625600";</script></body></html>'
    )
    assert wechat.values == {
        "title": "港口",
        "date": "1709625600",
        "author": ("陈船",),
        "site": "潮汐周刊",
    }
    assert words(wechat.body) == "船回来了。"
    zhihu = read_page(
        whole(
            "<title>港口 - 知乎</title>",
            '<article><header><h1>港口</h1><div itemprop="author" itemscope><meta itemprop="name" content="陈船">'
            f'<meta itemprop="url" content="https://z.example/"></div></header>{paragraphs(HARBOUR)}</article>',
        )
    )
    assert (zhihu.values["title"], zhihu.values["author"]) == ("港口", ("陈船",))
    medium = read_page(
        whole(
            "<title>Tides</title>",
            f'<article class="h-entry"><h1 class="p-name">Tides</h1>{paragraphs(HARBOUR)}<footer><p>By <a class="p-author h-card">'
            'Mei Sato</a></p><a class="p-canonical" href="https://m.example/tides">Canonical link</a></footer></article>',
        )
    )
    assert (medium.values["author"], medium.values["from"]) == (("Mei Sato",), "https://m.example/tides")


def test_lines_of_date_and_author_do_not_stand_in_the_text() -> None:
    """They are values of the page."""
    found = read_page(
        whole(
            "<title>Tides</title>",
            '<article><header><h1>Tides</h1><span class="posted-on"><time datetime="2024-03-05">5 March</time></span>'
            f"</header>{paragraphs(HARBOUR)}</article>",
        )
    )
    assert found.values["date"] == "2024-03-05"
    assert "5 March" not in found.body
