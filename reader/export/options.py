"""What a user may choose of a format. The parser of `reader export` imports this and nothing of an index."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

AS_WRITTEN = "as-written"
"""the script of `reader.text.script`, which parsers do without"""


class ChapterUnit(StrEnum):
    """What makes a chapter of a book."""

    DAY = "day"
    CHANNEL = "channel"
    POST = "post"


class Options(NamedTuple):
    """What a user may choose of a format."""

    chapters: ChapterUnit = ChapterUnit.DAY
    """of a book"""
    is_vertical: bool = False
    """of a book: whether lines run from top to bottom"""
    has_annotations: bool = False
    """whether the user's labels, notes and highlights are in it"""
    script: str = ""
    """in which characters Chinese is written, as the setting `script` names them; empty for as written"""
    has_pictures: bool = False
    """whether pictures that lie in the archives are in pages, sites, books and folders of Markdown"""
