"""MDX as Markdown with HTML: statements and comments go, and components are reduced to what they hold."""

from __future__ import annotations

import re
from html import escape
from textwrap import dedent
from typing import NamedTuple

from reader.store.front_matter_values import Value as FieldValue
from reader.store.mdx_components import render_component
from reader.store.mdx_scan import STRING, Scanner, Tag, Value, literal_text, literals

_MAX_DEPTH = 40
_MAX_CODE_SPAN = 5000
_FENCE = re.compile(r"(?:[ \t]|>|[-*+][ \t]|\d{1,9}[.)][ \t])*(?P<fence>`{3,}|~{3,})[^\n]*")
_STATEMENT = re.compile(
    r"""import\s*(?:type\s+)?(?:["'{*]|[\w$]+\s*(?:,|\s+from\b))"""
    r"|export\s+(?:const|let|var|function|class|default|async|type|interface|enum)\b|export\s*[{*]"
)
_IMPORT = re.compile(
    r"""import\s+([\w$]+)\s+from\s+["']([^"'\n]+\.(?:png|jpe?g|gif|webp|avif|svg|mp4|webm))["'?]"""
)
_REQUIRED = re.compile(r"""const\s+([\w$]+)\s*=\s*require\(\s*["']([^"'\n]+)["']""")
_METADATA = re.compile(
    r"^export\s+const\s+(?:metadata|meta|front[mM]atter|post|article)\b[^={\n]{0,80}=\s*\{", re.MULTILINE
)
_PROPERTY = re.compile(
    rf"""(?:^|[,{{;\n])\s*(?:(?:const|let|var)\s+)?(["']?[A-Za-z_]\w{{0,40}}["']?)\s*[:=]\s*(\[[^\[\]]{{0,2000}}\]|(?:new\s+Date\(\s*)?(?:{STRING}))""",
    re.DOTALL,
)
_SPECIAL = re.compile(r"[\\`<{$]|^[ \t]*(?:import|export)\b|^(?=[^\n]{0,80}(?:```|~~~))", re.MULTILINE)
_AUTOLINK = re.compile(r"<(?:[A-Za-z][A-Za-z0-9+.-]{1,30}:[^\s<>]*|[^\s<>@]+@[^\s<>@]+)>")
_COMMENT = re.compile(r"\s*/\*.*\*/\s*", re.DOTALL)
_MATH = re.compile(r"\$\$.{1,5000}?\$\$|\$(?![\s\d$])[^$\n]{1,500}(?<!\s)\$(?!\d)", re.DOTALL)
_LIST_ITEM = re.compile(r" {0,3}(?:[-*+]|\d{1,9}[.)])[ \t]")
_READABLE = re.compile(r"""["'`]|<[A-Za-z]""")
_BOX = re.compile(r"[ \t]*:{3,}[ \t]*[\w-]{1,40}(?:\[[^\[\]\n]{0,100}\])?")
"""the start of a box, after which its attributes stand in braces"""
_KEPT_BRACES = ("{#", "{:", "{{", "{%")
"""what stands for something else than an expression: an id of a heading, attributes, templates"""
_VOID = frozenset({"area", "br", "col", "embed", "hr", "img", "input", "link", "source", "track", "wbr"})
_BLOCK = frozenset(
    {
        *("address", "article", "aside", "blockquote", "center", "details", "dl", "dd", "div", "figure"),
        *("figcaption", "footer", "form", "header", "li", "main", "nav", "ol", "section", "table", "tbody"),
        *("td", "tfoot", "th", "thead", "tr", "ul"),
    }
)
_RAW = frozenset({"pre", "textarea"})
_DROPPED = frozenset({"style", "script"})
_RENAMED = {
    "classname": "class",
    "htmlfor": "for",
    "srcset": "srcset",
    "colspan": "colspan",
    "rowspan": "rowspan",
}


class _Frame(NamedTuple):
    """An element that is open."""

    name: str
    attributes: dict[str, Value]
    pieces: list[str]
    is_block: bool


def mdx_to_markdown(text: str) -> str:
    """Return the body of an MDX file as Markdown with HTML. Never raises, and keeps every word.

    Code in fences and in backticks, and formulas, are as written. An expression that is a string is its text;
    any other is shown as code where it stands within a line, or has words in it, and goes where it stands alone.
    """
    return _Converter(text).convert() if _SPECIAL.search(text) else text


def mdx_values(text: str) -> dict[str, FieldValue]:
    """Return the strings of an exported object that stands for front matter, as posts of Next.js have it."""
    match = _METADATA.search(text)
    end = None if match is None else Scanner(text).balanced_end(match.end() - 1)
    if match is None or end is None:
        return {}
    return script_values(text[match.end() : end - 1])


def script_values(source: str) -> dict[str, FieldValue]:
    """Return the strings, and the lists of strings, that JavaScript gives names to."""
    values: dict[str, FieldValue] = {}
    for key, value in _PROPERTY.findall(source):
        found = tuple(literals(value))
        if found:
            values.setdefault(key.strip("\"'"), found if value.startswith("[") else found[0])
    return values


class _Converter:
    """Goes through an MDX text once, with a stack of the elements that are open."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._scanner = Scanner(text)
        self._frames = [_Frame("", {}, [], is_block=True)]
        self._imports: dict[str, str] = dict([*_IMPORT.findall(text), *_REQUIRED.findall(text)])

    def convert(self) -> str:
        """Return the whole text converted."""
        text, position = self._text, 0
        while (match := _SPECIAL.search(text, position)) is not None:
            start = match.start()
            self._add(text[position:start])
            position = self._at(start)
            if position == start:
                # A character that stands for itself.
                step = max(match.end(), start + 1)
                self._add(text[start:step])
                position = step
        self._add(text[position:])
        while len(self._frames) > 1:
            self._close(self._frames[-1].name, len(text))
        return "".join(self._frames[0].pieces)

    def _add(self, piece: str) -> None:
        if piece:
            self._frames[-1].pieces.append(piece)

    def _at(self, start: int) -> int:
        """Convert what begins at a place; return where it ends, which is `start` if nothing does."""
        text = self._text
        char = text[start : start + 1]
        is_line_start = start == 0 or text[start - 1] == "\n"
        if is_line_start and (fence := _FENCE.match(text, start)) is not None:
            end = self._fence_end(fence)
            self._add(text[start:end])
            return end
        if char == "\\":
            self._add(text[start : start + 2])
            return min(start + 2, len(text))
        if char == "`":
            return self._code_span(start)
        if char == "$":
            math = _MATH.match(text, start)
            self._add(math[0] if math else "")
            return math.end() if math else start
        if char == "<":
            return self._tag(start)
        if char == "{":
            return self._expression(start)
        if is_line_start and len(self._frames) == 1 and _STATEMENT.match(text, start):
            return self._scanner.statement_end(start)
        return start

    def _fence_end(self, fence: re.Match[str]) -> int:
        mark = fence["fence"]
        closing = re.compile(rf"^[ \t>]*{re.escape(mark[0])}{{{len(mark)},}}[ \t]*$", re.MULTILINE)
        end = closing.search(self._text, fence.end())
        return end.end() if end else len(self._text)

    def _code_span(self, start: int) -> int:
        text = self._text
        length = 1
        while text.startswith("`", start + length):
            length += 1
        mark = text[start : start + length]
        limit = start + length + _MAX_CODE_SPAN
        position = text.find(mark, start + length, limit)
        while position >= 0 and text.startswith("`", position + length):
            while text.startswith("`", position):
                position += 1
            position = text.find(mark, position, limit)
        end = position + length if position >= 0 else start + length
        if "\n\n" in text[start:end]:
            end = start + length
        self._add(text[start:end])
        return end

    def _is_alone(self, start: int, end: int) -> bool:
        """Return whether nothing else stands on the lines of a piece."""
        line_start = self._text.rfind("\n", max(0, start - 200), start) + 1
        after = self._text[end : end + 200].partition("\n")[0]
        return not self._text[line_start:start].strip() and not after.strip()

    def _expression(self, start: int) -> int:
        if self._text.startswith(_KEPT_BRACES, start):
            # An object as an expression is no text of a page, so two braces are a template of Hugo or Liquid.
            closing = self._text.find("}}", start, start + 1000) if self._text.startswith("{{", start) else -1
            if closing < 0:
                return start
            self._add(self._text[start : closing + 2])
            return closing + 2
        end = self._scanner.balanced_end(start)
        if end is None:
            return start
        line_start = self._text.rfind("\n", max(0, start - 200), start) + 1
        if _BOX.fullmatch(self._text, line_start, start):
            self._add(self._text[start:end])
            return end
        source = self._text[start + 1 : end - 1]
        if not source.strip() or _COMMENT.fullmatch(source):
            return end
        literal = literal_text(source)
        if literal is not None:
            is_raw = any(frame.name in _RAW for frame in self._frames)
            self._add(escape(literal, quote=False) if is_raw else literal)
        elif not self._is_alone(start, end):
            self._add(_inline_code(source))
        elif _READABLE.search(source):
            self._add(f"`````jsx\n{dedent(source).strip()}\n`````")
        return end

    def _tag(self, start: int) -> int:
        text = self._text
        if text.startswith("<!--", start):
            end = text.find("-->", start)
            self._add(text[start : end + 3] if end >= 0 else text[start:])
            return end + 3 if end >= 0 else len(text)
        if (link := _AUTOLINK.match(text, start)) is not None:
            self._add(link[0])
            return link.end()
        tag = self._scanner.tag(start)
        if tag is None:
            return start
        if tag.is_closing:
            self._close(tag.name, tag.end)
        elif tag.name.lower() in _DROPPED and not tag.is_empty:
            end = text.find(f"</{tag.name}", tag.end)
            return tag.end if end < 0 else text.find(">", end) + 1 or len(text)
        elif tag.name:
            self._open(tag, start)
        return tag.end

    def _open(self, tag: Tag, start: int) -> None:
        line_start = self._text.rfind("\n", 0, start) + 1
        is_block = start - line_start < 200 and not self._text[line_start:start].strip()
        if tag.is_empty or tag.name in _VOID:
            is_block = is_block and self._is_alone(start, tag.end)
            frame = _Frame(tag.name, tag.attributes, [], is_block)
            self._add(self._rendered(frame, is_empty=True))
        elif len(self._frames) <= _MAX_DEPTH:
            self._frames.append(_Frame(tag.name, tag.attributes, [], is_block))

    def _close(self, name: str, end: int) -> None:
        """Close the innermost open element of a name, and those inside it."""
        if not any(frame.name == name for frame in self._frames[1:]):
            return
        while len(self._frames) > 1:
            frame = self._frames.pop()
            is_last_on_line = not self._text[end : end + 200].partition("\n")[0].strip()
            self._add(self._rendered(frame, is_empty=False, is_last_on_line=is_last_on_line))
            if frame.name == name:
                return

    def _rendered(self, frame: _Frame, *, is_empty: bool, is_last_on_line: bool = True) -> str:
        content = "".join(frame.pieces)
        has_lines = "\n" in content
        if not frame.name[:1].islower() or "." in frame.name:
            is_block = frame.is_block and (is_last_on_line or has_lines)
            content = _flow(content) if has_lines else content
            return render_component(frame.name, frame.attributes, content, self._imports, is_block=is_block)
        opening = f"<{frame.name}{_html_attributes(frame.attributes, self._imports)}>"
        if is_empty and frame.name in _VOID:
            return opening
        closing = f"</{frame.name}>"
        if frame.is_block and frame.name in _BLOCK and has_lines:
            return f"\n\n{opening}\n\n{_flow(content)}\n\n{closing}\n\n"
        return f"{opening}{content}{closing}"


def _flow(content: str) -> str:
    """Return what an element holds without its indentation, which means no code in MDX."""
    content = dedent(content).strip("\n")
    if "\n    " not in content and not content.startswith("    "):
        return content
    lines = content.split("\n")
    fence = ""
    for number, line in enumerate(lines):
        stripped = line.lstrip()
        if fence:
            fence = "" if stripped.rstrip() == fence else fence
        elif stripped.startswith(("```", "~~~")):
            fence = stripped[: len(stripped) - len(stripped.lstrip(stripped[0]))]
        elif _LIST_ITEM.match(line):
            break
        elif line.startswith("    "):
            lines[number] = stripped
    return "\n".join(lines)


def _inline_code(source: str) -> str:
    """Return the source of an expression between enough backticks, on one line."""
    line = " ".join(source.split())
    mark = "`"
    while mark in line:
        mark += "`"
    return f"{mark} {line} {mark}" if "`" in line else f"{mark}{line}{mark}"


def _html_attributes(attributes: dict[str, Value], imports: dict[str, str]) -> str:
    """Return the attributes of an element as HTML; those that are computed are left out."""
    written = []
    for name, value in attributes.items():
        text = imports.get(value.text.partition(".")[0], value.literal) if value.is_expression else value.text
        if (text or not value.is_expression) and not (value.is_expression and name == "style"):
            written.append(f' {_RENAMED.get(name.lower(), name)}="{escape(text)}"')
    return "".join(written)
