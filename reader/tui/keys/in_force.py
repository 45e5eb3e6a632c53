"""The commands with the keys in force, which are those of the table unless the user chose others."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from operator import itemgetter

from reader.language import tr
from reader.tui.commands import COMMANDS, UNLISTED, Command, Group, Scope
from reader.tui.keys.reach import reach

_NAMED = re.compile(r"\{([a-z.-]+)\}")
"""a command that the description of another one names"""

InPanes = Mapping[tuple[Scope, str], Command]
"""commands that have other keys in one place than elsewhere, by that place and their id"""


class _InForce:
    """The table with the keys in force, which are those of the one user of this process."""

    table: Sequence[Command] = COMMANDS
    in_panes: InPanes = {}


def put_in_force(table: Sequence[Command], in_panes: InPanes) -> None:
    """Have all that asks for commands get these: help, footer, palette, messages, and the keys themselves."""
    _InForce.table, _InForce.in_panes = table, in_panes
    for cached in (commands, listed_commands, command, shown_of_screen, by_key, typed_keys):
        cached.cache_clear()


@cache
def commands(*scopes: Scope) -> tuple[Command, ...]:
    """Return the commands of these scopes in table order."""
    return tuple(command for command in _InForce.table if command.scope in scopes)


@cache
def listed_commands() -> tuple[Command, ...]:
    """Return the commands that help, palette and handbook list, by group."""
    return tuple(
        command
        for group in Group
        if group not in UNLISTED
        for command in _InForce.table
        if command.group is group
    )


@cache
def command(command_id: str) -> Command:
    """Return the command with this id. Raise KeyError if there is none."""
    for each in _InForce.table:
        if each.id == command_id:
            return each
    raise KeyError(command_id)


def here(each: Command, scope: Scope) -> Command:
    """Return a command with the keys that it has in a place."""
    return _InForce.in_panes.get((scope, each.id), each)


@cache
def shown_of_screen(scope: Scope) -> tuple[Command, ...]:
    """Return the commands of the whole screen that the footer of a pane shows, without those whose keys the pane has taken."""
    taken = {key for each in commands(scope) if each.footer for key in each.keys}
    wider = (here(each, scope) for each in commands(Scope.SCREEN))
    return tuple(each for each in wider if each.footer and taken.isdisjoint(each.keys))


def key_of(command_id: str) -> str:
    """Return how a command is called, for a sentence: its first key, else its name on the command line."""
    return command(command_id).key


def explained(each: Command) -> str:
    """Return what a command does, with the keys in force of the commands that the sentence names."""
    return _NAMED.sub(lambda named: key_of(named[1]), tr(each.help))


@cache
def by_key(
    *scopes: Scope, also: tuple[str, ...] = (), closed_by: tuple[str, ...] = ()
) -> Mapping[str, Command]:
    """Return the commands of these scopes by key or sequence; for a key in several, the first scope wins.

    What they leave calls the commands `also`, and of the commands `closed_by` closes a dialog.
    """
    others = [(key, command(each)) for each in also for key in command(each).keys]
    closing = [(key, command("dialog.close")) for each in closed_by for key in command(each).keys]
    return reach([*claims(scopes, _InForce.table, _InForce.in_panes), *others, *closing])[0]


@cache
def typed_keys(scope: Scope) -> Mapping[str, str]:
    """Return what lines of input, which read the keys of the table, take a key for; empty for one that calls nothing now."""
    changed: dict[str, str] = {}
    kept = set()
    for was in COMMANDS:
        if was.scope is not scope:
            continue
        keys = command(was.id).keys
        kept |= set(was.keys) & set(keys)
        changed |= dict.fromkeys(set(was.keys) - set(keys), "") | dict.fromkeys(
            set(keys) - set(was.keys), was.keys[0]
        )
    return {key: taken for key, taken in changed.items() if key not in kept}


def claims(scopes: Sequence[Scope], table: Sequence[Command], in_panes: InPanes) -> list[tuple[str, Command]]:
    """Return the keys that commands claim where these scopes hold, the stronger claims first.

    What is meant for the first scope alone is stronger; else what the user chose.
    """
    ranked = []
    for each in table:
        if each.scope in scopes:
            found = in_panes.get((scopes[0], each.id))
            is_wider = found is None and each.scope is not scopes[0]
            ranked.append((is_wider, not (found or each).is_rebound, found or each))
    return [(key, each) for _, _, each in sorted(ranked, key=itemgetter(0, 1)) for key in each.keys]
