"""Keys of fragment links: footnotes with their references, and headings."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import unquote

from reader.text.late import late

# The ids that word processors, Markdown and content management systems give to a footnote and its reference:
# #fn1 and #fnr1, #fn:1 and #fnref:1, #_ftn1 and #_ftnref1, #cite_note-1 and #cite_ref-1, #footnote-1 and #footnote-ref-1.
_NOTE = late(
    r"#_?(?P<kind>easy-footnote|user-content-fn|footnote|endnote|cite|ftn|edn|fn)s?[-_:.]?"
    r"(?:bottom|note|mark|back|text|ref|rev|r)?[-_:.]?(?P<number>\d[\w-]*)",
    re.IGNORECASE,
)


def note_key(address: str) -> str:
    """Return a key that a footnote and its reference share (`#fn1`, `#fnref1`); empty for other fragments."""
    found = _NOTE.fullmatch(address)
    return f"{found['kind'].lower()} {found['number']}" if found else ""


def heading_key(text: str) -> str:
    """Return the id that Jekyll and others give to a heading: letters and digits, with hyphens for spaces.

    Percent-encoding is undone, so a fragment gives the same key as its heading; punctuation does not count.
    """
    letters = unicodedata.normalize("NFKC", unquote(text)).casefold().replace("-", " ")
    return "-".join(
        "".join(char if char.isalnum() else " " if char.isspace() else "" for char in letters).split()
    )
