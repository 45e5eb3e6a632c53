"""Tables of Markdown beyond GitHub's rules: cells beyond the columns of the head, and rules between rows."""

from __future__ import annotations

from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.rules_block.table import escapedSplit
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

_MAX_COLUMNS = 100
"""of a table that is given columns; the rows of others end with their heads"""
_MAX_ADDED_CELLS = 65_536
"""in a text, as the parser itself completes rows by"""


def add_wide_rows(parser: MarkdownIt) -> None:
    """Add the rule to `parser`."""
    parser.core.ruler.before("inline", "row_rules", _drop_rules)
    parser.core.ruler.before("inline", "continued_rows", _join_continued_rows)
    parser.core.ruler.before("inline", "table_captions", _mark_captions)
    parser.core.ruler.before("inline", "wide_rows", _keep_cells)


def _drop_rules(state: StateCore) -> None:
    """Drop the rows that are only lines between other rows, as kramdown permits: `|----`, `|====`."""
    tokens = state.tokens
    dropped: set[int] = set()
    row_start = 0
    is_body = False
    for number, token in enumerate(tokens):
        if token.type == "tbody_open":
            is_body = True
        elif token.type == "table_close":
            is_body = False
        elif token.type == "tr_open":
            row_start = number
        elif token.type == "tr_close" and is_body:
            texts = [each.content for each in tokens[row_start:number] if each.type == "inline"]
            written = "".join(texts)
            if len(written) > 2 and not written.strip("-=:+") and written.strip(":+"):
                dropped.update(range(row_start, number + 1))
    if dropped:
        state.tokens = [token for number, token in enumerate(tokens) if number not in dropped]


def _join_continued_rows(state: StateCore) -> None:
    """Put the cells of a row after one that ends with `| \\` below those of that row, as MultiMarkdown does."""
    if "\\\n" not in state.src:
        return
    lines = state.src.split("\n")
    dropped: set[int] = set()
    row_start = 0
    joined: list[Token] = []
    """the cells of the row that is continued"""
    for number, token in enumerate(state.tokens):
        if token.type == "tr_open":
            row_start = number
        elif token.type == "table_close":
            joined = []
        elif token.type == "tr_close" and (position := state.tokens[row_start].map) is not None:
            cells = [each for each in state.tokens[row_start:number] if each.type == "inline"]
            for above, below in zip(joined, cells, strict=False):
                above.content = "<br>".join(filter(None, (above.content, below.content.strip("\\ "))))
            if joined:
                dropped.update(range(row_start, number + 1))
            is_continued = lines[position[0]].rstrip().endswith(("|\\", "| \\"))
            joined = (joined or cells) if is_continued else []
    state.tokens = [token for number, token in enumerate(state.tokens) if number not in dropped]


def _mark_captions(state: StateCore) -> None:
    """Take the signs off captions of tables: `: Words {#tbl-x}` of Pandoc and Quarto beside a table."""
    tokens = state.tokens
    for number, token in enumerate(tokens):
        if token.type != "inline" or not token.content.startswith((": ", "Table: ")):
            continue
        before = tokens[number - 2].type if number > 1 else ""
        after = tokens[number + 2].type if number + 2 < len(tokens) else ""
        if tokens[number - 1].type == "paragraph_open" and "table" in f"{before} {after}":
            token.content = token.content.partition(": ")[2].strip()


def _keep_cells(state: StateCore) -> None:
    """Give each table as many columns as its widest row has cells."""
    lines: list[str] = []
    added = 0
    row_start = 0
    tables: list[tuple[list[tuple[int, list[str]]], int]] = []
    rows: list[tuple[int, list[str]]] = []
    columns = 0
    for number, token in enumerate(state.tokens):
        if token.type == "table_open":
            rows, columns = [], 0
        elif token.type == "tr_open":
            row_start = number
        elif token.type == "tr_close":
            lines = lines or state.src.split("\n")
            cells = (number - row_start - 1) // 3
            columns = columns or cells
            line = state.tokens[row_start].map
            rows.append((number, _cells_beyond(lines[line[0]], cells) if line else []))
        elif token.type == "table_close" and (most := max((len(beyond) for _, beyond in rows), default=0)):
            added += most * len(rows)
            if columns + most <= _MAX_COLUMNS and added <= _MAX_ADDED_CELLS:
                tables.append((rows, most))
    for rows, most in reversed(tables):
        for position, (end, beyond) in reversed(list(enumerate(rows))):
            tag = "td" if position else "th"
            state.tokens[end:end] = _cells(tag, [*beyond, *[""] * (most - len(beyond))])


def _cells_beyond(line: str, count: int) -> list[str]:
    """Return what the cells of a row after the first `count` ones hold; none where they are all blank."""
    cells = escapedSplit(line.lstrip(" \t>").rstrip())
    if cells and not cells[0].strip():
        cells.pop(0)
    beyond = [cell.strip() for cell in cells[count:]]
    # In MultiMarkdown a backslash after the last cell continues the row.
    while beyond and beyond[-1] in ("", "\\"):
        beyond.pop()
    return beyond


def _cells(tag: str, contents: list[str]) -> Iterator[Token]:
    """Yield the tokens of cells."""
    for content in contents:
        yield Token(f"{tag}_open", tag, 1, block=True)
        yield Token("inline", "", 0, content=content, children=[], block=True)
        yield Token(f"{tag}_close", tag, -1, block=True)
