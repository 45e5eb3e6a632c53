"""Time zones by name, and that of the system. Importing this takes 3 ms."""

from __future__ import annotations

import os
from datetime import datetime, tzinfo
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from reader.config.messages import not_allowed
from reader.errors import SettingsError
from reader.language import tr

_LOCAL_TIME_FILE = Path("/etc/localtime")


def named_zone(name: str) -> tzinfo:
    """Return the time zone with an IANA name that was checked."""
    return ZoneInfo(name)


def local_zone() -> tzinfo:
    """Return the system's time zone with its daylight saving rules, not only its current offset.

    Raise SettingsError if `TZ` holds no time zone.
    """
    name = os.environ.get("TZ", "").removeprefix(":")
    try:
        if name:
            return ZoneInfo(name)
        with _LOCAL_TIME_FILE.open("rb") as stream:
            return ZoneInfo.from_file(stream)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        # POSIX rules in TZ, or a system without the file: fall back to the current offset.
        try:
            return datetime.now().astimezone().tzinfo or ZoneInfo("UTC")
        except ValueError as error:
            # The C library accepts offsets of a day and more, which no place has.
            raise SettingsError(not_allowed("TZ", name, tr("a time zone such as Asia/Taipei"))) from error
