"""Articles read for the pane: in a script, ahead of time, each once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
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
"""articles: the open one, its neighbours, and those read just before"""
_SAMPLE = 4_000
"""characters of an article that tell its script"""


@dataclass(frozen=True, slots=True)
class Reading:
    """What the pane is asked to show."""

    article: Article
    header: tuple[HeaderLine, ...]
    script: str

    def __hash__(self) -> int:
        # The links of an article may be thousands, and the hash of a tuple is worked out every time.
        return hash((self.article.markdown, self.header, self.script))

    def prepare(self, first: int | None = None) -> Prepared:
        """The article read, or only about its first characters; takes milliseconds."""
        # Imported late: reading Markdown and setting lines takes 30 ms and 4 MB, and a list needs neither.
        from reader.typeset.prepare import prepare

        return prepare(self.article, self.header, first=first, respell=self._respell())

    def _respell(self) -> Callable[[str], str] | None:
        if self.script == "as-written":
            return None
        if self.script == "simplified":
            return to_simplified
        words = self.article.text or " ".join(line.text for line in self.header)
        return partial(to_traditional, around=script_of(words[:_SAMPLE]))


class Ready:
    """The articles read last or ahead, with the document that they were set to. Threads may share it."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._prepared: LRUCache[Reading, Prepared] = LRUCache(_KEPT)
        self._documents: LRUCache[Reading, Document] = LRUCache(_KEPT)
        self._sheets: LRUCache[Reading, Sheet] = LRUCache(_KEPT)

    def prepared(self, reading: Reading) -> Prepared | None:
        """The article, if it has been read in full."""
        with self._lock:
            return self._prepared.get(reading)

    def keep(self, reading: Reading, prepared: Prepared) -> None:
        """Keep an article that was read in full."""
        with self._lock:
            _put(self._prepared, reading, prepared)

    def known(self, reading: Reading, prepared: Prepared, options: Options) -> Document | None:
        """The article set for `options`, if it has been."""
        with self._lock:
            document = self._documents.get(reading)
        is_it = document is not None and document.options == options and document.text is prepared.text
        return document if is_it else None

    def document(self, reading: Reading, prepared: Prepared, options: Options) -> Document:
        """The article set for `options`."""
        document = self.known(reading, prepared, options)
        if document is None:
            document = prepared.set(options)
            if document.complete:
                with self._lock:
                    _put(self._documents, reading, document)
        return document

    def sheet(
        self, reading: Reading, document: Document, palette: Palette, width: int, marks: Overlay
    ) -> Sheet:
        """The document painted in the colours of `palette` for a pane of `width` cells, archived links as in `marks`."""
        with self._lock:
            sheet = self._sheets.get(reading)
            if (
                sheet is None
                or sheet.document is not document
                or sheet.palette is not palette
                or (sheet.width, sheet.marks.archived) != (width, marks.archived)
            ):
                sheet = Sheet(document, palette, width, marks)
                _put(self._sheets, reading, sheet)
            return sheet


def _put(cache: LRUCache[Reading, Kept], reading: Reading, value: Kept) -> None:
    """Keep a value in the place of the one before, which Textual's cache would hold on to."""
    cache.discard(reading)
    cache[reading] = value
