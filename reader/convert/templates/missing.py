"""Removes what is left around values of a site's templates that the file of the post does not have.

A line that shows nothing without them goes: `* <{{ release.url }}>`, `SHA256: {{ release.sha256 }}`.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from reader.convert.templates.expressions import MISSING

_LABELLED = re.compile(
    rf"[ \t>]*(?:(?:[-*+]|\d{{1,9}}[.)])[ \t]+)?[^\W\d_][^:：<>\[\n]{{0,40}}[:：][ \t]*<?{MISSING}>?[ \t]*(?:<br ?/?>)?[ \t]*",
    re.IGNORECASE,
)
_ITEM = re.compile(r"[ \t>]*(?:[-*+]|\d{1,9}[.)])[ \t]")
_LINK = re.compile(rf"(?<!!)\[([^\[\]\n]*)\]\({MISSING}\)")
_DEFINITION = re.compile(rf"^([ \t]{{0,3}}\[[^\[\]\n]+\]:[ \t]*){MISSING}[ \t]*$")
_EXPRESSION = re.compile(r"\{\{-?\s*([A-Za-z_]\w*)[^{}\n]{0,200}\}\}")
_WORD = re.compile(r"\w")
_FENCE = re.compile(r"[ \t>]*(?:`{3,}|~{3,})")


def without_missing(text: str) -> str:
    """Return Markdown without the values that are missing, and without what makes no sense around them."""
    lines = []
    for line in text.split("\n"):
        if MISSING in line:
            if _LABELLED.fullmatch(line):
                continue
            line = _DEFINITION.sub(r"\1<>", line)
            line = _LINK.sub(r"\1", line).replace(f"<{MISSING}>", "").replace(MISSING, "")
            item = _ITEM.match(line)
            if item is not None and not _WORD.search(line, item.end()):
                continue
        lines.append(line)
    return "\n".join(lines)


def without_missing_lines(code: str, variables: Collection[str]) -> str:
    """Return code without the lines that name one of the variables, which the template had filled in; empty if none is left."""
    if "{{" not in code:
        return code
    lines = code.split("\n")
    kept = [
        line
        for line in lines
        if not any(found[1].lower() in variables for found in _EXPRESSION.finditer(line))
    ]
    if len(kept) == len(lines):
        return code
    return "\n".join(kept) if any(line.strip() and not _FENCE.match(line) for line in kept) else ""
