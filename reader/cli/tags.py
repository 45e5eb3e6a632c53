"""`reader tags`: counts of the tags, and other facet values, of the posts that match a query."""

from __future__ import annotations

from reader.cli.arguments import Arguments
from reader.cli.context import open_context, select
from reader.cli.output import DIM, cut, is_terminal, print_json, styled, width
from reader.library import FacetCount, FacetOrder
from reader.query.facets import POST_FACETS, TAG_FACETS

_KIND_CELLS = 9
_GAP = "  "


def run(arguments: Arguments) -> int:
    """Print the values, the commonest first by default; return the exit code."""
    context = open_context(arguments)
    results, code = select(context, arguments)
    kinds = arguments.kind or ["tag"]
    facets = [
        facet
        for facet in POST_FACETS
        if facet in kinds or "all" in kinds or ("tag" in kinds and facet in TAG_FACETS)
    ]
    values = results.counts(*facets, order=FacetOrder(arguments.sort))
    if arguments.json or arguments.ndjson:
        print_json(
            ({"name": value.name, "kind": str(value.facet), "count": value.count} for value in values),
            lines=arguments.ndjson,
        )
    elif is_terminal():
        _print_aligned(values, context.settings.ambiguous_width)
    else:
        for value in values:
            print(value.count, value.facet, value.name, sep="\t")
    return code


def _print_aligned(values: list[FacetCount], ambiguous: int) -> None:
    digits = max((len(str(value.count)) for value in values), default=0)
    cells = width() - digits - _KIND_CELLS - 2 * len(_GAP)
    for value in values:
        kind = styled(f"{value.facet:<{_KIND_CELLS}}", DIM)
        print(f"{value.count:>{digits}}", kind, cut(value.name, cells, ambiguous), sep=_GAP)
