"""The process that converts one doubtful body: a `Conversion` on standard input, the result on standard output.

It limits itself before it imports a parser, and waits for its turn before it reads the body, since several at work at
once, for screens, commands and an index, would together take what none of them may. Whatever ends it, the system or an error for want of memory, its exit code
is not 0.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import pickle
import resource
import signal
import sys
from typing import TYPE_CHECKING

from reader import paths
from reader.frozen import replace

if TYPE_CHECKING:
    from reader.article import Article
    from reader.library.conversion import Conversion

_MAX_SECONDS = 2
"""of the processor, its start of 0.3 s included; the longest of 5,350 archived articles takes 0.3 s"""
_MAX_BYTES = 400_000_000
"""of addresses, of which the program and its libraries take 100 MB; whoever asked takes another 50 to 100 MB"""
_MAX_WAIT = 20
"""seconds until it goes on without its turn, which nothing that keeps to its share takes"""
_LOCK = "conversion.lock"
_WIDTH = 80


def _limit() -> None:
    limits = (
        (resource.RLIMIT_AS, _MAX_BYTES),
        (resource.RLIMIT_CPU, _MAX_SECONDS),
        (resource.RLIMIT_CORE, 0),
    )
    for kind, most in limits:
        # Some systems know a limit and refuse to set it.
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(kind, (most, most))


def _wait_for_turn() -> None:
    """Wait until no other such process of the user is at work; the turn ends with the process, whatever ends that."""

    def give_up(*_: object) -> None:
        raise TimeoutError

    signal.signal(signal.SIGALRM, give_up)
    # An OSError, as which a time that is over counts: a folder that takes no file, or a file system without locks.
    with contextlib.suppress(OSError):
        folder = paths.cache_folder()
        folder.mkdir(parents=True, exist_ok=True)
        lock = os.open(folder / _LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
        signal.alarm(_MAX_WAIT)
        fcntl.flock(lock, fcntl.LOCK_EX)
    signal.alarm(0)


def _typeset(article: Article) -> None:
    """Typeset the formatted part of an article once: one that takes longer than all of the share is no help."""
    from reader.typeset.document import Options
    from reader.typeset.prepare import prepare

    prepare(replace(article, markdown=article.markdown[: article.form_end])).set(Options(_WIDTH))


def _convert(conversion: Conversion) -> object:
    from reader.convert.markdown import convert
    from reader.convert.plain import extract

    body, title, source, values, is_for_index = conversion
    if is_for_index:
        return extract(body, title=title, source=source, values=values)
    article = convert(body, title=title, source=source, values=values)
    _typeset(article)
    return article


def main() -> None:
    """Convert one body."""
    _limit()
    _wait_for_turn()
    pickle.dump(_convert(pickle.load(sys.stdin.buffer)), sys.stdout.buffer, pickle.HIGHEST_PROTOCOL)


if __name__ == "__main__":
    main()
