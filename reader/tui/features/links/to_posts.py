"""Links of an article to posts like it: its day leads there in the list, a keyword filters by it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Protocol

from reader.query.facets import Choice, Facet, only
from reader.tui.host import Host
from reader.tui.layout import Pane
from reader.tui.session import Session
from reader.tui.signals import Signal
from reader.typeset.document import DocumentLink, LinkKind


class PostLinksView(Protocol):
    """The part of the article view that has such links."""

    posts_asked: Signal[DocumentLink]


class LinksToPosts:
    """Follows the links to days and keywords."""

    def __init__(
        self, session: Session, article: PostLinksView, go_to_day: Callable[[date], object], host: Host
    ) -> None:
        """`go_to_day` moves the list to a day."""
        self._session = session
        self._go_to_day = go_to_day
        self._host = host
        article.posts_asked.connect(self._follow)

    def _follow(self, link: DocumentLink) -> None:
        self._host.go_to(Pane.LIST)
        if link.kind is LinkKind.DAY:
            self._go_to_day(date.fromisoformat(link.url))
        else:
            self._session.set_query(only(self._session.query, Choice(Facet.KEYWORD, link.url)))
