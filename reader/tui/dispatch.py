"""Maps keys to commands (counts, sequences, scopes) and commands to their handlers.

A method registers for commands with `@handles("mark.star")`. The handler is looked up on the focused widget,
its ancestors, the screen, and the screen's features, in this order. Keys are handled here before Textual sees
them, so that a key has taken full effect, including a moved focus, before the next one is handled.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from inspect import isawaitable
from typing import Any, TypeVar

from textual import events
from textual.await_complete import AwaitComplete
from textual.message import Message
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input

from reader.language import later, tr
from reader.tui.commands import TYPED, Command, Scope, When
from reader.tui.keys.in_force import by_key, command, key_of, typed_keys
from reader.tui.keys.names import is_digit, is_typed, plain_key
from reader.tui.widgets.line_widget import LineWidget
from reader.tui.widgets.selectable import Selectable

Function = TypeVar("Function", bound=Callable[..., object])
Result = TypeVar("Result")
_MOST_DIGITS = 6
_NEEDS = {
    When.POST: later("“{label}” needs a post: go to one in the list, or open one."),
    When.LISTED: later("“{label}” needs posts, and the list has none."),
    When.SELECTED: later("“{label}” needs a text that the mouse has selected; {key} leaves the reader."),
}
_MOST_CHAINS = 64
"""widgets in a place, from the focused one to the app, whose commands are remembered together"""
_HANDLED: dict[type, Mapping[str, str]] = {}


def handles(*command_ids: str, offered: Callable[..., bool] | None = None) -> Callable[[Function], Function]:
    """Register a method as the handler of these commands.

    It is called with `Command.number` of the typed count, or without an argument if that is None. It may be a
    coroutine function. `offered`, called as the handler is, says whether the palette and the footer offer the commands
    now; a key calls the handler all the same, which says why it does nothing.
    """

    def register(function: Function) -> Function:
        vars(function).update(command_ids=command_ids, offered=offered)
        return function

    return register


def _handled_by(kind: type) -> Mapping[str, str]:
    """Return the names of the handler methods of a class by command id."""
    known = _HANDLED.get(kind)
    if known is None:
        known = _HANDLED[kind] = {
            command_id: name
            for base in reversed(kind.__mro__)
            for name, function in vars(base).items()
            for command_id in getattr(function, "command_ids", ())
        }
    return known


def leaves(key: str) -> bool:
    """Return whether a key ends the program wherever one is: one of the command for that which types nothing."""
    return key in command("program.quit").keys and not is_typed(key)


@lru_cache(_MOST_CHAINS)
def _handled_along(kinds: tuple[type, ...]) -> Mapping[str, tuple[int, str]]:
    """Return, by command id, which of objects of these classes handles it first, and the name of its method."""
    return {
        command_id: (number, name)
        for number, kind in reversed([*enumerate(kinds)])
        for command_id, name in _handled_by(kind).items()
    }


def handlers(owners: Sequence[object]) -> Callable[[str], Callable[..., object] | None]:
    """Return what finds, by command id, the first owner's handler of a command, or None if no owner has one."""
    handled = _handled_along(tuple(map(type, owners)))

    def handler(command_id: str) -> Callable[..., object] | None:
        found = handled.get(command_id)
        if found is None:
            return None
        number, name = found
        function: Callable[..., object] = getattr(owners[number], name)
        return function

    return handler


class CopyAsked(Message):
    """A text should be copied."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text


class SettingChosen(Message):
    """A value of a setting was chosen, which is to act and to be kept."""

    def __init__(self, setting: str, value: object) -> None:
        super().__init__()
        self.setting = setting
        self.value = value


class CommandScreen(Screen[Result]):
    """A screen that maps keys to commands and runs them; the base of all screens of the reader."""

    SCOPES: tuple[Scope, ...] = ()
    """the scopes whose keys work here, by falling priority"""
    ALSO: tuple[str, ...] = ("program.quit", "program.suspend", "program.redraw", "link.copy-selection")
    """commands of other scopes whose keys also work here"""
    CLOSED_BY: tuple[str, ...] = ()
    """commands whose keys close this dialog, such as the command that opened it"""
    TAKES_LINES = False
    """whether pasted text keeps its lines"""
    FEATURES: tuple[object, ...] = ()
    """objects with handlers beside the screen and its widgets"""

    _digits = ""
    _sequence = ""

    def dismiss(self, result: Result | None = None) -> AwaitComplete:
        """Close the screen with a result; a second answer that arrives together with the first changes nothing."""
        # Not `is_current`, which a screen under another one is, too: the one on top would be closed.
        is_on_top = self.app.screen_stack[-1:] == [self]
        return super().dismiss(result) if is_on_top else AwaitComplete()

    # For subclasses to override

    def scopes_now(self) -> tuple[Scope, ...]:
        """Return the scopes whose keys work now, by falling priority."""
        return self.SCOPES

    def command_target(self) -> Widget | None:
        """Return the widget at which the lookup of handlers begins."""
        return self.focused

    def is_possible(self, when: When) -> bool:
        """Return whether the precondition of a command holds."""
        return when is not When.SELECTED or bool(self.get_selected_text())

    def is_text(self, key: str) -> bool:
        """Return whether the focused widget is one to type in, which reads this key before commands do."""
        return isinstance(self.focused, Input)

    def pending_changed(self, pending: str) -> None:
        """React to another pending count or key sequence; empty if nothing is pending."""

    # The focus in words

    def on_mount(self) -> None:
        """Say in the plain mode on the first line what has the focus."""
        if getattr(self.app, "shows_cursor", False):
            from reader.tui.plain import focus_in_words
            from reader.tui.widgets.focus_line import FocusLine

            self.mount(FocusLine(lambda: focus_in_words(self)))
            self.add_class("plain")

    # Keys

    def read_as(self, key: str) -> str:
        """Return the key that a key is taken for; empty for one that calls nothing any more.

        Signs and letters of an input method that was left on are the keys that they are on. A line of input reads the keys
        of the table, whichever are in force.
        """
        if not self.is_text(key):
            return plain_key(key)
        if not isinstance(self.focused, Input):
            return key
        scope = next((scope for scope in self.scopes_now() if scope in TYPED), Scope.TYPING)
        return typed_keys(scope).get(key, key)

    async def take_key(self, key: str) -> bool:
        """Handle a key before Textual does; return False if it is left to the focused widget."""
        focused = self.focused
        is_wanted = isinstance(focused, LineWidget) and focused.wants_key(key) and not leaves(key)
        if self.is_text(key) or is_wanted:
            return False
        return await self._command_key(key)

    async def on_key(self, event: events.Key) -> None:
        """Handle a key that the focused widget left."""
        types = event.is_printable and self.is_text(event.key)
        if not types and await self._command_key(event.key):
            event.stop()
            event.prevent_default()

    async def _command_key(self, key: str) -> bool:
        known = by_key(*self.scopes_now(), also=self.ALSO, closed_by=self.CLOSED_BY)
        if key == "escape" and (self._digits or self._sequence):
            self._forget()
        elif is_digit(key) and not self._sequence:
            self._digits = (self._digits + key)[:_MOST_DIGITS]
            self.pending_changed(self.pending)
        elif any(keys.startswith(f"{self._sequence}{key} ") for keys in known):
            self._sequence += f"{key} "
            self.pending_changed(self.pending)
        elif (found := known.get(f"{self._sequence}{key}")) is not None:
            count = int(self._digits or 0)
            self._forget()
            if self.handler_of(found.id) is None:
                return False
            await self.run_or_tell(found.id, count)
        else:
            self._forget()
            return False
        return True

    @property
    def pending(self) -> str:
        """The typed part of a count or a key sequence."""
        return (self._digits + self._sequence).strip()

    @property
    def has_count(self) -> bool:
        """Whether a count is being typed."""
        return bool(self._digits)

    def _forget(self) -> None:
        if self._digits or self._sequence:
            self._digits = self._sequence = ""
            self.pending_changed("")

    # The selection

    def get_selected_text(self) -> str:
        """Return what the mouse has selected; empty for nothing."""
        ours = next((each.selected_text for each in self.query(Selectable) if each.selected_text), "")
        return ours or super().get_selected_text() or ""

    @handles("link.copy-selection")
    def copy_selection(self) -> None:
        """Ask the app to copy what is selected."""
        self.post_message(CopyAsked(self.get_selected_text()))

    # Commands

    @handles("dialog.close")
    def close_dialog(self) -> None:
        """Close this dialog without a result."""
        self.dismiss(None)

    @handles("program.help")
    def help(self) -> None:
        """Show all commands, those that work here first."""
        self.show_help("")

    def show_help(self, text: str) -> None:
        """Show the help, or what it says of a text."""
        from reader.tui.screens.command_list import HelpScreen  # rows know this module

        self.app.push_screen(HelpScreen(self.scopes_now()[0], text), self._run_chosen)

    @handles("program.palette")
    def show_palette(self) -> None:
        """Show the commands that can be run now."""
        from reader.tui.screens.command_list import PaletteScreen

        screen = PaletteScreen(self.scopes_now(), self.ALSO, self.can_run, self.values())
        self.app.push_screen(screen, self._run_chosen)

    def values(self) -> Iterable[Command]:
        """Return the values of settings that the palette offers."""
        return ()

    def take_value(self, command_id: str) -> bool:
        """Put a value of `values` into force; return False for the id of another command."""
        return False

    def _run_chosen(self, command_id: str | None) -> None:
        if command_id is not None and not self.take_value(command_id):
            self.run_later(command_id)

    def run_later(self, command_id: str, count: int = 0) -> None:
        """Run a command, or say why it cannot be run, once the screen over this one is gone."""
        self.call_later(self.run_or_tell, command_id, count)

    @handles("program.quit")
    def quit(self) -> None:
        """End the program."""
        self.app.exit()

    @handles("program.suspend")
    def suspend(self) -> None:
        """Stop the program until the shell continues it."""
        self.app.action_suspend_process()

    @handles("program.redraw")
    def paint_again(self) -> None:
        """Paint all cells, whatever the terminal shows."""
        self.app.refresh(layout=True)

    def handler_of(self, command_id: str) -> Callable[..., object] | None:
        """Return the handler of a command on this screen; None if there is none."""
        return handlers(self._owners())(command_id)

    def _owners(self) -> Sequence[object]:
        """Return what may handle a command now, the nearest first."""
        target = self.command_target()
        nodes = target.ancestors_with_self if target is not None else [self]
        return (*nodes, self, *self.FEATURES, self.app)

    def runnable(self) -> Callable[[str], bool]:
        """Return a test of whether a command would do something now, for footers: what may handle commands is found once."""
        handler = handlers(self._owners())

        def can_run(command_id: str) -> bool:
            found, function = command(command_id), handler(command_id)
            return function is not None and self.is_possible(found.when) and _is_offered(function, found)

        return can_run

    def can_run(self, command_id: str) -> bool:
        """Return whether a command would do something now."""
        return self.runnable()(command_id)

    async def run_or_tell(self, command_id: str, count: int = 0) -> None:
        """Run a command, or say why it cannot be run now."""
        if not await self.run_command(command_id, count):
            self.app.notify(self._why_not(command(command_id)), markup=False)

    def _why_not(self, found: Command) -> str:
        label = tr(found.label)
        if self.handler_of(found.id) is None:
            return tr("“{label}” cannot be done here. Its place: {place}", label=label, place=tr(found.scope))
        return tr(_NEEDS[found.when], label=label, key=key_of("program.quit"))

    async def run_command(self, command_id: str, count: int = 0) -> bool:
        """Run a command with a typed count (0 for none); return whether it was possible."""
        found = command(command_id)
        function = self.handler_of(command_id)
        if function is None or not self.is_possible(found.when):
            return False
        await call(function, found, count)
        return True


def _is_offered(function: Callable[..., object], found: Command) -> bool:
    """Return whether lists of commands offer the one that this handler does."""
    offered = getattr(function, "offered", None)
    if offered is None:
        return True
    number = found.number(0)
    return bool(offered(function.__self__, *(() if number is None else (number,))))  # type: ignore[attr-defined] # a method


async def call(function: Callable[..., Any], found: Command, count: int) -> None:
    """Call a handler with the command's number, if it has one, and await it if it is a coroutine."""
    number = found.number(count)
    result: Awaitable[object] | object = function() if number is None else function(number)
    if isawaitable(result):
        await result
