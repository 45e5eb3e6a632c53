"""`reader doctor`: finds what is wrong with archives, index, marks, settings, terminal and machine, and what to do about it."""

from __future__ import annotations

import locale
import os
import sys
from collections.abc import Iterator, Sequence
from itertools import groupby

from reader import paths
from reader.cli.arguments import Arguments
from reader.cli.output import BOLD, CYAN, DIM, YELLOW, print_lines, styled, width, wrapped
from reader.config import Loaded
from reader.errors import ArchiveError
from reader.language import ntr, tr
from reader.library import open_library
from reader.library.health import Finding, Severity, Subject
from reader.library.health.findings import TITLES, needs_person
from reader.text.safe import clean_line
from reader.text.safe_json import to_json

_MOST_PLACES = 5
_SIGNS = {
    Severity.OK: ("✓", (DIM,)),
    Severity.NOTE: ("·", (CYAN,)),
    Severity.MENDABLE: ("+", (CYAN,)),
    Severity.PROBLEM: ("!", (BOLD, YELLOW)),
}
"""what stands before a finding, and its style"""
_INDENT = "    "


def run(arguments: Arguments) -> int:
    """Print what was found; return the exit code, 1 if anything needs a person."""
    findings = list(_examined(arguments))
    if arguments.json:
        print(to_json(_shape(findings), indent=2))
    else:
        print_lines(_lines(findings, _MOST_PLACES if not arguments.all else None))
    return 1 if needs_person(findings) else 0


def _examined(arguments: Arguments) -> Iterator[Finding]:
    loaded: Loaded = arguments.loaded
    # The terminal first: it is asked before anything is printed.
    from reader.cli.config import wrong_in_theme
    from reader.cli.probe import ask
    from reader.library.health.own_files import examined_marks, examined_settings
    from reader.library.health.terminal import examined_terminal
    from reader.tui.keys.keymap import in_file, keymap

    answers = ask()
    settings = loaded.settings
    library = open_library(settings, [*arguments.archive, *arguments.folders])
    folders = 0
    try:
        health = library.health()
        yield from health.findings(deep=arguments.deep, mends=arguments.fix)
        folders = health.folders
    except ArchiveError as error:
        remedy = tr("Name another folder, as in `reader doctor DIR`.")
        yield Finding(Subject.ARCHIVE, "archive.folder", Severity.PROBLEM, str(error), remedy)
    yield from examined_marks()
    file = paths.settings_file()
    keys = in_file(keymap(settings.keys_preset, settings.keys).problems, file)
    yield from examined_settings([*loaded.problems, *wrong_in_theme(loaded, file)], keys, file)
    encoding = locale.getpreferredencoding(do_setlocale=False) if not sys.flags.utf8_mode else "UTF-8"
    yield from examined_terminal(answers, os.environ, settings.ambiguous_width, encoding)
    from reader.library.health.machine import examined_machine

    yield from examined_machine({"cache": paths.cache_folder(), "data": paths.data_folder()}, folders)


def _shape(findings: Sequence[Finding]) -> dict[str, object]:
    return {
        "needs_person": needs_person(findings),
        "findings": [
            {
                "subject": each.subject.value,
                "name": each.name,
                "severity": each.severity.value,
                "message": each.message,
                "remedy": each.remedy,
                "places": list(each.places),
            }
            for each in findings
        ],
    }


def _lines(findings: Sequence[Finding], most: int | None) -> Iterator[str]:
    """Yield the findings by subject: what is right on one line, the rest with remedy and places."""
    for subject, group in groupby(findings, lambda each: each.subject):
        yield styled(tr(TITLES[subject]), BOLD)
        for each in sorted(group, key=lambda each: _ORDER[each.severity]):
            yield from _told(each, most)
        yield ""
    problems = sum(each.severity is Severity.PROBLEM for each in findings)
    yield (
        ntr("{count} finding needs you.", "{count} findings need you.", problems)
        if problems
        else tr("Nothing needs you.")
    )


_ORDER = {Severity.PROBLEM: 0, Severity.MENDABLE: 1, Severity.NOTE: 2, Severity.OK: 3}


def _told(finding: Finding, most: int | None) -> Iterator[str]:
    sign, codes = _SIGNS[finding.severity]
    is_ok = finding.severity is Severity.OK
    for number, line in enumerate(wrapped(clean_line(finding.message), width() - len(_INDENT))):
        begin = f"  {styled(sign, *codes)} " if not number else _INDENT
        yield begin + (styled(line, DIM) if is_ok else line)
    if finding.remedy:
        for number, line in enumerate(wrapped(clean_line(finding.remedy), width() - len(_INDENT) - 2)):
            yield _INDENT + ("→ " if not number else "  ") + line
    shown = finding.places if most is None else finding.places[:most]
    for place in shown:
        yield _INDENT + styled("  " + clean_line(place), DIM)
    left = len(finding.places) - len(shown)
    if left:
        more = ntr("and {count} more: --all names it", "and {count} more: --all names them", left)
        yield _INDENT + styled(f"  {more}", DIM)
