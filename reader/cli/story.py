"""`reader story`: the story of a post in order of time, each entry with its reasons."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import tzinfo

from reader.cli.arguments import Arguments
from reader.cli.context import load, open_context
from reader.cli.output import (
    BOLD,
    CYAN,
    DIM,
    YELLOW,
    cut,
    is_terminal,
    linked,
    note,
    pad,
    print_json,
    styled,
    width,
)
from reader.cli.shapes import shown_date, story_shape
from reader.language import tr
from reader.library.story import StoryEntry
from reader.text.safe import clean_line

_TIME_CELLS = 12
_LINE_CELLS = 3


def run(arguments: Arguments) -> int:
    """Print the story, oldest first; return the exit code, 1 if the post itself is the only entry.

    Raise PostError if there is no such post or it can not be read, and ArchiveError.
    """
    context = open_context(arguments)
    library = context.library
    load(context)
    post = library.find_anywhere(arguments.post)
    entries = library.story(library.get(post.id) or post)
    if arguments.json or arguments.ndjson:
        print_json((story_shape(entry, library.zone) for entry in entries), lines=arguments.ndjson)
    elif is_terminal():
        _print_for_terminal(entries, library.zone, context.settings.ambiguous_width)
    else:
        for entry in entries:
            place = entry.post.path if entry.post is not None else entry.url
            parts = (shown_date(entry.time, library.zone), entry.reason, entry.title, place)
            print(*map(clean_line, parts), sep="\t")
    if len(entries) > 1:
        return 0
    note(tr("Nothing hangs together with this post."))
    return 1


def _print_for_terminal(entries: Sequence[StoryEntry], zone: tzinfo, ambiguous: int) -> None:
    room = width() - _TIME_CELLS - _LINE_CELLS
    for number, entry in enumerate(entries, 1):
        day, _, clock = shown_date(entry.time, zone).partition(" ")
        sign, colour = ("◆", YELLOW) if entry.is_open else ("●", CYAN) if entry.post else ("○", DIM)
        title = cut(clean_line(entry.title), room, ambiguous)
        words = styled(linked(title, entry.url), BOLD if entry.post else DIM)
        time = pad(day or tr("no date"), _TIME_CELLS, ambiguous)
        print(f"{time}{styled(sign, colour)}  {words}".rstrip())
        line = "│" if number < len(entries) else " "
        reason = styled(cut(clean_line(entry.reason), room, ambiguous), DIM)
        print(f"{clock:>10}  {styled(line, DIM)}  {reason}".rstrip())
