"""The process that converts one doubtful body: a `Conversion` on standard input, the result on standard output.

It limits itself before it imports a parser. Whatever ends it, the system or an error for want of memory, its exit code
is not 0.
"""

from __future__ import annotations

import contextlib
import pickle
import resource
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reader.article import Article
    from reader.library.conversion import Conversion

_MAX_SECONDS = 2
"""of the processor, its start of 0.3 s included; the longest of 5,350 archived articles takes 0.3 s"""
_MAX_BYTES = 480_000_000
"""of addresses, of which the program and its libraries take 100 MB"""
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
    pickle.dump(_convert(pickle.load(sys.stdin.buffer)), sys.stdout.buffer, pickle.HIGHEST_PROTOCOL)


if __name__ == "__main__":
    main()
