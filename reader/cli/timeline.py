"""`reader timeline`: the number of posts that match a query by day, month or year."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date

from reader.cli.arguments import Arguments
from reader.cli.context import open_context, select
from reader.cli.output import CYAN, is_terminal, note, print_json, styled, width
from reader.language import ntr
from reader.typeset.bars import bar

_NAME_LENGTHS = {"day": 10, "month": 7, "year": 4}
"""characters of an ISO date that name the period"""
_MAX_BAR_CELLS = 60


def run(arguments: Arguments) -> int:
    """Print the periods with posts, newest first; return the exit code."""
    context = open_context(arguments)
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
    if arguments.json or arguments.ndjson:
        print_json(({"period": period, "count": count} for period, count in periods), lines=arguments.ndjson)
    elif is_terminal():
        _print_bars(periods)
    else:
        for period, count in periods:
            print(period, count, sep="\t")
    return code


def count_by(days: Iterable[tuple[date, int]], unit: str) -> list[tuple[str, int]]:
    """Return the counts by `unit` (day, month or year), newest first; periods are named as in ISO dates."""
    counts: Counter[str] = Counter()
    for day, count in days:
        counts[day.isoformat()[: _NAME_LENGTHS[unit]]] += count
    return sorted(counts.items(), reverse=True)


def _print_bars(periods: list[tuple[str, int]]) -> None:
    most = max((count for _, count in periods), default=0)
    digits = len(str(most))
    cells = min(_MAX_BAR_CELLS, width() - len(periods[0][0] if periods else "") - digits - 4)
    for period, count in periods:
        drawn = bar(count / most, cells).rstrip() if cells > 0 else ""
        print(period, f"{count:>{digits}}", styled(drawn, CYAN), sep="  ")
