"""`reader stats`: numbers of posts by year, channel, language and length, and how many were read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import groupby, islice, zip_longest
from operator import attrgetter

from reader.cli.arguments import Arguments
from reader.cli.context import open_context, select
from reader.cli.listing import Listing, Output, Record, tabbed
from reader.cli.output import BOLD, CYAN, DIM, cut, pad, styled
from reader.language import later, tr
from reader.library.statistics import Figure, Group, Total, figures
from reader.text.language_names import shown_language
from reader.typeset.bars import bar
from reader.typeset.cells import cell_len

_HEADINGS = {
    Group.YEAR: later("By year"),
    Group.CHANNEL: later("By channel"),
    Group.LANGUAGE: later("By language"),
    Group.LENGTH: later("By length"),
    Group.DAY: later("Busiest days"),
}
_TOTALS = {
    Total.POSTS: later("posts"),
    Total.FILES: later("files"),
    Total.UNDATED: later("without a date"),
    Total.UNREAD: later("not read yet"),
    Total.STARRED: later("that you starred"),
    Total.BEGUN: later("begun"),
    Total.FINISHED: later("finished"),
    Total.DAYS_READ: later("days on which you read"),
}
_ROWS = 10
"""of a group that are drawn"""
_BUSIEST = 10
"""days that are printed"""
_LEAST_FOR_TWO = 100
"""columns from which groups stand side by side"""
_COLUMN_GAP = 4
_GAP = "  "
_GROUP = attrgetter("group")
_MAX_NAME_CELLS = 24
_MAX_BAR_CELLS = 40

_Block = list[tuple[str, int]]
"""lines, each with the cells that it takes"""


def run(arguments: Arguments) -> int:
    """Print the figures; return the exit code."""
    context = open_context(arguments, needs_marks=True)
    ambiguous = context.settings.ambiguous_width
    output = Output(arguments, "stats")
    results, code = select(context, arguments)
    most = output.limit or (_ROWS if output.is_aligned else None)
    every = list(figures(context.library, results)) if len(results) else []
    found = list(_cut(every, most))
    left_out = Counter(map(_GROUP, every)) - Counter(map(_GROUP, found))
    lines = partial(_lines, left_out=left_out, ambiguous=ambiguous)
    output.print(Listing(found, _record, _plain, lines), is_limited=True)
    return code


def _cut(found: Iterable[Figure], most: int | None) -> Iterator[Figure]:
    """Yield at most so many figures of each group; all totals and lengths, and the busiest days alone."""
    for group, some in groupby(found, _GROUP):
        is_whole = group in (Group.TOTAL, Group.LENGTH)
        limit = None if is_whole else _BUSIEST if group is Group.DAY and most is None else most
        yield from islice(some, limit)


def _record(figure: Figure) -> Record:
    return {"group": str(figure.group), "name": str(figure.name), "count": figure.number}


def _plain(found: Iterable[Figure]) -> Iterator[str]:
    return map(tabbed, found)


def _lines(
    found: Iterable[Figure], columns: int, *, left_out: Mapping[Group, int], ambiguous: int
) -> Iterator[str]:
    groups = {group: list(some) for group, some in groupby(found, _GROUP)}
    if not groups:
        return
    yield from _totals(groups.pop(Group.TOTAL), columns, ambiguous)
    is_wide = columns >= _LEAST_FOR_TWO
    cells = (columns - _COLUMN_GAP) // 2 if is_wide else columns
    blocks = [_block(group, some, left_out[group], cells, ambiguous) for group, some in groups.items()]
    if not is_wide:
        for block in blocks:
            yield from ("", *(text.rstrip() for text, _ in block))
        return
    nothing: _Block = []
    for left, right in zip_longest(blocks[::2], blocks[1::2], fillvalue=nothing):
        yield ""
        for (text, taken), (other, _) in zip_longest(left, right, fillvalue=("", 0)):
            yield (text + " " * (cells + _COLUMN_GAP - taken) + other).rstrip()


def _totals(found: Sequence[Figure], columns: int, ambiguous: int) -> Iterator[str]:
    """Yield the totals, as many on a line as it has room for; without those that are nothing."""
    line, taken = "", 0
    for each in found:
        if not each.number and each.name != Total.POSTS:
            continue
        number, words = f"{each.number:,}", tr(_TOTALS[Total(each.name)])
        cells = cell_len(f"{number} {words}", ambiguous)
        if taken and taken + len(_GAP) + 1 + cells > columns:
            yield line
            line, taken = "", 0
        if taken:
            line, taken = line + styled(" · ", DIM), taken + 3
        line, taken = f"{line}{styled(number, BOLD)} {words}", taken + cells
    yield line


def _block(group: Group, found: Sequence[Figure], left_out: int, cells: int, ambiguous: int) -> _Block:
    """Return the lines of a group; the last one says how many figures are left out."""
    heading = cut(tr(_HEADINGS[group]), cells, ambiguous)
    names = [shown_language(each.name) if group is Group.LANGUAGE else each.name for each in found]
    width = min(max((cell_len(name, ambiguous) for name in names), default=0), _MAX_NAME_CELLS, cells // 3)
    most = max((each.number for each in found), default=1) or 1
    digits = len(f"{most:,}")
    # Blocks are among the characters of ambiguous width.
    room = min(max(cells - width - digits - 2 * len(_GAP), 0), _MAX_BAR_CELLS) // ambiguous
    lines = [(styled(heading, BOLD), cell_len(heading, ambiguous))]
    for name, each in zip(names, found, strict=True):
        drawn = bar(each.number / most, room)
        start = f"{pad(name, width, ambiguous)}{_GAP}{each.number:>{digits},}{_GAP}"
        lines.append((start + styled(drawn, CYAN), cell_len(start + drawn, ambiguous)))
    if left_out and group is not Group.DAY:
        more = cut(tr("… {count} more", count=f"{left_out:,}"), cells, ambiguous)
        lines.append((styled(more, DIM), cell_len(more, ambiguous)))
    return lines
