"""Addresses with blanks, which CommonMark does not permit and editors of notes write: `![](low tide.png)`."""

from __future__ import annotations

import re

SIGN = "]("

_SPACED = re.compile(
    r"\]\((?=[^\s()<>\"']{1,200}[ ])(?P<address>[^()<>\"'\n]{3,500}?"
    r"\.(?:png|jpe?g|gif|webp|svg|avif|bmp|pdf|md|markdown|html?|mp[34]|m4a|wav|webm|mov|docx?|xlsx?|pptx?|zip|csv)"
    r"(?:#[^()<>\"'\n]{1,200})?)(?P<title>[ \t]+(?:\"[^\"\n]{0,500}\"|'[^'\n]{0,500}'))?[ \t]*\)",
    re.IGNORECASE,
)


def bracket_destinations(text: str) -> str:
    """Return a text in which an address with blanks, by its ending that of a file, stands in angle brackets."""
    return _SPACED.sub(_bracketed, text)


def _bracketed(link: re.Match[str]) -> str:
    address, title = link["address"].rstrip(), link["title"] or ""
    return f"](<{address}>{title})" if " " in address else link[0]
