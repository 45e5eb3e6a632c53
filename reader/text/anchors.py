"""Addresses of places in the same page: the two ends of a footnote, and headings."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import unquote

# The names that word processors, Markdown and content management systems give to a note and to its mark:
# #fn1 and #fnr1, #fn:1 and #fnref:1, #_ftn1 and #_ftnref1, #cite_note-1 and #cite_ref-1, #footnote-1 and #footnote-ref-1.
_NOTE = re.compile(
    r"#_?(?P<kind>easy-footnote|user-content-fn|footnote|endnote|cite|ftn|edn|fn)s?[-_:.]?"
    r"(?:bottom|note|mark|back|text|ref|rev|r)?[-_:.]?(?P<number>\d[\w-]*)",
    re.IGNORECASE,
)


def note_key(address: str) -> str:
    """What `#fn1` and `#fnref1`, the addresses of a note and of its mark, have in common; empty for other places."""
    found = _NOTE.fullmatch(address)
    return f"{found['kind'].lower()} {found['number']}" if found else ""


def heading_key(text: str) -> str:
    """The address, without `#`, that Jekyll and others give to a heading: letters and digits, hyphens for spaces.

    Two headings that differ in signs alone are the same, and an address written in per cent is undone.
    """
    letters = unicodedata.normalize("NFKC", unquote(text)).casefold().replace("-", " ")
    return "-".join(
        "".join(char if char.isalnum() else " " if char.isspace() else "" for char in letters).split()
    )
