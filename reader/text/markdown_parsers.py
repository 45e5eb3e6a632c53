"""Markdown parsers that several threads share."""

from __future__ import annotations

from markdown_it import MarkdownIt


def with_rules_made(parser: MarkdownIt) -> MarkdownIt:
    """Return the parser with the tables of its rules, which it would else make at its first use.

    It makes them step by step where all threads see them, and one that comes meanwhile finds no rules.
    """
    for ruler in (parser.core.ruler, parser.block.ruler, parser.inline.ruler, parser.inline.ruler2):
        ruler.getRules()
    return parser
