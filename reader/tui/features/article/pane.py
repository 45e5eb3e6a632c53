"""The article pane: shows an article, finds words in it and follows its links."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import tzinfo
from typing import TYPE_CHECKING

from textual import events
from textual.reactive import reactive

from reader.article import Article
from reader.post import Post
from reader.text.highlight import hits
from reader.text.urls import is_openable
from reader.tui import engine
from reader.tui.dispatch import handles
from reader.tui.engine.choice import AMBIGUOUS_WIDTH
from reader.tui.features.article.header import header
from reader.tui.features.article.hints import Hints
from reader.tui.features.article.linked_view import LinkedView, archived_among
from reader.tui.features.article.paint import Overlay, Palette, character_at, link_at
from reader.tui.features.article.ready import Reading, Ready
from reader.tui.features.article.sheet import Sheet
from reader.tui.features.article.view import room
from reader.tui.signals import Signal
from reader.tui.thread_pool import in_background
from reader.typeset.document import Document, DocumentLink, HeaderLine, Heading, Options, ParagraphStyle

if TYPE_CHECKING:
    from reader.typeset.fragment_links import FragmentTarget
    from reader.typeset.prepare import Prepared

_AT_ONCE = 6_000
"""characters of Markdown that are read and set in a few milliseconds; of more, only the first part is, and
the rest elsewhere"""
_SET_AT_ONCE = 200_000
"""characters that are set for another width while the key waits; of more, the lines of the width before stay until the
others are set"""
_CELLS_OF_CHARACTER = 2


class ArticlePane(LinkedView):
    """One article.

    The screen gives it values (`show`, `set_script`, `configure`), and it says what the reader wants with
    messages. `place` survives another width and another script.
    """

    hit: reactive[tuple[int, int]] = reactive((0, 0), repaint=False)
    """the number of the hit that one stands on (0: none yet), and how many there are"""

    def __init__(self, *, zone: tzinfo | None = None, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._zone = zone
        self._options = Options(width=80)
        self.post: Post | None = None
        """the post whose article is shown; None for none, or a sentence instead"""
        self._script = "as-written"
        self._ready = Ready()
        self._reading: Reading | None = None
        self._prepared: Prepared | None = None
        self._words: tuple[str, ...] = ()
        self._setting: Options | None = None
        """for what a very long article is being set"""
        self._hits: list[tuple[int, int]] = []
        self._hit_index: int | None = None
        self._seeks_hit = False
        """whether the first hit is to be brought into sight as soon as there is something to see"""
        self._hints: Hints | None = None
        self.follow_asked: Signal[tuple[str, bool]] = Signal()
        """a link was chosen: its address, and whether it is to be opened in the browser"""
        self.end_reached: Signal[None] = Signal()
        """a page further was asked for at the end of the article"""
        self.progress_changed: Signal[None] = Signal()
        """another part of the article is on the screen, or another hit"""
        self.hit_changed: Signal[None] = Signal()

    def watch_progress(self) -> None:
        """Tell that another part of the article is on the screen."""
        self.progress_changed.emit(None)

    def watch_hit(self) -> None:
        """Tell that one stands on another hit, or that there are others."""
        self.progress_changed.emit(None)
        self.hit_changed.emit(None)

    # What is shown

    def configure(
        self,
        *,
        measure: int = 38,
        paragraphs: str = "space",
        ambiguous_width: int = 1,
        script: str = "as-written",
    ) -> None:
        """Set the type: `measure` in Chinese characters, the others as the settings name them."""
        if engine.has(AMBIGUOUS_WIDTH):
            engine.set_ambiguous_width(ambiguous_width)
        self._options = replace(
            self._options,
            measure=_CELLS_OF_CHARACTER * measure,
            paragraphs=ParagraphStyle(paragraphs),
            ambiguous_width=ambiguous_width,
        )
        self.set_script(script)
        self.reset(self.place)

    def show(
        self,
        post: Post,
        article: Article,
        *,
        place: int | None = None,
        words: Sequence[str] = (),
        archived: frozenset[str] = frozenset(),
    ) -> None:
        """Show an article from the line that holds the offset `place`; for None where the first hit is in sight.

        All places of `words` are marked, and the links to the addresses in `archived`, as far as they are known.
        """
        self.post = post
        self._words = tuple(words)
        self._archived = archived
        self._seeks_hit = place is None
        self.forget_link()
        self._read(self._reading_of(post, article), place or 0)

    def look_for(self, words: Sequence[str]) -> None:
        """Mark all places of other words than before, with the first in sight."""
        if tuple(words) == self._words or self._prepared is None:
            return
        self._words = tuple(words)
        self._find_hits()
        self._seeks_hit = bool(self._hits)
        self.reset(0 if self._hits else self.place)

    def reset(self, place: int) -> None:
        """Set the article anew; the first time, bring the hit that one came for into sight."""
        super().reset(place)
        if self._seeks_hit and self._prepared is not None and self.document is not None:
            self._seeks_hit = not self._prepared.complete
            self.next_hit(1)

    def is_long(self, article: Article) -> bool:
        """Whether it takes longer to read and set the whole article than a key may take."""
        return len(article.markdown) > _AT_ONCE

    def prepare_ahead(self, post: Post, article: Article) -> Sequence[DocumentLink]:
        """Read and set an article that is likely to be shown next; its links.

        Takes milliseconds; any thread may call it.
        """
        reading = self._reading_of(post, article)
        prepared = self._ready.prepared(reading)
        if prepared is None:
            prepared = reading.prepare()
            self._ready.keep(reading, prepared)
        if self.size.width:
            self._ready.document(reading, prepared, self._options_for(self.size.width))
        return prepared.links

    def paint_ahead(self, post: Post, article: Article, archived: frozenset[str]) -> None:
        """Paint the first screen of an article that was prepared, with the links in `archived` marked.

        Takes a few milliseconds; any thread may call it.
        """
        reading = self._reading_of(post, article)
        prepared = self._ready.prepared(reading)
        width, height = self.size
        if prepared is not None and width and self._palette is not None:
            document = self._ready.document(reading, prepared, self._options_for(width))
            marks = Overlay(archived=archived_among(prepared.links, archived))
            self._ready.sheet(reading, document, self._palette, width, marks).prepare(
                height, self.app.console
            )

    def sheet_of(self, document: Document, palette: Palette, width: int, marks: Overlay) -> Sheet:
        """The article painted, if it was prepared as far as that."""
        if self._reading is None:
            return super().sheet_of(document, palette, width, marks)
        return self._ready.sheet(self._reading, document, palette, width, marks)

    def show_sentence(self, text: str) -> None:
        """Show a sentence instead of an article."""
        self.post = None
        self._words = ()
        self.forget_link()
        self._read(Reading(Article(""), (HeaderLine(text, "empty"),), self._script), 0)

    def set_script(self, script: str) -> None:
        """Show Chinese `as-written`, `traditional` or `simplified`; the place stays."""
        self._script = script
        if self._reading is not None and self._reading.script != script:
            self._read(replace(self._reading, script=script), self.place)

    def set_for(self, width: int) -> Document | None:
        """The article set for a pane of `width` cells."""
        if self._reading is None or self._prepared is None:
            return None
        reading, prepared, options = self._reading, self._prepared, self._options_for(width)
        shown = self.document
        if shown is not None and shown.text is prepared.text and len(prepared.text) > _SET_AT_ONCE:
            known = self._ready.known(reading, prepared, options)
            if known is None and self._setting != options:
                # Its lines of the width before stand there for as long.
                self._setting = options
                self.run_worker(self._set_later(reading, prepared, options), exclusive=True, group="typeset")
            return known or shown
        return self._ready.document(reading, prepared, options)

    async def _set_later(self, reading: Reading, prepared: Prepared, options: Options) -> None:
        """Set a very long article for another width off the screen's thread."""
        await in_background(lambda: self._ready.document(reading, prepared, options))
        if prepared is self._prepared and self._setting == options:
            self._setting = None
            self.reset(self.place)

    def _options_for(self, width: int) -> Options:
        return replace(self._options, width=room(width))

    def _reading_of(self, post: Post, article: Article) -> Reading:
        return Reading(article, header(post, article, self._zone), self._script)

    def _read(self, reading: Reading, place: int) -> None:
        self._reading = reading
        self._setting = None
        self._hints = None
        ready = self._ready.prepared(reading)
        is_long = self.is_long(reading.article)
        if is_long and ready is not None and self.size.width:
            # One that is read and not yet set for this width would be set in the screen's thread.
            known = self._ready.known(reading, ready, self._options_for(self.size.width))
            ready = ready if known is not None else None
        prepared = ready or reading.prepare(first=_AT_ONCE // 2 if is_long else None)
        self._take(reading, prepared, place)
        if not prepared.complete:
            self.run_worker(self._read_all(reading, place), exclusive=True, group="typeset")

    async def _read_all(self, reading: Reading, place: int) -> None:
        """Read a long article off the screen's thread; it is dropped where another has been asked for."""
        beginning = self.place
        prepared = await in_background(lambda: self._prepared_whole(reading))
        if reading is self._reading:
            has_moved = self.place != beginning
            self._seeks_hit = self._seeks_hit and not has_moved
            self._take(reading, prepared, self.place if has_moved else place)

    def _prepared_whole(self, reading: Reading) -> Prepared:
        """The article read and set as wide as the pane is, so that the screen has only to show it."""
        prepared = self._ready.prepared(reading) or reading.prepare()
        if width := self.size.width:
            self._ready.document(reading, prepared, self._options_for(width))
        return prepared

    def _take(self, reading: Reading, prepared: Prepared, place: int) -> None:
        self._prepared = prepared
        if prepared.complete:
            self._ready.keep(reading, prepared)
        self._find_hits()
        self.reset(place)
        self.links_shown.emit(None)

    def at_end(self) -> None:
        """Say that there is nothing further."""
        self.end_reached.emit(None)

    # Headings

    @property
    def outline(self) -> Sequence[Heading]:
        """The headings of the article."""
        return self._prepared.outline if self._prepared is not None else ()

    def go_to_heading(self, index: int) -> None:
        """Bring a heading of the outline to the top."""
        self.go_to(self.outline[index].start)

    # Finding

    def find(self, text: str) -> int:
        """Mark all places of `text`, compared by the fold, and go to the first from here; how many there are."""
        self._words = (text,)
        self._find_hits()
        self.repaint()
        self.next_hit(1)
        return len(self._hits)

    @property
    def has_hits(self) -> bool:
        """Whether anything is marked."""
        return bool(self._hits)

    def next_hit(self, steps: int) -> None:
        """Go `steps` hits on or back, around the ends; the first time to the nearest from the top of the screen."""
        if not self._hits:
            return
        count = len(self._hits)
        if self._hit_index is None:
            nearest = bisect_left(self._hits, (self.place, 0))
            self._hit_index = (nearest if steps > 0 else nearest - 1) % count
        else:
            self._hit_index = (self._hit_index + steps) % count
        self.hit = (self._hit_index + 1, count)
        self.bring_into_sight(self._hits[self._hit_index][0])
        self.repaint()

    def forget_hits(self) -> None:
        """Mark nothing any more."""
        self._words = ()
        self._find_hits()
        self.repaint()

    def _find_hits(self) -> None:
        words = [word for word in self._words if word.strip()]
        self._hits = hits(self._prepared.text, words) if words and self._prepared is not None else []
        self._hit_index = None
        self.hit = (0, len(self._hits))

    # Links

    @property
    def links(self) -> Sequence[DocumentLink]:
        """The links of the article, in reading order, as far as it is read."""
        return self._prepared.links if self._prepared is not None else ()

    @property
    def own_address(self) -> str:
        """The address of the post, to which the line with its date leads."""
        header = self._reading.header if self._reading is not None else ()
        return next((line.url for line in header if line.url), "")

    @handles("link.follow")
    def show_hints(self) -> None:
        """Put letters on the links on the screen; the next keys choose one to follow."""
        self._show_hints(in_browser=False)

    @handles("link.browser")
    def show_browser_hints(self) -> None:
        """Put letters on the links on the screen; the next keys choose one to open in the browser."""
        self._show_hints(in_browser=True)

    def _show_hints(self, *, in_browser: bool) -> None:
        """Put letters on the links on the screen; the next keys choose one."""
        links = self._links_on_screen()
        self._hints = Hints.on(links, in_browser=in_browser) if links else None
        if not links:
            self.nothing_to_follow.emit("No links on the screen")
        self.repaint()

    def _links_on_screen(self) -> list[int]:
        if self.document is None:
            return []
        lines = (self.document.lines[number] for number in self.lines_on_screen())
        found = dict.fromkeys(span.link for line in lines for span in line.spans)
        links = self.document.links
        return [
            link
            for link in found
            if link is not None and (link in self.inner or is_openable(links[link].url))
        ]

    @property
    def inner(self) -> Mapping[int, FragmentTarget]:
        """Where the links within the article lead, by the index of the link."""
        return self._prepared.places if self._prepared is not None else {}

    def wants_key(self, key: str) -> bool:
        """Return whether letters stand on the links."""
        return self._hints is not None

    def on_key(self, event: events.Key) -> None:
        """While letters stand on the links, keys choose among them; any other key takes them away."""
        if self._hints is None:
            return
        event.stop()
        event.prevent_default()
        hints = self._hints.type(event.character) if event.character and event.is_printable else None
        self._hints = hints
        if hints is not None and hints.chosen is not None:
            self._hints = None
            self.follow_link(hints.chosen, in_browser=hints.in_browser)
        self.repaint()

    def on_click(self, event: events.Click) -> None:
        """Follow the link under the mouse; with Control in the browser."""
        offset = event.get_content_offset(self)
        position = self.position_at(offset.x, offset.y) if offset is not None else None
        if position is None or self.document is None or self.text_selection is not None:
            return
        line = self.document.lines[position[0]]
        link = link_at(line, character_at(line, position[1]))
        if link is not None:
            event.stop()
            self.follow_link(link, in_browser=event.ctrl)

    def follow_link(self, link: int, *, in_browser: bool) -> None:
        """Say that the link with this index was chosen; one within the article is followed at once."""
        if self.document is None or self._prepared is None:
            return
        place = self.inner.get(link)
        if place is not None:
            was_under_cursor = link == self.cursor_index
            self.show_line(self.document.line_at(place.offset))
            if was_under_cursor and place.link is not None:
                self.put_cursor_on(place.link)
        else:
            self.follow_asked.emit((self.document.links[link].url, in_browser))

    # Painting

    def marks(self) -> Overlay:
        """The hits, the selection, letters or numbers on links, archived links and the link under the cursor."""
        labels = self.numbers()
        if self._hints is not None and self.document is not None:
            links = self.document.links
            labels = {links[link].start: self._hints.label_of(link) for link in self._hints.links.values()}
        selected = self.selected(self.text_selection)
        return Overlay(
            self._hits,
            self._hit_index,
            selected,
            labels,
            self.archived_links(),
            self.cursor_range,
        )
