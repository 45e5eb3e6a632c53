"""`reader index`: how the index of the archives is; builds it and deletes it."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, tzinfo
from functools import partial

from reader import paths
from reader.cli.arguments import Arguments
from reader.cli.context import Context, note_problems, open_context
from reader.cli.listing import Listing, Output, Record, tabbed
from reader.cli.output import are_errors_on_terminal, note, pad
from reader.cli.recording import forget_answers
from reader.language import later, ntr, tr
from reader.library import Progress
from reader.text.plural import megabytes
from reader.text.safe import clean_line
from reader.typeset.cells import cell_len

_NAMES = {
    "file": later("File"),
    "bytes": later("Size"),
    "posts": later("Posts"),
    "archives": later("Archives"),
    "compared": later("Compared"),
}
"""what is said of the index, for people"""


def run(arguments: Arguments) -> int:
    """Do what was asked for; return the exit code."""
    context = open_context(arguments)
    output = Output(arguments, "index")
    if arguments.action == "build":
        code = _build(context)
        # Nothing but in a form for programs: for people all is said.
        output.print_records([_record(context)])
        return code
    if arguments.action == "drop":
        return _drop(context)
    aligned = partial(_aligned, zone=context.library.zone, ambiguous=context.settings.ambiguous_width)
    output.print(Listing([_record(context)], dict, _lines, lambda some, _: output.fitted(aligned(some))))
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


def _aligned(records: Iterable[Record], zone: tzinfo, ambiguous: int) -> Iterator[str]:
    """Yield the same for people: names in their language, the size in megabytes, the time of their clock."""
    names = {name: tr(text) for name, text in _NAMES.items()}
    cells = max(cell_len(name, ambiguous) for name in names.values())
    for record in records:
        shown = {**record, "bytes": megabytes(int(str(record["bytes"]))), "posts": f"{record['posts']:,}"}
        if record["compared"] is None:
            shown["compared"] = tr("not known")
        else:
            at = datetime.fromisoformat(str(record["compared"]))
            shown["compared"] = f"{at.astimezone(zone):%Y-%m-%d %H:%M}"
        for name, value in shown.items():
            for each in value if isinstance(value, list) else [value]:
                yield f"{pad(names[name], cells, ambiguous)}  {clean_line(str(each))}"


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
