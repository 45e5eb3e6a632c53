"""Inline content of the normal form: collapsed white space, and formats that Markdown can express."""

from __future__ import annotations

import html
import re
import unicodedata

from reader.convert.whitespace import CJK, WHITESPACE, collapse_whitespace, space_between

_STRIPPED = WHITESPACE + "\u3000"
_DELIMITERS = {"strong": "*", "em": "*", "del": "~"}
"""the delimiter character of each kind of emphasis"""
_EMPHASIS = frozenset(_DELIMITERS)
_OPENING_CHARS = {"a": "[", "code": "`"}
_CLOSING_CHARS = {"a": ")", "code": "`"}
_IS_CJK = re.compile(f"[{CJK}]").match
_TRAILING_PUNCTUATION = re.compile(r"(?:[^\w\s]|_)+$")
_LEADING_PUNCTUATION = re.compile(r"(?:[^\w\s]|_)+")


def _is_punctuation(char: str) -> bool:
    """Return whether Markdown's emphasis rule sees punctuation: Chinese punctuation is exempt here."""
    return unicodedata.category(char)[0] in "PS" and not _IS_CJK(char)


def _is_word_char(char: str) -> bool:
    """Return whether a character keeps emphasis from opening or closing between it and punctuation."""
    return bool(char) and not char.isspace() and not _is_punctuation(char) and not _IS_CJK(char)


def _common_prefix(one: list[str], other: list[str]) -> int:
    """Return the length of the longest common prefix."""
    length = 0
    while length < min(len(one), len(other)) and one[length] == other[length]:
        length += 1
    return length


def _code_index(formats: list[str]) -> int | None:
    """Return the index of the first format that is code or a formula; None if there is none."""
    return next((index for index, name in enumerate(formats) if name.startswith("code")), None)


def _first(formats: list[str]) -> str:
    return formats[0] if formats else ""


def _char_after_delimiters(formats: list[str], text: str, delimiter: str = "") -> str:
    """Return the first character after the delimiter run when the formats are opened before the text.

    `delimiter` is the delimiter of a format opened before them; a different delimiter ends its run.
    """
    for opening in formats:
        if opening not in _EMPHASIS:
            return _OPENING_CHARS.get(opening.split(" ", 1)[0], text[0])
        if delimiter and _DELIMITERS[opening] != delimiter:
            return _DELIMITERS[opening]
        delimiter = _DELIMITERS[opening]
    return text[0]


class InlineWriter:
    """Writes the text of a page in blocks, opening and closing formats only next to text.

    So a format has no white space at its ends and is never empty, and two adjacent ones of a kind become one.
    """

    def __init__(self) -> None:
        self.out: list[str] = []
        """the pieces of the normal form written so far"""
        self.leaf_tag = "p"
        """the element for inline content; empty inside table cells and captions"""
        self.open_leaf = ""
        """the leaf element that is open in `out`"""
        self.page_formats: list[str] = []
        """the formats of the page at this point, outermost first"""
        self.open_formats: list[str] = []
        """the formats that are open in `out`"""
        self.format_indices: list[int] = []
        """the index in `out` of the tag of each open format; -1 where Markdown can not open it"""
        self.sealed_depth = 0
        """how many open formats surround emphasis that shared its delimiter run with theirs; inside them no
        other emphasis can open, as its delimiter would be read as the end of theirs"""
        self.last_markdown_char = ""
        """the last character of the Markdown before this point, delimiters included"""
        self.pending_space = ""
        """white space to be written before the next text"""
        self.pending_breaks = 0
        """line breaks to be written before the next text"""
        self.last_char = ""
        """the last character of the text before this point in the block; empty at its start"""

    def text(self, source: str) -> None:
        """Write text in which entities are still encoded."""
        if "&" in source:
            source = html.unescape(source)
        core = source.strip(_STRIPPED)
        if not core:
            self.pending_space += source
            return
        start = source.find(core)
        self._write_text(collapse_whitespace(core), self.pending_space + source[:start])
        self.pending_space = source[start + len(core) :]

    def _write_text(self, text: str, lead: str) -> None:
        """Write non-blank `text`, preceded by the white space `lead`, in the formats of the page."""
        space = self.start_text(text, lead)
        formats = self._target_formats()
        opened = formats[_common_prefix(formats, self.open_formats) :]
        if (
            not space
            and _first(opened) in _EMPHASIS
            and _is_word_char(self.last_markdown_char)
            and _is_punctuation(_char_after_delimiters(opened, text))
        ):
            # Emphasis can not open between a letter and punctuation: the punctuation moves out of it.
            punctuation = _LEADING_PUNCTUATION.match(text)
            if punctuation and _EMPHASIS.issuperset(opened):
                self._write_formatted(punctuation.group(), "", formats[: len(formats) - len(opened)])
                rest = text[punctuation.end() :]
                text = rest.lstrip()
                if not text:
                    self.pending_space = rest
                    return
                space = rest[: len(rest) - len(text)]
        self._write_formatted(text, space, formats)

    def _write_formatted(self, text: str, space: str, formats: list[str]) -> None:
        """Close the formats that end, write the space, open the formats that start, write the text."""
        kept = _common_prefix(formats, self.open_formats)
        if space == "<br>" and (index := _code_index(self.open_formats[:kept])) is not None:
            kept = index  # inline code can not contain a line break
        opened = formats[kept:]
        has_closed = False
        # Emphasis does not open right after a closing delimiter, so its own delimiter can not follow here.
        next_char = (
            "" if space else _char_after_delimiters([name for name in opened if name not in _EMPHASIS], text)
        )
        while len(self.open_formats) > kept:
            has_closed |= self._close_format(next_char)
        if space:
            self.out.append(space)
            self.last_markdown_char = " "
        for index, opening in enumerate(opened):
            # Emphasis that opens where other emphasis closes would form one delimiter run with it.
            can_open = opening not in _EMPHASIS or not (
                (has_closed and not space)
                or 0 < self.sealed_depth <= len(self.open_formats)
                or (
                    _is_word_char(self.last_markdown_char)
                    and _is_punctuation(
                        _char_after_delimiters(opened[index + 1 :], text, _DELIMITERS.get(opening, ""))
                    )
                )
            )
            self.open_formats.append(opening)
            self.format_indices.append(len(self.out) if can_open else -1)
            self.out.append(f"<{opening}>" if can_open else "")
        self.out.append(html.escape(text, quote=False))
        self.last_char = self.last_markdown_char = text[-1]

    def start_text(self, text: str, lead: str) -> str:
        """Open the leaf element that the text needs, and return the white space to write before the text."""
        breaks, self.pending_breaks, self.pending_space = self.pending_breaks, 0, ""
        if breaks > 1 and self.last_char and self.open_leaf == "p":
            self.end_block()
        if self.leaf_tag and not self.open_leaf:
            self.open_leaf = self.leaf_tag
            self.out.append(f"<{self.open_leaf}>")
            self.last_char = self.last_markdown_char = ""
        if not self.last_char or not (breaks or lead):
            return ""
        if breaks:
            return "<br>"
        if "\u3000" in lead:
            return "\u3000"
        return space_between(self.last_char, text[0]) if "\n" in lead else " "

    def _target_formats(self) -> list[str]:
        """Return the distinct formats for text at this point, outermost first."""
        code = _code_index(self.page_formats)
        if code is None:
            return list(dict.fromkeys(self.page_formats))
        # Inline code contains no markup: links go around it, and other formats inside it are dropped.
        outer = dict.fromkeys(self.page_formats[:code])
        links = dict.fromkeys(name for name in self.page_formats if name.startswith("a "))
        return [*dict.fromkeys([*outer, *links]), self.page_formats[code]]

    def _close_format(self, next_char: str) -> bool:
        """Close the innermost format, and return whether the Markdown now ends with an emphasis delimiter."""
        name = self.open_formats.pop().split(" ", 1)[0]
        index = self.format_indices.pop()
        if len(self.open_formats) < self.sealed_depth:
            self.sealed_depth = 0
        if name in _EMPHASIS and self.format_indices and self.format_indices[-1] == index - 1 >= 0:
            self.sealed_depth = len(self.open_formats)
        if index < 0:
            return False
        tail = ""
        if (
            name in _EMPHASIS
            and _is_word_char(next_char)
            and self.last_markdown_char
            and _is_punctuation(self.last_markdown_char)
        ):
            # Emphasis can not close between punctuation and a letter: the punctuation moves out of it, and
            # where that leaves nothing, the emphasis is dropped.
            text = "" if self.out[-1].startswith("<") else html.unescape(self.out[-1])
            punctuation = _TRAILING_PUNCTUATION.search(text)
            if not punctuation or not punctuation.start():
                self.out[index] = ""
                return False
            self.out[-1] = html.escape(text[: punctuation.start()], quote=False)
            tail = html.escape(punctuation.group(), quote=False)
        self.out.append(f"</{name}>")
        if tail:
            self.out.append(tail)
        self.last_markdown_char = _CLOSING_CHARS.get(name, self.last_markdown_char)
        outer = self.open_formats[-1] if self.open_formats else ""
        if name in _EMPHASIS and outer in _EMPHASIS and _DELIMITERS[outer] != _DELIMITERS[name]:
            self.last_markdown_char = _DELIMITERS[name]
        return name in _EMPHASIS and not tail

    def close_formats(self) -> None:
        """Close all open formats."""
        while self.open_formats:
            self._close_format("")

    def line_break(self) -> None:
        """Write a `br`."""
        if self.last_char:
            self.pending_breaks += 1
        self.pending_space = ""

    def end_block(self) -> None:
        """End the inline content: another block follows."""
        self.close_formats()
        if self.open_leaf:
            self.out.append(f"</{self.open_leaf}>")
            self.open_leaf = ""
            self.last_char = ""
            self.pending_breaks = 0
        elif not self.leaf_tag and self.last_char:
            # Inside a cell or a caption, a block boundary is a line break.
            self.pending_breaks = 1
        self.pending_space = ""
