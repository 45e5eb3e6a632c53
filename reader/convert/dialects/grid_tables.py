"""Tables of Pandoc and reStructuredText on a grid of `+---+` lines, as pipe tables."""

from __future__ import annotations

import re

SIGNS = ("+--", "+==", "+:-", "+:=")
"""what a line of a grid begins with"""

_RULE = re.compile(r" {0,3}\+(?:[:=-][=-]+:?\+){1,100}[ \t]*")
_MOST_LINES = 2_000
"""of a table"""
_ITEM = ("- ", "* ", "+ ")


def grids_to_pipes(text: str) -> str:
    """Return a text whose tables on a grid are pipe tables.

    Only a table in which each row has a bar at each corner is read; one with cells over several columns or rows
    becomes code, whose lines stay under each other.
    """
    lines = text.split("\n")
    written: list[str] = []
    number = 0
    while number < len(lines):
        line = lines[number]
        if "+" in line and _RULE.fullmatch(line) and (number == 0 or not lines[number - 1].strip()):
            end = _end(lines, number)
            table = _pipes(lines[number:end]) or _as_code(lines[number:end])
            if table:
                written += table
                number = end
                continue
        written.append(line)
        number += 1
    return "\n".join(written)


def _end(lines: list[str], start: int) -> int:
    """Return the number of the first line that is not the table's."""
    end = start
    while end < min(len(lines), start + _MOST_LINES) and lines[end].lstrip()[:1] in ("+", "|"):
        end += 1
    return end


def _as_code(lines: list[str]) -> list[str]:
    is_closed = len(lines) > 2 and _RULE.fullmatch(lines[-1]) is not None
    return ["```", *lines, "```"] if is_closed else []


def _pipes(lines: list[str]) -> list[str]:
    """Return the lines of a pipe table; none where the lines are no plain grid."""
    first = lines[0].strip()
    corners = [place for place, sign in enumerate(first) if sign == "+"]
    rows: list[list[list[str]]] = []
    cells: list[list[str]] = [[] for _ in corners[1:]]
    for line in (each.strip() for each in lines[1:]):
        if len(line) != len(first) or any(line[place] not in "+|" for place in corners):
            return []
        if _RULE.fullmatch(line):
            if [place for place, sign in enumerate(line) if sign == "+"] != corners:
                return []
            rows.append(cells)
            cells = [[] for _ in corners[1:]]
            continue
        if line[0] != "|":
            return []
        for cell, start, end in zip(cells, corners, corners[1:], strict=False):
            cell.append(line[start + 1 : end].strip())
    if not rows or any(map(any, cells)):
        return []
    head = cells
    if any("=" in each and _RULE.fullmatch(each) for each in lines[1:]):
        head = rows.pop(0)
    elif len(rows) == 2 and len(rows[0][0]) == 1:
        # What a database prints: a line is a row.
        head, body = rows
        rows = [[[each] for each in line] for line in zip(*body, strict=True)]
    return [pipe_row(head), "|" + " --- |" * (len(corners) - 1), *map(pipe_row, rows)]


def pipe_row(cells: list[list[str]]) -> str:
    """Return the line of a pipe table with these cells, each given by its lines."""
    return "| " + " | ".join(map(_one_line, cells)) + " |"


def _one_line(lines: list[str]) -> str:
    """Return the lines of a cell as one; items and paragraphs stay apart."""
    written = ""
    is_apart = False
    for line in lines:
        if line and written:
            written += "<br>" if is_apart or line.startswith(_ITEM) else " "
        written += line
        is_apart = not line
    return written.replace("|", "\\|")
