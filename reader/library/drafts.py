"""Notes that are being written: kept so that no end of the program loses what was typed."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Sequence

from reader.errors import StateError
from reader.library.post_marks import PostMarks
from reader.post import Post
from reader.state.ledger import Ledger
from reader.state.statements import Item, Kind

_SEVERAL = Item(Kind.DRAFT, "")
"""the draft of a note on several posts, whichever: they are chosen anew in the next run"""


class Draft:
    """What was written of a note that is not kept yet. Thread-safe.

    It survives a crash of the program at once, and a power failure a moment later. Where the file cannot be read or
    written there is none: that is said of the note itself when it is kept.
    """

    def __init__(self, ledger: Ledger, item: Item) -> None:
        """Nothing is read yet. `item` is what the draft is kept under."""
        self._ledger = ledger
        self._item = item
        self._lock = threading.Lock()
        self._is_dropped = False

    def text(self) -> str:
        """Return what was written before and neither kept nor given up; empty for nothing."""
        with contextlib.suppress(StateError):
            return self._ledger.value(self._item) or ""
        return ""

    def write(self, text: str) -> None:
        """Keep what is written now, unless the draft was dropped."""
        with self._lock, contextlib.suppress(StateError):
            if not self._is_dropped:
                self._ledger.remember({self._item: text or None})

    def drop(self) -> None:
        """Forget the draft: the note was kept or given up."""
        with self._lock, contextlib.suppress(StateError):
            self._is_dropped = True
            if self._ledger.value(self._item) is not None:
                self._ledger.remember({self._item: None})


def draft_of(ledger: Ledger, marks: PostMarks, posts: Sequence[Post], highlight: str) -> Draft:
    """Return the draft of the note on some posts, or on a highlight of the only one, given by its identifier."""
    return Draft(ledger, marks.item(posts[0], Kind.DRAFT, highlight) if len(posts) == 1 else _SEVERAL)
