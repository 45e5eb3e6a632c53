"""Read which parts of the engine READER_ENGINE leaves out."""

from __future__ import annotations

import os

VARIABLE = "READER_ENGINE"


def is_asked_for(part: str) -> bool:
    """Return whether a part is not switched off."""
    setting = os.environ.get(VARIABLE, "")
    return setting != "plain" and part not in setting.removeprefix("without:").split(",")
