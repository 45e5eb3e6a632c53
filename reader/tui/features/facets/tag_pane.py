"""The tag pane: what posts can be chosen by, in groups with counts, narrowed by typing, chosen by and, not, or."""

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

from reader.query.facets import Choice, Facet, Mode
from reader.tui.dispatch import handles
from reader.tui.features.facets.groups import TITLES, Chosen, Counted, FacetGroups, Row, choice_of, shown_name
from reader.tui.strips import line
from reader.tui.widgets.rows import RowList, cut
from reader.typeset.bars import bar

_SIGNS = {Mode.AND: "+", Mode.NOT: "−", Mode.OR: "|"}
_MODE_KEYS = {"plus": Mode.AND, "minus": Mode.NOT, "vertical_line": Mode.OR}
_SIGN_CELLS = 3
_BAR_FROM = 28
"""cells from which there is room for bars"""
_BAR_PART = 5
"""of the line, the part that a bar takes"""
_LONGEST_BAR = 24
_FACETS = {title: facet for facet, title in TITLES.items()}


class TagRows(RowList):
    """The values in their groups."""

    ROW_HEIGHT: ClassVar[int] = 1

    class Chose(Message):
        """The person chose a value; `stay` where more may follow."""

        def __init__(self, choice: Choice, mode: Mode, *, stay: bool) -> None:
            super().__init__()
            self.choice = choice
            self.mode = mode
            self.stay = stay

    class OrderAsked(Message):
        """The person wants the values sorted otherwise."""

    class LeftUpwards(Message):
        """The person moved up from the first line: back to typing."""

    def __init__(self, fold: Callable[[str], str], *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._groups = FacetGroups(fold)
        self._typed = ""
        self._is_filled = False
        self._digits = 1
        self.empty_text = "Counting …"

    def show(
        self, values: Mapping[Facet, Sequence[Counted]], chosen: Mapping[Facet, Sequence[Chosen]]
    ) -> None:
        """Show the values that the listed posts have, and those that the query names."""
        self._is_filled = True
        row = self._current
        self._groups.fill(values, chosen)
        self._digits = max((len(f"{one.count:,}") for some in values.values() for one in some), default=1)
        self._arrange(self._groups.find(row))

    def narrow(self, text: str) -> None:
        """Show only the values whose spelling in either script contains `text`."""
        self._typed = text.strip()
        self._groups.narrow(self._typed)
        self._arrange(0)

    def has_match(self, text: str) -> bool:
        """Whether the spelling of any value contains `text`."""
        return self._groups.has_match(text.strip())

    def _arrange(self, cursor: int | None = None) -> None:
        if self._typed:
            self.empty_text = f"Nothing here contains “{self._typed}”. Esc empties the line."
        elif self._is_filled:
            self.empty_text = "No post is listed, so there is nothing to choose from."
        self.place(self.cursor if cursor is None else cursor, self.top)

    @property
    def _current(self) -> Row | None:
        return self._groups.row(self.cursor) if self.cursor < len(self._groups) else None

    def row_count(self) -> int:
        """How many lines there are."""
        return len(self._groups)

    def group(self, index: int) -> str | None:
        """The heading; a folded group is its own."""
        facet = self._groups.row(index).facet
        return None if self._groups.is_folded(facet) else TITLES[facet]

    # Painting

    def row(self, index: int, width: int, fill: Style) -> list[Strip]:
        """The sign of a chosen value, its name, a bar of its share, its count."""
        row = self._groups.row(index)
        if row.value is None:
            if self._groups.is_folded(row.facet):
                return [self._heading(row.facet, width, fill)]
            return [line([(cut(f"   … {row.more:,} more", width), self.style_of("quiet"))], width, fill)]
        digits = self._digits
        cells = min(width // _BAR_PART, _LONGEST_BAR) if width >= _BAR_FROM else 0
        room = max(width - _SIGN_CELLS - cells - digits - 3, 4)
        name = cut(shown_name(row.value), room)
        return [
            line(
                [
                    (f" {_SIGNS[row.mode]} " if row.mode else "   ", self.style_of("mark")),
                    (name, self.style_of("mark" if row.mode else "plain")),
                    (" " * (room - cell_len(name) + 1), Style.null()),
                    (bar(self._groups.share(row.value), cells), self.style_of("bar")),
                    (f" {row.value.count:>{digits},} ", self.style_of("quiet")),
                ],
                width,
                fill,
            )
        ]

    def _divider(self, text: str, width: int, base: Style) -> Strip:
        return self._heading(_FACETS[text], width, base)

    def _heading(self, facet: Facet, width: int, fill: Style) -> Strip:
        sign = "▸" if self._groups.is_folded(facet) else "▾"
        label = cut(f" {sign} {TITLES[facet]} ", width)
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
        """What choosing the value under the cursor says; None where the line is no value."""
        row = self._current
        if row is None or row.value is None:
            return None
        return self.Chose(choice_of(row.value), mode, stay=stay)

    def _choose(self, mode: Mode, *, stay: bool) -> None:
        if choice := self.choice(mode, stay=stay):
            self.post_message(choice)
        else:
            self.open_line()

    @handles("filter.and")
    def choose_and(self) -> None:
        """Choose posts that also have the value, and stay, since more may follow."""
        self._choose(Mode.AND, stay=True)

    @handles("filter.not")
    def choose_not(self) -> None:
        """Choose posts without the value, and stay."""
        self._choose(Mode.NOT, stay=True)

    @handles("filter.or")
    def choose_or(self) -> None:
        """Choose posts with the value too, and stay."""
        self._choose(Mode.OR, stay=True)

    @handles("filter.apply")
    def apply(self) -> None:
        """Choose and go to the list."""
        self._choose(Mode.AND, stay=False)

    def activate(self) -> None:
        """A click chooses and stays."""
        self._choose(Mode.AND, stay=True)

    def open_line(self) -> None:
        """Show what a line stands for: the rest of its group, or the folded group."""
        row = self._current
        if row is None or row.value is not None:
            return
        cursor = self.cursor
        if self._groups.is_folded(row.facet):
            self._groups.fold_or_unfold(row.facet)
        else:
            self._groups.show_whole(row.facet)
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
        """Go to the group `steps` further on."""
        self.cursor = self._groups.beside(self.cursor, steps)

    def wants_key(self, key: str) -> bool:
        """Return whether the key leaves the first line upwards."""
        return key == "up" and self.cursor == 0

    def on_key(self, event: events.Key) -> None:
        """The arrow up from the first line is back to typing; a letter that moves up stays, it may be held down."""
        if event.key == "up" and self.cursor == 0:
            event.stop()
            event.prevent_default()
            self.post_message(self.LeftUpwards())

    def on_click(self, event: events.Click) -> None:
        """A click on a heading folds its group; all others are clicks on lines."""
        place = event.get_content_offset(self)
        shown = self._layout()
        if place is None or place.y >= len(shown) or place.x >= self.size.width - 1:
            return
        index, part = shown[place.y]
        if part < 0:
            event.stop()
            event.prevent_default()
            self._fold_or_unfold(self._groups.row(index).facet)


class TagInput(Input):
    """The line that narrows the values; arrows, signs and Enter act on the values below it."""

    class Acted(Message):
        """A key that is meant for the values."""

        def __init__(self, key: str) -> None:
            super().__init__()
            self.key = key

    def __init__(self, has_match: Callable[[str], bool]) -> None:
        super().__init__(placeholder="Type to narrow", compact=True, id="tag-input")
        self._has_match = has_match

    def on_key(self, event: events.Key) -> None:
        """Hand on what moves or chooses, keep what types: also a sign, where values go on with it."""
        if event.key in _MODE_KEYS and self.value and self._has_match(f"{self.value}{event.character}"):
            return
        if event.key in {"down", "up", "pagedown", "pageup", "enter", *_MODE_KEYS}:
            event.stop()
            event.prevent_default()
            self.post_message(self.Acted(event.key))
        elif event.key == "escape" and self.value:
            event.stop()
            event.prevent_default()
            self.value = ""


class OrderLabel(Static):
    """Says by what the values are sorted; a click sorts them otherwise."""

    def show(self, order: str) -> None:
        """Name the order."""
        self.update(Content.assemble(("o", "$accent bold"), f" by {order} "))

    def on_click(self, event: events.Click) -> None:
        """Sort otherwise."""
        event.stop()
        self.post_message(TagRows.OrderAsked())


class TagPane(Vertical):
    """What posts can be chosen by, with counts."""

    def __init__(self, fold: Callable[[str], str], *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.rows = TagRows(fold, id="tag-rows")
        self.input = TagInput(self.rows.has_match)
        self.order = OrderLabel(id="tag-order", markup=False)

    def compose(self) -> ComposeResult:
        """The line, and the values below it."""
        yield Horizontal(self.input, self.order, classes="head")
        yield self.rows

    def clear(self) -> None:
        """Show all values again."""
        self.input.value = ""

    def enter(self) -> None:
        """Put the keys where typing narrows."""
        self.input.focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Narrow while typing."""
        event.stop()
        self.rows.narrow(event.value)

    def on_tag_rows_left_upwards(self, event: TagRows.LeftUpwards) -> None:
        """Back to typing."""
        event.stop()
        self.enter()

    def on_tag_input_acted(self, event: TagInput.Acted) -> None:
        """Do with the values what was asked for from the line; moving down leaves it."""
        event.stop()
        rows = self.rows
        match event.key:
            case "down" | "pagedown":
                rows.focus()
                if event.key == "down":
                    rows.move_by(1)
                else:
                    rows.move_by_pages(1)
            case "up" | "pageup":
                pass
            case key:
                mode = _MODE_KEYS.get(key, Mode.AND)
                # Said by the pane: Textual drops what a child says while its parent is the one that acts.
                if choice := rows.choice(mode, stay=key in _MODE_KEYS):
                    self.post_message(choice)
                else:
                    rows.open_line()
