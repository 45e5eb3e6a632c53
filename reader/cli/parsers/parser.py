"""argparse's parser in the language of the interface.

argparse takes its own words from gettext by the locale alone (Lib/argparse.py), which need not be the language in force.
"""

from __future__ import annotations

import argparse
import re
import sys
from typing import NoReturn

from reader.cli.arguments import as_text
from reader.language import later, tr
from reader.text.late import late
from reader.text.safe import clean_line

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


class Parser(argparse.ArgumentParser):
    """A parser that speaks the language in force, and repeats arguments without what a terminal would act on."""

    def __init__(self, program: str, description: str, epilog: str) -> None:
        super().__init__(
            prog=program,
            description=description,
            epilog=epilog,
            formatter_class=argparse.RawDescriptionHelpFormatter,
            allow_abbrev=False,
            add_help=False,
        )
        self.add_argument("-h", "--help", action="help", help=tr("show this help message and exit"))

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
