"""Names of files that every system takes, each once."""

from __future__ import annotations

import re
import unicodedata

from reader.text.late import late
from reader.text.safe import clean_line

MOST_BYTES = 120
"""of a name without its ending: systems take 255, some encrypted ones 143, and what unpacks archives less"""

# Refused by Windows, or with a meaning in addresses, shells and Markdown. What is left of ASCII are letters, digits, . _ and
# single hyphens.
_UNSAFE = late(r"[\x00-\-/:-@\[-^`{-\x7f\s]+")
# Windows keeps these for devices, also with an ending: learn.microsoft.com/windows/win32/fileio/naming-a-file
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?=\.|$)", re.IGNORECASE)


def safe_name(text: str, most_bytes: int = MOST_BYTES) -> str:
    """Return a text as a file name, without an ending, of at most so many bytes in UTF-8; `post` for one of nothing else.

    It is in NFC, has no white space, and is a path of an address as it stands.
    """
    name = unicodedata.normalize("NFC", clean_line(text))
    if not name.isprintable():
        name = "".join(char if char.isprintable() else "-" for char in name)
    name = _UNSAFE.sub("-", name).replace("-.", "-")
    name = _cut(name, most_bytes).strip("-. _")
    if _RESERVED.match(name):
        name = f"{_cut(name, most_bytes - 1)}_" if "." not in name else f"_{_cut(name, most_bytes - 1)}"
    return name or "post"


class Names:
    """Gives names, and none twice: not in other letters that a system takes for the same either."""

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self._most_bytes = most_bytes
        self._given: dict[str, int] = {}

    def give(self, text: str) -> str:
        """Return `safe_name` of a text, with a number where it is given already."""
        name = safe_name(text, self._most_bytes)
        if _key(name) not in self._given:
            self._given[_key(name)] = 1
            return name
        number = self._given[_key(name)]
        while True:
            number += 1
            end = f"-{number}"
            numbered = _cut(name, self._most_bytes - len(end)) + end
            if _key(numbered) not in self._given:
                break
        self._given[_key(name)] = number
        self._given[_key(numbered)] = 1
        return numbered


def _key(name: str) -> str:
    """Return what is the same for names that some system takes for one."""
    return unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", name).casefold())


def _cut(name: str, most_bytes: int) -> str:
    return name.encode()[:most_bytes].decode(errors="ignore")
