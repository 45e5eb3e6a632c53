"""Size limits: a body far larger than any article keeps its markup up to a limit, and only its text after it.

Laying out costs time for each element, several times over, so that a body of megabytes could keep the
processor busy for minutes. Plain text costs next to nothing, and none of it is lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from reader.convert.html_text import html_to_text
from reader.convert.whitespace import collapse_whitespace
from reader.language import Remark
from reader.text.late import late
from reader.text.safe import clean

SHORTENED = Remark(
    "The post is far longer than an article; the words of its later part stand without links and form."
)

_MAX_TAGS = 20_000
"""per page; the longest real articles have a few thousand"""
_MAX_HTML_CHARS = 400_000
"""per page, which are converted and set in 1 to 2 s"""
_MAX_MARKDOWN_CHARS = 200_000
_MAX_LINES = 20_000
"""per body without markup, and in the code of a page"""
_PARAGRAPH_CHARS = 1_000
"""the length at which joined lines start a new paragraph"""
_CUT_WINDOW = 20_000
"""characters after a limit in which the end of a block is looked for, to cut there"""

_TAG = late("<[a-zA-Z/]")
_BLOCK_END = late(r"</(?:p|li|tr|td|dd|dt|div|blockquote|h[1-6]|figure)>")
_PRE = late(r"<pre[\s>].*?</pre>", re.DOTALL)
_LINE_END = late("\n")
_EMPTY_LINE = late(r"\n[ \t]*\n")


def limit_html(page: str) -> tuple[str, list[str]]:
    """Return the HTML of a clean page up to the limit, and the text of the rest in paragraphs."""
    limit = _first_tag_beyond(page)
    line = _last_code_line(page)
    if line is not None and (limit is None or line < limit):
        page, rest = f"{page[:line]}</pre>", f"<pre>{page[line:]}"
    elif limit is not None:
        end = _BLOCK_END.search(page, limit, limit + _CUT_WINDOW)
        cut = end.end() if end else limit
        page, rest = page[:cut], page[cut:]
    else:
        return page, []
    return page, list(_paragraphs(html_to_text(rest).split("\n")))


def _first_tag_beyond(page: str) -> int | None:
    """Return where the first tag beyond the limit begins; None if there is none."""
    if len(page) <= min(3 * _MAX_TAGS, _MAX_HTML_CHARS):
        return None
    beyond = next(islice(_TAG.finditer(page, 0, _MAX_HTML_CHARS), _MAX_TAGS, None), None)
    beyond = beyond or _TAG.search(page, _MAX_HTML_CHARS)
    return beyond.start() if beyond else None


def _last_code_line(page: str) -> int | None:
    """Return where the lines of code beyond the limit begin, in all code of a clean page; None if there are none."""
    if "<pre" not in page or page.count("\n") <= _MAX_LINES:
        return None
    left = _MAX_LINES
    for code in _PRE.finditer(page):
        lines = page.count("\n", *code.span())
        if lines > left:
            return next(islice(_LINE_END.finditer(page, *code.span()), left, None)).start()
        left -= lines
    return None


def limit_markdown(text: str) -> tuple[str, list[str]]:
    """Return a Markdown body up to the limit, and the source text of the rest in paragraphs."""
    if len(text) > _MAX_MARKDOWN_CHARS and "<svg" in text:
        text = _without_strokes(text)
    if len(text) <= _MAX_MARKDOWN_CHARS:
        return text, []
    end = _EMPTY_LINE.search(text, _MAX_MARKDOWN_CHARS, _MAX_MARKDOWN_CHARS + _CUT_WINDOW)
    cut = end.start() if end else _MAX_MARKDOWN_CHARS
    paragraphs = _paragraphs(map(str.strip, clean(text[cut:]).split("\n")))
    return text[:cut], [line for paragraph in paragraphs if (line := collapse_whitespace(paragraph).strip())]


def _without_strokes(text: str) -> str:
    """Return a text whose drawings are empty: clippers keep them whole, and nothing in them is shown."""
    pieces: list[str] = []
    position = 0
    while (start := text.find("<svg", position)) >= 0 and (end := text.find("</svg>", start)) >= 0:
        opening_end = text.find(">", start, end)
        cut = opening_end + 1 if opening_end >= 0 else end
        pieces.append(text[position:cut])
        position = end
    return "".join((*pieces, text[position:]))


def limit_lines(lines: list[str], most: int | None = None) -> list[str]:
    """Return lines of plain text, those after the first `most`, by default the limit, joined into paragraphs."""
    most = _MAX_LINES if most is None else most
    return [*lines[:most], *_paragraphs(lines[most:])]


def _paragraphs(lines: Iterable[str]) -> Iterator[str]:
    """Yield the lines joined into paragraphs of a readable length."""
    # Not line by line: there may be millions.
    text = "\n".join(filter(None, lines))
    start = 0
    while start < len(text):
        end = text.find("\n", start + _PARAGRAPH_CHARS)
        end = len(text) if end < 0 else end
        yield text[start:end].replace("\n", " ")
        start = end + 1
