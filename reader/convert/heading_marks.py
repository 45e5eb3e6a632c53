"""What programs add to a heading beside its words: anchors to itself and links that edit the section."""

from __future__ import annotations

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from reader.text.late import late

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_EDIT = late(r"[?&](?:ve)?action=edit\b|/edit(?:/|$|\?)|[?&]do=edit\b")
_LETTER = late(r"[^\W_]")
_ANCHOR_WORDS = late(
    r"(?:perma(?:nent )?-?link|(?:(?:direct |copy )?link|anchor)(?: (?:to|for) (?:this )?(?:section|heading|title))?"
    r"|永久[链鏈连連][接結结]|[链鏈][接結结]|連結|锚点|錨點)",
    re.IGNORECASE,
)
_MAX_ANCHOR_CHARS = 60
_MAX_LINKS = 1000
"""in the headings of a page that are looked at"""
_BRACKETS = {"[": "]", "(": ")", "［": "］", "（": "）", "【": "】"}
_MEDIA = "img, picture, video, audio, iframe"


def remove_heading_marks(parser: LexborHTMLParser, html: str, names: frozenset[str] | None = None) -> None:
    """Remove, from the headings of a page, anchors that lead to the heading and links that edit its section.

    `html` is the page, `names` the names of its elements, as in `reader.convert.rules.PageTokens`. An anchor has no
    words of its own: a sign such as `#` or `¶`, an icon, or "Permalink". Where it is around the words of the heading,
    they stay.
    """
    present = [name for name in _HEADINGS if (f"<{name}" in html if names is None else name in names)]
    selectors = [f"{name} a" for name in present]
    if not selectors:
        return
    texts: dict[int, str] = {}
    seen: set[int] = set()
    for link in parser.css(", ".join(selectors)):
        if link.mem_id in seen:
            continue
        if len(seen) == _MAX_LINKS:
            break
        seen.add(link.mem_id)
        href = link.attributes.get("href") or ""
        if _EDIT.search(href):
            _remove_in_brackets(link)
        elif "#" in href and _is_anchor(link, texts):
            link.decompose()
        elif href.startswith("#") and _is_own_anchor(link, href[1:]):
            link.unwrap()


def _is_anchor(link: LexborNode, texts: dict[int, str]) -> bool:
    """Return whether a link in a heading is an anchor beside the words of the heading.

    `texts` holds the text of each heading so far.
    """
    text = link.text()
    if len(text) > _MAX_ANCHOR_CHARS or link.css_first(_MEDIA) is not None:
        return False
    if _LETTER.search(text) and not _ANCHOR_WORDS.fullmatch(text.strip()):
        return False
    # In a heading that is nothing else, the sign is what the page shows.
    heading = next((node for node in _around(link) if node.tag in _HEADINGS), None)
    if heading is None or not text.strip():
        return heading is not None
    if heading.mem_id not in texts:
        texts[heading.mem_id] = heading.text().strip()
    return texts[heading.mem_id] != text.strip()


def _is_own_anchor(link: LexborNode, name: str) -> bool:
    """Return whether a link around the words of a heading leads to the heading itself."""
    heading = next((node for node in _around(link) if node.tag in _HEADINGS), None)
    if heading is None or heading.text().strip() != link.text().strip():
        return False
    return name in (heading.attributes.get("id"), link.attributes.get("id"), link.attributes.get("name"))


def _around(node: LexborNode) -> Iterator[LexborNode]:
    """Yield the elements around a node, the innermost first."""
    parent = node.parent
    while parent is not None:
        yield parent
        parent = parent.parent


def _remove_in_brackets(link: LexborNode) -> None:
    """Remove a link with the brackets around it, and the other links inside them."""
    words = link.text().strip()
    for node in _around(link):
        if node.tag in _HEADINGS:
            break
        inner = node.text().strip()
        if inner[:1] in _BRACKETS and inner[-1:] == _BRACKETS[inner[:1]]:
            node.decompose()
            return
        if inner != words:
            break
    before, after = link.prev, link.next
    if before is not None and after is not None and before.tag == after.tag == "-text":
        left, right = before.text().rstrip(), after.text().lstrip()
        if left and right and _BRACKETS.get(left[-1]) == right[0]:
            before.replace_with(left[:-1])
            after.replace_with(right[1:])
    link.decompose()
