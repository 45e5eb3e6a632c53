"""`reader trend`: the number of posts that match each of several queries by day, month or year."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reader.cli.arguments import Arguments
from reader.cli.context import Context, asked, load, note_nothing, open_context
from reader.cli.listing import Output, print_aligned, tabbed
from reader.cli.output import DIM, note, print_lines, styled, wants_colours
from reader.language import ntr, tr
from reader.library import DayCounts, Granularity
from reader.library.trend import Trend
from reader.query import Query
from reader.text.plural import counted
from reader.text.safe import clean_line
from reader.typeset.cells import cell_len
from reader.typeset.plot import plot

_COLOURS = ("36", "33", "35", "32", "34", "31")
_MAX_COLUMNS = 120
_ROWS = 14


def run(arguments: Arguments) -> int:
    """Print the periods, earliest first; return the exit code."""
    texts = [text.strip() for text in arguments.query]
    context = open_context(arguments)
    output = Output(arguments, "trend")
    queries = [asked(context.library, text) for text in texts]
    load(context)
    fold = arguments.fold
    trend = Trend(
        [_days(context, query, fold=fold) for query in queries],
        _days(context, Query(), fold=fold),
        Granularity(arguments.by),
    )
    for text, query, days in zip(texts, queries, trend.results, strict=True):
        if not days:
            results = context.library.select(query, fold_copies=fold)
            if len(results):
                note(clean_line(tr("No post with a date matches {text}.", text=text)))
            else:
                note_nothing(context.library, results)
    periods = list(range(len(trend.names)))
    if arguments.sort == "newest":
        periods.reverse()
    some = periods[: output.limit]
    if output.print_records(_records(trend, texts, some), lambda: len(periods)):
        pass
    elif not output.is_aligned or output.limit is not None:
        print_lines(_table(trend, some, share=arguments.share))
    elif periods:
        print_aligned(_plots(trend, texts, output.columns, share=arguments.share))
    return 1 if context.library.problems or not trend.numbers else 0


def _days(context: Context, query: Query, *, fold: bool) -> DayCounts:
    return DayCounts(context.library.select(query, fold_copies=fold).days())


def _records(trend: Trend, texts: list[str], periods: list[int]) -> Iterator[dict[str, object]]:
    """Yield an object for each query and period."""
    for number, text in enumerate(texts):
        counts, shares = trend.counts(number), trend.shares(number)
        for each in periods:
            share = round(shares[each], 6)
            yield {"query": text, "period": trend.names[each], "count": counts[each], "share": share}


def _table(trend: Trend, periods: list[int], *, share: bool) -> Iterator[str]:
    results = range(len(trend.results))
    columns = [[f"{each:.6f}" for each in trend.shares(n)] if share else trend.counts(n) for n in results]
    for each in periods:
        yield tabbed((trend.names[each], *(column[each] for column in columns)))


def _plots(trend: Trend, texts: list[str], columns: int, *, share: bool) -> Iterator[str]:
    """Yield the lines of all queries in one plot if colours tell them apart, else a plot for each."""
    numbers = list(range(len(texts)))
    groups = [numbers] if wants_colours() or len(texts) == 1 else [[number] for number in numbers]
    for group in groups:
        for number in group:
            yield _legend(trend, texts[number], number, share=share)
        drawn = plot(
            [trend.shares(number) if share else trend.counts(number) for number in group],
            trend.ticks(),
            width=min(columns, _MAX_COLUMNS) - 1,
            height=_ROWS + 1,
            said=(lambda value: f"{value * 100:g}%") if share else (lambda value: f"{value:,.0f}"),
            whole=not share,
        )
        for row in drawn.rows:
            yield "".join(
                cell.text if cell.series is None else styled(cell.text, _colour(group[cell.series]))
                for cell in row
            ).rstrip()


def _colour(number: int) -> str:
    return _COLOURS[number % len(_COLOURS)]


def _legend(trend: Trend, text: str, number: int, *, share: bool) -> str:
    name = clean_line(text) or tr("all posts")
    facts = styled(_facts(trend, number, share=share), DIM)
    return f"{styled('━━', _colour(number))} {name}{' ' * max(2, 24 - cell_len(name, 1))}{facts}"


def _facts(trend: Trend, number: int, *, share: bool) -> str:
    """Return how many posts a query has, and where the plot of it is highest."""
    counts = trend.counts(number)
    shown: Sequence[float] = trend.shares(number) if share else counts
    most = max(shown, default=0)
    if not most:
        return counted(sum(counts), "post")
    period = trend.names[shown.index(most)]
    if share:
        return ntr(
            "{count} post, the largest share in {period}: {percent}%",
            "{count} posts, the largest share in {period}: {percent}%",
            sum(counts),
            period=period,
            percent=f"{most * 100:.3g}",
        )
    return ntr(
        "{count} post, most in {period}: {most}",
        "{count} posts, most in {period}: {most}",
        sum(counts),
        period=period,
        most=format(most, ","),
    )
