"""Find in the article: an input line whose text is highlighted in the article while it is typed."""

from __future__ import annotations

from typing import Protocol

from reader.tui.dispatch import handles
from reader.tui.host import Host
from reader.tui.layout import Pane
from reader.tui.widgets.search_bar import SearchBar


class FindView(Protocol):
    """The part of the article view that finds words."""

    def find(self, text: str) -> int:
        """Highlight the hits of a text, go to the next one from here, and return their number."""

    def forget_hits(self) -> None:
        """Highlight nothing any more."""


class FindBar(SearchBar):
    """The input line for the text to find."""

    def __init__(self, article: FindView, host: Host) -> None:
        super().__init__("find", "words in this article", id="find")
        self._article = article
        self._host = host

    @handles("read.find")
    def ask(self) -> None:
        """Open the line."""
        self.open("")

    def on_search_bar_typed(self, event: SearchBar.Typed) -> None:
        """Highlight the hits while the text is typed."""
        event.stop()
        count = self._article.find(event.text)
        self.show_problem("" if count or not event.text else "Not in this article.")

    def on_search_bar_closed(self, event: SearchBar.Closed) -> None:
        """Keep the hits for `n` and `N`, or drop them."""
        event.stop()
        if not event.kept:
            self._article.forget_hits()
        self._host.go_to(Pane.ARTICLE)
