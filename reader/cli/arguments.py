"""The command line: commands, options and their help."""

from __future__ import annotations

import os
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace

from reader.errors import UsageError
from reader.language import tr

Arguments = SimpleNamespace
"""parsed arguments by name; `loaded` are the settings (`reader.config.Loaded`), `library` is the one that was opened, and
`noted` what was told to be wrong with its marks"""

COMMANDS = (
    "list",
    "show",
    "kwic",
    "tags",
    "timeline",
    "stats",
    "trend",
    "story",
    "cite",
    "export",
    "locate",
    "mark",
    "labels",
    "notes",
    "highlights",
    "searches",
    "marks",
    "config",
    "index",
    "keys",
    "completion",
    "doctor",
)
"""the commands, each in the module of `reader.cli` with its name; without one the screens open"""

ASKED_BY_SHELLS = "_complete"
"""the word in place of a command with which completion scripts ask"""
_QUERY_COMMANDS = frozenset(
    {"list", "export", "kwic", "tags", "timeline", "stats", "trend", "notes", "highlights"}
)
_STDIN_WORDS = ("-", "-0")
"""what stands for paths on standard input"""


def parse_arguments(argv: Sequence[str]) -> Arguments:
    """Return the arguments by name; `command` is empty for the screens.

    Raise SystemExit, as argparse does, after printing help, the version or a mistake, and UsageError for a command that is
    mistyped.
    """
    is_command = bool(argv) and argv[0] in (*COMMANDS, ASKED_BY_SHELLS)
    if not is_command and not any(word.startswith("-") for word in argv):
        _refuse_mistyped(argv)
        return Arguments(command="", archive=list(map(Path, argv)), query="", fresh=False)
    if argv[0] == ASKED_BY_SHELLS:
        # Words that are being typed are not parsed: they may be anything.
        return Arguments(command="complete", words=list(argv[1:]))
    from reader.cli import parsers  # most starts have no options, and save it and argparse

    # Archives may be given before the command as well as after it.
    archives: list[str] = []
    words = list(argv)
    while words and (words[0] == "--archive" or words[0].startswith("--archive=")):
        option, equals, value = words.pop(0).partition("=")
        if not equals and not words:
            parsers.screens_parser().error(f"argument {option}: expected one argument")
        archives.append(value if equals else words.pop(0))
    if not words or words[0] not in COMMANDS:
        _refuse_mistyped(words)
        arguments = parsers.screens_parser().parse(_with_queries(words))
        arguments.archive = [Path(archive) for archive in archives] + arguments.archive + arguments.archives
        return arguments
    command, *rest = words
    if command in _QUERY_COMMANDS:
        rest = _with_forms(list(map(_as_query, rest)))
        own = _STDIN_WORDS if command == "export" else ()
        rest = [f" {word}" if _is_negated(word) and word not in own else word for word in rest]
    else:
        rest = _with_queries(rest)
    arguments = parsers.PARSERS[command]().parse(rest)
    arguments.command = command
    arguments.archive = [Path(archive) for archive in archives] + arguments.archive
    return arguments


def _refuse_mistyped(words: Sequence[str]) -> None:
    """Raise UsageError if the first word is neither a folder nor a command, but nearly one."""
    word = words[0] if words else ""
    if not word or "/" in word or word.startswith("-") or os.path.lexists(word):
        return
    from difflib import get_close_matches  # 4 ms, which only mistakes cost

    if near := get_close_matches(word, COMMANDS, n=1):
        raise UsageError(
            tr(
                "There is no command and no folder {name}: did you mean {near}?",
                name=as_text(word),
                near=near[0],
            )
        )


def _is_negated(word: str) -> bool:
    """Return whether a word of a query means not, as `-word` does; argparse takes it for an option unless a space is first."""
    return word.startswith("-") and not word.startswith("--") and word != "-h"


def _with_forms(words: Sequence[str]) -> list[str]:
    """Return words in which the value of `--format` may begin with a minus: as one word with the option."""
    joined: list[str] = []
    for word in words:
        if joined[-1:] == ["--format"] and not word.startswith("--"):
            joined[-1] += f"={word}"
        else:
            joined.append(word)
    return joined


def _with_queries(words: Sequence[str]) -> list[str]:
    """Return words in which the value of `--query` may begin with a minus."""
    return [f" {_as_query(word)}" if before == "--query" else word for before, word in pairwise(["", *words])]


def as_text(argument: str) -> str:
    """Return an argument as text: UTF-8 whatever the locale, other bytes as U+FFFD. Paths stay as they are.

    Python keeps bytes that its locale cannot decode as lone surrogates (PEP 383), which no text may contain.
    """
    return argument.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _as_query(argument: str) -> str:
    """Return an argument as text: UTF-8 whatever the locale; other bytes stay lone surrogates, which parsing refuses."""
    return argument.encode("utf-8", "surrogateescape").decode("utf-8", "surrogateescape")
