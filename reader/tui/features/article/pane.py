"""The article pane: shows an article, finds words in it, and follows its links."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import tzinfo
from typing import TYPE_CHECKING

from textual import events

from reader.article import Article
from reader.language import later, tr
from reader.library import Highlight
from reader.post import Post
from reader.query.pattern import Pattern
from reader.text.passage import Passage, PassageText
from reader.text.quotation import Quotation
from reader.text.shown_dates import DateForm
from reader.text.spelling import SearchText
from reader.tui import engine
from reader.tui.engine.choice import AMBIGUOUS_WIDTH
from reader.tui.features.article.cache import ArticleRequest
from reader.tui.features.article.header import Said
from reader.tui.features.article.marked_view import Chosen
from reader.tui.features.article.paint import Overlay, Palette, character_at, link_at
from reader.tui.features.article.searched_view import SearchedView
from reader.tui.features.article.sheet import Sheet
from reader.tui.features.article.typesetter import AT_ONCE, Typesetter, is_long
from reader.tui.history import LeftPlace
from reader.tui.signals import Signal
from reader.tui.thread_pool import in_background
from reader.typeset.document import (
    Document,
    DocumentLink,
    HeaderLine,
    Heading,
    LinkKind,
    Options,
    ParagraphStyle,
)

if TYPE_CHECKING:
    from reader.typeset.fragment_links import FragmentTarget
    from reader.typeset.prepare import Prepared

_CELLS_OF_CHARACTER = 2
_QUOTED = 40
"""characters by which the place is known where an article was left"""


class ArticlePane(SearchedView):
    """The pane that shows one article. It reports to its listeners by signals.

    `place` survives a change of the width or the script.
    """

    CALLED = later("Article")

    def __init__(
        self,
        *,
        zone: tzinfo,
        said: Callable[[Post], Said] = lambda _: Said(),
        highlights: Callable[[Post], Sequence[Highlight]] = lambda _: (),
        id: str | None = None,
    ) -> None:
        """`said` returns what the user says of a post, which any thread may call, and `highlights` its highlights."""
        super().__init__(id=id)
        self._typesetter = Typesetter(zone, said)
        self._highlights = highlights
        self.post: Post | None = None
        """the post whose article is shown; None for none, or while a sentence is shown"""
        self._request: ArticleRequest | None = None
        self._prepared: Prepared | None = None
        self._passages: PassageText | None = None
        self._setting: Options | None = None
        """the options for which another thread typesets a very long article"""
        self._goal: Passage | None = None
        """the passage to scroll to once it is typeset"""
        self.follow_asked: Signal[tuple[str, bool]] = Signal()
        """a link was chosen: its address, and whether to open it in the browser"""
        self.posts_asked: Signal[DocumentLink] = Signal()
        """a link to the posts of a day or a month, or with a keyword, was chosen"""
        self.end_reached: Signal[None] = Signal()
        """the user asked for the next page at the end of the article"""
        self.progress_changed: Signal[None] = Signal()
        """`progress` or `hit` has changed"""

    def watch_progress(self) -> None:
        """Emit `progress_changed`."""
        self.progress_changed.emit(None)

    def watch_hit(self) -> None:
        """Emit `progress_changed` and `hit_changed`."""
        self.progress_changed.emit(None)
        super().watch_hit()

    def focus_offset(self) -> int | None:
        """Return where the caret, the link under the cursor or the current hit is."""
        if self.caret is not None:
            return self.caret
        if (link := self.cursor_range) is not None:
            return link[0]
        return self.current_hit

    def in_words(self) -> str:
        """Return what is open, how far one is, and the link under the cursor."""
        if self.post is None:
            return ""
        parts = [self.post.title, tr("{progress} percent", progress=self.progress)]
        if self.cursor_link is not None:
            parts.append(tr("link: {text}", text=self.cursor_link.text))
        return tr(", ").join(parts)

    # Contents

    def configure(
        self,
        *,
        measure: int = 38,
        paragraphs: str = "space",
        ambiguous_width: int = 1,
        turns: bool = True,
        columns: int = 1,
    ) -> None:
        """Set the typography: `measure` in Chinese characters, the others as in the settings.

        `turns` tells whether text from right to left is put into visual order; `columns` are the most that are shown.
        """
        self.most_columns = columns
        if engine.has(AMBIGUOUS_WIDTH):
            engine.set_ambiguous_width(ambiguous_width)
        self._typesetter.options = replace(
            self._typesetter.options,
            measure=_CELLS_OF_CHARACTER * measure,
            paragraphs=ParagraphStyle(paragraphs),
            ambiguous_width=ambiguous_width,
            turns=turns,
        )
        self.reset(self.place)

    def show(
        self,
        post: Post,
        article: Article,
        *,
        place: int | Quotation | Passage | LeftPlace | None = None,
        patterns: Sequence[Pattern] = (),
        archived: frozenset[str] = frozenset(),
    ) -> None:
        """Show an article from the line at offset `place`, or at the words or the passage there.

        If it is None, show it at the first hit of `patterns`.

        `archived` holds the addresses of links that are known to lead to archived posts.
        """
        self.post = post
        self.selected = None
        self._archived = archived
        self._goal = place if isinstance(place, Passage) else None
        sought = place if isinstance(place, Quotation) else None
        self.seek(patterns, sought, goes_there=place is None or sought is not None)
        self.forget_link()
        self._show(
            self._typesetter.request(post, article), place if isinstance(place, int | LeftPlace) else 0
        )

    def reset(self, place: int) -> None:
        """Typeset the article again, and scroll to the first hit or the passage that is due."""
        super().reset(place)
        if self._goal is not None and self._prepared is not None and self.document is not None:
            self._go_to_passage(self._goal)

    def _go_to_passage(self, passage: Passage) -> None:
        """Scroll to a passage, if it is in the part of the text that is there by now."""
        assert self._prepared is not None
        place = self.passages.place_of(passage) if self.passages is not None else None
        if place is not None or self._prepared.complete:
            self._goal = None
        if place is not None:
            self.bring_into_sight(place[0])

    def is_long(self, article: Article) -> bool:
        """Return whether the article takes too long to parse and typeset as a whole in response to a key."""
        return is_long(article)

    def prepare_ahead(self, post: Post, article: Article) -> Sequence[DocumentLink]:
        """Parse and typeset an article that may be shown next, and return its links.

        Takes milliseconds. May run in any thread.
        """
        request = self._typesetter.request(post, article)
        return self._typesetter.whole(request, self.size.width).links

    def paint_ahead(self, post: Post, article: Article, archived: frozenset[str]) -> None:
        """Paint the first screen of a prepared article, with the links to the addresses in `archived`.

        Takes a few milliseconds. May run in any thread.
        """
        request = self._typesetter.request(post, article)
        palette, console = self._palette, self._app_console
        if palette is not None and console is not None:
            self._typesetter.paint_ahead(request, palette, self.size, archived, console)

    def sheet_of(self, document: Document, palette: Palette, width: int, overlay: Overlay) -> Sheet:
        """Return the sheet from the cache, or a new one."""
        if self._request is None:
            return super().sheet_of(document, palette, width, overlay)
        return self._typesetter.sheet(self._request, document, palette, width, overlay)

    def show_sentence(self, text: str) -> None:
        """Show a sentence instead of an article."""
        self.post = self.selected = None
        self.seek((), None, goes_there=self.seeks_hit)
        self.forget_link()
        self._show(ArticleRequest(Article(""), (HeaderLine(text, "empty"),), self._typesetter.script), 0)

    def set_script(self, script: str) -> None:
        """Show Chinese text `as-written`, `traditional` or `simplified`; `place` stays."""
        self._typesetter.script = script
        if self._request is not None and self._request.script != script:
            self._show(replace(self._request, script=script), self.place, hit=self.hits.current)

    def set_dates(self, dates: DateForm) -> None:
        """Show the date of the post in this form."""
        self._typesetter.dates = dates
        self.refresh_said()

    def refresh_said(self) -> None:
        """Show labels, note and highlights as they are now; what is on the screen of the article stays there."""
        self.refresh_highlights()
        if self.post is None or self._request is None or self._prepared is None:
            return
        request, place = self._typesetter.request(self.post, self._request.article), self.place
        if request != self._request:
            body, chosen = self._prepared.body, self.chosen
            self.selected = None
            if place >= body:
                # To parse a very long note takes too long here: it is shown from its top.
                place = place + request.body - body if len(request.note) <= AT_ONCE else 0
            self._show(request, place)
            self._choose_again(chosen, body)

    def _choose_again(self, chosen: Chosen, body: int) -> None:
        """Go on with what was being chosen when the article began at `body`, unless it is not parsed so far."""
        assert self._prepared is not None
        moved = chosen.moved(self._prepared.body - body, body)
        last = max(
            offset for offset in (moved.caret, moved.anchor, *(moved.selected or ()), 0) if offset is not None
        )
        if last <= len(self._prepared.text):
            self.choose(moved)

    def set_for(self, width: int) -> Document | None:
        """Return the article typeset for a pane of `width` cells, or what to show until it is."""
        if self._request is None or self._prepared is None:
            return None
        request, prepared, shown = self._request, self._prepared, self.document
        document = self._typesetter.document_at_once(request, prepared, width, shown)
        if document is None and self._setting != (options := self._typesetter.options_for(width)):
            self._setting = options
            self.run_worker(self._set_later(request, prepared, width), exclusive=True, group="typeset")
        return document or shown

    async def _set_later(self, request: ArticleRequest, prepared: Prepared, width: int) -> None:
        """Typeset a very long article for another width in another thread."""
        options = self._setting
        await in_background(lambda: self._typesetter.document(request, prepared, width))
        if prepared is self._prepared and self._setting == options:
            self._setting = None
            self.reset(self.place)

    def _show(self, request: ArticleRequest, place: int | LeftPlace, *, hit: int | None = None) -> None:
        """Show an article from a place, with the hit of this number as the current one if it has it."""
        self._request = request
        self._setting = None
        self.hide_hints()
        had_caret = self.has_caret
        self.forget_passage()
        if had_caret:
            self.caret_moved.emit(None)
        prepared = self._typesetter.beginning(request, self.size.width)
        self._take(request, prepared, place, hit)
        if not prepared.complete:
            self.run_worker(self._prepare_rest(request, place, hit), exclusive=True, group="typeset")

    async def _prepare_rest(
        self, request: ArticleRequest, place: int | LeftPlace, hit: int | None = None
    ) -> None:
        """Prepare a long article in another thread; the result is dropped if another one is shown by then."""
        beginning = self.place
        prepared = await in_background(lambda: self._prepare_whole(request))
        if request is self._request:
            has_moved = self.place != beginning
            if has_moved:
                self.seeks_hit = False
            self._take(request, prepared, self.place if has_moved else place, self.hits.current or hit)

    def _prepare_whole(self, request: ArticleRequest) -> Prepared:
        """Return the article parsed, typeset for the width of the pane, and ready to be searched."""
        prepared = self._typesetter.whole(request, self.size.width)
        if self.patterns or not prepared.is_searchable_at_once:
            # Whatever is looked for next would hold up the keys while it is made.
            _ = prepared.search_text
        return prepared

    def _take(
        self, request: ArticleRequest, prepared: Prepared, place: int | LeftPlace, hit: int | None = None
    ) -> None:
        self._prepared = prepared
        self._typesetter.keep(request, prepared)
        self.find_hits(hit)
        self._passages = None
        self.refresh_highlights()
        self.reset(place if isinstance(place, int) else self._offset_of(place))
        self.links_shown.emit(None)

    def _offset_of(self, place: LeftPlace) -> int:
        """Return where a place is now, or where it was if its words are gone; the top where that is to come yet."""
        assert self._prepared is not None
        found = self.passages.place_of(place.passage) if self.passages is not None else None
        if found is not None:
            return found[0]
        offset = self.body + place.passage.offset
        return offset if offset < len(self._prepared.text) else 0

    @property
    def left_place(self) -> Passage | None:
        """What stands at the top of the screen, as it is written; None at the top of the article."""
        if self.place <= self.body:
            return None
        return self.quoted((self.place, self.place + _QUOTED))

    def at_end(self) -> None:
        """Emit `end_reached`."""
        self.end_reached.emit(None)

    # Headings

    @property
    def outline(self) -> Sequence[Heading]:
        """The headings of the article."""
        return self._prepared.outline if self._prepared is not None else ()

    def go_to_heading(self, index: int) -> None:
        """Scroll to the heading with this index in `outline`."""
        self.go_to(self.outline[index].start)

    # Highlights

    def refresh_highlights(self) -> None:
        """Paint the highlights of the post as they are now."""
        if self.post is not None and self._prepared is not None:
            self.locate(self._highlights(self.post), is_whole=self._prepared.complete)

    @property
    def search_text(self) -> SearchText | None:
        """The text as hits are looked for in it; made when it is first asked for."""
        return self._prepared.search_text if self._prepared is not None else None

    @property
    def is_whole(self) -> bool:
        """Whether the text is that of the whole article, not of its beginning."""
        return self._prepared is not None and self._prepared.complete

    @property
    def passages(self) -> PassageText | None:
        """The text as passages are quoted from it."""
        if self._passages is None and self._prepared is not None:
            self._passages = PassageText(self._prepared.text, self._prepared.body)
        return self._passages

    @property
    def body(self) -> int:
        """The offset at which the article itself begins."""
        return self._prepared.body if self._prepared is not None else 0

    def quoted(self, span: tuple[int, int]) -> Passage | None:
        """Return a part of the text as it is written, whatever script is shown, with what stands around it."""
        request = self._request
        if request is None or request.script == "as-written":
            return super().quoted(span)
        # Scripts are converted character by character, so that offsets stay.
        return self._typesetter.text_as_written(request).quote(*span)

    # Links

    @property
    def links(self) -> Sequence[DocumentLink]:
        """The links of the article, in reading order, as far as it is parsed."""
        return self._prepared.links if self._prepared is not None else ()

    @property
    def own_address(self) -> str:
        """The address of the post, which the header links to."""
        header = self._request.header if self._request is not None else ()
        return next((line.url for line in header if line.url), "")

    @property
    def inner(self) -> Mapping[int, FragmentTarget]:
        """The targets of the links within the article, by link index."""
        return self._prepared.places if self._prepared is not None else {}

    def on_click(self, event: events.Click) -> None:
        """Follow the link under the mouse; with Ctrl, in the browser."""
        offset = event.get_content_offset(self)
        position = self.position_at(offset.x, offset.y) if offset is not None else None
        if position is None or self.document is None or not self.is_plain_click(event):
            return
        line = self.document.lines[position[0]]
        link = link_at(line, character_at(line, position[1]))
        if link is not None:
            event.stop()
            self.follow_link(link, in_browser=event.ctrl)
        elif offset is not None:
            self.note_click(offset)

    def follow_link(self, link: int, *, in_browser: bool) -> None:
        """Scroll to the target of a link within the article; emit `follow_asked` for any other link."""
        if self.document is None or self._prepared is None:
            return
        target = self.inner.get(link)
        if target is not None:
            was_under_cursor = link == self.cursor_index
            self.show_line(self.document.line_at(target.offset))
            if was_under_cursor and target.link is not None:
                self.put_cursor_on(target.link)
        else:
            found = self.document.links[link]
            if found.kind is LinkKind.ADDRESS:
                self.follow_asked.emit((found.url, in_browser))
            else:
                self.posts_asked.emit(found)

    # Painting

    def overlay(self) -> Overlay:
        """Return all that is painted over the text at this moment."""
        return Overlay(
            self.hits.ranges,
            self.hits.current,
            self.passage or self.selected,
            self.labels(),
            self.archived_links(),
            self.cursor_range,
            self.painted_highlights(),
            self.caret,
        )
