"""What commands share: the settings and the library, loading, and selection by query."""

from __future__ import annotations

import atexit
import os
import shlex
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from reader.cli.arguments import Arguments, as_text
from reader.cli.output import are_errors_on_terminal, is_terminal, note, note_some
from reader.config import Loaded, Settings
from reader.errors import ReaderError
from reader.frozen import Frozen
from reader.language import ntr, tr
from reader.library import DamagedIndexError, Library, ResultSet, Row, open_library, opens_tour
from reader.paths import is_folder
from reader.query import Query
from reader.query.nodes import Order
from reader.text.bidi import EXPLICIT, IMPLICIT, is_to_be_told, turn_labels, turns
from reader.text.safe import clean_line

_ORDERS = frozenset(Order)


class Context(Frozen):
    """The settings and the library of a command."""

    settings: Settings
    library: Library
    opens_tour: bool
    """whether the archive is the tour, as there is nothing else to open"""
    refresh: str = ""
    """`all` to compare every file before an answer, `none` to compare nothing; else what `Library.catch_up` does"""

    def catch_up(self) -> None:
        """Bring the index up to date as `--fresh` or `--no-refresh` ask; what is not there yet is built in any case."""
        library = self.library
        if self.refresh == "none":
            library.check_archives()
        if self.refresh != "none" or not len(library):
            for _ in library.load() if self.refresh == "all" else library.catch_up():
                pass


def open_context(arguments: Arguments, *, needs_marks: bool = False, is_for_screens: bool = False) -> Context:
    """Return the settings and the library that the arguments ask for; no post is read yet.

    What is wrong with the marks is noted on stderr; for a command that `needs_marks`, raise StateError. What is wrong
    with the settings is noted too; raise SettingsError for what may change which posts are read and what they say.
    Screens show both instead, begin with what is right, and keep in memory what cannot be written, see `open_library`.
    """
    loaded: Loaded = arguments.loaded
    if not is_for_screens:
        if loaded.about_posts is not None:
            raise loaded.about_posts
        for problem in loaded.problems:
            note(clean_line(str(problem)))
    settings = loaded.settings
    turn_labels(turned=turns(settings.bidi, os.environ))
    if is_terminal() and is_to_be_told(settings.bidi, os.environ):
        sys.stdout.write(EXPLICIT)
        sys.stdout.flush()
        atexit.register(sys.stdout.write, IMPLICIT)
    library = open_library(settings, arguments.archive, keeps_unwritten=is_for_screens)
    arguments.library = library
    if library.marks_problem and not is_for_screens:
        if needs_marks:
            library.follow_marks()
        else:
            note(clean_line(library.marks_problem))
            arguments.noted = library.marks_problem
    refresh = getattr(arguments, "refresh", "")
    return Context(settings, library, opens_tour(settings, arguments.archive), refresh)


def load(context: Context) -> None:
    """Bring the index up to date as `--fresh` or `--no-refresh` ask, and note problems on stderr, also that it is the tour.

    Raise ArchiveError, and EmptyArchiveError if there is no post.
    """
    library = context.library
    if context.opens_tour:
        note(
            tr(
                "This is the tour, as no archive is named: `--archive DIR` reads another folder, and "
                "`reader config set archives DIR` always does."
            )
        )
    context.catch_up()
    note_problems(library)
    if not len(library):
        raise library.why_empty()


def note_problems(library: Library) -> None:
    """Note on stderr why the index cannot be kept, and which folders cannot be read."""
    for problem in library.index_problems:
        note(clean_line(problem))
    note_some(
        library.problems,
        lambda number: ntr(
            "{count} more folder cannot be read.", "{count} more folders cannot be read.", number
        ),
    )


def asked(library: Library, text: str) -> Query:
    """Return the query in a text, and note on stderr what in it looks like an operator and is none.

    Raise QueryError, and StateError as `Library.asked` does.
    """
    query = library.asked(text)
    # Imported late: a start of the screens has no use for it.
    from reader.query.hints import hints

    for hint in hints(text):
        note(clean_line(hint.reason))
    return query


def asked_for(context: Context, arguments: Arguments) -> Query:
    """Return the arguments' query, in the order that `--sort` names if that is one of posts. Raise what `asked` raises."""
    _note_places(context.library, arguments)
    query = asked(context.library, " ".join(word.strip() for word in arguments.query))
    order = getattr(arguments, "sort", None)
    return query.in_order(Order(order)) if order in _ORDERS else query


def _note_places(library: Library, arguments: Arguments) -> None:
    """Note on stderr which words of a query are folders, or a POST to other commands: a query looks for them in texts."""
    for word in map(str.strip, arguments.query):
        is_expression = word.startswith("/") and word.endswith("/")
        # Unlike the methods of Path, this raises nothing, whatever the word is.
        if "/" in word and not is_expression and is_folder(Path(os.path.expanduser(word))):  # noqa: PTH111
            sentence = tr(
                "{name} is a folder, and here a word to look for: `--archive {name}` reads its posts.",
                name=as_text(word),
            )
        elif _is_post(library, word):
            command = "export --post" if arguments.command == "export" else "show"
            sentence = tr(
                "{name} is a word to look for here: `reader {command} {name}` takes it for a post.",
                name=shlex.quote(as_text(word)),
                command=command,
            )
        else:
            continue
        note(clean_line(sentence))


def _is_post(library: Library, word: str) -> bool:
    """Return whether a word can hardly be meant as a query, as it names a post: the newest, or by its path."""
    from reader.library.post_choice import NEWEST, may_be_path

    if not may_be_path(word):
        return word == NEWEST
    with suppress(ReaderError):
        library.find(word)
        return True
    return False


def select(context: Context, arguments: Arguments, query: Query | None = None) -> tuple[ResultSet, int]:
    """Load, and return what `matching` does for a query, by default the arguments'.

    Raise QueryError before any post is read, and ArchiveError as `load` does.
    """
    query = query or asked_for(context, arguments)
    load(context)
    return matching(context, arguments, query)


def matching(
    context: Context, arguments: Arguments, query: Query, *, most: int | None = None
) -> tuple[ResultSet, int]:
    """Return the posts that match once all are loaded, and the exit code.

    Copies of a post are one, unless `--no-fold` says otherwise. Where no more than `most` are wanted and the newest come
    first, there may be others than those returned. The code is 1 if nothing matches, or a folder or the marks could not
    be read; why nothing does is noted on stderr.
    """
    library = context.library
    results = _found(library, query, fold_copies=getattr(arguments, "fold", True), most=most)
    if not len(results):
        note_nothing(library, results)
    return results, exit_code(library) if len(results) else 1


def exit_code(library: Library) -> int:
    """Return the exit code of a command that found something: 1 if a folder or the marks could not be read."""
    return 1 if library.problems or library.marks_problem else 0


def _found(library: Library, query: Query, *, fold_copies: bool, most: int | None) -> ResultSet:
    """Return the posts that match, or enough of them; on a terminal it is told meanwhile how far a search is that takes long."""
    wanted = most if query.order is Order.NEWEST else None
    if wanted is not None or are_errors_on_terminal():
        for results in _growing(library, query, fold_copies=fold_copies):
            if wanted is not None and len(results) >= wanted:
                return results
    return library.select(query, fold_copies=fold_copies)


def _growing(
    library: Library, query: Query, *, fold_copies: bool, are_printed: bool = False
) -> Iterator[ResultSet]:
    """Yield what is found so far while finding all is slow; it is kept, so that the whole answer costs no second search.

    Where rows `are_printed` as they come, no more is told of the search from the first of them on: in `reader list WORD |
    head` they come to the same terminal.
    """
    from reader.cli.progress import told_progress  # for slow searches alone

    searching = library.growing_rows(query, fold_copies=fold_copies)
    with told_progress() as on_progress:
        for growing in searching:
            on_progress(growing.read, growing.candidates)
            if are_printed and len(growing.results):
                break
            yield growing.results
        else:
            return
    yield growing.results
    yield from (growing.results for growing in searching)


def note_nothing(library: Library, results: ResultSet) -> None:
    """Note on stderr why there are no results, and what would find some."""
    from reader.cli.nothing import sentences  # imports what only an empty result needs

    for sentence in sentences(library.explain(results)):
        note(clean_line(sentence))


def rows(context: Context, results: ResultSet) -> Iterator[Row]:
    """Yield the rows of results, from an index built again if the one that they are from turns out to be damaged."""
    return _rows(context, results.query, (results,), fold_copies=results.folds_copies)


def newest_rows(context: Context, query: Query, *, fold_copies: bool) -> Iterator[Row]:
    """Yield the rows of a query whose newest posts come first, as they are found.

    What was found is written to stdout before the search goes on.
    """
    library = context.library

    def found() -> Iterator[ResultSet]:
        for results in _growing(library, query, fold_copies=fold_copies, are_printed=True):
            yield results
            sys.stdout.flush()
        yield library.select(query, fold_copies=fold_copies)

    return _rows(context, query, found(), fold_copies=fold_copies)


def _rows(context: Context, query: Query, found: Iterable[ResultSet], *, fold_copies: bool) -> Iterator[Row]:
    """Yield the rows of results that each begin with those of the one before; see `rows`."""
    library = context.library
    done = 0
    try:
        for results in found:
            for row in results.rows_from(done):
                yield row
                done += 1
    except DamagedIndexError as error:
        note(clean_line(str(error)))
        for _ in library.load():
            pass
        yield from library.select(query, fold_copies=fold_copies).rows_from(done)
