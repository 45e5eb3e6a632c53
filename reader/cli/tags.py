"""`reader tags`: the tags of the posts that match a query, with their counts."""

from __future__ import annotations

import argparse

from reader.cli.context import open_context, select
from reader.cli.output import DIM, cut, is_terminal, print_json, styled, width
from reader.library import TagCount

_KIND_CELLS = 9
_BETWEEN = "  "


def run(arguments: argparse.Namespace) -> int:
    """Prints the tags, the commonest first; returns the exit code."""
    context = open_context(arguments)
    selection, code = select(context, arguments)
    tags = selection.tags()
    if arguments.json or arguments.ndjson:
        print_json(
            ({"name": tag.name, "kind": str(tag.kind), "count": tag.count} for tag in tags),
            lines=arguments.ndjson,
        )
    elif is_terminal():
        _print_aligned(tags, context.settings.ambiguous_width)
    else:
        for tag in tags:
            print(tag.count, tag.kind, tag.name, sep="\t")
    return code


def _print_aligned(tags: list[TagCount], ambiguous: int) -> None:
    digits = max((len(str(tag.count)) for tag in tags), default=0)
    cells = width() - digits - _KIND_CELLS - 2 * len(_BETWEEN)
    for tag in tags:
        kind = styled(f"{tag.kind:<{_KIND_CELLS}}", DIM)
        print(f"{tag.count:>{digits}}", kind, cut(tag.name, cells, ambiguous), sep=_BETWEEN)
