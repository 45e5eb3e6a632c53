"""The words of a body alone, found without a parser: for a body that cannot be parsed within its share of time.

Each step is linear in the length of the body, and makes nothing that the length does not bound.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from reader.article import Article
from reader.convert.elements import INLINE
from reader.convert.escape import escape_inline, escape_line_starts
from reader.convert.limits import limit_lines
from reader.convert.plain import Extract
from reader.convert.whitespace import WHITESPACE
from reader.language import Remark
from reader.text.entities import unescape
from reader.text.equivalence import composed
from reader.text.safe import clean

UNFORMATTED = Remark(
    "The text is built so that it cannot be laid out in reasonable time; its words stand without links and form."
)

_INVISIBLE = ("script", "style")
"""elements whose content is no text"""
_MAX_PARAGRAPH_CHARS = 4_000
"""from which a line is parted: a paragraph is laid out as a whole, one of a million letters for seconds"""
_MAX_CLUSTER_CHARS = 64
"""marks after a letter from which they are parted from it"""
_MAX_LINES = 2_000
"""from which lines are joined into paragraphs: setting so many takes 0.2 s"""
_TAG = re.compile(r"</?([a-zA-Z][a-zA-Z0-9]{0,30})[^<>]{0,10000}>|<!--|-->")


def _without_invisible(body: str) -> str:
    """Return HTML without its scripts and styles; one that is not closed stays, as its words may be the text."""
    for name in _INVISIBLE:
        opening, closing = (
            re.compile(f"<{name}(?=[\\s>])", re.IGNORECASE),
            re.compile(f"</{name}", re.IGNORECASE),
        )
        pieces: list[str] = []
        position = 0
        while (start := opening.search(body, position)) and (end := closing.search(body, start.end())):
            pieces.append(body[position : start.start()])
            position = end.start()
        body = "".join((*pieces, body[position:]))
    return body


def words_alone(body: str) -> list[str]:
    """Return the visible text of a body, whatever its markup, one line a block; marks of Markdown stay."""
    text = _without_invisible(body)
    text = _TAG.sub(lambda tag: "" if (tag[1] or "").lower() in INLINE else "\n", text)
    text = clean(composed(unescape(text)))
    # Blanks at once, since there may be a million lines.
    for blank in WHITESPACE.replace("\n", ""):
        text = text.replace(blank, " ")
    while "  " in text:
        text = text.replace("  ", " ")
    return list(filter(None, map(str.strip, text.split("\n"))))


def _parts(line: str) -> Iterator[str]:
    """Yield a line in parts of at most `_MAX_PARAGRAPH_CHARS`, parted between words if possible, else between letters."""
    start = 0
    while len(line) - start > _MAX_PARAGRAPH_CHARS:
        limit = start + _MAX_PARAGRAPH_CHARS
        end = line.rfind(" ", start, limit) + 1
        if end <= start:
            places = range(limit, limit - _MAX_CLUSTER_CHARS, -1)
            end = next((place for place in places if not _is_within_letter(line, place)), limit)
        yield line[start:end].rstrip(" ")
        start = end
    yield line[start:]


def _is_within_letter(line: str, place: int) -> bool:
    """Return whether a mark or a joiner binds the characters on both sides of a place."""
    return unicodedata.category(line[place])[0] == "M" or "\u200d" in line[place - 1 : place + 1]


def unformatted_article(body: str) -> Article:
    """Return the article of the words of a body alone, with a warning. Never raises."""
    lines = words_alone(body)
    parts = (part for line in limit_lines(lines, _MAX_LINES) for part in _parts(line))
    paragraphs = [escape_line_starts(escape_inline(part)) for part in parts]
    return Article(
        markdown="\n\n".join(paragraphs),
        text="\n".join(lines),
        warnings=(UNFORMATTED,),
        form_end=0,
        is_words_alone=True,
    )


def unformatted_extract(body: str) -> Extract:
    """Return the words of a body alone, as `unformatted_article` does. Never raises."""
    return Extract("\n".join(words_alone(body)))
