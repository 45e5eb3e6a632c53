"""A document view with links: a link cursor, link hints, link numbers, and a style for archived links."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import TYPE_CHECKING

from textual import events
from textual.reactive import reactive

from reader.language import tr
from reader.text.places import is_followable
from reader.tui.dispatch import handles
from reader.tui.features.article.hints import Hints
from reader.tui.features.article.view import DocumentView
from reader.tui.host import CursorLink
from reader.tui.keys.in_force import key_of
from reader.tui.signals import Signal
from reader.typeset.document import DocumentLink, LinkKind

if TYPE_CHECKING:
    from reader.typeset.fragment_links import FragmentTarget

_BELOW = 3
"""lines at the bottom of the pane that the link bar will cover"""


class LinkedView(DocumentView):
    """A document view whose links can be selected one by one."""

    cursor_link: reactive[CursorLink | None] = reactive(None, repaint=False)
    """the link under the cursor; None once it has left the screen"""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._link: int | None = None
        self._archived: frozenset[str] = frozenset()
        self._are_numbered = False
        self._hints: Hints | None = None
        self.links_shown: Signal[None] = Signal()
        """the links have changed; the listener should call `show_archived`"""
        self.link_under_cursor: Signal[CursorLink | None] = Signal()
        """the cursor moved to another link, or to none"""
        self.nothing_to_follow: Signal[str] = Signal()
        """there is no link to select or to follow; the reason as a sentence"""

    @property
    def links(self) -> Sequence[DocumentLink]:
        """The links of the article, in reading order."""
        return ()

    @property
    def own_address(self) -> str:
        """The address in the header of the article, which the cursor skips."""
        return ""

    @property
    def inner(self) -> Mapping[int, FragmentTarget]:
        """The targets of the links within the article, by link index."""
        return {}

    @property
    def numbered(self) -> list[int]:
        """The indexes of the links that can be followed, in text order; the first is link 1."""
        return self._in_order(self._numbered())

    def _numbered(self) -> Iterator[int]:
        own = self.own_address
        for index, link in enumerate(self.links):
            # Day and month stand in the header, which the cursor skips.
            if link.url != own and link.kind is not LinkKind.PERIOD and _is_followable(link):
                yield index

    def _visible(self, indexes: Iterable[int]) -> Iterator[int]:
        links = self.links
        return (index for index in indexes if links[index].end > links[index].start)

    def _in_order(self, indexes: Iterable[int]) -> list[int]:
        """Return the indexes of links with a visible text, in text order."""
        return sorted(self._visible(indexes), key=lambda index: (self.links[index].start, index))

    def link(self, number: int) -> str | None:
        """Return the address of a link by its number, from 1; None if there is no such link."""
        numbered = self.numbered
        return self.links[numbered[number - 1]].url if 0 < number <= len(numbered) else None

    def show_numbers(self, *, are_shown: bool) -> None:
        """Show or hide the numbers of the links."""
        if are_shown != self._are_numbered:
            self._are_numbered = are_shown
            self.repaint()

    def _numbers(self) -> dict[int, str]:
        """Return the numbers of the links on the screen, by text offset; none while they are hidden."""
        document = self.document
        if document is None or not self._are_numbered:
            return {}
        shown = {span.link for number in self.lines_on_screen() for span in document.lines[number].spans}
        links = self.links
        return {
            links[index].start: str(number)
            for number, index in enumerate(self.numbered, start=1)
            if index in shown
        }

    def follow_link(self, link: int, *, in_browser: bool) -> None:
        """Follow the link with this index."""

    # Hints

    def _has_link_on_screen(self) -> bool:
        return any(True for _ in self._followed_on_screen())

    @handles("link.follow", offered=_has_link_on_screen)
    def show_hints(self) -> None:
        """Label the links on the screen with letters; typing a label follows that link."""
        self._show_hints(in_browser=False)

    @handles("link.browser", offered=_has_link_on_screen)
    def show_browser_hints(self) -> None:
        """Label the links on the screen with letters; typing a label opens that link in the browser."""
        self._show_hints(in_browser=True)

    def _show_hints(self, *, in_browser: bool) -> None:
        links = self._links_on_screen()
        self._hints = Hints.on(links, in_browser=in_browser) if links else None
        if not links:
            self.nothing_to_follow.emit(tr("No links on the screen"))
        self.repaint()

    def hide_hints(self) -> None:
        """Drop the link hints without a repaint."""
        self._hints = None

    def _links_on_screen(self) -> list[int]:
        followed = dict.fromkeys(self._followed_on_screen())
        # The first letters are for what one reads, the last ones for day and month in the header.
        return sorted(followed, key=lambda link: self.links[link].kind is LinkKind.PERIOD)

    def _followed_on_screen(self) -> Iterator[int]:
        """Yield the links on the screen that can be followed, each as often as it has spans there."""
        if (document := self.document) is None:
            return
        for number in self.lines_on_screen():
            for span in document.lines[number].spans:
                if (link := span.link) is not None and (
                    link in self.inner or _is_followable(document.links[link])
                ):
                    yield link

    def wants_key(self, key: str) -> bool:
        """Return whether link hints are shown, which read all keys but those with Ctrl."""
        return self._hints is not None and not key.startswith("ctrl+")

    def on_key(self, event: events.Key) -> None:
        """Match a key against the link hints; a key that fits none hides them."""
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

    def labels(self) -> dict[int, str]:
        """Return the hint letters, else the numbers, to paint on links, by text offset."""
        if self._hints is None or self.document is None:
            return self._numbers()
        links = self.document.links
        return {links[link].start: self._hints.label_of(link) for link in self._hints.links.values()}

    # Archived links

    def show_archived(self, archived: frozenset[str]) -> None:
        """Paint the links to these addresses as leading to archived posts."""
        if archived != self._archived:
            self._archived = archived
            self.repaint()

    def archived_links(self) -> frozenset[int]:
        """Return the indexes of the links to archived posts."""
        return archived_among(self.links, self._archived)

    # The cursor

    @property
    def cursor_range(self) -> tuple[int, int] | None:
        """Start and end offset of the link under the cursor."""
        if self._link is None or self._link >= len(self.links):
            return None
        link = self.links[self._link]
        return link.start, link.end

    def forget_link(self) -> None:
        """Remove the link cursor."""
        if self._link is not None:
            self._link = None
            self.cursor_link = None
            self.repaint()

    def _stops(self) -> list[int]:
        """Return the indexes of the links that the cursor goes to, in text order."""
        return self._in_order(chain(self._numbered(), self.inner))

    def _has_stop(self, _steps: int) -> bool:
        return any(True for _ in self._visible(chain(self._numbered(), self.inner)))

    @handles("link.next", "link.previous", offered=_has_stop)
    def go_to_link(self, steps: int) -> None:
        """Move the link cursor by `steps`, wrapping around; at first, to a link on the screen."""
        followed = [(self.links[index].start, index) for index in self._stops()]
        if not followed or self.document is None:
            self.nothing_to_follow.emit(tr("This article has no links"))
            return
        self.put_cursor_on(followed[self._from(followed, steps) % len(followed)][1])

    def watch_cursor_link(self, link: CursorLink | None) -> None:
        """Emit `link_under_cursor`."""
        self.link_under_cursor.emit(link)

    @property
    def cursor_index(self) -> int | None:
        """The index of the link under the cursor."""
        return self._link

    def put_cursor_on(self, index: int) -> None:
        """Put the cursor on a link, and scroll to it."""
        if self.document is None:
            return
        self._link = index
        link = self.links[index]
        self._scroll_to_link(link.start)
        text = " ".join(self.document.text[link.start : link.end].split())
        # A link without words is the sign of a picture.
        has_words = index in self.inner or any(map(str.isalnum, text))
        self.cursor_link = CursorLink(link.url, text if has_words else tr("A picture"), link.kind)
        self.repaint()

    def _from(self, followed: list[tuple[int, int]], steps: int) -> int:
        """Return the index into `followed` to go to; it may lie beyond the ends."""
        if self._link is not None:
            return next(at for at, (_, index) in enumerate(followed) if index == self._link) + steps
        document = self.document
        assert document is not None
        shown = self.lines_on_screen()
        top, bottom = document.offset_at(shown.start), document.offset_at(shown.stop)
        if steps > 0:
            return next((at for at, (start, _) in enumerate(followed) if start >= top), 0) + steps - 1
        before = sum(start < bottom for start, _ in followed)
        return before + steps

    @handles("link.go", offered=lambda self: self.cursor_index is not None)
    def follow_link_under_cursor(self) -> None:
        """Follow the link under the cursor."""
        if self._link is None:
            self.nothing_to_follow.emit(
                tr("No link under the cursor: {key} goes to the next one", key=key_of("link.next"))
            )
        else:
            self.follow_link(self._link, in_browser=False)

    def _scroll_to_link(self, offset: int) -> None:
        if self.document is None:
            return
        line, shown = self.document.line_at(offset), self.lines_on_screen()
        if line not in shown or line >= shown.start + self.screen_lines - _BELOW:
            self.show_line(line)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Remove the cursor from a link that has left the screen."""
        super().watch_scroll_y(old_value, new_value)
        link_range = self.cursor_range
        if link_range is not None and self.document is not None:
            first, last = (self.document.line_at(offset) for offset in link_range)
            shown = self.lines_on_screen()
            if last < shown.start or first >= shown.stop:
                self.forget_link()


def _is_followable(link: DocumentLink) -> bool:
    return link.kind is not LinkKind.ADDRESS or is_followable(link.url)


def archived_among(links: Sequence[DocumentLink], archived: frozenset[str]) -> frozenset[int]:
    """Return the indexes of the links whose addresses are in `archived`."""
    return (
        frozenset(
            index
            for index, link in enumerate(links)
            if link.url in archived and link.kind is LinkKind.ADDRESS
        )
        if archived
        else frozenset()
    )
