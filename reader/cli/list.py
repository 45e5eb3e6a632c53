"""`reader list`: the posts that match a query, one a line."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import tzinfo
from functools import partial
from itertools import chain

from reader.cli.arguments import Arguments
from reader.cli.context import asked_for, exit_code, load, matching, newest_rows, open_context, rows
from reader.cli.listing import Listing, Output, Record, tabbed
from reader.cli.output import BOLD, CYAN, DIM, YELLOW, cut, is_terminal, pad, styled
from reader.library import Row
from reader.library.shapes import row_record, shown_date
from reader.query.nodes import Order
from reader.text.safe import clean_path
from reader.typeset.cells import cell_len

_GAP = "  "
_DATE_CELLS = 16
_STAR_CELLS = 4
_CHANNEL_CELLS = 20
_MIN_COLUMNS_FOR_CHANNELS = 80


def run(arguments: Arguments) -> int:
    """Print the posts; return the exit code."""
    context = open_context(arguments)
    library, ambiguous = context.library, context.settings.ambiguous_width
    output = Output(arguments, "list", library.zone, ambiguous)
    query = asked_for(context, arguments)
    load(context)

    def print_rows(found: Iterable[Row], total: Callable[[], int] | None, digits: int) -> None:
        lines = partial(
            _lines, zone=library.zone, ambiguous=ambiguous, are_copies_told=arguments.fold, digits=digits
        )
        output.print(Listing(found, record, partial(_plain, zone=library.zone), lines, total))

    if query.order is Order.NEWEST and not arguments.count and not is_terminal():
        found = newest_rows(context, query, fold_copies=arguments.fold)
        if first := next(found, None):
            print_rows(chain((first,), found), None, 0)
            return exit_code(library)
    results, code = matching(context, arguments, query, most=output.limit)
    most = min(len(results), output.limit or len(results))
    print_rows(rows(context, results), lambda: len(results), len(str(most)) if is_terminal() else 0)
    return code


def record(row: Row) -> Record:
    """Return the fields of a row."""
    return {**row_record(row), "copies": row.copies}


def _plain(found: Iterable[Row], zone: tzinfo) -> Iterator[str]:
    for row in found:
        post = row.post
        yield tabbed((shown_date(post.date, zone), post.channel, post.title, clean_path(post.path)))


def _lines(
    found: Iterable[Row], columns: int, *, zone: tzinfo, ambiguous: int, are_copies_told: bool, digits: int
) -> Iterator[str]:
    """Yield lines for people, on a terminal with numbers of so many digits, which later commands know."""
    if digits:
        from reader.cli.last_list import keeping

        found = keeping(found)
        columns -= digits + len(_GAP)
    for number, row in enumerate(found, 1):
        start = styled(f"{number:>{digits}}", DIM) + _GAP if digits else ""
        suffix = f" ×{row.copies}" if are_copies_told and row.copies > 1 else ""
        yield start + _terminal_line(row, shown_date(row.post.date, zone), suffix, columns, ambiguous)


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
