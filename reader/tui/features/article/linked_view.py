"""The link cursor of an article, and which of its links lead into the archive."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from textual.reactive import reactive

from reader.text.urls import is_openable
from reader.tui.dispatch import handles
from reader.tui.features.article.view import DocumentView
from reader.tui.host import CursorLink
from reader.tui.signals import Signal
from reader.typeset.document import DocumentLink

if TYPE_CHECKING:
    from reader.typeset.fragment_links import FragmentTarget

_BELOW = 3
"""lines at the foot of the pane in which no link is left: the bar with its address takes their place"""


class LinkedView(DocumentView):
    """A document whose links can be gone through one by one."""

    cursor_link: reactive[CursorLink | None] = reactive(None, repaint=False)
    """the link under the cursor; it is there only while it is on the screen"""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._link: int | None = None
        self._archived: frozenset[str] = frozenset()
        self._are_numbered = False
        self.links_shown: Signal[None] = Signal()
        """other links are shown; `mark_archived` may say which of them the archive holds"""
        self.link_under_cursor: Signal[CursorLink | None] = Signal()
        """the cursor stands on another link, or on none"""
        self.nothing_to_follow: Signal[str] = Signal()
        """there is no link to go to or to put letters on, for this reason"""

    @property
    def links(self) -> Sequence[DocumentLink]:
        """The links of the article, in reading order."""
        return ()

    @property
    def own_address(self) -> str:
        """The address that stands over the article, which the cursor passes by."""
        return ""

    @property
    def inner(self) -> Mapping[int, FragmentTarget]:
        """Where the links within the article lead, by the index of the link."""
        return {}

    @property
    def numbered(self) -> list[int]:
        """The indexes of the links that can be opened, as they stand in the text; the first one is number 1."""
        own, links = self.own_address, self.links
        return self._in_order(
            index for index, link in enumerate(links) if link.url != own and is_openable(link.url)
        )

    def _in_order(self, indexes: Iterable[int]) -> list[int]:
        """Those of the links that have words, as they stand in the text."""
        links = self.links
        shown = (index for index in indexes if links[index].end > links[index].start)
        return sorted(shown, key=lambda index: (links[index].start, index))

    def link(self, number: int) -> str | None:
        """The address of a link by its number; None where there is no such link."""
        numbered = self.numbered
        return self.links[numbered[number - 1]].url if 0 < number <= len(numbered) else None

    def show_numbers(self, *, are_shown: bool) -> None:
        """Show or hide the numbers of the links."""
        if are_shown != self._are_numbered:
            self._are_numbered = are_shown
            self.repaint()

    def numbers(self) -> dict[int, str]:
        """The numbers of the links on the screen by the offset that they are painted at, while they are shown."""
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
        """The link with this index was chosen."""

    # Which are archived

    def mark_archived(self, archived: frozenset[str]) -> None:
        """Mark the links with these addresses as leading to posts of the archive."""
        if archived != self._archived:
            self._archived = archived
            self.repaint()

    def archived_links(self) -> frozenset[int]:
        """The indexes of the links that lead to posts of the archive."""
        return archived_among(self.links, self._archived)

    # The cursor

    @property
    def cursor_range(self) -> tuple[int, int] | None:
        """The range of the text that the link under the cursor takes."""
        if self._link is None or self._link >= len(self.links):
            return None
        link = self.links[self._link]
        return link.start, link.end

    def forget_link(self) -> None:
        """Put the cursor on no link."""
        if self._link is not None:
            self._link = None
            self.cursor_link = None
            self.repaint()

    @handles("link.next", "link.previous")
    def go_to_link(self, steps: int) -> None:
        """Put the cursor on the next or previous link, around the ends; the first time on one of this screen."""
        stops = self._in_order((*self.numbered, *self.inner))
        followed = [(self.links[index].start, index) for index in stops]
        if not followed or self.document is None:
            self.nothing_to_follow.emit("This article has no links")
            return
        self.put_cursor_on(followed[self._from(followed, steps) % len(followed)][1])

    def watch_cursor_link(self, link: CursorLink | None) -> None:
        """Tell which link is under the cursor."""
        self.link_under_cursor.emit(link)

    @property
    def cursor_index(self) -> int | None:
        """The index of the link under the cursor."""
        return self._link

    def put_cursor_on(self, index: int) -> None:
        """Put the cursor on a link, which comes into sight."""
        if self.document is None:
            return
        self._link = index
        link = self.links[index]
        self._bring_link_into_sight(link.start)
        text = " ".join(self.document.text[link.start : link.end].split())
        # The sign of a picture leads to the picture.
        has_words = index in self.inner or any(map(str.isalnum, text))
        self.cursor_link = CursorLink(link.url, text if has_words else "A picture")
        self.repaint()

    def _from(self, followed: list[tuple[int, int]], steps: int) -> int:
        """The place among the links to go to."""
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

    @handles("link.go")
    def follow_link_under_cursor(self) -> None:
        """Follow the link under the cursor."""
        if self._link is None:
            self.nothing_to_follow.emit("No link under the cursor: . goes to the next one")
        else:
            self.follow_link(self._link, in_browser=False)

    def _bring_link_into_sight(self, offset: int) -> None:
        if self.document is None:
            return
        line, shown = self.document.line_at(offset), self.lines_on_screen()
        if line not in shown or line >= shown.start + self.size.height - _BELOW:
            self.show_line(line)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """A link that leaves the screen is under the cursor no more."""
        super().watch_scroll_y(old_value, new_value)
        place = self.cursor_range
        if place is not None and self.document is not None:
            first, last = (self.document.line_at(offset) for offset in place)
            shown = self.lines_on_screen()
            if last < shown.start or first >= shown.stop:
                self.forget_link()


def archived_among(links: Sequence[DocumentLink], archived: frozenset[str]) -> frozenset[int]:
    """The indexes of the links whose addresses are among those `archived`."""
    return (
        frozenset(index for index, link in enumerate(links) if link.url in archived)
        if archived
        else frozenset()
    )
