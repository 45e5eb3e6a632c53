"""Highlights and notes for other programs: Markdown, the fields of JSON and CSV, and cards for Anki."""

from __future__ import annotations

import csv
import shlex
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, tzinfo
from itertools import groupby
from operator import attrgetter
from typing import TextIO

from reader.convert.escape import escape_inline, escape_line_starts
from reader.library.annotations import Annotation
from reader.post import Post
from reader.text.safe import clean, clean_line

FIELDS = (
    "path",
    "archive",
    "title",
    "date",
    "channel",
    "from",
    "id",
    "quotation",
    "before",
    "after",
    "colour",
    "note",
    "made",
)


def annotation_row(annotation: Annotation, zone: tzinfo) -> dict[str, object]:
    """Return the fields of a highlight or a note; `made` is in UTC, `zone` the clock of times without a zone."""
    post, highlight = annotation.post, annotation.highlight
    passage = highlight.passage if highlight is not None else None
    values = (
        post.path,
        str(post.archive),
        post.title,
        post.date.iso(zone) if post.date is not None else None,
        post.channel,
        post.source,
        highlight.id if highlight is not None else None,
        passage.words if passage is not None else "",
        passage.before if passage is not None else "",
        passage.after if passage is not None else "",
        highlight.colour if highlight is not None else "",
        annotation.note,
        _moment(annotation.at).isoformat(timespec="seconds").replace("+00:00", "Z")
        if annotation.at
        else None,
    )
    return dict(zip(FIELDS, values, strict=True))


def write_csv(file: TextIO, annotations: Iterable[Annotation], zone: tzinfo) -> None:
    """Write a table with a head as RFC 4180 has it, but with the line ends of the system's own tools."""
    writer = csv.DictWriter(file, FIELDS, lineterminator="\n")
    writer.writeheader()
    for each in annotations:
        row = annotation_row(each, zone)
        writer.writerow({**row, "path": clean(each.post.path), "archive": clean(str(each.post.archive))})


def write_anki(file: TextIO, annotations: Iterable[Annotation], zone: tzinfo) -> None:
    """Write cards as Anki imports them: a header of `#` lines, then a highlight a row, with tabs between the fields.

    The first field is an identifier, so that a later import changes cards and makes none twice. Notes on posts are no
    cards. See the page on text files in Anki's manual.
    """
    # Without names of columns: Anki would fill only fields that are called so, and in Chinese theirs are 正面 and 背面.
    # Columns without names are taken in order, here as front and back (Anki 26.9).
    file.write("#separator:tab\n#html:false\n#guid column:1\n#tags column:5\n")
    writer = csv.writer(file, delimiter="\t", lineterminator="\n")
    for each in annotations:
        if each.highlight is not None:
            back = each.note or each.post.title
            fields = (each.highlight.passage.words, back, _origin(each.post, zone))
            writer.writerow([each.highlight.id, *map(clean, fields), f"reader {each.highlight.colour}"])


def markdown(annotations: Iterable[Annotation], zone: tzinfo) -> Iterator[str]:
    """Yield Markdown, line by line: a heading for each post, the quotations as quotes, the notes as they were written.

    Below each stands the command that opens the place.
    """
    is_first = True
    for post, some in groupby(annotations, attrgetter("post")):
        if not is_first:
            yield ""
        is_first = False
        yield f"## {escape_inline(clean_line(post.title))}"
        yield ""
        yield escape_line_starts(escape_inline(_origin(post, zone)))
        for each in some:
            yield ""
            yield from _one(each, zone)


def _one(annotation: Annotation, zone: tzinfo) -> Iterator[str]:
    highlight = annotation.highlight
    if highlight is not None:
        for line in highlight.passage.words.split("\n"):
            # Blanks at the start of a line would make code of it.
            yield f"> {escape_line_starts(escape_inline(clean_line(line).strip()))}".rstrip()
        yield ""
    if annotation.note:
        yield annotation.note
        yield ""
    command = f"reader {shlex.quote(clean_line(annotation.name))}"
    ticks = "``" if "`" in command else "`"
    facts = [f"{ticks}{command}{ticks}"]
    if highlight is not None:
        facts.append(highlight.colour)
    if annotation.at:
        facts.append(f"{_moment(annotation.at).astimezone(zone):%Y-%m-%d %H:%M}")
    yield " · ".join(facts)


def _origin(post: Post, zone: tzinfo) -> str:
    date = post.date.shown(zone) if post.date is not None else ""
    return " · ".join(filter(None, (clean_line(post.channel), date, clean_line(post.source))))


def _moment(at: int) -> datetime:
    return datetime.fromtimestamp(at / 1000, UTC)
