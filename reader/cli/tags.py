"""`reader tags`: counts of the tags, and other facet values, of the posts that match a query."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial

from reader.cli.arguments import Arguments
from reader.cli.context import open_context, select
from reader.cli.listing import Listing, Output, Record, tabbed
from reader.cli.output import DIM, cut, styled
from reader.library import FacetCount, FacetOrder
from reader.query.facets import POST_FACETS, TAG_FACETS

_KIND_CELLS = 9
_GAP = "  "


def run(arguments: Arguments) -> int:
    """Print the values, the most common first by default; return the exit code."""
    context = open_context(arguments)
    output = Output(arguments, "tags")
    results, code = select(context, arguments)
    kinds = arguments.kind or ["tag"]
    facets = [
        facet
        for facet in POST_FACETS
        if facet in kinds or "all" in kinds or ("tag" in kinds and facet in TAG_FACETS)
    ]
    values = results.counts(*facets, order=FacetOrder(arguments.sort or FacetOrder.COUNT))
    lines = partial(_lines, ambiguous=context.settings.ambiguous_width)
    output.print(Listing(values, _record, _plain, lines))
    return code


def _record(value: FacetCount) -> Record:
    return {"name": value.name, "kind": str(value.facet), "count": value.count}


def _plain(values: Iterable[FacetCount]) -> Iterator[str]:
    for value in values:
        yield tabbed((value.count, value.facet, value.name))


def _lines(values: Iterable[FacetCount], columns: int, *, ambiguous: int) -> Iterator[str]:
    values = list(values)
    digits = max((len(str(value.count)) for value in values), default=0)
    cells = columns - digits - _KIND_CELLS - 2 * len(_GAP)
    for value in values:
        kind = styled(f"{value.facet:<{_KIND_CELLS}}", DIM)
        yield _GAP.join((f"{value.count:>{digits}}", kind, cut(value.name, cells, ambiguous)))
