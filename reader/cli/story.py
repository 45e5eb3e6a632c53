"""`reader story`: the story of a post in order of time, each entry with its reasons."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import tzinfo
from functools import partial

from reader.cli.arguments import Arguments
from reader.cli.context import load, open_context
from reader.cli.listing import Listing, Output, Record, tabbed
from reader.cli.naming import post_named
from reader.cli.output import BOLD, CYAN, DIM, YELLOW, cut, linked, note, pad, styled
from reader.language import tr
from reader.library.shapes import shown_date
from reader.library.story import StoryEntry
from reader.text.safe import clean_line, clean_path

_TIME_CELLS = 12
_LINE_CELLS = 3


def run(arguments: Arguments) -> int:
    """Print the story, oldest first; return the exit code, 1 if the post itself is the only entry.

    Raise PostError if there is no such post or it cannot be read, and ArchiveError.
    """
    context = open_context(arguments)
    library = context.library
    output = Output(arguments, "story", library.zone, context.settings.ambiguous_width)
    load(context)
    post = post_named(context, arguments.post)
    entries = library.related.story(library.get(post.id) or post)
    entries = entries[::-1] if arguments.sort == "newest" else entries
    zone, ambiguous = library.zone, context.settings.ambiguous_width
    lines = partial(_lines, zone=zone, ambiguous=ambiguous)
    output.print(Listing(entries, _record, partial(_plain, zone=zone), lines))
    if len(entries) > 1:
        return 0
    note(tr("This post has no story."))
    return 1


def _record(entry: StoryEntry) -> Record:
    return {
        "time": entry.time,
        "title": entry.title,
        "path": entry.post.path if entry.post is not None else None,
        "from": entry.url,
        "reason": entry.reason,
    }


def _plain(entries: Iterable[StoryEntry], zone: tzinfo) -> Iterator[str]:
    for entry in entries:
        place = entry.post.path if entry.post is not None else entry.url
        parts = map(clean_line, (shown_date(entry.time, zone), entry.reason, entry.title))
        yield tabbed((*parts, clean_path(place)))


def _lines(entries: Iterable[StoryEntry], columns: int, *, zone: tzinfo, ambiguous: int) -> Iterator[str]:
    entries = list(entries)
    room = columns - _TIME_CELLS - _LINE_CELLS
    for number, entry in enumerate(entries, 1):
        day, _, clock = shown_date(entry.time, zone).partition(" ")
        sign, colour = ("◆", YELLOW) if entry.is_open else ("●", CYAN) if entry.post else ("○", DIM)
        title = cut(clean_line(entry.title), room, ambiguous)
        words = styled(linked(title, entry.url), BOLD if entry.post else DIM)
        time = pad(day or tr("no date"), _TIME_CELLS, ambiguous)
        yield f"{time}{styled(sign, colour)}  {words}".rstrip()
        line = "│" if number < len(entries) else " "
        reason = styled(cut(clean_line(entry.reason), room, ambiguous), DIM)
        yield f"{clock:>10}  {styled(line, DIM)}  {reason}".rstrip()
