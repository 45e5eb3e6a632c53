"""Tables with bars as kramdown, Org and MultiMarkdown write them, in the form that GitHub's rules have for them.

That is one row as the head, below it a rule with as many cells, and no caption.
"""

from __future__ import annotations

import re
from collections.abc import Container

from markdown_it.rules_block.table import escapedSplit

SIGNS = ("|",)

_RULE = re.compile(r" {0,3}(?=[^\n]*\|)\|?[ \t]*:?-+:?[ \t]*(?:[|+][ \t]*:?-+:?[ \t]*)*\|?[ \t]*")
_CAPTION = re.compile(r" {0,3}\[(?P<words>[^\[\]|^]{1,500})\](?:\[[^\[\]|]{0,100}\])?[ \t]*")
_DEFINED = re.compile(r"\[([^\[\]\n]{1,500})\]:")
_ROW = re.compile(r" {0,3}\|.*\|[ \t]*")
_MOST_HEAD_ROWS = 10
_MOST_COLUMNS = 100


def pipe_tables_to_github(text: str) -> str:
    """Return a text in which each table has one row as its head, a whole rule, and its caption apart."""
    paragraphs = text.split("\n\n")
    defined = frozenset(_DEFINED.findall(text))
    for number, paragraph in enumerate(paragraphs):
        if "|" in paragraph and "\n" in paragraph.strip():
            lines = paragraph.split("\n")
            if (table := _table(lines, defined)) is not None:
                paragraphs[number] = "\n".join(table)
    return "\n\n".join(paragraphs)


def _table(lines: list[str], defined: Container[str]) -> list[str] | None:
    """Return the lines of a paragraph whose table is changed; None where nothing is. `defined` are the names of link addresses."""
    start = 0
    while start < len(lines) and not lines[start].strip():
        start += 1
    rule = next((each for each in range(start + 1, len(lines)) if _RULE.fullmatch(lines[each])), None)
    if rule is None:
        return _without_head(lines, start)
    first = rule
    while first > start and rule - first < _MOST_HEAD_ROWS and _is_row(lines[first - 1]):
        first -= 1
    if first == rule:
        return None
    rows = [_cells(line) for line in lines[first:rule] if not _RULE.fullmatch(line)]
    if not rows:
        return None
    count = len(_cells(lines[rule]))
    widest = max(count, *map(len, rows))
    is_table = count > 1 or lines[first].lstrip().startswith("|")
    above = _without_brackets(lines[start:first], 0, defined)
    body = _without_brackets(lines[rule + 1 :], -1, defined)
    is_whole = rule - first == 1 and count == len(rows[0]) == widest and "+" not in lines[rule]
    if is_table and not is_whole and widest <= _MOST_COLUMNS:
        head = [
            "<br>".join(filter(None, cells))
            for cells in zip(*(_filled(row, widest) for row in rows), strict=True)
        ]
        table = [_written(head), _rule(widest)]
    else:
        table = lines[first : rule + 1]
    changed = [*lines[:start], *above, *table, *body]
    return changed if changed != lines else None


def _without_head(lines: list[str], start: int) -> list[str] | None:
    """Return the lines with a blank head above them where each is a row; None for other lines."""
    rows = [line for number, line in enumerate(lines) if number >= start and line.strip()]
    if rows and _RULE.fullmatch(rows[0]):
        rows = rows[1:]
    counts = {len(_cells(line)) if _ROW.fullmatch(line) else 0 for line in rows}
    if len(rows) < 2 or len(counts) > 1 or not 1 < max(counts) <= _MOST_COLUMNS:
        return None
    count = max(counts)
    return [*lines[:start], _written([""] * count), _rule(count), *rows]


def _rule(count: int) -> str:
    return "|" + " --- |" * count


def _is_row(line: str) -> bool:
    return "|" in line and not line.lstrip().startswith(">") and len(_cells(line)) > 1


def _cells(line: str) -> list[str]:
    """Return the cells of a row or of a rule."""
    stripped = line.strip()
    if _RULE.fullmatch(line):
        stripped = stripped.replace("+", "|")
    cells = [cell.strip() for cell in escapedSplit(stripped)]
    if stripped.startswith("|"):
        cells = cells[1:]
    return cells[:-1] if cells and not cells[-1] else cells


def _filled(row: list[str], count: int) -> list[str]:
    return [*row, *[""] * (count - len(row))]


def _written(cells: list[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _without_brackets(lines: list[str], position: int, defined: Container[str]) -> list[str]:
    """Return the lines beside a table with its caption, which stands in brackets, as a paragraph."""
    found = _CAPTION.fullmatch(lines[position]) if lines else None
    if found is None or (position == 0 and len(lines) > 1) or found["words"] in defined:
        return lines
    return [found["words"], ""] if position == 0 else [*lines[:-1], "", found["words"]]
