"""Facets: what the listed posts can be chosen by, counted, and put into the query by and, not, or."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from reader.library import FacetCount, FacetOrder, ResultSet
from reader.query import Query
from reader.query.facets import Facet, Mode, choosing, letting_go, mode_of, named, naming, only
from reader.text.script import fold
from reader.tui.dispatch import handles
from reader.tui.features.facets.groups import Chosen
from reader.tui.features.facets.tag_pane import TagPane, TagRows
from reader.tui.host import Host
from reader.tui.layout import Pane
from reader.tui.session import Listing, Session

_ORDERS = list(FacetOrder)
_Counted = tuple[Mapping[Facet, Sequence[FacetCount]], Mapping[Facet, Sequence[Chosen]]]


class FacetsPane(TagPane):
    """The values of all facets."""

    def __init__(self, session: Session, host: Host) -> None:
        super().__init__(fold, id="tags")
        self._session = session
        self._host = host
        self._order = FacetOrder.COUNT
        self._counted: tuple[ResultSet, FacetOrder] | None = None
        """for what the values were counted, or are being counted"""
        session.listed.connect(self._follow_list)

    def on_mount(self) -> None:
        """Say by what the values are sorted."""
        self.order.show(self._order)

    @handles("filter.tags")
    def go_there(self) -> None:
        """Go to the tags, ready to type."""
        self._host.go_to(Pane.TAGS)
        self.enter()

    # Counting

    def _follow_list(self, listing: Listing) -> None:
        if listing.is_whole:
            self.count()

    def count(self) -> None:
        """Count the values for the list, once, and only while they are on the screen."""
        results = self._session.results
        if results is None or Pane.TAGS not in self._host.shown_panes():
            return
        order = self._order
        if self._counted != (results, order):
            self._counted = (results, order)
            self._session.jobs.ask("facets", lambda: self._values(results, order), self._show)

    @staticmethod
    def _values(results: ResultSet, order: FacetOrder) -> _Counted:
        values = results.facets(order=order)
        return values, {facet: chosen_among(results.query, facet, values.get(facet, ())) for facet in Facet}

    def _show(self, counted: _Counted) -> None:
        self.rows.show(*counted)

    def on_tag_rows_order_asked(self, event: TagRows.OrderAsked) -> None:
        """Sort by the next of count, name and recency."""
        event.stop()
        self.sort_otherwise()

    @handles("filter.order")
    def sort_otherwise(self) -> None:
        """Sort by the next of count, name and recency."""
        self._order = _ORDERS[(_ORDERS.index(self._order) + 1) % len(_ORDERS)]
        self.order.show(self._order)
        self.count()

    # Choosing

    def on_tag_rows_chose(self, event: TagRows.Chose) -> None:
        """Put the value into the query, or take it back out."""
        event.stop()
        session, choice = self._session, event.choice
        query = session.query
        if not event.stay:
            is_chosen = any(
                other.key == choice.key and mode is not Mode.NOT for other, mode in named(query, choice.facet)
            )
            session.set_query(query if is_chosen else only(query, choice))
            self.clear()
            self._host.go_to(Pane.LIST)
        elif mode_of(query, choice) is event.mode:
            session.set_query(letting_go(query, choice))
        else:
            session.set_query(choosing(query, choice, event.mode))


def chosen_among(query: Query, facet: Facet, values: Sequence[FacetCount]) -> list[Chosen]:
    """Return the values that the query names, those first that posts have."""
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
