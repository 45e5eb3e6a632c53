"""Finds addresses of pages in a query, where they are pasted as words."""

from __future__ import annotations

import re

from reader.query.signs import BLANKS, CORNERS, QUOTES, STOPS
from reader.text.late import late

_INSIDE = rf"[^{BLANKS}{QUOTES}{''.join(CORNERS)}{''.join(CORNERS.values())}{STOPS}()（）|｜]"
_REST = rf"(?:{_INSIDE}|\({_INSIDE}*\))*"
"""the signs of a query end an address, but for parentheses that open and close within it: /wiki/Sand_(music)"""
_HOST = r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?"
_ADDRESS = late(
    rf"https?://\w{_REST}"
    rf"|www\.{_HOST}(?:\.{_HOST})+(?:[:/?#]{_REST})?"
    rf"|(?:{_HOST}\.)+[a-z]{{2,}}(?::[0-9]+)?/{_REST}",
    re.IGNORECASE,
)
_TRAILING = ",;."
"""signs of the sentence around an address"""


def address_at(query: str, position: int) -> str:
    """Return the address at the position: with its scheme, with `www.`, or a host and a path; empty if there is none."""
    if "." not in query and "://" not in query:
        return ""  # most queries: the pattern takes 3 ms to compile
    found = _ADDRESS.match(query, position)
    return found[0].rstrip(_TRAILING) if found else ""
