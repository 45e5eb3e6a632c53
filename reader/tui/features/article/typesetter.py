"""Makes what the article pane shows: parses, typesets and paints articles, at once or ahead of time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import tzinfo
from typing import TYPE_CHECKING

from rich.console import Console

from reader.article import Article
from reader.post import Post
from reader.text.passage import PassageText
from reader.text.shown_dates import DateForm
from reader.tui.features.article.cache import ArticleCache, ArticleRequest
from reader.tui.features.article.header import Said, header
from reader.tui.features.article.linked_view import archived_among
from reader.tui.features.article.paint import Overlay, Palette
from reader.tui.features.article.painted_document import room
from reader.tui.features.article.sheet import Sheet
from reader.typeset.document import Document, Options

if TYPE_CHECKING:
    from reader.typeset.prepare import Prepared

AT_ONCE = 6_000
"""characters of Markdown that are parsed and typeset within a few milliseconds; of a longer article, the first
half of them is shown at once, and the whole is prepared in another thread"""
_SET_AT_ONCE = 200_000
"""characters that are typeset for another width at once; a longer article keeps its old lines until another
thread has typeset it"""


def is_long(article: Article) -> bool:
    """Return whether an article takes too long to parse and typeset as a whole in response to a key."""
    return len(article.markdown) > AT_ONCE


class Typesetter:
    """Parses, typesets and paints articles, with a cache of the latest. Thread-safe.

    Widths are those of the pane, in cells.
    """

    def __init__(self, zone: tzinfo, said: Callable[[Post], Said]) -> None:
        """`zone` is that of the dates in headers; `said` returns the user's labels and note, in any thread."""
        self._zone = zone
        self._said = said
        self._cache = ArticleCache()
        self.script = "as-written"
        """how Chinese is shown: `as-written`, `traditional` or `simplified`"""
        self.dates = DateForm.ISO
        """the form of the date in the header"""
        self.options = Options(width=80)
        """the typography; the width is set for each document"""

    def request(self, post: Post, article: Article) -> ArticleRequest:
        """Return what is to be shown of a post, as its marks, the script and the form of dates are now."""
        labels, note = self._said(post)
        lines = header(post, article, self._zone, labels, self.dates)
        return ArticleRequest(article, lines, self.script, note)

    # Parsing

    def beginning(self, request: ArticleRequest, width: int) -> Prepared:
        """Return an article as far as it can be parsed within milliseconds: as a whole, or its beginning."""
        cached = self._cache.prepared(request)
        is_slow = is_long(request.article) or len(request.note) > AT_ONCE
        if is_slow and cached is not None and width:
            # Parsed, but to typeset it for this width, or to search it, may block the event loop.
            document = self._cache.cached_document(request, cached, self.options_for(width))
            cached = cached if document is not None and cached.is_searchable_at_once else None
        return cached or request.prepare(first=AT_ONCE // 2 if is_slow else None)

    def whole(self, request: ArticleRequest, width: int) -> Prepared:
        """Return an article parsed as a whole, typeset for this width in the cache unless the width is 0."""
        prepared = self._cache.prepared(request)
        if prepared is None:
            prepared = request.prepare()
            self._cache.store(request, prepared)
        if width:
            self.document(request, prepared, width)
        return prepared

    def keep(self, request: ArticleRequest, prepared: Prepared) -> None:
        """Keep a parsed article in the cache if it is whole."""
        if prepared.complete:
            self._cache.store(request, prepared)

    def text_as_written(self, request: ArticleRequest) -> PassageText:
        """Return the text of an article as its file has it, whatever script it is shown in."""
        request = replace(request, script="as-written")
        prepared = self._cache.prepared(request) or request.prepare()
        return PassageText(prepared.text, prepared.body)

    # Typesetting

    def options_for(self, width: int) -> Options:
        """Return the typography for this width."""
        return replace(self.options, width=room(width))

    def document(self, request: ArticleRequest, prepared: Prepared, width: int) -> Document:
        """Return a parsed article typeset for this width."""
        return self._cache.document(request, prepared, self.options_for(width))

    def document_at_once(
        self, request: ArticleRequest, prepared: Prepared, width: int, shown: Document | None
    ) -> Document | None:
        """Like `document`, but return None where it would take long and the article is `shown` in other lines."""
        if shown is not None and shown.text is prepared.text and len(prepared.text) > _SET_AT_ONCE:
            return self._cache.cached_document(request, prepared, self.options_for(width))
        return self.document(request, prepared, width)

    # Painting

    def sheet(
        self, request: ArticleRequest, document: Document, palette: Palette, width: int, overlay: Overlay
    ) -> Sheet:
        """Return the sheet of a document for a pane of this width."""
        return self._cache.sheet(request, document, palette, width, overlay)

    def paint_ahead(
        self,
        request: ArticleRequest,
        palette: Palette,
        size: tuple[int, int],
        archived: frozenset[str],
        console: Console,
    ) -> None:
        """Paint the first screen, as wide and high as `size`, of an article in the cache; takes a few milliseconds.

        `archived` holds the addresses of links that lead to archived posts.
        """
        prepared = self._cache.prepared(request)
        width, height = size
        if prepared is not None and width:
            document = self.document(request, prepared, width)
            overlay = Overlay(archived=archived_among(prepared.links, archived))
            self.sheet(request, document, palette, width, overlay).prepare(height, console)
