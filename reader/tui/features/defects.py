"""The posts whose files are damaged or leave something in doubt."""

from __future__ import annotations

from dataclasses import replace

from reader.language import tr
from reader.tui.dispatch import handles
from reader.tui.picking import Picking
from reader.tui.session import Session
from reader.tui.widgets.picker_rows import PickerRow

_MOST = 1_000
"""posts that are listed; `reader doctor` names all of them"""


class Defects:
    """Lists what is wrong with the archives."""

    def __init__(self, session: Session, picking: Picking) -> None:
        self._session = session
        self._picking = picking

    @handles("program.defects")
    def show(self) -> None:
        """List the posts with defects; a chosen one opens."""
        self._picking.pick(
            tr("What is wrong"),
            self._rows,
            command_id="program.defects",
            loading=tr("Looking for what is wrong …"),
            empty=tr(
                "All files are as they should be. `reader doctor` looks at marks, settings, terminal and machine, too."
            ),
        )

    def _rows(self) -> list[PickerRow]:
        return [
            replace(self._picking.row(post), reason=" ".join(defects))
            for post, defects in self._session.library.doubtful(_MOST)
        ]
