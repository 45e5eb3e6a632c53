"""Which bodies are too doubtful to be parsed without limits: very large ones, and those with signs of a bomb.

Some bodies make the time of a parser, or its tree, grow with the square of their length: 40 kB of `<p><b id=1>`, each
`b` another one and none closed, take 800 MB in lexbor, since HTML opens all of them again in each paragraph. No list of
such bodies is complete, so that the signs are broad: a doubtful body is converted as any other, only under limits. Of 5,299
archived articles four are doubtful.
"""

from __future__ import annotations

from itertools import accumulate

from reader.convert.elements import OPTIONAL_END_TAG
from reader.text.late import late

_MIN_CHARS = 12_000
"""below which even growth by the square ends soon: of those known, within 0.6 s and 80 MB"""
_MAX_CHARS = 500_000
_MAX_TAGS = 15_000
_MAX_DEPTH = 300
"""of elements that HTML demands an end tag of; those that are never closed count as nested"""
_MAX_SIGNS = 8_000
"""of any one sign of Markdown, of templates or of character references, and of lines"""
_MIN_SHARE_OF_SIGNS = 1 / 16
"""of the body; a long page has thousands of slashes in its addresses and end tags"""
_MIN_CHARS_OF_SIGNS = 100_000
"""below which bodies of any one of these signs take time in proportion to their length, 3 s at the most"""
_MAX_TASKS = 1_500
"""items with a box; markdown-it-py's plugin goes through all tokens before each: 12,500 took 27 s"""
_BOXES = ("[ ]", "[x]", "[X]")
_SIGNS = "*_~[`|>{$&\\=^!:#(/\n"
_LONG_BLANK = " " * 2_000
_TAG = late(r"<(/?[a-zA-Z][a-zA-Z0-9]*)")


class _Steps(dict[str, int]):
    """By how much a tag changes the depth."""

    def __missing__(self, tag: str) -> int:
        return -1 if tag[0] == "/" else 1


_STEPS = _Steps(dict.fromkeys((tag for name in OPTIONAL_END_TAG for tag in (name, f"/{name}")), 0))


def is_doubtful(body: str) -> bool:
    """Return whether a body may take more time or memory than its length explains.

    Takes 1 µs for each kB of most bodies.
    """
    if len(body) < _MIN_CHARS:
        return False
    return (
        len(body) > _MAX_CHARS
        or _has_doubtful_signs(body)
        or _LONG_BLANK in body
        or (body.count("[") > _MAX_TASKS and sum(map(body.count, _BOXES)) > _MAX_TASKS)
        or (_may_have_doubtful_tags(body) and _has_doubtful_tags(body))
    )


def _has_doubtful_signs(body: str) -> bool:
    if len(body) < _MIN_CHARS_OF_SIGNS:
        return False
    most = max(_MAX_SIGNS, len(body) * _MIN_SHARE_OF_SIGNS)
    return any(body.count(sign) > most for sign in _SIGNS)


def _may_have_doubtful_tags(body: str) -> bool:
    """Return whether a body has enough tags for `_has_doubtful_tags`, by counts that take a tenth of its time."""
    signs = body.count("<")
    # Elements nest no deeper than there are start tags.
    return signs > _MAX_TAGS or (signs > _MAX_DEPTH and signs - body.count("</") > _MAX_DEPTH)


def _has_doubtful_tags(body: str) -> bool:
    tags = _TAG.findall(body)
    if len(tags) > _MAX_TAGS:
        return True
    depths = list(accumulate(map(_STEPS.__getitem__, tags), initial=0))
    if max(depths) - min(depths) <= _MAX_DEPTH:
        return False
    # An end tag too many closes nothing.
    return any(
        depth - lowest > _MAX_DEPTH for depth, lowest in zip(depths, accumulate(depths, min), strict=True)
    )
