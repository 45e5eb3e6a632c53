"""`reader export`: posts as files that others read."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from reader.cli.arguments import Arguments
from reader.cli.context import Context, asked_for, open_context, rows, select
from reader.cli.naming import STREAM, chosen
from reader.cli.output import note, note_some
from reader.cli.progress import told_progress
from reader.errors import UsageError
from reader.export.exporting import export, export_to_stream, would_replace
from reader.export.formats import STDOUT, Format, Output, format_of
from reader.export.options import ChapterUnit, Options
from reader.export.selection import ChosenPosts, OnProgress, Selection, Source
from reader.language import ntr, tr
from reader.library import ResultSet, Row
from reader.post import PostId
from reader.text.safe import clean_line


def run(arguments: Arguments) -> int:
    """Export the posts that match, or that stdin names; return the exit code, 1 if there is none or one is unreadable."""
    if not arguments.to:
        raise UsageError(tr("Say where to: --to FILE, --to FOLDER, or --to - for standard output."))
    format_ = format_of(arguments.to, arguments.format)
    output = format_.output(arguments.to)
    if arguments.to == STDOUT and output in (Output.BYTES, Output.PATH) and sys.stdout.isatty():
        raise UsageError(tr("{format} cannot be shown on a terminal: name a file.", format=format_.name))
    options = _options(format_, arguments)
    context = open_context(arguments)
    source, title, code = _source(context, arguments)
    if not len(source):
        return code or 1
    if arguments.dry_run:
        _tell_trial(source, format_, arguments)
        return code
    with _progress() as on_progress:
        selection = Selection(
            context.library,
            source,
            arguments.title or title,
            limit=arguments.limit,
            options=format_.options(options, script=context.settings.script),
            on_progress=on_progress,
        )
        place = _write(selection, format_, arguments)
    note_some(
        selection.problems,
        lambda number: ntr("{count} more post cannot be read.", "{count} more posts cannot be read.", number),
    )
    if place is not None:
        number = len(selection) - len(selection.problems)
        shown = clean_line(str(place))
        note(
            ntr("{count} post written to {place}.", "{count} posts written to {place}.", number, place=shown)
        )
    return 1 if selection.problems else code


def _options(format_: Format, arguments: Arguments) -> Options:
    """Return what was chosen of the format. Raise UsageError for what it does not have."""
    is_book = format_.name == "epub"
    for option, is_given, fits in (
        ("--chapters", arguments.chapters, is_book),
        ("--vertical", arguments.vertical, is_book),
        ("--annotations", arguments.annotations, not format_.is_citation),
        ("--pictures", arguments.pictures, format_.output(arguments.to) in format_.with_pictures),
    ):
        if is_given and not fits:
            raise UsageError(
                tr("{option} has no meaning for {format}: leave it out.", option=option, format=format_.name)
            )
    return Options(
        ChapterUnit(arguments.chapters or ChapterUnit.DAY),
        arguments.vertical,
        arguments.annotations,
        arguments.script or "",
        arguments.pictures,
    )


def _tell_trial(source: Source, format_: Format, arguments: Arguments) -> None:
    """Say what would be written, and whether in place of something. Raise what writing it would raise at its begin."""
    number = min(len(source), arguments.limit or len(source))
    place = clean_line(arguments.to)
    if arguments.to == STDOUT:
        told = ntr(
            "{count} post would be written to standard output.",
            "{count} posts would be written to standard output.",
            number,
        )
    elif would_replace(format_, arguments.to, is_forced=arguments.force):
        told = ntr(
            "{count} post would be written to {place}, in place of what is there.",
            "{count} posts would be written to {place}, in place of what is there.",
            number,
            place=place,
        )
    else:
        told = ntr(
            "{count} post would be written to {place}.",
            "{count} posts would be written to {place}.",
            number,
            place=place,
        )
    note(told)


def _write(selection: Selection, format_: Format, arguments: Arguments) -> Path | None:
    """Return where the posts were written; None for standard output."""
    if arguments.to == STDOUT:
        export_to_stream(selection, format_, sys.stdout.buffer)
        return None
    return export(selection, format_, arguments.to, is_forced=arguments.force)


def _source(context: Context, arguments: Arguments) -> tuple[Source, str, int]:
    """Return the posts, what they are called, and the exit code so far. Raise what `select` raises."""
    words = [word.strip() for word in arguments.query]
    if arguments.post or STREAM in words or arguments.null:
        if words not in ([], [STREAM]):
            raise UsageError(tr("--post and - say which posts: leave the query out."))
        if arguments.sort:
            raise UsageError(
                tr("Posts that are named stand in the order in which they are named: leave --sort out.")
            )
        named = Arguments(post=[*arguments.post, *words], query=None, null=arguments.null)
        found = chosen(context, named, fold_copies=arguments.fold)
        posts = ChosenPosts(context.library, found.posts)
        if not posts and not found.code:
            note(tr("No post matches."))
        return posts, _title(list(posts), ""), found.code
    query = asked_for(context, arguments)
    results, code = select(context, arguments, query)
    return _Rows(context, results), _title(results.rows(0, 2), " ".join(words)), code


def _title(first: list[Row], query: str) -> str:
    """Return what posts are called: the title of one, else the query."""
    if len(first) == 1:
        return first[0].post.title
    return query or tr("All posts")


class _Rows:
    """The rows of results, from an index built again if the one that they are from turns out to be damaged."""

    def __init__(self, context: Context, results: ResultSet) -> None:
        self._context = context
        self._results = results

    def __len__(self) -> int:
        return len(self._results)

    def __iter__(self) -> Iterator[Row]:
        return rows(self._context, self._results)

    def index_of(self, post_id: PostId) -> int | None:
        return self._results.index_of(post_id)


@contextmanager
def _progress() -> Iterator[OnProgress]:
    """Give what tells of progress, and let signals that end the program clean up before."""

    def end(number: int, _frame: FrameType | None) -> None:
        raise SystemExit(128 + number)

    before = {number: signal.signal(number, end) for number in (signal.SIGTERM, signal.SIGHUP)}
    try:
        with told_progress() as on_progress:
            yield on_progress
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
