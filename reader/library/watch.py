"""Hears of files that come, change and go while the program runs: from the system, or by looking now and then."""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from threading import Event

from reader.store.walk import listings

_QUIET_MS = 100
"""how long nothing more must happen before what was heard is told"""
_BURST_MS = 1000
"""how long it may wait for that"""
_MOST_FOLDERS = 20_000
"""beyond, asking the system to watch them all would hold the program up"""
_SECONDS_BETWEEN_LOOKS = 60.0
_SHARE = 20
"""a look at all files may take this part of the time at most"""
_MOUNTS = Path("/proc/self/mountinfo")
_DEAF = ("nfs", "cifs", "smb", "9p", "afs", "ceph", "fuse.", "davfs", "drvfs", "vboxsf", "prl_fs")
"""file systems whose files change without the system here hearing of it; the beginnings of their names"""

ALL: frozenset[Path] = frozenset()
"""stands for all files: look at each"""


def changes(
    archives: Sequence[Path], folders: Callable[[], Sequence[str]], stop: Event
) -> Iterator[frozenset[Path]]:
    """The places where something happened, a burst at a time, or ALL where that is not known; until `stop`.

    `folders` gives all folders of the archives, these too, as far as they are known at the moment. Where the
    system can not watch, because it has run out of room for it or the files lie on another machine, ALL comes
    every minute, or less often where looking takes long.
    """
    if len(folders()) > _MOST_FOLDERS or any(map(_is_deaf, archives)):
        yield from _looks(stop)
        return
    try:
        is_sure = True
        new: list[str] = []
        while not stop.is_set():
            told = folders()
            known = _there([*archives, *told, *new])
            for heard in _bursts(known, stop):
                if not is_sure:
                    # What happened in a new folder before it was watched is found by looking.
                    yield ALL
                    is_sure = True
                if heard:
                    yield heard
                came = [place for place in heard if place.is_dir()]
                if came or (told is not folders() and not set(folders()) <= set(known)):
                    is_sure = not came
                    below = [
                        f"{place}/{each.folder}".rstrip("/") for place in came for each in listings([place])
                    ]
                    new = [*new, *below]
                    break
    except (OSError, RuntimeError):
        # The errors of the watcher: no room for more folders, no files that can be watched.
        yield from _looks(stop)


def _there(folders: Iterable[Path | str]) -> list[str]:
    return [folder for folder in dict.fromkeys(map(str, folders)) if os.path.isdir(folder)]  # noqa: PTH112


def _bursts(folders: Sequence[str], stop: Event) -> Iterator[frozenset[Path]]:
    """What happens in the folders themselves, with nothing now and then."""
    # Imported late: nothing on the way to the first frame needs it.
    from watchfiles import watch

    # Each folder is named: told to look below them itself, the watcher would list all files, and hold up every
    # other thread meanwhile.
    for burst in watch(
        *folders,
        recursive=False,
        watch_filter=None,
        step=_QUIET_MS,
        debounce=_BURST_MS,
        rust_timeout=_BURST_MS,
        yield_on_timeout=True,
        stop_event=stop,
        force_polling=False,
        raise_interrupt=False,
    ):
        yield frozenset(Path(path) for _, path in burst)


def _looks(stop: Event) -> Iterator[frozenset[Path]]:
    pause = _SECONDS_BETWEEN_LOOKS
    while not stop.wait(pause):
        start = time.monotonic()
        yield ALL
        pause = max(_SECONDS_BETWEEN_LOOKS, _SHARE * (time.monotonic() - start))


def _is_deaf(archive: Path) -> bool:
    """Whether the folder lies on a file system of another machine, as far as the system tells."""
    with contextlib.suppress(OSError):
        found = (b"", "")
        place = os.fsencode(archive) + b"/"
        for line in _MOUNTS.read_bytes().splitlines():
            fields, _, rest = line.partition(b" - ")
            mounted = fields.split()[4].replace(b"\\040", b" ").rstrip(b"/") + b"/"
            if place.startswith(mounted) and len(mounted) >= len(found[0]):
                found = (mounted, rest.split()[0].decode("ascii", "replace"))
        return found[1].startswith(_DEAF)
    return False
