"""Nested formats over the text of one block, such that the Markdown made of them is read back as meant.

Each piece of text says which formats it has; which of them encloses which is free. An open format stays open as long
as the text has it, and of several that open together the one that lasts longest is the outermost. What is left are
the flanking rules of Markdown's delimiters (CommonMark 0.31, 6.2), which are tried out at each place where formats
open and close: punctuation moves out of emphasis beside a letter, underscores take the place of asterisks, and, where
nothing else helps, a letter beside a delimiter is written as a character reference, which counts as punctuation.
"""

from __future__ import annotations

import html
from collections.abc import Iterable
from itertools import groupby
from typing import NamedTuple

from reader.convert.autolink import find_urls
from reader.convert.delimiters import Mark, Opener, kind_of_format, read_back
from reader.text.entities import unescape
from reader.text.flanking import is_cjk, is_punctuation, is_space
from reader.text.late import late

DELIMITER_ATTRIBUTE = "data-reader-delimiter"
"""the attribute of an `em` or `strong` that is written with underscores"""

REFERENCE_ELEMENT = "reader-char"
"""the element around a character that is written as a character reference"""

_DELIMITERS = {"strong": "**", "em": "*", "del": "~~"}
_EMPHASIS = frozenset(_DELIMITERS)
_LEADING_PUNCTUATION = late(r"(?:[^\w\s]|_)+")


class Piece(NamedTuple):
    """A piece of a block's inline content."""

    text: str
    """plain text, or markup if it is not text"""
    formats: tuple[str, ...] = ()
    """its distinct formats on the page, outermost first: `strong`, `em`, `del`, `code …`, `sup` or `a href="…"`"""
    is_text: bool = True
    """False for white space, a line break and other markup, which has the formats of both its neighbours"""


class _Open(NamedTuple):
    """An open format."""

    format: str
    delimiter: str
    """that of emphasis; empty where it cannot be written"""
    place: int
    """the index of its start tag in the output"""


class _Choice(NamedTuple):
    """How the formats between two pieces are written."""

    underscores: bool
    """whether the emphasis that opens is written with underscores"""
    escapes_before: bool
    escapes_after: bool


_CHOICES = tuple(
    _Choice(*flags)
    for flags in (
        (False, False, False), (True, False, False), (False, False, True), (False, True, False), (False, True, True),
        (True, False, True), (True, True, False), (True, True, True),
    )
)  # fmt: skip
"""from the plainest to the ugliest"""


def formatted(pieces: list[Piece]) -> list[str]:
    """Return the HTML of a block's pieces, their formats nested."""
    if not any(piece.formats for piece in pieces):
        return [html.escape(piece.text, quote=False) if piece.is_text else piece.text for piece in pieces]
    pieces = _without_outer_spaces(pieces)
    if len(pieces) == 1 and len(pieces[0].formats) == 1:
        # Most formats are of a whole block; nothing stands beside them.
        (name,) = pieces[0].formats
        return [f"<{name}>", html.escape(pieces[0].text, quote=False), f"</{kind_of_format(name)}>"]
    if _has_links_alone(pieces):
        return _with_links(_with_space_formats(pieces))
    pieces = _with_punctuation_moved(pieces)
    return _Nesting(_with_space_formats(pieces)).html()


def _has_links_alone(pieces: list[Piece]) -> bool:
    """Return whether links are the only formats of pieces, and stand side by side."""
    return all(
        not piece.formats or (len(piece.formats) == 1 and piece.formats[0].startswith("a "))
        for piece in pieces
    )


def _with_links(pieces: list[Piece]) -> list[str]:
    """Return the HTML of pieces that have at most one format, a link, which a parser reads beside any sign."""
    out: list[str] = []
    for formats, some in groupby(pieces, key=lambda piece: piece.formats):
        parts = [html.escape(each.text, quote=False) if each.is_text else each.text for each in some]
        out += [f"<{formats[0]}>", *parts, "</a>"] if formats else parts
    return out


def is_code(name: str) -> bool:
    """Return whether a format is that of code or a formula."""
    return name.startswith("code")


def _is_word_char(character: str) -> bool:
    """Return whether a character keeps a delimiter between it and punctuation from opening or closing."""
    return bool(character) and not (is_space(character) or is_punctuation(character) or is_cjk(character))


def _is_sign(character: str) -> bool:
    return bool(character) and is_punctuation(character)


def _without_outer_spaces(pieces: list[Piece]) -> list[Piece]:
    """Return the pieces with white space at the ends of a text, exotic one that does not collapse, on its own."""
    if all(not piece.is_text or piece.text.strip() == piece.text for piece in pieces):
        return pieces
    parts: list[Piece] = []
    for piece in pieces:
        core = piece.text.strip()
        if not piece.is_text or core == piece.text or any(map(is_code, piece.formats)):
            parts.append(piece)
            continue
        if not core:
            parts.append(Piece(html.escape(piece.text, quote=False), is_text=False))
            continue
        start = piece.text.find(core)
        for text, is_text in (
            (piece.text[:start], False),
            (core, True),
            (piece.text[start + len(core) :], False),
        ):
            if text:
                parts.append(Piece(text, piece.formats if is_text else (), is_text))
    return parts


def _with_punctuation_moved(pieces: list[Piece]) -> list[Piece]:
    """Return the pieces with punctuation moved out of emphasis that could not open or close beside a letter."""
    moved: list[Piece] = []
    for piece in pieces:
        before = moved[-1] if moved else None
        if before is None or not (piece.is_text and before.is_text) or piece.formats == before.formats:
            moved.append(piece)
            continue
        shared = tuple(name for name in piece.formats if name in before.formats)
        opened = set(piece.formats).difference(shared)
        closed = set(before.formats).difference(shared)
        if not _EMPHASIS.issuperset(opened) or not _EMPHASIS.issuperset(closed):
            moved.append(piece)
        elif opened and _is_word_char(before.text[-1]) and _is_sign(piece.text[0]):
            moved += _leading_moved(piece, shared)
        elif closed and _is_sign(before.text[-1]) and _is_word_char(piece.text[0]):
            start = _start_of_punctuation(before.text)
            if start:
                core = before.text[:start].rstrip()
                gap = before.text[len(core) : start]
                moved[-1] = before._replace(text=core)
                if gap:
                    moved.append(Piece(gap, is_text=False))
                moved.append(Piece(before.text[start:], shared))
            moved.append(piece)
        else:
            moved.append(piece)
    return moved


def _start_of_punctuation(text: str) -> int:
    """Return the offset at which the punctuation at the end of a text begins."""
    start = len(text)
    while start and (text[start - 1] == "_" or not (text[start - 1].isalnum() or text[start - 1].isspace())):
        start -= 1
    return start


def _leading_moved(piece: Piece, outer: tuple[str, ...]) -> list[Piece]:
    """Return a piece with its leading punctuation as a piece of its own with the formats `outer`."""
    signs = _LEADING_PUNCTUATION.match(piece.text)
    if signs is None:
        return [piece]
    rest = piece.text[signs.end() :]
    core = rest.lstrip()
    parts = [Piece(signs.group(), outer)]
    if rest != core:
        parts.append(Piece(rest[: len(rest) - len(core)], is_text=False))
    return [*parts, piece._replace(text=core)] if core else parts


def _with_space_formats(pieces: list[Piece]) -> list[Piece]:
    """Return the pieces with the formats of white space: those that the text before and after it share."""
    found: list[Piece] = []
    following: tuple[str, ...] = ()
    followings: list[tuple[str, ...]] = []
    for piece in reversed(pieces):
        followings.append(following)
        if piece.is_text:
            following = piece.formats
    preceding: tuple[str, ...] = ()
    for piece, after in zip(pieces, reversed(followings), strict=True):
        if piece.is_text:
            preceding = piece.formats
            found.append(piece)
            continue
        link = next((index for index, name in enumerate(after) if name.startswith("a ")), len(after))
        # A link that opens after the space opens outside of what it encloses, which closes before the space.
        stays = after if link < len(after) and after[link] in preceding else after[:link]
        shared = [name for name in preceding if name in stays]
        if piece.text.startswith("<"):
            shared = [name for name in shared if not is_code(name)]  # inline code cannot contain a line break
        found.append(piece._replace(formats=tuple(shared)))
    return found


class _Nesting:
    """Nests the formats of the pieces of one block."""

    def __init__(self, pieces: list[Piece]) -> None:
        self._pieces = pieces
        self._extents = _extents(pieces)
        self._out: list[str] = []
        self._open: list[_Open] = []
        self._scopes: list[list[Opener]] = [[]]
        """the openers that the next delimiter can close, those inside each open link apart"""
        self._text_index = -1
        """the index in the output of the text before this point; -1 where its last character must stay"""
        self._escapes_next = False
        """whether the first character of the next text is written as a character reference"""

    def html(self) -> list[str]:
        """Return the HTML of the pieces."""
        before = ""
        for index, piece in enumerate(self._pieces):
            self._change(index, before)
            if not piece.is_text:
                self._out.append(piece.text)
                before, self._text_index = " ", -1
                continue
            start = _reference(piece.text[0]) if self._escapes_next else ""
            before = ";" if start and len(piece.text) == 1 else _last_char(piece)
            # What is a reference already, or the end of an address, is not written as a reference.
            self._text_index = len(self._out) + 1 if before == piece.text[-1] else -1
            self._out += [start, html.escape(piece.text[1:] if start else piece.text, quote=False)]
        self._change(len(self._pieces), before)
        return [part for part in self._out if part]

    def _change(self, index: int, before: str) -> None:
        """Close and open the formats between the piece before `index` and the one there."""
        self._escapes_next = False
        is_end = index == len(self._pieces)
        piece = None if is_end else self._pieces[index]
        formats = () if piece is None else piece.formats
        if formats == tuple([one.format for one in self._open]):
            return  # code stands last, so that nothing opens inside it
        kept = self._kept(formats)
        closing = self._open[kept:][::-1]
        new = [name for name in formats if name not in self._names(kept)]
        # White space is no place to open a format, as a delimiter there would not open.
        opening = [] if piece is None or not piece.is_text else self._in_order(index, new, before)
        if not closing and not opening:
            return
        after = "" if piece is None else _first_char(piece)
        ends = [Mark(one.format, opens=False, delimiter=one.delimiter) for one in closing]
        keeps_before = any(is_code(one.format) for one in closing) or self._text_index < 0
        keeps_after = piece is None or any(map(is_code, formats)) or after != piece.text[:1]
        choices = [
            choice
            for choice in _CHOICES
            if not (choice.escapes_before and keeps_before) and not (choice.escapes_after and keeps_after)
        ]
        chosen = self._first_read_back(choices, ends, opening, before, after)
        if chosen is None:
            self._give_up(closing, [name for name in opening if name not in _EMPHASIS])
            opened = [_opening_mark(name, _CHOICES[0]) for name in opening]
            self._close(closing)
            for mark in opened:
                self._start(mark._replace(delimiter=""), is_written=mark.name not in _EMPHASIS)
            return
        choice, marks, self._scopes = chosen
        if choice.escapes_before:
            self._escape_last()
        self._escapes_next = choice.escapes_after
        self._close(closing)
        for mark in marks[len(ends) :]:
            self._start(mark, is_written=True)

    def _first_read_back(
        self, choices: Iterable[_Choice], ends: list[Mark], opening: list[str], before: str, after: str
    ) -> tuple[_Choice, list[Mark], list[list[Opener]]] | None:
        """Return the first choice with which the delimiters are read as meant, its marks, and the scopes after them."""
        for choice in choices:
            marks = ends + [_opening_mark(name, choice) for name in opening]
            left = ";" if choice.escapes_before else before
            right = "&" if choice.escapes_after else after
            scopes = read_back(marks, left, right, self._scopes)
            if scopes is not None:
                return choice, marks, scopes
        return None

    def _kept(self, formats: tuple[str, ...]) -> int:
        """Return how many of the open formats stay open: a link opens outside of what it encloses on the page."""
        link = next((index for index, name in enumerate(formats) if name.startswith("a ")), len(formats))
        kept = 0
        while kept < len(self._open) and (name := self._open[kept].format) in formats:
            if formats.index(name) > link and not any(
                one.format == formats[link] for one in self._open[:kept]
            ):
                break
            if is_code(name) and not set(formats).issubset(self._names(kept + 1)):
                break  # nothing opens inside code
            kept += 1
        return kept

    def _names(self, kept: int) -> list[str]:
        return [one.format for one in self._open[:kept]]

    def _in_order(self, index: int, opening: list[str], before: str) -> list[str]:
        """Return formats that open at a piece, the outermost first: those that last longest, code last."""
        if len(opening) < 2:
            return opening
        extents = self._extents[index]
        link = next((number for number, name in enumerate(opening) if name.startswith("a ")), None)
        if link is None:
            return sorted(opening, key=lambda name: (is_code(name), -extents[name]))
        outer = sorted(opening[: link + 1], key=lambda name: -extents[name])
        inner = sorted(opening[link + 1 :], key=lambda name: (is_code(name), -extents[name]))
        last = extents[opening[link]]
        if extents[outer[0]] == last:
            following = self._pieces[index + last : index + last + 1]
            if _is_word_char(before) or (following and _is_word_char(_first_char(following[0]))):
                # Emphasis around a link cannot open or close beside a letter, inside it it can.
                outer.remove(opening[link])
                outer.insert(0, opening[link])
        return [*outer, *inner]

    def _close(self, closing: list[_Open]) -> None:
        for one in closing:
            self._open.pop()
            if self._out[one.place]:
                self._out.append(f"</{kind_of_format(one.format)}>")

    def _start(self, mark: Mark, *, is_written: bool) -> None:
        self._open.append(_Open(mark.name, mark.delimiter, len(self._out)))
        attribute = f' {DELIMITER_ATTRIBUTE}="_"' if mark.delimiter.startswith("_") else ""
        self._out.append(f"<{mark.name}{attribute}>" if is_written else "")

    def _give_up(self, closing: list[_Open], opening: list[str]) -> None:
        """Undo the emphasis that cannot be closed, and leave the scopes as if it had never been."""
        for one in closing:
            if one.delimiter:
                self._out[one.place] = ""
                if self._scopes[-1]:
                    self._scopes[-1].pop()
            elif one.format.startswith("a ") and len(self._scopes) > 1:
                self._scopes.pop()
        self._scopes += [[] for name in opening if name.startswith("a ")]

    def _escape_last(self) -> None:
        """Write the last character of the text before this point as a character reference."""
        text = unescape(self._out[self._text_index])
        if text:
            self._out[self._text_index] = html.escape(text[:-1], quote=False) + _reference(text[-1])


def _reference(character: str) -> str:
    return f"<{REFERENCE_ELEMENT}>{html.escape(character, quote=False)}</{REFERENCE_ELEMENT}>"


def _has_bare_url(piece: Piece) -> bool:
    """Return whether a piece may hold a bare URL, which is written in angle brackets."""
    return "://" in piece.text and not any(is_code(name) or name.startswith("a ") for name in piece.formats)


def _first_char(piece: Piece) -> str:
    """Return the first character of a piece in Markdown."""
    if not piece.is_text:
        return " "
    if _has_bare_url(piece) and (urls := find_urls(piece.text)) and urls[0].start == 0:
        return "<"
    return piece.text[0]


def _last_char(piece: Piece) -> str:
    """Return the last character of a piece of text in Markdown."""
    if _has_bare_url(piece) and (urls := find_urls(piece.text)) and urls[-1].end == len(piece.text):
        return ">"
    return piece.text[-1]


def _opening_mark(name: str, choice: _Choice) -> Mark:
    delimiter = _DELIMITERS.get(name, "")
    return Mark(name, opens=True, delimiter=delimiter.replace("*", "_") if choice.underscores else delimiter)


def _extents(pieces: list[Piece]) -> list[dict[str, int]]:
    """Return, for each piece, over how many pieces from it on each of its formats lasts."""
    extents: list[dict[str, int]] = []
    following: dict[str, int] = {}
    for piece in reversed(pieces):
        following = {name: following.get(name, 0) + 1 for name in piece.formats}
        extents.append(following)
    return extents[::-1]
