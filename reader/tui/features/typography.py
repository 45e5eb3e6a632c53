"""Sets articles as the settings say, and again when they change."""

from __future__ import annotations

import os
from typing import Protocol

from reader.config import Settings
from reader.text.bidi import turns
from reader.text.shown_dates import DateForm
from reader.tui.preferences import Preferences


class ArticleView(Protocol):
    """The article, as this sets it."""

    def configure(
        self, *, measure: int, paragraphs: str, ambiguous_width: int, turns: bool, columns: int
    ) -> None:
        """Set the typography; `turns` tells whether text from right to left is put into visual order."""

    def set_script(self, script: str) -> None:
        """Show Chinese in this script."""

    def set_dates(self, dates: DateForm) -> None:
        """Show dates in this form."""


class Typography:
    """The width of lines, paragraphs, script, dates and direction of the article."""

    def __init__(self, article: ArticleView, preferences: Preferences) -> None:
        """Follow the settings from now on; script and dates have followers of their own."""
        self._article = article
        self._preferences = preferences
        preferences.follow(self._set, "measure", "columns", "paragraphs", "bidi")

    def begin(self) -> None:
        """Set the article as all settings say."""
        settings = self._preferences.settings
        self._set(settings)
        self._article.set_script(settings.script)
        self._article.set_dates(DateForm(settings.dates))

    def _set(self, settings: Settings) -> None:
        self._article.configure(
            measure=settings.measure,
            paragraphs=settings.paragraphs,
            ambiguous_width=settings.ambiguous_width,
            turns=turns(settings.bidi, os.environ),
            columns=1 if settings.plain else settings.columns,
        )
