"""The body of an article as HTML that is XML, too: for web pages, feeds and books.

Nothing of it runs, and nothing is fetched unless somebody follows a link: pictures are links below their captions.
"""

from __future__ import annotations

import re
from collections.abc import Callable, MutableMapping, Sequence
from html import escape
from typing import Any, NamedTuple
from urllib.parse import quote

from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import OptionsDict

from reader.text.callout_words import CALLOUT_KINDS
from reader.text.interface_words import InterfaceWords
from reader.text.urls import is_openable
from reader.typeset.markdown import FORMULA, parse, words_of

_CALLOUT = re.compile(r"\[!([\w-]+)\][+-]?[ \t]*")
# XML 1.0 has no other control characters, no surrogates and not these two, even as references.
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LONE_PERCENT = re.compile("%(?![0-9A-Fa-f]{2})")
_OF_ADDRESSES = "!$%&'()*+,/:;=?@~"
_HEADING = re.compile(r"h([1-6])")
_DEEPEST_HEADING = 6
_OPTIONS = OptionsDict(
    {
        "maxNesting": 100,
        "html": False,
        "linkify": False,
        "typographer": False,
        "quotes": "“”‘’",
        "xhtmlOut": True,
        "breaks": False,
        "langPrefix": "language-",
        "highlight": None,
    }
)


class BodyOptions(NamedTuple):
    """How a body is written."""

    prefix: str = ""
    """begins its anchors, so that bodies on one page have different ones"""
    heading_level: int = 2
    """the level of its highest heading"""
    is_book: bool = False
    """whether notes are marked as EPUB's, which readers of books show where one reads"""
    address_of: Callable[[str], str | None] = lambda url: url if is_openable(url) else None
    """returns what a link leads to; None makes its words no link"""
    words: InterfaceWords = InterfaceWords()
    """names the kinds of boxes, and pictures, in the article's language"""


def address_to_xml(url: str) -> str:
    """Return an address as an attribute has it: what RFC 3986 does not have in addresses is percent-encoded."""
    place, sign, fragment = url.partition("#")
    whole = quote(place, safe=_OF_ADDRESSES) + sign + quote(fragment, safe=_OF_ADDRESSES)
    return text_to_xml(_LONE_PERCENT.sub("%25", whole))


def text_to_xml(text: str) -> str:
    """Return text as it stands in XML, also between quotation marks."""
    return escape(_NOT_XML.sub("\ufffd", text))


def body_html(markdown: str, options: BodyOptions | None = None, *, is_words_alone: bool = False) -> str:
    """Return the Markdown of an article (`Article.markdown`) as HTML."""
    if is_words_alone:
        return "".join(f"<p>{text_to_xml(words)}</p>\n" for words in words_of(markdown))
    renderer = _Renderer(options or BodyOptions())
    tokens = parse(_NOT_XML.sub("\ufffd", markdown))
    return renderer.render(renderer.prepared(tokens), _OPTIONS, {})


class _Renderer(RendererHTML):
    """Writes tokens of `reader.typeset.markdown`."""

    __output__ = "html"

    def __init__(self, options: BodyOptions) -> None:
        super().__init__()
        self._own = options
        for name in (
            *("code_inline", "image", "link_open", "link_close", "html_inline"),
            *("footnote_ref", "footnote_block_open", "footnote_block_close"),
            *("footnote_open", "footnote_close", "footnote_anchor"),
        ):
            self.rules[name] = getattr(self, f"_{name}")
        self._open_links: list[bool] = []

    def prepared(self, tokens: Sequence[Token]) -> Sequence[Token]:
        """Return the tokens with headings at their level, figures as such, and boxes with their titles."""
        around: list[int] = []  # the levels of the headings that a heading is below
        prepared: list[Token] = []
        for place, token in enumerate(tokens):
            if found := _HEADING.fullmatch(token.tag):
                if token.nesting > 0:
                    # No level is left out, whichever the post left out: readers of screens go by them.
                    around = [*(level for level in around if level < int(found[1])), int(found[1])]
                token.tag = f"h{min(self._own.heading_level + len(around) - 1, _DEEPEST_HEADING)}"
            elif token.type == "inline" and _are_pictures(token) and tokens[place - 1].tag == "p":
                tokens[place - 1].hidden = tokens[place + 1].hidden = True
            prepared.append(token)
            if token.type == "blockquote_open":
                prepared += self._title_of(token, tokens[place + 1 : place + 3])
        return prepared

    def _title_of(self, quote: Token, inner: Sequence[Token]) -> list[Token]:
        """Make a box of a quotation that begins with `[!kind] title`, and return the title as a paragraph of its own."""
        children = inner[1].children if len(inner) > 1 and inner[1].type == "inline" else None
        if not children or children[0].type != "text" or not (found := _CALLOUT.match(children[0].content)):
            return []
        kind = found[1].lower()
        if kind not in CALLOUT_KINDS:
            return []
        quote.attrSet("class", f"box {kind}")
        end = next((at for at, child in enumerate(children) if child.type == "softbreak"), len(children))
        title, inner[1].children = children[:end], children[end + 1 :]
        if not inner[1].children:
            inner[0].hidden = True  # nothing but the title: the paragraph's end writes nothing then, either
        title[0].content = title[0].content[found.end() :]
        plain = "".join(child.content for child in title).strip()
        named = self._own.words.callout(kind, plain)
        if named != plain:
            name = named.removesuffix(plain)
            title[0].content = name + title[0].content.lstrip()
        opening, words, closing = (
            Token("paragraph_open", "p", 1),
            Token("inline", "", 0),
            Token("paragraph_close", "p", -1),
        )
        opening.attrSet("class", "box-title")
        opening.block = closing.block = True
        words.children = title
        return [opening, words, closing]

    def _code_inline(
        self, tokens: Sequence[Token], place: int, options: OptionsDict, env: MutableMapping[str, Any]
    ) -> str:
        token = tokens[place]
        kind = ' class="formula"' if token.markup == FORMULA else ""
        return f"<code{kind}>{escape(token.content)}</code>"

    def _image(
        self, tokens: Sequence[Token], place: int, options: OptionsDict, env: MutableMapping[str, Any]
    ) -> str:
        token = tokens[place]
        caption = self.renderInline(token.children or [], options, env)
        alt = escape(str(token.attrs.get("title", "")))
        # A link within a link would be no XHTML: the outer one is what the post means.
        url = None if any(self._open_links) else self._own.address_of(str(token.attrs.get("src", "")))
        sign = (
            f"▣ {alt}".rstrip()
            if url is None
            else f'<a class="picture" href="{address_to_xml(url)}">▣ {alt or escape(self._own.words.picture)}</a>'
        )
        if not _are_alone(tokens):
            return f"{sign} {caption}"
        shown = f"\n<figcaption>{caption}</figcaption>" if caption else ""
        return f"<figure>{sign}{shown}</figure>\n"

    def _link_open(
        self, tokens: Sequence[Token], place: int, options: OptionsDict, env: MutableMapping[str, Any]
    ) -> str:
        url = (
            None if any(self._open_links) else self._own.address_of(str(tokens[place].attrs.get("href", "")))
        )
        self._open_links.append(url is not None)
        return f'<a href="{address_to_xml(url)}">' if url is not None else ""

    def _link_close(
        self, tokens: Sequence[Token], place: int, options: OptionsDict, env: MutableMapping[str, Any]
    ) -> str:
        return "</a>" if self._open_links.pop() else ""

    def _html_inline(
        self, tokens: Sequence[Token], place: int, options: OptionsDict, env: MutableMapping[str, Any]
    ) -> str:
        # The parser takes no HTML: these are the boxes of tasks.
        return "☑" if "checked" in tokens[place].content else "☐"

    def _footnote_ref(
        self, tokens: Sequence[Token], place: int, options: OptionsDict, env: MutableMapping[str, Any]
    ) -> str:
        number, time = tokens[place].meta["id"] + 1, tokens[place].meta["subId"]
        anchor = f"{self._own.prefix}ref{number}" + (f"-{time}" if time else "")
        book = ' epub:type="noteref"' if self._own.is_book else ""
        return (
            f'<sup><a{book} role="doc-noteref" id="{anchor}" href="#{self._own.prefix}note{number}">'
            f"{number}</a></sup>"
        )

    def _footnote_block_open(
        self, tokens: Sequence[Token], place: int, options: OptionsDict, env: MutableMapping[str, Any]
    ) -> str:
        return '<section class="notes">\n'

    def _footnote_block_close(
        self, tokens: Sequence[Token], place: int, options: OptionsDict, env: MutableMapping[str, Any]
    ) -> str:
        return "</section>\n"

    def _footnote_open(
        self, tokens: Sequence[Token], place: int, options: OptionsDict, env: MutableMapping[str, Any]
    ) -> str:
        number = tokens[place].meta["id"] + 1
        book = ' epub:type="footnote"' if self._own.is_book else ""
        return (
            f'<aside{book} role="doc-footnote" id="{self._own.prefix}note{number}">'
            f'<p class="number">{number}</p>\n'
        )

    def _footnote_close(
        self, tokens: Sequence[Token], place: int, options: OptionsDict, env: MutableMapping[str, Any]
    ) -> str:
        return "</aside>\n"

    def _footnote_anchor(
        self, tokens: Sequence[Token], place: int, options: OptionsDict, env: MutableMapping[str, Any]
    ) -> str:
        number, time = tokens[place].meta["id"] + 1, tokens[place].meta.get("subId", 0)
        anchor = f"{self._own.prefix}ref{number}" + (f"-{time}" if time else "")
        return f' <a role="doc-backlink" href="#{anchor}">↩</a>'


def _are_alone(tokens: Sequence[Token]) -> bool:
    """Return whether the inline tokens are pictures and nothing else."""
    return all(
        token.type in ("image", "softbreak", "hardbreak")
        or (token.type == "text" and not token.content.strip())
        for token in tokens
    )


def _are_pictures(token: Token) -> bool:
    children = token.children or []
    return any(child.type == "image" for child in children) and _are_alone(children)
