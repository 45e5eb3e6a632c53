"""Pictures and media that pages show by other means than plain elements."""

from __future__ import annotations

import pytest

from reader.article import Article, Image
from reader.convert.markdown import convert
from reader.convert.plain import extract

SOURCE = "https://example.org/news/1"
VIDEO = "https://www.youtube.com/watch?v=Abcdefghi_1"
DATA = "data:image/png;base64,iVBORw0KGgo="


def article(inner: str) -> Article:
    """Return the article of a page, whose text the extraction finds, too."""
    body = f"<div><p>a</p>{inner}<p>z</p></div>"
    found = convert(body, title="", source=SOURCE)
    assert extract(body, title="", source=SOURCE).text == found.text
    return found


def images(inner: str) -> list[str]:
    """Return the URLs of the pictures of a page."""
    return [image.url for image in article(inner).images]


def links(inner: str) -> list[str]:
    """Return the URLs that a page links to, and check that the index finds them, too."""
    found = [link.url for link in article(inner).links]
    body = f"<div><p>a</p>{inner}<p>z</p></div>"
    assert set(found) <= set(extract(body, title="", source=SOURCE).links)
    return found


@pytest.mark.parametrize(
    "inner",
    [
        "<img data-src='https://i.example/b.jpg' src='data:image/gif;base64,R0=' alt='船'>",
        "<img data-echo='https://i.example/b.jpg'>",
        "<img src='/img/blank.gif' data-echo='https://i.example/b.jpg'>",
        "<img src='/static/none.gif' file='https://i.example/b.jpg' zoomfile='https://i.example/b.jpg'>",
        "<img data-lazy-original='//i.example/b.jpg' src=''>".replace("//i", "https://i"),
        "<img srcset='https://i.example/s.jpg 320w, https://i.example/b.jpg 1280w'>",
        "<img data-lazyload-srcset='https://i.example/s.jpg 320w, https://i.example/b.jpg 1280w' src='data:,'>",
        "<picture><source srcset='https://i.example/s.jpg 1x, https://i.example/b.jpg 2x'></picture>",
        "<picture><source srcset='https://i.example/b.avif' type='image/avif'>"
        "<source srcset='https://i.example/b.jpg' type='image/jpeg'><img alt='船'></picture>",
        "<picture><source data-srcset='https://i.example/b.jpg'><img class='lazyload' src='data:,'></picture>",
        "<amp-img src='https://i.example/b.jpg' width=4 height=3></amp-img>",
        "<amp-img src='https://i.example/b.jpg'><noscript><img src='https://i.example/b.jpg'></noscript></amp-img>",
        "<gallery-image src='https://i.example/b.jpg'></gallery-image>",
        "<x-lazy data-src='https://i.example/b.jpg'></x-lazy>",
        "<figure style='background-image:url(https://i.example/b.jpg)'></figure>",
        "<div role=img style=\"background: #fff url('https://i.example/b.jpg') no-repeat\"></div>",
        "<noscript><img src='https://i.example/b.jpg' alt='船'></noscript>",
        "<div class='lazy-image' data-bg='https://i.example/b.jpg'></div>",
        "<object type='image/jpeg' data='https://i.example/b.jpg'></object>",
        "<video poster='https://i.example/b.jpg'></video>",
    ],
)
def test_a_picture_is_found_wherever_its_address_stands(inner: str) -> None:
    """The largest candidate counts, and the picture stands once."""
    assert images(inner) == ["https://i.example/b.jpg"]


@pytest.mark.parametrize(
    "inner",
    [
        "<noscript><img height='1' width='1' style='display:none' src='https://www.facebook.com/tr?id=1'></noscript>",
        "<noscript><iframe src='https://www.googletagmanager.com/ns.html?id=G' style='display:none'></iframe></noscript>",
        "<amp-pixel src='https://i.example/p.gif'></amp-pixel><amp-ad src='https://i.example/a.jpg'></amp-ad>",
        "<div style='background-image:url(https://i.example/b.jpg)'></div>",
        "<img src='data:image/gif;base64,R0lGODlhAQABAAAAACw='>",
        "<div class='fb-like' data-href='https://www.facebook.com/a/posts/1'></div>",
        "<noscript>You need a script.</noscript>",
        "<svg><title>Menu</title><path d='M0'/></svg>",
    ],
)
def test_what_is_no_content_stays_away(inner: str) -> None:
    """Pixels, adverts, icons and decoration are neither pictures nor links."""
    found = article(inner)
    assert (found.markdown, found.images, found.links) == ("a\n\nz", (), ())


@pytest.mark.parametrize(
    "inner",
    ["<img alt='一艘船'>", "<img src='' alt='一艘船'>", f"<img src='{DATA}' alt='一艘船'>",
     "<figure><svg><title>一艘船</title></svg></figure>", "<svg><desc>一艘船</desc></svg>"],
)  # fmt: skip
def test_a_picture_without_an_address_keeps_its_words(inner: str) -> None:
    """Its description is shown as a caption, and can be found."""
    found = article(inner)
    assert found.markdown == "a\n\n![一艘船]()\n\nz"
    assert (found.text, found.captions) == ("a\n一艘船\nz", ("一艘船",))
    assert "data:" not in found.markdown


@pytest.mark.parametrize(
    ("inner", "shown"),
    [
        ("<table><tr><th>潮</th></tr><tr><td>低</td></tr></table>", "潮\n\n低\n\n圖"),
        ("<p>一句話</p>", "一句話\n\n圖"),
        ("", "![圖](https://i.example/b.jpg)"),
    ],
)
def test_captions_of_figures_without_a_picture(inner: str, shown: str) -> None:
    """The caption of words is a paragraph, as the sign of a picture stands for pictures alone."""
    style = "" if inner else " style='background-image:url(https://i.example/b.jpg)'"
    found = article(f"<figure{style}>{inner}<figcaption>圖</figcaption></figure>")
    assert (found.markdown, found.captions) == (f"a\n\n{shown}\n\nz", ("圖",))


def test_an_embedded_picture_is_shown_without_its_data() -> None:
    """A long `data:` URL is a picture, its caption is its figure's, and the data stand nowhere."""
    data = DATA + "A" * 5_000
    found = article(f"<img src='{data}'><figure><img src='{data}'><figcaption>船</figcaption></figure>")
    assert found.markdown == "a\n\n![]()\n\n![船]()\n\nz"
    assert found.images == (Image(""), Image("", "船"))
    body = f"<div><img src='{data}'></div>"
    assert "image" in extract(body, title="", source=SOURCE).contents


def test_a_picture_that_loads_late_is_shown_once() -> None:
    """The copy for browsers without scripts does not double it, also in another size."""
    late = "<img data-src='https://i.example/b.jpg' src='data:,'><noscript><img src='https://i.example/b.jpg?w=9'></noscript>"
    other = (
        "<img src='https://i.example/c.jpg'><noscript><img src='https://cdn.example/c-large.jpg'></noscript>"
    )
    assert images(late + other) == ["https://i.example/b.jpg", "https://i.example/c.jpg"]


@pytest.mark.parametrize(
    ("inner", "url"),
    [
        ("<amp-youtube data-videoid='Abcdefghi_1'></amp-youtube>", VIDEO),
        ("<lite-youtube videoid='Abcdefghi_1' playlabel='Play: boat'></lite-youtube>", VIDEO),
        ("<youtube-video src='https://youtu.be/Abcdefghi_1'></youtube-video>", VIDEO),
        ("<lite-vimeo videoid='123'></lite-vimeo>", "https://vimeo.com/123"),
        ("<amp-video src='/v.mp4'><div fallback>No video.</div></amp-video>", "https://example.org/v.mp4"),
        ("<amp-video><source src='/v.mp4' type='video/mp4'></amp-video>", "https://example.org/v.mp4"),
        ("<amp-audio src='/v.mp3'></amp-audio>", "https://example.org/v.mp3"),
        ("<amp-iframe src='https://b.example/x'></amp-iframe>", "https://b.example/x"),
        ("<amp-twitter data-tweetid='99'></amp-twitter>", "https://twitter.com/i/status/99"),
        ("<amp-instagram data-shortcode='Ab1'></amp-instagram>", "https://www.instagram.com/p/Ab1/"),
        ("<amp-facebook data-href='https://www.facebook.com/a/posts/1'></amp-facebook>",
         "https://www.facebook.com/a/posts/1"),
        ("<my-embed url='https://vimeo.com/123'></my-embed>", "https://vimeo.com/123"),
        ("<film-box data-video-url='https://b.example/v.webm'></film-box>", "https://b.example/v.webm"),
        ("<qqmusic albumurl='/c.jpg' audiourl='/w.m4a' musicid='1' music_name='Waves'></qqmusic>",
         "https://example.org/w.m4a"),
        ("<mpvideosnap data-url='https://finder.video.qq.com/x'></mpvideosnap>", "https://finder.video.qq.com/x"),
        ("<iframe src='https://hatenablog-parts.com/embed?url=https%3A%2F%2Fb.example%2Fx'></iframe>", "https://b.example/x"),
        ("<div class='wp-block-embed__wrapper'>\nhttps://youtu.be/Abcdefghi_1\n</div>", VIDEO),
        ("<div class='embed' cite='https://www.tiktok.com/@a/video/1'></div>", "https://www.tiktok.com/@a/video/1"),
        ("<blockquote class='instagram-media' data-instgrm-permalink='https://www.instagram.com/p/Ab1/?x=1'></blockquote>",
         "https://www.instagram.com/p/Ab1/"),
        ("<div class='fb-video' data-href='https://www.facebook.com/a/videos/1/'></div>",
         "https://www.facebook.com/a/videos/1/"),
        ("<div class='youtube-player' data-id='Abcdefghi_1'></div>", VIDEO),
        ("<div data-oembed-url='https://vimeo.com/123'></div>", "https://vimeo.com/123"),
        ("<figure class='media'><oembed url='https://youtu.be/Abcdefghi_1'></oembed></figure>", VIDEO),
        ("<script src='https://gist.github.com/ann/1a2b.js'></script>", "https://gist.github.com/ann/1a2b"),
        ("<script async src='https://telegram.org/js/telegram-widget.js?22' data-telegram-post='boats/12'></script>",
         "https://t.me/boats/12"),
        ("<noscript><a href='https://b.example/x'>Open</a></noscript>", "https://b.example/x"),
        ("<noscript><iframe src='https://player.vimeo.com/video/123'></iframe></noscript>", "https://vimeo.com/123"),
        ("<map name=m><area href='/north' alt='North'></map>", "https://example.org/north"),
        ("<iframe data-litespeed-src='https://www.youtube.com/embed/Abcdefghi_1' src='about:blank'></iframe>", VIDEO),
        ("<object><param name='movie' value='https://www.youtube.com/v/Abcdefghi_1'></object>", VIDEO),
        ("<object><embed src='https://player.youku.com/player.php/sid/XMj/v.swf'></object>",
         "https://v.youku.com/v_show/id_XMj.html"),
        ("<video controls><source src='film.webm'></video>", "https://example.org/news/film.webm"),
        ("<video><a href='/film.mp4'>Download</a></video>", "https://example.org/film.mp4"),
        ("<x-link href='https://b.example/x'>Words</x-link>", "https://b.example/x"),
        ("<script src='http://[a'></script><script src='https://b.example/a.js'></script>"
         "<script src='https://gist.github.com/ann/1a2b'></script><a href='https://b.example/x'>W</a>", "https://b.example/x"),
    ],
)  # fmt: skip
def test_media_are_links_whatever_embeds_them(inner: str, url: str) -> None:
    """Custom elements, quotations, scripts and fallbacks keep the address of what they embed, once."""
    assert links(inner) == [url]


def test_a_link_that_is_there_is_not_given_twice() -> None:
    """Neither a fallback nor a permalink repeats what the page links to."""
    gist = "<script src='https://gist.github.com/a/1.js'></script><noscript><a href='https://gist.github.com/a/1'>Gist</a></noscript>"
    assert links(gist) == ["https://gist.github.com/a/1"]
    post = (
        "<blockquote data-instgrm-permalink='https://www.instagram.com/p/Ab1/?utm_source=x'>"
        "<a href='https://www.instagram.com/p/Ab1/'>Look</a></blockquote>"
    )
    assert links(post) == ["https://www.instagram.com/p/Ab1/"]
    for inside in (
        "<iframe src='https://www.youtube.com/embed/Abcdefghi_1'></iframe>",
        "<a href='https://www.youtube.com/watch?v=Abcdefghi_1'><img src='p.jpg'></a>",
    ):
        assert links(f"<div class='youtube-player' data-id='Abcdefghi_1'>{inside}</div>") == [VIDEO]
    other = "<a href='/other'><img src='p.jpg'></a>"
    both = links(f"<div class='youtube-player' data-id='Abcdefghi_1'>{other}</div>")
    assert sorted(both) == ["https://example.org/other", VIDEO]
    assert links(
        "<div cite='https://youtu.be/Abcdefghi_1'><iframe src='https://youtu.be/Abcdefghi_1'></iframe></div>"
    ) == [VIDEO]


def test_the_title_of_a_film_is_its_label() -> None:
    """The words of a player that name the film are shown."""
    found = article("<p>臺灣</p><lite-youtube videoid='Abcdefghi_1' playlabel='一艘船'></lite-youtube>")
    assert f"▶ [影片：一艘船]({VIDEO})" in found.markdown


def test_the_words_of_a_custom_element_stay() -> None:
    """An element that carries an address and words keeps both."""
    found = article("<x-card src='https://i.example/b.jpg'><p>Words <b>here</b>.</p></x-card>")
    assert found.text == "a\nWords here.\nz"
    assert found.markdown == "a\n\n![](https://i.example/b.jpg)\n\nWords **here**.\n\nz"
    assert article("<x-box><p>Words</p></x-box>").text == "a\nWords\nz"
    assert article("<p><x-link href='/b'>one <b>two</b></x-link></p>").markdown == (
        "a\n\n[one **two**](https://example.org/b)\n\nz"
    )


def test_two_players_are_two_films() -> None:
    """A page that shows a film twice says so twice."""
    frame = "<iframe src='https://www.youtube.com/embed/Abcdefghi_1?rel=0'></iframe>"
    assert links(frame * 2) == [VIDEO, VIDEO]


@pytest.mark.parametrize(
    ("beside", "is_shown"),
    [("<script>write()</script>", True), ("<p>Shown.</p>", False), ("<h2>Shown</h2>", False)],
)
def test_an_article_that_a_script_would_write(beside: str, is_shown: bool) -> None:
    """Paragraphs for browsers without scripts are the article where the page has no other words."""
    body = (
        f"<article>{beside}<div><noscript><p>One <b>boat</b>.</p><p>Two boats.</p></noscript></div></article>"
    )
    found = convert(body, title="", source="").markdown
    assert found == "One **boat**.\n\nTwo boats." if is_shown else "boat" not in found
