"""The list pane: the posts of the query in force, or the reason why there are none and a way out."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reader.library import ResultSet
from reader.post import PostId
from reader.text.plural import counted
from reader.tui.dispatch import handles
from reader.tui.features.posts.place import Place, spot_in
from reader.tui.features.posts.post_list import PostList
from reader.tui.host import Host
from reader.tui.layout import Pane
from reader.tui.session import Listing, Session

if TYPE_CHECKING:
    from reader.library.explanation import Explanation, Way


class PostsPane(PostList):
    """A list of posts that follows the session."""

    def __init__(self, session: Session, host: Host) -> None:
        super().__init__(session.zone, id="list")
        self._session = session
        self._host = host
        self._shown: ResultSet | None = None
        self._place: Place | None = None
        """the place that is kept, whether its post is listed or not; None once the user has moved on"""
        self._stand_in: PostId | None = None
        """the post on which the cursor was put for that place"""
        self._side = 0
        """0 if that is the post of the place, 1 if it came after it, -1 if before"""
        self._top_then = 0
        """the top row then: another one now means that the user has scrolled"""
        self.cursor_moved.connect(lambda _: self.settle())
        self._way: Way | None = None
        """the query that Enter puts in force while the list is empty"""
        self.empty_text = self._why_empty
        session.listed.connect(self._show_listing)
        session.loaded.connect(lambda _: self._update_empty_text())

    def on_mount(self) -> None:
        """Show the results that are known already."""
        if self._session.results is not None:
            self._shown = self._session.results
            self.show(self._session.results, divided=not self._session.is_ranked)

    def _show_listing(self, listing: Listing) -> None:
        place = self._place_now()
        spot = spot_in(listing.results, place) if place is not None else None
        if not listing.is_whole and spot is None and place is not None and not listing.results.query.words:
            return  # the place is not among the first rows: it comes with the whole list
        self._shown = listing.results
        divided = not self._session.is_ranked
        if spot is None:
            self.show(listing.results, divided=divided)
        else:
            self.show(listing.results, cursor=spot.index, at_line=spot.line, divided=divided)
        current = self.current
        self._place, self._side = place, spot.side if spot is not None else 0
        self._stand_in = current.post.id if current is not None else None
        self._top_then = self.top
        if listing.is_whole:
            self.empty_text = self._why_empty
            self._explain(listing)

    # The place

    def _place_now(self) -> Place | None:
        """Return the place to keep; None while the cursor is untouched at the top."""
        current = self.current
        if self._place is not None and self._stand_in == (current.post.id if current is not None else None):
            return self._place if self.top == self._top_then else replace(self._place, line=self.cursor_line)
        if current is None or self._shown is None:
            return None
        if not self.cursor and self._host.pane is not Pane.ARTICLE:
            return None
        return Place(current.post.id, self.cursor_line, self._shown)

    def settle(self) -> None:
        """Take the row under the cursor for the place from now on."""
        self._place = None
        self._side = 0

    @property
    def holds_place(self) -> bool:
        """Whether the row under the cursor stands in for a post that has left the list."""
        current = self.current
        return bool(self._side) and current is not None and current.post.id == self._stand_in

    def start(self, steps: int) -> int:
        """Return the index from which steps are counted: that of the cursor, unless its row only holds the place."""
        if self.holds_place and (steps > 0) == (self._side > 0):
            return self.cursor - self._side
        return self.cursor

    @handles("read.open")
    def open(self) -> None:
        """Open the post under the cursor; if the list is empty, drop the clauses that empty it."""
        if self.current is not None:
            self._host.open_post(self.current.post)
        elif self._way is not None and not self.row_count():
            self._session.set_query(self._way.query)

    # Empty lists

    def _update_empty_text(self) -> None:
        if not self._session.query.clauses:
            self.empty_text = self._why_empty

    @property
    def _why_empty(self) -> str:
        """The reason why the list is empty, as far as it is known without a search for it."""
        if self._session.query.clauses:
            return "No post matches."
        if self._session.is_reading:
            return "Reading the archive …"
        return "This archive holds no posts: name another folder."

    def _explain(self, listing: Listing) -> None:
        """Start a search for the clauses that empty the list."""
        if self._way is not None:
            self._way = None
            self._host.show_keys()
        if len(listing.results) or not self._session.query.clauses:
            self._session.jobs.cancel("explain")
        else:
            results, library = listing.results, self._session.library
            self._session.jobs.ask(
                "explain",
                lambda: library.explain(results),
                self._take_explanation,
            )

    def _take_explanation(self, explanation: Explanation) -> None:
        if explanation.ways:
            self._way = next(way for way in explanation.ways if way.change == "without")
            there_are = "there is" if self._way.posts == 1 else "there are"
            without = f"Without {self._way.shown} {there_are} {counted(self._way.posts, 'post')}: Enter drops it."
            self.empty_text = " ".join((*explanation.sentences, without))
            self._host.show_keys()

    @property
    def open_label(self) -> str | None:
        """The label of Enter while it does not open a post."""
        return "Drop what empties" if self._way is not None else None
