"""Inline content of the normal form: collapsed white space, in blocks, with the formats of the page."""

from __future__ import annotations

from reader.convert.emphasis import Piece, formatted, is_code
from reader.convert.whitespace import WHITESPACE, collapse_whitespace, space_between
from reader.text.entities import unescape

_STRIPPED = WHITESPACE + "\u3000"


class InlineWriter:
    """Writes the text of a page in blocks, opening and closing formats only next to text.

    So a format has no white space at its ends and is never empty, and two adjacent ones of a kind become one.
    """

    def __init__(self) -> None:
        self.out: list[str] = []
        """the pieces of the normal form written so far"""
        self.leaf_tag = "p"
        """the element for inline content; empty inside table cells and captions"""
        self.open_leaf = ""
        """the leaf element that is open in `out`"""
        self.page_formats: list[str] = []
        """the formats of the page at this point, outermost first"""
        self.pieces: list[Piece] = []
        """the inline content of the block that is not in `out` yet"""
        self.pending_space = ""
        """white space to be written before the next text"""
        self.pending_breaks = 0
        """line breaks to be written before the next text"""
        self.last_char = ""
        """the last character of the text before this point in the block; empty at its start"""

    def text(self, source: str) -> None:
        """Write text in which entities are still encoded."""
        if "&" in source:
            source = unescape(source)
        core = source.strip(_STRIPPED)
        if not core:
            self.pending_space += source
            return
        start = source.find(core)
        self._write_text(collapse_whitespace(core), self.pending_space + source[:start])
        self.pending_space = source[start + len(core) :]

    def _write_text(self, text: str, lead: str) -> None:
        """Write non-blank `text`, preceded by the white space `lead`, in the formats of the page."""
        space = self.start_text(text, lead)
        if space:
            self.pieces.append(Piece(space, is_text=False))
        self.pieces.append(Piece(text, self._target_formats()))
        self.last_char = text[-1]

    def inline_markup(self, markup: str) -> None:
        """Write inline markup without text, such as a check box."""
        self.start_text("[", "")
        self.pieces.append(Piece(markup, is_text=False))

    def start_text(self, text: str, lead: str) -> str:
        """Open the leaf element that the text needs, and return the white space to write before the text."""
        breaks, self.pending_breaks, self.pending_space = self.pending_breaks, 0, ""
        if breaks > 1 and self.last_char and self.open_leaf == "p":
            self.end_block()
        if self.leaf_tag and not self.open_leaf:
            self.open_leaf = self.leaf_tag
            self.out.append(f"<{self.open_leaf}>")
            self.last_char = ""
        if not self.last_char or not (breaks or lead):
            return ""
        if breaks:
            return "<br>"
        if "\u3000" in lead:
            return "\u3000"
        return space_between(self.last_char, text[0]) if "\n" in lead else " "

    def _target_formats(self) -> tuple[str, ...]:
        """Return the distinct formats for text at this point, outermost first."""
        code = next((index for index, name in enumerate(self.page_formats) if is_code(name)), None)
        if code is None:
            return tuple(dict.fromkeys(self.page_formats))
        # Inline code contains no markup: links go around it, and other formats inside it are dropped.
        outer = dict.fromkeys(self.page_formats[:code])
        links = dict.fromkeys(name for name in self.page_formats if name.startswith("a "))
        return (*dict.fromkeys([*outer, *links]), self.page_formats[code])

    def end_inline(self) -> None:
        """Write the inline content so far, its formats closed."""
        if self.pieces:
            self.out += formatted(self.pieces)
            self.pieces.clear()

    def line_break(self) -> None:
        """Write a `br`."""
        if self.last_char:
            self.pending_breaks += 1
        self.pending_space = ""

    def end_block(self) -> None:
        """End the inline content: another block follows."""
        self.end_inline()
        if self.open_leaf:
            self.out.append(f"</{self.open_leaf}>")
            self.open_leaf = ""
            self.last_char = ""
            self.pending_breaks = 0
        elif not self.leaf_tag and self.last_char:
            # Inside a cell or a caption, a block boundary is a line break.
            self.pending_breaks = 1
        self.pending_space = ""
