"""Reads off a regular expression, without running it, the literals that every match holds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from reader.query.pattern import needed_form
from reader.text.spelling import search_form

_NEEDS = 8
"""groups that narrow the candidates: more do not narrow them further"""
_BRANCHES = 32
_PART = re.compile(
    r"""(?P<escape> \\ (?: [pPN]\{[^}]*\} | x[0-9A-Fa-f]{2} | u[0-9A-Fa-f]{4} | U[0-9A-Fa-f]{8} | [gkL]<[^>]*>
            | [0-9]{1,3} | . ) )
      | (?P<set> \[ \^? \]? (?: \\. | \[:\^?\w+:\] | [^\]\\] )* \] )
      | (?P<open> \( (?: \?\#[^)]* | \?P?<\w+> | \?P[=>&]\w* | \?<?[=!] | \?[|>:] | \?(?P<flags>[\w-]*) :? )? )
      | (?P<close> \) )
      | (?P<or> \| )
      | (?P<repeat> (?: [*+?] | \{ [^{}()|\[\]\\]* \} ) [?+]? )
      | (?P<other> . )""",
    re.VERBOSE | re.DOTALL,
)
_ESCAPED = re.compile(r"\\[pPN]\{[^}]*\}|\\.", re.DOTALL)
_COUNT = re.compile(r"\+|\{\s*([0-9]{1,9})\s*(,\s*[0-9]*\s*)?\}")
_DIGIT, _DIGITS = r"\d", (r"\d", "[0-9]")
_MOST_REPEATS = 8
"""letters and digits in a row that are counted: more narrow nothing"""
_PLAIN_FLAGS = frozenset("ims-")
"""flags under which a letter still stands for itself"""


class Requirements(NamedTuple):
    """What the forms of matching texts have."""

    needs: tuple[tuple[str, ...], ...] = ()
    """groups of forms: one of each group stands in the form"""
    shapes: tuple[str, ...] = ()
    """expressions that match in the form: digits, and the letters beside them"""


class _Reading:
    """Reads an expression part by part, and collects what stands side by side at its top level and is not optional."""

    def __init__(self, expression: str) -> None:
        self.is_sure = True
        """whether each literal that was read stands for itself"""
        self.has_capital = False
        self.branches: list[list[list[str]]] = [[[]]]
        """the runs of each alternative at the top level, as signs, `_DIGIT` for any digit; the last run may go on"""
        self._depth = 0
        for match in _PART.finditer(expression):
            self._take(str(match.lastgroup), match[0], match["flags"] or "")

    def _take(self, kind: str, part: str, flags: str) -> None:
        if kind == "open":
            self._depth += 1
            self.is_sure = self.is_sure and _PLAIN_FLAGS.issuperset(flags)
            self._cut()
        elif kind == "close":
            self._depth = max(0, self._depth - 1)
        elif kind == "or":
            if not self._depth:
                self.branches.append([[]])
        elif kind == "repeat":
            self._repeat(part)
        else:
            self._letter(kind, part)

    def _letter(self, kind: str, part: str) -> None:
        plain = _ESCAPED.sub("", part)
        self.has_capital = self.has_capital or plain != plain.lower()
        literal = part[1:] if kind == "escape" and not part[1].isalnum() else part
        if part in _DIGITS:
            literal = _DIGIT
        elif kind == "set" or literal[0] == "\\" or part in (".", "^", "$", "{"):
            # A brace that begins no count may stand for itself, and may not.
            self.is_sure = self.is_sure and part != "{"
            self._cut()
            return
        if not self._depth:
            self.branches[-1][-1].append(literal)

    def _repeat(self, part: str) -> None:
        run = self.branches[-1][-1]
        count = _COUNT.match(part)
        least = int(count[1] or 1) if count else 0
        repeated = run[-1:] * min(least, _MOST_REPEATS)
        run[-1:] = repeated
        if least > _MOST_REPEATS or not count or not count[1] or count[2]:
            # What follows stands beside the last of them.
            self.branches[-1].append(repeated)

    def _cut(self) -> None:
        if self.branches[-1][-1]:
            self.branches[-1].append([])


def has_capital(expression: str) -> bool:
    """Return whether a capital letter is typed, outside escapes such as `\\W` and the names of groups."""
    return _Reading(expression).has_capital


def requirements_of(expression: str) -> Requirements:
    """Return what the form of every matching text has. Nothing where that is not sure."""
    reading = _Reading(expression)
    if not reading.is_sure or len(reading.branches) > _BRANCHES:
        return Requirements()
    needs = [sorted(_literals(runs), key=len, reverse=True) for runs in reading.branches]
    shapes = [sorted(_shapes(runs), key=len, reverse=True) for runs in reading.branches]
    if len(reading.branches) == 1:
        return Requirements(
            tuple((form,) for form in dict.fromkeys(needs[0][:_NEEDS])),
            tuple(dict.fromkeys(shapes[0][:_NEEDS])),
        )
    return Requirements(
        (tuple(dict.fromkeys(forms[0] for forms in needs)),) if all(needs) else (),
        ("|".join(dict.fromkeys(some[0] for some in shapes)),) if all(shapes) else (),
    )


def _literals(runs: Iterable[Sequence[str]]) -> Iterator[str]:
    """Yield the forms of what stands between digits."""
    for run in runs:
        for is_digit, signs in groupby(run, _DIGIT.__eq__):
            if not is_digit and (form := needed_form("".join(signs))):
                yield form


def _shapes(runs: Iterable[Sequence[str]]) -> Iterator[str]:
    """Yield what the forms of digits and the letters beside them match: nothing that a form leaves out."""
    for run in runs:
        for is_kept, signs in groupby(run, lambda sign: sign == _DIGIT or sign.isalnum()):
            shape = "".join(r"\d" if sign == _DIGIT else re.escape(search_form(sign)) for sign in signs)
            if is_kept and r"\d" in shape:
                yield shape
