"""`reader trend`: the number of posts that match each of several queries by day, month or year."""

from __future__ import annotations

from collections.abc import Iterator

from reader.cli.arguments import Arguments
from reader.cli.context import Context, asked, load, note_nothing, open_context
from reader.cli.output import DIM, is_terminal, note, print_json, styled, wants_colours, width
from reader.language import tr
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
    queries = [asked(context.library, text) for text in texts]
    load(context)
    trend = Trend(
        [_days(context, query) for query in queries], _days(context, Query()), Granularity(arguments.by)
    )
    for text, query, days in zip(texts, queries, trend.results, strict=True):
        if not days:
            results = context.library.select(query, fold_copies=True)
            if len(results):
                note(clean_line(tr("No post with a date matches {text}.", text=text)))
            else:
                note_nothing(context.library, results)
    if arguments.json or arguments.ndjson:
        print_json(_shapes(trend, texts), lines=arguments.ndjson)
    elif not is_terminal():
        _print_table(trend, share=arguments.share)
    elif trend.numbers:
        _print_plots(trend, texts, share=arguments.share)
    return 1 if context.library.problems or not trend.numbers else 0


def _days(context: Context, query: Query) -> DayCounts:
    return DayCounts(context.library.select(query, fold_copies=True).days())


def _shapes(trend: Trend, texts: list[str]) -> Iterator[dict[str, object]]:
    """Yield an object for each query and period."""
    for number, text in enumerate(texts):
        for period, count, share in zip(trend.names, trend.counts(number), trend.shares(number), strict=True):
            yield {"query": text, "period": period, "count": count, "share": round(share, 6)}


def _print_table(trend: Trend, *, share: bool) -> None:
    results = range(len(trend.results))
    columns = [[f"{each:.6f}" for each in trend.shares(n)] if share else trend.counts(n) for n in results]
    for period, *values in zip(trend.names, *columns, strict=True):
        print(period, *values, sep="\t")


def _print_plots(trend: Trend, texts: list[str], *, share: bool) -> None:
    """Print all queries in one plot if colours tell them apart, else a plot for each."""
    numbers = list(range(len(texts)))
    groups = [numbers] if wants_colours() or len(texts) == 1 else [[number] for number in numbers]
    for group in groups:
        for number in group:
            print(_legend(trend, texts[number], number))
        drawn = plot(
            [trend.shares(number) if share else trend.counts(number) for number in group],
            trend.ticks(),
            width=min(width(), _MAX_COLUMNS) - 1,
            height=_ROWS + 1,
            said=(lambda value: f"{value * 100:g}%") if share else (lambda value: f"{value:,.0f}"),
            whole=not share,
        )
        for row in drawn.rows:
            print(
                "".join(
                    cell.text if cell.series is None else styled(cell.text, _colour(group[cell.series]))
                    for cell in row
                ).rstrip()
            )


def _colour(number: int) -> str:
    return _COLOURS[number % len(_COLOURS)]


def _legend(trend: Trend, text: str, number: int) -> str:
    counts = trend.counts(number)
    most = max(counts, default=0)
    facts = counted(sum(counts), "post")
    if most:
        facts = tr(
            "{posts}, most in {period}: {most}",
            posts=facts,
            period=trend.names[counts.index(most)],
            most=format(most, ","),
        )
    name = text or tr("all posts")
    return f"{styled('━━', _colour(number))} {name}{' ' * max(2, 24 - cell_len(name, 1))}{styled(facts, DIM)}"
