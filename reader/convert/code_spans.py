"""The code of a Markdown text, which no pass over the text may change: fenced, indented and inline code, `<pre>`
and its like, HTML comments, and the blocks of template languages that hold code.

The passes run on a text in which a placeholder stands for each piece of code. Whatever begins first wins: a
fence inside a `{% raw %}` belongs to it, as does a `{% raw %}` inside a fence.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from enum import Enum, auto
from typing import NamedTuple

from reader.convert.templates.lexer import OPENING, Delimiters, TagLexer, TemplateTag
from reader.convert.templates.tags import Kind, is_verbatim, row_of

MARKERS = r"(?:[ \t]|>|[-*+](?=[ \t])|\d{1,9}[.)](?=[ \t]))*"
QUOTE_PREFIX = re.compile(r"[ \t>]*")
_QUOTE = re.compile(r" {0,3}>[ \t]?")
_LIST_MARKER = re.compile(r"(?:[-*+]|\d{1,9}[.)])(?:([ \t]+)(?=\S)|[ \t]*$)")
_INDENTING = re.compile(r"\[\^[^\]\n]{1,200}\]:|(?:!!!|\?\?\?\+?|===!?\+?)[ \t]|:[ \t]+(?=\S)")
"""the beginnings of blocks that hold what is indented by four: a footnote, an admonition, a tab, a definition"""
_FENCE = re.compile(r"(`{3,})[^`\n]*$|(~{3,})", re.MULTILINE)
_INTERRUPTION = re.compile(rf"(?m)^[ \t>]*$|^{MARKERS}(?:`{{3,}}[^`\n]*$|~{{3,}})")
"""a line that ends a paragraph, and with it what a backtick can close"""
_OPENING = re.compile(
    r"\\[^\n]|`+|<(?P<element>pre|code|script|style|textarea|xmp|kbd)(?=[\s>])|<!--|\{#(?=[-\s])|\{\{/\*|"
    + OPENING.pattern,
    re.IGNORECASE,
)
_BACKTICKS = re.compile("`+")
_TAB = 4
_MAX_LEVELS = 50
"""list items that begin on one line"""


class CodeKind(Enum):
    """What holds a piece of code."""

    FENCE = auto()
    INDENTED = auto()
    SPAN = auto()
    HTML = auto()
    COMMENT = auto()
    """of a template language, which shows nothing"""
    TEMPLATE = auto()


class Code(NamedTuple):
    """A piece of code in a text, delimiters included."""

    kind: CodeKind
    start: int
    end: int
    tag: TemplateTag | None = None
    """the opening tag of a template block"""
    content_end: int = 0
    """where the closing tag of a template block begins"""


def _columns(whitespace: str) -> int:
    """Return the width of white space with tab stops of four."""
    return len(whitespace.expandtabs(_TAB))


class _Scanner:
    """Finds the code of a text in one pass from its beginning to its end."""

    def __init__(self, text: str, *, has_templates: bool, is_html: bool) -> None:
        self.text = text
        self.is_html = is_html
        self.lexer = TagLexer(text) if has_templates else None
        self.cursor = 0
        """the end of the last piece or tag found"""
        self.containers: list[int] = []
        """the columns at which the content of the open list items begins"""
        self.quote_depth = 0
        self.after_blank = True
        self.exhausted: set[str] = set()
        """the closing delimiters that do not occur any more"""
        self.interruptions: list[int] | None = None
        self.runs: dict[int, list[int]] = {}

    def scan(self) -> Iterator[Code]:
        """Yield the pieces of code in order; they do not overlap."""
        text = self.text
        start = 0
        while start < len(text):
            end = text.find("\n", start)
            end = len(text) if end < 0 else end
            if self.cursor <= start and not self.is_html:
                block = self._block_at(start, end)
                if block is not None:
                    self.cursor = block.end
                    self.after_blank = False
                    yield block
            yield from self._inline(max(self.cursor, start), end)
            start = end + 1

    def _block_at(self, start: int, end: int) -> Code | None:
        """Return the code block that begins on the line, and keep account of the blocks around it."""
        text = self.text
        position, depth = start, 0
        while (quote := _QUOTE.match(text, position, end)) is not None:
            position, depth = quote.end(), depth + 1
        if depth != self.quote_depth:
            if not (self.quote_depth > depth and not self.after_blank and not depth):
                self.containers.clear()
                self.after_blank = True
            self.quote_depth = depth
        line = text[position:end]
        content = line.lstrip(" \t")
        if not content:
            self.after_blank = True
            return None
        indent = _columns(line[: len(line) - len(content)])
        position = end - len(content)
        base = self.containers[-1] if self.containers else 0
        is_fence = _FENCE.match(text, position, end) is not None
        marker = _LIST_MARKER.match(text, position, end)
        if indent < base and (self.after_blank or is_fence or marker or text[position] == "#"):
            while self.containers and indent < self.containers[-1]:
                self.containers.pop()
            base = self.containers[-1] if self.containers else 0
        if indent >= base + _TAB and self.after_blank:
            return self._indented(start, base + _TAB)
        self.after_blank = False
        for _ in range(_MAX_LEVELS):
            if marker is None or indent >= base + _TAB:
                break
            spaces = _columns(marker.group(1) or " ")
            width = len(marker.group().rstrip(" \t"))
            base = indent + width + (spaces if spaces <= _TAB else 1)
            self.containers.append(base)
            position = marker.end()
            indent = base
            marker = _LIST_MARKER.match(text, position, end)
            is_fence = _FENCE.match(text, position, end) is not None
        if is_fence:
            return self._fence(position, base)
        if _INDENTING.match(text, position, end):
            self.containers.append(indent + _TAB)
        return None

    def _fence(self, start: int, base: int) -> Code:
        """Return the fenced block that begins at `start`, in a container whose content begins at `base`."""
        text = self.text
        opening = _FENCE.match(text, start)
        assert opening is not None
        fence = opening.group(1) or opening.group(2)
        closing = re.compile(rf"[ \t>]*{re.escape(fence[0])}{{{len(fence)},}}[ \t]*$", re.MULTILINE)
        end = text.find("\n", start)
        while 0 <= end < len(text):
            line_start = end + 1
            following = text.find("\n", line_start)
            line_end = len(text) if following < 0 else following
            if closing.match(text, line_start, line_end):
                return Code(CodeKind.FENCE, start, line_end)
            prefix = QUOTE_PREFIX.match(text, line_start, line_end)
            assert prefix is not None
            if self.quote_depth and ">" not in prefix.group():
                return Code(CodeKind.FENCE, start, end)
            if base and not self.quote_depth and prefix.end() < line_end and _columns(prefix.group()) < base:
                return Code(CodeKind.FENCE, start, end)
            end = line_end
        return Code(CodeKind.FENCE, start, len(text))

    def _indented(self, start: int, width: int) -> Code:
        """Return the indented block that begins with the line at `start`."""
        text = self.text
        end = line_start = start
        while line_start < len(text):
            following = text.find("\n", line_start)
            line_end = len(text) if following < 0 else following
            line = text[line_start:line_end]
            for _ in range(self.quote_depth):
                quote = _QUOTE.match(line)
                if quote is None:
                    return Code(CodeKind.INDENTED, start, end)
                line = line[quote.end() :]
            content = line.lstrip(" \t")
            if content:
                if _columns(line[: len(line) - len(content)]) < width:
                    break
                end = line_end
            line_start = line_end + 1
        return Code(CodeKind.INDENTED, start, end)

    def _inline(self, start: int, end: int) -> Iterator[Code]:
        """Yield the pieces that begin between two offsets of one line; the last may end on a later one."""
        position = start
        while (opening := _OPENING.search(self.text, position, end)) is not None:
            position = opening.end()
            code = self._piece(opening)
            if isinstance(code, Code):
                yield code
                position = code.end
            elif code:
                position = code
            self.cursor = max(self.cursor, position)

    def _piece(self, opening: re.Match[str]) -> Code | int:
        """Return the code that an opening begins, or the offset up to which there is none."""
        sign = opening.group()
        start, after = opening.span()
        if sign[0] == "\\" or (self.is_html and sign[0] == "`"):
            return after
        if sign[0] == "`":
            end = self._closing_run(len(sign), after)
            return Code(CodeKind.SPAN, start, end) if end else after
        if sign == "<!--":
            end = self._find("-->", after)
            return Code(CodeKind.HTML, start, end) if end else after
        if sign[0] == "<":
            return self._element(opening)
        if self.lexer is None:
            return after
        if sign in ("{#", "{{/*"):
            end = self._find("#}" if sign == "{#" else "*/}}", after)
            return Code(CodeKind.COMMENT, start, end) if end else after
        tag = self.lexer.tag_at(start)
        if tag is None:
            return after
        if tag.delimiters is Delimiters.EXPRESSION or tag.is_end or tag.is_void:
            return tag.end
        row = row_of(tag.name)
        if row is not None and is_verbatim(tag.name):
            closing = self._closing_tag(tag)
            if closing is not None:
                kind = CodeKind.COMMENT if row.kind is Kind.COMMENT else CodeKind.TEMPLATE
                return Code(kind, start, closing[1], tag, closing[0])
        return tag.end

    def _find(self, closing: str, position: int) -> int:
        """Return the end of the next closing delimiter; 0 if there is none."""
        if closing in self.exhausted:
            return 0
        end = self.text.find(closing, position)
        if end < 0:
            self.exhausted.add(closing)
            return 0
        return end + len(closing)

    def _element(self, opening: re.Match[str]) -> Code | int:
        name = opening.group("element").lower()
        if name in self.exhausted:
            return opening.end()
        closing = re.compile(rf"</{name}\s*>", re.IGNORECASE).search(self.text, opening.end())
        if closing is None:
            self.exhausted.add(name)
            return opening.end()
        return Code(CodeKind.HTML, opening.start(), closing.end())

    def _closing_run(self, length: int, position: int) -> int:
        """Return the end of the next run of as many backticks in the paragraph; 0 if there is none."""
        if self.interruptions is None:
            self.interruptions = [match.start() for match in _INTERRUPTION.finditer(self.text)]
            for run in _BACKTICKS.finditer(self.text):
                self.runs.setdefault(run.end() - run.start(), []).append(run.start())
        starts = self.runs.get(length, [])
        index = bisect_left(starts, position)
        if index == len(starts):
            return 0
        following = bisect_left(self.interruptions, position)
        limit = self.interruptions[following] if following < len(self.interruptions) else len(self.text)
        return starts[index] + length if starts[index] < limit else 0

    def _closing_tag(self, tag: TemplateTag) -> tuple[int, int] | None:
        """Return start and end of the tag that closes a block of code; None if it is not closed.

        Another opening of the name comes first where the tag has no content of its own, as in
        `{{< code file="a.go" >}}`.
        """
        row = row_of(tag.name)
        is_raw = row is not None and row.kind in (Kind.RAW, Kind.COMMENT)
        key = f"{tag.delimiters}{tag.name}"
        if key in self.exhausted:
            return None
        assert self.lexer is not None
        name = re.escape(tag.name)
        if tag.delimiters is Delimiters.STATEMENT:
            pattern = (
                rf"\{{%[-~+]?[ \t\n]*(?:(?P<end>end_?){name}|(?P<raw>raw|verbatim)|{name})(?![\w./-]*\w)"
            )
        elif tag.delimiters is Delimiters.BRACKET:
            pattern = rf"\[(?:(?P<end>/){name}|(?P<raw>(?!))|{name})(?=[\s\]=])"
        else:
            pattern = rf"\{{\{{[<%][ \t\n]*(?:(?P<end>/)[ \t]*{name}|(?P<raw>(?!))|{name})(?![\w./-]*\w)"
        other = re.compile(pattern, re.IGNORECASE)
        position = tag.end
        while (found := other.search(self.text, position)) is not None:
            other_tag = self.lexer.tag_at(found.start())
            position = other_tag.end if other_tag else found.end()
            if found.group("end"):
                if other_tag is None:
                    continue
                return found.start(), other_tag.end
            if is_raw:
                continue
            if not found.group("raw"):
                return None
            inner = self._closing_tag(other_tag) if other_tag else None
            position = inner[1] if inner else position
        self.exhausted.add(key)
        return None


def find_code(text: str, *, has_templates: bool = True, is_html: bool = False) -> Iterator[Code]:
    """Yield the pieces of code of a Markdown text in order, in linear time.

    In a text that `is_html`, backticks and indentation mean nothing.
    """
    return _Scanner(text, has_templates=has_templates, is_html=is_html).scan()
