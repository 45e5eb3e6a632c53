"""From Markdown inline tokens to plain text with styled runs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import NamedTuple

from markdown_it.token import Token

from reader.text.late import late
from reader.text.safe import clean
from reader.typeset.markdown import FORMULA

PICTURE = "▣"
"""the sign before the caption of a picture"""
NOTE, NOTE_MARK = "#note-", "#mark-"
"""the URL prefixes of a footnote and of its reference, which link to each other; a number follows"""
CHECKED, UNCHECKED = "☑ ", "☐ "

EMPHASIS, WIDE_EMPHASIS = "emphasis", "emphasis-wide"
"""the roles of emphasis in Latin text, which may be italic, and in Chinese"""

FORMULA_ROLE = "formula"
"""the additional role of formulas"""

_ROLES = {"strong": "strong", "em": EMPHASIS, "s": "strike", "link": "link"}
_BLANKS = late(r"[^\S\u3000\n\u00a0]+")
_BLANK_AROUND_BREAK = late(r"[^\S\u3000]*\n[^\S\u3000]*")
_UNSPACED = "\u2e80-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0003ffff"
_IS_UNSPACED = re.compile(f"(?![\u3131-\u318e])[{_UNSPACED}]").match
_WIDE = late(f"[{_UNSPACED}\uac00-\ud7a3]")


class StyledRun(NamedTuple):
    """A part of a text with one set of roles."""

    start: int
    end: int
    roles: tuple[str, ...] = ()
    link: int | None = None


@dataclass(frozen=True, slots=True)
class Inline:
    """Running text with its styled runs."""

    text: str
    """without control characters; a line feed is a forced break"""
    runs: tuple[StyledRun, ...] = ()
    """in order, covering the whole text without gaps or overlaps"""

    @classmethod
    def plain(cls, text: str, *roles: str, link: int | None = None) -> Inline:
        """Return `text` as a single run."""
        return cls(text, (StyledRun(0, len(text), roles, link),) if text else ())


@dataclass(slots=True)
class InlineBuilder:
    """Builds running text piece by piece."""

    urls: list[str]
    """the URLs of all links so far, by the index of the link"""
    _parts: list[str] = field(default_factory=list)
    _runs: list[StyledRun] = field(default_factory=list)
    _length: int = 0

    def add(self, text: str, roles: tuple[str, ...] = (), link: int | None = None) -> None:
        """Append `text` unchanged."""
        if not text:
            return
        end = self._length + len(text)
        last = self._runs[-1] if self._runs else None
        if last is not None and last.roles == roles and last.link == link:
            self._runs[-1] = last._replace(end=end)
        else:
            self._runs.append(StyledRun(self._length, end, roles, link))
        self._parts.append(text)
        self._length = end

    def link(self, url: str) -> int | None:
        """Return the index of a new link to `url`; None for an empty URL."""
        if not url:
            return None
        self.urls.append(clean(url))
        return len(self.urls) - 1

    def build(self) -> Inline:
        """Return the text so far."""
        return Inline("".join(self._parts), tuple(self._runs))

    @property
    def text_length(self) -> int:
        """The length of the text so far."""
        return self._length

    def last_character(self) -> str:
        """Return the last character so far; empty at the start."""
        return self._parts[-1][-1] if self._parts else ""


def inline(tokens: Sequence[Token], urls: list[str], roles: tuple[str, ...] = ()) -> Inline:
    """Return the running text of `tokens`; the URLs of its links are appended to `urls`.

    A line end in the source is a space, but nothing between two wide characters, since Chinese has no spaces. Korean
    has them.
    """
    builder = InlineBuilder(urls)
    add_tokens(builder, tokens, roles)
    return trimmed(_with_upright(builder.build()))


def _with_upright(text: Inline) -> Inline:
    """Return `text` with a role of its own for emphasis that contains wide characters.

    Chinese has no italics, and italics for only the Latin words of a phrase would tear it apart.
    """
    if not any(EMPHASIS in run.roles for run in text.runs):
        return text
    runs: list[StyledRun] = []
    for is_emphasised, group in groupby(text.runs, lambda run: EMPHASIS in run.roles):
        stretch = list(group)
        if is_emphasised and _WIDE.search(text.text, stretch[0].start, stretch[-1].end):
            stretch = [
                run._replace(roles=tuple(WIDE_EMPHASIS if role == EMPHASIS else role for role in run.roles))
                for run in stretch
            ]
        runs += stretch
    return Inline(text.text, tuple(runs))


def add_tokens(builder: InlineBuilder, tokens: Sequence[Token], roles: tuple[str, ...] = ()) -> None:
    """Append the text of `tokens` to `builder`."""
    stack = [roles]
    links: list[int | None] = []
    for index, token in enumerate(tokens):
        link = links[-1] if links else None
        here = stack[-1]
        kind = token.type
        if kind == "text":
            _add_words(builder, token.content, here, link)
        elif kind == "link_open":
            links.append(builder.link(str(token.attrGet("href") or "")))
            stack.append((*here, "link"))
        elif token.nesting > 0:
            role = _ROLES.get(kind.removesuffix("_open"))
            stack.append((*here, role) if role and role not in here else here)
        elif token.nesting < 0:
            stack.pop()
            if kind == "link_close":
                links.pop()
        elif kind == "softbreak":
            _add_line_end(builder, _first_character(tokens[index + 1 :]), here, link)
        elif kind == "hardbreak":
            builder.add("\n", here, link)
        elif kind == "code_inline":
            code_roles = ("code", FORMULA_ROLE) if token.markup == FORMULA else ("code",)
            builder.add(clean(token.content).replace("\n", " "), (*here, *code_roles), link)
        elif kind == "image":
            _add_image(builder, token, here, link)
        elif kind == "footnote_ref":
            number = int(token.meta["id"]) + 1
            builder.add(f"[{number}]", (*here, "note-mark"), builder.link(f"{NOTE}{number}"))
        elif kind == "html_inline" and "task-list-item-checkbox" in token.content:
            builder.add(CHECKED if "checked=" in token.content else UNCHECKED, (*here, "marker"), link)
        elif kind != "footnote_anchor":
            _add_words(builder, token.content, here, link)


def _add_words(builder: InlineBuilder, content: str, roles: tuple[str, ...], link: int | None) -> None:
    text = _BLANKS.sub(" ", clean(content)).replace("\n", " ")
    if text.startswith(" ") and builder.last_character() in ("", " ", "\n"):
        text = text[1:]
    builder.add(text, roles, link)


def _add_line_end(builder: InlineBuilder, follow: str, roles: tuple[str, ...], link: int | None) -> None:
    before = builder.last_character()
    if before.isspace() or (_IS_UNSPACED(before) and _IS_UNSPACED(follow)):
        return
    builder.add(" ", roles, link)


def _first_character(tokens: Iterable[Token]) -> str:
    return next((token.content[0] for token in tokens if token.content and token.type != "html_inline"), "")


def _add_image(builder: InlineBuilder, token: Token, roles: tuple[str, ...], link: int | None) -> None:
    """Append a picture within running text: its sign and its caption."""
    at = link if link is not None else builder.link(str(token.attrGet("src") or ""))
    builder.add(f"{PICTURE} " if has_words(token) else PICTURE, (*roles, "picture"), at)
    add_picture_words(builder, token, (*roles, "caption"))


def add_picture_words(builder: InlineBuilder, token: Token, roles: tuple[str, ...]) -> None:
    """Append the caption of a picture, and its description where that differs."""
    caption = builder.text_length
    add_tokens(builder, token.children or (), roles)
    alt = _alt(token)
    if not alt or alt in token.content:
        return
    if builder.text_length > caption:
        opening, closing = (" (", ")") if token.content.isascii() else ("（", "）")
        builder.add(f"{opening}{alt}{closing}", (*roles, "alt"))
    else:
        builder.add(alt, roles)


def is_wide(character: str) -> bool:
    """Return whether a character is a CJK character, kana, Hangul or CJK punctuation."""
    return _WIDE.match(character) is not None


def has_words(token: Token) -> bool:
    """Return whether the picture has a caption or a description."""
    return bool(token.content.strip() or _alt(token))


def _alt(token: Token) -> str:
    return _BLANKS.sub(" ", clean(str(token.attrGet("title") or "")).replace("\n", " ")).strip()


def trimmed(text: Inline) -> Inline:
    """Return `text` without white space at its ends and around forced breaks."""
    source = text.text
    start = len(source) - len(source.lstrip())
    end = len(source.rstrip())
    cuts = [(0, start), (end, len(source))] if start < end else [(0, len(source))]
    if "\n" in source[start:end]:
        found = _BLANK_AROUND_BREAK.finditer(source, start, end)
        cuts += [match.span() for match in found if match[0].strip("\n")]
    if all(first == last for first, last in cuts):
        return text
    return _without(text, sorted(cuts))


def _without(text: Inline, cuts: Sequence[tuple[int, int]]) -> Inline:
    """Return `text` without the ranges `cuts`, except for line feeds inside the text."""
    builder = InlineBuilder([])
    size = len(text.text)
    for run in text.runs:
        place = run.start
        for first, last in cuts:
            if last <= place or first >= run.end:
                continue
            builder.add(text.text[place : max(place, first)], run.roles, run.link)
            inside = first > 0 and last < size
            kept = text.text[max(first, place) : min(last, run.end)] if inside else ""
            builder.add("\n" * kept.count("\n"), run.roles, run.link)
            place = min(last, run.end)
        builder.add(text.text[place : run.end], run.roles, run.link)
    return builder.build()
