"""Puts the keys of the table, of a preset and of the user together, and says what is wrong with the user's."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from reader.language import tr
from reader.tui.commands import COMMANDS, TYPED, Command, Scope, with_wider
from reader.tui.keys.in_force import InPanes, claims
from reader.tui.keys.names import KeyNameError, is_typed, sequence_of, shown
from reader.tui.keys.reach import Clash, reach

DEFAULT = "default"
Keys = tuple[str, ...]
_NEAR = 0.6
"""how like a name must be to one that is unknown to be proposed, as `difflib` counts"""

_MOST_PLACES = 3
"""more places than these are called all"""


class KeyProblem(str):
    """A sentence on what is wrong with the user's keys."""

    __slots__ = ("binding",)

    def __new__(cls, sentence: str, binding: str) -> KeyProblem:
        """`binding` is the name under which the table of keys has what is wrong; empty if that is not known."""
        problem = super().__new__(cls, sentence)
        problem.binding = binding
        return problem

    binding: str


class Keymap(NamedTuple):
    """The commands with the keys in force."""

    table: Sequence[Command]
    in_panes: InPanes
    """commands that have other keys in one place than elsewhere"""
    problems: tuple[KeyProblem, ...]
    """what is wrong with the user's keys"""


def pane_name(scope: Scope) -> str:
    """Return the name of a place in the settings."""
    return scope.name.lower().replace("_", "-")


_PANES = {pane_name(scope): scope for scope in Scope}


def keymap(preset: str = DEFAULT, bindings: Iterable[tuple[str, Sequence[str]]] = ()) -> Keymap:
    """Return the commands with the keys of a preset, and those that `bindings` say instead.

    A binding names a command by its id, after a pane and a full stop for that pane alone, and its keys. What is wrong
    is left out and said; of two commands that claim a key in the same place, the user's own has it.
    """
    bindings = tuple(bindings)
    if preset == DEFAULT and not bindings:
        return Keymap(COMMANDS, {}, ())
    base = _with_keys(COMMANDS, _preset(preset), is_rebound=False)
    own: dict[str, Keys] = {}
    own_in_panes: dict[tuple[Scope, str], Keys] = {}
    names: dict[str, str] = {}
    problems = []
    for name, written in bindings:
        try:
            scope, each = _target(name)
            keys = _keys(written, scope or each.scope)
        except _BindingError as error:
            problems.append(KeyProblem(f"[keys] {name}: {error}", name))
        else:
            names[each.id] = name
            if scope is None or scope is each.scope:
                own[each.id] = keys
            else:
                own_in_panes[scope, each.id] = keys
    mine = _with_keys(base, own, is_rebound=True)
    by_id = {each.id: each for each in mine}
    in_panes = {
        (scope, id_): replace(by_id[id_], keys=keys, is_rebound=True)
        for (scope, id_), keys in own_in_panes.items()
    }
    known = {(each.key, each.loser.id, each.winner.id) for _, each in _clashes(base, {})}
    problems += _told(_clashes(mine, in_panes), known, names)
    return Keymap(
        _with_footers(mine),
        {
            (scope, id_): _with_footers([each], _of_scope(in_panes, scope))[0]
            for (scope, id_), each in in_panes.items()
        },
        tuple(problems),
    )


def in_file(problems: Iterable[KeyProblem], file: Path) -> list[str]:
    """Return what is wrong with the user's keys, each with its line in the settings file; a path without a name is none."""
    problems = list(problems)
    if not problems or not file.name:
        return [*map(str, problems)]
    from reader.config.loading import read_text
    from reader.config.messages import line_of_key, placed

    text = read_text(file)
    return [
        placed(problem, file, line_of_key(text, problem.binding)) if problem.binding else str(problem)
        for problem in problems
    ]


class _BindingError(Exception):
    """A binding cannot hold; the text is a sentence on why."""


def _preset(name: str) -> Mapping[str, Keys]:
    if name == DEFAULT:
        return {}
    from reader.tui.keys.presets import PRESETS  # for those who want one

    return PRESETS[name]


def _with_keys(
    table: Iterable[Command], keys: Mapping[str, Keys], *, is_rebound: bool
) -> tuple[Command, ...]:
    return tuple(
        replace(each, keys=keys[each.id], is_rebound=is_rebound) if each.id in keys else each
        for each in table
    )


def _target(name: str) -> tuple[Scope | None, Command]:
    """Return the pane, if any, and the command that a binding names. Raise _BindingError."""
    ids = {each.id: each for each in COMMANDS}
    if name in ids:
        return None, ids[name]
    pane, _, rest = name.partition(".")
    if rest in ids and pane not in _PANES:
        raise _BindingError(
            tr("there is no pane {pane}: known are {panes}.", pane=pane, panes=tr(", ").join(_PANES))
        )
    if rest not in ids:
        raise _BindingError(_no_command(rest if pane in _PANES else name, ids))
    scope, each = _PANES[pane], ids[rest]
    if each.scope not in with_wider(scope):
        raise _BindingError(
            tr("{command} works only in one place: {place}.", command=rest, place=tr(each.scope))
        )
    return scope, each


def _no_command(name: str, ids: Iterable[str]) -> str:
    from difflib import get_close_matches  # only where there is a mistake

    found = get_close_matches(name, [*ids], 1, _NEAR)
    if found:
        return tr("there is no such command: did you mean {found}?", found=found[0])
    return tr("there is no such command; `reader keys` lists all.")


def _keys(written: Sequence[str], scope: Scope) -> Keys:
    """Return keys as Textual names them. Raise _BindingError for the first that is none, or that a text needs."""
    keys = []
    for each in written:
        try:
            key = sequence_of(each)
        except KeyNameError as error:
            raise _BindingError(str(error)) from error
        if scope in TYPED and (" " in key or is_typed(key)):
            raise _BindingError(tr("{key} is typed there as text: {place}.", key=shown(key), place=tr(scope)))
        keys.append(key)
    return tuple(dict.fromkeys(keys))


# Clashes


def _clashes(table: Sequence[Command], in_panes: InPanes) -> list[tuple[Scope, Clash[Command]]]:
    """Return the keys that commands have in vain, each with the place."""
    return [
        (scope, clash) for scope in Scope for clash in reach(claims(with_wider(scope), table, in_panes))[1]
    ]


def _told(
    clashes: Iterable[tuple[Scope, Clash[Command]]],
    known: set[tuple[str, str, str]],
    names: Mapping[str, str],
) -> list[KeyProblem]:
    """Return a sentence for each clash that is not known, with the places where it is one.

    `names` has the binding of each command that the user gave keys.
    """
    found: dict[KeyProblem, list[Scope]] = {}
    for scope, clash in clashes:
        if (clash.key, clash.loser.id, clash.winner.id) not in known:
            binding = names.get(clash.winner.id) or names.get(clash.loser.id, "")
            places = found.setdefault(KeyProblem(_sentence(clash), binding), [])
            if clash.loser.scope not in places:
                places.append(scope)
    return [
        KeyProblem(tr("{sentence} ({places}).", sentence=problem, places=_places(scopes)), problem.binding)
        for problem, scopes in found.items()
    ]


def _places(scopes: Sequence[Scope]) -> str:
    return tr(Scope.SCREEN) if len(scopes) > _MOST_PLACES else tr(", ").join(map(tr, scopes))


def _sentence(clash: Clash[Command]) -> str:
    loser, winner = (
        f"{each.id} {tr('“{title}”', title=tr(each.label))}" for each in (clash.loser, clash.winner)
    )
    key, other = shown(clash.key), shown(clash.winning_key)
    if clash.key == clash.winning_key:
        return tr(
            "[keys] {key} is both {winner} and {loser}: it does the first",
            key=key,
            winner=winner,
            loser=loser,
        )
    if len(clash.key) < len(clash.winning_key):
        return tr(
            "[keys] {key}, {loser}, begins {other}, {winner}: only {other} works",
            key=key,
            loser=loser,
            other=other,
            winner=winner,
        )
    return tr(
        "[keys] {key}, {loser}, begins with {other}, {winner}: only {other} works",
        key=key,
        loser=loser,
        other=other,
        winner=winner,
    )


# The footer


def _of_scope(in_panes: InPanes, scope: Scope) -> dict[str, Keys]:
    return {id_: each.keys for (place, id_), each in in_panes.items() if place is scope}


def _with_footers(
    table: Sequence[Command], in_pane: Mapping[str, Keys] = MappingProxyType({})
) -> list[Command]:
    """Return commands whose footers show the keys in force in place of those of the table."""
    now = {each.id: each.keys for each in (*COMMANDS, *table)} | {**in_pane}
    owners = {(each.scope, shown(key)): (each.id, key) for each in COMMANDS for key in each.keys}

    def token(each: Command, was: str) -> str:
        id_, key = owners.get((each.scope, was), (each.id, ""))
        keys = now[id_]
        return shown(key) if key in keys else shown(keys[0]) if keys else ""

    return [
        replace(each, footer=" ".join(filter(None, (token(each, was) for was in each.footer.split(" ")))))
        if each.footer
        else each
        for each in table
    ]
