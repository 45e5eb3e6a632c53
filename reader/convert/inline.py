"""Running text in the normal form: white space settled, formats opened and closed where Markdown can do so."""

from __future__ import annotations

import html
import re
import unicodedata

from reader.convert.whitespace import BLANKS, CJK, settle, space_between

_GAPS = BLANKS + "\u3000"
_DELIMITERS = {"strong": "*", "em": "*", "del": "~"}
_EMPHASIS = frozenset(_DELIMITERS)
_SIGNS = {"a": "[", "code": "`"}
_EDGES = {"a": ")", "code": "`"}
_IS_CJK = re.compile(f"[{CJK}]").match
_MARKS_AT_END = re.compile(r"(?:[^\w\s]|_)+$")
_MARKS_AT_START = re.compile(r"(?:[^\w\s]|_)+")


def _is_mark(char: str) -> bool:
    """Whether a character counts as punctuation that is not Chinese for Markdown's emphasis rule."""
    return unicodedata.category(char)[0] in "PS" and not _IS_CJK(char)


def _is_word(char: str) -> bool:
    """Whether a character would keep emphasis from opening or closing next to punctuation."""
    return bool(char) and not char.isspace() and not _is_mark(char) and not _IS_CJK(char)


def _common(one: list[str], other: list[str]) -> int:
    """How many items two lists have in common at their beginning."""
    count = 0
    while count < min(len(one), len(other)) and one[count] == other[count]:
        count += 1
    return count


def _first(formats: list[str]) -> str:
    return formats[0] if formats else ""


def _sign(opened: list[str], text: str, delimiter: str = "") -> str:
    """The first character after the run of delimiters when these formats are opened before the text.

    `delimiter` is that of a format which is opened before them; another delimiter ends its run.
    """
    for opening in opened:
        if opening not in _EMPHASIS:
            return _SIGNS.get(opening.split(" ", 1)[0], text[0])
        if delimiter and _DELIMITERS[opening] != delimiter:
            return _DELIMITERS[opening]
        delimiter = _DELIMITERS[opening]
    return text[0]


class InlineWriter:
    """Collects the words of a page in blocks; formats are opened with the next word and closed before it.

    So a format holds no white space at its ends, is never empty, and two neighbours of a kind are one.
    """

    def __init__(self) -> None:
        self.out: list[str] = []
        self.leaf = "p"
        """the element that running text belongs to; empty inside table cells and captions"""
        self.block = ""
        """the leaf element that is open in `out`"""
        self.formats: list[str] = []
        """the formats of the page at this place, outermost first"""
        self.written: list[str] = []
        """the formats that are open in `out`"""
        self.places: list[int] = []
        """where in `out` each of them was opened; -1 where Markdown can not open it"""
        self.sealed = 0
        """how many formats stay open around emphasis whose delimiters were one run with theirs; inside them no
        other can begin without being taken for its end"""
        self.edge = ""
        """the last character of the Markdown that will stand before this place"""
        self.blank = ""
        """white space that waits for the next word"""
        self.breaks = 0
        """line breaks that wait for the next word"""
        self.last = ""
        """the character before this place in the block; empty at its beginning"""

    def text(self, source: str) -> None:
        """Running text, entities still written as entities."""
        if "&" in source:
            source = html.unescape(source)
        core = source.strip(_GAPS)
        if not core:
            self.blank += source
            return
        start = source.find(core)
        self._word(settle(core), self.blank + source[:start])
        self.blank = source[start + len(core) :]

    def _word(self, text: str, lead: str) -> None:
        """Write `text`, which is not blank, after what it needs before it; `lead` is the white space there."""
        space = self._place(text, lead)
        wanted = self._wanted()
        opened = wanted[_common(wanted, self.written) :]
        if (
            not space
            and _first(opened) in _EMPHASIS
            and _is_word(self.edge)
            and _is_mark(_sign(opened, text))
        ):
            # Markdown can not open emphasis between a letter and punctuation: the punctuation moves out.
            marks = _MARKS_AT_START.match(text)
            if marks and _EMPHASIS.issuperset(opened):
                self._write(marks.group(), "", wanted[: len(wanted) - len(opened)])
                rest = text[marks.end() :]
                text = rest.lstrip()
                if not text:
                    self.blank = rest
                    return
                space = rest[: len(rest) - len(text)]
        self._write(text, space, wanted)

    def _write(self, text: str, space: str, wanted: list[str]) -> None:
        """Close the formats that have ended, write the white space, open those that begin, write the text."""
        kept = _common(wanted, self.written)
        if space == "<br>" and "code" in self.written[:kept]:
            kept = self.written.index("code")  # a line break can not stand in inline code
        opened = wanted[kept:]
        has_closed = False
        # Emphasis does not open where other emphasis closes, so its delimiter will not be what follows.
        following = "" if space else _sign([name for name in opened if name not in _EMPHASIS], text)
        while len(self.written) > kept:
            has_closed |= self._close_format(following)
        if space:
            self.out.append(space)
            self.edge = " "
        for index, opening in enumerate(opened):
            # Emphasis that opens where other emphasis closes would be one run of delimiters with it.
            can_open = opening not in _EMPHASIS or not (
                (has_closed and not space)
                or 0 < self.sealed <= len(self.written)
                or (
                    _is_word(self.edge)
                    and _is_mark(_sign(opened[index + 1 :], text, _DELIMITERS.get(opening, "")))
                )
            )
            self.written.append(opening)
            self.places.append(len(self.out) if can_open else -1)
            self.out.append(f"<{opening}>" if can_open else "")
        self.out.append(html.escape(text, quote=False))
        self.last = self.edge = text[-1]

    def _place(self, text: str, lead: str) -> str:
        """Open the block that the next word needs; the white space that has to stand before the word."""
        breaks, self.breaks, self.blank = self.breaks, 0, ""
        if breaks > 1 and self.last and self.block == "p":
            self.end_block()
        if self.leaf and not self.block:
            self.block = self.leaf
            self.out.append(f"<{self.block}>")
            self.last = self.edge = ""
        if not self.last or not (breaks or lead):
            return ""
        if breaks:
            return "<br>"
        if "\u3000" in lead:
            return "\u3000"
        return space_between(self.last, text[0]) if "\n" in lead else " "

    def _wanted(self) -> list[str]:
        if "code" not in self.formats:
            return list(dict.fromkeys(self.formats))
        # Nothing is markup inside code: a link goes around it, the rest stays out of it.
        before = dict.fromkeys(self.formats[: self.formats.index("code")])
        links = dict.fromkeys(name for name in self.formats if name.startswith("a "))
        return [*dict.fromkeys([*before, *links]), "code"]

    def _close_format(self, following: str) -> bool:
        """Close the innermost format; whether a delimiter of emphasis now stands last."""
        name = self.written.pop().split(" ", 1)[0]
        place = self.places.pop()
        if len(self.written) < self.sealed:
            self.sealed = 0
        if name in _EMPHASIS and self.places and self.places[-1] == place - 1 >= 0:
            self.sealed = len(self.written)
        if place < 0:
            return False
        tail = ""
        if name in _EMPHASIS and _is_word(following) and self.edge and _is_mark(self.edge):
            # Markdown can not close emphasis between punctuation and a letter: the punctuation moves out, and
            # where it can not, the emphasis goes.
            text = "" if self.out[-1].startswith("<") else html.unescape(self.out[-1])
            marks = _MARKS_AT_END.search(text)
            if not marks or not marks.start():
                self.out[place] = ""
                return False
            self.out[-1] = html.escape(text[: marks.start()], quote=False)
            tail = html.escape(marks.group(), quote=False)
        self.out.append(f"</{name}>")
        if tail:
            self.out.append(tail)
        self.edge = _EDGES.get(name, self.edge)
        outer = self.written[-1] if self.written else ""
        if name in _EMPHASIS and outer in _EMPHASIS and _DELIMITERS[outer] != _DELIMITERS[name]:
            self.edge = _DELIMITERS[name]
        return name in _EMPHASIS and not tail

    def line_break(self) -> None:
        """A `br`."""
        if self.last:
            self.breaks += 1
        self.blank = ""

    def end_block(self) -> None:
        """End the running text here; what follows is another block."""
        while self.written:
            self._close_format("")
        if self.block:
            self.out.append(f"</{self.block}>")
            self.block = ""
            self.last = ""
            self.breaks = 0
        elif not self.leaf and self.last:
            # Inside a cell or a caption a block's border is a line break.
            self.breaks = 1
        self.blank = ""
