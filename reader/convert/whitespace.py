"""White space as a reader means it: line breaks of the source between Chinese characters are none."""

from __future__ import annotations

import re

CJK = (
    "\u2e80-\u2fdf\u2ff0-\u303f\u3040-\u30ff\u3100-\u312f\u31a0-\u31ff\u3200-\u33ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6\U0001f200-\U0001f2ff\U00020000-\U0003fffd"
)
"""Chinese characters, kana and their punctuation, for a character class; Hangul is written with spaces"""

BLANKS = " \t\n\r\f\xa0"
"""white space that HTML folds, and the no-break space, which pages use for indentation"""

_IS_CJK = re.compile(f"[{CJK}]").match
_SHARED_MARKS = "“”‘’…—·"
_OPENING = "([{“‘"
_CLOSING = ",.;:!?)]}%”’"
_WIDE_MARKS = "、。〃〈〉《》「」『』【】〔〕〖〗（），．：；？！［］｛｝～"
_BETWEEN_CJK = re.compile(f"\n(?<=[{CJK}]\n)[ \n]*(?=[{CJK}])")
_BREAKS = re.compile("\n[ \n]*")


def space_between(before: str, after: str) -> str:
    """What a line break of the source between two characters stands for: a space or nothing.

    Between Chinese characters it is the indentation of the source; next to full-width punctuation, after an
    opening and before a closing mark it is an artefact of pretty-printed HTML.
    """
    if before in _WIDE_MARKS or after in _WIDE_MARKS or before in _OPENING or after in _CLOSING:
        return ""
    wide_before, wide_after = _IS_CJK(before), _IS_CJK(after)
    if (wide_before or before in _SHARED_MARKS) and (wide_after or after in _SHARED_MARKS):
        return "" if wide_before or wide_after else " "
    return " "


def _folded(run: re.Match[str]) -> str:
    start, end = run.span()
    text = run.string
    if start == 0 or end == len(text):
        return " "
    return space_between(text[start - 1], text[end])


def settle(text: str) -> str:
    """`text` with every run of white space folded to one space, or to nothing between Chinese characters."""
    for blank in BLANKS[1:]:
        if blank != "\n" and blank in text:
            text = text.replace(blank, " ")
    while "  " in text:
        text = text.replace("  ", " ")
    if "\n" not in text:
        return text
    # The first is the same as the second for the commonest case, without a call for each line.
    text = _BETWEEN_CJK.sub("", text.replace(" \n", "\n"))
    return _BREAKS.sub(_folded, text)
