"""Copies the citation of a post, or a passage of it in quotation marks with its citation."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from reader.config import Settings
from reader.language import tr
from reader.library import Highlight
from reader.text.passage import Passage
from reader.tui.dispatch import handles
from reader.tui.host import Host
from reader.tui.layout import Pane
from reader.tui.preferences import Preferences
from reader.tui.session import Session


class _LocatedHighlight(Protocol):
    @property
    def highlight(self) -> Highlight: ...


class QuotedView(Protocol):
    """The article view, as far as passages of it are quoted."""

    @property
    def selected_text(self) -> str:
        """What the mouse has selected."""

    @property
    def passage(self) -> tuple[int, int] | None:
        """Start and end of the passage that is being chosen."""

    @property
    def highlight(self) -> _LocatedHighlight | None:
        """The highlight under the caret."""

    def quoted(self, span: tuple[int, int]) -> Passage | None:
        """Return a part of the text with what stands around it."""


class Citing:
    """Copies citations in the style of the setting `citation`."""

    def __init__(
        self,
        session: Session,
        preferences: Preferences,
        article: QuotedView,
        copy: Callable[[str, str], object],
        host: Host,
    ) -> None:
        """`copy` copies a text, and says its second argument once that is done."""
        self._session = session
        self._preferences = preferences
        self._article = article
        self._copy = copy
        self._host = host
        self._style = ""
        preferences.follow(self._use, "citation")
        self._use(preferences.settings)

    def _use(self, settings: Settings) -> None:
        self._style = settings.citation

    @handles("link.cite")
    def cite(self) -> None:
        """Copy the citation of the post; of a passage that is selected, chosen or highlighted, the quotation, too."""
        from reader.cite import STYLE_NAMES, cite, quoted, source_of  # not needed for the first frame

        post = self._host.subject
        assert post is not None
        zone = self._session.library.zone
        source = source_of(post, zone, datetime.now(zone).date())
        citation = cite(source, self._style)
        words = self._words()
        name = STYLE_NAMES[self._style]
        if words:
            self._copy(
                quoted(words, source, citation), tr("Quotation with citation copied ({style})", style=name)
            )
        else:
            self._copy(citation, tr("Citation copied ({style})", style=name))

    def cite_as(self, style: str) -> None:
        """Copy the citation in another style, which lasts."""
        if problem := self._preferences.choose("citation", style):
            self._host.complain(problem)
        self.cite()

    def _words(self) -> str:
        """Return the words of the article that are quoted; empty for none."""
        if self._host.pane is not Pane.ARTICLE:
            return ""
        if selected := self._article.selected_text:
            return selected
        if (span := self._article.passage) is not None:
            passage = self._article.quoted(span)
            return passage.words if passage is not None else ""
        located = self._article.highlight
        return located.highlight.passage.words if located is not None else ""
