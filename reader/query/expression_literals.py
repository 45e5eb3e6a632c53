"""Reads off a regular expression, without running it, the literals that every match holds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise
from typing import NamedTuple

from reader.query.pattern import needed_form
from reader.text.late import late
from reader.text.spelling import DOTS_FORM, search_form

_NEEDS = 8
"""groups that narrow the candidates: more do not narrow them further"""
_BRANCHES = 32
_PART = late(
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
_ESCAPED = late(r"\\[pPN]\{[^}]*\}|\\.", re.DOTALL)
_COUNT = late(r"(?P<sign>[*+?])[?+]?|\{(?P<least>[0-9]{0,9})(?P<open>,(?P<most>[0-9]{0,9}))?\}[?+]?")
_DIGIT = r"\d"
_SET = late(r"\[((?:[^\\\[\]^-]|[0-9]-[0-9]|[a-z]-[a-z]|[A-Z]-[A-Z])+)\]")
_RANGE = late("(.)-(.)|.", re.DOTALL)
_MOST_MEMBERS = 64
"""characters of a set that is looked for in forms"""
_MOST_UNITED = 16
"""of a set, each of which is looked up with the character beside it"""
_MOST_REPEATS = 8
"""letters and digits in a row that are counted: more narrow nothing"""
_PLAIN_FLAGS = frozenset("ims-")
"""flags under which a letter still stands for itself"""
_NOTHING, _ONE = frozenset("bBAZzGmM"), frozenset("wWsSdDhHvVpPxuUNtnrfa")
"""escapes that match no character, and one"""
_WIDEST = 18
"""characters of the longest form of a single character"""
_MOST_BETWEEN = 1000
"""characters of a form between two pieces that are looked for together"""


BETWEEN = "[^\n]{0,"
"""in a shape, begins what may stand between two pieces; the signs of a shape without it stand side by side in the text"""


class Requirements(NamedTuple):
    """What the forms of matching texts have."""

    needs: tuple[tuple[str, ...], ...] = ()
    """groups of forms: one of each group stands in the form"""
    shapes: tuple[str, ...] = ()
    """expressions that match in one block of the form, the one that says most first"""


class _Branch:
    """What stands in one alternative at the top level and is not optional."""

    def __init__(self) -> None:
        self.runs: list[list[str]] = [[]]
        """signs side by side, sets of several as an expression; the last run may go on"""
        self.gaps: list[int | None] = []
        """the most characters between a run and the next; None where there is no bound, or where they overlap"""
        self._width: int | None = 0
        """characters of the last part where it is of no run"""

    def cut(self, width: int | None) -> None:
        """Record a part of at most so many characters that is not known."""
        self._width = width
        if self.runs[-1]:
            self.runs.append([])
            self.gaps.append(width)
        elif self.gaps:
            self.gaps[-1] = _sum(self.gaps[-1], width)

    def repeat(self, least: int, most: int | None) -> None:
        """Record how often the last part is repeated."""
        run = self.runs[-1]
        if not run:
            if self.gaps and self._width != 0:
                more = None if most is None or self._width is None else self._width * max(most - 1, 0)
                self.gaps[-1] = _sum(self.gaps[-1], more)
            return
        repeated = run[-1:] * min(least, _MOST_REPEATS)
        run[-1:] = repeated
        if not least:
            self.cut(most)
        elif least != most or least > _MOST_REPEATS:
            # What follows stands beside the last of them.
            self.runs.append(repeated[-_MOST_REPEATS:])
            self.gaps.append(None)


def _sum(one: int | None, other: int | None) -> int | None:
    return None if one is None or other is None else one + other


class _Reading:
    """Reads an expression part by part, and collects what stands side by side at its top level and is not optional."""

    def __init__(self, expression: str) -> None:
        self.is_sure = True
        """whether each literal that was read stands for itself"""
        self.has_capital = False
        self.branches = [_Branch()]
        self._depth = 0
        for match in _PART.finditer(expression):
            self._take(str(match.lastgroup), match[0], match["flags"] or "")

    def _take(self, kind: str, part: str, flags: str) -> None:
        branch = self.branches[-1]
        if kind == "open":
            self._depth += 1
            self.is_sure = self.is_sure and _PLAIN_FLAGS.issuperset(flags)
            branch.cut(None)
        elif kind == "close":
            self._depth = max(0, self._depth - 1)
        elif kind == "or":
            if not self._depth:
                self.branches.append(_Branch())
        elif kind == "repeat":
            if not self._depth:
                branch.repeat(*_counted(part))
        else:
            self._letter(kind, part)

    def _letter(self, kind: str, part: str) -> None:
        plain = _ESCAPED.sub("", part)
        self.has_capital = self.has_capital or plain != plain.lower()
        # A brace that begins no count may stand for itself, and may not.
        self.is_sure = self.is_sure and part != "{"
        if self._depth:
            return
        sign = part[1:] if kind == "escape" and not part[1].isalnum() else part
        if kind == "set":
            sign = _set_in_forms(part)
        if sign == _DIGIT or (sign and kind == "set"):
            self.branches[-1].runs[-1].append(sign)
        elif kind == "set" or part in (".", "^", "$", "{"):
            self.branches[-1].cut(0 if part in ("^", "$") else 1)
        elif sign[0] == "\\" and kind == "escape" and len(part) > 1 and part[1].isalnum():
            self.branches[-1].cut(0 if part[1] in _NOTHING else 1 if part[1] in _ONE else None)
        else:
            self.branches[-1].runs[-1].append(sign)


def _counted(part: str) -> tuple[int, int | None]:
    """Return how often a part is repeated at least and at most; the latter None without a bound, or where that is not sure."""
    count = _COUNT.fullmatch(part)
    if count is None or part.startswith("{}"):
        return 0, None
    if sign := count["sign"]:
        return int(sign == "+"), 1 if sign == "?" else None
    least = int(count["least"] or 0)
    if not count["open"]:
        return least, least
    return least, int(count["most"]) if count["most"] else None


def _set_in_forms(part: str) -> str:
    """Return what the forms of the characters of a set match; empty for one that is not of a few."""
    found = _SET.fullmatch(part)
    if found is None:
        return ""
    members: dict[str, None] = {}
    for each in _RANGE.finditer(found[1]):
        for code in range(ord(each[1] or each[0]), ord(each[2] or each[0]) + 1):
            form = _kept(chr(code))
            if len(form) != 1:
                return ""
            members[form] = None
    return f"[{''.join(map(re.escape, members))}]" if len(members) <= _MOST_MEMBERS else ""


def _kept(sign: str) -> str:
    """Return what a form has for a character in any text; empty where it may have nothing, or make one sign of several."""
    form = search_form(sign)
    return "" if set(form) & {".", DOTS_FORM, " "} else form


def has_capital(expression: str) -> bool:
    """Return whether a capital letter is typed, outside escapes such as `\\W` and the names of groups."""
    return _Reading(expression).has_capital


def requirements_of(expression: str) -> Requirements:
    """Return what the form of every matching text has. Nothing where that is not sure."""
    reading = _Reading(expression)
    if not reading.is_sure or len(reading.branches) > _BRANCHES:
        return Requirements()
    needs = [_needs(branch) for branch in reading.branches]
    shapes = [sorted(dict.fromkeys(_shapes(branch)), key=len, reverse=True) for branch in reading.branches]
    if len(reading.branches) == 1:
        return Requirements(tuple(needs[0][:_NEEDS]), tuple(shapes[0][:_NEEDS]))
    return Requirements(
        (tuple(dict.fromkeys(form for groups in needs for form in groups[0])),) if all(needs) else (),
        ("|".join(dict.fromkeys(some[0] for some in shapes)),) if all(shapes) else (),
    )


def _needs(branch: _Branch) -> list[tuple[str, ...]]:
    """Return the groups of a branch, the one that says most first."""
    literals = sorted(dict.fromkeys(_literals(branch.runs)), key=len, reverse=True)
    groups: list[tuple[str, ...]] = [(form,) for form in literals]
    united = list(dict.fromkeys(_united(branch.runs)))
    place = next((place for place, form in enumerate(literals) if len(form) < 2), len(literals))
    groups[place:place] = united
    return groups or [(form,) for form in _signs(branch.runs)]


def _literals(runs: Iterable[Sequence[str]]) -> Iterator[str]:
    """Yield the forms of what stands between sets."""
    for run in runs:
        for is_set, signs in groupby(run, _is_set):
            if not is_set and (form := needed_form("".join(signs))):
                yield form


def _signs(runs: Iterable[Sequence[str]]) -> Iterator[str]:
    """Yield the forms of signs that are no letters."""
    return (form for run in runs for sign in run if not _is_set(sign) and len(form := _kept(sign)) == 1)


def _united(runs: Iterable[Sequence[str]]) -> Iterator[tuple[str, ...]]:
    """Yield, for small sets beside a letter, each of their characters with the letter."""
    for run in runs:
        for one, other in pairwise(run):
            pairs = [a + b for a in _members(one) for b in _members(other)]
            if 1 < len(pairs) <= _MOST_UNITED and all(map(str.isalnum, pairs)):
                yield tuple(pairs)


def _members(sign: str) -> list[str]:
    """Return the forms of the characters that a sign stands for; none where these are not known."""
    if sign == _DIGIT:
        return []
    if _is_set(sign):
        return re.findall(r"\\?(.)", sign[1:-1], re.DOTALL)
    form = _kept(sign)
    return [form] if len(form) == 1 else []


def _is_set(sign: str) -> bool:
    return len(sign) > 1


def _shapes(branch: _Branch) -> Iterator[str]:
    """Yield what the forms match of sets and the signs beside them, and of two pieces that are not far from one another."""
    pieces, gaps = _pieces(branch)
    is_free = True
    for place, piece in enumerate(pieces):
        gap = gaps[place] if place < len(gaps) else None
        most = None if gap is None else gap * _WIDEST
        if most is not None and most <= _MOST_BETWEEN:
            yield f"{piece}{BETWEEN}{most}}}{pieces[place + 1]}"
        elif is_free and (r"\d" in piece or "[" in piece.replace(r"\[", "")):
            yield piece
        is_free = most is None or most > _MOST_BETWEEN


def _pieces(branch: _Branch) -> tuple[list[str], list[int | None]]:
    """Return what the forms of a branch match of signs that no form leaves out, and the most characters between these."""
    pieces: list[str] = []
    gaps: list[int | None] = []
    between: int | None = None
    for run, gap in zip(branch.runs, (*branch.gaps, None), strict=True):
        for is_known, signs in groupby(run, lambda sign: _is_set(sign) or bool(_kept(sign))):
            if not is_known:
                between = _sum(between, len(list(signs)))
                continue
            piece = "".join(sign if _is_set(sign) else re.escape(_kept(sign)) for sign in signs)
            if pieces and between == 0:
                pieces[-1] += piece
                continue
            gaps += [between] * bool(pieces)
            pieces.append(piece)
            between = 0
        between = _sum(between, gap)
    return pieces, gaps
