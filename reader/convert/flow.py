"""Normalisation of clean HTML in one pass: flat blocks, inline formats inside them, white space collapsed.

The normal form has only elements that Markdown can express: p, h1 to h6, ul, ol, li, blockquote, pre, dl, dt,
dd, table, tr, th, td, hr, figure, figcaption, img, reader-media and, inside a block, a, strong, em, del,
code, sup, br and input. Wrappers are removed, a format never crosses a block boundary, and blocks nest a few
levels at most, so no later step recurses as deep as the page.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from typing import NamedTuple

from reader.convert.clean import BOX, LISTING, ROLE_ATTRIBUTE
from reader.convert.elements import UNFORMATTED_INLINE, VOID_ELEMENTS
from reader.convert.emphasis import is_code
from reader.convert.flow_tags import (
    TOKEN,
    cell_tag,
    container_tag,
    is_prose,
    listing_markup,
    parse_attributes,
)
from reader.convert.inline import InlineWriter
from reader.convert.pictures import media_of, picture_of
from reader.convert.table_grid import FOOT, HEAD
from reader.text.entities import unescape
from reader.text.late import late
from reader.text.tex import FORMULA_CLASS

_IS_LISTING = f'{ROLE_ATTRIBUTE}="{LISTING}"'
_ROLE = late(rf'{ROLE_ATTRIBUTE}="(\w+)"')
_LANGUAGE = late(r'(?:<code)?[^>]*\bclass="[^"]*\b(?:language|lang|highlight-source|brush:)-?\s*([\w+#.-]+)')
_LINE_END = late(r"\n(?![^<>]*>)")
_LINE_BREAK = late(r"<br[^>]*>|</(?:p|div|li)>")
LINKS_ATTRIBUTE = "data-reader-links"
"""the attribute of a `pre` with the links in it, which Markdown cannot express"""
_FORMATS = {
    "a": "a", "b": "strong", "strong": "strong", "i": "em", "em": "em", "s": "del", "strike": "del",
    "del": "del", "code": "code", "kbd": "code", "samp": "code", "tt": "code", "sup": "sup",
}  # fmt: skip
_PICTURE_FILE = late(r"\.(?:jpe?g|png|gif|webp|avif|bmp|svg)\b", re.IGNORECASE)
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_CONTAINERS = frozenset(("blockquote", "ul", "ol", "dl", "menu", "dir"))
_MEDIA = frozenset(("iframe", "audio", "video", "object", "embed"))
_UNNUMBERED = late(r"list-style(?:-type)?\s*:\s*none\b", re.IGNORECASE)
_LIST_NAMES = {"menu": "ul", "dir": "ul"}
_MAX_HEADING_CHARS = 2000
"""of the HTML inside a heading; a longer one is a heading that the page does not close"""
_SECTIONS = {"thead": HEAD, "tfoot": FOOT}
SECTION_ATTRIBUTE = "data-reader-section"
"""the attribute of a table row with the section of the table that it stands in, unless that is the body"""
_CELLS = frozenset(("td", "th"))
# Markdown parsers stop at a nesting of 20 to 100 tokens, and a list takes two of them a level.
_MAX_CONTAINER_DEPTH = 6


class _OpenElement(NamedTuple):
    """An open element of the page, and what its end tag undoes."""

    name: str
    closing: str = ""
    """the end tag to write"""
    leaf_tag: str | None = None
    """the leaf element to return to; None for inline elements"""
    format: str = ""
    is_container: bool = False
    role: str = ""


class FlowWriter(InlineWriter):
    """Writes the normal form from the tokens of a page, fed in order."""

    def __init__(self) -> None:
        super().__init__()
        self.open_elements: list[_OpenElement] = []
        self.open_roles: Counter[str] = Counter()
        """how many open elements have each role"""
        self.container_depth = 0
        self.code_count = 0
        """how many pieces of inline code have begun, those that touch taken for one"""
        self.held: list[str] = []
        """the pictures and media of the open heading"""

    def _write_void_block(self, markup: str) -> None:
        """Write a block without content: a picture, a rule, a frame."""
        if self.leaf_tag:
            self.end_block()
        elif self._is_inside("heading"):
            # Its formats go on around the place.
            self.held.append(markup)
            return
        else:
            self.end_inline()
        self.out.append(markup)

    def _write_held(self, role: str) -> None:
        """Write the pictures and media of a heading after it, where the element that ends is one."""
        if role == "heading":
            self.out += self.held
            self.held.clear()

    def start(self, name: str, source: str) -> None:
        """Handle a start tag; `source` is its serialised attributes."""
        match = _ROLE.search(source) if ROLE_ATTRIBUTE in source else None
        role = match.group(1) if match else ""
        if role == "caption" or role == "figure":
            self._start_figure_part(name, role)
        elif name in _FORMATS:
            self._start_format(name, source)
        elif name in UNFORMATTED_INLINE:
            self._push(_OpenElement(name))
        elif name == "q":
            self.text("“")
            self._push(_OpenElement(name))
        elif name == "rt":
            self.text("(")
            self._push(_OpenElement(name))
        else:
            self._start_block(name, source, role)

    def _start_format(self, name: str, source: str) -> None:
        element = _FORMATS[name]
        if element == "a":
            href = parse_attributes(source).get("href", "").strip()
            if not href or self._is_inside("a"):
                self._push(_OpenElement(name))
                return
            element = f'a href="{html.escape(href)}"'
        elif element == "code":
            # The number keeps two pieces of code apart that do not touch.
            if (self.pending_space or self.pending_breaks) and not any(map(is_code, self.page_formats)):
                self.code_count += 1
            kind = f' class="{FORMULA_CLASS}"' if FORMULA_CLASS in source else ""
            element = f'code{kind} id="{self.code_count}"'
        self._push(_OpenElement(name, format=element, role=name))
        self.page_formats.append(element)

    def _start_figure_part(self, name: str, role: str) -> None:
        self.end_block()
        tag = "figure" if role == "figure" else "figcaption"
        # Figures may nest, as in galleries.
        if (
            self._is_inside("caption")
            or not self.leaf_tag
            or self.open_roles["figure"] >= _MAX_CONTAINER_DEPTH
        ):
            self._push(_OpenElement(name, leaf_tag=self.leaf_tag))
            return
        self.out.append(f"<{tag}>")
        self._push(_OpenElement(name, closing=f"</{tag}>", leaf_tag=self.leaf_tag, role=role))
        self.leaf_tag = "" if role == "caption" else "p"
        self.last_char = ""

    def _start_block(self, name: str, source: str, role: str) -> None:
        self.end_block()
        closing, leaf_tag, is_container = "", self.leaf_tag, False
        if name in _HEADINGS or name == "dt":
            if self.leaf_tag:
                self.leaf_tag = name if name != "dt" or self._is_inside("dl") else "p"
        elif name == "table" and not self._is_inside("table") and role != "layout" and self.leaf_tag:
            self.out.append("<table>")
            closing = "</table>"
            self.leaf_tag = ""
        elif name == "caption" and self.out[-1:] == ["<table>"]:
            # Markdown tables have no title: it becomes a paragraph before the table.
            self.out.pop()
            closing = "<table>"
            self.leaf_tag = "p"
        elif name == "tr" and self._is_inside("table") and not self._is_inside("cell"):
            section = next((part for part in _SECTIONS if self._is_inside(part)), "")
            self.out.append(f'<tr {SECTION_ATTRIBUTE}="{_SECTIONS[section]}">' if section else "<tr>")
            closing = "</tr>"
        elif name in _SECTIONS and self._is_inside("table") and not self._is_inside("cell"):
            self._push(_OpenElement(name, leaf_tag=leaf_tag, role=name))
            return
        elif name in _CELLS and self._is_inside("table") and not self._is_inside("cell"):
            self.out.append(cell_tag(name, source))
            closing = f"</{name}>"
            self.last_char = ""
            self.pending_breaks = 0
            self._push(_OpenElement(name, closing, leaf_tag, role="cell"))
            return
        elif self.leaf_tag and (name in _CONTAINERS or name in ("li", "dd") or role == BOX):
            closing, is_container = self._open_container(name, source, role)
        role = _LIST_NAMES.get(name, name) if closing else ""
        self._push(_OpenElement(name, closing, leaf_tag, is_container=is_container, role=role))

    def _open_container(self, name: str, source: str, role: str) -> tuple[str, bool]:
        """Write the tag of a list, an item, a quotation or a box; return its end tag, empty if there is none.

        With it, whether it counts towards the depth of containers.
        """
        tag = "blockquote" if role == BOX else _LIST_NAMES.get(name, name)
        if name == "ol" and "style" in source and _UNNUMBERED.search(source):
            tag = "ul"
        if name == "dd" and self.open_roles["dd"] >= self.open_roles["dl"]:
            return "", False  # outside of lists, or in one that is too deep to be written
        has_room = self.container_depth < _MAX_CONTAINER_DEPTH
        if name == "li" and not (self._is_inside("ul") or self._is_inside("ol")):
            # Browsers show an item without a list as one of a list; adjacent ones are merged later.
            if not has_room:
                return "", False
            self.out.append("<ul><li>")
            self.container_depth += 1
            return "</li></ul>", True
        if name not in ("li", "dd") and not has_room:
            return "", False
        self.out.append(container_tag(tag, source))
        is_container = name in _CONTAINERS or role == BOX
        self.container_depth += is_container
        return f"</{tag}>", is_container

    def start_heading(self, name: str) -> None:
        """Handle the start tag of a heading that the page closes: blocks inside it are lines of one heading."""
        self.end_block()
        if not self.leaf_tag:
            self._push(_OpenElement(name, leaf_tag=""))
            return
        self.out.append(f"<{name}>")
        self._push(_OpenElement(name, f"</{name}>", self.leaf_tag, role="heading"))
        self.leaf_tag = ""
        self.last_char = ""
        self.pending_breaks = 0

    def _is_inside(self, role: str) -> bool:
        return self.open_roles[role] > 0

    def _push(self, element: _OpenElement) -> None:
        self.open_elements.append(element)
        self.open_roles[element.role] += 1

    def end(self, name: str) -> None:
        """Handle an end tag. Serialised HTML is balanced, so it closes the innermost element."""
        if not self.open_elements or self.open_elements[-1].name != name:
            if not any(element.name == name for element in self.open_elements):
                return
            while self.open_elements[-1].name != name:
                self.end(self.open_elements[-1].name)
        element = self.open_elements[-1]
        if element.format:
            self.page_formats.pop()  # elements close innermost first
        elif name == "q":
            self.text("”")
        elif name == "rt":
            self.text(")")
        elif element.leaf_tag is not None:
            self.end_block()
            if element.closing:
                self.out.append(element.closing)
                if element.role in ("cell", "caption", "table", "heading"):
                    self.last_char = ""
                    self.pending_breaks = 0
                self._write_held(element.role)
            self.leaf_tag = element.leaf_tag
            self.container_depth -= element.is_container
        self.open_elements.pop()
        self.open_roles[element.role] -= 1

    def end_all(self) -> None:
        """Close all open elements at the end of the page."""
        while self.open_elements:
            self.end(self.open_elements[-1].name)
        self.end_block()

    def void(self, name: str, source: str) -> None:
        """Handle a void element."""
        if name == "br":
            self.line_break()
        elif name == "hr":
            self.end_block()
            if self.leaf_tag:
                self.out.append("<hr>")
        elif name == "img":
            picture = picture_of(parse_attributes(source))
            if picture.is_text:
                self.text(html.escape(picture.alt, quote=False))
            elif picture.url or picture.is_embedded:
                link = next((opening[1:] for opening in self.page_formats if opening.startswith("a ")), "")
                href = "" if _PICTURE_FILE.search(link) else link
                attributes = f'src="{html.escape(picture.url)}" alt="{html.escape(picture.alt)}"'
                self._write_void_block(f"<img {attributes}{href}>")
        elif name == "input" and (values := parse_attributes(source)).get("type") == "checkbox":
            self.inline_markup("<input checked>" if "checked" in values else "<input>")

    def media(self, name: str, source: str, inner: str) -> None:
        """Write a frame, video or audio; `inner` is the fallback content, which browsers do not show."""
        media = media_of(name, parse_attributes(source), inner)
        if media.url:
            self._write_void_block(
                f'<reader-media kind="{media.kind}" src="{html.escape(media.url)}"'
                f' title="{html.escape(media.title)}"></reader-media>'
            )

    def preformatted(self, source: str, inner: str) -> None:
        """Write a `pre` with the attributes `source`, its lines unchanged."""
        language = _LANGUAGE.search(source) or _LANGUAGE.match(inner)
        attribute = f' data-language="{language.group(1)}"' if language else ""
        if "<a" in inner and (links := _links_in(inner)):
            attribute += f' {LINKS_ATTRIBUTE}="{html.escape(links)}"'
        text = _LINE_BREAK.sub("\n", inner)
        text = unescape(TOKEN.sub("", text)).replace("\xa0", " ").strip("\n")
        if not text.strip():
            return
        if not self.leaf_tag:
            self.text(html.escape(text, quote=False))
            return
        self.end_block()
        self.out.append(f"<pre{attribute}>\n{html.escape(text, quote=False)}</pre>")


def _links_in(markup: str) -> str:
    """Return the links of preformatted text, a line each: the URL, a space, and the words."""
    links: list[str] = []
    start = 0
    for token in TOKEN.finditer(markup):
        slash, name, rest = token.groups()
        if name != "a":
            continue
        if not slash:
            href = parse_attributes(rest).get("href", "").strip()
            links.append("".join(href.split()))
            start = token.end()
        elif links and links[-1] and " " not in links[-1]:
            words = unescape(TOKEN.sub("", markup[start : token.start()]))
            links[-1] = f"{links[-1]} {' '.join(words.split())}"
    return "\n".join(filter(None, links))


def _element_end(source: str, name: str, position: int) -> tuple[int, int]:
    """Return the end of the content and the end of the end tag of the element opened before `position`."""
    depth = 1
    for tag in re.compile(rf"<(/?){name}(?=[\s>])[^>]*>").finditer(source, position):
        depth += -1 if tag.group(1) else 1
        if not depth:
            return tag.start(), tag.end()
    return len(source), len(source)


def _feed(writer: FlowWriter, source: str) -> None:
    """Pass the tokens of serialised HTML to the writer."""
    position = 0
    while (token := TOKEN.search(source, position)) is not None:
        if token.start() > position:
            writer.text(source[position : token.start()])
        position = token.end()
        slash, name, rest = token.groups()
        if name is None:
            continue
        if slash:
            writer.end(name)
        elif name in _MEDIA:
            inner_end = position
            if name != "embed":
                inner_end, position = _element_end(source, name, position)
            writer.media(name, rest, source[token.end() : inner_end])
        elif name == "pre":
            inner_end, position = _element_end(source, name, position)
            inner = source[token.end() : inner_end]
            if is_prose(inner):
                _feed(writer, f"<blockquote>{_LINE_END.sub('<br>', inner.strip())}</blockquote>")
            else:
                writer.preformatted(rest, inner)
        elif name in VOID_ELEMENTS:
            writer.void(name, rest)
        elif name == "table" and _IS_LISTING in rest:
            inner_end, position = _element_end(source, name, position)
            writer.preformatted("", listing_markup(source[token.end() : inner_end]))
        elif name in _HEADINGS and source.find(f"</{name}", position, position + _MAX_HEADING_CHARS) >= 0:
            writer.start_heading(name)
        else:
            writer.start(name, rest)
    if position < len(source):
        writer.text(source[position:])


def normalise_html(source: str) -> str:
    """Return clean, serialised HTML in the normal form described at the top of this module."""
    writer = FlowWriter()
    _feed(writer, source)
    writer.end_all()
    return "".join(writer.out)
