"""`reader index`: how the index of the archives is; builds it and deletes it."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from reader import paths
from reader.cli.arguments import Arguments
from reader.cli.context import Context, note_problems, open_context
from reader.cli.listing import Listing, Output, Record, tabbed
from reader.cli.output import are_errors_on_terminal, note
from reader.cli.recording import forget_answers
from reader.language import ntr, tr
from reader.library import Progress
from reader.text.plural import megabytes
from reader.text.safe import clean_line


def run(arguments: Arguments) -> int:
    """Do what was asked for; return the exit code."""
    context = open_context(arguments)
    output = Output(arguments, "index")
    if arguments.action == "build":
        return _build(context)
    if arguments.action == "drop":
        return _drop(context)
    output.print(Listing([_record(context)], dict, _lines, lambda some, _: output.fitted(_lines(some))))
    return 0


def _record(context: Context) -> Record:
    library = context.library
    file, at = library.index_file, library.compared_at()
    return {
        "file": str(file),
        "bytes": file.stat().st_size if paths.is_there(file) else 0,
        "posts": len(library),
        "archives": [str(archive) for archive in library.archives],
        "compared": None if at is None else f"{datetime.fromtimestamp(at, UTC):%Y-%m-%dT%H:%M:%SZ}",
    }


def _lines(records: Iterable[Record]) -> Iterator[str]:
    for record in records:
        for name, value in record.items():
            for each in value if isinstance(value, list) else [value]:
                yield tabbed((name, clean_line("" if each is None else str(each))))


def _build(context: Context) -> int:
    """Compare all files and read what changed; say how far it is on a terminal, and what came of it."""
    library = context.library
    progress = Progress(0, 0)
    for progress in library.load():
        if progress.total and are_errors_on_terminal():
            print(f"\r{progress.done:,}/{progress.total:,}", end="", file=sys.stderr, flush=True)
    if progress.total and are_errors_on_terminal():
        print(file=sys.stderr)
    note_problems(library)
    if not len(library):
        raise library.why_empty()
    note(
        ntr(
            "{count} post in the index: {new} new, {changed} changed, {gone} gone.",
            "{count} posts in the index: {new} new, {changed} changed, {gone} gone.",
            len(library),
            new=f"{progress.new:,}",
            changed=f"{progress.changed:,}",
            gone=f"{progress.gone:,}",
        )
    )
    return 1 if library.problems or library.index_problems else 0


def _drop(context: Context) -> int:
    library = context.library
    file = library.index_file
    size = file.stat().st_size if paths.is_there(file) else 0
    if not library.drop_index():
        note(tr("Another reader is writing the index: try again when it is done."))
        return 1
    forget_answers()
    note(
        tr("The index is deleted: {size} in {file}.", size=megabytes(size), file=clean_line(str(file)))
        if size
        else tr("There is no index to delete.")
    )
    return 0
