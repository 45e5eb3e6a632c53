"""Markdown from the normal form of `reader.convert.flow`, gathering captions, images and links on the way."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable

from bs4 import BeautifulSoup
from bs4.element import NavigableString, PageElement, Tag
from markdownify import MarkdownConverter

from reader.article import Image, Link
from reader.convert.alts import is_telling, without_markup
from reader.convert.autolink import link_bare_urls
from reader.convert.emphasis import DELIMITER_ATTRIBUTE
from reader.convert.escape import autolink, escape_inline, escape_line_starts, link_destination, link_title
from reader.convert.flow import LINKS_ATTRIBUTE, SECTION_ATTRIBUTE
from reader.convert.footnotes import FOOTNOTE_ATTRIBUTE, FOOTNOTE_HREF
from reader.convert.fragment_links import fragment_of
from reader.convert.lines import is_rule
from reader.convert.lists import ItemMarkers, needs_separator
from reader.convert.superscripts import superscript
from reader.convert.table_grid import BODY, GridCell, GridRow, is_even, table_rows
from reader.text.interface_words import InterfaceWords
from reader.text.late import late
from reader.text.places import is_followable
from reader.text.tex import FORMULA_CLASS
from reader.text.urls import absolute, host

_SEPARATOR = "<!-- -->"
"""parts two lists: a comment, which no program shows"""
_NON_LETTERS = late(r"[\W_]+")
_BACKTICKS = late(r"`+")
_BLANK_LINES = late(r"\n{3,}")
_EMPTY_LINE = late(r"(?<=\n)(?=\n)")
_PLACEHOLDER = "\x1a"
"""protects the empty lines of code from being collapsed; clean pages do not contain it"""
_PLACEHOLDER_LINE = late(rf"(?<! )[ ]*{_PLACEHOLDER}")
_CAPTIONED = ["table", "blockquote", "pre", "ul", "ol", "dl", "reader-media"]
"""what has a caption besides pictures"""
_EMPHASIS = frozenset(("strong", "em", "del"))
_NOT_A_NUMBER = late(r"[^\d*]")


class MarkdownWriter(MarkdownConverter):
    """markdownify for the normal form.

    A figure becomes a paragraph `![caption](url "alt")`, with an empty URL for a caption without a picture. A
    frame, video or audio becomes a paragraph `▶ [kind: title](url)`.
    """

    def __init__(
        self,
        source: str,
        interface_words: InterfaceWords,
        *,
        footnotes: frozenset[str],
        fragment_links: frozenset[tuple[str, str]],
    ) -> None:
        """Prepare for a page archived from the URL `source`.

        `footnotes` are the numbers of the footnotes that are referenced, `fragment_links` the (fragment,
        text) of the links to fragments of the page.
        """
        super().__init__(heading_style="atx", bullets="-", newline_style="backslash")
        self.captions: list[str] = []
        self.images: list[Image] = []
        self.links: list[Link] = []
        self._source = source
        self._interface_words = interface_words
        self._footnotes = footnotes
        self._fragment_links = fragment_links
        self._item_counts: Counter[int] = Counter()
        """the number of items written so far, by the identity of their list"""
        self._item_markers = ItemMarkers()
        self._definitions: set[int] = set()
        """the identities of the definitions that belong to a term"""
        self._conversions: dict[str, Callable[[Tag, str, set[str]], str] | None] = {}

    def write(self, soup: BeautifulSoup) -> str:
        """Return the body of a page in the normal form as Markdown."""
        markdown = self.process_tag(soup.body) if soup.body is not None else ""
        return _PLACEHOLDER_LINE.sub("", _BLANK_LINES.sub("\n\n", markdown)).strip("\n")

    # The methods below override markdownify's, which spend most of their time on white space that the normal
    # form does not have.
    def process_tag(self, node: Tag, parent_tags: set[str] | None = None) -> str:
        names = (parent_tags or set()) | {node.name}
        if node.name == "figure":
            return self._figure(node, names)
        if node.name == "table":
            return self._table(node, names)
        text = "".join([self._piece(child, names) for child in node.contents])
        convert = self._conversion(node.name)
        return convert(node, text, names) if convert else text

    def _piece(self, child: PageElement, names: set[str]) -> str:
        if isinstance(child, Tag):
            return self.process_tag(child, names)
        return self.process_text(child, names) if isinstance(child, NavigableString) else ""

    def _conversion(self, name: str) -> Callable[[Tag, str, set[str]], str] | None:
        if name not in self._conversions:
            self._conversions[name] = getattr(self, f"convert_{name.replace('-', '_')}", None)
        return self._conversions[name]

    def process_text(self, el: NavigableString, parent_tags: set[str] | None = None) -> str:
        text = str(el)
        names = parent_tags or set()
        if "code" in names or "pre" in names:
            return text
        may_have_url = "://" in text and "a" not in names
        markdown = link_bare_urls(text, self.links) if may_have_url else escape_inline(text)
        if text.endswith("$") and _is_code(el.next_sibling):
            markdown = markdown[:-1] + "\\$"  # no formula begins here
        before = el.previous_sibling
        if markdown[:1] in ("(", ":") and isinstance(before, Tag) and before.name == "a":
            # After a link, these would read as the destination of a link or as a definition.
            return f"&#{ord(markdown[0])};{markdown[1:]}"
        return markdown

    def convert_p(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        if not text:
            return ""
        return "\n\n---\n\n" if is_rule(el.get_text()) else f"\n\n{escape_line_starts(text)}\n\n"

    def _heading(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        text = text.replace("\\\n", " ")
        # A run of hashes at the end would be a closing sequence of the heading (CommonMark, 4.2).
        text = re.sub(r"(?:^|(?<=[ \t]))(#+)$", r"\\\1", text)
        return f"\n\n{'#' * int(el.name[1])} {text}\n\n" if text else ""

    convert_h1 = convert_h2 = convert_h3 = convert_h4 = convert_h5 = convert_h6 = _heading

    def convert_br(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        if parent_tags & {"figcaption", "dt"}:
            return " "
        # Markdown tables have no line break; HTML's is the common substitute.
        return "<br>" if parent_tags & {"td", "th"} else "\\\n"

    def convert_hr(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return "\n\n---\n\n"

    def convert_a(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        href = str(el.get("href") or "")
        number = href.removeprefix(FOOTNOTE_HREF)
        if number != href and number in self._footnotes:
            return f"[^{number}]"
        if not text.strip():
            return ""
        plain = el.get_text()
        fragment = fragment_of(href, self._source)
        if (fragment, plain) in self._fragment_links:
            # A terminal has no superscript, so the number of a footnote gets brackets.
            label = text if _NOT_A_NUMBER.search(text) else f"\\[{text}\\]"
            return f"[{label}]({link_destination(fragment)})"
        url = absolute(self._source, href)
        if not is_followable(url):
            return text
        self.links.append(Link(plain, url))
        if plain == url and " " not in url:
            return autolink(url)
        return f"[{text}]({link_destination(url)})"

    def convert_em(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        sign = "_" if el.has_attr(DELIMITER_ATTRIBUTE) else "*"
        return f"{sign}{text}{sign}"

    def convert_strong(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        sign = "__" if el.has_attr(DELIMITER_ATTRIBUTE) else "**"
        return f"{sign}{text}{sign}"

    def convert_del(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return f"~~{text}~~"

    def convert_reader_char(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return f"&#{ord(el.get_text())};"

    def convert_code(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        fence = "`" * (max((len(run) for run in _BACKTICKS.findall(text)), default=0) + 1)
        padded = f" {text} " if text.startswith(("`", " ")) or text.endswith("`") else text
        # The form of GitLab and GitHub; to other programs it is code, in which nothing is markup.
        sign = "$" if el.get("class") == [FORMULA_CLASS] else ""
        return f"{sign}{fence}{padded}{fence}{sign}"

    def convert_sup(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        beside = el.previous_sibling
        before = str(beside) if isinstance(beside, NavigableString) else ""
        if text.startswith("`") and isinstance(beside, Tag) and beside.name == "code":
            # Runs of code that touch would be read as one, with the signs between them.
            text = escape_inline(el.get_text())
        # Inside emphasis, brackets could keep the delimiters from opening or closing.
        return superscript(text, before, may_be_note=not parent_tags & _EMPHASIS)

    def convert_input(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return "[x] " if el.has_attr("checked") else "[ ] "

    def convert_pre(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        for line in str(el.get(LINKS_ATTRIBUTE) or "").splitlines():
            href, _, words = line.partition(" ")
            url = absolute(self._source, href)
            if is_followable(url):
                self.links.append(Link(words or url, url))
        text = _EMPTY_LINE.sub(_PLACEHOLDER, text.strip("\n"))
        fence = "`" * max(3, max((len(run) for run in _BACKTICKS.findall(text)), default=0) + 1)
        return f"\n\n{fence}{el.get('data-language') or ''}\n{text}\n{fence}\n\n"

    def convert_blockquote(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        text = _BLANK_LINES.sub("\n\n", text.strip("\n"))
        return (
            "\n\n" + "\n".join(f"> {line}" if line else ">" for line in text.split("\n")) + "\n\n"
            if text
            else ""
        )

    def convert_list(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return f"\n\n{text.strip(chr(10))}\n\n" if text.strip() else ""

    convert_ul = convert_list

    def convert_ol(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return f"\n\n{_SEPARATOR if text.strip() and needs_separator(el) else ''}{self.convert_list(el, text, parent_tags)}"

    def _footnote_number(self, item: Tag) -> str:
        """Return the number of the footnote whose text is this list item, or an empty string."""
        number = str(item.get(FOOTNOTE_ATTRIBUTE) or "")
        return number if number in self._footnotes else ""

    def _marker(self, item: Tag) -> str:
        """Return the marker of a list item, the number included that the page shows."""
        ordered = item.parent
        if ordered is None or ordered.name != "ol":
            return "- "
        return self._item_markers.of(ordered)[self._item_counts[id(ordered)] - 1]

    def convert_li(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        self._item_counts[id(el.parent)] += 1
        text = _BLANK_LINES.sub("\n\n", text.strip("\n"))
        if not text:
            return ""
        if _is_tight_sublist(el):
            # An empty line would make the outer list loose.
            text = text.replace("\n\n", "\n", 1)
        if number := self._footnote_number(el):
            return f"[^{number}]: {text}".replace("\n", "\n    ").replace("    \n", "\n") + "\n\n"
        marker = self._marker(el)
        pad = "  " if marker.startswith("-") else " " * len(marker)
        lines = [f"{pad}{line}" if line else "" for line in text.split("\n")]
        lines[0] = marker + lines[0][len(pad) :]
        return "\n".join(lines) + "\n"

    def convert_dl(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return f"\n\n{_BLANK_LINES.sub(chr(10) * 2, text.strip(chr(10)))}\n\n" if text.strip() else ""

    def convert_dt(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return f"\n\n{escape_line_starts(text)}\n" if text else ""

    def convert_dd(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        before = el.previous_sibling
        has_term = isinstance(before, Tag) and (before.name == "dt" or id(before) in self._definitions)
        if has_term:
            self._definitions.add(id(el))
        text = _BLANK_LINES.sub("\n\n", text.strip("\n"))
        if not text:
            return ""
        if not has_term:
            return f"\n\n{text}\n\n"  # a definition without a term is a paragraph
        lines = [f"    {line}" if line else "" for line in text.split("\n")]
        return ":" + "\n".join(lines)[1:] + "\n"

    def _table(self, table: Tag, names: set[str]) -> str:
        """Return a table whose cells stand on a grid; as paragraphs where it cannot be one of Markdown."""
        rows = table_rows(self._row(row, names) for row in table.find_all("tr"))
        if not rows:
            return ""
        if not is_even(rows):
            return "\n\n" + "\n\n".join(escape_line_starts(" \\| ".join(row)) for row in rows) + "\n\n"
        lines = [f"| {' | '.join(row)} |" for row in rows]
        divider = "|" + " --- |" * len(rows[0])
        return "\n\n" + "\n".join([lines[0], divider, *lines[1:]]) + "\n\n"

    def _row(self, row: Tag, names: set[str]) -> GridRow:
        cells = row.find_all(["td", "th"], recursive=False)
        section = str(row.get(SECTION_ATTRIBUTE) or BODY)
        return GridRow([self._cell(cell, names | {cell.name}) for cell in cells], section)

    def _cell(self, cell: Tag, names: set[str]) -> GridCell:
        text = "".join([self._piece(child, names) for child in cell.contents])
        text = text.replace("|", "\\|").replace("\n", " ").strip()
        return GridCell(text, _span(cell, "colspan"), _span(cell, "rowspan"), is_head=cell.name == "th")

    def _figure(self, figure: Tag, names: set[str]) -> str:
        """Return the content of a figure, its distinct captions under its last picture."""
        names = names | {"figcaption"}
        pieces: list[str] = []
        markdown_by_caption: dict[str, str] = {}
        pictures: list[tuple[int, Tag]] = []
        caption_index = 0
        for child in figure.find_all(recursive=False):
            if child.name == "figcaption":
                if not markdown_by_caption:
                    caption_index = len(pieces)
                self._add_caption(child, names, markdown_by_caption)
            elif child.name == "img":
                pictures.append((len(pieces), child))
                pieces.append("")
            else:
                pieces.append(self.process_tag(child, names))
        self.captions.extend(markdown_by_caption)
        caption, markdown = " ".join(markdown_by_caption), " ".join(markdown_by_caption.values())
        letters = _NON_LETTERS.sub("", caption)
        content = "".join(pieces).strip()
        is_captioned = figure.find(_CAPTIONED, recursive=False) or (content and "![" not in content)
        if markdown and not pictures and is_captioned:
            # The sign before a caption stands for a picture: that of a table, a film, a formula or words is a paragraph.
            pieces.insert(caption_index, f"\n\n{escape_line_starts(markdown)}\n\n")
        elif markdown and not pictures:
            pieces.append(f"\n\n![{markdown}]()\n\n")
        for number, (index, picture) in enumerate(pictures, start=1):
            is_last = number == len(pictures)
            pieces[index] = self._picture(
                picture, letters, markdown if is_last else "", caption if is_last else ""
            )
        return "".join(pieces)

    def _add_caption(self, el: Tag, names: set[str], markdown_by_caption: dict[str, str]) -> None:
        """Add the caption and its Markdown, unless it is empty or already there."""
        markdown = "".join([self._piece(child, names) for child in el.contents]).strip()
        for line_break in el.find_all("br"):
            line_break.replace_with(" ")
        plain = el.get_text().strip()
        if plain:
            markdown_by_caption.setdefault(plain, markdown)

    def _picture(self, img: Tag, figure_letters: str, caption_markdown: str, caption: str) -> str:
        """Return a picture with its caption, and its alt text unless the figure's captions repeat it."""
        url = absolute(self._source, str(img.get("src") or ""))
        alt = self._telling_alt(img, url, figure_letters)
        self.images.append(Image(url, caption, alt))
        # Without an address a title would be taken for one.
        destination = link_destination(url) or ("<>" if alt else "")
        markdown = f"![{caption_markdown}]({destination}{link_title(alt)})"
        target = absolute(self._source, str(img.get("href") or ""))
        if is_followable(target):
            self.links.append(Link(caption or alt or target, target))
            markdown = f"[{markdown}]({link_destination(target)})"
        return f"\n\n{markdown}\n\n"

    def _telling_alt(self, img: Tag, url: str, figure_letters: str) -> str:
        """Return the alternative text of a picture, unless it tells nothing or what stands beside it."""
        alt = without_markup(str(img.get("alt") or ""))
        if not is_telling(alt, url) or _is_redundant(alt, figure_letters):
            return ""
        letters = _NON_LETTERS.sub("", alt)
        parent = img.parent
        block = parent if parent is not None and parent.name == "figure" else img
        for beside in (block.previous_sibling, block.next_sibling):
            if isinstance(beside, Tag) and letters in _NON_LETTERS.sub("", beside.get_text()):
                return ""
        return alt

    def convert_img(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        markdown = self._picture(el, "", "", "")
        return markdown.strip() if parent_tags & {"td", "th"} else markdown

    def convert_reader_media(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        url = absolute(self._source, str(el.get("src") or ""))
        if not is_followable(url):
            return ""
        label = self._interface_words.media(str(el.get("kind")), str(el.get("title") or host(url) or url))
        self.links.append(Link(label, url))
        return f"\n\n▶ [{escape_inline(label)}]({link_destination(url)})\n\n"


def _is_code(element: PageElement | None) -> bool:
    """Return whether an element is code within running text, and no formula."""
    return isinstance(element, Tag) and element.name == "code" and not element.get("class")


def _span(cell: Tag, name: str) -> int:
    """Return how many columns or rows a cell spans."""
    value = str(cell.get(name) or "")[:9]
    return int(value) if value.isdigit() else 1


def _is_tight_sublist(item: Tag) -> bool:
    """Return whether an item is a paragraph and one list that may follow it without an empty line."""
    children = item.find_all(recursive=False)
    return (
        len(children) == 2
        and children[0].name == "p"
        and children[1].name in ("ul", "ol")
        and children[1].get("start") in (None, "1")
    )


def _is_redundant(alt: str, caption_letters: str) -> bool:
    """Return whether an alt text adds nothing to a caption, given the letters of that."""
    letters = _NON_LETTERS.sub("", alt)
    return not letters or letters in caption_letters or (caption_letters != "" and caption_letters in letters)
