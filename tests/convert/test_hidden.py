"""What a browser hides is neither shown nor found, and nothing else is lost with it."""

from __future__ import annotations

import re

import pytest

from reader.convert.hidden import declarations
from reader.convert.markdown import convert
from reader.convert.plain import extract

SOURCE = "https://example.org/news/1"


def text(inner: str) -> str:
    """Return the text of a page, the same for the screen and the index."""
    body = f"<div><p>a</p>{inner}<p>z</p></div>"
    found = convert(body, title="", source=SOURCE)
    assert extract(body, title="", source=SOURCE).text == found.text
    return found.text


@pytest.mark.parametrize(
    "inner",
    [
        "<dialog><p>x</p></dialog>", "<div role='dialog' aria-hidden='true'>x</div>",
        "<div class='modal fade' role='dialog'><p>x</p></div>", "<div class='modal' aria-hidden='true'>x</div>",
        "<div popover id=p>x</div>", "<p hidden>x</p>", "<p hidden='until-found'>x</p>", "<p class='d-none'>x</p>",
        "<div class='box hidden'>x</div>", "<div class='is-hidden'>x</div>", "<p class='d-none d-print-block'>x</p>",
        "<p style='display:none'>x</p>", "<p style='DISPLAY :  NONE !important'>x</p>",
        "<p style='color:red;display:\tnone;'>x</p>", "<p style='visibility: hidden'>x</p>",
        "<p style='content-visibility:hidden'>x</p>", "<p style='font-size:0'>x</p>", "<p style='font-size: 0px'>x</p>",
        "<span style='opacity:0'>x</span>", "<span style='opacity:0.0;color:red'>x</span>",
        "<p style='position:absolute;left:-9999px'>x</p>", "<p style='position:fixed; top: -1000em'>x</p>",
        "<p style='position:absolute;clip:rect(1px, 1px, 1px, 1px)'>x</p>",
        "<p style='position:absolute;clip-path:inset(50%)'>x</p>",
        "<p style='position:absolute;width:1px;height:1px;overflow:hidden'>x</p>", "<p style='text-indent:-9999px'>x</p>",
        "<span class='visually-hidden'>x</span>", "<span class='screen-reader-text'>x</span>",
        "<span class='show-for-sr'>x</span>", "<input type='hidden' value='x'>", "<template><p>x</p></template>",
        "<div class='d-none'><dialog>x</dialog><p style='display:none'>x<b hidden>x</b></p></div>",
        "<div id='cookie-notice'>x</div>", "<div class='cookie-banner'>x</div>", "<button>Copy</button>",
        "<div class='addtoany_share_save_container'>x</div>",
    ],
)  # fmt: skip
def test_hidden_words_are_not_shown(inner: str) -> None:
    """Dialogs, styles, classes and attributes hide what they hide in a browser."""
    assert text(inner) == "a\nz"


@pytest.mark.parametrize(
    "inner",
    [
        "<dialog open><p>x</p></dialog>", "<details><summary>x</summary></details>", "<p style='opacity:0.9'>x</p>",
        "<p style='backface-visibility:hidden'>x</p>", "<div id='a' class='b' style='visibility:hidden;opacity:0'>x</div>", "<p style='font-size:0.9em'>x</p>",
        "<p style='position:absolute;left:-3px'>x</p>", "<p style='margin-left:-999px'>x</p>",
        "<p class='hidden md:block'>x</p>", "<p class='d-none d-lg-flex'>x</p>", "<p class='wow invisible'>x</p>",
        "<p style='opacity:0;transition:opacity 1s'>x</p>", "<section data-aos='fade-up' style='opacity:0'>x</section>",
        "<div style='font-size:0'><span style='font-size:16px'>x</span></div>", "<p aria-hidden='true'>x</p>",
        "<p style='height:0;overflow:hidden'>x</p>", "<p style='--x:display'>x</p>", "<div role='dialog'>x</div>",
        "<div class='modal show' role='dialog'>x</div>", "<p class='hidden-gem'>x</p>", "<p style='display:block'>x</p>",
        "<p style='text-indent:-2em'>x</p>", "<nav>x</nav>", "<aside>x</aside>", "<button>x</button>",
    ],
)  # fmt: skip
def test_visible_words_stay(inner: str) -> None:
    """What only resembles a hidden element is shown."""
    assert text(inner) == "a\nx\nz"


@pytest.mark.parametrize(
    "start",
    [
        "<object data='b.bin'>", "<object data='b.bin'>y</object><object data='c.bin'>", "<video src='b.mp4'><track src='c.vtt'>",
        "<AUDIO src='b.mp3'>", "<canvas id='b'>", "<svg width='1'><foreignObject>", "<svg>", "<noscript>", "<template>",
        "<dialog>", "<datalist>", "<iframe src='https://b.example/'>", "<ruby><rp>(", "<script>var b;</script><script>var c;\n\n",
        "<style>b{}<p>", "<title>b<p>", "<!-- b\n",
    ],
)  # fmt: skip
def test_words_after_what_is_never_closed_stay(start: str) -> None:
    """An element that shows nothing, and that the page does not close, takes no words with it."""
    for body in (f"<div><p>a</p>{start}x<p>z</p></div>", f"a\n\n{start}x\n\nz\n"):
        found = convert(body, title="", source=SOURCE)
        assert {"x", "z"} <= set(re.findall(r"\w+", found.text)), body
        assert {"x", "z"} <= set(re.findall(r"\w+", extract(body, title="", source=SOURCE).text)), body


def test_an_article_that_a_script_reveals_stays() -> None:
    """A long transparent text is an article that waits for its script."""
    words = "一二三四五" * 100
    assert text(f"<div style='opacity:0'>{words}</div>") == f"a\n{words}\nz"


@pytest.mark.parametrize(
    "inner",
    [
        "<ul><li><a href='https://www.facebook.com/sharer/sharer.php?u=x'>分享到臉書</a></li>"
        "<li><a href='https://twitter.com/intent/tweet?url=x'>Twitter</a></li></ul>",
        "<div>Share: <a href='https://x.com/intent/post?url=x'>X</a> <a href='https://t.me/share/url?url=x'>Telegram</a>"
        " <a href='mailto:?subject=x&body=y'>Mail</a> <a href='javascript:print()'>Print</a></div>",
        "<p><a href='https://social-plugins.line.me/lineit/share?url=x'>分享到 LINE</a></p>",
        "<div><a href='http://service.weibo.com/share/share.php?url=x'><img src='/w.png' alt='w'></a></div>",
    ],
)
def test_share_buttons_are_not_shown(inner: str) -> None:
    """A box of links that share the page is no part of the article."""
    body = f"<div><p>a</p>{inner}<p>z</p></div>"
    found = convert(body, title="", source=SOURCE)
    assert (found.markdown, found.links, found.images) == ("a\n\nz", (), ())
    assert extract(body, title="", source=SOURCE).links == ()


@pytest.mark.parametrize(
    ("inner", "seen"),
    [
        ("<p>Read <a href='https://www.facebook.com/sharer/sharer.php?u=x'>this</a> first, it is worth it.</p>",
         "Read this first, it is worth it."),
        ("<p><a href='https://twitter.com/intent/tweet?text=x'>A long sentence that the author wants to be passed on.</a></p>",
         "A long sentence that the author wants to be passed on."),
        ("<p><a href='https://www.facebook.com/boats'>分享</a></p>", "分享"),
        ("<ul><li><a href='https://t.me/share/url?url=x'>One</a></li><li><a href='https://b.example/'>Two</a></li></ul>",
         "One\nTwo"),
    ],
)  # fmt: skip
def test_a_link_in_the_text_is_no_button(inner: str, seen: str) -> None:
    """A sharing link among words, or with a sentence of its own, is the author's."""
    assert text(inner) == f"a\n{seen}\nz"


def test_declarations_are_read_as_css_reads_them() -> None:
    """The last of a name counts, in any case."""
    assert declarations("Color: RED; display:none ; display : Block !important;x;") == {
        "color": "red",
        "display": "block",
    }
