"""`reader keys`: the commands of the screens with the keys in force."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from functools import partial
from itertools import islice

from reader import paths
from reader.cli.arguments import Arguments
from reader.cli.listing import Listing, Output, tabbed
from reader.cli.output import cut, note
from reader.config.loading import load_settings
from reader.language import tr
from reader.text.safe import clean_line
from reader.tui.commands import Command
from reader.tui.keys.keymap import Keymap, in_file, keymap, pane_name

_GAP = "  "
_KEYS_CELLS = 16


def run(arguments: Arguments) -> int:
    """Print all commands; return the exit code, which is 1 if something is wrong with the user's keys."""
    loaded = load_settings(paths.settings_file(), os.environ)
    settings = loaded.settings
    found = keymap(settings.keys_preset, settings.keys)
    problems = [*map(str, loaded.problems), *in_file(found.problems, paths.settings_file())]
    for problem in problems:
        note(clean_line(problem))
    output = Output(arguments, "keys", ambiguous=settings.ambiguous_width)
    if not output.print_records(_shape(each, found) for each in islice(found.table, output.limit)):
        # Never asked for its records, which are those above: lines name a command once for each place with keys of its own.
        output.print(Listing(_with_those_of_panes(found), partial(_shape, found=found), _plain, _lines))
    return 1 if problems else 0


def _plain(commands: Iterable[Command]) -> Iterator[str]:
    return (tabbed((each.id, ", ".join(each.keys), tr(each.label), tr(each.scope))) for each in commands)


def _lines(commands: Iterable[Command], columns: int) -> Iterator[str]:
    commands = list(commands)
    cells = max((len(each.id) for each in commands), default=0)
    for each in commands:
        keys = cut(each.shown_keys, _KEYS_CELLS, 1)
        line = _GAP.join(
            (keys.ljust(_KEYS_CELLS), each.id.ljust(cells), f"{tr(each.label)} ({tr(each.scope)})")
        )
        yield cut(line, columns, 1)


def _with_those_of_panes(found: Keymap) -> list[Command]:
    """Return the commands, each followed by itself in the panes where it has other keys."""
    return [
        each
        for general in found.table
        for each in (general, *(one for (_, id_), one in found.in_panes.items() if id_ == general.id))
    ]


def _shape(each: Command, found: Keymap) -> dict[str, object]:
    """Return the object of a command; `in_panes` has the keys of places where they are others."""
    in_panes = {pane_name(scope): one.keys for (scope, id_), one in found.in_panes.items() if id_ == each.id}
    return {
        "id": each.id,
        "label": tr(each.label),
        "keys": each.keys,
        "scope": pane_name(each.scope),
        "in_panes": in_panes,
    }
