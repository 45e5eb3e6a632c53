"""Find in the article: a line for words, which are highlighted while they are typed."""

from __future__ import annotations

from typing import Protocol

from reader.tui.dispatch import handles
from reader.tui.host import Host
from reader.tui.layout import Pane
from reader.tui.widgets.search_bar import SearchBar


class FindView(Protocol):
    """The article, as far as words are found in it."""

    def find(self, text: str) -> int:
        """Highlight a text and go to the first place from here; return how many there are."""

    def forget_hits(self) -> None:
        """Highlight nothing any more."""


class FindBar(SearchBar):
    """The line in which words to find are typed."""

    def __init__(self, article: FindView, host: Host) -> None:
        super().__init__("find", "words in this article", id="find")
        self._article = article
        self._host = host

    @handles("read.find")
    def ask(self) -> None:
        """Open the line."""
        self.open("")

    def on_search_bar_typed(self, event: SearchBar.Typed) -> None:
        """Highlight the words while they are typed."""
        event.stop()
        count = self._article.find(event.text)
        self.complain("" if count or not event.text else "Not in this article.")

    def on_search_bar_closed(self, event: SearchBar.Closed) -> None:
        """Keep the hits for n and N, or forget them."""
        event.stop()
        if not event.kept:
            self._article.forget_hits()
        self._host.go_to(Pane.ARTICLE)
