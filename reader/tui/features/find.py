"""Find in the article: an input line whose words are highlighted in the article while they are typed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Protocol

from reader.language import later, tr
from reader.query import plain_texts
from reader.query.pattern import Pattern
from reader.query.patterns import pattern_of
from reader.tui.commands import Command
from reader.tui.dispatch import handles
from reader.tui.host import Host
from reader.tui.keys.in_force import command
from reader.tui.layout import Pane
from reader.tui.session import Session
from reader.tui.widgets.search_bar import Leaving, SearchBar


class FindView(Protocol):
    """The part of the article view that finds words."""

    @property
    def place(self) -> int:
        """The offset in the article's text of the first line on the screen."""

    def find(self, patterns: Sequence[Pattern], place: int) -> int:
        """Highlight the hits of patterns, go to the first one from an offset, and return their number."""

    def mark(self, patterns: Sequence[Pattern], place: int) -> None:
        """Highlight the hits of the query, and show the line at an offset."""


class FindBar(SearchBar):
    """The input line for the words to find."""

    CALLED: ClassVar[str] = later("Find")

    def __init__(self, session: Session, article: FindView, host: Host) -> None:
        super().__init__(tr("find"), tr('words in this article, "a phrase", =word, 武*路, /…/'), id="find")
        self._session = session
        self._article = article
        self._host = host
        self._place = 0
        """the offset at which the line was opened"""
        self._last: Sequence[Pattern] = ()
        """the patterns that were found last"""

    @handles("read.find")
    def ask(self) -> None:
        """Open the line."""
        self._place = self._article.place
        self.open("")

    def find_words(self, text: str) -> None:
        """Find words in the article without the line."""
        self._place, self._last = self._article.place, _patterns(text)
        self._find(self._last)
        self._host.go_to(Pane.ARTICLE)

    def footer(self) -> tuple[Command, ...] | None:
        """Return the commands for the footer while the line has the focus, else None: all other keys are typed."""
        return (command("typing.keep"), command("typing.give-up")) if self.is_typed_in else None

    @handles("typing.keep")
    def keep_words(self) -> None:
        """Close the line, and keep the hits."""
        self.submit()

    @handles("typing.give-up")
    def give_up_words(self) -> None:
        """Close the line, and go back to the hits of the query."""
        self.close(Leaving.ESCAPE)

    def on_search_bar_typed(self, event: SearchBar.Typed) -> None:
        """Highlight the hits while the words are typed."""
        event.stop()
        self._find(_patterns(event.text))

    def _find(self, patterns: Sequence[Pattern]) -> None:
        if patterns:
            count = self._article.find(patterns, self._place)
            self.show_problem("" if count else tr("Not in this article."))
        else:
            self._article.mark(self._session.query.patterns, self._place)
            self.show_problem("")

    def submit(self) -> None:
        """Close the line on Enter; an empty one finds the last words again."""
        if not self.text.strip():
            self._find(self._last)
        super().submit()

    def on_search_bar_closed(self, event: SearchBar.Closed) -> None:
        """Keep the hits for `n` and `N`, or go back to those of the query."""
        event.stop()
        if event.leaving is Leaving.ESCAPE:
            self._find(())
        elif patterns := _patterns(self.text):
            self._last = patterns
        if event.leaving is not Leaving.AWAY:
            self._host.go_to(Pane.ARTICLE)


def _patterns(typed: str) -> list[Pattern]:
    return list(map(pattern_of, plain_texts(typed)))
