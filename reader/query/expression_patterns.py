"""Regular expressions, looked for in texts as they are read."""

from __future__ import annotations

import time
from collections.abc import Iterator

from reader.errors import ExpressionTimeError
from reader.query.expression_literals import needs_of
from reader.query.expressions import compiled
from reader.query.nodes import Contains, Words
from reader.query.pattern import LetterPattern
from reader.text.spelling import LINE_END, SearchText

_SECONDS = 0.5
"""time that one text may take"""


class ExpressionPattern(LetterPattern):
    """A regular expression, looked for in each block of a text by itself.

    `^` and `$` stand at the ends of lines, and the case of letters makes no difference unless a capital is typed. What
    is empty is not found.
    """

    def __init__(self, node: Words | Contains) -> None:
        super().__init__(node)
        self.expression = node.text
        self._compiled = compiled(node.text)
        self.needs = needs_of(node.text)

    def places(self, text: SearchText) -> Iterator[tuple[int, int]]:
        """Yield where the expression matches. Raise ExpressionTimeError where that takes too long."""
        if not self.may_stand_in(text.form):
            return
        deadline = time.monotonic() + _SECONDS
        start = 0
        for block in text.text.split("\n"):
            for first, last in self._matches(block, deadline):
                yield start + first, start + last
            start += len(block) + 1

    def _matches(self, block: str, deadline: float) -> list[tuple[int, int]]:
        seconds = deadline - time.monotonic()
        lines = block.replace(LINE_END, "\n")
        try:
            if seconds <= 0:
                raise TimeoutError
            found = [match.span() for match in self._compiled.finditer(lines, timeout=seconds)]
        except TimeoutError:
            raise ExpressionTimeError(self.expression) from None
        return [(first, last) for first, last in found if first < last]
