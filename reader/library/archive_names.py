"""What archives are called: a name that tells each apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from reader import paths
from reader.config import ArchiveSettingsOf

_TOUR = "tour"
_FOR_POSTS = frozenset(
    {
        *("posts", "post", "articles", "content", "contents", "source", "src", "docs", "pages", "entries"),
        *("data", "files", "notes", "blog", "markdown", "md"),
    }
)
"""names that folders have in the trees of site generators, and that tell nothing of what is in them"""


def archive_names(archives: Sequence[Path], settings_of: ArchiveSettingsOf) -> Mapping[Path, str]:
    """Return the name of each archive: that of the settings, else the nearest folder's whose name tells something.

    Archives that would be called alike are called by more of their paths.
    """
    given = {archive: settings_of(archive).name for archive in archives}
    possible = {archive: [given[archive]] if given[archive] else _names(archive) for archive in archives}
    while True:
        counts = Counter(names[0] for names in possible.values())
        alike = [names for names in possible.values() if counts[names[0]] > 1 and len(names) > 1]
        if not alike:
            return {archive: names[0] for archive, names in possible.items()}
        for names in alike:
            del names[0]


def _names(archive: Path) -> list[str]:
    """Return what an archive may be called, from the shortest name to its whole path."""
    if archive == paths.tour_folder():
        return [_TOUR, str(archive)]
    telling = _telling(archive)
    parts = archive.parts[1:]
    longer = ["/".join(parts[start:]) for start in range(len(telling.parts) - 2, -1, -1)]
    return list(dict.fromkeys(filter(None, (telling.name, *longer, str(archive)))))


def _telling(archive: Path) -> Path:
    """Return the archive, or the nearest folder around it whose name tells what is in it, if there is one."""
    home = paths.home()
    for folder in (archive, *archive.parents):
        if folder == home or not folder.name:
            break
        if folder.name.lower() not in _FOR_POSTS and not folder.name.startswith(("_", ".")):
            return folder
    return archive
