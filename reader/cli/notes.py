"""`reader notes`: the notes on the posts that match a query."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import tzinfo
from functools import partial
from typing import NamedTuple

from reader.cli.arguments import Arguments
from reader.cli.context import asked_for, open_context, rows, select
from reader.cli.listing import Listing, Output, Record, tabbed
from reader.cli.output import BOLD, DIM, cut, note, styled
from reader.language import tr
from reader.library import Row
from reader.library.shapes import row_record, shown_date
from reader.query.nodes import Has, Part
from reader.text.safe import clean_line, clean_path

_DATE_CELLS = 18


class _Note(NamedTuple):
    """The row of a post, and the note on it."""

    row: Row
    text: str


def run(arguments: Arguments) -> int:
    """Print the notes, that of the newest post first; return the exit code."""
    context = open_context(arguments)
    library, ambiguous = context.library, context.settings.ambiguous_width
    output = Output(arguments, "notes", library.zone, ambiguous)
    query = asked_for(context, arguments).adding(Has(Part.NOTE))
    results, code = select(context, arguments, query)
    if not len(results) and not arguments.query:
        note(tr("M on the screen writes a note on a post."))
    notes = (_Note(row, library.notes.of(row.post)) for row in rows(context, results))
    lines = partial(_lines, zone=library.zone, ambiguous=ambiguous)
    output.print(Listing(notes, _record, partial(_plain, zone=library.zone), lines, lambda: len(results)))
    return code


def _record(each: _Note) -> Record:
    return {**row_record(each.row), "note": each.text}


def _plain(notes: Iterable[_Note], zone: tzinfo) -> Iterator[str]:
    for row, text in notes:
        post = row.post
        yield tabbed((shown_date(post.date, zone), post.title, clean_path(post.path), clean_line(text)))


def _lines(notes: Iterable[_Note], columns: int, *, zone: tzinfo, ambiguous: int) -> Iterator[str]:
    for row, text in notes:
        date = shown_date(row.post.date, zone)
        title = cut(row.post.title, columns - _DATE_CELLS, ambiguous)
        yield styled(f"{date:<{_DATE_CELLS}}", DIM) + styled(title, BOLD)
        yield from (f"  {line}".rstrip() for line in text.split("\n"))
        yield ""
