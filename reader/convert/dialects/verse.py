"""Line breaks of verse, lyrics and addresses in Markdown, where a line end is a space to CommonMark.

The lines of verse end where the verse does. The lines of wrapped prose are as long as they could be: the first word
of the next line would not have fitted.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise
from statistics import median

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore

from reader.convert.dialects.tokens import inline_tokens

_MAX_LINES = 400
_LONGEST_LATIN, _LONGEST_WIDE, _LONGEST_HANGUL = 60, 40, 30
"""cells of the longest line of verse"""
_TYPICAL_LATIN = 50
_NARROWEST_PROSE = 45
"""cells of the narrowest lines to which people wrap prose"""
_FEWEST_LATIN, _FEWEST_WIDE = 3, 2
"""lines"""
_FEWEST_CAPITALS = 4
"""lines, each of which begins with a capital, also within sentences"""
_ENDS_SENTENCE = (".", "!", "?", ".”")
_MARKUP = re.compile(r"[*_~`=]{1,3}")
_NO_VERSE = re.compile(r"\]\(|\]\[|\]:|\]\]|<[A-Za-z/!]|://|\\$|  $|^\s*(?:[-+*|#>:]\s|\[[ x]\])")
"""links, whose line ends where their address would not fit, and what is broken already or never verse"""
_HANGUL = re.compile("[\uac00-\ud7a3]")
_OPENING = "\"'“‘([*_—–-…¿¡"
_BAR = re.compile(r"[ \t]*\|(?:[ \t]+(?!.*\|[ \t]*$)|$)")
_FIRST_WORD = re.compile(r"\S+")


def add_verse(parser: MarkdownIt) -> None:
    """Add the rules to `parser`."""
    parser.core.ruler.before("inline", "line_block", _break_line_blocks)
    parser.core.ruler.after("inline", "verse", _keep_verse)


def _break_line_blocks(state: StateCore) -> None:
    """Break the lines of Pandoc's line blocks, each of which begins with a bar."""
    if "\n|" not in state.src:
        return
    for opening, token in inline_tokens(state):
        lines = token.content.split("\n")
        if opening.type == "paragraph_open" and len(lines) > 1 and all(map(_BAR.match, lines)):
            token.content = "\\\n".join(_BAR.sub("", line).strip() for line in lines)


def _keep_verse(state: StateCore) -> None:
    for opening, token in inline_tokens(state):
        if opening.type == "paragraph_open" and "\n" in token.content and is_verse(token.content):
            for child in token.children or ():
                if child.type == "softbreak":
                    child.type, child.tag = "hardbreak", "br"


def _cells(text: str) -> int:
    return len(text) + sum(1 for char in text if unicodedata.east_asian_width(char) in "WF")


def is_verse(paragraph: str) -> bool:
    """Return whether the lines of a paragraph's Markdown are verse, lyrics, an address or the like.

    In doubt they are prose: of Latin lines all are short, begin with a capital or a digit and mostly end without
    a full stop, and in half of them the next word would have fitted, or there are four of them, of which two begin
    with a capital within a sentence; Chinese lines are shorter than any that are wrapped.
    """
    if paragraph.count("\n") >= _MAX_LINES:
        return False
    lines = paragraph.split("\n")
    if any(len(line) > 2 * _LONGEST_LATIN or _NO_VERSE.search(line) for line in lines):
        return False
    bare = [_MARKUP.sub("", line).strip() for line in lines]
    if not all(any(map(str.isalnum, line)) for line in bare):
        return False
    widths = [_cells(line) for line in bare]
    wide_count = sum(1 for line, width in zip(bare, widths, strict=True) if width > 1.5 * len(line))
    stops = sum(1 for line in bare if line.rstrip("\"'”’)」』").endswith((".", "。")))
    if stops * 2 > len(lines):
        return False  # a sentence a line is prose
    if wide_count == len(lines):
        has_spaces = _HANGUL.search(paragraph) is not None
        fewest, longest = (_FEWEST_LATIN, _LONGEST_HANGUL) if has_spaces else (_FEWEST_WIDE, _LONGEST_WIDE)
        return len(lines) >= fewest and max(widths) <= longest
    if len(lines) < _FEWEST_LATIN or max(widths) > _LONGEST_LATIN or median(widths) > _TYPICAL_LATIN:
        return False
    return _is_latin_verse(bare, widths)


def _is_latin_verse(lines: list[str], widths: list[int]) -> bool:
    beginnings = (line.lstrip(_OPENING)[:1] for line in lines)
    if not all(char.isupper() or char.isdigit() or _cells(char) > 1 for char in beginnings if char):
        return False
    within = sum(
        1
        for above, line in pairwise(lines)
        if not above.endswith(_ENDS_SENTENCE) and line.lstrip(_OPENING)[:1].isupper()
    )
    if len(lines) >= _FEWEST_CAPITALS and within > 1:
        return True
    longest = max(_NARROWEST_PROSE, *widths)
    room = 0
    for index, line in enumerate(lines[1:]):
        word = _FIRST_WORD.match(line)
        room += word is not None and widths[index] + 1 + _cells(word[0]) <= longest
    return room * 2 >= len(lines) - 1
