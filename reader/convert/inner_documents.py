"""Documents that an attribute of a frame holds: `<iframe srcdoc="&lt;p&gt;Words">`."""

from __future__ import annotations

import re
from html import unescape
from itertools import islice

from reader.text.late import late

SIGN = "srcdoc"

_ATTRIBUTE = late(r"\ssrcdoc\s{0,9}=\s{0,9}([\"'])", re.IGNORECASE)
_OPENING = "<iframe"
_CLOSING = late(r"\s{0,99}</iframe\s{0,9}>", re.IGNORECASE)
_SOURCE = late(r"\ssrc\s*=\s*[\"']?(?!about:)\S", re.IGNORECASE)
_HEAD = late(
    r"<(script|style|title)\b.*?(?:</\1\s*>|\Z)|<!doctype[^>]*>|</?(?:html|head|body)\b[^>]*>",
    re.DOTALL | re.IGNORECASE,
)
_MAX_FRAMES = 50
_MAX_TAG_CHARS = 2_000
"""of a frame's other attributes"""


def open_inner_documents(body: str) -> str:
    """Return a body with the document of each such frame in its place; a frame with an address, too, stays a frame."""
    pieces: list[str] = []
    position = 0
    for attribute in islice(_ATTRIBUTE.finditer(body), _MAX_FRAMES):
        start = body.rfind(_OPENING, max(position, attribute.start() - _MAX_TAG_CHARS), attribute.start())
        quote = body.find(attribute[1], attribute.end())
        end = body.find(">", quote, quote + _MAX_TAG_CHARS) if quote >= 0 else -1
        if start < 0 or end < 0:
            continue
        others = f"{body[start + len(_OPENING) : attribute.start()]}{body[quote + 1 : end]}"
        document = body[attribute.end() : quote]
        closing = _CLOSING.match(body, end + 1)
        pieces += (body[position:start], _opened(others, document))
        position = closing.end() if closing else end + 1
    return "".join((*pieces, body[position:]))


def _opened(attributes: str, document: str) -> str:
    if _SOURCE.search(attributes):
        return f"<iframe{attributes}></iframe>"
    return f"<div>{_HEAD.sub('', unescape(document))}</div>"
