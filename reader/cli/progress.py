"""How far a command is, on a line of its own that is gone afterwards: on stderr, on a terminal alone."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from reader.cli.output import are_errors_on_terminal
from reader.language import tr

SECONDS_BETWEEN = 0.2
"""two reports; what takes less tells nothing"""


@contextmanager
def told_progress() -> Iterator[Callable[[int, int], None]]:
    """Give what is told how many posts are done, and of how many."""
    is_shown = are_errors_on_terminal()
    last = time.monotonic()
    is_there = False

    def on_progress(done: int, total: int) -> None:
        nonlocal last, is_there
        now = time.monotonic()
        if is_shown and now - last >= SECONDS_BETWEEN:
            last, is_there = now, True
            sys.stderr.write(f"\r\x1b[K{tr('{done:,} of {total:,} posts', done=done, total=total)}")
            sys.stderr.flush()

    try:
        yield on_progress
    finally:
        if is_there:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
