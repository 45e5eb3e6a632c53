"""A cache of parsed, typeset and painted articles, filled by the pane and ahead of time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from threading import Lock
from typing import TYPE_CHECKING, TypeVar

from textual.cache import LRUCache

from reader.article import Article
from reader.text.script import script_of, to_simplified, to_traditional
from reader.tui.features.article.paint import Overlay, Palette
from reader.tui.features.article.sheet import Sheet
from reader.typeset.document import Document, HeaderLine, Options

if TYPE_CHECKING:
    from reader.typeset.prepare import Prepared

Kept = TypeVar("Kept")

_KEPT = 12
"""number of cached articles: the open one, its neighbours, and some that were read before"""
_SAMPLE = 4_000
"""number of characters from which the script of an article is detected"""


@dataclass(frozen=True, slots=True)
class ArticleRequest:
    """An article as it is to be shown: with its header and in a script. The key of the cache."""

    article: Article
    header: tuple[HeaderLine, ...]
    script: str
    note: str = ""
    """the user's note, in Markdown"""

    def __hash__(self) -> int:
        # Without the links: there may be thousands, and Python does not cache the hash of a tuple.
        return hash((self.article.markdown, self.header, self.script, self.note))

    def prepare(self, first: int | None = None) -> Prepared:
        """Parse the article, or only about the `first` characters of it; takes milliseconds."""
        # Imported late: the parser takes 30 ms and 4 MB, and the list does not need it.
        from reader.typeset.prepare import prepare

        return prepare(self.article, self.header, first=first, respell=self._respell(), note=self.note)

    @property
    def body(self) -> int:
        """The offset at which the article itself begins in the text, below its header and the note."""
        return replace(self, article=Article("…")).prepare().body

    def _respell(self) -> Callable[[str], str] | None:
        if self.script == "as-written":
            return None
        if self.script == "simplified":
            return to_simplified
        words = self.article.text or " ".join(line.text for line in self.header)
        return partial(to_traditional, around=script_of(words[:_SAMPLE]))


class ArticleCache:
    """The latest articles in each stage: parsed, typeset, painted. Thread-safe."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._prepared: LRUCache[ArticleRequest, Prepared] = LRUCache(_KEPT)
        self._documents: LRUCache[ArticleRequest, Document] = LRUCache(_KEPT)
        self._sheets: LRUCache[ArticleRequest, Sheet] = LRUCache(_KEPT)

    def prepared(self, request: ArticleRequest) -> Prepared | None:
        """Return the parsed article if it is cached."""
        with self._lock:
            return self._prepared.get(request)

    def store(self, request: ArticleRequest, prepared: Prepared) -> None:
        """Cache an article that was parsed in full."""
        with self._lock:
            _put(self._prepared, request, prepared)

    def cached_document(
        self, request: ArticleRequest, prepared: Prepared, options: Options
    ) -> Document | None:
        """Return the article typeset for `options` if it is cached."""
        with self._lock:
            document = self._documents.get(request)
        is_same = document is not None and document.options == options and document.text is prepared.text
        return document if is_same else None

    def document(self, request: ArticleRequest, prepared: Prepared, options: Options) -> Document:
        """Return the article typeset for `options`, from the cache or made now."""
        document = self.cached_document(request, prepared, options)
        if document is None:
            document = prepared.set(options)
            if document.complete:
                with self._lock:
                    _put(self._documents, request, document)
        return document

    def sheet(
        self, request: ArticleRequest, document: Document, palette: Palette, width: int, overlay: Overlay
    ) -> Sheet:
        """Return the sheet of a document for a pane of `width` cells, from the cache or a new one."""
        with self._lock:
            sheet = self._sheets.get(request)
            if (
                sheet is None
                or sheet.document is not document
                or sheet.palette is not palette
                or (sheet.width, sheet.overlay.archived) != (width, overlay.archived)
            ):
                sheet = Sheet(document, palette, width, overlay)
                _put(self._sheets, request, sheet)
            return sheet


def _put(cache: LRUCache[ArticleRequest, Kept], request: ArticleRequest, value: Kept) -> None:
    """Replace a value: Textual's cache would keep the old one for a key that it has already."""
    cache.discard(request)
    cache[request] = value
