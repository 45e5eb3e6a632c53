"""Reading of the small files that the reader or its user wrote: settings, themes, and what a run keeps for the next."""

from __future__ import annotations

import errno
import os
from pathlib import Path

_MOST_BYTES = 1_000_000


def read_small(file: Path, most: int = _MOST_BYTES) -> bytes:
    """Return what a file holds. Raise OSError, also for one of more than `most` bytes.

    Whatever stands in its place, such as a pipe or a device, is neither waited for nor read without an end.
    """
    descriptor = os.open(file, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    with open(descriptor, "rb") as stream:  # noqa: PTH123 - a Path cannot open a descriptor
        content = stream.read(most + 1) or b""
    if len(content) > most:
        raise OSError(errno.EFBIG, os.strerror(errno.EFBIG), str(file))
    return content
