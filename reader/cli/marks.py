"""`reader marks`: exports, imports, checks and repairs what the user said of posts."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

from reader.atomic import write_whole
from reader.cli.arguments import Arguments
from reader.cli.output import note
from reader.errors import ImportedFileError, ReaderError, StateError, UsageError, reason_of
from reader.language import ntr, tr
from reader.library.marks_file import Condition, check_marks, export_lines, import_marks, repair_marks
from reader.text.safe import clean_line

_STREAM = "-"


def run(arguments: Arguments) -> int:
    """Do what was asked for; return the exit code."""
    if arguments.action == "import" and arguments.file is None:
        raise UsageError(tr("Say which file to import, or - for standard input."))
    if arguments.action == "check" and arguments.file is not None:
        raise UsageError(tr("A check takes no file: it checks the file of the marks."))
    if arguments.repair and arguments.action != "check":
        raise UsageError(tr("--repair goes with `reader marks check`."))
    if arguments.dry_run and arguments.action != "import":
        raise UsageError(tr("--dry-run goes with `reader marks import`."))
    actions = {"export": _export, "import": _import, "check": _check}
    return actions[arguments.action](arguments)


def _export(arguments: Arguments) -> int:
    lines = export_lines()
    if arguments.file in (None, _STREAM):
        sys.stdout.writelines(lines)
    else:
        _write(Path(arguments.file), lines)
    return 0


def _write(place: Path, lines: Iterable[str]) -> None:
    """Write a file wholly or not at all."""
    try:
        write_whole(place, "".join(lines))
    except OSError as error:
        raise ReaderError(
            tr(
                "The marks cannot be written to {place} ({reason}): name another file.",
                place=place,
                reason=reason_of(error),
            )
        ) from error


def _import(arguments: Arguments) -> int:
    name = tr("The input") if arguments.file == _STREAM else arguments.file
    try:
        content = sys.stdin.buffer.read() if arguments.file == _STREAM else Path(arguments.file).read_bytes()
    except OSError as error:
        raise ImportedFileError(
            tr("{path} is not imported: it cannot be read ({reason}).", path=name, reason=reason_of(error))
        ) from error
    new, known = import_marks(content, name, is_trial=arguments.dry_run)
    note(
        ntr(
            "{count} statement would be taken over, {known:,} known here already or older than what is said here.",
            "{count} statements would be taken over, {known:,} known here already or older than what is said here.",
            new,
            known=known,
        )
        if arguments.dry_run
        else ntr(
            "{count} statement taken over, {known:,} known here already or older than what is said here.",
            "{count} statements taken over, {known:,} known here already or older than what is said here.",
            new,
            known=known,
        )
    )
    return 0


def _check(arguments: Arguments) -> int:
    condition = check_marks()
    is_missing = not condition.exists and bool(condition.backups)
    if condition.damage or is_missing:
        wrong = condition.damage or tr("it is missing, and there are backups")
        if not arguments.repair:
            note(
                clean_line(
                    tr(
                        "The marks in {file} are damaged ({wrong}): run `reader marks check --repair`.",
                        file=condition.file,
                        wrong=wrong,
                    )
                )
            )
            note(_backups(condition))
            return StateError.exit_code
        _repair(condition)
    elif not condition.exists:
        note(tr("There are no marks yet: they will be in {file}.", file=condition.file))
    else:
        note(tr("The marks in {file} are whole.", file=condition.file))
    note(_backups(check_marks()))
    return 0


def _repair(condition: Condition) -> None:
    repaired = repair_marks()
    read, file = repaired.read, condition.file
    backup = repaired.backup.name if repaired.backup is not None else ""
    if not backup:
        told = ntr(
            "The marks in {file} are whole again, from {count} statement that could still be read.",
            "The marks in {file} are whole again, from {count} statements that could still be read.",
            read,
            file=file,
        )
    elif repaired.kept is None:
        told = tr("The marks in {file} are whole again, from the backup {backup}.", file=file, backup=backup)
    else:
        told = ntr(
            "The marks in {file} are whole again, from the backup {backup} and {count} statement that could still be read.",
            "The marks in {file} are whole again, from the backup {backup} and {count} statements that could still be read.",
            read,
            file=file,
            backup=backup,
        )
    note(clean_line(told))
    if repaired.kept is not None:
        note(clean_line(tr("The damaged file is kept as {file}.", file=repaired.kept)))


def _backups(condition: Condition) -> str:
    """Return a sentence that says where the backups are."""
    if not condition.backups:
        return tr("There is no backup yet: one is made on each day on which something is marked.")
    newest = condition.backups[0]
    return clean_line(
        ntr(
            "{count} backup in {folder}, the last one {name}.",
            "{count} backups in {folder}, the last one {name}.",
            len(condition.backups),
            folder=newest.parent,
            name=newest.name,
        )
    )
