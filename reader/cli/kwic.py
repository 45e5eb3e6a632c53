"""`reader kwic`: every hit of the words of a query in its context, or what stands beside them most often."""

from __future__ import annotations

import csv
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import tzinfo
from functools import partial
from itertools import chain, islice

from reader.cli.arguments import Arguments
from reader.cli.context import Context, asked_for, load, open_context, select
from reader.cli.listing import Listing, Output, Record, tabbed
from reader.cli.output import BOLD, CYAN, DIM, YELLOW, cut, note, pad, styled, width
from reader.cli.progress import told_progress
from reader.errors import UsageError
from reader.language import tr
from reader.library import DamagedIndexError, ResultSet
from reader.library.context_table import context_row, write_csv
from reader.library.contexts import Concordance, ContextOrder
from reader.library.contexts import Context as Hit
from reader.library.neighbours import NeighbourCounts, Side
from reader.library.shapes import shown_date
from reader.post import Post
from reader.text.bidi import label
from reader.text.safe import clean_line, clean_path
from reader.typeset.alignment import beside, on_the_left, on_the_right
from reader.typeset.cells import cell_len

_PIPE_CELLS = 40
"""on each side of a hit, where no terminal says how much room there is"""
_DATE_CELLS = 10
_CHANNEL_CELLS = 14
_MIN_COLUMNS_FOR_CHANNELS = 100
_USUAL_HIT_CELLS = 6
"""room that is kept for the hit: three Chinese characters"""
_LEAST_SIDE_CELLS = 8
_FIRST_PAGE, _LARGEST_PAGE = 64, 65_536
"""hits made at a time, at most some 40 MB: those of a post are made together, in whatever order they are printed"""
_COUNT_CELLS = 17
"""before a neighbour: its side and how often it stands there"""
_NEIGHBOURS = 40
"""neighbours of each side that are printed"""


def run(arguments: Arguments) -> int:
    """Print the contexts; return the exit code. Raise UsageError if the query looks for no words."""
    context = open_context(arguments)
    zone, ambiguous = context.library.zone, context.settings.ambiguous_width
    output = Output(arguments, "neighbours" if arguments.neighbours else "kwic", zone, ambiguous)
    query = asked_for(context, arguments)
    if not query.has_words:
        raise UsageError(tr("This query looks for no words that could stand in a context: add a word to it."))
    results, code = select(context, arguments, query)
    if arguments.count and not arguments.neighbours:
        found = bool(count := len(_searched(results)))
        print(count)
    elif arguments.neighbours:
        found = _print_neighbours(results, arguments, output)
    else:
        found = _print_contexts(context, results, arguments, output)
    if not found and len(results):
        note(
            tr("Nothing stands more than once beside the words.")
            if arguments.neighbours
            else tr("No post that matches has the words in its title or text.")
        )
    return code if found else 1


def _searched(results: ResultSet) -> Concordance:
    """Return the hits, all of them found; on a terminal it is told meanwhile how far that is."""
    concordance = results.concordance()
    with told_progress() as on_progress:
        for share in concordance.find():
            on_progress(round(share * len(results)), len(results))
    return concordance


# Contexts


def _print_contexts(context: Context, results: ResultSet, arguments: Arguments, output: Output) -> bool:
    """Print the contexts in the form that is asked for; return whether there is any."""
    zone = context.library.zone
    lines = _Lines(context, arguments, output)
    hits = _hits(context, results, arguments, lines.sides, output.limit)
    first = list(islice(hits, 1))
    hits = chain(first, hits)
    if arguments.csv:
        write_csv(sys.stdout, hits, zone)
    else:
        output.print(Listing(hits, partial(_record, zone=zone), lines.plain, lines.aligned))
    return bool(first)


def _record(hit: Hit, zone: tzinfo) -> Record:
    return {**context_row(hit, zone), "date": hit.post.date}


def _hits(
    context: Context, results: ResultSet, arguments: Arguments, sides: tuple[int, int], limit: int | None
) -> Iterator[Hit]:
    """Yield the contexts, from an index built again if the one that they are from turns out to be damaged."""
    done = 0
    try:
        for hit in islice(_hits_of(context, results, arguments, sides), limit):
            yield hit
            done += 1
    except DamagedIndexError as error:
        note(clean_line(str(error)))
        load(context)
        results = context.library.select(results.query, fold_copies=results.folds_copies)
        yield from islice(_hits_of(context, results, arguments, sides), done, limit)


def _hits_of(
    context: Context, results: ResultSet, arguments: Arguments, sides: tuple[int, int]
) -> Iterator[Hit]:
    left, right = sides
    order = ContextOrder(arguments.sort)
    ambiguous = context.settings.ambiguous_width
    concordance = results.concordance()
    for numbers in _numbers(concordance, order, by_post=arguments.group):
        start, size = 0, _FIRST_PAGE
        while start < len(numbers):
            page = concordance.contexts(numbers[start : start + size], left, right, ambiguous)
            yield from (hit for hit in page if hit is not None)
            start, size = start + size, min(2 * size, _LARGEST_PAGE)


def _numbers(concordance: Concordance, order: ContextOrder, *, by_post: bool) -> Iterator[Sequence[int]]:
    """Yield the numbers of the hits in their order, those in the order of time as soon as they are found."""
    done = 0
    for _ in concordance.find():
        if order is ContextOrder.TIME:
            yield range(done, len(concordance))
            done = len(concordance)
    if order is not ContextOrder.TIME:
        for step in concordance.arrange(order, by_post=by_post):
            if step.hits is not None:
                yield step.hits


def _sides(arguments: Arguments, output: Output) -> tuple[int, int]:
    """Return the cells before and after a hit."""
    if arguments.width is not None:
        return arguments.width, arguments.width
    if not output.is_aligned or arguments.json or arguments.ndjson or arguments.csv:
        return _PIPE_CELLS, _PIPE_CELLS
    columns = width()
    taken = 1 if arguments.group else _DATE_CELLS + 2
    if columns >= _MIN_COLUMNS_FOR_CHANNELS and not arguments.group:
        taken += _CHANNEL_CELLS + 2
    room = columns - taken - _USUAL_HIT_CELLS
    left = max(room // 2, _LEAST_SIDE_CELLS)
    return left, max(room - left, _LEAST_SIDE_CELLS)


class _Lines:
    """Makes lines of contexts for people: the hits one below the other, and in colour on a terminal."""

    def __init__(self, context: Context, arguments: Arguments, output: Output) -> None:
        self._zone: tzinfo = context.library.zone
        self._ambiguous = context.settings.ambiguous_width
        self.sides = _sides(arguments, output)
        """the cells before and after a hit"""
        self._left, self._right = self.sides
        self._is_grouped = arguments.group
        self._is_cut = arguments.width is None
        self._has_channel = width() >= _MIN_COLUMNS_FOR_CHANNELS and not arguments.group
        self._post: Post | None = None
        """the post under whose title the hits stand"""

    def plain(self, hits: Iterable[Hit]) -> Iterator[str]:
        """Yield a line for each hit, and with `--group` one for each post, for a pipe."""
        return self._under_headings(hits, self._piped_heading, self._piped_line)

    def aligned(self, hits: Iterable[Hit], columns: int) -> Iterator[str]:
        """Yield such lines for a terminal of so many columns."""
        return self._under_headings(hits, self._terminal_heading, self._terminal_line)

    def _under_headings(
        self, hits: Iterable[Hit], heading: Callable[[Post], str], line: Callable[[Hit], str]
    ) -> Iterator[str]:
        for hit in hits:
            if self._is_grouped and (self._post is None or self._post.id != hit.post.id):
                self._post = hit.post
                yield heading(hit.post)
            yield line(hit)

    def _piped_heading(self, post: Post) -> str:
        return tabbed((shown_date(post.date, self._zone), post.channel, post.title, clean_path(post.path)))

    def _terminal_heading(self, post: Post) -> str:
        date = shown_date(post.date, self._zone)
        title = cut(post.title, max(width() - cell_len(date) - 2, _LEAST_SIDE_CELLS), self._ambiguous)
        return f"{styled(date, DIM)}  {styled(title, BOLD)}"

    def _piped_line(self, hit: Hit) -> str:
        left = on_the_right(hit.left, self._left, self._ambiguous)
        if self._is_grouped:
            return f" {left}{hit.hit}{hit.right}"
        rest = self._right + max(0, _USUAL_HIT_CELLS - cell_len(hit.hit, self._ambiguous))
        context = f"{left}{hit.hit}{on_the_left(hit.right, rest, self._ambiguous)}"
        date = shown_date(hit.post.date, self._zone)
        return "\t".join((context, date, hit.post.channel, clean_path(hit.post.path)))

    def _terminal_line(self, hit: Hit) -> str:
        start, taken = " ", 1
        if not self._is_grouped:
            date = shown_date(hit.post.date, self._zone)[:_DATE_CELLS]
            start, taken = styled(date.ljust(_DATE_CELLS), DIM) + "  ", _DATE_CELLS + 2
        if self._has_channel:
            start += styled(pad(hit.post.channel, _CHANNEL_CELLS, self._ambiguous), CYAN) + "  "
            taken += _CHANNEL_CELLS + 2
        word, room = label(hit.hit), self._right
        if self._is_cut:
            room = max(width() - taken - self._left, 0)
            word = cut(hit.hit, room, self._ambiguous)
            room -= cell_len(word, self._ambiguous)
        left, right = beside(hit.left, hit.hit, hit.right, self._left, room, self._ambiguous)
        return f"{start}{left}{styled(word, BOLD, YELLOW)}{right}"


# Neighbours


def _print_neighbours(results: ResultSet, arguments: Arguments, output: Output) -> bool:
    """Print what stands beside the hits, the most common first; return whether there is anything."""
    concordance = _searched(results)
    counts = NeighbourCounts()
    for _ in concordance.count_neighbours((), counts):
        pass
    limit = output.limit or _NEIGHBOURS
    neighbours = [each for side in Side for each in counts.most(side, limit)]
    shapes: list[dict[str, object]] = [
        {"side": each.side, "text": spelling, "count": each.frequency}
        for each, spelling in zip(neighbours, concordance.spellings(neighbours), strict=True)
    ]
    if arguments.csv:
        writer = csv.DictWriter(sys.stdout, ("side", "text", "count"), lineterminator="\n")
        writer.writeheader()
        writer.writerows(shapes)
    else:
        output.print(Listing(shapes, dict, _plain_neighbours, _aligned_neighbours), is_limited=True)
    return bool(neighbours)


def _plain_neighbours(shapes: Iterable[Record]) -> Iterator[str]:
    return (tabbed((shape["side"], shape["count"], shape["text"])) for shape in shapes)


def _aligned_neighbours(shapes: Iterable[Record], columns: int) -> Iterator[str]:
    for shape in shapes:
        yield f"{shape['side']:<7}{shape['count']:>8,}  {cut(str(shape['text']), columns - _COUNT_CELLS, 1)}"
