"""Statements: the user's marks with their times, and which of two statements holds."""

from __future__ import annotations

import json
from enum import StrEnum
from typing import NamedTuple

from reader.text.late import late


class Kind(StrEnum):
    """What a statement says. Its values are kept in the file and in exports.

    `Kind(text)` never fails: a kind that only a newer version knows is kept, read and written by its name.
    """

    READ = "read"
    """the post was read; the value is the time, in milliseconds since 1970"""
    STARRED = "starred"
    """the post is starred; the value is the time"""
    LABEL = "label"
    """the post has the label `name`; the value is the time"""
    NOTE = "note"
    """the note on the post, in Markdown"""
    HIGHLIGHT = "highlight"
    """the passage with the identifier `name`, in JSON"""
    PLACE = "place"
    """where the user left the article, in JSON"""
    PROGRESS = "progress"
    """how much of the article was read, in thousandths"""
    SEARCH = "search"
    """the query that is saved under the name `key`"""
    ORDER = "order"
    """the order of the list named `key`, a JSON list of names"""
    LOOKED = "looked"
    """when the user last looked at the saved search `key`, in JSON"""
    ASKED = "asked"
    """the query `key` was asked; the value is the time"""
    COMMAND = "command"
    """`key` was typed in the command line; the value is the time"""
    KNOWN = "known"
    """where a post was when something was said of it; the value has its key, see `reader.library.moves`"""
    SESSION = "session"
    """where the screens stood for the archives `key`, in JSON"""
    DRAFT = "draft"
    """the note that is being written on the post, or on its highlight `name`; of several posts, without a key"""

    @classmethod
    def _missing_(cls, value: object) -> Kind | None:
        if not isinstance(value, str):
            return None
        kind = str.__new__(cls, value)
        kind._name_ = kind._value_ = value
        return kind


PRESENCE_KINDS = frozenset((Kind.READ, Kind.STARRED, Kind.LABEL))
"""kinds that hold or do not: to say one again changes nothing, not even its time"""

TEXT_KINDS = frozenset((Kind.NOTE, Kind.HIGHLIGHT, Kind.SEARCH))
"""kinds whose values somebody wrote: each that another took the place of is kept as an earlier value"""

POST_KINDS = frozenset(
    (Kind.READ, Kind.STARRED, Kind.LABEL, Kind.NOTE, Kind.HIGHLIGHT, Kind.PLACE, Kind.PROGRESS)
)
"""kinds that are said of a post"""

LOCAL_KINDS = frozenset((Kind.SESSION, Kind.DRAFT))
"""kinds that belong to one machine, and are not exported"""


_SURROGATES = late("[\ud800-\udfff]")
_TIME_KINDS = PRESENCE_KINDS | {Kind.ASKED, Kind.COMMAND}
_JSON_KINDS = frozenset((Kind.HIGHLIGHT, Kind.PLACE, Kind.ORDER, Kind.SESSION))
LAST_TIME = 253_402_300_799_999
"""the end of the year 9999, in milliseconds since 1970: no later time has a date"""
_MOST_PROGRESS = 1000


class Item(NamedTuple):
    """What a statement is about."""

    kind: Kind
    key: str
    """the key of a post, or the name of a search, a query, archives"""
    name: str = ""
    """parts several of a kind that one post may have: a label's name, a highlight's identifier"""


class Statement(NamedTuple):
    """A value for an item, said at a time. Of two statements about an item the greater one by `rank` holds."""

    item: Item
    value: str | None
    """None if it was taken back"""
    at: int
    """in milliseconds since 1970; later than any earlier statement about the item, even if the clock was set back, but
    never after `LAST_TIME`"""

    @property
    def rank(self) -> tuple[int, bool, str]:
        """the place in the order of statements about one item: by time, then by value so that it is total"""
        return (self.at, self.value is not None, self.value or "")


def is_well_formed(item: object, value: object, at: object) -> bool:
    """Return whether these make a statement, as another program or a damaged file may not have them.

    Of a kind that is not known here any text is a value.
    """
    if not (isinstance(item, tuple) and all(map(_is_text, item)) and isinstance(at, int)):
        return False
    if isinstance(at, bool) or not 0 <= at <= LAST_TIME or not item[0]:
        return False
    return value is None or (_is_text(value) and _is_value(Kind(item[0]), str(value)))


def _is_text(value: object) -> bool:
    """Return whether this is text that SQLite and UTF-8 can hold."""
    return isinstance(value, str) and not _SURROGATES.search(value)


def _is_value(kind: Kind, value: str) -> bool:
    if kind in _TIME_KINDS or kind is Kind.PROGRESS:
        most = _MOST_PROGRESS if kind is Kind.PROGRESS else LAST_TIME
        return value.isascii() and value.isdigit() and len(value) <= len(str(most)) and int(value) <= most
    if kind in _JSON_KINDS:
        try:
            json.loads(value)
        except (ValueError, RecursionError):
            return False
    return True
