"""Reads a command line: the name of a command, and what stands after it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from difflib import get_close_matches
from typing import NamedTuple

from reader.errors import ReaderError
from reader.language import tr
from reader.text.spelling import search_form
from reader.tui.commands import Scope
from reader.tui.keys.finding import found
from reader.tui.keys.in_force import command, commands, key_of, listed_commands

Action = Callable[[], object]
_FIRST = (Scope.SCREEN, Scope.MOVE, Scope.LIST, Scope.ARTICLE)
"""the places whose commands have a short name, in order of its claim; those of others are called by their ids"""
_SHORT = {
    "date": "time.go",
    "settings": "program.settings",
    "set": "program.settings",
    "w": "link.write",
    **dict.fromkeys(("q", "q!", "x", "wq", "qa"), "program.quit"),
    "h": "program.help",
    **dict.fromkeys(("n", "next", "bn"), "read.next"),
    **dict.fromkeys(("p", "previous", "bp"), "read.previous"),
    "e": "view.editor",
    "$": "move.bottom",
}
"""names beside those that ids end with, some as in vim and less"""
_MOST_PROPOSALS = 50
_MOST_DIGITS = 6
_ABBREVIATED = 2
"""letters of the longest abbreviation"""


class CommandLineError(ReaderError):
    """A command line cannot be run; the message is one sentence."""


class Argument(NamedTuple):
    """What may stand after the name of a command."""

    read: Callable[[str], Action]
    """returns what to do with a text that is not empty; raises ReaderError, or ValueError with a sentence"""
    proposals: Callable[[str], Sequence[str]] = lambda _: ()
    """returns texts that a text may become; in another thread"""


class CommandLine:
    """The commands by their names."""

    def __init__(self, arguments: Mapping[str, Argument], run: Callable[[str, int], object]) -> None:
        """`arguments` has the commands that take something; `run` runs a command with a count, 0 for none."""
        self._arguments = arguments
        self._run = run
        self.names = _names()
        """the id of each name"""

    def read(self, text: str) -> Action:
        """Return what a line does. Raise CommandLineError with why it cannot be run."""
        text = text.strip()
        if text.isascii() and text.isdigit():
            text = f"bottom {text}"
        name, _, rest = text.partition(" ")
        argument = rest.strip()
        id_ = self.names.get(name) or _labelled(text)
        if id_ is None:
            raise CommandLineError(self._unknown(name))
        if name not in self.names or not argument:
            return lambda: self._run(id_, 0)
        return self._with_argument(name, id_, argument)

    def _with_argument(self, name: str, id_: str, argument: str) -> Action:
        takes = self._arguments.get(id_)
        if takes is not None:
            try:
                return takes.read(argument)
            except (ReaderError, ValueError) as error:
                raise CommandLineError(str(error)) from error
        is_count = argument.isascii() and argument.isdigit() and len(argument) <= _MOST_DIGITS
        if is_count and int(argument) and command(id_).amount is not None:
            return lambda: self._run(id_, int(argument))
        raise CommandLineError(
            tr("{name} takes nothing but a number after it.", name=name)
            if command(id_).amount is not None
            else tr("{name} takes nothing after it.", name=name)
        )

    def _unknown(self, name: str) -> str:
        if not name:
            return tr("Type the name of a command.")
        near = get_close_matches(name, self.names, 1)
        if near:
            return tr("There is no command “{name}”: did you mean {near}?", name=name, near=near[0])
        key = key_of("command-line.complete")
        return tr("There is no command “{name}”; {key} completes one.", name=name, key=key)

    def proposals(self, text: str) -> list[str]:
        """Return the lines that a text may become."""
        name, blank, rest = text.partition(" ")
        if blank:
            takes = self._arguments.get(self.names.get(name, ""))
            found_ = takes.proposals(rest.lstrip()) if takes is not None else ()
            return [f"{name} {each}" for each in found_ if each != rest][:_MOST_PROPOSALS]
        beginning = [each for each in self.names if each.startswith(name)]
        of_id = {id_: each for each, id_ in reversed(self.names.items()) if "." not in each}
        ids = [each.id for each in found(commands(*_FIRST), name)] if name else []
        others = [of_id.get(id_, id_) for id_ in ids]
        return [each for each in dict.fromkeys((*sorted(beginning, key=_rank), *others)) if each != name][
            :_MOST_PROPOSALS
        ]

    def explained(self, line: str) -> str:
        """Return the name of the command that a proposed line runs."""
        id_ = self.names.get(line.partition(" ")[0])
        return tr(command(id_).label) if id_ is not None else ""


def _rank(name: str) -> tuple[bool, bool, int]:
    """Return by what names are sorted: short ones first, but abbreviations last of these."""
    return "." in name, len(name) <= _ABBREVIATED, len(name)


def _labelled(text: str) -> str | None:
    form = search_form(text)
    return next(
        (
            each.id
            for each in listed_commands()
            if form in (search_form(tr(each.label)), search_form(each.label))
        ),
        None,
    )


def _names() -> dict[str, str]:
    """Return the ids by name: the words that ids end with, and the ids themselves."""
    names = dict(_SHORT)
    for place in _FIRST:
        for each in commands(place):
            names.setdefault(each.id.partition(".")[2], each.id)
    return names | {each.id: each.id for each in listed_commands()}
