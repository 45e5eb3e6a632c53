"""White space collapsing that drops line breaks of the source between Chinese characters."""

from __future__ import annotations

import re

from reader.text.late import late

CJK = (
    "\u2e80-\u2fdf\u2ff0-\u303f\u3040-\u30ff\u3100-\u312f\u31a0-\u31ff\u3200-\u33ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6\U0001f200-\U0001f2ff\U00020000-\U0003fffd"
)
"""the ranges, for a character class, of Chinese, kana and their punctuation; Hangul text has spaces"""

WHITESPACE = " \t\n\r\f\xa0"
"""white space that HTML collapses, and the no-break space, which pages use for indentation"""

_CJK = late(f"[{CJK}]")
_SHARED_PUNCTUATION = "“”‘’…—·"
"""punctuation of both Chinese and Latin text"""
_OPENING = "([{“‘"
_CLOSING = ",.;:!?)]}%”’"
_FULL_WIDTH_PUNCTUATION = "、。〃〈〉《》「」『』【】〔〕〖〗（），．：；？！［］｛｝～"
_BETWEEN_CJK = late(f"\n(?<=[{CJK}]\n)[ \n]*(?=[{CJK}])")
_BREAKS = late("\n[ \n]*")


def space_between(before: str, after: str) -> str:
    """Return what a line break of the source between two characters stands for: a space or nothing.

    Between Chinese characters it is indentation of the source; next to full-width punctuation, after opening
    and before closing punctuation it is an artefact of pretty-printed HTML.
    """
    if (
        before in _FULL_WIDTH_PUNCTUATION
        or after in _FULL_WIDTH_PUNCTUATION
        or before in _OPENING
        or after in _CLOSING
    ):
        return ""
    cjk_before, cjk_after = _CJK.match(before), _CJK.match(after)
    if (cjk_before or before in _SHARED_PUNCTUATION) and (cjk_after or after in _SHARED_PUNCTUATION):
        return "" if cjk_before or cjk_after else " "
    return " "


def _collapse_break(match: re.Match[str]) -> str:
    start, end = match.span()
    text = match.string
    if start == 0 or end == len(text):
        return " "
    return space_between(text[start - 1], text[end])


def collapse_whitespace(text: str) -> str:
    """Return the text with each run of white space as one space, or nothing between Chinese characters."""
    for blank in WHITESPACE[1:]:
        if blank != "\n" and blank in text:
            text = text.replace(blank, " ")
    while "  " in text:
        text = text.replace("  ", " ")
    if "\n" not in text:
        return text
    # The first substitution handles the commonest case without a Python call for each line.
    text = _BETWEEN_CJK.sub("", text.replace(" \n", "\n"))
    return _BREAKS.sub(_collapse_break, text)
