"""What is in a folder that holds no posts: how many files of which kinds."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from reader import paths

_MOST_FILES = 20_000
"""files that are counted, about 0.1 s"""
_LONGEST_ENDING = 10


class Seen(NamedTuple):
    """The files of a folder and of the folders in it, without hidden ones."""

    kinds: Mapping[str, int]
    """how many have which ending, in lower case and with its dot, the most common first; empty for none"""
    is_all: bool
    """whether there are no more"""

    @property
    def files(self) -> int:
        """How many there are."""
        return sum(self.kinds.values())


def seen_in(folder: Path) -> Seen:
    """Return what is in a folder, as far as it can be read; links to folders are not followed."""
    kinds: Counter[str] = Counter()
    for _, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            if not name.startswith("."):
                ending = os.path.splitext(name)[1].lower()  # noqa: PTH122 - a Path costs ten times as much
                kinds[ending if len(ending) <= _LONGEST_ENDING else ""] += 1
        if kinds.total() >= _MOST_FILES:
            return Seen(dict(kinds.most_common()), is_all=False)
    return Seen(dict(kinds.most_common()), is_all=True)


def nearest_folder(path: Path) -> Path | None:
    """Return the folder beside a path that is not there whose name is most like its own; None if none is."""
    from difflib import get_close_matches  # 4 ms, for mistakes only

    around, name = path.parent, path.name
    while not paths.is_folder(around) and around != around.parent:
        around, name = around.parent, around.name
    try:
        with os.scandir(around) as entries:
            names = [entry.name for entry in entries if paths.is_folder(around / entry.name)]
    except OSError:
        return None
    near = get_close_matches(name, names, n=1)
    return around / near[0] if near else None
