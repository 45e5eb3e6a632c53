"""What the settings leave out of an archive: patterns of names and paths, as in the ignore files of Git."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fnmatch import fnmatchcase
from functools import lru_cache

IsLeftOut = Callable[[str], bool]
"""returns whether a path in the archive is left out"""
_ANY_FOLDERS = "**"
_KEPT = 4096


def left_out(patterns: Sequence[str]) -> IsLeftOut:
    """Return what tells whether a path, with `/` between its names, or a folder around it matches a pattern.

    A pattern without `/` within it is one of a name at any depth; others begin at the archive. `*` and `?` stand for
    characters of a name, `[…]` for one of them, `**` for any number of folders.
    """
    split = [_parts(pattern) for pattern in patterns]

    @lru_cache(_KEPT)
    def is_folder_out(folder: str) -> bool:
        return bool(folder) and is_out(folder)

    def is_out(path: str) -> bool:
        if is_folder_out(path.rpartition("/")[0]):
            return True
        names = path.split("/")
        return any(_matches(names, parts) for parts in split)

    return is_out


def _parts(pattern: str) -> list[str]:
    """Return the parts of a pattern."""
    parts = [part for part in pattern.strip().split("/") if part not in ("", ".")]
    is_name = len(parts) == 1 and not pattern.lstrip().startswith("/")
    return [_ANY_FOLDERS, *parts] if is_name else parts


def _matches(names: Sequence[str], parts: Sequence[str]) -> bool:
    """Return whether all names match all parts: by which numbers of names the parts so far are matched."""
    matched = {0}
    for part in parts:
        if part == _ANY_FOLDERS:
            matched = set(range(min(matched, default=0), len(names) + 1)) if matched else set()
        else:
            matched = {
                number + 1 for number in matched if number < len(names) and fnmatchcase(names[number], part)
            }
    return len(names) in matched
