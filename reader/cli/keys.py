"""`reader keys`: the commands of the screens with the keys in force."""

from __future__ import annotations

import os

from reader import paths
from reader.cli.arguments import Arguments
from reader.cli.output import cut, is_terminal, note, print_json, width
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
    if arguments.json or arguments.ndjson:
        print_json((_shape(each, found) for each in found.table), lines=arguments.ndjson)
    elif is_terminal():
        cells = max(len(each.id) for each in found.table)
        for each in _with_those_of_panes(found):
            keys = cut(each.shown_keys, _KEYS_CELLS, 1)
            line = _GAP.join(
                (keys.ljust(_KEYS_CELLS), each.id.ljust(cells), f"{tr(each.label)} ({tr(each.scope)})")
            )
            print(cut(line, width(), 1))
    else:
        for each in _with_those_of_panes(found):
            print(each.id, ", ".join(each.keys), tr(each.label), tr(each.scope), sep="\t")
    return 1 if problems else 0


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
