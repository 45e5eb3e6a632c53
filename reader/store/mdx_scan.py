"""Scanning of the JavaScript and JSX inside MDX: where an expression, a statement or a tag ends."""

from __future__ import annotations

import re
from typing import NamedTuple

from reader.text.entities import unescape

MAX_CHARS = 65_536
"""the longest expression, statement or tag that is looked for"""
STRING = r""""(?:[^"\\\n]|\\.)*+"|'(?:[^'\\\n]|\\.)*+'|`(?:[^`\\]|\\.)*+`"""
"""a string of JavaScript, as a regular expression"""
_TOKEN = re.compile(rf"{STRING}|/\*|(?<![:\w/])//[^\n]*|[{{}}()\[\]]", re.DOTALL)
_LITERAL = re.compile(STRING, re.DOTALL)
_NUMBER = re.compile(r"-?\d[\d._]*")
_SUBSTITUTION = re.compile(r"\$\{[^{}]*\}")
_ESCAPE = re.compile(r"\\(u\{([0-9a-fA-F]{1,6})\}|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|\n|.)", re.DOTALL)
_ESCAPED_CHARS = {"n": "\n", "t": "\t", "r": "", "b": "", "f": "", "v": "", "\n": ""}
_TAG_NAME = re.compile(r"</?(?P<name>[A-Za-z][\w.:-]*)?")
_SPACE = re.compile(r"\s*+")
_ATTRIBUTE = re.compile(r"(?P<name>[^\s=<>{}/\"'`]+)(?:\s*+=\s*+)?")
_UNQUOTED = re.compile(r"[^\s\"'=<>`{}]++")


class Value(NamedTuple):
    """The value of an attribute."""

    text: str
    """the text of a string, or the source of an expression"""
    is_expression: bool = False

    @property
    def literal(self) -> str:
        """the text, or the first string in the expression; empty if it has none"""
        return self.text if not self.is_expression else first_literal(self.text)


class Tag(NamedTuple):
    """A tag of JSX or HTML; a fragment has no name."""

    name: str
    attributes: dict[str, Value]
    is_closing: bool
    is_empty: bool
    """whether it closes itself"""
    end: int


class Scanner:
    """Looks for ends in a text. Failed searches have a budget, so that no text takes long."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._budget = 32 * MAX_CHARS

    def balanced_end(self, start: int) -> int | None:
        """Return where the bracket at `start` is closed; None if it is not."""
        end = self._end_of_brackets(start)
        if end is None:
            self._budget -= min(MAX_CHARS, len(self._text) - start)
        return end

    def _end_of_brackets(self, start: int) -> int | None:
        if self._budget <= 0:
            return None
        text, limit = self._text, start + MAX_CHARS
        depth, position = 0, start
        while (match := _TOKEN.search(text, position, limit)) is not None:
            token, position = match[0], match.end()
            if token == "/*":
                position = text.find("*/", position, limit) + 2
                if position == 1:
                    return None
            elif token in "{([":
                depth += 1
            elif token in "})]":
                depth -= 1
                if depth == 0:
                    return position
        return None

    def statement_end(self, start: int) -> int:
        """Return where the statement at `start` ends: at a line end outside of brackets and strings."""
        text, limit = self._text, min(len(self._text), start + MAX_CHARS)
        position = start
        while True:
            line_end = text.find("\n", position, limit)
            line_end = limit if line_end < 0 else line_end
            match = _TOKEN.search(text, position, line_end)
            if match is None or match[0].startswith("//"):
                if (
                    not text[start:line_end]
                    .rstrip()
                    .endswith(("=", "=>", ",", "from", "(", "?", ":", "&&", "||", "+"))
                ):
                    return line_end
                position = line_end + 1
                if position >= limit or not text[position : position + 200].partition("\n")[0].strip():
                    return line_end
            elif match[0] in "{([":
                end = self.balanced_end(match.start())
                if end is None:
                    # What is not closed ends before the next empty line.
                    blank = text.find("\n\n", match.end(), limit)
                    return limit if blank < 0 else blank
                position = end
            elif match[0] == "/*":
                end = text.find("*/", match.end(), limit)
                position = line_end if end < 0 else end + 2
            else:
                position = match.end()

    def tag(self, start: int) -> Tag | None:
        """Return the tag at `start`, which is at a `<`; None if there is none."""
        match = _TAG_NAME.match(self._text, start)
        if match is None or self._budget <= 0:
            return None
        is_closing = self._text.startswith("</", start)
        tag = self._rest_of_tag(match["name"] or "", match.end(), start + MAX_CHARS, is_closing=is_closing)
        if tag is None:
            self._budget -= 16
        return tag

    def _rest_of_tag(self, name: str, position: int, limit: int, *, is_closing: bool) -> Tag | None:
        text = self._text
        attributes: dict[str, Value] = {}
        while position < limit:
            space = _SPACE.match(text, position)
            position = space.end() if space else position
            if text.startswith(">", position):
                return Tag(name, attributes, is_closing=is_closing, is_empty=False, end=position + 1)
            if not name and not is_closing:
                return None
            if text.startswith("/>", position):
                return Tag(name, attributes, is_closing=is_closing, is_empty=True, end=position + 2)
            if text.startswith("{", position):
                end = self.balanced_end(position)
                if end is None:
                    return None
                position = end
                continue
            match = _ATTRIBUTE.match(text, position)
            if match is None:
                return None
            value, end = self._value(match.end(), limit) if "=" in match[0] else (Value(""), match.end())
            if end is None:
                self._budget -= limit - position
                return None
            attributes.setdefault(match["name"], value)
            position = end
        return None

    def _value(self, position: int, limit: int) -> tuple[Value, int | None]:
        """Return the value at a position, and where it ends; None if it does not."""
        text = self._text
        quote = text[position : position + 1]
        if quote and quote in "\"'":
            end = text.find(quote, position + 1, limit)
            return (Value(unescape(text[position + 1 : end])), end + 1) if end >= 0 else (Value(""), None)
        if quote == "{":
            closing = self.balanced_end(position)
            if closing is None:
                return Value(""), None
            return Value(text[position + 1 : closing - 1].strip(), is_expression=True), closing
        match = _UNQUOTED.match(text, position)
        return (Value(unescape(match[0])), match.end()) if match else (Value(""), None)


def literal_text(expression: str) -> str | None:
    """Return the text of an expression that is one string or number; None for any other expression."""
    expression = expression.strip()
    match = _LITERAL.fullmatch(expression)
    if match is None:
        return expression if _NUMBER.fullmatch(expression) else None
    if expression[0] == "`" and "${" in expression:
        return None
    return _unescaped(expression[1:-1])


def first_literal(expression: str) -> str:
    """Return the first string in an expression, without the parts that are computed; empty without one."""
    match = _LITERAL.search(expression)
    return "" if match is None else _unescaped(_SUBSTITUTION.sub("", match[0][1:-1]))


def literals(expression: str) -> list[str]:
    """Return all strings in an expression."""
    return [_unescaped(_SUBSTITUTION.sub("", match[0][1:-1])) for match in _LITERAL.finditer(expression)]


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(_escaped_char, text) if "\\" in text else text


def _escaped_char(match: re.Match[str]) -> str:
    digits = match[2] or match[3] or match[4]
    if digits is None:
        return _ESCAPED_CHARS.get(match[1], match[1])
    code = int(digits, 16)
    return "\ufffd" if code > 0x10FFFF or 0xD800 <= code <= 0xDFFF else chr(code)
