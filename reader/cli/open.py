"""`reader [ARCHIVE…]`: opens the screens."""

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
from reader.store.post_store import PostStore
from reader.tui import first_frame

_ENDING = (signal.SIGTERM, signal.SIGHUP, signal.SIGINT)
"""the signals that ask the screens to end; ctrl+c is a key there, and no signal"""
_TURN_SECONDS = 0.001
"""how long another thread may compute before the screen's has its turn; Python's own 5 ms are felt in every key"""


def run(arguments: Arguments) -> int:
    """Runs the screens until they are left; returns the exit code.

    Raises what can be known to be wrong before the terminal changes: no terminal, a query or settings that
    can not be read, archives that are not there.
    """
    # Textual reads the keys from stdin and paints on stderr.
    if not (
        is_terminal() and all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stderr))
    ):
        raise UsageError(
            "The screens need a terminal, for stderr too. In a pipe or a script use a command: "
            "`reader list`, `reader show POST`, `reader tags` or `reader timeline`; `reader --help` tells more."
        )
    context = open_context(arguments)
    query = context.library.asked(arguments.query)
    PostStore(context.library.archives).check()
    frame = first_frame.prepare(context.library, query, context.settings)
    for number in _ENDING:
        # Until the app listens for them.
        signal.signal(number, partial(_leave, frame))
    frame.show()
    try:
        return _run_app(context, query, frame)
    except BaseException:
        frame.leave()
        raise


def _leave(frame: first_frame.FirstFrame, number: int, _: object) -> None:
    """Ends the program where nothing was said yet that could be lost.

    Not by an exception, which may come up anywhere: in an import, in a destructor that passes over it, in a task.
    """
    try:
        frame.leave()
    finally:
        os._exit(128 + number)


def _pass_over_tls() -> None:
    """Has asyncio begin without encrypted connections, of which the reader makes none: that saves 5 MB and 15 ms.

    Whoever imports `ssl` later gets it.
    """
    if "ssl" not in sys.modules:
        sys.modules["ssl"] = None  # type: ignore[assignment]
        import asyncio  # noqa: F401

        del sys.modules["ssl"]


def _run_app(context: Context, query: Query, frame: first_frame.FirstFrame) -> int:
    # Nothing of what is imported and laid out is garbage: the app looks for it again once it stands.
    gc.disable()
    sys.setswitchinterval(_TURN_SECONDS)
    _pass_over_tls()
    # Importing the screens takes 150 ms and more, which no command need wait for.
    from reader.tui.app import ReaderApp

    # So that the one look for garbage when the app stands passes over it.
    gc.freeze()
    library = context.library
    app = ReaderApp(library, context.settings, zone=library.zone, query=query, results=frame.results)
    app.run()
    if not app.has_terminal:
        frame.leave()
    return app.return_code or 0
