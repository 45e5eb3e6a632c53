"""`--undo`: undoes the last change of marks, whichever run made it."""

from __future__ import annotations

from reader.cli.arguments import Arguments
from reader.cli.context import open_context
from reader.cli.output import note
from reader.language import tr
from reader.library import described
from reader.text.safe import clean_line

_MOST_CHANGES = 10_000
"""of the log that are looked through for one that holds"""


def undo(arguments: Arguments) -> int:
    """Take back the last change of the log that holds, with `--dry-run` only name it; return 1 if there is none."""
    library = open_context(arguments, needs_marks=True).library
    changes = library.change_log.recent(_MOST_CHANGES)
    last = next((each for each in changes if each.takes_back is None and each.taken_back is None), None)
    if last is None:
        note(tr("There is nothing to take back."))
        return 1
    words = clean_line(described(last))
    if arguments.dry_run:
        note(tr("This would be taken back: {change}.", change=words))
    elif library.change_log.take_back(last.id) is None:
        note(
            tr("Nothing is left of the last change, since more was said of the same: {change}.", change=words)
        )
        return 1
    else:
        note(tr("Taken back: {change}.", change=words))
    return 0
