"""Bodies far larger than any article: so much of them is set as it was written, and of the rest the words alone.

What is set takes time for each of its elements, several times over, so that a body of megabytes could keep a processor
busy for minutes. The words alone take next to none, and none of them is lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from reader.convert.plain import text_of
from reader.convert.whitespace import settle
from reader.text.safe import clean

SHORTENED = (
    "The post is far longer than an article; the words of its later part stand without links and form."
)

_MOST_TAGS = 60_000
"""of a page; the longest real articles have a few thousand"""
_MOST_MARKDOWN = 200_000
"""characters of a body in Markdown"""
_MOST_LINES = 20_000
"""of a body without any markup"""
_FULL = 1_000
"""characters after which the words of many lines begin another paragraph"""

_TAG = re.compile("<[a-zA-Z/]")
_END = re.compile(r"</(?:p|li|tr|td|dd|dt|div|blockquote|h[1-6]|figure)>")
_NEAR = 20_000
_EMPTY_LINE = re.compile(r"\n[ \t]*\n")


def bounded_page(page: str) -> tuple[str, list[str]]:
    """The part of a clean page that is set, and the words of the rest in paragraphs."""
    limit = next(islice(_TAG.finditer(page), _MOST_TAGS, None), None) if len(page) > 3 * _MOST_TAGS else None
    if limit is None:
        return page, []
    end = _END.search(page, limit.start(), limit.start() + _NEAR)
    cut = end.end() if end else limit.start()
    return page[:cut], list(_paragraphs(text_of(page[cut:]).split("\n")))


def bounded_markdown(text: str) -> tuple[str, list[str]]:
    """The part of a body in Markdown that is read as such, and the rest as it is written, in paragraphs."""
    if len(text) <= _MOST_MARKDOWN:
        return text, []
    end = _EMPTY_LINE.search(text, _MOST_MARKDOWN, _MOST_MARKDOWN + _NEAR)
    cut = end.start() if end else _MOST_MARKDOWN
    rest = _paragraphs(map(str.strip, clean(text[cut:]).split("\n")))
    return text[:cut], [words for paragraph in rest if (words := settle(paragraph).strip())]


def bounded_lines(lines: list[str]) -> list[str]:
    """Lines of plain text, many of the later ones as one where there are far too many."""
    return [*lines[:_MOST_LINES], *_paragraphs(lines[_MOST_LINES:])]


def _paragraphs(lines: Iterable[str]) -> Iterator[str]:
    """The words of lines in paragraphs of a readable length."""
    pending: list[str] = []
    size = 0
    for line in filter(None, lines):
        pending.append(line)
        size += len(line)
        if size >= _FULL:
            yield " ".join(pending)
            pending.clear()
            size = 0
    if pending:
        yield " ".join(pending)
