"""The one-line bars above and below the panes: title, filter chips, footer with keys."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from rich.cells import cell_len
from rich.style import Style
from textual import events
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip

from reader.language import tr
from reader.text.plural import counted
from reader.tui.commands import Command
from reader.tui.keys.in_force import key_of
from reader.tui.post_lines import cut
from reader.tui.strips import line
from reader.tui.widgets.line_widget import LineWidget
from reader.typeset.bars import bar

_PROGRESS_CELLS = 12
_MARGIN = 5
"""cells of the title bar that a note leaves free"""
_ORDER_CELLS = 72
"""width from which the order of the list stands beside the chips"""
_ALWAYS = ("program.help", "program.back", "program.escape", "dialog.close", "question.no")
"""commands that the footer shows however little room there is, beside those that leave a pane"""


@dataclass(frozen=True, slots=True)
class Status:
    """The contents of the title bar."""

    name: str = ""
    """the names of the open archives"""
    posts: int | None = None
    """number of listed posts; None before the first answer"""
    all_posts: int = 0
    """number of posts without filters, as far as they are read"""
    unread: int | None = None
    """number of unread posts in the list; None until they are counted"""
    chosen: int = 0
    """number of posts that are chosen for the next mark"""
    done: int = 0
    """number of files read by the running walk"""
    total: int = 0
    """number of files found by the running walk; 0 if no walk runs"""
    stops: str = ""
    """which key stops the running walk; empty for none"""
    stopped: str = ""
    """how far the walk was that the user stopped, and which key goes on; empty if none was"""
    searching: str = ""
    """how far a long search is, in place of the number of posts; empty if none runs or was stopped"""
    note: str = ""
    """a note that is shown for a moment"""
    away: str = ""
    """a sentence on an archive that is gone, which stands in place of its name and counts; empty if none is"""


class _Line(LineWidget):
    """A one-line bar of styled parts, some of which can be clicked."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._targets: list[tuple[int, int, str]] = []

    def style_of(self, name: str) -> Style:
        """Return the style of a component class."""
        return self.ink(name)

    def parts(self, width: int) -> list[tuple[str, Style]]:
        """Return the parts that fill `width` cells."""
        raise NotImplementedError

    def clicked(self, target: str) -> None:
        """React to a click on the part named `target`."""

    def paint_lines(self, lines: range, width: int, height: int) -> list[Strip]:
        """Paint the bar; lines below the first are blank."""
        base = self.base_style
        return [Strip.blank(width, base) if y else line(self.parts(width), width, base) for y in lines]

    def on_click(self, event: events.Click) -> None:
        """Find the part under the mouse."""
        for start, stop, target in self._targets:
            if start <= event.x < stop:
                event.stop()
                self.clicked(target)


class TitleBar(_Line):
    """The title bar: open archives, number of posts, progress of the walk over the files, notes."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"title--name", "title--quiet", "title--count", "title--note"}

    status: reactive[Status] = reactive(Status())

    def update_status(self, **changes: object) -> None:
        """Replace fields of `status`."""
        self.status = replace(self.status, **changes)  # type: ignore[arg-type] # callers name fields

    def parts(self, width: int) -> list[tuple[str, Style]]:
        """Return the name on the left, and note, progress and counts on the right."""
        now = self.status
        right: list[tuple[str, Style]] = []
        if now.chosen:
            right.append((tr("{count:,} chosen", count=now.chosen) + "   ", self.style_of("title--count")))
        if now.away:
            right = self._with_note(right, width)
            room = max(width - sum(cell_len(text) for text, _ in right) - 1, 0)
            left = cut(f" {now.away}", room)
            gap = " " * (room - cell_len(left))
            return [(left + gap, self.style_of("title--note")), *right, (" ", Style.null())]
        if now.total:
            right += [
                (bar(now.done / now.total, _PROGRESS_CELLS), self.style_of("title--note")),
                (f" {now.done:,}/{now.total:,}", self.style_of("title--quiet")),
                (f"  {now.stops}   " if now.stops else "   ", self.style_of("title--quiet")),
            ]
        elif now.stopped:
            right.append((f"{now.stopped}   ", self.style_of("title--note")))
        if now.searching:
            right.append((now.searching, self.style_of("title--count")))
        if now.posts is not None:
            is_part = now.posts < now.all_posts
            posts = (
                tr("{posts:,} of {all:,} posts", posts=now.posts, all=now.all_posts)
                if is_part
                else counted(now.posts, "post")
            )
            right.append((posts, self.style_of("title--count")))
            if now.unread and not now.stopped:
                right.append(("  " + tr("{count:,} unread", count=now.unread), self.style_of("title--quiet")))
        right.append((" ", Style.null()))
        while len(right) > 2 and sum(cell_len(text) for text, _ in right) > width - 4:
            right.pop(0)
        right = self._with_note(right, width)
        used = sum(cell_len(text) for text, _ in right)
        name = cut(f" {now.name}", max(width - used - 1, 0))
        gap = " " * max(width - cell_len(name) - used, 0)
        return [(name, self.style_of("title--name")), (gap, Style.null()), *right]

    def has_room_for(self, note: str) -> bool:
        """Return whether a note can be read to its end here."""
        return cell_len(note) <= self.app.size.width - _MARGIN

    def _with_note(self, right: list[tuple[str, Style]], width: int) -> list[tuple[str, Style]]:
        """Return the parts with the note before them, or the note alone while both do not fit."""
        note = self.status.note
        if not note:
            return right
        look = self.style_of("title--note")
        if cell_len(note) + sum(cell_len(text) for text, _ in right) + 3 <= width - 4:
            return [(f"{note}   ", look), *right]
        return [(f"{cut(note, width - _MARGIN)} ", look)]


class ChipBar(_Line):
    """The filters in force as chips; a click on one removes it. Hidden if there are none."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"chips--chip", "chips--cross", "chips--hint"}

    chips: reactive[tuple[str, ...]] = reactive((), always_update=True)
    order: reactive[str] = reactive("")
    """which order holds, and the key for another; empty where there is no choice"""

    class Ordered(Message):
        """The user asked for the other order."""

    class Removed(Message):
        """The user removed the filter with this index."""

        def __init__(self, index: int) -> None:
            super().__init__()
            self.index = index

    class Cleared(Message):
        """The user removed all filters."""

    @property
    def tells_order(self) -> bool:
        """Whether the order stands beside the chips; a bar that is about to appear has no size yet, the screen has."""
        return bool(self.chips and self.order) and self.screen.size.width >= _ORDER_CELLS

    def watch_chips(self, chips: tuple[str, ...]) -> None:
        """Hide the bar while there are no chips."""
        self.display = bool(chips)

    def parts(self, width: int) -> list[tuple[str, Style]]:
        """Return the chips that fit, the number of the others, and the hint."""
        hint = " " + tr("{key} clears", key=key_of("filter.clear")) + " "
        order = f" {self.order}  " if self.order and width >= _ORDER_CELLS else ""
        room = width - cell_len(order + hint) - 6
        shown: list[tuple[str, Style]] = [(" ", Style.null())]
        self._targets = []
        x = 1
        for index, chip in enumerate(self.chips):
            text = cut(f" {chip}", max(room - x - 3, 8))
            cells = cell_len(text) + 3
            if index and x + cells > room:
                shown.append((f"+{len(self.chips) - index}", self.style_of("chips--hint")))
                x += 1 + len(str(len(self.chips) - index))
                break
            shown += [
                (text, self.style_of("chips--chip")),
                (" ✕ ", self.style_of("chips--chip") + self.style_of("chips--cross")),
                (" ", Style.null()),
            ]
            self._targets.append((x, x + cells, str(index)))
            x += cells + 1
        start = max(width - cell_len(order + hint), x)
        clear = start + cell_len(order)
        self._targets += [(start, clear, "order"), (clear, width, "all")]
        return [*shown, (" " * (start - x), Style.null()), (order + hint, self.style_of("chips--hint"))]

    def style_of(self, name: str) -> Style:
        """Return the style with its background, which chips have of their own."""
        return self.get_component_rich_style(name)

    def clicked(self, target: str) -> None:
        """Ask to remove the clicked filter, or all, or for the other order."""
        if target == "order":
            self.post_message(self.Ordered())
        else:
            self.post_message(self.Cleared() if target == "all" else self.Removed(int(target)))


class KeyBar(_Line):
    """The footer: the most useful keys of the focused pane, and the position in the article."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"keys--key", "keys--label", "keys--pending"}

    pending: reactive[str] = reactive("")
    """a count or the first key of a sequence that waits for the next key"""
    status: reactive[str] = reactive("")
    """the position in the article"""

    def __init__(self, commands: Callable[[], Iterable[Command]], *, id: str | None = None) -> None:
        """`commands` returns the commands to show; it is called once they are painted, however often they changed."""
        super().__init__(id=id)
        self._find = commands
        self._found: Sequence[Command] | None = None

    @property
    def commands(self) -> Sequence[Command]:
        """The commands to show."""
        if self._found is None:
            self._found = tuple(self._find())
        return self._found

    def outdate(self) -> None:
        """Find the commands again for the next picture."""
        self._found = None
        self.refresh()

    def look_again(self) -> None:
        """Find the commands again after the next picture, which need not wait: mostly they are the same."""
        self.call_later(self._find_again)

    def _find_again(self) -> None:
        before, self._found = self._found, None
        if self.commands != before:
            self.refresh()

    class Ran(Message):
        """A command was clicked."""

        def __init__(self, command: Command) -> None:
            super().__init__()
            self.command = command

    def parts(self, width: int) -> list[tuple[str, Style]]:
        """Return the keys and labels that fit, always with the help, then pending keys and status."""
        waiting = f" {self.pending} " if self.pending else ""
        right = f" {self.status} " if self.status else ""
        room = width - cell_len(waiting) - cell_len(right)
        shown, x = self._keys(room)
        return [
            *shown,
            (" " * max(room - x, 0), Style.null()),
            (waiting, self.style_of("keys--pending")),
            (right, self.style_of("keys--label")),
        ]

    def _keys(self, room: int) -> tuple[list[tuple[str, Style]], int]:
        """Return the keys that fit into `room` cells, and the number of cells they take."""
        chosen: list[tuple[str, str]] = []
        used = 1
        offered = [
            (each.footer, tr(each.label), each.id in _ALWAYS or each.id.endswith(".leave"))
            for each in self.commands
        ]
        reserve = sum(cell_len(f"{key} {label}") + 3 for key, label, is_always in offered if is_always)
        for key, label, is_always in offered:
            cells = cell_len(f"{key} {label}") + 3
            if is_always:
                reserve -= cells
            elif used + cells + reserve > room:
                continue
            chosen.append((key, label))
            used += cells
        shown: list[tuple[str, Style]] = [(" ", Style.null())]
        self._targets = []
        x = 1
        for key, label in chosen:
            cells = cell_len(f"{key} {label}")
            self._targets.append((x, x + cells, label))
            shown += [
                (key, self.style_of("keys--key")),
                (f" {label}   ", self.style_of("keys--label")),
            ]
            x += cells + 3
        return shown, x

    def clicked(self, target: str) -> None:
        """Ask to run the clicked command."""
        for command in self.commands:
            if tr(command.label) == target:
                self.post_message(self.Ran(command))
                return
