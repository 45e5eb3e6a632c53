"""Tables of Pandoc whose columns are lines of hyphens, as pipe tables: the simple and the multiline ones."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

from reader.convert.dialects.grid_tables import pipe_row

SIGN = re.compile(r"(?m)^ {0,3}-{2,} {1,80}-{2,}[ -]*$")
"""the line of hyphens that is in each of them"""

_COLUMN = re.compile("-{2,}")
_LONG_RULE = re.compile(r" {0,3}-{3,} *")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_MOST_LINES = 2_000
"""of a table"""
_MOST_HEAD_LINES = 20
_BETWEEN_PARTS = "\0"
"""stands behind a wide character, which takes two columns"""


class _Table(NamedTuple):
    """A table in a text, by the numbers of its lines."""

    start: int
    head: Sequence[str]
    rows: list[list[str]]
    """the lines of each row"""
    end: int
    """the first line that is not the table's"""


def simple_tables_to_pipes(text: str) -> str:
    """Return a text whose tables between lines of hyphens are pipe tables, outside its fences."""
    lines = text.split("\n")
    written: list[str] = []
    fence = ""
    number = 0
    while number < len(lines):
        line = lines[number]
        if found := _FENCE.match(line):
            fence = "" if fence and line.strip().startswith(fence) else fence or found[1]
        elif not fence and SIGN.fullmatch(line) and (table := _table_at(lines, number)) is not None:
            pipes = _pipes(table, line)
            if pipes:
                del written[len(written) - (number - table.start) :]
                written += ["", *pipes, ""]
                number = table.end
                continue
        written.append(line)
        number += 1
    return "\n".join(written)


def _table_at(lines: list[str], number: int) -> _Table | None:
    """Return the table whose columns the line of this number gives."""
    start = _start_of_head(lines, number)
    head = lines[start:number]
    is_ruled = bool(head) and _LONG_RULE.fullmatch(head[0]) is not None
    if len(head) > 1 and not is_ruled:
        return None
    limit = min(len(lines), number + _MOST_LINES)
    if not is_ruled and head:
        end = next((each for each in range(number + 1, limit) if not lines[each].strip()), limit)
        body = lines[number + 1 : end]
        if body and (SIGN.fullmatch(body[-1]) or _LONG_RULE.fullmatch(body[-1])):
            body.pop()
        return _Table(start, head, [[line] for line in body], end)
    closing = _LONG_RULE if is_ruled else SIGN
    end = next((each for each in range(number + 1, limit) if closing.fullmatch(lines[each])), limit)
    if end == limit or (end + 1 < len(lines) and lines[end + 1].strip()):
        return None
    body = lines[number + 1 : end]
    if is_ruled or any(not line.strip() for line in body):
        paragraphs = re.split(r"\n(?:[ \t]*\n)+", "\n".join(body).strip("\n"))
        return _Table(start, head[1:], [each.split("\n") for each in paragraphs], end + 1)
    return _Table(start, head, [[line] for line in body], end + 1)


def _start_of_head(lines: list[str], number: int) -> int:
    """Return the number of the first line of the paragraph that the line of this number ends."""
    start = number
    while start and lines[start - 1].strip() and number - start < _MOST_HEAD_LINES:
        start -= 1
    return start


def _pipes(table: _Table, rule: str) -> list[str]:
    """Return the lines of a pipe table; none where the words do not stand in the columns."""
    starts = [found.start() for found in _COLUMN.finditer(rule)]
    head = [_cells(line, starts) for line in table.head]
    rows = [[_cells(line, starts) for line in row] for row in table.rows]
    if not rows or any(not line for row in (head, *rows) for line in row):
        return []
    count = len(starts)
    return [_joined(head, count), "|" + " --- |" * count, *(_joined(row, count) for row in rows)]


def _joined(lines: list[list[str]], count: int) -> str:
    return pipe_row([[line[column] for line in lines] for column in range(count)])


def _cells(line: str, starts: list[int]) -> list[str]:
    """Return the cells of a line, one for each column; none where a word stands over the beginning of a column."""
    spread = _spread(line)
    if any(spread[start - 1 : start].strip() for start in starts[1:]):
        return []
    ends = [*starts[1:], len(spread)]
    cells = [spread[start:end] for start, end in zip([0, *starts[1:]], ends, strict=True)]
    return [cell.replace(_BETWEEN_PARTS, "").strip() for cell in cells]


def _spread(line: str) -> str:
    """Return a line in which each character stands at its column."""
    if line.isascii():
        return line
    return "".join(
        f"{sign}{_BETWEEN_PARTS}" if unicodedata.east_asian_width(sign) in "WF" else sign for sign in line
    )
