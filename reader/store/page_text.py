"""The article in a whole page: the element that holds its text, without what stands around it on every page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

MAX_NODES = 200_000
"""nodes of a page that are weighed; a page with more is kept whole"""
_NEVER = "script, style, template, link, meta, base, dialog:not([open])"
_ASIDE = (
    "nav, [role=navigation], [role=banner], [role=contentinfo], [role=search], [role=complementary], [role=dialog],"
    " [role=alertdialog], [role=menu], [role=toolbar], body > header:not(:has(article)), body > footer, button, select"
)
_COOKIES = re.compile(
    r"cookie|consent|gdpr|onetrust|privacy-?(?:banner|popup)|paywall-?overlay", re.IGNORECASE
)
_NOT_TEXT = re.compile(
    r"(?:^|[\s_-])(?:share|shares|sharing|share-?(?:bar|buttons?|links|tools)|social(?:-?(?:links|share|media|icons|bar))?|sharedaddy"
    r"|addtoany\w*|newsletter(?:-?\w+)?|subscribe(?:-?\w+)?|side-?bar\w*|breadcrumbs?|advert\w*|ads?|adsbygoogle|ad-?(?:box|slot|unit|banner|container)"
    r"|sponsor(?:ed)?|promo\w*|pop-?up|modal|nav|navbar|navigation|top-?nav|main-?nav|menu|site-?(?:header|footer|nav|menu)|foot(?:er)?|skip-?link\w*"
    r"|pagination|pager|post-?nav(?:igation)?|prev-?next|nav-?links|related-?(?:posts|articles|stories|content)|relatedposts|recommend(?:ed|ations|s)?"
    r"|most-?(?:read|popular|viewed)|popular(?:-?posts)?|trending|rank(?:ing)?|hot-?(?:news|list)|tag-?cloud|widget|masthead|toolbar|outbrain|taboola)(?:$|[\s_-])",
    re.IGNORECASE,
)
_META = re.compile(
    r"(?:^|[\s_-])(?:entry-meta|post-meta|posted-on|article-meta|rich_media_meta_list|meta_content|post-byline)(?:$|[\s_-])"
)
"""lines with the date and the author, which are read of the page as values"""
_MAX_META_CHARS = 200
_COMMENTS = re.compile(
    r"(?:^|\s)(?:comments?|comments?-?(?:area|list|section|wrap|wrapper|box|container|thread)|disqus_thread|respond|giscus|utterances)(?:$|\s)",
    re.IGNORECASE,
)
_TEXT_BODY = (
    '[itemprop~="articleBody"], article .entry-content, .entry-content, .post-content, .article-content,'
    " .article-body, .article__body, .post-body, #article-content, #js_content, .RichText.ztext, .markdown-body"
)
_MEDIA = frozenset({"img", "figure", "picture", "video", "audio", "iframe", "figcaption"})
_MAX_NAME_CHARS = 300
_MAX_LEVELS = 60
_MAX_NAMED = 50
_MIN_ARTICLE = 120
"""characters outside of links from which an element may be the article"""
_MIN_BESIDE_COMMENTS = 800
"""characters beside the comments of a page, which then are not its text"""
_MIN_PROSE = 1500
"""characters outside of links that no sidebar has"""
_SHARE_OF_TEXT = 0.8
"""of an element's text that one child must hold to be looked into alone"""
_MAX_SHARE_DROPPED = 0.5
"""of the page's text that an element may hold and still be taken for something beside the text"""


@dataclass(slots=True)
class _Weight:
    """What an element holds."""

    text: int = 0
    """characters outside of links"""
    linked: int = 0
    """characters in links"""
    media: int = 0
    """pictures, films and captions outside of links"""
    children: list[LexborNode] = field(default_factory=list)


def article_of(page: LexborHTMLParser, hints: Iterable[str] = ()) -> tuple[str, bool]:
    """Return the HTML of the article in a page, and whether its structure tells clearly where it is.

    `hints` are pieces of the article's text as something else found it: the article is then the smallest
    element that holds nearly all of them. The page is changed: what is not text is taken out of it.
    """
    body = page.body
    if body is None:
        return "", True
    for node in page.css(_NEVER):
        node.decompose()
    weights = _weights(body)
    if weights is None:
        return body.html or "", False
    _drop_around(body, weights)
    weights = _weights(body) or {}
    named = _by_name(page, weights)
    found = _with_leading_picture(
        named or _by_hints(body, weights, hints) or _narrowed(body, weights), weights
    )
    return f"<article>{''.join(_inner(found))}</article>", named is not None


def _inner(node: LexborNode) -> Iterator[str]:
    if node.tag in ("table", "tbody", "tr", "ul", "ol", "dl", "pre", "blockquote", "figure"):
        yield node.html or ""
        return
    for child in node.iter(include_text=True, skip_empty=False):
        yield child.html or ""


def _weights(body: LexborNode) -> dict[int, _Weight] | None:
    """Return the weight of each element; None if the page has too many nodes."""
    weights: dict[int, _Weight] = {body.mem_id: _Weight()}
    order: list[tuple[LexborNode, int]] = []
    inside_link: set[int] = set()
    for number, node in enumerate(body.traverse(include_text=True, skip_empty=True)):
        if number > MAX_NODES:
            return None
        if node.mem_id == body.mem_id:
            continue
        parent = node.parent
        above = 0 if parent is None else parent.mem_id
        if node.is_text_node:
            weight = weights.get(above)
            if weight is not None:
                length = len("".join((node.text(deep=False) or "").split()))
                if above in inside_link:
                    weight.linked += length
                else:
                    weight.text += length
            continue
        weights[node.mem_id] = _Weight()
        order.append((node, above))
        if node.tag == "a" or above in inside_link:
            inside_link.add(node.mem_id)
        elif node.tag in _MEDIA:
            weights[node.mem_id].media += 1
        if above in weights:
            weights[above].children.append(node)
    for node, above in reversed(order):
        if (sum_above := weights.get(above)) is not None:
            own = weights[node.mem_id]
            sum_above.text += own.text
            sum_above.linked += own.linked
            sum_above.media += own.media
    return weights


def _drop_around(body: LexborNode, weights: dict[int, _Weight]) -> None:
    """Take out of the page what its tags, roles and names say is not the text."""
    whole = max(1, weights[body.mem_id].text)

    def up_to(share: float, selector: str) -> list[LexborNode]:
        return [
            node for node in body.css(selector) if weights.get(node.mem_id, _Weight()).text <= whole * share
        ]

    unwanted = up_to(_MAX_SHARE_DROPPED, _ASIDE)
    unwanted += [
        node
        for node in body.css("[class], [id]")
        if node.tag not in ("body", "main", "article", "html")
        and _is_named_unwanted(node, weights.get(node.mem_id, _Weight()), whole)
    ]
    unwanted += up_to(0.3, "aside")
    # A text of two sentences is shorter than the notice below it.
    unwanted += up_to(0.8, "footer")
    gone: set[int] = set()
    for node in unwanted:
        if node.mem_id in gone:
            continue
        # The nodes below go with it, and must not be touched again.
        gone.update(each.mem_id for each in node.traverse())
        node.remove(recursive=True)


def _is_named_unwanted(node: LexborNode, weight: _Weight, whole: int) -> bool:
    """Return whether id and classes name what is not the text, and it is not too much of the `whole` page for that."""
    attributes = node.attributes
    names = f"{attributes.get('id') or ''} {attributes.get('class') or ''}"[:_MAX_NAME_CHARS]
    share = weight.text / whole
    if _COOKIES.search(names) and share < 0.9:
        return True
    if share <= _MAX_SHARE_DROPPED and not _is_prose(weight) and _NOT_TEXT.search(names):
        return True
    if _META.search(names) and weight.text <= min(_MAX_META_CHARS, whole // 4):
        return True
    is_beside_text = share <= _MAX_SHARE_DROPPED or whole * (1 - share) > _MIN_BESIDE_COMMENTS
    return is_beside_text and _COMMENTS.search(names) is not None


def _is_prose(weight: _Weight) -> bool:
    """Return whether an element holds more running text than what stands around an article does."""
    return weight.text > _MIN_PROSE and weight.linked < 0.3 * weight.text


def _by_hints(body: LexborNode, weights: dict[int, _Weight], hints: Iterable[str]) -> LexborNode | None:
    """Return the smallest element that holds nearly all pieces of text; None if there is none."""
    lines = ("".join(hint.lstrip("-*•|# ").split()) for hint in hints)
    pieces = [line for line in lines if len(line) >= 20]
    total = sum(map(len, pieces))
    if total < _MIN_ARTICLE:
        return None
    found = body
    for _ in range(_MAX_LEVELS):
        best = None
        for child in weights.get(found.mem_id, _Weight()).children:
            weight = weights[child.mem_id]
            if weight.text + weight.linked < total * 0.9:
                continue
            text = "".join((child.text() or "").split())
            if sum(len(piece) for piece in pieces if piece in text) >= total * 0.9:
                best = child
        if best is None or _beside(found, best, weights):
            break
        found = best
    own = _narrowed(body, weights)
    # What an extractor leaves out of a list or a thread belongs to it.
    is_part = _is_inside(found, own) and _size(weights, own) <= 1.5 * _size(weights, found)
    return None if is_part or found.mem_id == body.mem_id else found


def _size(weights: dict[int, _Weight], node: LexborNode) -> int:
    """Return the characters of an element, in links and outside."""
    weight = weights.get(node.mem_id, _Weight())
    return weight.text + weight.linked


def _by_name(page: LexborHTMLParser, weights: dict[int, _Weight]) -> LexborNode | None:
    """Return the one element that the page names as its article; None if it names none or several."""
    if (wechat := page.css_first("#js_content")) is not None and weights.get(wechat.mem_id, _Weight()).text:
        return wechat
    for selector in ("article", "[role=article]", "main, [role=main]", _TEXT_BODY):
        nodes = [
            node for node in page.css(selector) if weights.get(node.mem_id, _Weight()).text >= _MIN_ARTICLE
        ]
        if len(nodes) > _MAX_NAMED:
            continue
        outer = [node for node in nodes if not any(_is_inside(node, other) for other in nodes)]
        if len(outer) == 1:
            weight = weights[outer[0].mem_id]
            if selector.startswith("main") and weight.linked > weight.text:
                continue
            return _narrowed(outer[0], weights) if selector.startswith("main") else outer[0]
    return None


def _is_inside(node: LexborNode, other: LexborNode) -> bool:
    above = node.parent
    while above is not None:
        if above.mem_id == other.mem_id:
            return True
        above = above.parent
    return False


def _narrowed(node: LexborNode, weights: dict[int, _Weight]) -> LexborNode:
    """Return the smallest element inside that holds most of the text, and all that belongs to it."""
    while True:
        weight = weights.get(node.mem_id, _Weight())
        heavy = max(weight.children, key=lambda child: _mass(weights[child.mem_id]), default=None)
        if heavy is None or heavy.tag in ("p", "ul", "ol", "table", "pre", "dl", "figure", "blockquote", "a"):
            return node
        if _mass(weights[heavy.mem_id]) < _SHARE_OF_TEXT * _mass(weight) or _beside(node, heavy, weights):
            return node
        node = heavy


def _mass(weight: _Weight) -> float:
    """Return the weight of an element's text: words of links count little."""
    return weight.text + 0.1 * weight.linked


def _beside(node: LexborNode, heavy: LexborNode, weights: dict[int, _Weight]) -> bool:
    """Return whether pictures, captions or paragraphs of the text stand beside its heaviest child."""
    for child in weights[node.mem_id].children:
        if child.mem_id == heavy.mem_id:
            continue
        weight = weights[child.mem_id]
        if weight.linked > weight.text + 20:
            continue
        if weight.media or (child.tag in ("p", "blockquote", "pre", "table") and weight.text > 40):
            return True
    return False


def _with_leading_picture(node: LexborNode, weights: dict[int, _Weight]) -> LexborNode:
    """Return the element, or the one around it if that adds a leading picture and few words."""
    parent = node.parent
    if node.tag in ("article", "main", "body") or parent is None or parent.tag in ("body", "html"):
        return node
    own, above = weights.get(node.mem_id, _Weight()), weights.get(parent.mem_id, _Weight())
    if above.media > own.media and above.text < own.text * 1.2 and above.linked <= own.linked + 60:
        return parent
    return node
