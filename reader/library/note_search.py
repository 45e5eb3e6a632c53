"""Searches the user's notes on posts."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Iterable

from reader.errors import StateError
from reader.index.text_search import TextNode
from reader.query.patterns import pattern_of
from reader.state.marks import Marks
from reader.state.statements import Item, Kind
from reader.text.late import late
from reader.text.spelling import LINE_END, SearchText

_LINK = late(r"!?\[([^\[\]\n]*)\]\([^()\s]*\)")
_SIGNS = late(r"[*_~`=]+|^[ \t]*(?:[#>+-]+[ \t]+)+", re.MULTILINE)
_SOFT_END = late(r"(?<=\S)\n(?=[^\s#>+*-])")


class NoteSearch:
    """Notes are few and short: each query looks through all of them, as they are in memory. Thread-safe.

    A post has those on itself and on its highlights.
    """

    def __init__(self, marks: Marks) -> None:
        """Nothing is read yet."""
        self._marks = marks
        self._lock = threading.Lock()
        self._notes: dict[str, str] = {}
        """by the keys of the posts; empty for highlights without a note"""
        self._texts: dict[str, SearchText] = {}
        """those of the notes that are not empty"""
        self._is_read = False

    def forget(self, keys: Iterable[str] | None = None) -> None:
        """Read the notes on these posts again when they are asked for; None for all."""
        with self._lock:
            if keys is None:
                self._notes.clear()
                self._texts.clear()
                self._is_read = False
            else:
                for key in keys:
                    self._notes.pop(key, None)
                    self._texts.pop(key, None)

    def matching(self, node: TextNode) -> set[str]:
        """Return the keys of the posts with a note in which what the node looks for stands.

        May raise ExpressionTimeError.
        """
        pattern = pattern_of(node)
        with self._lock:
            self._read()
            texts = dict(self._texts)
        if (form := pattern.form) is not None:
            return {key for key, text in texts.items() if form in text.form}
        return {key for key, text in texts.items() if pattern.stands_in(text)}

    def of(self, key: str) -> str:
        """Return the notes on a post as they are written; empty without any, or where they cannot be read."""
        with self._lock:
            self._read()
            return self._notes.get(key, "")

    def _read(self) -> None:
        """Read the notes that are not known."""
        missing = (self._marks.keys(Kind.NOTE) | self._marks.keys(Kind.HIGHLIGHT)) - self._notes.keys()
        if not missing:
            return
        try:
            found = self._some(missing) if self._is_read else self._all()
        except StateError:
            # That the marks cannot be read is said elsewhere.
            return
        self._is_read = True
        self._notes |= dict.fromkeys(missing, "") | found
        self._texts |= {key: _search_text(note) for key, note in found.items() if note}

    def _all(self) -> dict[str, str]:
        found: dict[str, list[str]] = {}
        for (key, _), note in self._marks.ledger.all(Kind.NOTE).items():
            found.setdefault(key, []).append(note)
        for (key, _), value in self._marks.ledger.all(Kind.HIGHLIGHT).items():
            found.setdefault(key, []).append(_note_of(value))
        return {key: _joined(notes) for key, notes in found.items()}

    def _some(self, keys: Iterable[str]) -> dict[str, str]:
        ledger, found = self._marks.ledger, {}
        for key in keys:
            highlights = ledger.named(Kind.HIGHLIGHT, key).values()
            found[key] = _joined((ledger.value(Item(Kind.NOTE, key)) or "", *map(_note_of, highlights)))
        return found


def _note_of(highlight: str) -> str:
    """Return the note in the value of a highlight, which another program may have written."""
    try:
        fields = json.loads(highlight)
    except ValueError:
        return ""
    note = fields.get("note") if isinstance(fields, dict) else None
    return note if isinstance(note, str) else ""


def _joined(notes: Iterable[str]) -> str:
    return "\n\n".join(filter(None, notes))


def _search_text(note: str) -> SearchText:
    """Return what a note is searched in: the note as it is written, and before it as it is read where that differs.

    Signs of Markdown stand within what is read as one word, and line ends within its paragraphs.
    """
    read = _SOFT_END.sub(LINE_END, _SIGNS.sub("", _LINK.sub(r"\1", note)))
    return SearchText(note if read == note else f"{read}\n{note}")
