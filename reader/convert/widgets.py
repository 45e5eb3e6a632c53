"""Share buttons, and buttons that only a script answers: told by where they lead and what they say."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from selectolax.lexbor import LexborHTMLParser, LexborNode

from reader.convert.nodes import outermost
from reader.convert.rules import PageTokens
from reader.text.late import late

_SHARING = late(
    r"(?:https?:)?//(?:[\w-]{1,20}\.){0,2}(?:"
    r"facebook\.com/(?:sharer|share\.php|dialog/share)|(?:twitter|x)\.com/(?:intent/(?:tweet|post)|share|home\?status=)"
    r"|t\.me/share|telegram\.me/share|wa\.me/\?text|whatsapp\.com/send\?text|line\.me/(?:R/msg|lineit/share|R/share)"
    r"|line\.naver\.jp/R/msg|(?:service|v)\.weibo\.com?/share|weibo\.com/share|qzone\.qq\.com/cgi-bin/qzshare"
    r"|connect\.qq\.com/widget/shareqq|douban\.com/share|plurk\.com/\?|pinterest\.com/pin/create"
    r"|linkedin\.com/(?:shareArticle|sharing|cws/share)|reddit\.com/submit|tumblr\.com/(?:share|widgets/share)|vk\.com/share"
    r"|getpocket\.com/(?:save|edit)|b\.hatena\.ne\.jp/(?:entry|add)|news\.ycombinator\.com/submitlink|threads\.(?:net|com)/intent"
    r"|bsky\.app/intent|xing\.com/spi/shares|story\.kakao\.com/share)"
    r"|(?:whatsapp|tg|line|fb-messenger|weixin)://(?:send|msg|share)|mailto:\?(?:subject|body)=",
    re.IGNORECASE,
)
_HOSTS = frozenset(
    (
        "facebook.com", "twitter.com", "x.com", "t.me", "telegram.me", "wa.me", "whatsapp.com", "line.me", "naver.jp",
        "weibo.com", "weibo.co", "qq.com", "douban.com", "plurk.com", "pinterest.com", "linkedin.com", "reddit.com",
        "tumblr.com", "vk.com", "getpocket.com", "hatena.ne.jp", "ycombinator.com", "threads.net", "threads.com",
        "bsky.app", "xing.com", "kakao.com", "send", "msg", "share",
    )
)  # fmt: skip
"""hosts of the addresses that share, and what stands in the place of a host after the schemes of programs"""
_DEAD = late(r"#?|javascript:.*", re.IGNORECASE | re.DOTALL)
_MAX_BUTTON_CHARS = 40
_LABEL = late(
    r"(?:分享|轉發|转发|轉貼)(?:到|至|此文|文章|本文|這篇文章|这篇文章)?|share(?: (?:this|on|via|to|with|it))?(?: (?:post|article|story|page))?"
    r"|tweet|シェア(?:する)?|공유(?:하기)?|teilen|partager|compartir",
    re.IGNORECASE,
)
"""what stands beside share buttons"""
_MAX_BUTTONS = 200
_MAX_CLIMB = 6
_SHARE_WORD = late(r"分享|轉發|转发|轉貼|share|tweet|シェア|공유|teilen|partager|compartir", re.IGNORECASE)
_BUTTON_WORDS = frozenset(
    (
        "copy", "copied", "copied!", "copy code", "copy link", "share", "print", "close", "read more", "show more",
        "see more", "load more", "expand", "複製", "复制", "複製代碼", "复制代码", "複製程式碼", "複製連結", "复制链接", "分享",
        "列印", "打印", "關閉", "关闭", "閱讀更多", "阅读更多", "展開", "展开", "展開全文", "展开全文", "閱讀全文", "阅读全文",
        "查看更多", "顯示更多", "显示更多", "載入更多", "加载更多",
    )
)  # fmt: skip


def widget_elements(parser: LexborHTMLParser, tokens: PageTokens) -> list[LexborNode]:
    """Return the boxes of share buttons of a page, and its buttons that only say "copy" or "read more"."""
    found: dict[int, LexborNode] = {}
    if any(map(_may_share, tokens.hosts)) or "mailto:?" in tokens.html:
        buttons = [node for node in parser.css("a[href]") if _is_share_button(node)][:_MAX_BUTTONS]
        ids = {node.mem_id for node in buttons}
        counts: dict[int, int] = {}
        for button in buttons:
            box = _box(button, ids, counts)
            if box is not None:
                found.setdefault(box.mem_id, box)
    if tokens.names is None or "button" in tokens.names:
        for node in parser.css("button"):
            if _words((node,)).casefold() in _BUTTON_WORDS:
                found.setdefault(node.mem_id, node)
    return outermost(found.values())


# Pages of an archive name the same hosts again and again.
@lru_cache(maxsize=4096)
def _may_share(host: str) -> bool:
    """Return whether a host, or the domain that it belongs to, is one of `_HOSTS`."""
    while host:
        if host in _HOSTS:
            return True
        host = host.partition(".")[2]
    return False


def _is_share_button(node: LexborNode) -> bool:
    if not _SHARING.match((node.attributes.get("href") or "").strip()):
        return False
    return len(_words((node,))) <= _MAX_BUTTON_CHARS


def _words(nodes: Iterable[LexborNode]) -> str:
    return " ".join(" ".join((node.text() or "").split()) for node in nodes).strip()


def _box(button: LexborNode, buttons: set[int], counts: dict[int, int]) -> LexborNode | None:
    """Return the largest element around a share button that holds share buttons and a label alone.

    `counts` keeps the number of share buttons of each element that was looked at; 0 for one that holds more.
    """
    box, count = button, 1
    for _ in range(_MAX_CLIMB):
        outer = box.parent
        if outer is None:
            break
        if outer.mem_id not in counts:
            counts[outer.mem_id] = _count_buttons(outer, buttons)
        if not counts[outer.mem_id]:
            break
        box, count = outer, counts[outer.mem_id]
    if count >= 2 or _SHARE_WORD.search(_words((box,))) or not _words((box,)):
        return box
    return None


def _count_buttons(box: LexborNode, buttons: set[int]) -> int:
    """Return the number of share buttons in an element that holds them and a label alone; 0 for any other."""
    if box.tag in ("body", "html", "article", "main", "td", "blockquote", "figure"):
        return 0
    anchors = box.css("a")
    own = [anchor for anchor in anchors if anchor.mem_id in buttons or _is_dead(anchor)]
    if len(own) != len(anchors) or box.css_first("p + p, h1, h2, h3, figure, table, pre, input") is not None:
        return 0
    is_box = _is_label(_words((box,)), own)
    return sum(anchor.mem_id in buttons for anchor in own) if is_box else 0


def _is_label(text: str, buttons: list[LexborNode]) -> bool:
    """Return whether the words of a box beside those of its buttons are none, or only call on the reader to share."""
    for words in filter(None, (_words((button,)) for button in buttons)):
        text = text.replace(words, "", 1)
    text = text.strip(" \t\n:：|/·•,，")
    return not text or _LABEL.fullmatch(text) is not None


def _is_dead(anchor: LexborNode) -> bool:
    """Return whether a link leads nowhere, as those that a script answers."""
    return _DEAD.fullmatch((anchor.attributes.get("href") or "").strip()[:200]) is not None
