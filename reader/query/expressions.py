"""Compiles regular expressions of queries, within bounds that keep compiling short."""

from __future__ import annotations

import re
import warnings
from functools import lru_cache
from typing import TYPE_CHECKING

from reader.language import tr
from reader.query.expression_literals import has_capital
from reader.text.late import late

if TYPE_CHECKING:
    from regex import Pattern

_LONGEST = 500
_DEEPEST = 20
"""nested groups: the library compiles each level by a call of its own"""
_LARGEST = 100_000
"""characters of an expression with its counted repeats written out, as the library compiles them: some 0.2 s"""
_PARTS = late(r"\\.|(?P<open>[(\[])|(?P<close>[)\]])|(?P<of_group>(?<=\)))?\{(?P<least>\d+)", re.DOTALL)


class ExpressionError(ValueError):
    """An expression cannot be compiled."""

    def __init__(self, offset: int, reason: str) -> None:
        super().__init__(reason)
        self.offset = offset
        """offset of the place in the expression"""
        self.reason = reason
        """one sentence for the user"""


@lru_cache(maxsize=64)
def compiled(expression: str) -> Pattern[str]:
    """Return the compiled expression, for text of several lines. Raise ExpressionError.

    It ignores case unless a capital letter is typed.
    """
    # Imported late: few queries have an expression, and the import takes some 20 ms.
    import regex

    _check_size(expression)
    flags = regex.MULTILINE if has_capital(expression) else regex.MULTILINE | regex.IGNORECASE
    try:
        with warnings.catch_warnings():
            # They speak of later versions of the library, on stderr, which is the screen.
            warnings.simplefilter("ignore")
            return regex.compile(expression, flags)
    except regex.error as error:
        offset = min(error.pos or 0, len(expression))
        raise ExpressionError(
            offset, tr("This is no regular expression: {reason}.", reason=error.msg)
        ) from None


def _check_size(expression: str) -> None:
    """Raise ExpressionError for an expression that takes long to compile."""
    if len(expression) > _LONGEST:
        raise ExpressionError(_LONGEST, tr("An expression has at most {most} characters.", most=_LONGEST))
    depth, nested, single = 0, 1, 1
    for found in _PARTS.finditer(expression):
        if found["open"]:
            depth += 1
        elif found["close"]:
            depth -= 1
        elif found["least"] and found["of_group"] is not None:
            nested *= max(int(found["least"]), 1)
        elif found["least"]:
            single = max(single, int(found["least"]))
        if depth > _DEEPEST:
            raise ExpressionError(
                found.start(), tr("An expression nests at most {most} groups.", most=_DEEPEST)
            )
        if nested * single * len(expression) > _LARGEST:
            raise ExpressionError(
                found.start(), tr("This repeats too much: write smaller numbers in the braces.")
            )
