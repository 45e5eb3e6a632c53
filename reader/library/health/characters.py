"""Characters in the files that a terminal would act on or that change the direction of text: reads every file."""

from __future__ import annotations

import re
from collections.abc import Iterable

from reader.language import ntr, tr
from reader.library.health.findings import Finding, Severity, Subject
from reader.store.load import FileUnreadableError, read_bytes
from reader.store.walk import PostFile

# C0 but for the white space that texts have, and DEL; in UTF-8 C1, and the bidi controls of UAX #9 that override,
# embed or isolate: U+202A to U+202E and U+2066 to U+2069.
_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1f\x7f]|\xc2[\x80-\x84\x86-\x9f]")
_DIRECTION = re.compile(rb"\xe2\x80[\xaa-\xae]|\xe2\x81[\xa6-\xa9]")
_WIDE = (b"\xff\xfe", b"\xfe\xff")
"""the byte order marks of UTF-16, in which zero bytes are parts of letters"""


def examined_characters(files: Iterable[PostFile]) -> list[Finding]:
    """Return the files with control characters, and those with hidden changes of direction."""
    controls: list[str] = []
    direction: list[str] = []
    for file in files:
        place = f"{file.archive}/{file.path}"
        try:
            data, _ = read_bytes(place)
        except FileUnreadableError:
            continue  # the index tells of it
        if data.startswith(_WIDE):
            continue
        if _CONTROLS.search(data):
            controls.append(place)
        if _DIRECTION.search(data):
            direction.append(place)
    found = []
    remedy = tr(
        "Nothing needs to be done here: they are left out of what is shown. Other programs may show them."
    )
    if controls:
        text = ntr(
            "{count} file holds control characters, which a terminal would act on.",
            "{count} files hold control characters, which a terminal would act on.",
            len(controls),
        )
        found.append(Finding(Subject.ARCHIVE, "archive.controls", Severity.NOTE, text, remedy, controls))
    if direction:
        text = ntr(
            "{count} file holds characters that turn the direction of text, with which words can be hidden.",
            "{count} files hold characters that turn the direction of text, with which words can be hidden.",
            len(direction),
        )
        found.append(Finding(Subject.ARCHIVE, "archive.direction", Severity.NOTE, text, remedy, direction))
    if not found:
        text = tr("No file holds characters that a terminal would act on.")
        found.append(Finding(Subject.ARCHIVE, "archive.controls", Severity.OK, text))
    return found
