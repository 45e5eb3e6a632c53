"""The SQL schema of the index and the stamp of compatible files."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import UTC, datetime, tzinfo
from pathlib import Path

import apsw

from reader.text.hashing import blake2b
from reader.text.late import late

APPLICATION_ID = 0x52444958
VERSION = 21
"""to be raised with every change of schema, tokens, fold or extraction: older files are rebuilt"""

TABLES = (
    "CREATE TABLE about (name TEXT PRIMARY KEY, value) WITHOUT ROWID",
    # A post's number never changes and is never reused. Posts sort by (day, moment, path, archive); day and
    # moment are negated, so that ascending order is newest first. A new post may thus sort anywhere without
    # renumbering the others.
    "CREATE TABLE post (id INTEGER PRIMARY KEY AUTOINCREMENT, archive INTEGER NOT NULL, path BLOB NOT NULL,"
    " size INTEGER NOT NULL, mtime_ns INTEGER NOT NULL, day INTEGER NOT NULL, moment INTEGER NOT NULL,"
    " key INTEGER NOT NULL, text_key INTEGER NOT NULL, family INTEGER NOT NULL, title INTEGER NOT NULL,"
    " body INTEGER NOT NULL, digest INTEGER NOT NULL, length INTEGER NOT NULL, content BLOB NOT NULL)",
    "CREATE UNIQUE INDEX post_by_path ON post (archive, path)",
    "CREATE INDEX post_by_time ON post (day, moment, path, archive)",
    # Answers queries for lengths, and the order by length, without a look at the posts.
    "CREATE INDEX post_by_length ON post (length)",
    # Duplicate groups are the connected components of posts with an equal key or an equal text key. The
    # column `family` holds the number of one post of the group.
    "CREATE INDEX post_by_key ON post (key)",
    "CREATE INDEX post_by_text_key ON post (text_key)",
    "CREATE INDEX post_by_family ON post (family)",
    # The posts that share their address, a hashed key, with others that are no copies of them, and what tells each
    # from those others; see sharing.py. All other posts have their address as their key.
    "CREATE TABLE shared (id INTEGER PRIMARY KEY, address INTEGER NOT NULL, name TEXT NOT NULL)",
    "CREATE INDEX shared_by_address ON shared (address)",
    # A bitmap of the posts that came or got another key at a generation, until `Index.forget_arrivals`.
    "CREATE TABLE arrived (generation INTEGER PRIMARY KEY, posts BLOB NOT NULL)",
    # The folders of the posts, with the signature of the listing that all of their posts were read from.
    "CREATE TABLE folder (id INTEGER PRIMARY KEY, archive INTEGER NOT NULL, path BLOB NOT NULL,"
    " signature BLOB NOT NULL, UNIQUE (archive, path))",
    # The posts that each of the last generations added, removed or moved to another group, 4 bytes each.
    "CREATE TABLE change (generation INTEGER PRIMARY KEY, posts BLOB NOT NULL)",
    # The saved snapshot of the generation `settled`, so that a start need not compute it; see snapshot.py.
    "CREATE TABLE kept (id INTEGER PRIMARY KEY, name TEXT NOT NULL, part INTEGER NOT NULL, value BLOB NOT NULL,"
    " UNIQUE (name, part))",
    # Posts that were deleted or replaced, for results that still show them.
    "CREATE TABLE departed (id INTEGER PRIMARY KEY, archive INTEGER NOT NULL, path BLOB NOT NULL,"
    " family INTEGER NOT NULL, content BLOB NOT NULL)",
    # The packed texts, the hashed keys of the linked pages, 8 bytes each, for links within an archive the places
    # of the post and the places that its links may mean (see places.py), and what the texts differ by from their
    # forms (see reader/text/originals.py).
    "CREATE TABLE texts (id INTEGER PRIMARY KEY, packed BLOB NOT NULL, links BLOB NOT NULL,"
    " places BLOB NOT NULL, refs BLOB NOT NULL, differences BLOB NOT NULL)",
    # The posts by place. Posts of the specified format, which have addresses, have none.
    "CREATE TABLE place (hash INTEGER NOT NULL, post INTEGER NOT NULL, PRIMARY KEY (hash, post)) WITHOUT ROWID",
    # The texts of the front matter by key, as far as the post does not hold them; see field_values.py.
    "CREATE TABLE field (id INTEGER PRIMARY KEY, texts BLOB NOT NULL)",
    # The links by target, a hashed key or place; the target need not be a post of the archives.
    "CREATE TABLE link (target INTEGER NOT NULL, post INTEGER NOT NULL, PRIMARY KEY (target, post)) WITHOUT ROWID",
    # Roaring bitmaps of the posts with each tag, author, host, day, language and part.
    "CREATE TABLE label (kind TEXT NOT NULL, name TEXT NOT NULL, posts BLOB NOT NULL, spellings TEXT,"
    " PRIMARY KEY (kind, name)) WITHOUT ROWID",
    # The inverted index. A segment's id is the first of its posts' numbers, a page's is composed of its
    # segment, its field and its last token; see segment.py and postings.py.
    "CREATE TABLE segment (id INTEGER PRIMARY KEY, posts INTEGER NOT NULL)",
    "CREATE TABLE page (id INTEGER PRIMARY KEY, data BLOB NOT NULL)",
)

LOGGED = 64
"""number of generations whose changes are kept"""

FILE_BITS = 24
"""bits of a generation that count the writes to one file; those above tell files apart"""

UNDATED = 1
"""day of posts without a date: sorts after all others, which are negative"""


_NAME = late(r"index(?P<version>\d*)-(?P<archives>[0-9a-f]{16})\b")


def file_name(archives: Sequence[Path]) -> str:
    """Return the file name for an index of these archives, in any order.

    Each version of the program has its own file, so that two that run at once do not replace each other's.
    """
    paths = b"\0".join(sorted(os.fsencode(archive) for archive in archives))
    return f"index{VERSION}-{blake2b(paths, digest_size=8).hexdigest()}"


def is_older_file(name: str, current: str) -> bool:
    """Return whether a file belongs to an index of the same archives by an older version than `current`."""
    older, own = _NAME.match(name), _NAME.match(current)
    return (
        older is not None
        and own is not None
        and older["archives"] == own["archives"]
        and int(older["version"] or 0) < int(own["version"] or 0)
    )


def generation_of(connection: apsw.Connection) -> int:
    """Return the generation of an index, which grows with each write."""
    return int(connection.execute("SELECT value FROM about WHERE name = 'generation'").get)


def stamp(archives: Sequence[Path], zone: tzinfo, reading: str) -> str:
    """Return the stamp of usable indexes: version, archives, the time zone of their days, and `reading`.

    That stands for the settings by which the files were read.
    """
    months = [datetime(year, month, 1, tzinfo=UTC) for year in range(1990, 2040) for month in range(1, 13)]
    offsets = reading + str([zone.utcoffset(month.replace(tzinfo=zone)) for month in months])
    return f"{VERSION} {file_name(archives)} {blake2b(offsets.encode(), digest_size=8).hexdigest()}"
