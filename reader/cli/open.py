"""`reader [ARCHIVE…]`: runs the screens."""

from __future__ import annotations

import gc
import os
import signal
import sys
from functools import partial

from reader.cli.arguments import Arguments
from reader.cli.context import Context, open_context
from reader.cli.output import is_terminal
from reader.errors import UsageError
from reader.query import Query
from reader.tui import first_frame

_END_SIGNALS = (signal.SIGTERM, signal.SIGHUP, signal.SIGINT)
"""the signals that end the screens; Ctrl+C is a key there and sends no signal"""
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
        raise UsageError(
            "The screens need a terminal, for stderr too. In a pipe or a script use a command: "
            "`reader list`, `reader show POST`, `reader tags` or `reader timeline`; "
            "`reader --help` tells more."
        )
    context = open_context(arguments)
    query = context.library.asked(arguments.query)
    context.library.check_archives()
    frame = first_frame.prepare(context.library, query, context.settings)
    for number in _END_SIGNALS:
        # Until the app installs its own handlers.
        signal.signal(number, partial(_leave, frame))
    frame.show()
    try:
        return _run_app(context, query, frame)
    except BaseException:
        frame.leave()
        raise


def _leave(frame: first_frame.FirstFrame, number: int, _: object) -> None:
    """Restore the terminal and exit at once; nothing is unsaved before the app runs.

    An exception could be raised, and lost, anywhere: in an import, a destructor or a task.
    """
    try:
        frame.leave()
    finally:
        os._exit(128 + number)


def _skip_tls() -> None:
    """Import asyncio without `ssl`, which the reader does not use: saves 5 MB and 15 ms.

    Later imports of `ssl` work as usual.
    """
    if "ssl" not in sys.modules:
        sys.modules["ssl"] = None  # type: ignore[assignment]
        import asyncio  # noqa: F401

        del sys.modules["ssl"]


def _run_app(context: Context, query: Query, frame: first_frame.FirstFrame) -> int:
    # Imports and layout leave no garbage; the app enables the collector once it is mounted.
    gc.disable()
    sys.setswitchinterval(_SWITCH_SECONDS)
    _skip_tls()
    # 150 ms and more, which commands save.
    from reader.tui.app import ReaderApp

    # The app's first collection then skips what is imported.
    gc.freeze()
    library = context.library
    app = ReaderApp(library, context.settings, zone=library.zone, query=query, results=frame.results)
    app.run()
    if not app.has_terminal:
        frame.leave()
    return app.return_code or 0
