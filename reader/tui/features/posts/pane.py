"""The list pane: the posts of the query in force, or the reason why there are none and a way out."""

from __future__ import annotations

from reader.language import later, ntr, tr

from collections.abc import Collection
from dataclasses import replace
from typing import TYPE_CHECKING

from rich.style import Style
from textual import events
from textual.strip import Strip

from reader.config import Settings
from reader.errors import EmptyArchiveError
from reader.library import ResultSet
from reader.tui.keys.in_force import key_of
from reader.post import PostId
from reader.query import Query
from reader.text.plural import counted
from reader.text.safe import clean_line
from reader.text.shown_dates import DateForm
from reader.tui.dispatch import handles
from reader.tui.keys.names import is_digit
from reader.tui.features.posts.choice import Choice
from reader.tui.features.posts.place import Place, spot_in
from reader.tui.features.posts.post_list import PostList
from reader.tui.host import Host
from reader.tui.layout import Pane
from reader.tui.list_spot import post_name
from reader.tui.list_spot import spot_in as list_spot
from reader.tui.post_rows import Density
from reader.tui.session import Listing, Session
from reader.tui.signals import Signal

if TYPE_CHECKING:
    from reader.library.explanation import Explanation
    from reader.tui.features.posts.ways_out import WaysOut

_NOT_YET = later("Nothing to show yet.")
_PAUSE = 0.15
"""seconds without another letter after which it is looked for why a query finds nothing"""


class PostsPane(PostList):
    """A list of posts that follows the session."""

    def __init__(self, session: Session, settings: Settings, host: Host) -> None:
        super().__init__(session.zone, Density(settings.density), DateForm(settings.dates), id="list")
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
        self._to_stand: object = None
        """where the list stood in an earlier run, until it is put back there"""
        self._choice = Choice()
        self.chosen_changed: Signal[int] = Signal()
        """another number of rows is chosen"""
        self._ways_out: WaysOut | None = None
        """the rows of the list while no post matches, once they are known"""
        self._no_posts = tr("This archive holds no posts.")
        """what is said of an archive without posts, until it is known what is there instead"""
        self.empty_text = self._why_empty
        session.query_changed.connect(lambda _: session.jobs.cancel("explain"))
        session.listed.connect(self._show_listing)
        session.loaded.connect(lambda _: self._update_empty_text())

    def on_mount(self) -> None:
        """Show the results that are known already."""
        if self._session.results is not None:
            self._shown = self._session.results
            self.show(self._session.results, divided=self._session.is_by_time)
            self._stand_there(self._session.results)

    def standing(self) -> object:
        """Return the post under the cursor, and that at the top of the screen."""
        rows = {"row": self.current, "top": self.at(self.top)}
        return {name: post_name(row.post.id if row is not None else None) for name, row in rows.items()}

    def stand(self, standing: object) -> None:
        """Put the cursor back as soon as posts are listed, which they are not yet."""
        self._to_stand = standing

    def _stand_there(self, results: ResultSet) -> None:
        spot, self._to_stand = list_spot(self._to_stand, results), None
        if spot is not None:
            self.put_cursor(spot.cursor, spot.top)

    def _show_listing(self, listing: Listing) -> None:
        if self._ways_out is not None and not self._is_empty_still(listing):
            self._ways_out = None
            self.head_text = ""
            self._host.show_keys()
        if self._ways_out is not None:
            self._explain(listing)
            return
        self._follow_choice(listing)
        query = listing.results.query
        place = None if self._is_reordered(listing) else self._place_now(query)
        spot = spot_in(listing.results, place) if place is not None else None
        is_sought = place is not None and place.is_sought_in(query) and not query.has_words
        if not listing.is_whole and spot is None and is_sought:
            return  # the place is not among the first rows: it comes with the whole list
        self._shown = listing.results
        divided = self._session.is_by_time
        if spot is None:
            self.show(listing.results, divided=divided)
        else:
            self.show(listing.results, cursor=spot.index, at_line=spot.line, divided=divided)
        if listing.is_whole:
            self._stand_there(listing.results)
        current = self.current
        self._place, self._side = place, spot.side if spot is not None else 0
        self._stand_in = current.post.id if current is not None else None
        self._top_then = self.top
        if listing.is_whole:
            self.empty_text = self._why_empty
            self._explain(listing)
        else:
            self.empty_text = tr(_NOT_YET)

    def _is_reordered(self, listing: Listing) -> bool:
        """Return whether the posts come in another order, whose first ones are wanted; not while an article is read."""
        if self._shown is None or self._host.pane is Pane.ARTICLE:
            return False
        return self._shown.query.order is not listing.results.query.order

    # The place

    def _place_now(self, query: Query) -> Place | None:
        """Return the place to keep for the results of a query; None for its first row, where new posts arrive."""
        current = self.current
        if self._place is not None and self._stand_in == (current.post.id if current is not None else None):
            if self._place.is_top and self._place.results.query == query == self._query_shown:
                return None
            return self._place if self.top == self._top_then else replace(self._place, line=self.cursor_line)
        if current is None or self._shown is None:
            return None
        is_top = not self.cursor and self._host.pane is not Pane.ARTICLE
        if is_top and query == self._query_shown:
            return None
        return Place(current.post.id, self.cursor_line, self._shown, is_top)

    @property
    def _query_shown(self) -> Query | None:
        return self._shown.query if self._shown is not None else None

    def settle(self) -> None:
        """Take the row under the cursor for the place from now on."""
        self._place = None
        self._side = 0

    def resized(self) -> None:
        """Go back to the line of the place that is kept: a filter takes a line for itself, and gives it back."""
        current = self.current
        is_there = current is not None and current.post.id == self._stand_in and self.top == self._top_then
        super().resized()
        if self._place is not None and is_there:
            self.put_cursor_on_line(self.cursor, self._place.line)
            self._top_then = self.top

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

    def _has_row(self) -> bool:
        return self._ways_out is not None or self.current is not None

    @handles("read.open", offered=_has_row)
    def open(self) -> None:
        """Open the post under the cursor; in an empty list, put the query under it in force."""
        if self._ways_out is not None:
            self._session.set_query(self._ways_out[self.cursor].query)
        elif self.current is not None:
            self._host.open_post(self.current.post)

    def activate(self) -> None:
        """Take a way out of an empty list; a post is opened by a key."""
        if self._ways_out is not None:
            self.open()

    def wants_key(self, key: str) -> bool:
        """Return whether a digit is the number of a way out."""
        return self._ways_out is not None and is_digit(key) and 0 < int(key) <= len(self._ways_out)

    def on_key(self, event: events.Key) -> None:
        """Take the way out with this number."""
        if self.wants_key(event.key):
            event.stop()
            self.cursor = int(event.key) - 1
            self.open()

    # Choosing several

    @property
    def chosen(self) -> Collection[int]:
        """The rows that are chosen for the next mark; none if it is for the one under the cursor."""
        return self._choice.rows(self.cursor)

    def is_chosen(self, index: int) -> bool:
        """Return whether a row is chosen."""
        return self._choice.is_any and self._choice.has(index, self.cursor)

    @handles("list.range")
    def toggle_range(self) -> None:
        """Begin a range at the cursor, which then follows the cursor, or end it there."""
        if self._choice.is_ranging:
            self._choice.end(self.cursor)
        elif self.current is not None:
            self._choice.begin(self.cursor)
        self._show_choice()

    @handles("list.pick")
    def pick(self, count: int) -> None:
        """Choose the rows from the cursor on, or let go of them, and go to the next one."""
        if self.current is not None:
            end = min(self.cursor + count, self.row_count())
            for row in range(self.cursor, end):
                self._choice.toggle(row, self.cursor)
            self.cursor = end
            self._show_choice()

    @handles("list.all")
    def choose_all(self) -> None:
        """Choose all that the query finds."""
        if self.current is not None:
            self._choice.take_all(self.row_count())
            self._host.say(
                ntr(
                    "{count} post chosen: marks act on it, {key} lets go",
                    "all {count} posts chosen: marks act on them, {key} lets go",
                    self.row_count(),
                    key=key_of("program.escape"),
                )
            )
            self._show_choice()

    def let_go(self) -> bool:
        """Choose nothing; return whether anything was chosen."""
        had_any = self._choice.let_go()
        if had_any:
            self._show_choice()
        return had_any

    def _show_choice(self) -> None:
        self.repaint()
        self.chosen_changed.emit(len(self.chosen))

    def _follow_choice(self, listing: Listing) -> None:
        """Keep the choice where the same query was answered anew; let go of it for another one."""
        if self._shown is not None and self._shown.query == listing.results.query:
            self._choice.follow(self._shown, listing.results, self.cursor)
        elif not self._choice.let_go():
            return
        self.chosen_changed.emit(len(self.chosen))

    def watch_cursor(self, old: int, cursor: int) -> None:
        """Have a range follow the cursor."""
        super().watch_cursor(old, cursor)
        if self._choice.is_ranging:
            self._show_choice()

    # Empty lists

    def _show_why_empty(self) -> None:
        if not self._session.query.clauses:
            self.empty_text = self._why_empty

    def _update_empty_text(self) -> None:
        self._show_why_empty()
        if len(self._session.library) or self._session.is_reading or self._session.stopped is not None:
            return
        self._session.jobs.ask("look why empty", self._session.library.why_empty, self._say_why_empty)

    def _say_why_empty(self, why: EmptyArchiveError) -> None:
        self._no_posts = clean_line(str(why))
        self._show_why_empty()

    @property
    def _why_empty(self) -> str:
        """The reason why the list is empty, as far as it is known without a search for it."""
        if self._session.query.clauses:
            # Before the first answer nothing is known.
            if self._session.results is None:
                return ""
            return tr("No post matches.") if self._session.searching is None else tr(_NOT_YET)
        if self._session.is_reading:
            return tr("Reading the archive …")
        if self._session.stopped is not None:
            return tr("No file was read yet; {key} goes on.", key=key_of("program.refresh"))
        return self._no_posts

    def _is_empty_still(self, listing: Listing) -> bool:
        """Return whether the same query was answered again by nothing, as while files are read."""
        return self._shown is not None and not len(listing.results) and listing.results.query == self._shown.query

    def _explain(self, listing: Listing) -> None:
        """Start a search for the reasons why the list is empty."""
        if len(listing.results) or not self._session.query.clauses:
            self._session.jobs.cancel("explain")
        else:
            results, library = listing.results, self._session.library
            self._session.jobs.ask(
                "explain", lambda: library.explain(results), self._take_explanation, after=_PAUSE
            )

    def _take_explanation(self, explanation: Explanation) -> None:
        if explanation.ways:
            from reader.tui.features.posts.ways_out import WaysOut  # not needed for the first frame

            self._ways_out = WaysOut(explanation.ways)
            self.head_text = "\n".join(map(clean_line, explanation.sentences))
            self.put_cursor(self.cursor)
            self._host.show_keys()

    @property
    def open_label(self) -> str | None:
        """The label of Enter while it does not open a post."""
        return tr("Choose") if self._ways_out is not None else None

    def row_count(self) -> int:
        """Return the number of posts, or of the ways out if there are none."""
        return super().row_count() if self._ways_out is None else len(self._ways_out)

    def height_of(self, index: int) -> int:
        """Return the number of lines of a row."""
        if self._ways_out is None:
            return super().height_of(index)
        return self._ways_out.height(index, self.size.width - 1)

    def group(self, index: int) -> str | None:
        """Return the text of the divider above a row."""
        return super().group(index) if self._ways_out is None else self._ways_out.group(index)

    def name_of(self, index: int) -> str:
        """Return what is copied of a row."""
        return super().name_of(index) if self._ways_out is None else self._ways_out[index].shown

    def row(self, index: int, width: int, fill: Style) -> list[Strip]:
        """Paint a post, or a way out."""
        if self._ways_out is None:
            return super().row(index, width, fill)
        return self._ways_out.row(index, width, fill, self.style_of)
