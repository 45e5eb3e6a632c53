"""Dialects of Markdown: what programs write beyond CommonMark, as CommonMark and HTML."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from markdown_it import MarkdownIt


class Pass(NamedTuple):
    """A pass over a Markdown text whose code is masked, as `reader.convert.code_spans` does it."""

    signs: tuple[str, ...]
    """the pass runs where one of them is in the text"""
    apply: Callable[[str], str]


BEFORE_TEMPLATES: tuple[Pass, ...] = ()
"""passes for what the template tags would take for their own"""

AFTER_TEMPLATES: tuple[Pass, ...] = ()
"""passes in their order"""

PLUGINS: tuple[Callable[[MarkdownIt], object], ...] = ()
"""what adds rules to the parser"""
