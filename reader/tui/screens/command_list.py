"""The screens that list commands: the help, which has all of them, and the palette, which has those that can be run now."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from textual.containers import Vertical
from textual.widget import Widget
from textual.widgets import Input

from reader.language import later, tr
from reader.tui.commands import Command, Group, Scope, with_wider
from reader.tui.dispatch import handles
from reader.tui.keys.finding import found
from reader.tui.keys.in_force import command, commands, here
from reader.tui.screens.dialog import Dialog
from reader.tui.widgets.command_rows import CommandRows, Entry
from reader.tui.widgets.line_input import DialogLine
from reader.tui.widgets.rows import RowList

_GROUPED = (Scope.SCREEN, Scope.MOVE)
"""the places with so many commands that each group has a heading of its own"""
_VALUES = later("Settings")
"""the heading of values"""


def entries(scope: Scope) -> list[Entry]:
    """Return all commands, those of a place first, each with the heading of its place."""
    places = [scope, *(each for each in Scope if each is not scope)]
    return [
        Entry(here(each, scope), _heading(each, scope))
        for place in places
        for group in Group
        for each in commands(place)
        if each.group is group
    ]


def _heading(each: Command, scope: Scope) -> str:
    if each.scope is scope and scope not in _GROUPED:
        return tr("Here: {place}", place=tr(scope))
    place = tr(each.scope)
    place = f"{place[0].upper()}{place[1:]}"
    return f"{place} · {tr(each.group)}" if each.scope in _GROUPED else place


class CommandList(Dialog[str]):
    """Commands with a line in which one is looked for; the result is the id of the chosen one."""

    SCOPE: Scope
    """that of the rows"""
    TITLE = ""

    def __init__(self, listed: Sequence[Entry], more: Sequence[Entry] = ()) -> None:
        """`more` are found, and not listed before something is typed."""
        super().__init__()
        self._listed = listed
        self._more = more
        self.line = DialogLine(self.act, placeholder=tr("a command, or what it does"))
        self.rows = CommandRows()

    def frame(self) -> Widget:
        """Return the line, and the commands below it."""
        frame = Vertical(self.line, self.rows, classes="dialog")
        frame.border_title = tr(self.TITLE)
        return frame

    def scopes_now(self) -> tuple[Scope, ...]:
        """Return the scopes of what has the focus."""
        return with_wider(Scope.FINDING if self.line.has_focus else self.SCOPE)

    def on_mount(self) -> None:
        """Show the commands."""
        self.rows.focus()
        self.narrow(self.line.value)

    def on_descendant_focus(self) -> None:
        """Show the keys of what has the focus."""
        self.show_keys()

    def narrow(self, text: str) -> None:
        """Show the commands that a text describes; all for none."""
        if not text.strip():
            self.rows.show(self._listed, is_ranked=False)
            return
        places = {each.command: each.place for each in (*self._listed, *self._more)}
        self.rows.show([Entry(each, places[each]) for each in found(places, text)], is_ranked=True)

    def show_again(self, listed: Sequence[Entry]) -> None:
        """Show these commands from now on, with the cursor on the same one."""
        self._listed = listed
        current, top = self.rows.cursor, self.rows.top
        self.narrow(self.line.value)
        self.rows.put_cursor(current, top)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Narrow while typing."""
        event.stop()
        self.narrow(event.value)

    def act(self, key: str) -> bool:
        """Handle a key of the line for the rows; return whether it was one."""
        match key:
            case "enter":
                self.choose()
            case "down" | "up":
                self.move(1 if key == "down" else -1)
            case "pagedown" | "pageup":
                self.rows.move_by_pages(1 if key == "pagedown" else -1)
            case "escape":
                return self.leave_line()
            case _:
                return False
        return True

    def leave_line(self) -> bool:
        """Show all again, and go to the rows; return False where that closes the screen."""
        self.line.value = ""
        self.rows.focus()
        return True

    @handles("help.find", "keys.find")
    def find(self) -> None:
        """Go to the line."""
        self.line.focus()

    @handles("finding.down", "finding.up")
    def move(self, rows: int) -> None:
        """Go to another command."""
        self.rows.move_by(rows)

    @handles("finding.run", "help.run", "keys.bind")
    def choose(self) -> None:
        """Close with the command under the cursor."""
        if self.rows.current is not None:
            self.dismiss(self.rows.current.id)

    def on_row_list_clicked(self, event: RowList.Clicked) -> None:
        """Do to a clicked command what Enter does."""
        event.stop()
        self.choose()


class HelpScreen(CommandList):
    """The help: all commands, those of the place where one is first."""

    SCOPE = Scope.HELP
    TITLE = later("Help")
    CLOSED_BY = ("program.help",)

    def __init__(self, scope: Scope, text: str = "") -> None:
        super().__init__(entries(scope))
        self.line.value = text

    @handles("help.keys")
    def go_to_keys(self) -> None:
        """Close, and show the keys."""
        self.dismiss("program.keys")


class PaletteScreen(CommandList):
    """The palette: the commands that can be run now; the line has the focus all the time."""

    SCOPE = Scope.FINDING
    TITLE = later("Commands")

    def __init__(
        self,
        scopes: Sequence[Scope],
        also: Sequence[str],
        is_possible: Callable[[str], bool],
        values: Iterable[Command] = (),
    ) -> None:
        """`scopes` are those whose keys work now, by falling priority, and `also` are commands of others.

        `values` are those of settings, which are found by what is typed, as commands of a pane are that have no key.
        """
        possible = [
            each
            for each in entries(scopes[0])
            if (each.command.scope in scopes or each.command.id in also)
            and each.command.scope is not Scope.MOVE
            and each.command.id != "program.palette"
            and is_possible(each.command.id)
        ]
        # What moves within a pane is of use by a key alone.
        rare = [each for each in possible if each.command.scope is not Scope.SCREEN and not each.command.keys]
        super().__init__(
            [each for each in possible if each not in rare],
            [*rare, *(Entry(each, tr(_VALUES)) for each in values)],
        )
        self.rows.can_focus = False

    def on_mount(self) -> None:
        """Type at once."""
        super().on_mount()
        self.line.focus()
        self.rows.show_focus(has_focus=True)

    def leave_line(self) -> bool:
        """Close."""
        return False

    def footer(self) -> Iterator[Command]:
        """Yield what Enter and the arrows do."""
        yield from (command("finding.run"), command("finding.down"), command("dialog.close"))
