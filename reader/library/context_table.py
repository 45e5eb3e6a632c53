"""Contexts as a table: the fields that JSON and CSV have."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from datetime import tzinfo
from typing import TextIO

from reader.library.contexts import Context
from reader.text.safe import clean

FIELDS = ("path", "date", "channel", "title", "left", "hit", "right", "offset")


def context_row(context: Context, zone: tzinfo) -> dict[str, object]:
    """Return the fields of a hit; `offset` is None in a title, `zone` is the clock of times without a zone."""
    post = context.post
    return {
        "path": post.path,
        "date": post.date.iso(zone) if post.date is not None else None,
        "channel": post.channel,
        "title": post.title,
        "left": context.left,
        "hit": context.hit,
        "right": context.right,
        "offset": context.offset,
    }


def write_csv(file: TextIO, contexts: Iterable[Context], zone: tzinfo) -> None:
    """Write a table with a head as RFC 4180 has it, but with the line ends of the system's own tools.

    Control characters of paths are left out: tables are looked at on terminals, too.
    """
    writer = csv.DictWriter(file, FIELDS, lineterminator="\n")
    writer.writeheader()
    for context in contexts:
        row = context_row(context, zone)
        writer.writerow({**row, "path": clean(context.post.path)})
