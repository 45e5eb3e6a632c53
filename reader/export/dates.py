"""Dates and languages of exported posts, as web pages and books have them."""

from __future__ import annotations

from contextlib import suppress
from datetime import date

from reader.export.selection import Entry
from reader.text.language_names import language_named
from reader.text.languages import language_of
from reader.text.script import Script, script_of

_SAMPLE = 2_000
"""characters of a text from which its language is told"""


def day_of(entry: Entry) -> date | None:
    """Return the day of publication, in the user's zone; None without one."""
    with suppress(OverflowError):
        return entry.post.date.day(entry.selection.zone) if entry.post.date is not None else None
    return None


def shown_date(entry: Entry) -> str:
    """Return the date as a person reads it; empty without one."""
    with suppress(OverflowError):
        return entry.post.date.shown(entry.selection.zone) if entry.post.date is not None else ""
    return ""


def language_tag(entry: Entry) -> str:
    """Return the language as a tag of BCP 47, such as `zh-Hant`; empty if neither the post nor its text tells."""
    code = language_named(entry.post.language) if entry.post.language else ""
    return _tag_of(code) if code else language_tag_of(sample_of(entry))


def sample_of(entry: Entry) -> str:
    """Return the text from which the language of a post is told: its title with the beginning of its text, as in the index."""
    return f"{entry.post.title}\n{entry.article.text[:_SAMPLE]}"


def language_tag_of(text: str) -> str:
    """Return the language of a text, such as a title, as a tag of BCP 47; empty if it does not tell."""
    return _tag_of(str(language_of(text, script_of(text)) or ""))


def _tag_of(code: str) -> str:
    return f"zh-{code.capitalize()}" if code in (Script.HANT, Script.HANS) else code
