"""Statements: what the user said of posts, and which of two statements holds."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class Kind(StrEnum):
    """What a statement says. Its values are kept in the file and in exports."""

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
    KNOWN = "known"
    """where a post was when something was said of it; the value has its key, see `reader.library.known_places`"""
    SESSION = "session"
    """where the screens stood for the archives `key`, in JSON"""


PRESENCE_KINDS = frozenset((Kind.READ, Kind.STARRED, Kind.LABEL))
"""kinds that hold or do not: to say one again changes nothing, not even its time"""

TEXT_KINDS = frozenset((Kind.NOTE, Kind.HIGHLIGHT, Kind.SEARCH))
"""kinds whose values somebody wrote: each that another took the place of is kept as an earlier value"""

POST_KINDS = frozenset(
    (Kind.READ, Kind.STARRED, Kind.LABEL, Kind.NOTE, Kind.HIGHLIGHT, Kind.PLACE, Kind.PROGRESS)
)
"""kinds that are said of a post"""

LOCAL_KINDS = frozenset((Kind.SESSION,))
"""kinds that belong to one machine, and are not exported"""


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
    """in milliseconds since 1970; later than any earlier statement about the item, even if the clock was set back"""

    @property
    def rank(self) -> tuple[int, bool, str]:
        """the place in the order of statements about one item: by time, then by value so that it is total"""
        return (self.at, self.value is not None, self.value or "")
