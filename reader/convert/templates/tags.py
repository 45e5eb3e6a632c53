"""The table of template tags: what each name stands for, whichever language it is written in.

Names are compared without case, hyphens and underscores. An include of Jekyll (`{% include youtube.html id=… %}`)
stands for the tag with the name of its file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum, auto
from typing import NamedTuple

from reader.text.words import word_set


class Kind(Enum):
    """What a tag stands for."""

    RAW = auto()
    """nothing inside it is a template"""
    COMMENT = auto()
    CODE = auto()
    FORMULA = auto()
    """TeX"""
    PICTURE = auto()
    CAPTION = auto()
    """a picture inside it, with its caption"""
    FRAME = auto()
    """a film or a page in a frame, at an address made of the first argument"""
    MEDIA = auto()
    """a film or sound file"""
    LINK = auto()
    """a link at an address made of the arguments"""
    BUTTON = auto()
    """a link with a text among the arguments or inside it"""
    ADDRESS = auto()
    """an address as it stands in a link"""
    REFERENCE = auto()
    """a link to a post or file of the site, by its name, with an optional text"""
    BOX = auto()
    QUOTE = auto()
    SECTION = auto()
    """words under a title: what unfolds, a tab"""
    TEXT = auto()
    """words among the arguments, in the sentence"""
    NOTE = auto()
    """a remark beside the text, its words the last argument"""
    LINKS = auto()
    """sites as data"""
    FLOW = auto()
    """of a template's own, which shows nothing by itself"""


class TagRow(NamedTuple):
    """What a tag name stands for."""

    kind: Kind
    pattern: str = ""
    """the address: `{}` is the first argument, `{name}` a named one"""
    names: tuple[str, ...] = ()
    """the names that the main argument may have"""


def normalised(name: str) -> str:
    """Return a tag's name for comparison."""
    return re.sub(r"[-_]", "", name.rpartition("/")[2].partition(".")[0]).lower()


_ID = ("id", "video", "videoid", "src", "url", "code", "key", "bvid", "hash", "slug", "name")
_SRC = (
    "src",
    "url",
    "href",
    "link",
    "path",
    "file",
    "source",
    "mp4",
    "webm",
    "ogv",
    "mp3",
    "m4a",
    "video",
    "audio",
    "name",
)

_NAMES: dict[Kind, str] = {
    Kind.RAW: "raw verbatim",
    Kind.COMMENT: "comment css js stylesheet javascript",
    Kind.CODE: """
        highlight codeblock code code_block prism syntaxhighlight sourcecode mermaid plantuml graphviz flowchart
        terminal console cmd command shell snippet codesnippet code_toggle gcode chart echarts wavedrom diagram
        goat dot
    """,
    Kind.FORMULA: "katex math mathjax latex equation",
    Kind.PICTURE: """
        figure fig img image asset_img imgcap picture photo pic image_caption responsive_image respimg imgproc
        lightbox fancybox inlineimage inlineimg inline_image img_responsive zoomable full_image fullimage
        postimage post_image local_image cloudinary imagekit screenshot thumbnail lazyimg imgfig imageproc
        image_full resize_image
    """,
    Kind.CAPTION: "caption wp_caption",
    Kind.MEDIA: "video audio mp4 mp3 html5video dplayer aplayer player videojs plyr videotag audio_player music movie",
    Kind.BUTTON: """
        button btn linkcard link_card card bookmark cardlink link_preview linkpreview linkbutton hlink extlink
        external_link externallink a href site url_card urlcard oembed unfurl embed cta go goto pdf googlemaps
        facebook iframely url attachment download cell
    """,
    Kind.ADDRESS: """
        ref relref post_url link post_path asset_path absref permalink static staticref get_url url_for absurl relurl
        asset_url file full_url_for
    """,
    Kind.REFERENCE: "post_link asset_link page_link include_code internal_link notebook ipynb jupyter",
    Kind.BOX: """
        notice note notes tip info information warning warn danger hint alert admonition callout important caution
        attention question success error message panel box infobox disclaimer example abstract todo bug failure
        noteblock remark faq announcement
    """,
    Kind.QUOTE: "blockquote quote pullquote epigraph centerquote cq pull blockcite citation testimonial poem",
    Kind.SECTION: """
        details expand collapse collapsible spoiler fold folding toggle hidetoggle hideblock accordion
        accordion_item tab tabitem tab_item timeline disclosure showhide reveal timelineitem step dropdown foldable summary
    """,
    Kind.TEXT: """
        label kbd key u emp wavy del span p psw hideinline color mark newthought badge tag emphasize hl text
        abbr term tooltip codetitle checkbox radio underline strike bold italic ruby
    """,
    Kind.NOTE: "sidenote marginnote margin_note side_note footnote fn",
    Kind.LINKS: "flink linkgrid link_grid",
    Kind.FLOW: """
        if elsif elseif elif else unless case when for break continue cycle tablerow increment decrement assign
        capture include icon subtabs include_relative include_cached render layout set macro import from block extends call
        filter autoescape raw with more toc tabs gallery partial liquid increment ifchanged
    """,
}

_ADDRESSES: tuple[tuple[Kind, str, str], ...] = (
    (Kind.FRAME, "youtube youtubevideo youtubeplayer youtubeembed youtubelite youtubeenhanced yt liteyoutube ytembed",
     "https://www.youtube.com/watch?v={}"),
    (Kind.FRAME, "youtubeplaylist youtube_list", "https://www.youtube.com/playlist?list={}"),
    (Kind.FRAME, "vimeo vimeovideo vimeosimple vimeoplayer", "https://vimeo.com/{}"),
    (Kind.FRAME, "bilibili bili bilibiliplayer", "https://www.bilibili.com/video/{}"),
    (Kind.FRAME, "dailymotion", "https://www.dailymotion.com/video/{}"),
    (Kind.FRAME, "youku", "https://v.youku.com/v_show/id_{}.html"),
    (Kind.FRAME, "tencent qqvideo tencentvideo vqq", "https://v.qq.com/x/page/{}.html"),
    (Kind.FRAME, "niconico nicovideo", "https://www.nicovideo.jp/watch/{}"),
    (Kind.FRAME, "ted", "https://www.ted.com/talks/{}"),
    (Kind.FRAME, "loom", "https://www.loom.com/share/{}"),
    (Kind.FRAME, "twitch", "https://www.twitch.tv/videos/{}"),
    (Kind.FRAME, "peertube streamable", "https://streamable.com/{}"),
    (Kind.FRAME, "soundcloud", "https://soundcloud.com/{}"),
    (Kind.FRAME, "spotify", "https://open.spotify.com/{}"),
    (Kind.FRAME, "meting netease neteasemusic metingjs", "https://music.163.com/{kind}?id={}"),
    (Kind.FRAME, "asciinema asciicast", "https://asciinema.org/a/{}"),
    (Kind.FRAME, "iframe frame embedframe", "{}"),
    (Kind.LINK, "tweet x twitter twittersimple xsimple", "https://twitter.com/{user}/status/{}"),
    (Kind.LINK, "instagram instagramsimple", "https://www.instagram.com/p/{}/"),
    (Kind.LINK, "tiktok", "https://www.tiktok.com/{}"),
    (Kind.LINK, "threads", "https://www.threads.net/{}"),
    (Kind.LINK, "telegram tg", "https://t.me/{}"),
    (Kind.LINK, "gist", "https://gist.github.com/{user}/{}"),
    (Kind.LINK, "jsfiddle fiddle", "https://jsfiddle.net/{}/"),
    (Kind.LINK, "codepen pen", "https://codepen.io/{user}/pen/{}"),
    (Kind.LINK, "codesandbox", "https://codesandbox.io/s/{}"),
    (Kind.LINK, "stackblitz", "https://stackblitz.com/edit/{}"),
    (Kind.LINK, "replit", "https://replit.com/{}"),
    (Kind.LINK, "jsbin", "https://jsbin.com/{}"),
    (Kind.LINK, "observable", "https://observablehq.com/{}"),
    (Kind.LINK, "github ghcard githubcard githubrepo repo", "https://github.com/{}"),
    (Kind.LINK, "caniuse", "https://caniuse.com/{}"),
    (Kind.LINK, "gitlab", "https://gitlab.com/{}"),
    (Kind.LINK, "slideshare", "https://www.slideshare.net/slideshow/embed_code/{}"),
    (Kind.LINK, "speakerdeck", "https://speakerdeck.com/player/{}"),
)  # fmt: skip


def _rows() -> Iterator[tuple[str, TagRow]]:
    """Yield the rows of the table by normalised name; of a name that comes twice the later row counts."""
    for kind, names in _NAMES.items():
        main = _SRC if kind in (Kind.PICTURE, Kind.MEDIA, Kind.BUTTON, Kind.ADDRESS, Kind.REFERENCE) else ()
        for name in names.split():
            yield normalised(name), TagRow(kind, names=main)
    for kind, names, pattern in _ADDRESSES:
        for name in names.split():
            yield normalised(name), TagRow(kind, pattern, _ID)


TAGS: dict[str, TagRow] = dict(_rows())
TAGS["raw"] = TagRow(Kind.RAW)

VERBATIM_KINDS = frozenset((Kind.RAW, Kind.COMMENT, Kind.CODE, Kind.FORMULA))
"""the kinds inside which nothing is read as Markdown or as a template"""

SHORTCODES = word_set(
    """
    audio caption code dailymotion embed expand gallery gist googlemaps iframe img instagram playlist slideshare
    footnote soundcloud sourcecode spoiler spotify tweet url video vimeo wpcaption youtube latex button
    """
)
"""the names that are tags in brackets, too, as WordPress and forums write them"""


def row_of(name: str) -> TagRow | None:
    """Return the row of a tag name as written; None if it is unknown."""
    return TAGS.get(normalised(name))


def is_verbatim(name: str) -> bool:
    """Return whether nothing inside a tag of the name is read as Markdown or as a template."""
    row = row_of(name)
    return row is not None and row.kind in VERBATIM_KINDS
