"""Press by the keys of the table what a preset has on other keys: what is typed in a test is what a person means."""

from __future__ import annotations

from collections.abc import Sequence

from reader.tui.commands import COMMANDS, Command, Scope
from reader.tui.dispatch import CommandScreen
from reader.tui.keys.in_force import command, here
from reader.tui.keys.names import is_digit
from reader.tui.widgets.line_widget import LineWidget
from tests.tui.conftest import Desk


class KeysInForce:
    """Says which keys to press for those of the table, where the screens are now."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._begun = ""

    def of(self, key: str) -> Sequence[str]:
        """Return the keys that do what a key of the table does; none while a sequence of the table is not whole."""
        screen = self._desk.app.screen
        if not isinstance(screen, CommandScreen) or screen.is_text(key) or is_digit(key):
            return (key,)
        focused = screen.focused
        if isinstance(focused, LineWidget) and focused.wants_key(key):
            return (key,)
        whole = f"{self._begun} {key}".strip()
        meant, is_begun = _meant(screen, whole)
        if meant is not None:
            self._begun = ""
            keys = here(command(meant.id), screen.scopes_now()[0]).keys
            # Those that the preset adds, which tests with the keys of the table do not press.
            own = [each for each in keys if each not in meant.keys]
            return (own[-1] if own else keys[0]).split(" ")
        self._begun = whole if is_begun else ""
        return () if is_begun else (key,)


def _meant(screen: CommandScreen[object], keys: str) -> tuple[Command | None, bool]:
    """Return the command that the table has on these keys, and whether they only begin the keys of one."""
    scopes: Sequence[Scope] = screen.scopes_now()
    claims = [each for scope in scopes for each in COMMANDS if each.scope is scope]
    claims += [each for each in COMMANDS if each.id in (*screen.ALSO, *screen.CLOSED_BY)]
    found = next((each for each in claims if keys in each.keys), None)
    begun = any(key.startswith(f"{keys} ") for each in claims for key in each.keys)
    return found, found is None and begun
