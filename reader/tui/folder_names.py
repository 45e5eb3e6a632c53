"""Completes the names of folders as they are typed."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from reader import paths


def folders_beginning(typed: str) -> Sequence[str]:
    """Return the folders whose paths begin with what is typed, by name, with a `/` at their ends; `~` stays.

    Hidden ones are left out until their dot is typed. Empty where a folder cannot be read.
    """
    before, slash, name = typed.rpartition("/")
    try:
        folder = Path(before + slash or ".").expanduser()
        with os.scandir(folder) as entries:
            named = [entry.name for entry in entries if entry.name.startswith(name)]
    except (OSError, RuntimeError, ValueError):
        return ()
    wanted = (each for each in named if (name or not each.startswith(".")) and paths.is_folder(folder / each))
    return [f"{before}{slash}{each}/" for each in sorted(wanted)]
