"""Dialects of Markdown: what programs write beyond CommonMark, as CommonMark and HTML."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from markdown_it import MarkdownIt

from reader.convert.dialects import (
    boxes,
    destinations,
    grid_tables,
    hatena,
    kramdown,
    obsidian,
    pipe_tables,
    tex_braces,
)
from reader.convert.dialects.callouts import add_callouts
from reader.convert.dialects.critic import add_critic
from reader.convert.dialects.embeds import add_embeds
from reader.convert.dialects.fences import add_fences
from reader.convert.dialects.footnotes import add_footnotes
from reader.convert.dialects.formulas import add_formulas, set_apart
from reader.convert.dialects.kramdown import add_kramdown
from reader.convert.dialects.media import add_media
from reader.convert.dialects.obsidian import add_obsidian
from reader.convert.dialects.spans import add_spans
from reader.convert.dialects.tables import add_wide_rows
from reader.convert.dialects.verse import add_verse


class Pass(NamedTuple):
    """A pass over a Markdown text whose code is masked, as `reader.convert.masking` does it."""

    signs: tuple[str, ...]
    """the pass runs where one of them is in the text"""
    apply: Callable[[str], str]


BEFORE_TEMPLATES: tuple[Pass, ...] = (Pass(tex_braces.SIGNS, tex_braces.hide_braces),)
"""passes for what the template tags would take for their own"""

AFTER_TEMPLATES: tuple[Pass, ...] = (
    Pass((tex_braces.HIDDEN,), tex_braces.restore_braces),
    Pass(("$|", "|$", "|}$", "| $"), tex_braces.escape_bars),
    Pass(("$$\n", "$$ \n"), set_apart),
    Pass((destinations.SIGN,), destinations.bracket_destinations),
    Pass(("%%",), obsidian.without_comments),
    Pass(kramdown.LINE_SIGNS, kramdown.without_markup_lines),
    Pass(boxes.SIGNS, boxes.boxes_to_quotes),
    Pass(grid_tables.SIGNS, grid_tables.grids_to_pipes),
    Pass(pipe_tables.SIGNS, pipe_tables.pipe_tables_to_github),
    Pass(hatena.NOTE_SIGNS, hatena.notes_to_footnotes),
)
"""passes in their order"""

PLUGINS: tuple[Callable[[MarkdownIt], object], ...] = (
    add_footnotes,
    add_formulas,
    add_obsidian,
    add_media,
    add_embeds,
    hatena.add_hatena,
    add_critic,
    add_kramdown,
    add_spans,
    add_fences,
    add_callouts,
    add_verse,
    add_wide_rows,
)
"""what adds rules to the parser"""
