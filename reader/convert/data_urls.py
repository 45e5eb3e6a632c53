"""Long `data:` URLs cut out of a body before any other step: a saved page may hold megabytes of pictures."""

from __future__ import annotations

import re

from reader.text.embedded import EMBEDDED_BYTES
from reader.text.late import late

_MIN_CHARS = 1_000
"""of data that is cut out; shorter ones are icons and examples of code"""
_START = late(
    r"""(?:=\s?["']?|\(<?|url\(\s?["']?|&quot;|:\s?<?)(data:(?:image|video|audio|font|application|text)/[\w.+-]{1,60}"""
    r"""(?:;[\w=.+-]{1,60}){0,4},)""",
    re.IGNORECASE,
)
_DATA_END = late(r"""[^A-Za-z0-9+/=%._~*!;:@$-]""")
_QUOTES = ('"', "'")


def cut_data_urls(body: str) -> str:
    """Return the body with the data of long `data:` URLs in attributes, styles and Markdown replaced by their length.

    Linear in the length of the body.
    """
    if "data:" not in body or len(body) < _MIN_CHARS:
        return body
    pieces: list[str] = []
    kept = 0
    position = 0
    while (start := body.find("data:", position)) >= 0:
        position = start + len("data:")
        match = _START.search(body, max(kept, start - 8), min(len(body), start + 400))
        if match is None or match.start(1) != start:
            continue
        end = _end_of_data(body, start, match)
        position = max(position, end)
        if end - match.end() < _MIN_CHARS:
            continue
        kind = match[1].partition(";")[0].rstrip(",")
        pieces += (body[kept:start], f"{kind};{EMBEDDED_BYTES}{end - match.end()},")
        kept = end
    return "".join((*pieces, body[kept:]))


def _end_of_data(body: str, start: int, match: re.Match[str]) -> int:
    """Return the end of the data after the beginning `match` of a URL: what no data contain, or the closing quote."""
    quote = body[start - 1 : start]
    if quote in _QUOTES and not match[1].lower().endswith(";base64,"):
        end = body.find(quote, match.end())
        return end if end >= 0 else len(body)
    found = _DATA_END.search(body, match.end())
    return found.start() if found else len(body)
