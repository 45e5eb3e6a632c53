"""`reader [ARCHIVE…]`: opens the screens."""

from __future__ import annotations

import argparse
import sys

from reader.cli.context import open_context
from reader.cli.output import is_terminal
from reader.errors import UsageError
from reader.query import parse
from reader.store.post_store import PostStore


def run(arguments: argparse.Namespace) -> int:
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
    query = parse(arguments.query)
    context = open_context(arguments)
    PostStore(context.library.archives).check()
    # Importing the screens takes 150 ms and more, which no command need wait for.
    from reader.tui.app import ReaderApp

    app = ReaderApp(context.library, context.settings, zone=context.library.zone, query=query)
    app.run()
    return app.return_code or 0
