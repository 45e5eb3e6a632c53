"""All that leans on names that Textual and Rich keep to themselves. docs/engine.md says what each part is worth."""

from __future__ import annotations

from reader.tui.engine.ambiguous_width import set_ambiguous_width
from reader.tui.engine.answers import GroundTold, hear_answers
from reader.tui.engine.choice import ANSWERS, has, notices
from reader.tui.engine.component_styles import LazyComponents
from reader.tui.engine.painting import paint_changes

__all__ = [
    "ANSWERS",
    "GroundTold",
    "LazyComponents",
    "has",
    "hear_answers",
    "notices",
    "paint_changes",
    "set_ambiguous_width",
]
