"""File locations: XDG folders, and the styles and the tour in a checkout or an installed wheel.

And what stands at a path, asked so that nothing is raised: the methods of `Path` do where a folder on the way may not be
searched, a name is too long, or a disk does not answer.
"""

from __future__ import annotations

import os
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_APPLICATION = "reader"


def _xdg(variable: str, fallback: str) -> Path:
    """Return the reader's folder in an XDG base directory; relative values are ignored, by its rules."""
    value = os.environ.get(variable, "")
    base = Path(value) if value and Path(value).is_absolute() else home() / fallback
    return base / _APPLICATION


def home() -> Path:
    """Return the home folder, absolute; the root for a user who has none."""
    try:
        return Path.home().absolute()
    except RuntimeError:
        return Path("/")


def is_there(path: Path) -> bool:
    """Return whether anything exists at a path, as far as can be told; False for a broken link."""
    return os.path.exists(path)  # noqa: PTH110 - raises nothing


def is_file(path: Path) -> bool:
    """Return whether a path is a file or a link to one, as far as can be told."""
    return os.path.isfile(path)  # noqa: PTH113 - raises nothing


def is_folder(path: Path) -> bool:
    """Return whether a path is a folder or a link to one, as far as can be told."""
    return os.path.isdir(path)  # noqa: PTH112 - raises nothing


def is_link(path: Path | str) -> bool:
    """Return whether a path is a link, as far as can be told."""
    return os.path.islink(path)  # noqa: PTH114 - raises nothing


def config_folder() -> Path:
    """Return the folder of the settings file; it may not exist."""
    return _xdg("XDG_CONFIG_HOME", ".config")


def data_folder() -> Path:
    """Return the folder of the user's marks and saved searches; the reader never deletes it."""
    return _xdg("XDG_DATA_HOME", ".local/share")


def cache_folder() -> Path:
    """Return the folder of files that can be rebuilt from the archives."""
    return _xdg("XDG_CACHE_HOME", ".cache")


def settings_file() -> Path:
    """Return the path of the settings file; it may not exist."""
    return config_folder() / "settings.toml"


def marks_file() -> Path:
    """Return the path of the SQLite file of the marks; it may not exist."""
    return data_folder() / "marks.sqlite3"


def styles_folder() -> Path:
    """Return the folder of the Textual CSS."""
    return _shipped("styles")


def tour_folder() -> Path:
    """Return the sample archive, which opens for a user without archives."""
    return _shipped("posts")


def _shipped(name: str) -> Path:
    """Return a folder shipped in `reader/data` in a wheel, and beside the package in a checkout."""
    packaged = _PACKAGE / "data" / name
    return packaged if packaged.is_dir() else _PACKAGE.parent / name
