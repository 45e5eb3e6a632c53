"""`reader highlights`: the highlights and notes of the posts that match a query, for reading and for other programs."""

from __future__ import annotations

import sys

from reader.cli.arguments import Arguments
from reader.cli.context import open_context, select
from reader.cli.output import note, print_json
from reader.language import tr
from reader.library.annotation_export import annotation_row, markdown, write_anki, write_csv
from reader.text.safe import clean


def run(arguments: Arguments) -> int:
    """Print them as Markdown, or in the form that is asked for; return the exit code."""
    context = open_context(arguments)
    results, code = select(context, arguments)
    zone = context.library.zone
    annotations = context.library.annotations(results)
    if arguments.json or arguments.ndjson:
        print_json((annotation_row(each, zone) for each in annotations), lines=arguments.ndjson)
    elif arguments.csv:
        write_csv(sys.stdout, annotations, zone)
    elif arguments.anki:
        write_anki(sys.stdout, annotations, zone)
    else:
        for line in markdown(annotations, zone):
            print(clean(line))
    if not annotations and not code:
        note(
            tr(
                "No highlight and no note in the posts that match: v in an article on the screen marks a passage."
            )
        )
    return code if annotations else 1
