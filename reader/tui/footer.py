"""Selects the commands that the footer of the main screen shows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from reader.language import later
from reader.tui.commands import Command, Group, Scope, When
from reader.tui.keys.in_force import command, commands, here
from reader.tui.layout import Pane

_WAY_TO = {Pane.TAGS: "filter.tags", Pane.TIMELINE: "filter.timeline"}
"""the commands that focus a side pane, which the footer leaves out in that pane"""
_ON_CHOSEN = ("mark.star", "mark.read", "mark.label", "mark.note")
"""the commands that act on chosen posts"""


def footer(
    scope: Scope,
    pane: Pane,
    *,
    is_typing: bool,
    has_chosen: bool,
    labels: Mapping[str, str],
    can_run: Callable[[str], bool],
) -> tuple[Command, ...]:
    """Return the commands to show for a scope and the focused pane.

    `can_run` says whether a command would do something now: what would not is left out, a step only if none can be taken
    either way. `is_typing` is True while the input of the tag pane has the focus, `has_chosen` while posts are chosen; `labels`
    holds labels by command id that replace those of the table.
    """
    own = [each for each in commands(scope) if each.footer and (each.when is When.ALWAYS or can_run(each.id))]
    if scope is Scope.STRIP:
        return (*own, command("program.help"))
    if scope is Scope.PASSAGE:
        own = [replace(each, label=labels.get(each.id, each.label)) for each in own]
        return (*own, command("program.help"))
    if is_typing:
        escape = command("program.escape")
        # All other keys insert characters.
        return (*own, replace(escape, footer=escape.key, label=later("Back")))
    if has_chosen and scope is Scope.LIST:
        marks = (replace(each, footer=each.key) for each in (here(command(id_), scope) for id_ in _ON_CHOSEN))
        return (*marks, replace(command("program.back"), label=later("Let go")), command("program.help"))
    taken = {key for each in own for key in each.keys}
    is_on_side = pane in (Pane.TAGS, Pane.TIMELINE)
    rest = [
        each
        for each in (here(wider, scope) for wider in commands(Scope.SCREEN))
        if each.footer
        and not taken & set(each.keys)
        and not (is_on_side and each.group not in (Group.FILTER, Group.PROGRAM))
        and each.id != _WAY_TO.get(pane)
        and any(map(can_run, _both_ways(each)))
    ]
    return tuple(
        replace(each, label=labels[each.id]) if each.id in labels else each for each in (*own, *rest)
    )


def _both_ways(each: Command) -> tuple[str, ...]:
    """Return the id of a command, and for a step that of the one back, for which its place in the footer stands, too."""
    return (each.id, each.id.replace("next", "previous")) if each.amount is not None else (each.id,)
