"""`reader [ARCHIVE…]`: runs the screens."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from reader import paths
from reader.cli.arguments import Arguments
from reader.cli.context import Context, open_context
from reader.cli.output import is_terminal, note
from reader.errors import ArchiveNotFoundError, StateError, UsageError
from reader.language import tr
from reader.library.start import Start
from reader.query import Query, QueryError
from reader.text.safe import clean_line
from reader.tui import first_frame
from reader.tui.ending import Ending
from reader.tui.preferences import Preferences

if TYPE_CHECKING:
    from reader.tui.app import ReaderApp

_WITHOUT_SCREENS = ("dumb", "unknown")
"""values of `TERM` for what cannot move its cursor, such as a window of an editor (terminfo)"""
_OF_A_QUERY = ("list", "panes", "article")
"""the parts of the screens that stand again only with their query"""
_SWITCH_SECONDS = 0.001
"""switch interval of the interpreter: with the default of 5 ms, threads delay every key noticeably"""


def run(arguments: Arguments) -> int:
    """Run the screens until the user leaves; return the exit code.

    Raise UsageError, QueryError, SettingsError and ArchiveError before the terminal is changed.
    """
    # Textual reads the keys from stdin and paints on stderr.
    if not (
        is_terminal() and all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stderr))
    ):
        # Whoever mistypes a command in a pipe is told so, and not of the screens.
        for name in arguments.archive:
            if not paths.is_there(name) and "#" not in name.name:
                raise ArchiveNotFoundError(name)
        raise UsageError(
            tr(
                "The screens need a terminal, for stderr too. In a pipe or a script use a command: "
                "`reader list`, `reader show POST`, `reader tags` or `reader timeline`; "
                "`reader --help` tells more."
            )
        )
    if os.environ.get("TERM") in _WITHOUT_SCREENS:
        raise UsageError(
            tr(
                "A terminal of the kind {term} (TERM) shows no screens. Use a command: `reader list`, "
                "`reader show POST`, `reader tags` or `reader timeline`; `reader --help` tells more.",
                term=os.environ["TERM"],
            )
        )
    named = _post_named(arguments.archive)
    if named is not None:
        arguments.archive = [each for each in arguments.archive if each != named]
    context = open_context(arguments, is_for_screens=True)
    start = _start_at(context, named) if named is not None else None
    if start is not None and start.post.archive not in context.library.archives:
        arguments.archive = [start.post.archive]
        context = open_context(arguments, is_for_screens=True)
    last = _last(context, arguments) if named is None else {}
    query = context.library.asked(arguments.query) if arguments.query else _query_of(context, last)
    context.library.check_archives()
    frame = first_frame.prepare(context.library, query, context.settings, last)
    preferences = Preferences(arguments.loaded, paths.settings_file(), os.environ)
    is_first = context.opens_tour and not last and not arguments.fresh and not arguments.query
    with Ending() as ending:
        frame.show()
        app = _run_app(context, preferences, _Beginning(query, start, last, is_first), frame, ending)
    if app.wanted_archive is not None:
        sys.stdout.flush()
        os.execv(sys.executable, [sys.executable, "-m", "reader", str(app.wanted_archive)])
    return app.return_code or 0


def _last(context: Context, arguments: Arguments) -> Mapping[str, object]:
    """Return where the screens stood when they were left, as far as they are to stand there again."""
    if arguments.fresh:
        return {}
    try:
        last = context.library.standings.last()
    except StateError:
        return {}  # The screens say what is wrong with the marks.
    # The posts of another query are read from the top.
    return {name: last[name] for name in last if name not in _OF_A_QUERY} if arguments.query else last


def _query_of(context: Context, last: Mapping[str, object]) -> Query:
    """Return the query that was in force; that of all posts where it cannot be read any more."""
    try:
        return context.library.asked(str(last.get("query", "")))
    except (QueryError, StateError):
        return Query()


def _post_named(names: Sequence[Path]) -> Path | None:
    """Return the last of what is to be opened if it is a post, or a place in one; None for an archive."""
    last = names[-1] if names else None
    if last is None or paths.is_folder(last):
        return None
    return last if paths.is_file(last) or "#" in last.name else None


def _start_at(context: Context, named: Path) -> Start:
    """Return the post and the highlight that are named as POST#ID. Raise PostError or StateError."""
    name, sign, mark = (str(named), "", "") if paths.is_file(named) else str(named).rpartition("#")
    post = context.library.named(name)
    passage = context.library.highlights.passage(post, mark) if sign else None
    missing = tr("No highlight {name} is kept for this post", name=clean_line(mark))
    return Start(post, passage, missing if sign and passage is None else "")


def _skip_tls() -> None:
    """Import asyncio without `ssl`, which the reader does not use: saves 5 MB and 15 ms.

    Later imports of `ssl` work as usual.
    """
    if "ssl" not in sys.modules:
        sys.modules["ssl"] = None  # type: ignore[assignment] # as the import system marks what cannot be imported
        import asyncio  # noqa: F401 - kept in sys.modules, without ssl

        del sys.modules["ssl"]


class _Beginning(NamedTuple):
    """Where the screens begin."""

    query: Query
    start: Start | None
    last: Mapping[str, object]
    is_first: bool


def _run_app(
    context: Context,
    preferences: Preferences,
    beginning: _Beginning,
    frame: first_frame.FirstFrame,
    ending: Ending,
) -> ReaderApp:
    """Run the screens until the user leaves them; return the app, which knows why."""
    sys.setswitchinterval(_SWITCH_SECONDS)
    _skip_tls()
    # 150 ms and more, which commands save.
    from reader.tui.app import ReaderApp

    # The collector is off since the program began, and the app enables it once it is mounted: its first collection
    # then skips what is imported.
    gc.freeze()
    library = context.library
    app = ReaderApp(
        library,
        preferences,
        zone=library.zone,
        results=frame.results,
        ending=ending,
        **beginning._asdict(),
    )
    try:
        app.run()
    finally:
        if sentence := library.keeping.leave():
            note(clean_line(sentence))
    return app
