"""`reader timeline`: the number of posts that match a query by day, month or year."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from operator import itemgetter

from reader.cli.arguments import Arguments
from reader.cli.context import open_context, select
from reader.cli.listing import Listing, Output, Record, tabbed
from reader.cli.output import CYAN, note, styled
from reader.language import ntr
from reader.typeset.bars import bar

Period = tuple[str, int]
"""the name of a period, and its number of posts"""
_NAME_LENGTHS = {"day": 10, "month": 7, "year": 4}
"""characters of an ISO date that name the period"""
_MAX_BAR_CELLS = 60


def run(arguments: Arguments) -> int:
    """Print the periods with posts, newest first; return the exit code."""
    context = open_context(arguments)
    output = Output(arguments, "timeline")
    results, code = select(context, arguments)
    days = results.days()
    periods = count_by(days, arguments.by)
    undated = len(results) - sum(count for _, count in days)
    if undated:
        note(
            ntr(
                "{count} of the posts that match has no date.",
                "{count} of the posts that match have no date.",
                undated,
            )
        )
    output.print(Listing(_in_order(periods, arguments.sort), _record, _plain, _bars))
    return code


def _in_order(periods: list[Period], order: str | None) -> list[Period]:
    """Return the periods, newest first, in the order that is asked for."""
    if order == "count":
        return sorted(periods, key=itemgetter(1), reverse=True)
    return periods[::-1] if order == "oldest" else periods


def _record(period: Period) -> Record:
    return dict(zip(("period", "count"), period, strict=True))


def _plain(periods: Iterable[Period]) -> Iterator[str]:
    return map(tabbed, periods)


def count_by(days: Iterable[tuple[date, int]], unit: str) -> list[Period]:
    """Return the counts by `unit` (day, month or year), newest first; periods are named as in ISO dates."""
    counts: Counter[str] = Counter()
    for day, count in days:
        counts[day.isoformat()[: _NAME_LENGTHS[unit]]] += count
    return sorted(counts.items(), reverse=True)


def _bars(periods: Iterable[Period], columns: int) -> Iterator[str]:
    periods = list(periods)
    most = max((count for _, count in periods), default=0)
    digits = len(str(most))
    cells = min(_MAX_BAR_CELLS, columns - len(periods[0][0] if periods else "") - digits - 4)
    for period, count in periods:
        drawn = bar(count / most, cells).rstrip() if cells > 0 else ""
        yield "  ".join((period, f"{count:>{digits}}", styled(drawn, CYAN)))
