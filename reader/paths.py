"""Where the reader's files lie: XDG folders, the styles and the tour, in a checkout and in a wheel."""

from __future__ import annotations

import os
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_APPLICATION = "reader"


def _xdg(variable: str, fallback: str) -> Path:
    """The folder of the XDG base directory specification; a relative value is ignored, as it demands."""
    value = os.environ.get(variable, "")
    base = Path(value) if value and Path(value).is_absolute() else Path.home() / fallback
    return base / _APPLICATION


def config_folder() -> Path:
    """The folder of the settings file; it need not exist."""
    return _xdg("XDG_CONFIG_HOME", ".config")


def data_folder() -> Path:
    """The folder of what the owner said (read, starred): never deleted by the reader."""
    return _xdg("XDG_DATA_HOME", ".local/share")


def cache_folder() -> Path:
    """The folder of everything that can be built again from the archives."""
    return _xdg("XDG_CACHE_HOME", ".cache")


def settings_file() -> Path:
    """The settings file; it need not exist."""
    return config_folder() / "settings.toml"


def marks_file() -> Path:
    """The SQLite file of what was read and starred."""
    return data_folder() / "marks.sqlite3"


def styles_folder() -> Path:
    """The folder with the Textual CSS."""
    return _shipped("styles")


def tour_folder() -> Path:
    """The sample archive that a new user sees first."""
    return _shipped("posts")


def _shipped(name: str) -> Path:
    """A folder that lies in `reader/data` when installed from a wheel, and beside the package in a checkout."""
    packed = _PACKAGE / "data" / name
    return packed if packed.is_dir() else _PACKAGE.parent / name
