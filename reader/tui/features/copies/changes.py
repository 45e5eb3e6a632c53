"""What a copy says differently than the file in the list, as lines: removed, added, and what stands around them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate, groupby, islice
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from rich.style import Style
from textual.strip import Strip

from reader.language import ntr, ptr, tr
from reader.library.versions import Piece
from reader.text.bidi import marked_label
from reader.tui.strips import line, line_ranges
from reader.tui.widgets.rows import RowList

if TYPE_CHECKING:
    from reader.library.copies import Difference
    from reader.library.versions import Edit, TextChanges

_SIGN_CELLS = 3
_MOST_LINES, _LONGEST = 3000, 2000
"""lines that are made, and characters of a sentence that are shown: a quarter of a second of work at most"""
_LINE_OF_EDIT = 2
"""line of the screen on which an edit is shown: below the heading and the sentence before it"""


class _Look(NamedTuple):
    """The sign before a sentence, and the names of styles."""

    sign: str
    sign_style: str
    """also of a sentence that is wholly new"""
    plain: str
    changed: str


_REMOVED = _Look(" − ", "removed", "plain", "removed-part")
_ADDED = _Look(" + ", "added", "plain", "added-part")
_CONTEXT = _Look("   ", "quiet", "quiet", "quiet")


class _Row(NamedTuple):
    """A line, or a part of a sentence that takes several."""

    group: str
    parts: tuple[tuple[str, str], ...]
    """texts, each with the name of its style"""
    begins_edit: bool = False


class DifferenceRows(RowList):
    """The edits from a copy to the file in the list, each with the sentence before and after it."""

    IS_OF_ARCHIVE = True
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "rows--removed",
        "rows--added",
        "rows--removed-part",
        "rows--added-part",
    }

    def __init__(self) -> None:
        super().__init__(id="changes")
        self._difference: Difference | None = None
        self._rows: list[_Row] = []
        self._laid_out_for = 0

    def show(self, difference: Difference) -> None:
        """Show a difference from its first edit on."""
        self._difference = difference
        self._lay_out()
        self.put_cursor(0, 0)

    def say(self, sentence: str) -> None:
        """Show a sentence in place of a difference."""
        self._difference, self._rows = None, []
        self.empty_text = sentence
        self.put_cursor(0, 0)

    def resized(self) -> None:
        """Divide the sentences into lines of the new width."""
        if self.size.width != self._laid_out_for:
            self._lay_out()
        super().resized()

    def _lay_out(self) -> None:
        self._laid_out_for = self.size.width
        if self._difference is None:
            self._rows = []
            return
        self._rows = list(islice(_rows(self._difference, self.size.width - 2), _MOST_LINES))
        if len(self._rows) == _MOST_LINES:
            self._rows.append(_remark(self._rows[-1].group, tr("more differs than is shown")))

    def on_row_list_moved(self, event: RowList.Moved) -> None:
        """Keep to itself that the cursor moved: that of the files did not."""
        event.stop()

    # Rows

    def row_count(self) -> int:
        """Return the number of lines."""
        return len(self._rows)

    def group(self, index: int) -> str | None:
        """Return what differs there: the title, or the text with the number of its edits."""
        return self._rows[index].group

    def row(self, index: int, width: int, fill: Style) -> list[Strip]:
        """Paint a line."""
        return [line([(text, self.style_of(name)) for text, name in self._rows[index].parts], width, fill)]

    def go_to_edit(self, steps: int) -> None:
        """Go to the edit so many further on, or to the last or first one there is."""
        places = [number for number, row in enumerate(self._rows) if row.begins_edit]
        ahead = (
            [place for place in places if place > self.cursor]
            if steps > 0
            else [place for place in reversed(places) if place < self.cursor]
        )
        if ahead:
            self.put_cursor_on_line(ahead[min(abs(steps), len(ahead)) - 1], _LINE_OF_EDIT)


def _rows(difference: Difference, width: int) -> Iterator[_Row]:
    for name, edit in difference.values:
        yield from _edit_rows(name.capitalize(), edit, width)
    text = difference.text
    heading = f"Text · {_summary(text)}"
    for is_same, group in groupby(text.steps, lambda step: isinstance(step, str)):
        steps = list(group)
        if is_same:
            is_first, is_last = steps[0] is text.steps[0], steps[-1] is text.steps[-1]
            yield from _same_rows(heading, [str(step) for step in steps], width, is_first, is_last)
        else:
            for step in steps:
                assert not isinstance(step, str)
                yield from _edit_rows(heading, step, width)
    if not text.is_whole:
        yield _remark(heading, tr("what follows is too long to be compared"))


def _summary(text: TextChanges) -> str:
    """Return how many sentences were changed, added and removed."""
    edits = text.edits
    changed = sum(bool(edit.before and edit.after) for edit in edits)
    added = sum(not edit.before for edit in edits)
    removed = sum(not edit.after for edit in edits)
    said = [
        ptr("sentences", "{count:,} changed", count=changed) if changed else "",
        ptr("sentences", "{count:,} added", count=added) if added else "",
        ptr("sentences", "{count:,} removed", count=removed) if removed else "",
    ]
    return tr(", ").join(filter(None, said)) or tr("the same")


def _same_rows(
    heading: str, same: Sequence[str], width: int, is_first: bool, is_last: bool
) -> Iterator[_Row]:
    """Yield the sentences beside edits; those between are only counted."""
    before = [] if is_first else list(same[:1])
    after = [] if is_last or len(before) == len(same) else list(same[-1:])
    hidden = len(same) - len(before) - len(after)
    for sentence in before:
        yield from _lines(heading, _CONTEXT, [Piece(sentence, is_changed=False)], width)
    if hidden:
        yield _remark(heading, ntr("{count} sentence the same", "{count} sentences the same", hidden))
    for sentence in after:
        yield from _lines(heading, _CONTEXT, [Piece(sentence, is_changed=False)], width)


def _remark(heading: str, text: str) -> _Row:
    return _Row(heading, ((f"{_CONTEXT.sign}⋯ {text}", _CONTEXT.plain),))


def _edit_rows(heading: str, edit: Edit, width: int) -> Iterator[_Row]:
    """Yield the lines of an edit: first what is gone, then what stands in its place."""
    rows = [
        *_lines(heading, _REMOVED, edit.before, width),
        *_lines(heading, _ADDED, edit.after, width),
    ]
    yield from [row._replace(begins_edit=not number) for number, row in enumerate(rows)]


def _lines(heading: str, look: _Look, pieces: Sequence[Piece], width: int) -> Iterator[_Row]:
    """Yield a sentence divided into lines; what changed stands out in one that is not wholly new."""
    whole = "".join(piece.text for piece in pieces)
    is_new = all(piece.is_changed for piece in pieces)
    ends = list(accumulate(len(piece.text) for piece in pieces))
    changed = [
        (end - len(piece.text), end)
        for piece, end in zip(pieces, ends, strict=True)
        if piece.is_changed and not is_new
    ]
    plain = look.sign_style if is_new else look.plain
    shown = f"{whole[:_LONGEST]}…" if len(whole) > _LONGEST else whole
    for number, (start, end) in enumerate(line_ranges(shown, max(width - _SIGN_CELLS, 8)) if shown else ()):
        sign = look.sign if not number else " " * _SIGN_CELLS
        within = [(max(first, start) - start, min(last, end) - start) for first, last in changed]
        marks = [(first, last) for first, last in within if first < last]
        parts = [
            (text, look.changed if is_changed else plain)
            for text, is_changed in marked_label(shown[start:end], marks)
        ]
        yield _Row(heading, ((sign, look.sign_style), *parts))
