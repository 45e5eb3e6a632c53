"""A document view with highlights, and with a caret that chooses a passage."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from textual.geometry import Offset

from reader.library import Highlight
from reader.text.caret_steps import Unit, step
from reader.text.passage import Passage, PassageText
from reader.tui.dispatch import handles
from reader.tui.features.article.linked_view import LinkedView
from reader.tui.features.article.paint import character_at, offset_of
from reader.tui.signals import Signal
from reader.typeset.document import Line

_MOST_UNSEEN = 1_000
"""characters in a row that the lines may leave out: blanks where they break, and what parts the cells of a table"""


class Located(NamedTuple):
    """A highlight where it stands in the text that is shown."""

    start: int
    end: int
    highlight: Highlight


class Chosen(NamedTuple):
    """What is being chosen in a text, as offsets."""

    caret: int | None
    anchor: int | None
    selected: tuple[int, int] | None
    """what the mouse has selected"""

    def moved(self, by: int, body: int) -> Chosen:
        """Return the same in a text in which the article, which began at `body`, begins elsewhere."""

        def move(offset: int) -> int:
            return offset + by if offset >= body else offset

        caret, anchor, selected = self
        return Chosen(
            move(caret) if caret is not None else None,
            move(anchor) if anchor is not None else None,
            (move(selected[0]), move(selected[1])) if selected is not None else None,
        )


class MarkedView(LinkedView):
    """A document view that paints highlights, and whose caret moves by keys while a passage is chosen."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._located: Sequence[Located] = ()
        self._caret: int | None = None
        self._anchor: int | None = None
        self._column: int | None = None
        """the cell that the caret keeps to while it goes from line to line"""
        self._clicked: int | None = None
        self.caret_moved: Signal[None] = Signal()
        """the caret came, moved or went"""
        self.clicked: Signal[int] = Signal()
        """a character of a highlight was clicked: its offset"""
        self.kept: Signal[None] = Signal()
        """the user asked to keep what the mouse has selected"""
        self.lost: Signal[Sequence[Highlight]] = Signal()
        """highlights of the post that its text does not hold"""

    # For subclasses to override

    @property
    def passages(self) -> PassageText | None:
        """The text as passages are quoted from it."""
        return None

    @property
    def body(self) -> int:
        """The offset at which the article itself begins."""
        return 0

    # Highlights

    def locate(self, highlights: Sequence[Highlight], *, is_whole: bool) -> None:
        """Find highlights in the text and paint them; emit `lost` for those that are not in it, if it `is_whole`."""
        passages = self.passages if highlights else None
        found = [
            (passages.place_of(each.passage) if passages is not None else None, each) for each in highlights
        ]
        located = sorted(
            (Located(*place, each) for place, each in found if place is not None),
            key=lambda each: (each.start, each.end),
        )
        if located or self._located:
            self._located = located
            self.repaint()
        if is_whole and (lost := [each for place, each in found if place is None]):
            self.lost.emit(lost)

    @property
    def located(self) -> Sequence[Located]:
        """The highlights that stand in the text, in its order."""
        return self._located

    def painted_highlights(self) -> list[tuple[int, int, str]]:
        """Return start and end of the highlights, each with the name of its style; twice for one with a note."""
        return [
            (each.start, each.end, name)
            for each in self._located
            for name in (f"highlight-{each.highlight.colour}", *(("noted",) if each.highlight.note else ()))
        ]

    def highlight_at(self, offset: int) -> Located | None:
        """Return the shortest highlight that holds the character at an offset; None if none does."""
        around = [each for each in self._located if each.start <= offset < each.end]
        return min(around, key=lambda each: each.end - each.start, default=None)

    @property
    def highlight(self) -> Located | None:
        """The highlight under the caret."""
        return self.highlight_at(self._caret) if self._caret is not None else None

    # The passage

    @property
    def has_caret(self) -> bool:
        """Whether a passage is being chosen."""
        return self._caret is not None

    @property
    def caret(self) -> int | None:
        """The offset of the character under the caret."""
        return self._caret

    @property
    def passage(self) -> tuple[int, int] | None:
        """Start and end of the chosen passage; None while its start is not set."""
        if self._caret is None or self._anchor is None:
            return None
        return min(self._caret, self._anchor), max(self._caret, self._anchor) + 1

    def quoted(self, span: tuple[int, int]) -> Passage | None:
        """Return a part of the text with what stands around it; None if nothing of it is of the article itself."""
        passages = self.passages
        return passages.quote(*span) if passages is not None else None

    def begin_passage(self, offset: int | None = None) -> bool:
        """Put the caret on a character, else on what the mouse selected or clicked, on the hit, or on the first line in sight.

        What the mouse selected is chosen at once. Return False if there is nothing to choose from.
        """
        selected, document = self.selected, self.document
        if document is None or not document.text[self.body :].strip():
            return False
        self.forget_link()
        if offset is None and selected is not None and selected[1] > self.body:
            self.select(None)
            self._anchor = max(selected[0], self.body)
            self._put_caret(selected[1] - 1, -1)
            return True
        self._anchor = None
        lines = self.lines_on_screen()
        clicked = self._clicked
        if offset is None and clicked is not None and document.line_at(clicked) in lines:
            offset = clicked
        hit = self.current_hit
        if offset is None and hit is not None and document.line_at(hit) in lines:
            offset = hit
        self._put_caret(document.offset_at(lines.start) if offset is None else offset, 1)
        return True

    @property
    def current_hit(self) -> int | None:
        """The offset of the current hit, if any."""
        return None

    def follow_link_under_cursor(self) -> None:
        """Follow the link under the cursor; without one, keep what the mouse has selected."""
        if self.cursor_index is None and self.selected is not None:
            self.kept.emit(None)
        else:
            super().follow_link_under_cursor()

    @property
    def chosen(self) -> Chosen:
        """What is being chosen."""
        return Chosen(self._caret, self._anchor, self.selected)

    def choose(self, chosen: Chosen) -> None:
        """Go on with what was being chosen, in a text that has it."""
        self._anchor, self.selected = chosen.anchor, chosen.selected
        if chosen.caret is not None:
            self._caret = chosen.caret
            self.caret_moved.emit(None)

    @handles("passage.leave")
    def drop_passage(self) -> None:
        """Let go of the passage, and take the caret away."""
        if self._caret is not None:
            self._caret = self._anchor = self._column = None
            self.repaint()
            self.caret_moved.emit(None)

    @handles("passage.start")
    def toggle_start(self) -> None:
        """Set the start of the passage where the caret is, or drop it."""
        self._anchor = self._caret if self._anchor is None else None
        self.repaint()
        self.caret_moved.emit(None)

    @handles("passage.swap", offered=lambda self: self.passage is not None and self._anchor != self._caret)
    def swap(self) -> None:
        """Go to the other end of the passage."""
        if self._caret is not None and self._anchor is not None:
            start, self._anchor = self._anchor, self._caret
            self._put_caret(start, 1)

    # Moving the caret

    @handles("passage.right", "passage.left")
    def move_caret(self, steps: int) -> None:
        """Move by characters, at most to the last or the first one."""
        offset, way = self._caret, 1 if steps > 0 else -1
        for _ in range(abs(steps)):
            further = self._shown(offset + way, way) if offset is not None else None
            if further is None or further == offset:
                break
            offset = further
        self._go(offset, way)

    @handles("passage.next-word", "passage.previous-word")
    def move_by_words(self, steps: int) -> None:
        """Move by words."""
        self._step(Unit.WORD, steps)

    @handles("passage.next-sentence", "passage.previous-sentence")
    def move_by_sentences(self, steps: int) -> None:
        """Move by sentences."""
        self._step(Unit.SENTENCE, steps)

    @handles("passage.next-paragraph", "passage.previous-paragraph")
    def move_by_paragraphs(self, steps: int) -> None:
        """Move by paragraphs."""
        self._step(Unit.PARAGRAPH, steps)

    def _step(self, unit: Unit, steps: int) -> None:
        if self._caret is not None and self.document is not None:
            offset = step(
                self.document.text, self._caret, unit, steps, to_ends=self._anchor is not None and steps > 0
            )
            self._go(offset, steps)

    def _has_other_highlight(self, _: int) -> bool:
        return any(each.start != self._caret for each in self._located)

    @handles("passage.next-highlight", "passage.previous-highlight", offered=_has_other_highlight)
    def go_to_highlight(self, steps: int) -> None:
        """Go to another highlight, round the ends of the text."""
        if self._caret is None or not self._located:
            return
        starts = sorted({each.start for each in self._located})
        if steps > 0:
            index = next((at for at, start in enumerate(starts) if start > self._caret), 0) + steps - 1
        else:
            index = sum(start < self._caret for start in starts) + steps
        self._go(starts[index % len(starts)], 1)

    @handles("passage.line-start", "passage.line-end")
    def go_in_line(self, end: int) -> None:
        """Go to the first character of the line, or to its last one."""
        if self._caret is None or self.document is None:
            return
        sources = self.document.lines[self.document.line_at(self._caret)].sources
        if sources:
            starts, ends = [start for start, _ in sources], [last for _, last in sources]
            self._go(max(ends) - 1 if end > 0 else min(starts), -1 if end > 0 else 1)

    @handles("passage.down", "passage.up")
    def move_by_lines(self, lines: int) -> None:
        """Move by lines, in the same column."""
        document = self.document
        if self._caret is None or document is None:
            return
        column = self._column if self._column is not None else self._cell_of(self._caret)
        number = document.line_at(self._caret)
        step_ = 1 if lines > 0 else -1
        for _ in range(abs(lines)):
            following = number + step_
            while 0 <= following < len(document.lines) and not self._has_text(following):
                following += step_
            if not (0 <= following < len(document.lines)):
                break
            number = following
        self._put_on_line(number, column)

    def _has_text(self, number: int) -> bool:
        """Return whether a line has text of the article itself."""
        assert self.document is not None
        return any(end > self.body for _, end in self.document.lines[number].sources)

    def _put_on_line(self, number: int, column: int) -> None:
        """Put the caret into a line, at the character nearest to a cell of it."""
        assert self.document is not None
        line = self.document.lines[number]
        offset = offset_of(line, character_at(line, column))
        sources = line.sources
        if offset is not None and sources:
            last = max(end for _, end in sources) - 1
            self._go(min(offset, last), 1)
            self._column = column

    def _go(self, offset: int | None, direction: int) -> None:
        """Move the caret to an offset, or the next one in a direction that is on a line."""
        if offset is not None and self._caret is not None:
            self._put_caret(offset, direction)

    def _put_caret(self, offset: int, direction: int) -> None:
        """Put the caret on a character, scroll to it, and paint it."""
        assert self.document is not None
        shown = self._shown(max(min(offset, len(self.document.text) - 1), self.body), direction)
        if shown is None:
            return
        self._caret, self._column = shown, None
        self.bring_into_sight(shown)
        if self.document.width > self.document.options.width:
            self._bring_cell_into_sight(self._cell_of(shown))
        self.repaint()
        self.caret_moved.emit(None)

    def _bring_cell_into_sight(self, cell: int) -> None:
        place, width = cell + self._left, self.size.width
        if not self.scroll_x <= place < self.scroll_x + width - 2:
            self.scroll_to(x=max(0, place - width // 2), animate=False)

    def _shown(self, offset: int, direction: int) -> int | None:
        """Return the nearest offset of the article that stands on a line, first in a direction, then in the other one."""
        assert self.document is not None
        end = len(self.document.text)
        for way in (direction, -direction):
            for distance in range(_MOST_UNSEEN):
                place = offset + way * distance
                if not self.body <= place < end:
                    break
                if self._stands_on_line(place):
                    return place
        return None

    def _stands_on_line(self, offset: int) -> bool:
        assert self.document is not None
        if self.document.text[offset] == "\n":
            return False
        line: Line = self.document.lines[self.document.line_at(offset)]
        return any(start <= offset < end for start, end in line.sources)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Keep the caret on the screen."""
        super().watch_scroll_y(old_value, new_value)
        if self._caret is None or self.document is None:
            return
        lines, number = self.lines_on_screen(), self.document.line_at(self._caret)
        if lines and number not in lines:
            column = self._column if self._column is not None else self._cell_of(self._caret)
            near = lines if number < lines.start else reversed(lines)
            target = next((each for each in near if self._has_text(each)), None)
            if target is not None:
                self._put_on_line(target, column)

    def note_click(self, point: Offset) -> None:
        """Keep where the mouse clicked, for where a passage begins; emit `clicked` on a highlight."""
        span = self.span_at(point, 1)
        self._clicked = span[0] if span is not None else None
        if span is not None and self._located and self.highlight_at(span[0]) is not None:
            self.clicked.emit(span[0])

    def forget_passage(self) -> None:
        """Forget caret, highlights and click, as another text is shown."""
        self._caret = self._anchor = self._column = self._clicked = None
        self._located = ()
