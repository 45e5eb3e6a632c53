"""The user's notes on posts, as texts that queries look through."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterable

from reader.errors import StateError
from reader.index.text_search import TextNode
from reader.query.patterns import pattern_of
from reader.state.marks import Marks
from reader.state.statements import Item, Kind
from reader.text.spelling import LINE_END, SearchText

_LINK = re.compile(r"!?\[([^\[\]\n]*)\]\([^()\s]*\)")
_SIGNS = re.compile(r"[*_~`=]+|^[ \t]*(?:[#>+-]+[ \t]+)+", re.MULTILINE)
_SOFT_END = re.compile(r"(?<=\S)\n(?=[^\s#>+*-])")


class NoteSearch:
    """Notes are few and short: each query looks through all of them, as they are in memory. Any thread may call."""

    def __init__(self, marks: Marks) -> None:
        """Read nothing yet."""
        self._marks = marks
        self._lock = threading.Lock()
        self._texts: dict[str, SearchText] = {}
        self._is_read = False

    def forget(self, keys: Iterable[str] | None = None) -> None:
        """Read the notes on these posts again when they are asked for; None for all."""
        with self._lock:
            if keys is None:
                self._texts.clear()
                self._is_read = False
            else:
                for key in keys:
                    self._texts.pop(key, None)

    def matching(self, node: TextNode) -> list[str]:
        """Return the keys of the posts with a note in which what the node looks for stands.

        May raise ExpressionTimeError.
        """
        pattern = pattern_of(node)
        texts = self._read()
        if (form := pattern.form) is not None:
            return [key for key, text in texts.items() if form in text.form]
        return [key for key, text in texts.items() if pattern.stands_in(text)]

    def _read(self) -> dict[str, SearchText]:
        """Return the texts of all notes by the keys of their posts; without those that can not be read."""
        with self._lock:
            noted = self._marks.keys(Kind.NOTE)
            if missing := noted - self._texts.keys():
                self._texts.update((key, _search_text(note)) for key, note in self._values(missing))
                self._is_read = True
            return {key: text for key, text in self._texts.items() if key in noted}

    def _values(self, keys: frozenset[str]) -> list[tuple[str, str]]:
        ledger = self._marks.ledger
        try:
            if self._is_read:
                values = ((key, ledger.value(Item(Kind.NOTE, key))) for key in keys)
                return [(key, note) for key, note in values if note is not None]
            said = ledger.statements([Kind.NOTE])
        except StateError:
            # That the marks can not be read is said elsewhere.
            return []
        return [(each.item.key, each.value) for each in said if each.value is not None]


def _search_text(note: str) -> SearchText:
    """Return what a note is searched in: the note as it is written, and before it as it is read where that differs.

    Signs of Markdown stand within what is read as one word, and line ends within its paragraphs.
    """
    read = _SOFT_END.sub(LINE_END, _SIGNS.sub("", _LINK.sub(r"\1", note)))
    return SearchText(note if read == note else f"{read}\n{note}")
