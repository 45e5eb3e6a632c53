"""Clean HTML brought into a normal form in one pass: flat blocks, inline formats inside them, white space settled.

The form holds only what Markdown can say: p, h1 to h6, ul, ol, li, blockquote, pre, dl, dt, dd, table, tr, th,
td, hr, figure, figcaption, img, reader-media and, inside a block, a, strong, em, del, code, sup, br and input.
Wrappers are gone, a format never crosses a block's border, and blocks nest a few levels deep at most, so no step
after this one needs recursion that follows the depth of the page.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from typing import NamedTuple

from reader.convert.clean import LISTING, ROLE
from reader.convert.elements import NOTE, TRANSPARENT, VOID
from reader.convert.inline import InlineWriter
from reader.convert.pictures import media_of, picture_of
from reader.convert.whitespace import CJK

_TOKEN = re.compile(r"<(?:!--.*?--|(/?)([a-zA-Z][^\s/>]*)([^>]*))>", re.DOTALL)
_ATTRIBUTE = re.compile(r'([^\s"=/]+)(?:="([^"]*)")?')
_IS_LISTING = f'{ROLE}="{LISTING}"'
_ROLE = re.compile(rf'{ROLE}="(\w+)"')
_LANGUAGE = re.compile(
    r'(?:<code)?[^>]*\bclass="[^"]*\b(?:language|lang|highlight-source|brush:)-?\s*([\w+#.-]+)'
)
_IS_CJK = re.compile(f"[{CJK}]").match
_LINE_END = re.compile(r"\n(?![^<>]*>)")
_LONG_LINE = 60
_FORMATS = {
    "a": "a", "b": "strong", "strong": "strong", "i": "em", "em": "em", "s": "del", "strike": "del",
    "del": "del", "code": "code", "kbd": "code", "samp": "code", "tt": "code", "sup": "sup",
}  # fmt: skip
_PICTURE_FILE = re.compile(r"\.(?:jpe?g|png|gif|webp|avif|bmp|svg)\b", re.IGNORECASE)
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_CONTAINERS = frozenset(("blockquote", "ul", "ol", "dl"))
_MEDIA = frozenset(("iframe", "audio", "video", "object", "embed"))
_CELLS = frozenset(("td", "th"))
# Markdown parsers stop at a nesting of 20 to 100 tokens, a list taking two of them a level.
_DEEPEST = 6


class _Open(NamedTuple):
    """An element of the page that is open, and what its end has to undo."""

    name: str
    closing: str = ""
    leaf: str | None = None
    format: str = ""
    is_container: bool = False
    role: str = ""


def attributes(source: str) -> dict[str, str]:
    """The attributes of a serialised tag."""
    return {name.lower(): html.unescape(value) for name, value in _ATTRIBUTE.findall(source)}


class Flow(InlineWriter):
    """The pass itself: fed with tokens in order, it collects the normal form."""

    def __init__(self) -> None:
        super().__init__()
        self.stack: list[_Open] = []
        self.roles: Counter[str] = Counter()
        """how many elements of each role are open"""
        self.depth = 0

    def void_block(self, markup: str) -> None:
        """An element that stands for itself: a picture, a rule, a frame."""
        if self.leaf:
            self.end_block()
            self.out.append(markup)
            return
        while self.written:
            self._close_format("")
        self.out.append(markup)

    def start(self, name: str, source: str) -> None:
        """The beginning of an element."""
        found = _ROLE.search(source) if ROLE in source else None
        role = found.group(1) if found else ""
        if role == "caption" or role == "figure":
            self._start_figure_part(name, role)
        elif name in _FORMATS:
            self._start_format(name, source)
        elif name in TRANSPARENT:
            self._push(_Open(name))
        elif name == "q":
            self.text("“")
            self._push(_Open(name))
        elif name == "rt":
            self.text("(")
            self._push(_Open(name))
        else:
            self._start_block(name, source, role)

    def _start_format(self, name: str, source: str) -> None:
        element = _FORMATS[name]
        if element == "a":
            href = attributes(source).get("href", "").strip()
            if not href or self._inside("a"):
                self._push(_Open(name))
                return
            element = f'a href="{html.escape(href)}"'
        self._push(_Open(name, format=element, role=name))
        self.formats.append(element)

    def _start_figure_part(self, name: str, role: str) -> None:
        self.end_block()
        tag = "figure" if role == "figure" else "figcaption"
        # Figures may hold figures, as galleries do.
        if self._inside("caption") or not self.leaf or self.roles["figure"] >= _DEEPEST:
            self._push(_Open(name, leaf=self.leaf))
            return
        self.out.append(f"<{tag}>")
        self._push(_Open(name, closing=f"</{tag}>", leaf=self.leaf, role=role))
        self.leaf = "" if role == "caption" else "p"
        self.last = ""

    def _start_block(self, name: str, source: str, role: str) -> None:
        self.end_block()
        closing, leaf, is_container = "", self.leaf, False
        if name in _HEADINGS or name == "dt":
            self.leaf = (name if name != "dt" or self._inside("dl") else "p") if self.leaf else ""
        elif name == "table" and not self._inside("table") and role != "layout" and self.leaf:
            self.out.append("<table>")
            closing = "</table>"
            self.leaf = ""
        elif name == "caption" and self.out[-1:] == ["<table>"]:
            # The title of a table stands above it.
            self.out.pop()
            closing = "<table>"
            self.leaf = "p"
        elif name == "tr" and self._inside("table") and not self._inside("cell"):
            self.out.append("<tr>")
            closing = "</tr>"
        elif name in _CELLS and self._inside("table") and not self._inside("cell"):
            self.out.append(f"<{name}>")
            closing = f"</{name}>"
            self.last = ""
            self.breaks = 0
            self._push(_Open(name, closing, leaf, role="cell"))
            return
        elif self.leaf and (name in _CONTAINERS or name in ("li", "dd")):
            if (name == "li" and not (self._inside("ul") or self._inside("ol"))) or (
                name == "dd" and not self._inside("dl")
            ):
                name = "div"
            elif name in ("li", "dd") or self.depth < _DEEPEST:
                start = attributes(source).get("start", "") if name == "ol" else ""
                note = attributes(source).get(NOTE, "") if NOTE in source else ""
                if name == "li" and note.isdigit():
                    self.out.append(f'<li {NOTE}="{note}">')
                else:
                    self.out.append(f'<ol start="{start}">' if start.isdigit() else f"<{name}>")
                closing = f"</{name}>"
                is_container = name in _CONTAINERS
                self.depth += is_container
        self._push(_Open(name, closing, leaf, is_container=is_container, role=name if closing else ""))

    def _inside(self, role: str) -> bool:
        return self.roles[role] > 0

    def _push(self, opened: _Open) -> None:
        self.stack.append(opened)
        self.roles[opened.role] += 1

    def end(self, name: str) -> None:
        """The end of an element; serialised HTML is balanced, so it is the innermost one."""
        if not self.stack or self.stack[-1].name != name:
            if not any(opened.name == name for opened in self.stack):
                return
            while self.stack[-1].name != name:
                self.end(self.stack[-1].name)
        opened = self.stack[-1]
        if opened.format:
            self.formats.remove(opened.format)
        elif name == "q":
            self.text("”")
        elif name == "rt":
            self.text(")")
        elif opened.leaf is not None:
            self.end_block()
            if opened.closing:
                self.out.append(opened.closing)
                if opened.role in ("cell", "caption", "table"):
                    self.last = ""
                    self.breaks = 0
            self.leaf = opened.leaf
            self.depth -= opened.is_container
        self.stack.pop()
        self.roles[opened.role] -= 1

    # what holds no text

    def void(self, name: str, source: str) -> None:
        """An element without an end."""
        if name == "br":
            self.line_break()
        elif name == "hr":
            self.void_block("<hr>" if self.leaf else "")
        elif name == "img":
            picture = picture_of(attributes(source))
            if picture.is_text:
                self.text(html.escape(picture.alt, quote=False))
            elif picture.url:
                link = next((opened[1:] for opened in self.formats if opened.startswith("a ")), "")
                around = "" if _PICTURE_FILE.search(link) else link
                source = f'src="{html.escape(picture.url)}" alt="{html.escape(picture.alt)}"'
                self.void_block(f"<img {source}{around}>")
        elif name == "input" and (values := attributes(source)).get("type") == "checkbox":
            self._place("[", "")
            self.out.append("<input checked>" if "checked" in values else "<input>")

    def media(self, name: str, source: str, inner: str) -> None:
        """A frame, a video or a sound; `inner` is what stands inside it, which a browser does not show."""
        found = media_of(name, attributes(source), inner)
        if found.url:
            self.void_block(
                f'<reader-media kind="{found.kind}" src="{html.escape(found.url)}"'
                f' title="{html.escape(found.title)}"></reader-media>'
            )

    def preformatted(self, rest: str, inner: str) -> None:
        """A `pre` with the attributes `rest`: its lines stay."""
        language = _LANGUAGE.search(rest) or _LANGUAGE.match(inner)
        named = f' data-language="{language.group(1)}"' if language else ""
        text = re.sub(r"<br[^>]*>|</(?:p|div|li)>", "\n", inner)
        text = html.unescape(_TOKEN.sub("", text)).replace("\xa0", " ").strip("\n")
        if not text.strip():
            return
        if not self.leaf:
            self.text(html.escape(text, quote=False))
            return
        self.end_block()
        self.out.append(f"<pre{named}>\n{html.escape(text, quote=False)}</pre>")


def _lines_of_listing(inner: str) -> str:
    """The cell of a listing without the white space of its own source, unless that is preformatted."""
    if "<pre" in inner:
        return inner
    inner = re.sub(r"\s*\n\s*", " ", inner).strip()
    return re.sub(
        r"(<(?:/?(?:p|div|li|tr|td|th|tbody)|br)[^>]*>)[ ]+|[ ]+(?=</(?:p|div|li)>|<br)", r"\1", inner
    )


def _skipped_to(source: str, name: str, position: int) -> tuple[int, int]:
    """Where the element `name` that was just opened ends: the ends of its content and of its closing tag."""
    depth = 1
    for tag in re.compile(rf"<(/?){name}(?=[\s>])[^>]*>").finditer(source, position):
        depth += -1 if tag.group(1) else 1
        if not depth:
            return tag.start(), tag.end()
    return len(source), len(source)


def _is_prose(markup: str) -> bool:
    """Whether a `pre` holds a quotation, as some editors make them, and not code."""
    text = _TOKEN.sub("", markup)
    longest = max(map(len, text.split("\n")))
    wide = sum(1 for char in text if _IS_CJK(char))
    signs = sum(map(text.count, "{}=;$\\|"))
    return longest >= _LONG_LINE and wide > len(text) / 3 and signs * 50 < len(text)


def _feed(flow: Flow, source: str) -> None:
    position = 0
    while (token := _TOKEN.search(source, position)) is not None:
        if token.start() > position:
            flow.text(source[position : token.start()])
        position = token.end()
        slash, name, rest = token.groups()
        if name is None:
            continue
        if slash:
            flow.end(name)
        elif name in _MEDIA:
            stop = position
            if name != "embed":
                stop, position = _skipped_to(source, name, position)
            flow.media(name, rest, source[token.end() : stop])
        elif name == "pre":
            stop, position = _skipped_to(source, name, position)
            inner = source[token.end() : stop]
            if _is_prose(inner):
                _feed(flow, f"<blockquote>{_LINE_END.sub('<br>', inner.strip())}</blockquote>")
            else:
                flow.preformatted(rest, inner)
        elif name in VOID:
            flow.void(name, rest)
        elif name == "table" and _IS_LISTING in rest:
            stop, position = _skipped_to(source, name, position)
            flow.preformatted("", _lines_of_listing(source[token.end() : stop]))
        else:
            flow.start(name, rest)
    if position < len(source):
        flow.text(source[position:])


def normal_form(source: str) -> str:
    """Clean, serialised HTML in the normal form that this module's head describes."""
    flow = Flow()
    _feed(flow, source)
    while flow.stack:
        flow.end(flow.stack[-1].name)
    flow.end_block()
    return "".join(flow.out)
