"""The tables of the index, and what says whether a file holds them."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import UTC, datetime, tzinfo
from pathlib import Path

from reader.text.hashing import blake2b

APPLICATION_ID = 0x52444958
VERSION = 6
"""counts up with every change of the tables, the tokens, the fold or the extraction: other files are rebuilt"""

TABLES = (
    "CREATE TABLE about (name TEXT PRIMARY KEY, value) WITHOUT ROWID",
    # A post's number never changes and is never given again; its place among the others is (day, moment, path,
    # archive), of which day and moment count downwards, so that ascending is newest first. A post may thus come
    # at any place at any time, at no cost for the others.
    "CREATE TABLE post (id INTEGER PRIMARY KEY AUTOINCREMENT, archive INTEGER NOT NULL, path BLOB NOT NULL,"
    " size INTEGER NOT NULL, mtime_ns INTEGER NOT NULL, day INTEGER NOT NULL, moment INTEGER NOT NULL,"
    " key INTEGER NOT NULL, text_key INTEGER NOT NULL, family INTEGER NOT NULL, content BLOB NOT NULL)",
    "CREATE UNIQUE INDEX post_by_path ON post (archive, path)",
    "CREATE INDEX post_by_time ON post (day, moment, path, archive)",
    # Copies are posts with the same key or the same text, and the copies of these: a family, which bears the
    # number of one of its posts.
    "CREATE INDEX post_by_key ON post (key)",
    "CREATE INDEX post_by_text_key ON post (text_key)",
    "CREATE INDEX post_by_family ON post (family)",
    # The folders of the posts, each with the signature of the listing that all of its posts were read from.
    "CREATE TABLE folder (id INTEGER PRIMARY KEY, archive INTEGER NOT NULL, path BLOB NOT NULL,"
    " signature BLOB NOT NULL, UNIQUE (archive, path))",
    # The posts that came, went or got another family with each of the last generations, 4 bytes each.
    "CREATE TABLE change (generation INTEGER PRIMARY KEY, posts BLOB NOT NULL)",
    # What follows from the posts of the settled generation, so that a start need not work it out; see snapshot.py.
    "CREATE TABLE kept (id INTEGER PRIMARY KEY, name TEXT NOT NULL, part INTEGER NOT NULL, value BLOB NOT NULL,"
    " UNIQUE (name, part))",
    # Posts that are gone or were replaced, for the lists that still show them.
    "CREATE TABLE departed (id INTEGER PRIMARY KEY, archive INTEGER NOT NULL, path BLOB NOT NULL,"
    " family INTEGER NOT NULL, content BLOB NOT NULL)",
    # The folded text, and the hashed keys of the pages that the post links to, 8 bytes each.
    "CREATE TABLE texts (id INTEGER PRIMARY KEY, packed BLOB NOT NULL, links BLOB NOT NULL)",
    # The links the other way round; a page need not be a post of the archives.
    "CREATE TABLE link (target INTEGER NOT NULL, post INTEGER NOT NULL, PRIMARY KEY (target, post)) WITHOUT ROWID",
    # Which posts have a tag, an author, a host, a day, a script, a part: a roaring bitmap of their numbers each.
    "CREATE TABLE label (kind TEXT NOT NULL, name TEXT NOT NULL, posts BLOB NOT NULL, spellings TEXT,"
    " PRIMARY KEY (kind, name)) WITHOUT ROWID",
    # Which tokens stand in which posts; see segment.py. A segment has the first of its posts' numbers, a page
    # those of its segment, its field and its last token; see postings.py.
    "CREATE TABLE segment (id INTEGER PRIMARY KEY, posts INTEGER NOT NULL)",
    "CREATE TABLE page (id INTEGER PRIMARY KEY, data BLOB NOT NULL)",
)

LOGGED = 64
"""generations whose changes are kept"""

UNDATED = 1
"""the day of posts without a date: after all others, which are negative"""


def file_name(archives: Sequence[Path]) -> str:
    """The name of the index of these archives, in whatever order."""
    paths = b"\0".join(sorted(os.fsencode(archive) for archive in archives))
    return f"index-{blake2b(paths, digest_size=8).hexdigest()}"


def stamp(archives: Sequence[Path], zone: tzinfo) -> str:
    """What must be equal for an index to serve: version, archives, and the zone in which days are days."""
    months = [datetime(year, month, 1, tzinfo=UTC) for year in range(1990, 2040) for month in range(1, 13)]
    offsets = str([zone.utcoffset(month.replace(tzinfo=zone)) for month in months])
    return f"{VERSION} {file_name(archives)} {blake2b(offsets.encode(), digest_size=8).hexdigest()}"
