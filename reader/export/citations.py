"""Citations of the posts, an entry for each, in the styles of papers and the formats of reference managers."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import TextIO

from reader.cite import bibliography, in_script, source_of
from reader.export.selection import Selection


def _write(selection: Selection, stream: TextIO, *, style: str) -> None:
    """Write the entries in a style; the day of access is today."""
    zone = selection.zone
    today = datetime.now(zone).date()
    script = selection.script
    sources = (in_script(source_of(entry.row.post, zone, today), script) for entry in selection.entries())
    stream.writelines(bibliography(sources, style))


bibtex = partial(_write, style="bibtex")
ris = partial(_write, style="ris")
csl = partial(_write, style="csl")
gbt7714 = partial(_write, style="gbt7714")
apa = partial(_write, style="apa")
apa_tw = partial(_write, style="apa-tw")
chicago = partial(_write, style="chicago")
chicago_note = partial(_write, style="chicago-note")
