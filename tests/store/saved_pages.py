"""Whole pages of our own making, as sites of different kinds write them: what is kept of each, and what is not."""

from __future__ import annotations

from dataclasses import dataclass

HARBOUR = [
    "The harbour was quiet this morning, and the boats stayed at their ropes because of the storm that had been "
    "announced the evening before, as the port office said in a note.",
    "Fishermen gathered in the small shop at the corner, drank hot tea, and talked about the new bridge, whose "
    "building begins next month if the council agrees.",
    "“We have waited for twenty years,” said one of them, a man in a yellow coat, who did not want to give his "
    "name; “another month makes no difference to us.”",
    "The council meets on Thursday. It is expected to agree, since the money for the first pier has been set aside "
    "in the budget of the current year.",
]
PORT = [
    "港口今天早上十分安靜，因為昨晚預報有暴風雨，所有的船都還繫在碼頭邊，港務局在公告裡這樣說，漁民們只好等待。",
    "漁民們聚在街角的小店裡，一邊喝熱茶，一邊談論新橋的工程；如果議會同意，工程下個月就會開始，為期大約兩年半。",
    "「我們已經等了二十年，」其中一位穿黃色外套的男子說，他不願透露姓名，「再多等一個月，對我們來說也沒有差別。」",
    "議會將在星期四開會。由於今年的預算已經撥出第一座橋墩的費用，一般預料這項計畫會順利通過，居民也都表示歡迎。",
]
GANGKOU = [
    "港口今天早上十分安静，因为昨晚预报有暴风雨，所有的船都还系在码头边，港务局在公告里这样说，渔民们只好等待。",
    "渔民们聚在街角的小店里，一边喝热茶，一边谈论新桥的工程；如果议会同意，工程下个月就会开始，为期大约两年半。",
    "“我们已经等了二十年，”其中一位穿黄色外套的男子说，他不愿透露姓名，“再多等一个月，对我们来说也没有差别。”",
]
NAV = '<nav><ul><li><a href="/">Front page</a></li><li><a href="/world">World desk</a></li><li><a href="/sport">Sport desk</a></li></ul></nav>'
FOOTER = '<footer><p>Copyright of the Example Publishing House, all rights are reserved in every country.</p><a href="/imprint">Imprint</a></footer>'
SIDEBAR = '<aside class="sidebar"><h3>Most read today</h3><ul><li><a href="/1">Ten boats that you must see before summer ends</a></li><li><a href="/2">How a cook became the mayor of a town</a></li></ul></aside>'
COOKIES = '<div id="cookie-banner" class="cookie-consent"><p>We and our partners store cookies on your device to improve our services and to show advertisements.</p><button>Accept all</button></div>'
COMMENTS = '<section id="comments" class="comments"><h3>2 comments</h3><div class="comment"><p>I do not believe a word of what they say about bridges, honestly.</p></div><div class="comment"><p>My uncle has a boat too, and he thinks otherwise about it.</p></div></section>'
DROPPED = (
    "Front page",
    "World desk",
    "Copyright of the Example",
    "Ten boats that you must",
    "How a cook became",
    "We and our partners store",
    "Accept all",
)


@dataclass(frozen=True)
class Page:
    """A page and what a reader of it must see."""

    html: str
    kept: tuple[str, ...]
    dropped: tuple[str, ...] = DROPPED
    pictures: tuple[str, ...] = ()
    comments: tuple[str, ...] = ()
    """words of comments, which may stay or go"""


def paragraphs(texts: list[str]) -> str:
    """Return texts as paragraphs."""
    return "".join(f"<p>{text}</p>" for text in texts)


def whole(head: str, body: str, lang: str = "en") -> str:
    """Return a page with a head and a body."""
    return f'<!DOCTYPE html>\n<html lang="{lang}"><head><meta charset="utf-8">{head}</head>\n<body>{body}</body></html>\n'


def news() -> Page:
    """A news site: article with header, figures, a quotation, related links, sidebar and comments."""
    article = (
        '<article class="story"><header><h1>Boats wait for the storm</h1><p class="standfirst">A quiet morning at the old '
        'harbour.</p><div class="byline">By <a rel="author" href="/ann">Ann Lee</a> <time datetime="2024-03-05T08:30:00+01:00">'
        '5 March 2024</time></div></header><figure><img src="https://img.example/boat-1200.jpg" alt="A boat"><figcaption>A boat'
        " at its rope. Photo: Bo Chen</figcaption></figure>"
        + paragraphs(HARBOUR[:2])
        + "<h2>Twenty years of waiting</h2><blockquote>"
        + paragraphs(HARBOUR[2:3])
        + "</blockquote><ul><li>The first pier is paid for already.</li><li>The second is not paid yet.</li></ul>"
        + paragraphs(HARBOUR[3:])
        + '<div class="share-buttons"><a href="https://social.example/share?u=1">Share this on Social</a></div></article>'
    )
    head = "<title>Boats wait for the storm | The Example</title>"
    return Page(
        whole(head, NAV + COOKIES + f"<main>{article}{SIDEBAR}</main>" + COMMENTS + FOOTER),
        (
            *HARBOUR,
            "Twenty years of waiting",
            "The first pier is paid",
            "A boat at its rope",
            "A quiet morning at the old",
        ),
        (*DROPPED, "Share this on Social"),
        ("boat-1200.jpg",),
        ("I do not believe a word",),
    )


def blog() -> Page:
    """A blog: code, a list and two pictures in the text, tags and neighbours below."""
    body = (
        '<div id="page"><div class="site-header"><a href="/">My diary of small programs</a></div><div class="content-area">'
        '<div class="post hentry"><h1 class="entry-title">Counting boats</h1><div class="entry-content">'
        + paragraphs(HARBOUR[:1])
        + '<p><img class="alignnone" src="/wp-content/uploads/one.png" alt="One"></p><pre><code>boats = [1, 2]\nfor boat in boats:\n'
        "    print(boat)</code></pre>"
        + paragraphs(HARBOUR[1:3])
        + '<p><img src="/wp-content/uploads/two.png"></p><ol><li>Open the file with a program.</li><li>Count all the lines in it.'
        "</li></ol>"
        + paragraphs(HARBOUR[3:])
        + '</div><div class="post-navigation"><a href="/older">Older: a walk to the '
        f"lighthouse</a></div></div></div>{SIDEBAR}</div>"
    )
    return Page(
        whole("<title>Counting boats – My diary</title>", body + COMMENTS + FOOTER),
        (*HARBOUR, "for boat in boats", "Count all the lines"),
        (*DROPPED, "Older: a walk"),
        ("one.png", "two.png"),
    )


def without_article() -> Page:
    """A page of tables and divisions without one element that says what it is."""
    body = (
        '<div id="wrap"><div id="head"><a href="/">Front page</a> <a href="/world">World desk</a></div><div id="left"><a href="/1">'
        'Ten boats that you must see</a><br><a href="/2">How a cook became the mayor</a></div><div id="mid"><div class="tit">Boats '
        'wait for the storm</div><div class="txt">'
        + "<br><br>".join(HARBOUR)
        + '</div></div><div id="foot">Copyright of the '
        "Example Publishing House</div></div>"
    )
    return Page(whole("<title>Boats wait for the storm</title>", body), tuple(HARBOUR))


def chinese_news(lang: str = "zh-Hant") -> Page:
    """A Chinese news site with figures, captions, keywords and further reading."""
    texts = PORT if lang == "zh-Hant" else GANGKOU
    body = (
        '<div class="top-nav"><a href="/">首頁新聞</a><a href="/world">國際新聞</a></div><div class="centralContent"><h1><span>港口的'
        '早晨</span></h1><div class="updatetime"><span>2024/3/5 08:30</span></div><div class="fullPic"><figure><picture><img src="'
        'https://img.example/port-800.jpg" alt="港口"></picture><figcaption>港口的船。（記者陳波攝）</figcaption></figure></div>'
        '<div class="paragraph">'
        + paragraphs(texts[:2])
        + '<figure><img data-src="https://img.example/tea-800.jpg" src="data:image/gif;base64,R0lGODlhAQABAAAAACw=" alt="茶">'
        "<figcaption>街角的小店。</figcaption></figure>"
        + paragraphs(texts[2:])
        + '</div><div class="moreArticle"><a href="/a/2">延伸閱讀：新橋的歷史</a></div></div><div class="rank">熱門新聞排行<ul><li><a'
        ' href="/h1">廚師當上市長的故事</a></li><li><a href="/h2">夏天結束前必看的十艘船</a></li></ul></div><div class="footer">版權'
        "所有，未經許可不得轉載本站任何內容。</div>"
    )
    return Page(
        whole("<title>港口的早晨 | 地方 | 範例社</title>", body, lang),
        (*texts, "港口的船。", "街角的小店。"),
        ("首頁新聞", "國際新聞", "廚師當上市長", "夏天結束前", "版權所有"),
        ("port-800.jpg", "tea-800.jpg"),
    )


def simplified_news() -> Page:
    """The same kind of site in Simplified Chinese."""
    return chinese_news("zh-CN")


def forum() -> Page:
    """A forum: several posts of one thread, all of which are the text."""
    posts = "".join(
        f'<div class="post" id="p{number}"><div class="author"><a href="/u/{name}">{name}</a></div><div class="post-body">'
        f"<p>{text}</p></div></div>"
        for number, (name, text) in enumerate(zip(("ann", "bo", "cai", "dan"), HARBOUR, strict=True))
    )
    body = f'{NAV}<div id="thread"><h1>What about the bridge?</h1>{posts}</div>{FOOTER}'
    return Page(whole("<title>What about the bridge? - Harbour forum</title>", body), tuple(HARBOUR))


def short_note() -> Page:
    """A page with few words: a picture and two sentences."""
    body = (
        f'{NAV}<main><article><h1>A boat</h1><figure><img src="boat.png" alt="The boat"><figcaption>The boat, seen from the pier.'
        "</figcaption></figure><p>It is blue. It has two sails.</p></article></main>" + FOOTER
    )
    return Page(
        whole("<title>A boat</title>", body),
        ("It is blue. It has two sails.", "seen from the pier"),
        DROPPED,
        ("boat.png",),
    )


def cookie_wall() -> Page:
    """A long banner about cookies before a short article."""
    banner = "<div class='consent-overlay'><h2>Your privacy</h2>" + paragraphs(
        ["We and our partners store cookies on your device, and we read them, and so do two hundred others."]
        * 12
    )
    body = f'{banner}<button>Accept all</button></div><div role="main" class="body-text">{paragraphs(HARBOUR)}</div>{FOOTER}'
    return Page(whole("<title>Boats</title>", body), tuple(HARBOUR))


def with_table() -> Page:
    """A text with a table, a video and an embedded frame in it."""
    table = (
        "<table><tr><th>Boat</th><th>Length</th></tr><tr><td>Swallow</td><td>twelve metres</td></tr></table>"
    )
    media = '<iframe src="https://www.youtube.com/embed/dQw4w9WgXcQ"></iframe><video src="https://img.example/film.mp4"></video>'
    body = f"{NAV}<article><h1>Lengths</h1>{paragraphs(HARBOUR[:2])}{table}{media}{paragraphs(HARBOUR[2:])}</article>{SIDEBAR}{FOOTER}"
    return Page(
        whole("<title>Lengths</title>", body),
        (*HARBOUR, "Swallow", "twelve metres"),
        DROPPED,
        ("film.mp4", "dQw4w9WgXcQ"),
    )


def link_list() -> Page:
    """A weekly list of links, most of whose words are links."""
    items = "".join(
        f'<li><a href="https://n.example/{number}">{text[:70]}</a></li>'
        for number, text in enumerate(HARBOUR)
    )
    body = f'{NAV}<div class="post-content"><h1>Links of the week</h1><p>What I read this week about the harbour:</p><ul>{items}</ul></div>{FOOTER}'
    return Page(whole("<title>Links of the week</title>", body), tuple(text[:60] for text in HARBOUR))


def evernote() -> Page:
    """A note exported from Evernote."""
    head = '<meta name="created" content="2024-03-05 08:30:00 +0000"/><meta name="author" content="Ann Lee"/><title>Boats</title>'
    body = (
        '<div class="note"><h1>Boats</h1><div>'
        + "".join(f"<div>{text}</div><div><br/></div>" for text in HARBOUR)
        + "</div></div>"
    )
    return Page(whole(head, body), tuple(HARBOUR))


def pocket() -> Page:
    """A list of saved addresses exported from Pocket."""
    links = "".join(
        f'<li><a href="https://n.example/{number}" time_added="1709627{number}00" tags="sea,harbour">{text[:50]}</a></li>'
        for number, text in enumerate(HARBOUR)
    )
    body = f"<h1>Unread</h1><ul>{links}</ul><h1>Read Archive</h1><ul><li><a href='https://n.example/9'>An older page</a></li></ul>"
    return Page(
        whole("<title>Pocket Export</title>", body), (*(text[:40] for text in HARBOUR), "An older page"), ()
    )


PAGES = (
    *(
        news,
        blog,
        without_article,
        chinese_news,
        simplified_news,
        forum,
        short_note,
        cookie_wall,
        with_table,
        link_list,
    ),
    *(evernote, pocket),
)
