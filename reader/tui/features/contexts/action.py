"""Contexts: opens their screen, and goes along them in the articles that are opened from there."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from reader.language import tr
from reader.post import Post, PostId
from reader.tui.dispatch import handles
from reader.tui.host import Host
from reader.tui.keys.in_force import key_of
from reader.tui.layout import Pane
from reader.tui.session import Session
from reader.tui.signals import Signal

if TYPE_CHECKING:
    from reader.tui.features.contexts.model import ContextsModel


class OpenPost(Protocol):
    """The open article, as this feature sees it."""

    opened: Signal[Post]
    """the user opened a post, whichever way"""

    @property
    def post(self) -> Post | None:
        """The post that is shown or about to be shown."""


class HitsView(Protocol):
    """The part of the article view that says whether words are being found in it."""

    @property
    def is_finding(self) -> bool:
        """Whether the hits are those of the find line, not of the query."""


class Contexts:
    """Shows every hit of the query in its context, and remembers where one was among them."""

    def __init__(
        self,
        session: Session,
        reading: OpenPost,
        article: HitsView,
        host: Host,
        copy: Callable[[str], None],
        *,
        ambiguous: int,
    ) -> None:
        self._session = session
        self._reading = reading
        self._article = article
        self._host = host
        self._copy = copy
        self._ambiguous = ambiguous
        self._model: ContextsModel | None = None
        self._opened: PostId | None = None
        """the post that was opened last, if that was from the contexts"""
        session.query_changed.connect(lambda _: self._forget())
        reading.opened.connect(lambda _: self._leave_article())

    def _leave_article(self) -> None:
        self._opened = None

    def _forget(self) -> None:
        self._opened = None
        if self._model is not None:
            self._model.close()
            self._model = None

    @handles("view.contexts", offered=lambda self: self._session.query.has_words)
    def show(self) -> None:
        """Show the hits of the query in force."""
        from reader.tui.features.contexts.model import ContextsModel

        session = self._session
        if not session.query.has_words:
            self._host.say(
                tr(
                    "Search for words first: {key} begins, and {other_key} shows each hit in its context",
                    key=key_of("filter.search"),
                    other_key=key_of("view.contexts"),
                )
            )
            return
        self._forget()
        self._model = ContextsModel(session.library, session.query, session.jobs)
        self._open_screen(self._model)

    def _open_screen(self, model: ContextsModel) -> None:
        from reader.tui.features.contexts.screen import ContextsScreen

        screen = ContextsScreen(
            model, self._session.zone, ambiguous=self._ambiguous, copy=self._copy, say=self._host.say
        )
        self._host.ask(screen, self._closed)

    def _closed(self, is_opened: bool | None) -> None:
        if is_opened:
            self._open_article()
        else:
            self._forget()

    def _open_article(self) -> None:
        """Open the article at the hit that one looks at."""
        model = self._model
        concordance = model.concordance if model is not None else None
        if model is None or concordance is None or model.cursor >= len(model.hits):
            return
        hit = model.hits[model.cursor]
        post, quotation = concordance.post(hit), concordance.quotation(hit)
        if post is None or quotation is None:
            self._host.say(tr("This post is not there any more"))
            return
        self._host.open_post(post, quotation)
        self._opened = post.id
        self._host.say(
            tr(
                "Hit {number:,} of {hits:,} in context: {key} goes back there",
                number=model.cursor + 1,
                hits=len(model.hits),
                key=key_of("program.back"),
            )
        )

    @property
    def _is_along(self) -> bool:
        """Whether the article that has the keys was opened from the contexts."""
        post = self._reading.post
        return (
            self._model is not None
            and self._host.pane is Pane.ARTICLE
            and post is not None
            and post.id == self._opened
        )

    def step(self, steps: int) -> bool:
        """Open the article at the next hit or one before; return False if the article was not opened from the contexts."""
        model = self._model
        if model is None or not self._is_along or self._article.is_finding:
            return False
        target = min(max(model.cursor + steps, 0), len(model.hits) - 1)
        if target == model.cursor:
            self._host.say(tr("The last hit in context") if steps > 0 else tr("The first hit in context"))
        else:
            model.cursor = target
            self._open_article()
        return True

    def go_back(self) -> bool:
        """Show the contexts again at the hit that one looks at; return False if the article was not opened from there."""
        if self._model is None or not self._is_along:
            return False
        self._opened = None
        self._open_screen(self._model)
        return True
