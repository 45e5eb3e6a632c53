"""The screen of contexts: a title, the hits one below the other, and on asking what stands beside them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import tzinfo

from rich.cells import cell_len
from rich.style import Style
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.strip import Strip

from reader.language import later, ntr, tr
from reader.library.contexts import MOST_HITS, ContextOrder
from reader.library.neighbours import Side
from reader.query import text_of
from reader.query.nodes import Order
from reader.text.plural import counted
from reader.tui.commands import Scope, with_wider
from reader.tui.dispatch import handles
from reader.tui.features.contexts.model import ContextsModel, Spelt
from reader.tui.features.contexts.neighbours import NeighbourRows
from reader.tui.features.contexts.rows import ContextRows
from reader.tui.keys.in_force import key_of
from reader.tui.post_lines import cut
from reader.tui.screens.footed import ALSO_ON_PAGES, FootedScreen
from reader.tui.strips import line
from reader.tui.transient_message import TransientMessage
from reader.tui.widgets.line_widget import LineWidget
from reader.tui.widgets.rows import RowList

_ORDERS = {
    ContextOrder.RIGHT: later("by what follows"),
    ContextOrder.LEFT: later("by what stands before"),
    ContextOrder.CHANNEL: later("by channel"),
}


class ContextsTitle(LineWidget):
    """The line above the hits: what is looked for, how many there are, and their order."""

    COMPONENT_CLASSES = {"contexts--name", "contexts--quiet", "contexts--told"}

    def __init__(self, model: ContextsModel) -> None:
        super().__init__(id="contexts-title")
        self._model = model
        self.note = ""
        """what is said for a moment in place of the order"""

    def paint_lines(self, lines: range, width: int, height: int) -> list[Strip]:
        """Paint the line."""
        return [self._title(width) if not y else line((), width, self.base_style) for y in lines]

    def _title(self, width: int) -> Strip:
        right = f"{self.note or self._model.problem or self._facts()} "
        right = f" {cut(right, width - 1)}"
        beside = "".join(
            f"  {each.text} ‹" if each.neighbour.side is Side.LEFT else f"  › {each.text}"
            for each in self._model.beside
        )
        name = cut(f" {text_of(self._model.query.in_order(Order.NEWEST))}", max(width - cell_len(right), 0))
        beside = cut(beside, max(width - cell_len(right) - cell_len(name), 0))
        gap = " " * max(width - cell_len(right) - cell_len(name) - cell_len(beside), 0)
        return line(
            [
                (name, self.ink("contexts--name")),
                (beside, self.ink("contexts--told")),
                (gap, Style.null()),
                (right, self.ink("contexts--told" if self.note else "contexts--quiet")),
            ],
            width,
            self.base_style,
        )

    def _facts(self) -> str:
        model = self._model
        hits = len(model.hits)
        first = (
            counted(hits, "hit")
            if hits < MOST_HITS
            else ntr("the first {count} hit", "the first {count} hits", hits)
        )
        facts = [first, counted(model.posts, "post")]
        usual = tr("oldest first") if model.query.order is Order.OLDEST else tr("newest first")
        facts.append(tr(_ORDERS.get(model.order, usual)))
        if not model.is_whole:
            facts.append(f"{model.share:.0%}")
        return " · ".join(facts)


class ContextsScreen(FootedScreen[bool]):
    """Every hit of a query in its context; the result is whether to open the article at the cursor of the model."""

    AUTO_FOCUS = "#contexts"
    ALSO = ("view.script", *ALSO_ON_PAGES)

    def __init__(
        self,
        model: ContextsModel,
        zone: tzinfo,
        *,
        ambiguous: int,
        copy: Callable[[str], None],
        say: Callable[[str], None],
    ) -> None:
        """`say` says what comes when this screen is left."""
        super().__init__()
        self._model = model
        self._copy = copy
        self._say_elsewhere = say
        self._transient = TransientMessage(self.set_timer, self._put_note)
        self._title = ContextsTitle(model)
        self._rows = ContextRows(model, zone, ambiguous=ambiguous)
        self._sides = {side: NeighbourRows(side) for side in Side}
        self._panel = Horizontal(*self._sides.values(), id="beside")

    def compose(self) -> ComposeResult:
        """Compose the title, the hits, what stands beside them, and the footer."""
        yield self._title
        yield self._rows
        yield self._panel
        yield self.key_bar

    def on_mount(self) -> None:
        """Show what is found so far, and follow what is found from now on."""
        self._panel.display = False
        self._model.listener = self._follow
        self._rows.empty_text = self._why_empty()

    def on_unmount(self) -> None:
        """Follow no longer; what is found goes on for `n` and `N` in the article."""
        self._model.listener = lambda: None

    def _follow(self) -> None:
        """Show the hits as they are now."""
        self._rows.empty_text = self._why_empty()
        self._rows.follow()
        self._title.refresh()
        self.show_keys()

    def _why_empty(self) -> str:
        model = self._model
        if model.problem:
            return model.problem
        if not model.is_whole:
            return tr("Looking through the posts …")
        if model.posts or model.beside:
            return tr(
                "No hit has that beside it: {key} takes the last choice back.", key=key_of("contexts.leave")
            )
        return tr(
            "No hit in a title or a text: no post matches, or the words are only in names of tags or authors."
        )

    def _say(self, sentence: str) -> None:
        if not self.is_attached:
            self._say_elsewhere(sentence)
            return
        self._transient.say(sentence)

    def _put_note(self, note: str) -> None:
        self._title.note = note
        self._title.refresh()

    # Keys

    @property
    def _is_beside(self) -> bool:
        return isinstance(self.focused, NeighbourRows)

    def scopes_now(self) -> tuple[Scope, ...]:
        """Return the scopes of the list that has the focus."""
        return with_wider(Scope.NEIGHBOURS if self._is_beside else Scope.CONTEXTS)

    # Commands

    def on_row_list_moved(self, event: RowList.Moved) -> None:
        """Keep the cursor for when the screen is shown again."""
        event.stop()
        self._model.cursor = self._rows.cursor

    def on_context_rows_opened(self, event: ContextRows.Opened) -> None:
        """Close, so that the article is shown."""
        event.stop()
        self._model.cursor, self._model.top = self._rows.cursor, self._rows.top
        self.dismiss(result=True)

    @handles("contexts.leave")
    def leave(self) -> None:
        """Take the last choice back, or go back to the list."""
        if not self._model.widen():
            self.dismiss(result=False)

    @handles("contexts.sort")
    def sort(self) -> None:
        """Sort by the next order."""
        self._model.sort_next()

    @handles("contexts.group")
    def group(self) -> None:
        """Keep the hits of a post together, or no longer."""
        self._model.toggle_by_post()

    def _has_post_beside(self, steps: int) -> bool:
        return self._model.hit_of_next_post(steps) != self._rows.cursor

    @handles("contexts.next-post", "contexts.previous-post", offered=_has_post_beside)
    def go_to_post(self, steps: int) -> None:
        """Go to the first hit of another post."""
        self._rows.cursor = self._model.hit_of_next_post(steps)

    def _has_hits(self) -> bool:
        return bool(self._rows.row_count())

    @handles("contexts.copy", offered=_has_hits)
    def copy(self) -> None:
        """Copy the hit under the cursor with what stands around it, or the hits that the mouse has selected."""
        if self._has_hits():
            self._copy(self._rows.selected_text or self._rows.name_of(self._rows.cursor))

    @handles("contexts.write", offered=_has_hits)
    def write(self) -> None:
        """Write all hits into the folder that the reader was started in."""
        self._model.write_table(self._say)

    # What stands beside the hits

    @handles("contexts.neighbours", offered=_has_hits)
    def show_beside(self) -> None:
        """Count what stands beside the hits, and go there."""
        for rows in self._sides.values():
            rows.show((), tr("Counting …"))
        self._panel.display = True
        self._sides[Side.RIGHT].focus()
        self._model.count_neighbours(self._show_neighbours)

    def _show_neighbours(self, found: dict[Side, list[Spelt]]) -> None:
        empty = (
            tr("Nothing else stands there twice.")
            if self._model.beside
            else tr("Nothing stands there twice.")
        )
        for side, rows in self._sides.items():
            rows.show(found[side], empty)

    @handles("neighbours.before")
    def go_before(self) -> None:
        """Go to what stands before the hits."""
        self._sides[Side.LEFT].focus()

    @handles("neighbours.after")
    def go_after(self) -> None:
        """Go to what follows the hits."""
        self._sides[Side.RIGHT].focus()

    @handles("neighbours.other")
    def go_across(self) -> None:
        """Go to the other side."""
        other = Side.LEFT if self.focused is self._sides[Side.RIGHT] else Side.RIGHT
        self._sides[other].focus()

    @handles("neighbours.leave")
    def leave_beside(self) -> None:
        """Go back to the hits."""
        self._panel.display = False
        self._rows.focus()

    def on_neighbour_rows_chosen(self, event: NeighbourRows.Chosen) -> None:
        """Show the hits alone that have the chosen one beside them."""
        event.stop()
        self.leave_beside()
        self._model.narrow(event.spelt)

    @handles("contexts.widen", offered=lambda self: bool(self._model.beside))
    def widen(self) -> None:
        """Take the last choice back."""
        self._model.widen()
