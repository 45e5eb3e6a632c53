"""argparse's parser in the language of the interface.

argparse takes its own words from gettext by the locale alone (Lib/argparse.py), which need not be the language in force.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
from collections.abc import Sequence
from typing import NoReturn

from reader.cli.arguments import Arguments, as_text
from reader.language import later, tr
from reader.text.late import late
from reader.text.safe import clean_line

_USUAL_COLUMNS = 80
_MARGIN = 2
"""columns that argparse leaves free"""
_USAGE = later("usage: ")
_HEADINGS = (later("positional arguments:"), later("options:"))
_MISTAKES = tuple(
    (late(english, re.DOTALL), text)
    for english, text in (
        (
            r"the following arguments are required: (?P<names>.*)",
            later("the following arguments are required: {names}"),
        ),
        (r"unrecognized arguments: (?P<words>.*)", later("unrecognized arguments: {words}")),
        (r"argument (?P<name>.*?): expected one argument", later("argument {name}: expected one argument")),
        (
            r"argument (?P<name>.*?): expected at least one argument",
            later("argument {name}: expected at least one argument"),
        ),
        (
            r"argument (?P<name>.*?): invalid choice: (?P<word>.*) \(choose from (?P<choices>.*)\)",
            later("argument {name}: invalid choice: {word} (choose from {choices})"),
        ),
        (
            r"argument (?P<name>.*?): not allowed with argument (?P<other>.*)",
            later("argument {name}: not allowed with argument {other}"),
        ),
        (
            r"argument (?P<name>.*?): ignored explicit argument (?P<word>.*)",
            later("argument {name}: ignored explicit argument {word}"),
        ),
        (r"argument (?P<name>.*?): (?P<mistake>.*)", later("argument {name}: {mistake}")),
    )
)
"""the mistakes that argparse finds, as it says them, and as they are translated"""


def _as_it_is(text: str) -> str:
    return text


# Its own words must be the English ones that are known above; and each look for a catalogue of them takes as long as
# twenty options take.
argparse._ = _as_it_is  # type: ignore[attr-defined] # what argparse calls gettext


def _help_formatter(prog: str) -> argparse.HelpFormatter:
    """Return a formatter for the width of the terminal; argparse makes one for each option, to check its metavar."""
    try:
        columns = int(os.environ.get("COLUMNS", "0")) or os.get_terminal_size().columns
    except (ValueError, OSError):
        columns = 0
    return _HelpFormatter(prog, width=(columns or _USUAL_COLUMNS) - _MARGIN)


class _HelpFormatter(argparse.HelpFormatter):
    """Wraps by cells, as a Chinese character takes two; lines that begin with a blank stay as they are."""

    def _split_lines(self, text: str, width: int) -> list[str]:
        from reader.cli.output import wrapped  # for help alone

        return wrapped(" ".join(text.split()), width)

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        from reader.cli.output import wrapped

        lines = (
            [line] if line[:1].isspace() else wrapped(line, width) if line else [""]
            for line in text.splitlines()
        )
        return "\n".join(indent + each for parts in lines for each in parts)


class Parser(argparse.ArgumentParser):
    """A parser that speaks the language in force, and repeats arguments without what a terminal would act on."""

    def __init__(self, program: str, description: str, epilog: str) -> None:
        super().__init__(
            prog=program,
            description=description,
            epilog=epilog,
            formatter_class=_help_formatter,
            allow_abbrev=False,
            add_help=False,
        )
        self.add_argument("-h", "--help", action="help", help=tr("show this help message and exit"))

    def parse(self, words: Sequence[str]) -> Arguments:
        """Return the arguments in `words`, in which options may stand anywhere. Raise SystemExit as argparse does.

        `parse_intermixed_args` writes the whole usage beforehand, in case there is a mistake (until Python 3.12), which
        takes longer than all else that happens before a command runs; most words need no second look.
        """
        arguments, rest = self.parse_known_args(words, Arguments())
        return self.parse_intermixed_args(words, Arguments()) if rest else arguments

    def format_help(self) -> str:
        """Return the whole help."""
        return _in_language(super().format_help())

    def error(self, message: str) -> NoReturn:
        """Print how the command is called, and the mistake; raise SystemExit."""
        # `format_usage` stays in English: `parse_intermixed_args` cuts its first word off by its length.
        sys.stderr.write(_in_language(self.format_usage()))
        mistake = clean_line(as_text(_mistake(message)))
        self.exit(2, tr("{program}: error: {mistake}", program=self.prog, mistake=mistake) + "\n")

    # argparse keeps what was added to it to itself; programs that complete its options read these as well.

    def options(self) -> dict[str, argparse.Action]:
        """Return the options by each of their names, in the order of the help."""
        return {name: action for action in self._actions for name in action.option_strings}

    def arguments(self) -> list[argparse.Action]:
        """Return the arguments that are no options, in their order."""
        return [action for action in self._actions if not action.option_strings]


def _in_language(text: str) -> str:
    """Return usage or help with argparse's own words in the language in force."""
    text = tr(_USAGE) + text.removeprefix(_USAGE)
    for heading in _HEADINGS:
        text = text.replace(f"\n{heading}\n", f"\n{tr(heading)}\n", 1)
    return text


def _mistake(message: str) -> str:
    """Return a mistake in the language in force; as argparse says it if it is none that is known."""
    for english, text in _MISTAKES:
        if said := english.fullmatch(message):
            return tr(text, **said.groupdict())
    return message
