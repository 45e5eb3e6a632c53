"""`reader highlights`: the highlights and notes of the posts that match a query, for reading and for other programs."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from datetime import tzinfo
from functools import partial

from reader.cli.arguments import Arguments
from reader.cli.context import open_context, select
from reader.cli.listing import Listing, Output, Record
from reader.cli.output import note
from reader.language import tr
from reader.library.annotation_export import annotation_row, markdown, write_anki, write_csv
from reader.library.annotations import Annotation
from reader.text.safe import clean


def run(arguments: Arguments) -> int:
    """Print them as Markdown, or in the form that is asked for; return the exit code."""
    context = open_context(arguments, needs_marks=True)
    zone = context.library.zone
    output = Output(arguments, "highlights", zone, context.settings.ambiguous_width)
    results, code = select(context, arguments)
    annotations = context.library.annotations(results)
    if arguments.csv:
        write_csv(sys.stdout, annotations[: output.limit], zone)
    elif arguments.anki:
        write_anki(sys.stdout, annotations[: output.limit], zone)
    else:
        output.print(
            Listing(
                annotations,
                partial(_record, zone=zone),
                partial(_lines, zone=zone),
                partial(_lines, zone=zone),
            )
        )
    if not annotations and not code:
        note(
            tr(
                "No highlight and no note in the posts that match: v in an article on the screen marks a passage."
            )
        )
    return code if annotations else 1


def _record(annotation: Annotation, zone: tzinfo) -> Record:
    return {**annotation_row(annotation, zone), "date": annotation.post.date}


def _lines(annotations: Iterable[Annotation], _columns: int = 0, *, zone: tzinfo) -> Iterator[str]:
    """Yield Markdown, whatever the width: it has lines as long as its paragraphs."""
    return map(clean, markdown(annotations, zone))
