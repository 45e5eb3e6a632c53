"""The recent changes as rows: when, what, and where if it was in other archives."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, tzinfo

from rich.cells import cell_len
from rich.style import Style
from textual.message import Message
from textual.strip import Strip

from reader.language import later, tr
from reader.library import Change, sentence, subject_and_deed
from reader.text.safe import clean_line
from reader.text.shown_dates import DateForm, named_day
from reader.tui.dispatch import handles
from reader.tui.post_lines import cut
from reader.tui.strips import line
from reader.tui.widgets.rows import RowList

_LEAST_SUBJECT = 12
_TAKEN_BACK = later("taken back")


def in_words(change: Change, cells: int) -> str:
    """Return what a change did in at most `cells` cells: a long title gives way to what was done to it."""
    subject, deed = map(clean_line, subject_and_deed(change))
    if not subject:
        return cut(deed, cells)
    around = cell_len(sentence("", deed))
    return cut(sentence(cut(subject, max(cells - around, min(_LEAST_SUBJECT, cells))), deed), cells)


class ChangeRows(RowList):
    """The changes, most recent first, by day."""

    IS_OF_ARCHIVE = True

    class Chosen(Message):
        """The user asked to take a change back, or to make it again."""

        def __init__(self, change: Change) -> None:
            super().__init__()
            self.change = change

    def __init__(self, zone: tzinfo, archives: str) -> None:
        """`archives` are the open ones, as changes name them."""
        super().__init__()
        self._zone = zone
        self._archives = archives
        self._changes: Sequence[Change] = ()
        self.empty_text = tr(
            "Nothing was changed yet. What you mark, label or note stands here, to be taken back."
        )

    def show(self, changes: Sequence[Change]) -> None:
        """Show these changes."""
        self._changes = changes
        self.put_cursor(self.cursor, self.top)

    def row_count(self) -> int:
        """Return the number of changes."""
        return len(self._changes)

    def group(self, index: int) -> str | None:
        """Return the day of a change."""
        return named_day(self._time(index).date(), DateForm.ISO, self._today())

    def row(self, index: int, width: int, fill: Style) -> list[Strip]:
        """Paint the time, what was done, whether it was taken back, and other archives."""
        change = self._changes[index]
        is_elsewhere = bool(change.archive) and change.archive != self._archives
        where = clean_line(change.archive.rpartition("/")[2]) if is_elsewhere else ""
        facts = "  ".join(filter(None, (tr(_TAKEN_BACK) if change.taken_back else "", where)))
        right = cut(facts, width // 3)
        room = width - len("  00:00  ") - cell_len(right) - 3
        words = in_words(change, room)
        parts = [
            (f"  {self._time(index):%H:%M}  ", self.style_of("quiet")),
            (words, self.style_of("quiet" if change.taken_back else "strong")),
            (" " * (room - cell_len(words) + 2), Style.null()),
            (right, self.style_of("quiet")),
        ]
        return [line(parts, width, fill)]

    def _time(self, index: int) -> datetime:
        return datetime.fromtimestamp(self._changes[index].at / 1000, UTC).astimezone(self._zone)

    def _today(self) -> date:
        return datetime.now(self._zone).date()

    @handles("changes.take-back")
    def choose(self) -> None:
        """Choose the change under the cursor."""
        if self._changes:
            self.post_message(self.Chosen(self._changes[self.cursor]))
