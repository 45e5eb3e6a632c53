"""The article pane: paints an article line by line, and moves, finds and follows links in it."""

from __future__ import annotations

import asyncio
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import tzinfo
from typing import ClassVar

from rich.style import Style
from textual import events
from textual.binding import BindingType
from textual.cache import LRUCache
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.selection import Selection
from textual.strip import Strip

from reader.article import Article
from reader.post import Post
from reader.text.script import to_simplified, to_traditional
from reader.text.terms import hits
from reader.text.urls import is_openable
from reader.tui.keys import Scope, bindings
from reader.tui.widgets.article_header import header
from reader.tui.widgets.article_hints import Hints
from reader.tui.widgets.article_paint import (
    ROLES,
    Marks,
    Palette,
    character_at,
    link_at,
    offset_of,
    paint,
)
from reader.typeset.document import Document, Heading, Options, ParagraphStyle
from reader.typeset.prepare import HeaderLine, Prepared, prepare

_TOP = 1
"""blank lines above the article"""
_BOTTOM = 2
_SIDE = 2
"""cells left free at each side of the column"""
_SIDE_FROM = 50
"""a narrower pane keeps one cell at each side"""
_LEAST_WIDTH = 4
_WHEEL_LINES = 3
_CONTEXT = 2
"""lines of the page before that stay on the screen"""
_AT_ONCE = 6_000
"""characters of Markdown that are read and set in a few milliseconds; of more, only the first part is, and
the rest elsewhere"""
_RESPELL: dict[str, Callable[[str], str] | None] = {
    "as-written": None,
    "traditional": to_traditional,
    "simplified": to_simplified,
}
_LAYERS = ("hit", "hit-current", "hint", "selection")


@dataclass(frozen=True, slots=True)
class _Reading:
    """What the pane is asked to show."""

    article: Article
    header: tuple[HeaderLine, ...]
    script: str

    def prepare(self, first: int | None = None) -> Prepared:
        return prepare(self.article, self.header, first=first, respell=_RESPELL[self.script])


class ArticlePane(ScrollView, can_focus=True, inherit_bindings=False):
    """One article, set for the width of the pane.

    The screen gives it values (`show`, `set_script`, `configure`), and it says what the reader wants with
    messages. `place` is the offset in the article's text of the line at the top; it survives another width
    and another script.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"article--{name}" for name in (*ROLES, *_LAYERS)}
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Scope.MOVE), *bindings(Scope.ARTICLE)]

    progress: reactive[int] = reactive(0, repaint=False)
    """how much of the article has been on the screen, in per cent"""
    hit: reactive[tuple[int, int]] = reactive((0, 0), repaint=False)
    """the number of the hit that one stands on (0: none yet), and how many there are"""

    class FollowLink(Message):
        """The reader chose a link."""

        def __init__(self, url: str, *, in_browser: bool) -> None:
            super().__init__()
            self.url = url
            self.in_browser = in_browser

    class AtEnd(Message):
        """A page further was asked for at the end of the article."""

    class FindAsked(Message):
        """The reader wants to type words to find; `ArticlePane.find` takes them."""

    class OutlineAsked(Message):
        """The reader wants to see the headings; `ArticlePane.go_to_heading` takes the chosen one."""

    def __init__(self, *, zone: tzinfo | None = None, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._zone = zone
        self._options = Options(width=80)
        self._script = "as-written"
        self._reading: _Reading | None = None
        self._prepared: Prepared | None = None
        self._document: Document | None = None
        self._set_for = 0
        self._place = 0
        self._words: tuple[str, ...] = ()
        self._hits: list[tuple[int, int]] = []
        self._hit_index: int | None = None
        self._hints: Hints | None = None
        self._palette: Palette | None = None
        self._strips: LRUCache[int, Strip] = LRUCache(256)

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
        self._options = replace(
            self._options,
            measure=2 * measure,
            paragraphs=ParagraphStyle(paragraphs),
            ambiguous_width=ambiguous_width,
        )
        self.set_script(script)
        self._set()

    def show(self, post: Post, article: Article, *, place: int = 0, words: Sequence[str] = ()) -> None:
        """Show an article from the line that holds the offset `place`; all places of `words` are marked."""
        self._words = tuple(words)
        self._read(_Reading(article, header(post, article, self._zone), self._script), place)

    def say(self, text: str) -> None:
        """Show a sentence instead of an article."""
        self._words = ()
        self._read(_Reading(Article(""), (HeaderLine(text, "empty"),), self._script), 0)

    def set_script(self, script: str) -> None:
        """Show Chinese `as-written`, `traditional` or `simplified`; the place stays."""
        self._script = script
        if self._reading is not None and self._reading.script != script:
            self._read(replace(self._reading, script=script), self.place)

    def _read(self, reading: _Reading, place: int) -> None:
        self._reading = reading
        self._place = place
        self._hints = None
        long = len(reading.article.markdown) > _AT_ONCE
        self._take(reading.prepare(first=_AT_ONCE // 2 if long else None))
        if long:
            self.run_worker(self._read_all(reading), exclusive=True, group="typeset")

    async def _read_all(self, reading: _Reading) -> None:
        """Read a long article off the screen's thread; it is dropped where another has been asked for."""
        prepared = await asyncio.to_thread(reading.prepare)
        if reading is self._reading:
            self._take(prepared)

    def _take(self, prepared: Prepared) -> None:
        self._prepared = prepared
        self._find_hits()
        self._set()

    def _set(self) -> None:
        """Set the article for the present width and go to the place."""
        if self._prepared is None or not self.size.width:
            return
        width = self.size.width
        side = _SIDE if width >= _SIDE_FROM else 1
        document = self._prepared.set(replace(self._options, width=max(_LEAST_WIDTH, width - 2 * side)))
        self._document = document
        self._set_for = width
        self._strips.clear()
        if document.width > document.options.width:
            width = self._left + document.width + side
        self.virtual_size = Size(width, _TOP + len(document.lines) + _BOTTOM)
        self._go_to_offset(self._place)
        self.refresh()

    # Where the reader is

    @property
    def document(self) -> Document | None:
        """What is painted, if anything."""
        return self._document

    @property
    def place(self) -> int:
        """The offset in the article's text of the first line on the screen."""
        return self._place

    @property
    def outline(self) -> Sequence[Heading]:
        """The headings of the article."""
        return self._prepared.outline if self._prepared is not None else ()

    def go_to_heading(self, index: int) -> None:
        """Bring a heading of the outline to the top."""
        self._go_to_offset(self.outline[index].start)

    @property
    def _left(self) -> int:
        """The cells to the left of the column."""
        document = self._document
        measure = document.measure if document is not None else self._options.measure
        return max(1, (self.size.width - measure) // 2)

    def _go_to_offset(self, offset: int) -> None:
        """Put the line with the character at `offset` at the top; the very beginning shows its margin too."""
        if self._document is None:
            return
        line = self._document.line_at(offset)
        self.scroll_to(y=line + _TOP if line else 0, animate=False)
        self._place = offset
        self._measure_progress()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Keep the place and the progress true."""
        super().watch_scroll_y(old_value, new_value)
        if self._document is not None:
            self._place = self._document.offset_at(max(0, round(new_value) - _TOP)) if new_value else 0
            self._measure_progress()

    def _measure_progress(self) -> None:
        document = self._document
        count = len(document.lines) if document is not None else 0
        seen = min(count, round(self.scroll_y) + self.size.height - _TOP)
        self.progress = 100 if seen >= count else 100 * seen // count

    def on_resize(self) -> None:
        """Set the article again; the place stays, over several changes too."""
        if self._set_for != self.size.width:
            self._set()

    # Moving

    def _scroll(self, lines: float) -> None:
        self.scroll_to(y=self.scroll_y + lines, animate=False)

    def _page_lines(self) -> int:
        return max(1, self.size.height - _CONTEXT)

    def action_move(self, lines: int) -> None:
        """Scroll by lines."""
        self._scroll(lines)

    def action_page(self, pages: int) -> None:
        """Scroll by pages; at the end of the article say so."""
        if pages > 0 and self.scroll_y >= self.max_scroll_y:
            self.post_message(self.AtEnd())
        else:
            self._scroll(pages * self._page_lines())

    def action_half_page(self, pages: int) -> None:
        """Scroll by half pages."""
        self._scroll(pages * max(1, self.size.height // 2))

    def action_top(self) -> None:
        """Go to the beginning."""
        self.scroll_to(y=0, animate=False)

    def action_bottom(self) -> None:
        """Go to the end."""
        self.scroll_to(y=self.max_scroll_y, animate=False)

    def action_sideways(self, cells: int) -> None:
        """Move a table that is wider than the pane."""
        self.scroll_to(x=self.scroll_x + cells, animate=False)

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll with the wheel, without animation."""
        event.stop()
        event.prevent_default()
        self._scroll(_WHEEL_LINES)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll with the wheel, without animation."""
        event.stop()
        event.prevent_default()
        self._scroll(-_WHEEL_LINES)

    # Finding

    def action_find(self) -> None:
        """Ask for words to find."""
        self.post_message(self.FindAsked())

    def action_outline(self) -> None:
        """Ask for the headings."""
        self.post_message(self.OutlineAsked())

    def find(self, text: str) -> int:
        """Mark all places of `text`, compared by the fold, and go to the first from here; how many there are."""
        self._words = (text,) if text else ()
        self._find_hits()
        self._repaint()
        if self._hits:
            self.next_hit(1)
        return len(self._hits)

    @property
    def has_hits(self) -> bool:
        """Whether anything is marked."""
        return bool(self._hits)

    def next_hit(self, steps: int) -> None:
        """Go `steps` hits on or back, around the ends; the first time to the nearest from the top of the screen."""
        if not self._hits or self._document is None:
            return
        count = len(self._hits)
        if self._hit_index is None:
            nearest = bisect_left(self._hits, (self._place, 0))
            self._hit_index = (nearest if steps > 0 else nearest - 1) % count
        else:
            self._hit_index = (self._hit_index + steps) % count
        self.hit = (self._hit_index + 1, count)
        line = self._document.line_at(self._hits[self._hit_index][0]) + _TOP
        top = round(self.scroll_y)
        if not top <= line < top + self.size.height - 1:
            self.scroll_to(y=max(0, line - self.size.height // 3), animate=False)
        self._repaint()

    def forget_hits(self) -> None:
        """Mark nothing any more."""
        self._words = ()
        self._find_hits()
        self._repaint()

    def _find_hits(self) -> None:
        words = [word for word in self._words if word.strip()]
        self._hits = hits(self._prepared.text, words) if words and self._prepared is not None else []
        self._hit_index = None
        self.hit = (0, len(self._hits))

    # Links

    def link(self, number: int) -> str | None:
        """The address of a link by its number, 1 for the first; None where there is no such link."""
        links = self._document.links if self._document is not None else ()
        return links[number - 1].url if 0 < number <= len(links) else None

    def action_hints(self, in_browser: bool) -> None:
        """Put letters on the links on the screen; the next keys choose one."""
        links = self._links_on_screen()
        self._hints = Hints.on(links, in_browser=in_browser) if links else None
        self._repaint()

    def _links_on_screen(self) -> list[int]:
        document = self._document
        if document is None:
            return []
        top = max(0, round(self.scroll_y) - _TOP)
        lines = document.lines[top : top + self.size.height]
        found = dict.fromkeys(span.link for line in lines for span in line.spans if span.link is not None)
        return [link for link in found if is_openable(document.links[link].url)]

    def on_key(self, event: events.Key) -> None:
        """While letters stand on the links, keys choose among them; any other key takes them away."""
        if self._hints is None:
            return
        event.stop()
        event.prevent_default()
        hints = self._hints.type(event.character) if event.character and event.key != "escape" else None
        self._hints = hints
        if hints is not None and hints.chosen is not None:
            self._hints = None
            self._follow(hints.chosen, in_browser=hints.in_browser)
        self._repaint()

    def on_click(self, event: events.Click) -> None:
        """Follow the link under the mouse; with Control in the browser."""
        place = event.get_content_offset(self)
        if place is None or self._document is None or self.text_selection is not None:
            return
        number = place.y + round(self.scroll_y) - _TOP
        if not 0 <= number < len(self._document.lines):
            return
        line = self._document.lines[number]
        cell = place.x + round(self.scroll_x) - self._left
        link = link_at(line, character_at(line, cell)) if cell >= 0 else None
        if link is not None:
            event.stop()
            self._follow(link, in_browser=event.ctrl)

    def _follow(self, link: int, *, in_browser: bool) -> None:
        if self._document is not None:
            self.post_message(self.FollowLink(self._document.links[link].url, in_browser=in_browser))

    # Selecting

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """The selected text as it reads: paragraphs without line breaks in them."""
        selected = self._selected(selection)
        if selected is None or self._document is None:
            return None
        return self._document.text[slice(*selected)], "\n"

    def selection_updated(self, selection: Selection | None) -> None:
        """Paint what is selected."""
        self._repaint()

    def _selected(self, selection: Selection | None) -> tuple[int, int] | None:
        """The selected range of the text."""
        document = self._document
        if selection is None or document is None:
            return None
        start = 0 if selection.start is None else self._offset(selection.start.x, selection.start.y)
        end = len(document.text) if selection.end is None else self._offset(selection.end.x, selection.end.y)
        return (min(start, end), max(start, end))

    def _offset(self, character: int, row: int) -> int:
        """The offset in the text of a character of a painted row, both counted in the whole article."""
        document = self._document
        if document is None:
            return 0
        number = row - _TOP
        if not 0 <= number < len(document.lines):
            return 0 if number < 0 else len(document.text)
        offset = offset_of(document.lines[number], character - self._left)
        return document.offset_at(number) if offset is None else offset

    # Painting

    def _repaint(self) -> None:
        self._strips.clear()
        self.refresh()

    def notify_style_update(self) -> None:
        """Forget the colours of the theme before."""
        super().notify_style_update()
        self._palette = None
        self._strips.clear()

    def _component(self, name: str) -> Style:
        """The style of a component, without what it only inherits."""
        if name == "selection":
            return self.screen.get_component_rich_style("screen--selection")
        own = self.get_component_rich_style(f"article--{name}", partial=True)
        whole = self.get_component_rich_style(f"article--{name}")
        # The whole style has colours such as `auto 60%` worked out; only those that the component sets count.
        colours = Style(
            color=whole.color if own.color else None, bgcolor=whole.bgcolor if own.bgcolor else None
        )
        return own + colours

    def _marks(self) -> Marks:
        labels: dict[int, str] = {}
        if self._hints is not None and self._document is not None:
            links = self._document.links
            labels = {links[link].start: self._hints.label_of(link) for link in self._hints.links.values()}
        return Marks(self._hits, self._hit_index, self._selected(self.text_selection), labels)

    def render_line(self, y: int) -> Strip:
        """One row of the pane."""
        row = round(self.scroll_y) + y
        strip = self._strips.get(row)
        if strip is None:
            strip = self._strips[row] = self._painted(row)
        return strip

    def _painted(self, row: int) -> Strip:
        base = self.rich_style
        width = self.size.width
        document = self._document
        number = row - _TOP
        if document is None or not 0 <= number < len(document.lines):
            return Strip.blank(width, base).apply_offsets(0, row)
        if self._palette is None:
            self._palette = Palette(base, self._component)
        strip = paint(document.lines[number], document, self._palette, self._marks(), self._left)
        left = round(self.scroll_x)
        return strip.apply_offsets(0, row).crop_extend(left, left + width, base)
