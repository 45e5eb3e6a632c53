"""The machine: room and rights where the reader writes, what the system can watch, and the versions in use."""

from __future__ import annotations

import os
import platform
import shutil
from collections.abc import Iterable, Mapping
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from reader import paths
from reader.language import ntr, tr
from reader.library.health.findings import Finding, Severity, Subject
from reader.text.plural import megabytes

_LEAST_BYTES = 50_000_000
"""room below which marks and their backups may soon not be written"""
_GIGABYTE = 1_000_000_000
_WATCHES = Path("/proc/sys/fs/inotify/max_user_watches")
_LIBRARIES = ("news-archive-reader", "textual", "rich", "apsw", "beautifulsoup4", "pyroaring")


def examined_machine(folders: Mapping[str, Path], watched: int) -> list[Finding]:
    """Return findings on the folders that the reader writes to, by their contents, and on watching `watched` folders."""
    return [*(_folder(name, folder) for name, folder in folders.items()), _watches(watched), _versions()]


def _folder(name: str, folder: Path) -> Finding:
    """Return whether a folder, or the first above it that is there, can be written and has room."""
    standing = folder
    while not paths.is_there(standing) and standing != standing.parent:
        standing = standing.parent
    places = (str(folder),)
    if not paths.is_folder(standing) or not os.access(standing, os.W_OK | os.X_OK):
        return _finding(
            name,
            Severity.PROBLEM,
            tr("Nothing can be written to {folder}.", folder=folder),
            tr("Give yourself the right to write there (chmod u+w), or put another folder in its place."),
            places,
        )
    try:
        free = shutil.disk_usage(standing).free
    except OSError:
        free = 0
    if free < _LEAST_BYTES:
        return _finding(
            name,
            Severity.PROBLEM,
            tr("There is little room for {folder}: {free}.", folder=folder, free=_room(free)),
            tr(
                "Delete something on that disk; what cannot be written is kept in memory and lost at the end."
            ),
            places,
        )
    return _finding(name, Severity.OK, tr("{folder}: {free} free.", folder=folder, free=_room(free)))


def _room(count: int) -> str:
    """Return a number of bytes as a person reads it."""
    return f"{count / _GIGABYTE:,.0f} GB" if count >= _GIGABYTE else megabytes(count)


def _watches(watched: int) -> Finding:
    """Return whether the system can watch so many folders (inotify(7))."""
    try:
        most = int(_WATCHES.read_text())
    except (OSError, ValueError):
        return _finding(
            "watches", Severity.OK, tr("The system sets no limit to the folders that can be watched.")
        )
    if most < watched:
        return _finding(
            "watches",
            Severity.PROBLEM,
            tr(
                "The system watches {most} folders at most, the archives have {watched}: news come after a minute.",
                most=f"{most:,}",
                watched=f"{watched:,}",
            ),
            tr("Set fs.inotify.max_user_watches to more, as with sysctl."),
            (str(_WATCHES),),
        )
    return _finding(
        "watches",
        Severity.OK,
        ntr(
            "{count} folder is watched, {most} could be.",
            "{count} folders are watched, {most} could be.",
            watched,
            most=f"{most:,}",
        ),
    )


def _versions() -> Finding:
    """Return the versions that a report of a defect should name."""
    parts = [f"Python {platform.python_version()}", *_installed(_LIBRARIES)]
    return _finding("versions", Severity.OK, ", ".join(parts) + ".")


def _installed(names: Iterable[str]) -> list[str]:
    found = []
    for name in names:
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            continue
    return found


def _finding(
    name: str, severity: Severity, message: str, remedy: str = "", places: Iterable[str] = ()
) -> Finding:
    return Finding(Subject.MACHINE, f"machine.{name}", severity, message, remedy, tuple(places))
