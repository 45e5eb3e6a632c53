"""Links of an article to posts like it: its day and its month lead there in the list, a keyword filters by it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from reader.query.facets import Choice, Facet, only
from reader.query.moments import Period
from reader.tui.host import Host
from reader.tui.layout import Pane
from reader.tui.session import Session
from reader.tui.signals import Signal
from reader.typeset.document import DocumentLink, LinkKind


class PostLinksView(Protocol):
    """The part of the article view that has such links."""

    posts_asked: Signal[DocumentLink]


class LinksToPosts:
    """Follows the links to days, months and keywords."""

    def __init__(
        self, session: Session, article: PostLinksView, go_to_period: Callable[[Period], object], host: Host
    ) -> None:
        """`go_to_period` moves the list to a day or a month."""
        self._session = session
        self._go_to_period = go_to_period
        self._host = host
        article.posts_asked.connect(self._follow)

    def _follow(self, link: DocumentLink) -> None:
        self._host.go_to(Pane.LIST)
        if link.kind is LinkKind.PERIOD:
            self._go_to_period(Period(*map(int, link.url.split("-"))))
        else:
            self._session.set_query(only(self._session.query, Choice(Facet.KEYWORD, link.url)))
