"""How a Markdown parser reads the delimiters of nested formats (CommonMark 0.31, 6.2), link by link."""

from __future__ import annotations

from itertools import groupby
from typing import NamedTuple

from reader.text.flanking import flanks, is_punctuation

_SIGNS = {"a": ("[", ")"), "code": ("`", "`")}
"""the first sign of a format that is no emphasis, and its last one"""


class Mark(NamedTuple):
    """The start or the end of a format between two pieces."""

    name: str
    opens: bool
    delimiter: str = ""
    """that of emphasis"""


class Opener(NamedTuple):
    """An opening delimiter that is not closed yet, and the run it stands in."""

    character: str
    run_length: int
    can_close: bool


def read_back(
    marks: list[Mark], before: str, after: str, scopes: list[list[Opener]]
) -> list[list[Opener]] | None:
    """Return the open delimiters after marks between two characters; None if they are not read as meant."""
    scopes = [*scopes[:-1], list(scopes[-1])]
    runs = [list(run) for _, run in groupby(marks, key=lambda mark: mark.delimiter[:1] or mark)]
    previous = before
    for number, run in enumerate(runs):
        if not run[0].delimiter:
            previous = _read_other(run[0], previous, scopes)
            continue
        character = run[0].delimiter[0]
        following = next(filter(None, map(_first_sign, runs[number + 1 :])), after)
        if not _read_run(run, previous or " ", following or " ", scopes[-1]):
            return None
        previous = character
    return scopes


def _first_sign(run: list[Mark]) -> str:
    """Return the first character of marks in Markdown; empty for marks that are not written."""
    mark = run[0]
    if mark.delimiter:
        return mark.delimiter[0]
    opening, closing = _SIGNS.get(kind_of_format(mark.name), ("", ""))
    return opening if mark.opens else "]" if closing == ")" else closing


def _read_other(mark: Mark, previous: str, scopes: list[list[Opener]]) -> str:
    """Open or close the scope of a link, and return the last character of the mark in Markdown."""
    if mark.name.startswith("a "):
        if mark.opens:
            scopes.append([])
        else:
            scopes.pop()
            scopes[-1] = list(scopes[-1])
    opening, closing = _SIGNS.get(kind_of_format(mark.name), (previous, previous))
    return opening if mark.opens else closing


def _read_run(run: list[Mark], before: str, after: str, openers: list[Opener]) -> bool:
    """Return whether a delimiter run closes and opens what it should, and bring the openers up to date."""
    character = run[0].delimiter[0]
    length = sum(len(mark.delimiter) for mark in run)
    left, right = flanks(before, after)
    can_open, can_close = left, right
    if character == "_":
        can_open = left and (not right or is_punctuation(before))
        can_close = right and (not left or is_punctuation(after))
    opening = [mark for mark in run if mark.opens]
    if (len(opening) < len(run) and not can_close) or (opening and not can_open):
        return False

    def closes(opener: Opener) -> bool:
        """Return whether the run can close a delimiter, by CommonMark's rule of three."""
        return opener.character == character and (
            character == "~"
            or not (opener.can_close or can_open)
            or (opener.run_length + length) % 3 != 0
            or (opener.run_length % 3 == 0 and length % 3 == 0)
        )

    for _ in range(len(run) - len(opening)):
        if not openers or not closes(openers[-1]):
            return False
        openers.pop()
    if opening and can_close and any(map(closes, openers)):
        return False
    openers += [Opener(character, length, can_close) for _ in opening]
    return True


def kind_of_format(name: str) -> str:
    """Return the name of a format's element, without its attributes."""
    return name.split(" ", 1)[0]
