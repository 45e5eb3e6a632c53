"""What posts can be chosen by, counted beside the list, and what empties a list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace

from textual import work
from textual.message import Message
from textual.worker import get_current_worker

from reader.index import DamagedIndexError
from reader.library import FacetCount, FacetOrder, Relaxation, ResultSet
from reader.query import text_of
from reader.query.facets import Facet, Mode, choosing, letting_go, mode_of, named, naming, only
from reader.query.query import Query
from reader.tui.keys import Command
from reader.tui.layout import Pane
from reader.tui.screens.suggesting import SuggestingScreen
from reader.tui.widgets.facet_groups import Chosen
from reader.tui.widgets.post_list import PostList
from reader.tui.widgets.tag_pane import TagRows

_ORDERS = list(FacetOrder)


class FacetingScreen(SuggestingScreen):
    """The tag pane, and the way out of an empty list."""

    class Faceted(Message):
        """The values beside a list are counted."""

        def __init__(
            self,
            results: ResultSet,
            order: FacetOrder,
            values: Mapping[Facet, Sequence[FacetCount]],
            chosen: Mapping[Facet, Sequence[Chosen]],
        ) -> None:
            super().__init__()
            self.results = results
            self.order = order
            self.values = values
            self.chosen = chosen

    class Explained(Message):
        """What empties a list is known."""

        def __init__(self, results: ResultSet, relaxation: Relaxation) -> None:
            super().__init__()
            self.results = results
            self.relaxation = relaxation

    _facets_order = FacetOrder.COUNT
    _facets_counted: tuple[ResultSet, FacetOrder] | None = None
    """for what the values were counted, or are being counted"""
    _relaxation: Relaxation | None = None
    """what empties the list that is shown"""

    def on_mount(self) -> None:
        """Say by what the values are sorted."""
        self.tag_pane.order.say(self._facets_order)

    # Counting

    def listed(self) -> None:
        """A new list has other counts; an empty one wants an explanation."""
        super().listed()
        if self._relaxation is not None:
            self._relaxation = None
            self._show_keys()
        self._count_again()
        if self.results is not None and not len(self.results) and self.query_now.clauses:
            self.explain(self.results)

    def _lay_out(self) -> None:
        super()._lay_out()
        self._count_again()

    def _count_again(self) -> None:
        """Count the values for the list, once, and only while they are on the screen."""
        if self.results is None or Pane.TAGS not in self.shown_panes():
            return
        wanted = (self.results, self._facets_order)
        if self._facets_counted != wanted:
            self._facets_counted = wanted
            self.count_facets(*wanted)

    @work(thread=True, exclusive=True, group="facets")
    def count_facets(self, results: ResultSet, order: FacetOrder) -> None:
        """Count the values of all facets, off the screen's thread."""
        worker = get_current_worker()
        values: dict[Facet, list[FacetCount]] = {}
        # A damaged index is built again, and then there are other lists to count for.
        with suppress(DamagedIndexError):
            values = results.facets(order=order)
        if worker.is_cancelled:
            return
        chosen = {facet: chosen_among(results.query, facet, values.get(facet, ())) for facet in Facet}
        self.post_message(self.Faceted(results, order, values, chosen))

    def on_faceting_screen_faceted(self, event: Faceted) -> None:
        """Show the values; an answer for an older list is dropped."""
        if self._facets_counted == (event.results, event.order):
            self.tag_pane.rows.show(event.values, event.chosen)

    def on_tag_rows_order_asked(self, event: TagRows.OrderAsked) -> None:
        """Sort by the next of count, name and recency."""
        event.stop()
        self._facets_order = _ORDERS[(_ORDERS.index(self._facets_order) + 1) % len(_ORDERS)]
        self.tag_pane.order.say(self._facets_order)
        self._count_again()

    # Choosing

    def on_tag_rows_chose(self, event: TagRows.Chose) -> None:
        """Put the value into the query, or take it back out."""
        event.stop()
        query, choice = self.query_now, event.choice
        if not event.stay:
            is_chosen = any(
                other.key == choice.key and mode is not Mode.NOT for other, mode in named(query, choice.facet)
            )
            self.set_query(query if is_chosen else only(query, choice))
            self.tag_pane.clear()
            self.go_to(Pane.LIST)
        elif mode_of(query, choice) is event.mode:
            self.set_query(letting_go(query, choice))
        else:
            self.set_query(choosing(query, choice, event.mode))

    # Empty lists

    @work(thread=True, exclusive=True, group="explain")
    def explain(self, results: ResultSet) -> None:
        """Find out what empties the list, off the screen's thread."""
        worker = get_current_worker()
        relaxation = None
        with suppress(DamagedIndexError):
            relaxation = results.relaxation()
        if relaxation is not None and not worker.is_cancelled:
            self.post_message(self.Explained(results, relaxation))

    def on_faceting_screen_explained(self, event: Explained) -> None:
        """Say what empties the list, and how to drop it."""
        if event.results is not self.results:
            return
        self._relaxation = event.relaxation
        self.posts.empty_text = explanation(event.relaxation, self.query_now)
        self._show_keys()

    def relabelled(self, command: Command) -> Command:
        """In a list that something empties, Enter drops that."""
        if command.id == "read.open" and self._relaxation is not None:
            return replace(command, label="Drop what empties")
        return super().relabelled(command)

    def on_post_list_nothing_opened(self, event: PostList.NothingOpened) -> None:
        """Drop what empties the list."""
        event.stop()
        if self._relaxation is not None:
            gone = self._relaxation.clauses
            kept = tuple(clause for clause in self.query_now.clauses if clause not in gone)
            self.set_query(replace(self.query_now, clauses=kept))


def chosen_among(query: Query, facet: Facet, values: Sequence[FacetCount]) -> list[Chosen]:
    """The values that the query names, those first that posts have."""
    spoken = naming(query, facet)
    if not spoken:
        return []
    chosen = []
    for value in values:
        mode = next((mode for names, mode in spoken if names(value.key)), None)
        if mode is not None:
            chosen.append(Chosen(value, mode))
    there = {one.value.key for one in chosen}
    for choice, mode in named(query, facet):
        if choice.key not in there:
            there.add(choice.key)
            chosen.append(Chosen(FacetCount(choice.name, facet, choice.key, 0), mode))
    return chosen


def explanation(relaxation: Relaxation, query: Query) -> str:
    """What empties a list, in a sentence that ends with the way out."""
    texts = " and ".join(text_of(Query((clause,))) for clause in relaxation.clauses)
    them = "it" if len(relaxation.clauses) == 1 else "them"
    if len(relaxation.clauses) == len(query.clauses):
        return f"No post matches {texts}. Enter drops {them}."
    there = "is 1 post" if relaxation.posts == 1 else f"are {relaxation.posts:,} posts"
    return f"No post matches. Without {texts} there {there}: Enter drops {them}."
