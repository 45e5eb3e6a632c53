"""The tables of the file of what was said, and their migration from earlier versions."""

from __future__ import annotations

import sqlite3

VERSION = 2
APPLICATION_ID = 0x52444D4B

_TABLES = """
CREATE TABLE said (
    kind TEXT NOT NULL, key TEXT NOT NULL, name TEXT NOT NULL, value TEXT, at INTEGER NOT NULL,
    PRIMARY KEY (kind, key, name)
) WITHOUT ROWID;
CREATE TABLE earlier (
    kind TEXT NOT NULL, key TEXT NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL, at INTEGER NOT NULL,
    PRIMARY KEY (kind, key, name, value)
) WITHOUT ROWID;
CREATE TABLE change (
    id INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, run TEXT NOT NULL, action TEXT NOT NULL,
    subject TEXT NOT NULL, archive TEXT NOT NULL, size INTEGER NOT NULL, takes_back INTEGER, taken_back INTEGER
);
CREATE TABLE changed (
    change INTEGER NOT NULL, kind TEXT NOT NULL, key TEXT NOT NULL, name TEXT NOT NULL, before TEXT, after TEXT,
    PRIMARY KEY (change, kind, key, name)
) WITHOUT ROWID
"""
"""`said` has one row for each item that was ever spoken of, with a null value if it was taken back. `earlier` has
the values that somebody wrote and another took the place of. `change` logs what was done, `changed` to which items."""

_FROM_1 = """
INSERT INTO said SELECT 'read', key, '', CAST(read_at AS TEXT), read_at FROM mark_1 WHERE read_at IS NOT NULL;
INSERT INTO said SELECT 'starred', key, '', CAST(starred_at AS TEXT), starred_at
    FROM mark_1 WHERE starred_at IS NOT NULL;
INSERT INTO change SELECT id, at, '',
    CASE kind WHEN 'read' THEN iif(value, 'read', 'unread') ELSE iif(value, 'starred', 'unstarred') END,
    '', '', (SELECT count(*) FROM changed_1 WHERE change = id), NULL, NULL FROM change_1;
INSERT INTO changed SELECT change, kind, key, '', CAST(before AS TEXT), CAST(
    CASE WHEN lead(1) OVER later THEN lead(before) OVER later
    ELSE (SELECT iif(kind = 'read', read_at, starred_at) FROM mark_1 WHERE mark_1.key = changed_1.key) END AS TEXT)
    FROM changed_1 JOIN change_1 ON id = change WINDOW later AS (PARTITION BY kind, key ORDER BY change);
DROP TABLE mark_1;
DROP TABLE changed_1;
DROP TABLE change_1
"""
"""Version 1 had the times of both marks in one row of `mark`, and logged only what was there before a change: what
was there after it is what the next change of the same mark found, or what there is now."""

_SEARCHES_FROM_1 = """
INSERT INTO said SELECT 'search', name, '', query, saved_at FROM search WHERE gone IS NULL;
INSERT OR IGNORE INTO earlier SELECT 'search', name, '', query, saved_at FROM search WHERE gone IS NOT NULL;
INSERT OR IGNORE INTO said SELECT 'search', name, '', NULL, max(saved_at) + 1 FROM search GROUP BY name;
DROP TABLE search
"""


def create(connection: sqlite3.Connection) -> None:
    """Create the tables in an empty file, within the caller's transaction."""
    _run(connection, _TABLES)
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {VERSION}")


def migrate(connection: sqlite3.Connection) -> None:
    """Bring a file of an earlier version to this one, within the caller's transaction. Nothing that was said is lost."""
    for table in ("mark", "change", "changed"):
        connection.execute(f"ALTER TABLE {table} RENAME TO {table}_1")
    create(connection)
    _run(connection, _FROM_1)
    if connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'search'").fetchone():
        _run(connection, _SEARCHES_FROM_1)


def version_of(connection: sqlite3.Connection) -> int | None:
    """Return the version of the reader's tables, 0 for an empty file, None for the tables of another program.

    All is read at one moment: another process may create the tables meanwhile.
    """
    is_alone = not connection.in_transaction
    if is_alone:
        connection.execute("BEGIN")
    try:
        (application,) = connection.execute("PRAGMA application_id").fetchone()
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    finally:
        if is_alone and connection.in_transaction:
            connection.execute("ROLLBACK")
    if not tables:
        return 0
    return int(version) if application == APPLICATION_ID else None


def _run(connection: sqlite3.Connection, script: str) -> None:
    """Execute statements parted by semicolons; `executescript` would commit first."""
    for statement in script.split(";"):
        connection.execute(statement)
