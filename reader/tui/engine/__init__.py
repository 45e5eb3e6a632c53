"""All that leans on names that Textual and Rich keep to themselves. docs/engine.md says what each part is worth."""

from __future__ import annotations

from reader.tui.engine.ambiguous_width import set_ambiguous_width
from reader.tui.engine.answers import GroundTold, hear_answers
from reader.tui.engine.choice import ANSWERS, WIDE_CHARACTERS, has, notices
from reader.tui.engine.component_styles import LazyComponents
from reader.tui.engine.painting import paint_changes
from reader.tui.engine.wide_characters import is_covered, keep_wide_characters, uncut

__all__ = [
    "ANSWERS",
    "WIDE_CHARACTERS",
    "GroundTold",
    "LazyComponents",
    "has",
    "hear_answers",
    "is_covered",
    "keep_wide_characters",
    "notices",
    "paint_changes",
    "set_ambiguous_width",
    "uncut",
]
