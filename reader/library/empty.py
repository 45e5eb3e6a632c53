"""What is said of an archive without posts: what was looked for, and what is there instead."""

from __future__ import annotations

from pathlib import Path

from reader.errors import EmptyArchiveError
from reader.language import ntr, tr
from reader.store.seen import Seen, seen_in

_MOST_KINDS = 5


def empty_archive(folder: Path) -> EmptyArchiveError:
    """Return the error on a folder without posts. Looks through all of its files."""
    return EmptyArchiveError(folder, _told(seen_in(folder)))


def _told(seen: Seen) -> str:
    """Return how many files of which kinds there are."""
    if not seen.files:
        return tr("no files at all")
    count = ntr("{count} file", "{count} files", seen.files)
    kinds = [
        f"{number:,} {ending}" if ending else tr("{number} without an ending", number=f"{number:,}")
        for ending, number in list(seen.kinds.items())[:_MOST_KINDS]
    ]
    more = len(seen.kinds) > _MOST_KINDS or not seen.is_all
    return tr("{files}: {kinds}", files=count, kinds=f"{tr(', ').join(kinds)}{' …' if more else ''}")
