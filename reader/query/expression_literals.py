"""Reads off a regular expression, without running it, the literals that every match holds."""

from __future__ import annotations

import re

from reader.query.pattern import needed_form

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
_NUMBER = re.compile(r"\s*[0-9]{1,9}")
_PLAIN_FLAGS = frozenset("ims-")
"""flags under which a letter still stands for itself"""


class _Reading:
    """Reads an expression part by part, and collects the literals at its top level that are not optional."""

    def __init__(self, expression: str) -> None:
        self.is_sure = True
        """whether each literal that was read stands for itself"""
        self.has_capital = False
        self.branches: list[list[str]] = [[""]]
        """the literals of each alternative at the top level; the last literal may go on"""
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
                self.branches.append([""])
        elif kind == "repeat":
            self._repeat(part)
        else:
            self._letter(kind, part)

    def _letter(self, kind: str, part: str) -> None:
        plain = _ESCAPED.sub("", part)
        self.has_capital = self.has_capital or plain != plain.lower()
        literal = part[1:] if kind == "escape" and not part[1].isalnum() else part
        if kind == "set" or literal[0] == "\\" or part in (".", "^", "$", "{"):
            # A brace that begins no count may stand for itself, and may not.
            self.is_sure = self.is_sure and part != "{"
            self._cut()
        elif not self._depth:
            self.branches[-1][-1] += literal

    def _repeat(self, part: str) -> None:
        least = _NUMBER.match(part, 1)
        if part[0] != "+" and not (least and int(least[0])):
            self.branches[-1][-1] = self.branches[-1][-1][:-1]
        self._cut()

    def _cut(self) -> None:
        if self.branches[-1][-1]:
            self.branches[-1].append("")


def has_capital(expression: str) -> bool:
    """Return whether a capital letter is typed, outside escapes such as `\\W` and the names of groups."""
    return _Reading(expression).has_capital


def needs_of(expression: str) -> tuple[tuple[str, ...], ...]:
    """Return groups of forms: the form of a matching text holds one of each. None at all where that is not sure."""
    reading = _Reading(expression)
    if not reading.is_sure:
        return ()
    branches = [
        sorted(filter(None, map(needed_form, literals)), key=len, reverse=True)
        for literals in reading.branches
    ]
    if len(branches) == 1:
        return tuple((form,) for form in dict.fromkeys(branches[0][:_NEEDS]))
    if len(branches) > _BRANCHES or not all(branches):
        return ()
    return (tuple(dict.fromkeys(forms[0] for forms in branches)),)
