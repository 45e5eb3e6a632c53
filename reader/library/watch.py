"""File watching: yields changed paths as the system reports them, or asks for periodic rescans."""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from threading import Event

from reader import paths
from reader.store.walk import listings

_QUIET_MS = 100
"""time without further changes that ends a burst"""
_BURST_MS = 1000
"""the longest burst"""
_MAX_FOLDERS = 20_000
"""folders beyond which registering them with the system takes too long"""
_RESCAN_SECONDS = 60.0
"""the shortest time between rescans"""
_RESCAN_RATIO = 20
"""the shortest pause after a rescan, as a multiple of the time that it took"""
_LOOK_SECONDS = 5.0
"""the longest time after which an archive that came or went is noticed where its changes are not reported"""
_MOUNTS = Path("/proc/self/mountinfo")
_REMOTE = ("nfs", "cifs", "smb", "9p", "afs", "ceph", "fuse.", "davfs", "drvfs", "vboxsf", "prl_fs")
"""prefixes of the names of file systems whose changes are not all reported to this system"""

ALL: frozenset[Path] = frozenset()
"""stands for any path: a rescan is needed"""


def changes(
    archives: Sequence[Path], folders: Callable[[], Sequence[str]], stop: Event
) -> Iterator[frozenset[Path]]:
    """Yield the paths that changed, a burst at a time, or ALL if they are unknown; until `stop` is set.

    `folders` returns the folders of the archives, as far as known at the moment. If the system cannot watch,
    because its watches are used up or the files are on another machine, yields ALL every minute, or less
    often if the rescan takes long. ALL also stands for an archive that came or went.
    """
    if len(folders()) > _MAX_FOLDERS or any(map(_is_remote, archives)):
        yield from _rescans(archives, stop)
        return
    try:
        is_complete = True
        new: list[str] = []
        standing = _standing(archives)
        if None in standing:
            yield ALL
        while not stop.is_set():
            current = folders()
            watched = _existing([*archives, *current, *new])
            for changed in _bursts(watched, stop) if watched else _waiting(stop):
                if (now := _standing(archives)) != standing:
                    # A folder that is renamed takes its watches along, and another one at its place has none.
                    standing = now
                    yield ALL
                    break
                if not is_complete:
                    # Changes in a new folder before it was watched are unknown.
                    yield ALL
                    is_complete = True
                if changed:
                    yield changed
                created = [place for place in changed if paths.is_folder(place)]
                if created or (current is not folders() and not set(folders()) <= set(watched)):
                    is_complete = not created
                    below = [
                        f"{place}/{each.folder}".rstrip("/")
                        for place in created
                        for each in listings([place])
                    ]
                    new = [*new, *below]
                    break
    except (OSError, RuntimeError):
        # What watchfiles raises if watches are used up, or nothing can be watched.
        yield from _rescans(archives, stop)


def _standing(archives: Iterable[Path]) -> list[tuple[int, int, bool] | None]:
    """Return which folder stands at the place of each archive, and whether it can be listed; None for none."""
    found: list[tuple[int, int, bool] | None] = []
    for archive in archives:
        try:
            status = archive.stat()
            found.append((status.st_dev, status.st_ino, os.access(archive, os.R_OK | os.X_OK)))
        except OSError:
            found.append(None)
    return found


def _waiting(stop: Event) -> Iterator[frozenset[Path]]:
    """Yield an empty set about every second, as `_bursts` does, where there is no folder to watch."""
    while not stop.wait(_BURST_MS / 1000):
        yield frozenset()


def _existing(folders: Iterable[Path | str]) -> list[str]:
    return [folder for folder in dict.fromkeys(map(str, folders)) if os.path.isdir(folder)]  # noqa: PTH112 - a quarter of the time, for thousands


def _bursts(folders: Sequence[str], stop: Event) -> Iterator[frozenset[Path]]:
    """Yield the paths that changed directly in the folders; an empty set about every second without any."""
    # The first frame does without.
    from watchfiles import watch

    # Not recursive: watchfiles would list all files first, holding the interpreter lock.
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


def _rescans(archives: Sequence[Path], stop: Event) -> Iterator[frozenset[Path]]:
    standing = _standing(archives)
    due = time.monotonic() + _RESCAN_SECONDS
    while not stop.wait(min(_LOOK_SECONDS, _RESCAN_SECONDS)):
        start = time.monotonic()
        if (now := _standing(archives)) != standing or start >= due:
            standing = now
            yield ALL
            end = time.monotonic()
            due = end + max(_RESCAN_SECONDS, _RESCAN_RATIO * (end - start))


def _is_remote(archive: Path) -> bool:
    """Return whether the folder is on a remote file system, as far as the mount table tells."""
    with contextlib.suppress(OSError):
        mount = (b"", "")
        place = os.fsencode(archive) + b"/"
        for line in _MOUNTS.read_bytes().splitlines():
            fields, _, rest = line.partition(b" - ")
            mount_point = fields.split()[4].replace(b"\\040", b" ").rstrip(b"/") + b"/"
            if place.startswith(mount_point) and len(mount_point) >= len(mount[0]):
                mount = (mount_point, rest.split()[0].decode("ascii", "replace"))
        return mount[1].startswith(_REMOTE)
    return False
