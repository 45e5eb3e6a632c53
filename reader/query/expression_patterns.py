"""Regular expressions, looked for in texts as they are read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

import regex

from reader.errors import ExpressionTimeError
from reader.query.expression_literals import BETWEEN, requirements_of
from reader.query.expressions import compiled
from reader.query.nodes import Contains, Words
from reader.query.pattern import LetterPattern
from reader.query.time_budget import TimeBudget
from reader.text.spelling import LINE_END, SearchText

_SECONDS = 0.5
"""time that one block may take, and those before it in a text together"""


class ExpressionPattern(LetterPattern):
    """A regular expression, looked for in each block of a text by itself.

    `^` and `$` stand at the ends of lines, and the case of letters makes no difference unless a capital is typed. What
    is empty is not found.
    """

    def __init__(self, node: Words | Contains) -> None:
        super().__init__(node)
        self.expression = node.text
        required = requirements_of(node.text)
        self.needs = required.needs
        self._shapes = list(map(regex.compile, required.shapes))
        self._is_solid = bool(required.shapes) and BETWEEN not in required.shapes[0]
        """whether the first shape is of signs that stand side by side in the text"""

    def may_stand_in(self, form: str) -> bool:
        """Return whether a form holds the literals, and sets of characters beside them, that every match has."""
        return super().may_stand_in(form) and all(shape.search(form) for shape in self._shapes)

    def _narrows(self) -> bool:
        return bool(self.needs or self._shapes)

    def _blocks(self, text: SearchText) -> Iterator[tuple[int, int]]:
        """Yield the ranges of the blocks of a form that hold what the expression needs."""
        form = text.form
        if not self._shapes:
            yield from super()._blocks(text)
            return
        if not super().may_stand_in(form):
            return
        start, (shape, *others) = 0, self._shapes
        while found := shape.search(form, start):
            if self._is_solid and text.leaves_out_within(*found.span()):
                start = found.start() + 1
                continue
            start = form.rfind("\n", 0, found.start()) + 1
            end = form.find("\n", found.start())
            end = len(form) if end < 0 else end
            block = form[start:end]
            if super().may_stand_in(block) and all(other.search(block) for other in others):
                yield start, end
            start = end + 1

    def searcher(self) -> Callable[[str], Iterable[tuple[int, int]]]:
        """Return what yields where the expression matches. It raises ExpressionTimeError where that takes too long."""
        return _Search(self.expression).places


class _Search:
    """The search of one text for an expression."""

    def __init__(self, expression: str) -> None:
        self._expression = expression
        self._found_in = compiled(expression).finditer
        self._budget = TimeBudget(_SECONDS)

    def places(self, block: str) -> Iterator[tuple[int, int]]:
        """Yield where the expression matches in a block. Raise ExpressionTimeError."""
        budget = self._budget
        began = budget.now()
        lines = block.replace(LINE_END, "\n")
        try:
            if budget.left <= 0:
                raise TimeoutError
            for match in self._found_in(lines, timeout=_SECONDS):
                if match.end() > match.start():
                    yield match.span()
        except TimeoutError:
            raise ExpressionTimeError(self._expression) from None
        finally:
            budget.spend(budget.now() - began)
