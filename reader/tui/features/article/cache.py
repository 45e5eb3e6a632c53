"""A cache of parsed, typeset and painted articles, filled by the pane and ahead of time."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from threading import Lock
from typing import TYPE_CHECKING, Generic, TypeVar

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
_KEPT_CHARS = 20_000_000
"""of all cached articles but the last: what is made of one of 8 MB takes about ten times as much"""
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


class _Latest(Generic[Kept]):
    """A cache of what was made of the articles used last, limited in number and size."""

    def __init__(self) -> None:
        self._kept: OrderedDict[ArticleRequest, Kept] = OrderedDict()
        """the one used last at the end"""
        self._chars = 0
        """of all that is kept"""

    def get(self, request: ArticleRequest) -> Kept | None:
        kept = self._kept.get(request)
        if kept is not None:
            self._kept.move_to_end(request)
        return kept

    def put(self, request: ArticleRequest, value: Kept) -> None:
        # Replaced with its key: an equal one may hold another copy of the article.
        if self._kept.pop(request, None) is None:
            self._chars += len(request.article.markdown)
        self._kept[request] = value
        while len(self._kept) > 1 and (len(self._kept) > _KEPT or self._chars > _KEPT_CHARS):
            dropped, _ = self._kept.popitem(last=False)
            self._chars -= len(dropped.article.markdown)


class ArticleCache:
    """The latest articles in each stage: parsed, typeset, painted. Thread-safe."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._prepared: _Latest[Prepared] = _Latest()
        self._documents: _Latest[Document] = _Latest()
        self._sheets: _Latest[Sheet] = _Latest()

    def prepared(self, request: ArticleRequest) -> Prepared | None:
        """Return the parsed article if it is cached."""
        with self._lock:
            return self._prepared.get(request)

    def store(self, request: ArticleRequest, prepared: Prepared) -> None:
        """Cache an article that was parsed in full."""
        with self._lock:
            self._prepared.put(request, prepared)

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
                    self._documents.put(request, document)
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
                self._sheets.put(request, sheet)
            return sheet
