"""What reference lists of several styles have in common."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_ENDS = ".?!。？！…｡．"
_CLOSING = "”’\"'」』》〉）)"


def ended(text: str, stop: str = ".") -> str:
    """Return a text with a full stop, unless its own end is one, a question or an exclamation mark."""
    return text if text.rstrip(_CLOSING).endswith(tuple(_ENDS)) else f"{text}{stop}"


def listed(names: Sequence[str], conjunction: str) -> str:
    """Return names with commas between them, and a comma and `conjunction` before the last one.

    Between two names there is no comma unless one of the first's own came before: Ann and Bo, but Lee, Ann, and Bo Yu.
    """
    *before, last = names
    comma = "," if len(before) > 1 or "," in "".join(before) else ""
    return f"{', '.join(before)}{comma} {conjunction} {last}" if before else last


def american(day: date) -> str:
    """Return a day as `February 7, 2024`."""
    return f"{MONTHS[day.month - 1]} {day.day}, {day.year}"
