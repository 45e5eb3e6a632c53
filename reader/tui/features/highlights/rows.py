"""Highlights and notes as rows: the passage, and below it the note."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import UTC, datetime, tzinfo
from typing import ClassVar

from rich.cells import cell_len
from rich.style import Style
from textual.message import Message
from textual.strip import Strip

from reader.language import later, tr
from reader.library import COLOURS
from reader.library.annotations import Annotation
from reader.text.safe import clean_line
from reader.tui.dispatch import handles
from reader.tui.post_lines import cut
from reader.tui.strips import line
from reader.tui.widgets.rows import RowList
from reader.typeset.prepare import note_words

_BAR = " ▌ "
_WORD = 20
"""characters before the end of a line in which a blank is looked for"""
_LOST = later("not in the text any more: ")
_MOST_READ = 500
"""characters of a note that can be in sight on two lines"""


class AnnotationRows(RowList):
    """Highlights and notes, under the titles of their posts."""

    CALLED: ClassVar[str] = later("Highlights and notes")

    IS_OF_ARCHIVE = True
    COMPONENT_CLASSES = {f"rows--{colour}" for colour in COLOURS}
    ROW_HEIGHT = 2

    class Opened(Message):
        """The user chose the place under the cursor."""

    def __init__(self, zone: tzinfo, *, is_by_time: bool) -> None:
        super().__init__(id="highlights")
        self._zone = zone
        self._rows: Sequence[Annotation] = ()
        self._lost: Collection[Annotation] = ()
        self._read: dict[str, str] = {}
        """the words of the notes that were painted"""
        self.is_by_time = is_by_time
        """whether days stand over the rows, not only the posts"""

    def show(self, rows: Sequence[Annotation], cursor: int, top: int) -> None:
        """Show these rows."""
        self._rows = rows
        self.put_cursor(cursor, top)

    def show_lost(self, lost: Collection[Annotation]) -> None:
        """Say which highlights are not in their posts any more."""
        self._lost = lost
        self.repaint()

    @property
    def current(self) -> Annotation | None:
        """What the cursor is on."""
        return self._rows[self.cursor] if self.cursor < len(self._rows) else None

    def row_count(self) -> int:
        """Return the number of highlights and notes."""
        return len(self._rows)

    def group(self, index: int) -> str | None:
        """Return the title of the post with its day, or the day of the highlight."""
        each = self._rows[index]
        post = each.post
        date = post.date.shown(self._zone)[:10] if post.date is not None else ""
        facts = [self._day(each.at), post.title] if self.is_by_time else [date, post.title, post.channel]
        return "  ".join(filter(None, facts))

    def _day(self, at: int) -> str:
        return f"{datetime.fromtimestamp(at / 1000, UTC).astimezone(self._zone):%Y-%m-%d}" if at else ""

    def row(self, index: int, width: int, fill: Style) -> list[Strip]:
        """Paint the passage on two lines, or on one with its note below; a note on a post on two."""
        each = self._rows[index]
        room = max(width - len(_BAR) - 1, 1)
        note = self._words(each.note)
        if each.highlight is None:
            bar, texts = "mark", _split(f"✎ {note}", room)
            looks = ("plain", "plain")
        else:
            bar = each.highlight.colour
            lost = tr(_LOST) if each in self._lost else ""
            words = lost + _on_one_line(each.highlight.passage.words)
            texts = (cut(words, room), cut(f"✎ {note}", room)) if note else _split(words, room)
            looks = ("quiet" if lost else "strong", "quiet" if lost or note else "strong")
        if not texts[1]:
            texts, looks = (texts[0], cut(self._facts(each), room)), (looks[0], "quiet")
        return [
            line([(_BAR, self.style_of(bar)), (text, self.style_of(look))], width, fill)
            for text, look in zip(texts, looks, strict=True)
        ]

    def _facts(self, each: Annotation) -> str:
        """Return what stands in the second line of one that fills but one: what the line over the group does not say."""
        if not self.is_by_time:
            return self._day(each.at)
        date = each.post.date.shown(self._zone)[:10] if each.post.date is not None else ""
        return "  ".join(filter(None, (date, each.post.channel)))

    def _words(self, note: str) -> str:
        """Return the words of a note as they are read, without signs of Markdown, on one line."""
        words = self._read.get(note)
        if words is None:
            words = self._read[note] = _on_one_line(note_words(note, _MOST_READ))
        return words

    def name_of(self, index: int) -> str:
        """Return what is copied of a row: the passage, or the note on a post."""
        each = self._rows[index]
        return each.highlight.passage.words if each.highlight is not None else each.note

    @handles("highlights.open", offered=lambda self: bool(self._rows))
    def open(self) -> None:
        """Open the article at the place under the cursor."""
        if self._rows:
            self.post_message(self.Opened())

    def activate(self) -> None:
        """Open the clicked place."""
        self.open()

    def _others(self, steps: int) -> list[int]:
        """Return the indexes of the first rows of other posts below the cursor, or for steps below 0 above it."""
        starts = [
            index
            for index, each in enumerate(self._rows)
            if not index or self._rows[index - 1].post != each.post
        ]
        return [each for each in starts if (each > self.cursor if steps > 0 else each < self.cursor)]

    @handles(
        "highlights.next-post",
        "highlights.previous-post",
        offered=lambda self, steps: bool(self._others(steps)),
    )
    def go_to_post(self, steps: int) -> None:
        """Go to the first row of another post."""
        if others := self._others(steps):
            self.cursor = (
                others[min(steps - 1, len(others) - 1)] if steps > 0 else others[max(steps, -len(others))]
            )


def _on_one_line(text: str) -> str:
    return clean_line(" ".join(text.split()))


def _split(text: str, cells: int) -> tuple[str, str]:
    """Return a text on two lines, the first broken at a blank if one is near its end, the second cut."""
    if cell_len(text) <= cells:
        return text, ""
    end = len(cut(text, cells)) - 1
    blank = text.rfind(" ", max(end - _WORD, 1), end + 1)
    end = blank if blank > 0 else end
    return text[:end], cut(text[end:].lstrip(), cells)
