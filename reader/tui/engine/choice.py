"""Choose which parts of the engine a run uses: all by default, none that this Textual or Rich has no place for.

READER_ENGINE=plain runs on stock Textual alone. READER_ENGINE=without:paint-now leaves out the parts that are named,
separated by commas, to measure what each saves.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib.metadata import version

from reader.language import tr
from reader.tui.engine import ambiguous_width, answers, component_styles, painting, wide_characters
from reader.tui.engine.switch import is_asked_for

PAINT_NOW = "paint-now"
AMBIGUOUS_WIDTH = "ambiguous-width"
ANSWERS = "answers"
LAZY_COMPONENTS = component_styles.PART
WIDE_CHARACTERS = "wide-characters"
PARTS = (PAINT_NOW, AMBIGUOUS_WIDTH, ANSWERS, LAZY_COMPONENTS, WIDE_CHARACTERS)
_CHECKS: dict[str, Callable[[], bool]] = {
    PAINT_NOW: painting.is_supported,
    AMBIGUOUS_WIDTH: ambiguous_width.is_supported,
    ANSWERS: answers.is_supported,
    LAZY_COMPONENTS: component_styles.is_supported,
    WIDE_CHARACTERS: wide_characters.is_supported,
}


def has(part: str) -> bool:
    """Return whether a part is in use: neither switched off nor without the names it needs."""
    return is_asked_for(part) and _CHECKS[part]()


def notices(*, is_wide: bool) -> list[str]:
    """Return what to tell the user, a sentence each; `is_wide` says that ambiguous characters should take two cells."""
    told = []
    if is_asked_for(PAINT_NOW) and not _CHECKS[PAINT_NOW]():
        told.append(
            tr(
                "This Textual ({version}) is not the one the fast painting was written for: "
                "painting the plain way.",
                version=version("textual"),
            )
        )
    if is_wide and not has(AMBIGUOUS_WIDTH):
        told.append(
            tr(
                "With this Rich ({version}) lists count one cell for “ and …, whatever ambiguous_width says.",
                version=version("rich"),
            )
        )
    return told
