"""The widgets of the tag pane: groups of facet values with counts, and an input that narrows them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import ClassVar

from rich.cells import cell_len
from rich.style import Style
from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.strip import Strip
from textual.widgets import Input, Static

from reader.language import later, tr
from reader.query.facets import Choice, Facet, Mode
from reader.text.script import AS_WRITTEN, respelled
from reader.tui.dispatch import handles
from reader.tui.features.facets.groups import (
    TITLES,
    Chosen,
    Counted,
    Extent,
    FacetGroups,
    FacetLine,
    choice_of,
    shown_name,
)
from reader.tui.keys.in_force import key_of
from reader.tui.post_lines import cut
from reader.tui.strips import line
from reader.tui.widgets.line_input import LineInput
from reader.tui.widgets.rows import RowList
from reader.typeset.bars import bar

_SIGNS = {Mode.AND: "+", Mode.NOT: "−", Mode.OR: "|"}
_MODE_KEYS = {"plus": Mode.AND, "minus": Mode.NOT, "vertical_line": Mode.OR}
_SIGN_CELLS = 3
_BAR_FROM = 28
"""pane width in cells from which bars are shown"""
_BAR_DIVISOR = 5
"""the width of the pane divided by that of the bars"""
_LONGEST_BAR = 24

_BY = {"count": later("by count"), "name": later("by name"), "recent": later("by recent")}


class TagRows(RowList):
    """The values in their groups, as a list of rows."""

    ROW_HEIGHT: ClassVar[int] = 1

    class Chose(Message):
        """The user chose a value; with `stay`, the pane keeps the focus."""

        def __init__(self, choice: Choice, mode: Mode, *, stay: bool) -> None:
            super().__init__()
            self.choice = choice
            self.mode = mode
            self.stay = stay

    class OrderAsked(Message):
        """The user asked for another order."""

    class LeftUpwards(Message):
        """The user moved up from the first row."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._groups = FacetGroups()
        self._typed = ""
        self._script = AS_WRITTEN
        self._is_filled = False
        self._digits = 1
        self._why_empty = self.empty_text = tr("Counting …")

    def set_script(self, script: str) -> None:
        """Show Chinese in this script."""
        if script != self._script:
            self._script = script
            self.repaint()

    def explain(self, why_empty: str) -> None:
        """Set the text that is shown while there are no values at all."""
        self._why_empty = why_empty
        self._explain()

    def show(
        self, values: Mapping[Facet, Sequence[Counted]], chosen: Mapping[Facet, Sequence[Chosen]]
    ) -> None:
        """Show the values of the listed posts, and those in the query."""
        self._is_filled = any(values.values()) or any(chosen.values())
        current = self._current
        self._groups.fill(values, chosen)
        self._digits = max((len(f"{one.count:,}") for some in values.values() for one in some), default=1)
        # Nobody is at the first row before the rows have the keys: what comes first then is shown first.
        is_untouched = not self.has_focus and not self.cursor
        self._arrange(0 if is_untouched else self._groups.find(current))

    def narrow(self, text: str) -> None:
        """Show only values that contain the text, compared by form, with the cursor at one that is just that, if any.

        For an empty text all are shown, with the cursor where it was.
        """
        current = self._current
        self._typed = text.strip()
        self._groups.narrow(self._typed)
        self._arrange(self._groups.meant(self._typed) if self._typed else self._groups.find(current))

    def has_match(self, text: str) -> bool:
        """Return whether any value contains the text, compared by form."""
        return self._groups.has_match(text.strip())

    def _arrange(self, cursor: int | None = None) -> None:
        self._explain()
        self.put_cursor(self.cursor if cursor is None else cursor, self.top)

    def _explain(self) -> None:
        narrowed = tr(
            "Nothing here contains “{typed}”: {key} shows all again.",
            typed=self._typed,
            key=key_of("typing.give-up"),
        )
        self.empty_text = narrowed if self._typed and self._is_filled else self._why_empty

    @property
    def is_acted_on(self) -> bool:
        """Whether keys act on the row under the cursor: also those of the line while a text stands in it."""
        return self.has_focus or bool(self._typed)

    @property
    def _current(self) -> FacetLine | None:
        return self._groups.line_at(self.cursor) if self.cursor < len(self._groups) else None

    def row_count(self) -> int:
        """Return the number of rows."""
        return len(self._groups)

    def group(self, index: int) -> str | None:
        """Return the heading of a group; a folded group has a row in its place."""
        facet = self._groups.line_at(index).facet
        return None if self._groups.is_folded(facet) else tr(TITLES[facet])

    # Painting

    def row(self, index: int, width: int, fill: Style) -> list[Strip]:
        """Paint the sign of a chosen value, its name, a bar for its share, and its count."""
        item = self._groups.line_at(index)
        if item.value is None:
            if self._groups.is_folded(item.facet):
                return [self._heading(item.facet, width, fill)]
            return [
                line(
                    [(cut(tr("   … {more:,} more", more=item.more), width), self.style_of("quiet"))],
                    width,
                    fill,
                )
            ]
        digits = self._digits
        cells = min(width // _BAR_DIVISOR, _LONGEST_BAR) if width >= _BAR_FROM else 0
        room = max(width - _SIGN_CELLS - cells - digits - 3, 4)
        remark = item.value.remark
        if remark:
            # In place of the bar, and of as much of the name as need be.
            room, cells = max(room + cells - len(remark), 4), 0
        name = cut(respelled(shown_name(item.value), self._script), room)
        return [
            line(
                [
                    (f" {_SIGNS[item.mode]} " if item.mode else "   ", self.style_of("mark")),
                    (name, self.style_of("mark" if item.mode else "plain")),
                    (" " * (room - cell_len(name) + 1), Style.null()),
                    (remark, self.style_of("mark" if "new" in remark else "quiet"))
                    if remark
                    else (bar(self._groups.share(item.value), cells), self.style_of("bar")),
                    (f" {item.value.count:>{digits},} ", self.style_of("quiet")),
                ],
                width,
                fill,
            )
        ]

    def _divider(self, text: str, width: int, base: Style) -> Strip:
        return self._heading(next(facet for facet in TITLES if tr(TITLES[facet]) == text), width, base)

    def _heading(self, facet: Facet, width: int, fill: Style) -> Strip:
        sign = "▸" if self._groups.is_folded(facet) else "▾"
        label = cut(f" {sign} {tr(TITLES[facet])} ", width)
        number = f" {self._groups.size(facet):,} "
        rule = width - cell_len(label) - len(number)
        return line(
            [
                (label, self.style_of("divider")),
                ("─" * rule, self.style_of("rule")),
                (number if rule >= 0 else "", self.style_of("quiet")),
            ],
            width,
            fill,
        )

    # Choosing

    def choice(self, mode: Mode, *, stay: bool) -> Chose | None:
        """Return the message that chooses the value under the cursor; None if the row is no value."""
        item = self._current
        if item is None or item.value is None:
            return None
        return self.Chose(choice_of(item.value), mode, stay=stay)

    def _choose(self, mode: Mode, *, stay: bool) -> None:
        if choice := self.choice(mode, stay=stay):
            self.post_message(choice)
        else:
            self.unfold_row()

    @handles("filter.and")
    def choose_and(self) -> None:
        """Choose posts that also have the value, and stay."""
        self._choose(Mode.AND, stay=True)

    @handles("filter.not")
    def choose_not(self) -> None:
        """Choose posts without the value, and stay."""
        self._choose(Mode.NOT, stay=True)

    @handles("filter.or")
    def choose_or(self) -> None:
        """Choose posts with the value, too, and stay."""
        self._choose(Mode.OR, stay=True)

    @handles("filter.apply")
    def apply(self) -> None:
        """Choose posts with the value, and go to the list."""
        self._choose(Mode.AND, stay=False)

    def activate(self) -> None:
        """Choose posts that also have the clicked value, and stay."""
        self._choose(Mode.AND, stay=True)

    def standing(self) -> object:
        """Return how much of each group is shown."""
        return {facet.value: extent.value for facet, extent in self._groups.extents.items()}

    def stand(self, standing: object) -> None:
        """Show as much of each group as it was; what is no group or no extent is ignored."""
        if isinstance(standing, dict):
            known = {facet: standing.get(facet.value) for facet in Facet}
            self._groups.extend(
                {facet: Extent(value) for facet, value in known.items() if value in set(Extent)}
            )
            self._arrange()

    def unfold_row(self) -> None:
        """Show the values that the row under the cursor stands for."""
        item = self._current
        if item is None or item.value is not None:
            return
        cursor = self.cursor
        if self._groups.is_folded(item.facet):
            self._groups.fold_or_unfold(item.facet)
        else:
            self._groups.show_whole(item.facet)
        self._arrange(cursor)

    @handles("filter.fold")
    def fold_or_unfold(self) -> None:
        """Fold the group under the cursor, or unfold it."""
        if self._current is not None:
            self._fold_or_unfold(self._current.facet)

    def _fold_or_unfold(self, facet: Facet) -> None:
        self._groups.fold_or_unfold(facet)
        self._arrange(self._groups.start(facet))

    @handles("filter.next-group", "filter.previous-group")
    def go_to_group(self, steps: int) -> None:
        """Move the cursor by `steps` groups."""
        self.cursor = self._groups.beside(self.cursor, steps)

    def wants_key(self, key: str) -> bool:
        """Return whether the key moves up from the first row."""
        return key == "up" and self.cursor == 0

    def on_key(self, event: events.Key) -> None:
        """Leave the first row on the up arrow; not on `k`, which would type if it is held down."""
        if event.key == "up" and self.cursor == 0:
            event.stop()
            event.prevent_default()
            self.post_message(self.LeftUpwards())

    def on_click(self, event: events.Click) -> None:
        """Fold the group of a clicked heading; other clicks are handled by the base class."""
        under = self._pressed_line or self._line_under(event)
        if under is None or event.x >= self.size.width - 1:
            return
        index, part = under
        if part < 0:
            event.stop()
            event.prevent_default()
            self._fold_or_unfold(self._groups.line_at(index).facet)


class TagInput(LineInput):
    """The input that narrows the values; arrows, signs and Enter act on the values below it."""

    SIGNS = "+-|"

    class Acted(Message):
        """The user pressed a key that acts on the values."""

        def __init__(self, key: str) -> None:
            super().__init__()
            self.key = key

    def __init__(self, has_match: Callable[[str], bool]) -> None:
        super().__init__(
            placeholder=tr("Type to narrow"), compact=True, select_on_focus=False, id="tag-input"
        )
        self._has_match = has_match

    def consume_key(self, key: str, character: str | None) -> bool:
        """Pass keys that act on the values on; a sign is typed instead if it continues a value."""
        if key in _MODE_KEYS and self.value and self._has_match(f"{self.value}{character}"):
            return False
        if key in {"down", "up", "pagedown", "pageup", "enter", *_MODE_KEYS}:
            self.post_message(self.Acted(key))
            return True
        if key == "escape" and self.value:
            self.value = ""
            return True
        return False


class OrderLabel(Static):
    """Shows the order of the values; a click changes it."""

    def show(self, order: str) -> None:
        """Show the name of an order."""
        self.update(Content.assemble((key_of("filter.order"), "$accent bold"), f" {tr(_BY[order])} "))

    def on_click(self, event: events.Click) -> None:
        """Ask for another order."""
        event.stop()
        self.post_message(TagRows.OrderAsked())


class TagPane(Vertical):
    """The input and the values below it, all of which are shown again when the focus leaves the pane."""

    CALLED = later("Tags")

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.rows = TagRows(id="tag-rows")
        self.input = TagInput(self.rows.has_match)
        self.order = OrderLabel(id="tag-order", markup=False)

    def compose(self) -> ComposeResult:
        """Compose the input with the order beside it, and the values."""
        yield Horizontal(self.input, self.order, classes="head")
        yield self.rows

    def clear(self) -> None:
        """Show all values again."""
        self.input.value = ""

    def on_descendant_blur(self) -> None:
        """Show all values again when the focus leaves the pane."""
        focused = self.screen.focused
        if focused is None or self not in focused.ancestors:
            self.clear()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Narrow while typing."""
        event.stop()
        self.rows.narrow(event.value)

    def on_tag_rows_left_upwards(self, event: TagRows.LeftUpwards) -> None:
        """Focus the input."""
        event.stop()
        self.input.focus()

    def on_tag_input_acted(self, event: TagInput.Acted) -> None:
        """Apply a key of the input to the values; moving down focuses them."""
        event.stop()
        rows = self.rows
        match event.key:
            case "down":
                rows.focus()
            case "pagedown":
                rows.focus()
                rows.move_by_pages(1)
            case "up" | "pageup":
                pass
            case key:
                mode = _MODE_KEYS.get(key, Mode.AND)
                # Posted by the pane: Textual drops messages of a child to the parent whose handler runs now.
                if choice := rows.choice(mode, stay=key in _MODE_KEYS):
                    self.post_message(choice)
                else:
                    rows.unfold_row()
