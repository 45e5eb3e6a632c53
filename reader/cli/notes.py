"""`reader notes`: the notes on the posts that match a query."""

from __future__ import annotations

from collections.abc import Iterator

from reader.cli.arguments import Arguments
from reader.cli.context import Context, asked_for, open_context, rows, select
from reader.cli.output import BOLD, DIM, cut, is_terminal, print_json, styled, width
from reader.cli.shapes import Shape, post_shape, shown_date
from reader.library import ResultSet
from reader.query.nodes import Has, Part
from reader.text.safe import clean_line

_DATE_CELLS = 18


def run(arguments: Arguments) -> int:
    """Print the notes, that of the newest post first; return the exit code."""
    context = open_context(arguments)
    query = asked_for(context, arguments).adding(Has(Part.NOTE))
    results, code = select(context, arguments, query)
    library = context.library
    if arguments.json or arguments.ndjson:
        print_json(_shapes(context, results), lines=arguments.ndjson)
    elif is_terminal():
        cells, ambiguous = width() - _DATE_CELLS, context.settings.ambiguous_width
        for row in rows(context, results):
            date = shown_date(row.post.date, library.zone)
            print(styled(f"{date:<{_DATE_CELLS}}", DIM) + styled(cut(row.post.title, cells, ambiguous), BOLD))
            print("\n".join(f"  {line}".rstrip() for line in library.note(row.post).split("\n")))
            print()
    else:
        for row in rows(context, results):
            post = row.post
            date = shown_date(post.date, library.zone)
            print(date, post.title, clean_line(post.path), clean_line(library.note(post)), sep="\t")
    return code


def _shapes(context: Context, results: ResultSet) -> Iterator[Shape]:
    """Yield the object of each post, with its note."""
    library = context.library
    for row in rows(context, results):
        shape = post_shape(
            row.post, library.zone, unread=not row.read, starred=row.starred, labels=row.labels
        )
        yield {**shape, "note": library.note(row.post)}
