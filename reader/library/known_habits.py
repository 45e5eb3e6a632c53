"""The habits of the archives in the index, so that what is read later is read as what is there."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from reader.index import Index
from reader.library.refresh import Difference
from reader.store.habits import ArchiveHabits, Habits, learned, restored

_NAME = "habits"


class KnownHabits:
    """The habits by which the posts of the index were read; used while this process may write."""

    def __init__(self, index: Index, habits: ArchiveHabits, archives: Sequence[Path]) -> None:
        """Tell `habits` what the index knows, if anything."""
        self._index = index
        self._habits = habits
        self._archives = archives
        self._text = index.kept(_NAME)
        self._known = _restored(self._text, archives)
        self.remarks: list[str] = []
        """a sentence on each habit that is a defect of most posts, and that the index did not know"""
        for archive, known in self._known.items():
            habits.know(archive, known)

    def learn(self, difference: Difference) -> None:
        """Work the habits out anew where files changed; where they changed, all posts are read again.

        The posts of an updated index are thus those of a fresh one.
        """
        if self._known and not difference.fresh and not difference.gone:
            return
        for archive in self._archives:
            before = self._habits.of(archive)
            if archive in self._known:
                self._habits.know(archive, learned(archive))
            if self._habits.of(archive) != before:
                with self._index.files() as files:
                    difference.add_all(files, archive)
        if not self._known:
            self.keep()

    def keep(self) -> None:
        """Keep the habits in the index, once all posts have been read by them."""
        self.remarks = [
            remark
            for archive in self._archives
            for remark in self._habits.learned_of(archive).remarks(archive)
            if archive not in self._known or remark not in self._known[archive].remarks(archive)
        ]
        text = json.dumps({str(each): self._habits.learned_of(each).stored() for each in self._archives})
        if text != self._text:
            self._index.keep(_NAME, text)
            self._text = text


def _restored(text: str | None, archives: Sequence[Path]) -> dict[Path, Habits]:
    """Return the habits in the text; none unless it has those of all the archives."""
    try:
        stored = json.loads(text or "null")
    except ValueError:
        return {}
    found = {each: restored(stored.get(str(each))) for each in archives} if isinstance(stored, dict) else {}
    return {each: habits for each, habits in found.items() if habits is not None}
