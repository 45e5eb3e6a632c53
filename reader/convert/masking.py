"""Markdown texts in which placeholders stand for code, so that passes over the text leave it alone."""

from __future__ import annotations

import re
from collections.abc import Callable

from reader.convert.code_spans import MARKERS, QUOTE_PREFIX, Code, find_code

_PREFIX = re.compile(MARKERS)
_LINE_END = re.compile(r"[ \t]*(?:\n|\Z)")
_PLACEHOLDER_SIGNS = dict.fromkeys((2, 3, 4, 5))
_PLACEHOLDER = re.compile("\x02([0-9]{1,9})\x03")


def line_prefix(text: str, position: int) -> str:
    """Return the indentation, quote signs and list markers with which the line of a position begins."""
    start = text.rfind("\n", 0, position) + 1
    prefix = _PREFIX.match(text, start, position)
    return prefix.group() if prefix else ""


def stands_alone(text: str, start: int, end: int) -> bool:
    """Return whether nothing but a prefix stands before `start` on its line, and nothing after `end`."""
    line_start = text.rfind("\n", 0, start) + 1
    prefix = _PREFIX.match(text, line_start, start)
    return (prefix is None or prefix.end() == start) and _LINE_END.match(text, end) is not None


class MaskedText:
    """A Markdown text in which placeholders stand for code, and the way back.

    A pass may move a placeholder, put it into a quote or list, or leave it out.
    """

    def __init__(self) -> None:
        self.text = ""
        self._pieces: list[tuple[str, str]] = []

    def hide(self, code: str, prefix: str) -> str:
        """Return the placeholder for code whose first line begins after `prefix`."""
        self._pieces.append((code, prefix))
        return f"\x02{len(self._pieces) - 1}\x03"

    def piece(self, number: int) -> tuple[str, str]:
        """Return the code of a placeholder, and the prefix of its first line."""
        return self._pieces[number]

    def change(self, rewrite: Callable[[str], str]) -> None:
        """Change each piece of code."""
        self._pieces = [(rewrite(code), prefix) for code, prefix in self._pieces]

    def restore(self, text: str) -> str:
        """Return a text with the code in place of its placeholders."""

        def original(match: re.Match[str]) -> str:
            number = int(match.group(1))
            if number >= len(self._pieces):
                return ""
            code, prefix = self._pieces[number]
            if "\n" not in code:
                return code
            return _with_prefix(code, prefix, line_prefix(text, match.start()))

        return _PLACEHOLDER.sub(original, text)


Rewrite = Callable[[MaskedText, str, Code], str]


def continuation(prefix: str) -> str:
    """Return the prefix of the lines after the first: quote signs stay, list markers become spaces."""
    return re.sub(r"[^\s>]", " ", prefix)


def _with_prefix(code: str, old: str, new: str) -> str:
    """Return code whose lines after the first begin with another prefix."""
    if old == new:
        return code
    width, prefix = len(old), continuation(new)
    first, *lines = code.split("\n")
    stripped = []
    for line in lines:
        mark = QUOTE_PREFIX.match(line, 0, width)
        stripped.append(prefix + line[mark.end() if mark else 0 :])
    return "\n".join((first, *stripped))


def without_placeholders(text: str) -> str:
    """Return a text without the control characters that stand for something between the passes."""
    return text.translate(_PLACEHOLDER_SIGNS)


def mask_code(text: str, rewrite: Rewrite | None = None, *, is_html: bool = False) -> MaskedText:
    """Return a text, which holds no placeholder, with its code masked.

    `rewrite` tells that the text has templates: it is given each piece, and returns what takes its place, where
    a placeholder of `MaskedText.hide` stands for what no pass may change.
    """
    masked = MaskedText()
    pieces = []
    position = 0
    for code in find_code(text, has_templates=rewrite is not None, is_html=is_html):
        pieces.append(text[position : code.start])
        source = text[code.start : code.end]
        prefix = line_prefix(text, code.start)
        pieces.append(rewrite(masked, text, code) if rewrite else masked.hide(source, prefix))
        position = code.end
    pieces.append(text[position:])
    masked.text = "".join(pieces)
    return masked
