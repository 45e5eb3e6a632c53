"""Selects the commands that a footer shows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace

from reader.language import later
from reader.tui.commands import Command, Group, Scope
from reader.tui.keys.in_force import command, commands, here, shown_of_screen
from reader.tui.layout import Pane

_WAY_TO = {Pane.TAGS: "filter.tags", Pane.TIMELINE: "filter.timeline"}
"""the commands that focus a side pane, which the footer leaves out in that pane"""
_ON_CHOSEN = ("mark.star", "mark.read", "mark.label", "mark.note")
"""the commands that act on chosen posts"""


_WHILE_TYPING = ("filter.and", "filter.not", "filter.or", "filter.apply")
"""the commands whose keys act on the values of the tag pane while its line is typed in"""


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
    own = offered(commands(scope), can_run)
    if scope is Scope.STRIP:
        return (*own, command("program.help"))
    if scope is Scope.PASSAGE:
        own = [replace(each, label=labels.get(each.id, each.label)) for each in own]
        return (*own, command("program.help"))
    if is_typing:
        escape = command("program.escape")
        # All other keys insert characters.
        return (*map(command, _WHILE_TYPING), replace(escape, footer=escape.key, label=later("Back")))
    if has_chosen and scope is Scope.LIST:
        marks = (replace(each, footer=each.key) for each in (here(command(id_), scope) for id_ in _ON_CHOSEN))
        return (*marks, replace(command("program.back"), label=later("Let go")), command("program.help"))
    is_on_side = pane in (Pane.TAGS, Pane.TIMELINE)
    rest = [
        each
        for each in offered(shown_of_screen(scope), can_run)
        if not (is_on_side and each.group not in (Group.FILTER, Group.PROGRAM))
        and each.id != _WAY_TO.get(pane)
    ]
    return tuple(
        replace(each, label=labels[each.id]) if each.id in labels else each for each in (*own, *rest)
    )


def offered_in(scope: Scope, can_run: Callable[[str], bool]) -> tuple[Command, ...]:
    """Return the commands to show on a screen of one scope, and the help."""
    return (*offered(commands(scope), can_run), command("program.help"))


def offered(some: Iterable[Command], can_run: Callable[[str], bool]) -> list[Command]:
    """Return those of some commands that a footer shows and that would do something now."""
    return [each for each in some if each.footer and any(map(can_run, _both_ways(each)))]


def _both_ways(each: Command) -> Iterator[str]:
    """Yield the id of a command, and for a step that of the one the other way, which its place in the footer stands for, too."""
    yield each.id
    if each.amount is not None:
        ids = [other.id for other in commands(each.scope)]
        # The table has the two below each other.
        beside = commands(each.scope)[ids.index(each.id) + 1 :][:1]
        yield from (other.id for other in beside if other.amount == -each.amount)
