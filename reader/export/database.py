"""SQLite: posts, tags, links and what was said of them in tables, with a full-text table that Datasette finds."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import apsw

from reader.export.selection import Entry, Selection
from reader.text.safe import clean

_TABLES = """
CREATE TABLE posts (
    id INTEGER PRIMARY KEY, title TEXT NOT NULL, date TEXT, day TEXT, author TEXT NOT NULL, channel TEXT NOT NULL,
    source TEXT NOT NULL, language TEXT NOT NULL, description TEXT NOT NULL, read INTEGER NOT NULL,
    starred INTEGER NOT NULL, note TEXT NOT NULL, text TEXT NOT NULL, markdown TEXT NOT NULL,
    path TEXT NOT NULL, archive TEXT NOT NULL
);
CREATE TABLE tags (id INTEGER PRIMARY KEY, name TEXT NOT NULL, kind TEXT NOT NULL, UNIQUE (name, kind));
CREATE TABLE post_tags (
    post_id INTEGER NOT NULL REFERENCES posts(id), tag_id INTEGER NOT NULL REFERENCES tags(id),
    PRIMARY KEY (post_id, tag_id)
);
CREATE TABLE labels (
    post_id INTEGER NOT NULL REFERENCES posts(id), name TEXT NOT NULL, PRIMARY KEY (post_id, name)
);
CREATE TABLE links (
    id INTEGER PRIMARY KEY, post_id INTEGER NOT NULL REFERENCES posts(id), text TEXT NOT NULL, url TEXT NOT NULL,
    target_id INTEGER REFERENCES posts(id)
);
CREATE TABLE pictures (
    id INTEGER PRIMARY KEY, post_id INTEGER NOT NULL REFERENCES posts(id), url TEXT NOT NULL,
    caption TEXT NOT NULL, alt TEXT NOT NULL
);
CREATE TABLE highlights (
    id INTEGER PRIMARY KEY, post_id INTEGER NOT NULL REFERENCES posts(id), text TEXT NOT NULL, before TEXT NOT NULL,
    after TEXT NOT NULL, colour TEXT NOT NULL, note TEXT NOT NULL, made TEXT
);
"""
# Trigrams find any three characters of Chinese, which has no spaces between its words. The quotes around the name of the
# content table are what Datasette looks for.
_AFTER = """
UPDATE links SET target_id = NULL WHERE target_id NOT IN (SELECT id FROM posts);
CREATE INDEX posts_day ON posts(day);
CREATE INDEX posts_channel ON posts(channel);
CREATE INDEX post_tags_tag ON post_tags(tag_id);
CREATE INDEX links_post ON links(post_id);
CREATE INDEX links_target ON links(target_id);
CREATE INDEX pictures_post ON pictures(post_id);
CREATE INDEX highlights_post ON highlights(post_id);
CREATE VIRTUAL TABLE posts_fts USING fts5(title, text, note, content="posts", content_rowid="id", tokenize="trigram");
INSERT INTO posts_fts (posts_fts) VALUES ('rebuild');
"""
# The file is written aside and synced as a whole: no journal is needed.
_UNSAFE_AND_FAST = "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -8192;"


def write(selection: Selection, file: Path) -> None:
    """Write the database into an empty file. Raise OSError."""
    try:
        with closing(apsw.Connection(str(file))) as connection:
            connection.execute(_UNSAFE_AND_FAST)
            connection.execute("BEGIN")
            connection.execute(_TABLES)
            tags: dict[tuple[str, str], int] = {}
            for entry in selection.articles():
                _add(connection, entry, tags)
            connection.execute(_AFTER)
            connection.execute("COMMIT")
    except apsw.FullError as error:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)) from error
    except (apsw.IOError, apsw.CantOpenError) as error:
        raise OSError(errno.EIO, os.strerror(errno.EIO)) from error


def _add(connection: apsw.Connection, entry: Entry, tags: dict[tuple[str, str], int]) -> None:
    """Add a post; `tags` are those that are there already, by name and kind."""
    post, article, number, zone = entry.post, entry.article, entry.index + 1, entry.selection.zone
    post_row = (
        number,
        post.title,
        post.date.iso(zone) if post.date is not None else None,
        post.date.day(zone).isoformat() if post.date is not None else None,
        post.author,
        post.channel,
        post.source,
        post.language,
        post.description,
        entry.row.read,
        entry.row.starred,
        entry.note,
        article.text,
        article.markdown,
        clean(post.path),
        clean(str(post.archive)),
    )
    _insert(connection, "posts", [post_row])
    for tag in post.tags:
        if tag not in tags:
            tags[tag] = len(tags) + 1
            _insert(connection, "tags", [(tags[tag], tag.name, tag.kind.value)])
    _insert(connection, "post_tags", [(number, tags[tag]) for tag in post.tags])
    _insert(connection, "labels", [(number, label) for label in entry.labels])
    targets = entry.places(link.url for link in article.links)
    links = ((link, targets.get(link.url)) for link in article.links)
    _insert(
        connection,
        "links",
        [(None, number, link.text, link.url, None if place is None else place + 1) for link, place in links],
    )
    _insert(
        connection, "pictures", [(None, number, each.url, each.caption, each.alt) for each in article.images]
    )
    _insert(connection, "highlights", _highlights(entry))


def _highlights(entry: Entry) -> Iterable[tuple[object, ...]]:
    for each in entry.highlights:
        passage = each.passage
        made = (
            datetime.fromtimestamp(each.made / 1000, UTC).isoformat(timespec="seconds") if each.made else None
        )
        yield (
            None,
            entry.index + 1,
            passage.words,
            passage.before,
            passage.after,
            each.colour,
            each.note,
            made,
        )


def _insert(connection: apsw.Connection, table: str, rows: Iterable[tuple[object, ...]]) -> None:
    for row in rows:
        places = ", ".join("?" * len(row))
        connection.execute(f"INSERT INTO {table} VALUES ({places})", row)
