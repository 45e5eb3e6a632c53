"""Boxes of Markdown dialects, rewritten as quotations with Obsidian's `[!kind] title`, which become callouts.

The forms: containers between colons (Docusaurus, VuePress, Pandoc, Quarto, MyST, zenn, HackMD), Python-Markdown's
admonitions and the tabs of MkDocs, docsify's marks. Placeholders stand for the code of the text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from reader.text.callout_words import CALLOUT_KINDS

SIGNS = (":::", "!!! ", "??? ", "???+ ", '=== "', "===! ", "!> ", "?> ")
"""where none of them is in a text, it has no boxes"""

_MAX_DEPTH = 8
"""boxes in boxes; deeper ones are only titles"""
_PLACEHOLDER_START = "\x02"
"""the first character of what stands for code"""
_CONTENT_INDENT = 4
"""columns by which the content of an admonition or tab is indented"""
_MAX_INDENT = 24
"""columns of indentation of a box in a list"""
_MAX_TITLE_CHARS = 500
_CONTAINER = re.compile(r"([ \t]*):{3,}[ \t]*(\{[^{}]*\}|[A-Za-z][\w-]*)(?![\w:])(.*)")
_ONE_LINE_CONTAINER = re.compile(r"([ \t]*):{3,}[ \t]*([A-Za-z][\w-]*)[ \t]+([^\s:].*\S)[ \t]*:{3,}[ \t]*$")
_BARE_CONTAINER = re.compile(r"[ \t]*:{3,}[ \t]*[A-Za-z][\w-]*[ \t]*$")
_CONTAINER_END = re.compile(r"[ \t]*:{3,}[ \t]*$")
_ADMONITION = re.compile(r"([ \t]*)(?:!!!|\?\?\?\+?)[ \t]+([A-Za-z][\w-]*)(.*)")
_TAB = re.compile(r'([ \t]*)===[!+]?[ \t]+"([^"\n]+)"[ \t]*$')
_MARKED_PARAGRAPH = re.compile(r"( {0,3})([!?])>[ \t]+(?=\S)(.*)")
_OPTION = re.compile(r"[ \t]*:([\w-]+):[ \t]*(.*)")
_QUOTED_TITLE = re.compile(r"[^\"]*\"([^\"]*)\"[^\"]*$")
_TITLE_ATTRIBUTE = re.compile(r"""(?:^|[\s{,])(?:title|caption|name)=(?:"([^"]*)"|'([^']*)'|([^\s}]+))""")
_LABEL = re.compile(r"[ \t]*\[(.*)\][ \t]*(?:\{[^{}]*\})?[ \t]*:*$")
_ATTRIBUTES = re.compile(r"\{[^{}]*\}")
_CLASS = re.compile(r"\.(?:callout-)?([\w-]+)")
_HEADING = re.compile(r" {0,3}#{1,6}[ \t]+(.*?)[ \t#]*$")
_LEVELS = {"info": "info", "warn": "warning", "alert": "danger"}
"""the second word of `:::note warn` on Qiita and `:::message alert` on zenn"""


class _Box(NamedTuple):
    """A box that a line opens."""

    indent: str
    kind: str
    """in lower case; empty where the markup is only a grouping"""
    title: str = ""
    is_container: bool = True
    """whether a line of colons ends it; else less indentation does"""
    has_options: bool = False
    """whether lines of options may stand before its content"""


@dataclass
class _Frame:
    """An open box while its content is rewritten."""

    box: _Box
    prefix: str
    """what stands before its lines in the result"""
    indent_width: int = 0
    """the columns of indentation of its content, for boxes that end with less"""
    in_options: bool = False


def _title_of(rest: str) -> str:
    """Return the title in what follows the kind of a container."""
    rest = rest.strip().rstrip(":").strip()
    label = _LABEL.match(rest)
    if label:
        return label[1].strip()
    attribute = _TITLE_ATTRIBUTE.search(rest)
    if attribute:
        return next(filter(None, attribute.groups()), "").strip()
    return _ATTRIBUTES.sub("", rest).strip()[:_MAX_TITLE_CHARS]


def _container(line: str) -> _Box | None:
    """Return the box of a container's opening line."""
    match = _CONTAINER.match(line)
    if not match or len(line) > 2 * _MAX_TITLE_CHARS:
        return None
    indent, name, rest = match.groups()
    kind, title = name.lower(), _title_of(rest)
    has_options = False
    if name.startswith("{"):
        inner = name[1:-1].strip()
        has_options = re.fullmatch(r"[A-Za-z][\w-]*", inner) is not None
        classes = [inner.lower()] if has_options else list(map(str.lower, _CLASS.findall(inner)))
        kind = next((one for one in classes if one in CALLOUT_KINDS), "")
        title = title or _title_of(name)
    elif kind in ("note", "message") and title in _LEVELS:
        kind, title = _LEVELS[title], ""
    kind = kind.removesuffix("s") if kind.removesuffix("s") in CALLOUT_KINDS else kind  # Yuque's `:::tips`
    if kind not in CALLOUT_KINDS:
        # The name of an unknown container says how it looks; words after it are a title.
        kind = "details" if title else ""
    return _Box(indent, kind, title, has_options=has_options)


def _admonition(line: str, content: str) -> _Box | None:
    """Return the box of an admonition's opening line; `content` is the line after it."""
    match = _ADMONITION.match(line)
    if not match:
        return None
    indent, kind, rest = match.groups()
    quoted = _QUOTED_TITLE.match(rest)
    has_content = _width(content) >= _width(indent + "x") + _CONTENT_INDENT
    words = rest.split()
    is_certain = bool(quoted) or (kind.lower() in CALLOUT_KINDS and not words)
    if not has_content and not is_certain:
        return None
    title = quoted[1] if quoted else " ".join(word for word in words if word not in ("inline", "end"))
    if not quoted and kind.lower() not in CALLOUT_KINDS:
        return None
    return _Box(indent, kind.lower(), title.strip(), is_container=False)


def _width(line: str) -> int:
    """Return the columns of indentation of a line; 0 for a blank one."""
    bare = line.lstrip(" \t")
    return len(line[: len(line) - len(bare)].expandtabs(4)) if bare else 0


def _dedent(line: str, width: int) -> str:
    """Return a line without `width` columns of its indentation."""
    bare = line.lstrip(" \t")
    indent = line[: len(line) - len(bare)].expandtabs(4)
    return indent[width:] + bare


class _Rewriter:
    """Rewrites a text line by line."""

    def __init__(self, text: str) -> None:
        self.lines = text.split("\n")
        self.out: list[str] = []
        self.frames: list[_Frame] = []
        self.skipped = 0
        """how many containers are open that are too deep to be boxes"""
        self.list_indent = 0
        """the columns at which the content of the last list item began"""
        self.closed, self.closing = _matched_containers(text)

    def run(self) -> str:
        for number, line in enumerate(self.lines):
            self._line(number, line)
        return "\n".join(self.out)

    @property
    def prefix(self) -> str:
        return self.frames[-1].prefix if self.frames else ""

    def _emit(self, line: str) -> None:
        self.out.append((self.prefix + line).rstrip() if not line.strip() else self.prefix + line)

    def _blank(self) -> None:
        """Write an empty line unless one stands there."""
        if self.out and self.out[-1] not in ("", self.prefix.rstrip()):
            self._emit("")

    def _pop(self) -> None:
        self.frames.pop()
        self._blank()

    def _line(self, number: int, line: str) -> None:
        line = self._content(line)
        frame = self.frames[-1] if self.frames else None
        if frame is not None and frame.in_options:
            option = _OPTION.match(line)
            if option or not line.strip():
                return
            frame.in_options = False
        if number in self.closing and _CONTAINER_END.match(line):
            self._end_container()
            return
        box = self._opened(number, line)
        if box is not None:
            self._open(box, number)
        elif not self._one_line(line):
            self._note_list(line)
            self._emit(line)

    def _content(self, line: str) -> str:
        """Return a line without the indentation of the boxes it belongs to; end the boxes that it leaves."""
        for index, frame in enumerate(self.frames):
            if line.startswith(_PLACEHOLDER_START):
                break  # indented code, which only is code where it stands in the box
            if not frame.box.is_container and line.strip() and _width(line) < frame.indent_width:
                while len(self.frames) > index:
                    self._pop()
                self.skipped = 0
                break
            line = _dedent(line, min(frame.indent_width, _width(line)))
        return line

    def _opened(self, number: int, line: str) -> _Box | None:
        """Return the box that a line opens."""
        bare = line.lstrip(" \t")
        if len(self.frames) >= _MAX_DEPTH and not bare.startswith(":::"):
            return None
        if bare[:3] not in (":::", "!!!", "???", "===") or _width(line) > max(3, self.list_indent):
            return None
        following = next((one for one in self.lines[number + 1 : number + 3] if one.strip()), "")
        if bare.startswith(":::"):
            is_box = number in self.closed or _is_titled(line) or _is_bare(line, following)
            return _container(line) if is_box else None
        if bare.startswith("==="):
            tab = _TAB.match(line)
            if tab and _width(following) > _width(line):
                return _Box(tab[1], "", tab[2], is_container=False)
            return None
        return _admonition(line, self._content_ahead(following))

    def _content_ahead(self, line: str) -> str:
        """Return a following line as it stands inside the open boxes."""
        for frame in self.frames:
            line = _dedent(line, min(frame.indent_width, _width(line)))
        return line

    def _open(self, box: _Box, number: int) -> None:
        self._blank()
        indent = box.indent.expandtabs(4)
        frame = _Frame(box, self.prefix + indent + ("> " if box.kind else ""))
        frame.indent_width = len(indent) + (0 if box.is_container else _CONTENT_INDENT)
        frame.in_options = box.has_options
        is_deep = len(self.frames) >= _MAX_DEPTH
        if is_deep or (box.is_container and number not in self.closed):
            # Nothing ends it, or it is too deep: only its title can be set apart.
            self.skipped += is_deep
            self.frames.append(frame)
            self._begin(frame)
            self.frames.pop()
            self._blank()
            return
        if box.kind in CALLOUT_KINDS and not box.title and box.is_container:
            self._take_heading(frame, number)
        self.frames.append(frame)
        self._begin(frame)

    def _take_heading(self, frame: _Frame, number: int) -> None:
        """Take the title from a heading that begins the box, as Quarto does."""
        for index in range(number + 1, min(number + 3, len(self.lines))):
            heading = _HEADING.match(self.lines[index])
            if heading:
                frame.box = frame.box._replace(title=heading[1])
                self.lines[index] = ""
            if self.lines[index].strip():
                return

    def _begin(self, frame: _Frame) -> None:
        """Write the first line of a box."""
        box = frame.box
        if frame.prefix.endswith("> ") and box.kind:
            self._emit(f"[!{box.kind}] {box.title}".rstrip())
            self._emit("")
        else:
            self._title(box)

    def _title(self, box: _Box) -> None:
        if box.title:
            self._emit(f"{box.indent if not self.frames else ''}**{box.title}**")
            self._emit("")

    def _end_container(self) -> None:
        if self.skipped:
            self.skipped -= 1
            return
        while self.frames and not self.frames[-1].box.is_container:
            self._pop()
        if self.frames:
            self._pop()

    def _one_line(self, line: str) -> bool:
        """Rewrite a box that is one line or one paragraph; return whether the line was one."""
        if not line.lstrip(" \t").startswith((":::", "!>", "?>")):
            return False
        container = _ONE_LINE_CONTAINER.match(line)
        marked = _MARKED_PARAGRAPH.match(line)
        if container:
            indent, kind, words = container.groups()
        elif marked:
            indent, kind, words = marked[1], "warning" if marked[2] == "!" else "tip", marked[3]
        else:
            return False
        self._blank()
        self._emit(f"{indent}> [!{kind if kind.lower() in CALLOUT_KINDS else 'details'}]")
        self._emit(f"{indent}> {words}")
        if container:
            self._emit("")
        return True

    def _note_list(self, line: str) -> None:
        """Remember how far the content of list items is indented."""
        item = re.match(r"([ \t]*)(?:[-*+]|\d{1,9}[.)])[ \t]+", line)
        if item:
            self.list_indent = min(len(item[0].expandtabs(4)), _MAX_INDENT)
        elif line.strip() and not line.startswith((" ", "\t")):
            self.list_indent = 0


def _is_titled(line: str) -> bool:
    """Return whether the opening line of a container that nothing closes is certainly one."""
    box = _container(line)
    return box is not None and bool(box.kind) and not _ONE_LINE_CONTAINER.match(line)


def _is_bare(line: str, following: str) -> bool:
    """Return whether a line names a container and nothing else, and is followed by the quotation that it dresses."""
    return _BARE_CONTAINER.match(line) is not None and following.startswith(">")


def _matched_containers(text: str) -> tuple[set[int], set[int]]:
    """Return the numbers of the lines that open a container which is closed, and of those that close one."""
    opened: list[int] = []
    closed: set[int] = set()
    closing: set[int] = set()
    if ":::" not in text:
        return closed, closing
    for number, line in enumerate(text.split("\n")):
        if ":::" not in line:
            continue
        if _CONTAINER_END.match(line):
            if opened:
                closed.add(opened.pop())
                closing.add(number)
        elif _CONTAINER.match(line) and not _ONE_LINE_CONTAINER.match(line):
            opened.append(number)
    return closed, closing


def boxes_to_quotes(text: str) -> str:
    """Return Markdown with the boxes of all dialects as quotations that begin with `[!kind] title`."""
    return _Rewriter(text).run()
