"""From Markdown tokens to a flat sequence of blocks: paragraphs, code, tables and rules with their indents."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from markdown_it.token import Token

from reader.text.interface_words import InterfaceWords
from reader.text.late import late
from reader.text.safe import clean
from reader.typeset.cells import cell_len
from reader.typeset.code import Code
from reader.typeset.document import UNSOURCED, Line, LinkKind, Rows, Span
from reader.typeset.flow import Flow
from reader.typeset.frame import Indent, Room
from reader.typeset.inline import (
    CHECKED,
    EMPHASIS,
    NOTE_MARK,
    PICTURE,
    UNCHECKED,
    WIDE_EMPHASIS,
    Inline,
    InlineBuilder,
    StyledRun,
    add_picture_words,
    has_words,
    inline,
    is_wide,
    trimmed,
)
from reader.typeset.tables import Cell, Table

BAR = "▎"
BULLETS = ("•", "◦", "▪")
MEDIA = "▶ "
"""the sign that the converter writes before video, audio and frames"""
_QUOTE_INDENT = 2
_DEFINITION_INDENT = 4
_GREAT_HEADING = 2
"""headings up to this level, and those of the highest level in the text, have two blank lines before them"""
_SECTION_LEVEL = 2
_BOLD_LEVEL = 6
"""the level of a bold paragraph that serves as a heading, below all headings"""
_LONGEST_BOLD_LINE = 40
_LONGEST_ORNAMENT = 9
_STARS = "＊·⋯•◎◇◆○●☆★□■△▲▽▼※⁂✦✽❀❖♦⚪⚫"
_DRAWN = late(rf"(?:[{_STARS}]\ufe0f?\s*){{1,15}}|(?:[-*=_~—–―－═～]\s*){{3,40}}")
"""a paragraph that only separates parts of a text"""
_SENTENCE_ENDS = "。，；,.;…」”"


class Content(Protocol):
    """The content of a block."""

    start: int

    @property
    def text(self) -> str: ...
    def rows(self, room: Room) -> Rows: ...


@dataclass(eq=False)
class Rule:
    """A thematic break: three centred stars, or the characters of the page."""

    start: int = 0
    text: str = ""

    def rows(self, room: Room) -> Rows:
        """Return the line of the rule, or several where its characters do not fit into one."""
        mark = self.text or ("* * *" if room.width >= 5 else "*")
        spare = room.width - cell_len(mark, room.options.ambiguous_width)
        if spare < 0:
            return Flow(Inline.plain(mark, "rule"), self.start).rows(room)
        space = Span(" " * (spare // 2))
        start = self.start if self.text else UNSOURCED
        return [Line((*room.prefix, space, Span(mark, ("rule",), None, start)))], [self.start]


@dataclass(eq=False)
class Block:
    """A block with its indents and margins."""

    content: Content
    indents: tuple[Indent, ...] = ()
    before: int = 1
    """blank lines before it"""
    after: int = 1
    """blank lines after it; between two blocks the larger number applies"""

    @property
    def is_paragraph(self) -> bool:
        """Whether the block is an ordinary paragraph."""
        return isinstance(self.content, Flow) and self.content.is_paragraph


@dataclass
class BlockReader:
    """Turns block tokens into blocks."""

    labels: InterfaceWords
    urls: list[str] = field(default_factory=list)
    """the URLs of links, by index"""
    kinds: dict[int, LinkKind] = field(default_factory=dict)
    """what those links lead to that are no URLs"""
    blocks: list[Block] = field(default_factory=list)
    outline: list[tuple[int, Flow]] = field(default_factory=list)
    """(level, heading), in order"""
    _indents: list[Indent] = field(default_factory=list)
    _roles: list[str] = field(default_factory=list)
    _lists: list[int | None] = field(default_factory=list)
    """for each open list the number of its next item; None for bullets"""
    _great: int = _GREAT_HEADING
    _bold_roles: tuple[str, ...] = ()
    """the additional roles of bold lines that serve as headings"""
    _marker: str = ""
    """the marker of the current item, until its first paragraph takes it"""
    _marker_link: int | None = None

    def read(self, tokens: Sequence[Token]) -> None:
        """Append the blocks of `tokens`."""
        levels = (int(token.tag[1]) for token in tokens if token.type == "heading_open")
        self._great = max(_GREAT_HEADING, min(levels, default=_BOLD_LEVEL))
        # In a text without headings, short bold lines are the headings and are styled as such.
        self._bold_roles = ("heading",) if self._great == _BOLD_LEVEL else ()
        index = 0
        while index < len(tokens):
            token = tokens[index]
            if token.type == "table_open":
                end = next(
                    place for place in range(index, len(tokens)) if tokens[place].type == "table_close"
                )
                self.add(self._table(tokens[index:end]))
                index = end
            elif token.type == "inline":
                self._inline(token, tokens[index - 1])
            elif token.type in ("fence", "code_block"):
                self.add(Code(token.content, clean(token.info).strip()))
            elif token.type == "hr":
                self.add(Rule())
            elif token.nesting > 0:
                self._open(token)
            elif token.nesting < 0:
                self._close(token)
            index += 1

    def add(self, content: Content, before: int = 1, after: int = 1) -> None:
        """Append a block, after the pending marker of an item, if any."""
        if self._marker:
            self._add_text(Inline(""), 0, 0)
        self.blocks.append(Block(content, tuple(self._indents), before, after))

    def read_note(self, tokens: Sequence[Token], label: str, paragraphs: Iterable[str] = ()) -> None:
        """Append the note of the user, tokens and then plain paragraphs, set off from the article by a bar.

        Its headings are not in the outline.
        """
        headings = len(self.outline)
        if self.blocks:
            self.blocks[-1].after = 1
        self._indents.append(Indent(_QUOTE_INDENT, BAR, "own-bar"))
        self._roles.append("own")
        self.add(Flow(Inline.plain(label, "own-head")), 0, 0)
        head = len(self.blocks)
        self.read(tokens)
        for words in paragraphs:
            self.add(Flow(Inline.plain(words, "own"), is_paragraph=True))
        if head < len(self.blocks):
            self.blocks[head].before = 1
        self._roles.pop()
        self._indents.pop()
        del self.outline[headings:]
        self.blocks[-1].after = 2

    def section(self, label: str) -> None:
        """Begin a section after the article, such as the related links."""
        flow = Flow(Inline.plain(label, "section"), balanced=True)
        self.outline.append((_SECTION_LEVEL, flow))
        self.add(flow, 2, 1)

    def item(self, content: Inline, marker: str, marker_roles: tuple[str, ...] = ("marker",)) -> None:
        """Append an item of a section; its later lines are indented by the marker."""
        self.blocks.append(Block(Flow(_marked(content, marker, marker_roles), marker=marker), (), 0, 0))

    def _open(self, token: Token) -> None:
        kind = token.type.removesuffix("_open")
        if kind == "blockquote":
            self._indents.append(Indent(_QUOTE_INDENT, BAR))
            self._roles.append("quote")
        elif kind in ("bullet_list", "ordered_list"):
            first = token.attrGet("start")
            self._lists.append(None if kind == "bullet_list" else int(first) if first is not None else 1)
        elif kind == "list_item":
            self._begin(self._item_marker(token))
        elif kind == "dd":
            self._indents.append(Indent(_DEFINITION_INDENT))
        elif kind == "footnote_block":
            self.section(self.labels.notes)
        elif kind == "footnote":
            self._roles.append("note")
            number = int(token.meta["id"]) + 1
            self._begin(_even(f"[{number}] "))
            self._marker_link = InlineBuilder(self.urls).link(f"{NOTE_MARK}{number}")

    def _close(self, token: Token) -> None:
        kind = token.type.removesuffix("_close")
        if kind in ("list_item", "footnote") and self._marker:
            self._add_text(Inline(""), 0, 0)
        if kind in ("bullet_list", "ordered_list"):
            self._lists.pop()
            if not self._lists and self.blocks:
                self.blocks[-1].after = 1
        elif kind in ("blockquote", "list_item", "dd", "footnote"):
            self._indents.pop()
        if kind in ("blockquote", "footnote"):
            self._roles.pop()

    def _item_marker(self, token: Token) -> str:
        """Return the marker of an item, with the number that is written: a list may count down or leave some out."""
        number = self._lists[-1]
        if number is None:
            depth = sum(1 for item in self._lists if item is None)
            return BULLETS[min(depth, len(BULLETS)) - 1] + " "
        if token.info.isdecimal():
            number = int(token.info)
        self._lists[-1] = number + 1
        return _even(f"{number}. ")

    def _begin(self, marker: str) -> None:
        """Begin an item; its first paragraph takes the marker."""
        if self._marker:
            self._add_text(Inline(""), 0, 0)
        self._marker = marker
        self._indents.append(Indent(len(marker)))

    def _inline(self, token: Token, opening: Token) -> None:
        children = token.children or []
        roles = tuple(self._roles)
        space = 0 if opening.hidden or "note" in roles else 1
        if opening.type == "heading_open":
            level = int(opening.tag[1])
            content = inline(children, self.urls, (*roles, "heading", f"heading-{level}"))
            if _is_ornament(content):
                self.add(Rule(text=content.text))
            else:
                self._add_heading(content, level)
        elif opening.type == "dt_open":
            self.add(Flow(inline(children, self.urls, (*roles, "term"))), 1, 0)
        elif pictures := pictures_in(children):
            for picture in pictures:
                self._add_picture(picture, roles)
        elif children and children[0].type == "html_inline" and self._marker:
            self._marker = CHECKED if "checked=" in children[0].content else UNCHECKED
            self._add_text(inline(children[1:], self.urls, roles), space, space)
        else:
            content = inline(children, self.urls, roles)
            if not (roles or self._indents or self._marker) and _is_bold_line(content):
                self._add_heading(_in_roles(content, self._bold_roles), _BOLD_LEVEL)
            elif not (roles or self._indents or self._marker) and is_drawn(content):
                self.add(Rule(text=content.text))
            else:
                content = as_prose(content)
                self._add_text(upright(content) if "quote" in roles else content, space, space)

    def _add_heading(self, content: Inline, level: int) -> None:
        flow = Flow(content, balanced=True)
        # Between two headings there is no more space than between a heading and its text.
        follows = bool(self.outline and self.blocks) and self.blocks[-1].content is self.outline[-1][1]
        self.outline.append((level, flow))
        self.add(flow, 2 if level <= self._great and not follows else 1, 1)

    def _add_text(self, content: Inline, before: int, after: int) -> None:
        """Append a paragraph, with the pending marker."""
        marker, self._marker = self._marker, ""
        link, self._marker_link = self._marker_link, None
        if marker:
            flow = Flow(_marked(content, marker, ("marker",), link), marker=marker)
            self.blocks.append(Block(flow, tuple(self._indents[:-1]), before, after))
        elif content.text.startswith(MEDIA):
            self.add(
                Flow(_marked(_after(content, len(MEDIA)), MEDIA, ("picture",)), marker=MEDIA), before, after
            )
        elif content.text:
            self.add(Flow(content, is_paragraph=not self._lists), before, after)

    def _add_picture(self, token: Token, roles: tuple[str, ...]) -> None:
        """Append a picture of its own: a sign, and its caption or else its file name."""
        address = str(token.attrGet("src") or "")
        builder = InlineBuilder(self.urls)
        link = builder.link(address)
        builder.add(PICTURE + " ", (*roles, "picture"), link)
        words = (*roles, "caption")
        if not has_words(token):
            builder.add(self.labels.picture, words, link)
        else:
            add_picture_words(builder, token, words)
        self.add(Flow(trimmed(builder.build()), marker=PICTURE + " "))

    def _table(self, tokens: Sequence[Token]) -> Table:
        rows: list[list[Cell]] = []
        alignments: list[str] = []
        # In a table of one row the header row has nothing to label.
        head_roles = ("table-head",) if sum(token.type == "tr_open" for token in tokens) > 1 else ()
        for index, token in enumerate(tokens):
            if token.type == "tr_open":
                rows.append([])
            elif token.type in ("th_open", "td_open"):
                head = token.type == "th_open"
                roles = (*self._roles, *head_roles) if head else tuple(self._roles)
                rows[-1].append(Cell(inline(tokens[index + 1].children or [], self.urls, roles)))
                if head:
                    alignments.append(str(token.attrGet("style") or "").removeprefix("text-align:"))
        return Table(rows, alignments)


def _is_ornament(content: Inline) -> bool:
    """Return whether a heading consists of a few symbols, such as an asterisk between two parts."""
    text = content.text
    return 0 < len(text) <= _LONGEST_ORNAMENT and not any(map(str.isalnum, text)) and PICTURE not in text


def is_drawn(content: Inline) -> bool:
    """Return whether a paragraph is a line of stars or dashes between two parts of a text."""
    return _DRAWN.fullmatch(content.text) is not None and all(run.link is None for run in content.runs)


def _is_bold_line(content: Inline) -> bool:
    """Return whether a paragraph is a heading written as a short bold line."""
    text = content.text
    return (
        0 < len(text) <= _LONGEST_BOLD_LINE
        and "\n" not in text
        and text[-1] not in _SENTENCE_ENDS
        and any(map(str.isalnum, text))
        and all("strong" in run.roles for run in content.runs if text[run.start : run.end].strip())
    )


def _in_roles(content: Inline, roles: tuple[str, ...]) -> Inline:
    """Return `content` with additional outer roles."""
    return Inline(content.text, tuple(run._replace(roles=(*roles, *run.roles)) for run in content.runs))


def upright(content: Inline) -> Inline:
    """Return a quoted paragraph without emphasis if all of it is emphasised: the quote bar is enough."""
    kinds = {EMPHASIS, WIDE_EMPHASIS}
    if any(kinds.isdisjoint(run.roles) for run in content.runs if content.text[run.start : run.end].strip()):
        return content
    return _without_roles(content, kinds)


def as_prose(content: Inline) -> Inline:
    """Return a Chinese paragraph without the code role if all of it is code, as some editors set off text."""
    text = content.text
    if any("code" not in run.roles for run in content.runs if text[run.start : run.end].strip()):
        return content
    wide = sum(1 for character in text if is_wide(character))
    return _without_roles(content, {"code"}) if wide > len(text) / 2 else content


def _without_roles(content: Inline, left_out: Container[str]) -> Inline:
    runs = (
        run._replace(roles=tuple(role for role in run.roles if role not in left_out)) for run in content.runs
    )
    return Inline(content.text, tuple(runs))


def _even(marker: str) -> str:
    """Pad a marker to an even number of cells, which keeps Chinese text on the grid of full lines."""
    return marker + " " * (len(marker) % 2)


def _marked(content: Inline, marker: str, roles: tuple[str, ...], link: int | None = None) -> Inline:
    """Return `content` after a marker, which may be a link."""
    size = len(marker)
    moved = tuple(StyledRun(run.start + size, run.end + size, run.roles, run.link) for run in content.runs)
    return Inline(marker + content.text, (StyledRun(0, size, roles, link), *moved))


def _after(content: Inline, count: int) -> Inline:
    """Return `content` without its first `count` characters."""
    runs = (
        StyledRun(max(0, run.start - count), run.end - count, run.roles, run.link) for run in content.runs
    )
    return Inline(content.text[count:], tuple(run for run in runs if run.start < run.end))


def pictures_in(tokens: Sequence[Token]) -> list[Token]:
    """Return the pictures of a paragraph that contains only pictures, linked or not; else none."""
    pictures = []
    for token in tokens:
        if token.type == "image":
            pictures.append(token)
        elif (
            token.type not in ("softbreak", "hardbreak", "link_open", "link_close") and token.content.strip()
        ):
            return []
    return pictures
