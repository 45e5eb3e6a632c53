"""What a word of a `reader` command may become, from the parsers of the commands and the names in archives."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple, Protocol

from reader.cli import parsers
from reader.cli.arguments import COMMANDS
from reader.cli.parsers.parser import Parser
from reader.config.kinds import Folders, YesNo, Zone
from reader.config.listing import named
from reader.config.schema import SETTINGS, Settings
from reader.errors import SettingsError
from reader.language import tr
from reader.paths import settings_file

_LONGEST_MEANING = 60
_NAMES_OF = {"labels": "LABEL", "searches": "SEARCH", "config": "SETTING"}
"""what NAME and OLD are, among the words of a command"""
_FORMS = re.compile(r",\s*|\|")


class Names(Protocol):
    """The names in archives."""

    def of(self, kind: str, typed: str, archives: Sequence[Path]) -> list[str]:
        """Return what a typed QUERY, POST, LABEL or SEARCH may become."""


class Candidate(NamedTuple):
    """What a word may become."""

    text: str
    meaning: str = ""


class Answer(NamedTuple):
    """What may stand in a place."""

    candidates: list[Candidate]
    places: str = "words"
    """`files` or `folders` where these may stand there, too; else `words`"""


def answer(words: Sequence[str], typed: str, names: Names) -> Answer:
    """Return what a word may become, so far as it is typed; `words` are those between the program and it."""
    rest, archives = list(words), list[Path]()
    while rest and rest[0].partition("=")[0] == "--archive":
        _, equals, value = rest.pop(0).partition("=")
        if not equals and not rest:
            return Answer([], "folders")
        archives.append(Path(value if equals else rest.pop(0)))
    if rest and rest[0] in COMMANDS:
        command, *rest = rest
        return _Call(command, parsers.PARSERS[command](), rest, archives, names).answer(typed)
    call = _Call("", parsers.screens_parser(), rest, archives, names)
    commands = [] if rest or typed.startswith("-") else _commands(typed)
    found = call.answer(typed)
    return Answer([*commands, *found.candidates], found.places)


def _commands(typed: str) -> list[Candidate]:
    meanings = {usage.split()[0]: tr(summary) for usage, summary in parsers.SUMMARIES.items()}
    return [Candidate(name, meanings.get(name, "")) for name in COMMANDS if name.startswith(typed)]


class _Call:
    """A call of a command, as far as it is typed."""

    def __init__(
        self,
        command: str,
        parser: Parser,
        words: Sequence[str],
        archives: list[Path],
        names: Names,
    ) -> None:
        self._command = command
        self._names = names
        self._archives = archives
        self._options = parser.options()
        self._arguments = parser.arguments()
        self._given: list[str] = []
        """the words that are no options and no values of options"""
        self._used: set[argparse.Action] = set()
        self._waiting: argparse.Action | None = None
        """the option whose value comes next"""
        for word in words:
            self._take(word)

    def _take(self, word: str) -> None:
        waiting, self._waiting = self._waiting, None
        option, equals, value = word.partition("=")
        is_option = option in self._options and word.startswith("-")
        if waiting is not None and not (is_option and waiting.nargs == "+"):
            self._take_value(waiting, word)
            # It may take more values, until the next option.
            self._waiting = waiting if waiting.nargs == "+" else None
        elif is_option:
            action = self._options[option]
            self._used.add(action)
            if equals:
                self._take_value(action, value)
            elif action.nargs != 0:
                self._waiting = action
        else:
            self._given.append(word)

    def _take_value(self, option: argparse.Action, value: str) -> None:
        if option.dest == "archive":
            self._archives.append(Path(value))

    def answer(self, typed: str) -> Answer:
        """Return what the next word may become."""
        if self._waiting is not None and not (self._waiting.nargs == "+" and typed.startswith("-")):
            return self._value(self._waiting, typed)
        option, equals, value = typed.partition("=")
        if equals and option in self._options and typed.startswith("--"):
            found = self._value(self._options[option], value)
            return Answer(
                [Candidate(f"{option}={each.text}", each.meaning) for each in found.candidates], found.places
            )
        argument = self._argument()
        if typed.startswith("-") and (
            argument is None or argument.metavar != "QUERY" or not typed[1:2].isalnum()
        ):
            return Answer(list(self._free_options(typed)))
        return self._value(argument, typed) if argument is not None else Answer([])

    def _argument(self) -> argparse.Action | None:
        """Return the argument that the next word is, or belongs to."""
        place = len(self._given)
        if place < len(self._arguments):
            return self._arguments[place]
        last = self._arguments[-1] if self._arguments else None
        return last if last is not None and last.nargs in ("*", "+") else None

    def _free_options(self, typed: str) -> Iterator[Candidate]:
        """Yield the options that may still be given, each by its long name."""
        for name, option in self._options.items():
            is_repeatable = isinstance(option, argparse._AppendAction)
            if (
                name.startswith("--")
                and name.startswith(typed)
                and (is_repeatable or option not in self._used)
            ):
                yield Candidate(name, _first_sentence(option.help or ""))

    def _value(self, action: argparse.Action, typed: str) -> Answer:
        if action.choices is not None:
            return Answer([Candidate(str(each)) for each in action.choices if str(each).startswith(typed)])
        metavar = action.metavar if isinstance(action.metavar, str) else action.dest.upper()
        if action.nargs == "*" and " " in metavar:
            return self._word_of_form(metavar, typed)
        return self._named("LABEL" if metavar == "NAME" else metavar, typed)

    def _word_of_form(self, metavar: str, typed: str) -> Answer:
        """Return what the next word of a form such as `rename OLD NEW|delete NAME` may be."""
        forms = [form.split() for form in _FORMS.split(metavar)]
        place = len(self._given)
        if place == 0:
            return Answer([Candidate(form[0]) for form in forms if form[0].startswith(typed)])
        form = next((form for form in forms if form[0] == self._given[0]), [])
        if place >= len(form) and not (form and form[-1].endswith("…")):
            return Answer([])
        part = form[min(place, len(form) - 1)].rstrip("…")
        return self._named(_NAMES_OF.get(self._command, part) if part in ("OLD", "NAME") else part, typed)

    def _named(self, kind: str, typed: str) -> Answer:
        if kind in ("DIR", "ARCHIVE", "FOLDER"):
            return Answer([], "folders")
        if "FILE" in kind:
            return Answer([], "files")
        if kind == "SETTING":
            return Answer(
                [
                    Candidate(name, tr(known.title))
                    for name, known in SETTINGS.items()
                    if name.startswith(typed)
                ]
            )
        if kind == "VALUE":
            return _value_of(self._given[1], typed) if len(self._given) > 1 else Answer([])
        kind = "QUERY" if kind == "Q" else kind
        if kind not in ("QUERY", "POST", "LABEL", "SEARCH"):
            return Answer([])
        return Answer(list(map(Candidate, self._names.of(kind, typed, self._archives))))


def _value_of(setting: str, typed: str) -> Answer:
    """Return what the value of a setting may be, where the values are known."""
    try:
        known = named(setting, Settings()).setting
    except SettingsError:
        return Answer([])
    words: Iterable[object] = known.kind.choices
    if isinstance(known.kind, Folders):
        return Answer([], "folders")
    if isinstance(known.kind, Zone):
        from zoneinfo import available_timezones  # 3 ms

        words = sorted(available_timezones())
    elif isinstance(known.kind, YesNo):
        words = ("true", "false")
    elif known is SETTINGS["theme"]:
        from reader.cli.config import themes_beside  # needed for themes alone

        words = themes_beside(settings_file())
    return Answer([Candidate(each) for each in map(str, words) if each.startswith(typed)])


def _first_sentence(text: str) -> str:
    """Return the beginning of a help text, as far as it says what is meant."""
    first = re.split(r"[;；。.]\s|[；。]", text.replace("%%", "%"), maxsplit=1)[0]
    return first if len(first) <= _LONGEST_MEANING else first[: _LONGEST_MEANING - 1].rstrip() + "…"
