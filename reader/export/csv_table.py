"""CSV: a row a post, as RFC 4180 has it, in UTF-8 and with the line ends of the system's own tools."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from datetime import tzinfo
from typing import TextIO

from reader.article import Article
from reader.export.selection import Selection
from reader.library import Row
from reader.text.safe import clean

FIELDS = (
    "title",
    "date",
    "author",
    "channel",
    "from",
    "tags",
    "labels",
    "unread",
    "starred",
    "note",
    "characters",
    "text",
    "path",
    "archive",
)
_BETWEEN = "; "
"""stands between several names in a cell"""


def write(selection: Selection, stream: TextIO) -> None:
    """Write a head and the rows. Dates are in UTC, `unread` and `starred` are 1 or 0, tags and labels are joined."""
    write_rows(
        stream,
        (
            row(entry.row._replace(post=entry.post), entry.article, entry.note, selection.zone)
            for entry in selection.articles()
        ),
    )


def write_rows(stream: TextIO, rows: Iterable[tuple[object, ...]]) -> None:
    """Write a head and rows of cells, of which all texts stand in quotes."""
    # Unless they are told to, Python's writers leave a cell with a carriage return bare, which ends the row for readers.
    writer = csv.writer(stream, lineterminator="\n", quoting=csv.QUOTE_NONNUMERIC)
    writer.writerow(FIELDS)
    writer.writerows(rows)


def row(listed: Row, article: Article, note: str, zone: tzinfo) -> tuple[object, ...]:
    """Return the cells of a post, in the order of `FIELDS`; `zone` is the user's."""
    post, text = listed.post, article.text
    return (
        post.title,
        post.date.iso(zone) if post.date is not None else "",
        post.author,
        post.channel,
        post.source,
        _BETWEEN.join(dict.fromkeys(tag.name for tag in post.tags)),
        _BETWEEN.join(listed.labels),
        int(not listed.read),
        int(listed.starred),
        note,
        len(text),
        text,
        clean(post.path),
        clean(str(post.archive)),
    )
