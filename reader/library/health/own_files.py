"""The files that are the user's own: marks with their backups, settings and keys."""

from __future__ import annotations

import time
from collections.abc import Iterable
from pathlib import Path

from reader import paths
from reader.errors import SettingsError, StateError
from reader.language import ntr, tr
from reader.library.health.findings import Finding, Severity, Subject
from reader.library.marks_file import Condition, check_marks

_OLD_DAYS = 30
_DAY_SECONDS = 86_400


def examined_marks() -> list[Finding]:
    """Return the condition of the marks and of their backups."""
    try:
        condition = check_marks()
    except StateError as error:
        return [_marks("file", Severity.PROBLEM, str(error))]
    repair = tr("Run `reader marks check --repair`: the damaged file is kept beside the whole one.")
    file = str(condition.file)
    if condition.damage:
        text = tr("The marks are damaged ({damage}).", damage=condition.damage)
        return [_marks("file", Severity.PROBLEM, text, repair, [file])]
    if not condition.exists:
        if condition.backups:
            return [
                _marks(
                    "file",
                    Severity.PROBLEM,
                    tr("The marks are missing, and there are backups."),
                    repair,
                    [file],
                )
            ]
        return [_marks("file", Severity.OK, tr("Nothing is marked yet."))]
    return [_marks("file", Severity.OK, tr("The marks are whole.")), _backups(condition)]


def _backups(condition: Condition) -> Finding:
    if not condition.backups:
        return _marks(
            "backups",
            Severity.NOTE,
            tr("The marks have no backup yet."),
            tr(
                "One is made on each day on which something is marked; `reader marks export FILE` makes a copy now."
            ),
        )
    newest = condition.backups[0]
    count = ntr("{count} backup", "{count} backups", len(condition.backups))
    text = tr("There is a backup ({count}), the last one {name}.", count=count, name=newest.name)
    if _written(condition.file) - _written(newest) > _OLD_DAYS * _DAY_SECONDS:
        return _marks(
            "backups",
            Severity.PROBLEM,
            tr("The last backup {name} is much older than the marks.", name=newest.name),
            tr("Make room, or make the folder writable; `reader marks export FILE` makes a copy now."),
            [str(newest)],
        )
    return _marks("backups", Severity.OK, text)


def _written(file: Path) -> float:
    """Return when a file was written, in seconds since 1970; now for one that has gone meanwhile."""
    try:
        return file.stat().st_mtime
    except OSError:
        return time.time()


def _marks(
    name: str, severity: Severity, message: str, remedy: str = "", places: Iterable[str] = ()
) -> Finding:
    return Finding(Subject.MARKS, f"marks.{name}", severity, message, remedy, tuple(places))


def examined_settings(
    problems: Iterable[SettingsError], key_problems: Iterable[str], file: Path
) -> list[Finding]:
    """Return what is wrong with the settings and with the user's keys, a sentence each with its line."""
    remedy = tr("Correct it in {file}; the default holds until then.", file=file)
    found = [
        Finding(Subject.SETTINGS, "settings.value", Severity.PROBLEM, str(problem), remedy)
        for problem in problems
    ]
    found += [
        Finding(
            Subject.SETTINGS,
            "settings.keys",
            Severity.PROBLEM,
            problem,
            tr("Correct it in {file}; `reader keys` shows which keys hold.", file=file),
        )
        for problem in key_problems
    ]
    if not found:
        text = (
            tr("Settings and keys are right.")
            if paths.is_there(file)
            else tr("No settings of your own: defaults hold.")
        )
        found = [Finding(Subject.SETTINGS, "settings.value", Severity.OK, text)]
    return found
