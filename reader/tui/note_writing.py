"""Has a note written on a screen of its own; what is typed survives any end of the program."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from reader.tui.external import Program
from reader.tui.host import Host
from reader.tui.suspending import run_alone

if TYPE_CHECKING:
    from reader.library.drafts import Draft


def write_note(
    host: Host,
    subject: str,
    note: str,
    draft: Draft,
    keep: Callable[[str], None],
    *,
    quoted: str = "",
    others: int = 0,
) -> None:
    """Show a note to be changed, or what was written of it before, and call `keep` with what it is to be.

    `subject` says of what the note is, `quoted` is the passage that it is about. It takes the place of `others`, which
    are not shown. `keep` drops the draft once the note is kept.
    """
    from reader.tui.screens.note import NoteScreen, NoteWriting  # imports the text area, which is slow

    def run(program: Program) -> None:
        run_alone(host.app, program)

    def close(text: str | None) -> None:
        if text is None:
            draft.drop()
        else:
            keep(text)

    host.ask(NoteScreen(NoteWriting(subject, note, run, quoted, others), draft), close)
