"""The settings: one schema, and what is in force by the file and the environment."""

from reader.config.loading import Loaded, Origin, load_settings
from reader.config.schema import NO_ARCHIVE_SETTINGS, ArchiveSettings, ArchiveSettingsOf, Settings

__all__ = [
    "NO_ARCHIVE_SETTINGS",
    "ArchiveSettings",
    "ArchiveSettingsOf",
    "Loaded",
    "Origin",
    "Settings",
    "load_settings",
]
