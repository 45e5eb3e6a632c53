"""The body of an article as XHTML, which browsers and reading systems take alike.

It is made of the Markdown that the screen shows, so that both say the same. Pictures are links to their addresses, since
nothing is fetched, but for those that the export has. A cell that spans others stands in the first of them, as on the screen.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from markdown_it.token import Token

from reader.article import Article
from reader.export.html_fragments import Fragments
from reader.export.html_inline import Pieces, Words, address_to_xml, outside, write_inline
from reader.export.xml_text import xml_text
from reader.text.interface_words import InterfaceWords
from reader.text.safe import clean, clean_line
from reader.text.urls import host
from reader.typeset.blocks import as_prose, is_drawn, pictures_in, upright
from reader.typeset.inline import (
    NOTE,
    Inline,
    InlineBuilder,
    add_picture_words,
    has_words,
    inline,
    trimmed,
)
from reader.typeset.markdown import parse, words_of

_SIGN = "▣"
_PARAGRAPH_END = "</p>\n"
_DEEPEST_HEADING = 6
_SIMPLE = {
    "blockquote": "blockquote",
    "bullet_list": "ul",
    "dl": "dl",
    "dt": "dt",
    "dd": "dd",
}
_CALLOUT = '<blockquote class="callout">'


class BodyOptions(NamedTuple):
    """How a body is written."""

    prefix: str = ""
    """begins its anchors, so that bodies on one page have different ones"""
    heading_level: int = 2
    """the level of its highest heading"""
    is_book: bool = False
    """whether notes are marked as EPUB's, which readers of books show where one reads"""
    address_of: Callable[[str], str | None] = outside
    """returns what a link leads to; None makes its words no link"""
    words: InterfaceWords = InterfaceWords()
    """names pictures and the notes, in the article's language"""
    picture_at: Callable[[str], str | None] = lambda _url: None
    """returns where a picture can be shown from; None makes it a link"""


def body_pieces(article: Article, options: BodyOptions) -> Pieces:
    """Return the body of an article, notes included, with its words apart from the markup."""
    pieces: Pieces = []
    writer = _BodyWriter(options, pieces)
    markdown = article.markdown
    if article.is_words_alone:
        writer.write_words(words_of(markdown))
        return pieces
    end = len(markdown) if article.form_end is None else article.form_end
    writer.write(parse(markdown[:end]))
    if end < len(markdown):
        pieces += ('<p class="notice">', Words(options.words.words_alone), "</p>\n")
        _BodyWriter(options._replace(prefix=f"{options.prefix}rest-"), pieces).write(parse(markdown[end:]))
    return pieces


def tokens_pieces(tokens: Sequence[Token], options: BodyOptions) -> Pieces:
    """Return the blocks of parsed Markdown."""
    pieces: Pieces = []
    _BodyWriter(options, pieces).write(tokens)
    return pieces


class _BodyWriter:
    """Writes block tokens."""

    def __init__(self, options: BodyOptions, pieces: Pieces) -> None:
        self._options = options
        self._words = options.words
        self._heading = options.heading_level
        self._is_book = options.is_book
        self._pieces = pieces
        self._fragments = Fragments((), options.prefix)
        self._around: list[int] = []
        """the levels of the headings that the current one is below, as written, and its own"""
        self._numbers: list[int | None] = []
        """for each open list the number that its next item has by itself; None for bullets"""
        self._quotes = 0

    def write_words(self, paragraphs: Sequence[str]) -> None:
        """Write paragraphs of words alone."""
        for words in paragraphs:
            self._paragraph(Inline.plain(words), [])

    def write(self, tokens: Sequence[Token]) -> None:
        """Write the blocks of `tokens`."""
        self._fragments = Fragments(tokens, self._options.prefix)
        index = 0
        while index < len(tokens):
            token = tokens[index]
            if token.type == "table_open":
                end = next(at for at in range(index, len(tokens)) if tokens[at].type == "table_close")
                self._table(tokens[index:end])
                index = end
            elif token.type == "inline":
                self._inline(token, tokens[index - 1])
            elif token.type == "blockquote_open":
                self._quotes += 1
                self._pieces.append(
                    _CALLOUT if _is_callout(tokens[index + 1 : index + 4]) else "<blockquote>"
                )
            elif token.type in ("fence", "code_block"):
                self._code(token)
            elif token.type == "hr":
                self._pieces.append("<hr/>\n")
            elif token.type == "footnote_anchor":
                self._back_link(token)
            elif token.nesting > 0:
                self._open(token)
            elif token.nesting < 0:
                self._close(token)
            index += 1

    def _open(self, token: Token) -> None:
        kind = token.type.removesuffix("_open")
        if kind in _SIMPLE:
            self._pieces.append(f"<{_SIMPLE[kind]}>")
            if kind == "bullet_list":
                self._numbers.append(None)
        elif kind == "ordered_list":
            start = token.attrGet("start")
            self._numbers.append(int(start) if start is not None else 1)
            self._pieces.append(f'<ol start="{int(start)}">' if start is not None else "<ol>")
        elif kind == "list_item":
            self._pieces.append(self._item(token))
        elif kind == "footnote_block":
            self._open_notes()
        elif kind == "footnote":
            self._open_note(int(token.meta["id"]) + 1)

    def _close(self, token: Token) -> None:
        kind = token.type.removesuffix("_close")
        if kind in ("bullet_list", "ordered_list"):
            self._numbers.pop()
            self._pieces.append("</ul>\n" if kind == "bullet_list" else "</ol>\n")
        elif kind in _SIMPLE:
            self._quotes -= kind == "blockquote"
            self._pieces.append(f"</{_SIMPLE[kind]}>\n")
        elif kind == "list_item":
            self._pieces.append("</li>\n")
        elif kind == "footnote_block":
            self._pieces.append("</section>\n" if self._is_book else "</ol></section>\n")
        elif kind == "footnote":
            self._pieces.append("</aside>\n" if self._is_book else "</li>\n")

    def _item(self, token: Token) -> str:
        """Return the opening of an item, with its number where a list leaves some out or counts down."""
        expected = self._numbers[-1]
        if expected is None:
            return "<li>"
        number = int(token.info) if token.info.isdecimal() else expected
        self._numbers[-1] = number + 1
        return "<li>" if number == expected else f'<li value="{number}">'

    def _open_notes(self) -> None:
        type_ = ' epub:type="footnotes"' if self._is_book else ' role="doc-endnotes"'
        level = self._heading
        self._pieces += (
            f'<section class="notes"{type_}>\n<h{level}>',
            Words(self._words.notes),
            f"</h{level}>\n",
        )
        if not self._is_book:
            self._pieces.append("<ol>\n")

    def _open_note(self, number: int) -> None:
        name = self._fragments.note(number)
        if self._is_book:
            self._pieces.append(f'<aside epub:type="footnote" role="doc-footnote" id="{name}">')
        else:
            self._pieces.append(f'<li id="{name}" value="{number}">')

    def _back_link(self, token: Token) -> None:
        """Write the link from a note to its only or first mark."""
        if int(token.meta.get("subId") or 0):
            return
        number = int(token.meta["id"]) + 1
        mark = self._fragments.mark(number)
        # A pop-up shows one note, of which the number is not seen.
        paragraph = self._pieces.pop() if self._pieces[-1] == _PARAGRAPH_END else ""
        self._pieces += (f' <a class="back" role="doc-backlink" href="#{mark}">↩</a>', paragraph)

    def _inline(self, token: Token, opening: Token) -> None:
        children = token.children or []
        urls: list[str] = []
        if opening.type == "heading_open":
            level = self._level_of(int(opening.tag[1]))
            name = self._fragments.next_heading()
            self._pieces.append(f'<h{level} id="{name}">')
            self._text(inline(children, urls), urls)
            self._pieces.append(f"</h{level}>\n")
        elif opening.type == "dt_open":
            self._text(inline(children, urls), urls)
        elif pictures := pictures_in(children):
            for picture in pictures:
                self._figure(picture)
        else:
            content = as_prose(inline(children, urls))
            content = upright(content) if self._quotes else content
            if opening.hidden:
                self._text(content, urls)
            else:
                self._paragraph(content, urls)

    def _level_of(self, written: int) -> int:
        """Return the level of a heading. None is left out, whichever the post left out: readers of screens go by them."""
        self._around = [*(level for level in self._around if level < written), written]
        return min(self._heading + len(self._around) - 1, _DEEPEST_HEADING)

    def _paragraph(self, content: Inline, urls: list[str]) -> None:
        drawn = ' class="ornament"' if is_drawn(content) else ""
        if not content.text.strip() and not urls:
            return
        self._pieces.append(f"<p{drawn}>")
        self._text(content, urls)
        self._pieces.append(_PARAGRAPH_END)

    def _text(self, content: Inline, urls: Sequence[str]) -> None:
        write_inline(content, urls, self._anchor, self._pieces)

    def _anchor(self, url: str) -> tuple[str, str] | None:
        """Return the markup of a link."""
        if not url.startswith("#"):
            address = self._options.address_of(url)
            return (f'<a href="{address_to_xml(address)}">', "</a>") if address is not None else None
        if url.startswith(NOTE):
            name, target = self._fragments.next_mark(int(url.removeprefix(NOTE)))
            type_ = ' epub:type="noteref"' if self._is_book else ""
            return (
                f'<sup><a class="mark"{type_} role="doc-noteref" id="{name}" href="#{target}">',
                "</a></sup>",
            )
        return self._fragments.anchor(url)

    def _figure(self, token: Token) -> None:
        """Write a picture: a link in its place, and its caption."""
        address = str(token.attrGet("src") or "")
        link = self._options.address_of(address)
        pieces = self._pieces
        pieces.append("<figure>")
        source = self._options.picture_at(address)
        if source is not None:
            alt = clean_line(str(token.attrGet("title") or ""))
            pieces += (f'<img src="{xml_text(source)}" alt="', Words(alt), '"/>')
        elif link is not None:
            pieces += (
                f'<p class="plate"><a href="{address_to_xml(link)}">{_SIGN} ',
                Words(self._words.picture),
                " <small>",
            )
            pieces += (Words(clean_line(host(address))), "</small></a></p>")
        if has_words(token) or (link is None and source is None):
            urls: list[str] = []
            builder = InlineBuilder(urls)
            add_picture_words(builder, token, ())
            pieces.append("<figcaption>")
            self._text(
                trimmed(builder.build()) if has_words(token) else Inline.plain(self._words.picture), urls
            )
            pieces.append("</figcaption>")
        pieces.append("</figure>\n")

    def _code(self, token: Token) -> None:
        language = clean(token.info).strip().split(" ")[0]
        class_ = f' class="language-{xml_text(language)}"' if language else ""
        self._pieces += (
            f'<pre translate="no"><code{class_}>',
            Words(clean(token.content)),
            "</code></pre>\n",
        )

    def _table(self, tokens: Sequence[Token]) -> None:
        """Write a table; one of a single row has no head, as there is nothing below it."""
        pieces = self._pieces
        has_head = sum(token.type == "tr_open" for token in tokens) > 1
        pieces.append('<div class="table"><table>\n' + ("<thead>" if has_head else "<tbody>"))
        for index, token in enumerate(tokens):
            kind = token.type
            if kind == "tr_open":
                pieces.append("<tr>")
            elif kind == "tr_close":
                pieces.append("</tr>\n")
            elif kind in ("th_open", "td_open"):
                element = "th" if kind == "th_open" and has_head else "td"
                align = str(token.attrGet("style") or "").removeprefix("text-align:")
                scope = ' scope="col"' if element == "th" else ""
                style = f' class="{align}"' if align in ("left", "right", "center") else ""
                pieces.append(f"<{element}{scope}{style}>")
                urls: list[str] = []
                self._text(inline(tokens[index + 1].children or [], urls), urls)
                pieces.append(f"</{element}>")
            elif kind == "thead_close" and has_head:
                pieces.append("</thead>\n")
            elif kind == "tbody_open" and has_head:
                pieces.append("<tbody>")
        pieces.append("</tbody></table></div>\n")


def _is_callout(tokens: Sequence[Token]) -> bool:
    """Return whether a quotation begins with a paragraph that is bold as a whole, which the converter makes of boxes."""
    if len(tokens) < 2 or tokens[0].type != "paragraph_open":
        return False
    children = [child for child in tokens[1].children or () if child.type != "text" or child.content]
    return (
        len(children) > 2
        and children[0].type == "strong_open"
        and children[-1].type == "strong_close"
        and sum(child.type == "strong_open" for child in children) == 1
    )
