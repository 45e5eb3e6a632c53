"""`reader list`: the posts that match a query, one a line."""

from __future__ import annotations

from datetime import tzinfo

from reader.cli.arguments import Arguments
from reader.cli.context import open_context, rows, select
from reader.cli.output import BOLD, CYAN, DIM, YELLOW, cut, is_terminal, pad, print_json, styled, width
from reader.cli.shapes import Shape, post_shape, shown_date
from reader.library import Row
from reader.text.safe import clean_line
from reader.typeset.cells import cell_len

_DATE_CELLS = 16
_STAR_CELLS = 4
_CHANNEL_CELLS = 20
_MIN_COLUMNS_FOR_CHANNELS = 80


def run(arguments: Arguments) -> int:
    """Print the posts; return the exit code."""
    context = open_context(arguments)
    results, code = select(context, arguments)
    zone = context.library.zone
    if arguments.json or arguments.ndjson:
        print_json((_shape(row, zone) for row in rows(context, results)), lines=arguments.ndjson)
    elif is_terminal():
        columns, ambiguous = width(), context.settings.ambiguous_width
        for row in rows(context, results):
            suffix = f" ×{row.copies}" if arguments.fold and row.copies > 1 else ""
            print(_terminal_line(row, shown_date(row.post.date, zone), suffix, columns, ambiguous))
    else:
        for row in rows(context, results):
            post = row.post
            print(shown_date(post.date, zone), post.channel, post.title, clean_line(post.path), sep="\t")
    return code


def _shape(row: Row, zone: tzinfo) -> Shape:
    """Return the object of a post, with the number of its files."""
    shape = post_shape(row.post, zone, unread=not row.read, starred=row.starred, labels=row.labels)
    return {**shape, "copies": row.copies}


def _terminal_line(row: Row, date: str, suffix: str, columns: int, ambiguous: int) -> str:
    """Return a line of at most `columns` cells: date, star, title, suffix, and the channel if it fits."""
    star = "  ★ " if row.starred else "    "
    cells = columns - _DATE_CELLS - _STAR_CELLS - cell_len(suffix, ambiguous)
    end = styled(suffix, DIM) if suffix else ""
    codes = () if row.read else (BOLD,)
    start = styled(pad(date, _DATE_CELLS, ambiguous), DIM) + styled(star, YELLOW)
    if columns < _MIN_COLUMNS_FOR_CHANNELS:
        return start + styled(cut(row.post.title, cells, ambiguous), *codes) + end
    cells -= _CHANNEL_CELLS + 2
    title = cut(row.post.title, cells, ambiguous)
    gap = pad("", cells - cell_len(title, ambiguous), ambiguous)
    channel = cut(row.post.channel, _CHANNEL_CELLS, ambiguous)
    return f"{start}{styled(title, *codes)}{end}{gap}  {styled(channel, CYAN)}"
