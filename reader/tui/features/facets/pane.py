"""The facets of the listed posts: counts their values, and puts chosen ones into the query."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from textual.widgets import Input

from reader.language import tr
from reader.library import FacetCount, FacetOrder, ResultSet, SavedCounts, SavedSearch
from reader.query import Query
from reader.query.facets import (
    POST_FACETS,
    Choice,
    Facet,
    Mode,
    choosing,
    letting_go,
    mode_of,
    named,
    naming,
    only,
)
from reader.tui.dispatch import handles
from reader.tui.features.facets.groups import Chosen, Counted, SavedValue, WordValue
from reader.tui.features.facets.tag_pane import TagPane, TagRows
from reader.tui.host import Host
from reader.tui.jobs import IsWanted
from reader.tui.layout import Pane
from reader.tui.session import Listing, Session
from reader.tui.signals import Signal

_PAUSE = 0.5
"""seconds after a mark until saved searches are counted again: none passes between articles that are leafed through"""
_PAUSE_TYPING = 0.03
"""seconds after a letter until words are looked for: the values come first"""
_MOST_WORDS = 3
_ORDERS = list(FacetOrder)
_Counted = tuple[Mapping[Facet, Sequence[Counted]], Mapping[Facet, Sequence[Chosen]]]


class FacetsPane(TagPane):
    """A tag pane that follows the list and filters it."""

    def __init__(self, session: Session, host: Host) -> None:
        super().__init__(id="tags")
        self._session = session
        self._host = host
        self._order = FacetOrder.COUNT
        self._listed: _Counted = {}, {}
        self._counted: tuple[ResultSet, FacetOrder] | None = None
        """the results and the order for which the values are or will be counted"""
        self._saved: list[SavedValue] = []
        self._counted_saved: object = None
        """what the numbers of the saved searches depend on besides marks, as it was when they were counted"""
        self.saved_chosen: Signal[SavedSearch] = Signal()
        """a saved search was chosen by itself"""
        self._words: list[WordValue] = []
        """the words of the posts that are read as the typed letters"""
        self._shown: ResultSet | None = None
        """the results whose values are shown"""
        session.listed.connect(self._follow_list)
        session.loaded.connect(lambda _: self._explain())
        session.query_changed.connect(self._follow_query)
        session.said.connect(lambda _: self._count_saved_again())

    def on_mount(self) -> None:
        """Show the order of the values."""
        self.order.show(self._order)
        self._explain()

    @handles("filter.tags")
    def focus_input(self) -> None:
        """Focus the input of the tag pane."""
        self._host.go_to(Pane.TAGS)
        self.input.focus()

    def _follow_query(self, query: Query) -> None:
        """Show all values again once the filters are gone."""
        if not query.clauses:
            self.clear()

    def _explain(self) -> None:
        """Say why there is nothing to choose from."""
        session = self._session
        if session.results is None or (session.is_reading and not len(session.results)):
            why = tr("Reading the archive …") if session.is_reading else tr("Counting …")
        elif len(session.results):
            why = (
                tr("The listed posts name nothing to choose from.") if self._is_counted else tr("Counting …")
            )
        else:
            why = tr("No post is listed, so there is nothing to choose from.")
        self.rows.explain(why)

    # Counting

    @property
    def _is_counted(self) -> bool:
        """Whether the values that are shown are those of the listed posts."""
        return self._shown is self._session.results

    def _follow_list(self, listing: Listing) -> None:
        if listing.is_whole:
            self.count()

    def count(self) -> None:
        """Count the values for the list unless that is done; only while the pane is on the screen."""
        results = self._session.results
        if results is None or Pane.TAGS not in self._host.shown_panes():
            return
        order = self._order
        if self._counted != (results, order):
            self._counted = (results, order)
            self._explain()
            self._session.jobs.ask(
                "facets", lambda: self._values(results, order), lambda counted: self._show(results, *counted)
            )
        elif self._is_counted:
            self.count_saved()

    def count_saved(self, after: float = 0.0) -> None:
        """Count what the saved searches find unless that is done, after some seconds; only for a pane on the screen."""
        library = self._session.library
        if Pane.TAGS not in self._host.shown_panes():
            return
        now = (library.generation, library.searches.version)
        if now == self._counted_saved:
            return
        self._counted_saved = now

        def steps(is_wanted: IsWanted) -> Iterator[list[SavedValue]]:
            yield [SavedValue(each) for each in library.saved.counts(is_wanted) if each.meaning is not None]

        self._session.jobs.start("saved searches", steps, self._take_saved, after=after)

    def _count_saved_again(self) -> None:
        self._counted_saved = None
        self.count_saved(after=_PAUSE)

    def _take_saved(self, saved: list[SavedValue]) -> None:
        self._saved = saved
        if self._shown is not None:
            self.rows.show(*self._with_saved(self._shown.query))

    def count_again(self) -> None:
        """Count the values of the same list, whose posts have other labels now."""
        self._counted = None
        self.count()

    @staticmethod
    def _values(results: ResultSet, order: FacetOrder) -> _Counted:
        values = results.facets(order=order)
        return values, {
            facet: _chosen_among(results.query, facet, values.get(facet, ())) for facet in POST_FACETS
        }

    def _show(
        self,
        results: ResultSet,
        values: Mapping[Facet, Sequence[Counted]],
        chosen: Mapping[Facet, Sequence[Chosen]],
    ) -> None:
        self._shown = results
        self._listed = values, chosen
        self.rows.show(*self._with_saved(results.query))
        self._explain()
        self.count_saved()

    def _with_saved(self, query: Query) -> _Counted:
        """Return the values that were counted, with the saved searches before them."""
        values, chosen = self._listed
        others: dict[Facet, Sequence[Counted]] = {Facet.WORD: self._words, Facet.SAVED: self._saved}
        return {**others, **values}, {**chosen, Facet.SAVED: _chosen_among(query, Facet.SAVED, self._saved)}

    def on_input_changed(self, event: Input.Changed) -> None:
        """Narrow while typing, and look for words that are read as the letters."""
        super().on_input_changed(event)
        typed = event.value.strip()
        self._take_words([])
        words = self._session.library.words_read

        def steps(is_wanted: IsWanted) -> Iterator[list[WordValue]]:
            yield [WordValue(word) for word in words.find(typed, _MOST_WORDS, is_wanted)]

        self._session.jobs.start("words read", steps, self._take_words, after=_PAUSE_TYPING)

    def _take_words(self, words: list[WordValue]) -> None:
        if self._shown is not None and words != self._words:
            self._words = words
            self.rows.show(*self._with_saved(self._shown.query))

    def on_tag_rows_order_asked(self, event: TagRows.OrderAsked) -> None:
        """Switch to the next order."""
        event.stop()
        self.change_order()

    @handles("filter.order")
    def change_order(self) -> None:
        """Switch to the next order: by count, name or recency."""
        self._order = _ORDERS[(_ORDERS.index(self._order) + 1) % len(_ORDERS)]
        self.order.show(self._order)
        self.count()

    # Choosing

    def on_tag_rows_chose(self, event: TagRows.Chose) -> None:
        """Put a value into the query, or take it out again."""
        event.stop()
        session, choice = self._session, event.choice
        query = session.query
        if choice.facet is Facet.SAVED and not event.stay:
            search = next((each.counts.search for each in self._saved if each.name == choice.name), None)
            if search is not None:  # not deleted meanwhile
                self.clear()
                self._host.go_to(Pane.LIST)
                self.saved_chosen.emit(search)
                return
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


def _chosen_among(query: Query, facet: Facet, values: Sequence[Counted]) -> list[Chosen]:
    """Return the values in the query, first those that posts have."""
    matchers = naming(query, facet)
    if not matchers:
        return []
    chosen = []
    for value in values:
        mode = next((mode for matches, mode in matchers if matches(value.key)), None)
        if mode is not None:
            chosen.append(Chosen(value, mode))
    keys = {one.value.key for one in chosen}
    for choice, mode in named(query, facet):
        if choice.key not in keys:
            keys.add(choice.key)
            chosen.append(Chosen(_unlisted(choice), mode))
    return chosen


def _unlisted(choice: Choice) -> Counted:
    """Return a value of the query that no listed post has, or a saved search of it that was deleted."""
    if choice.facet is Facet.SAVED:
        return SavedValue(SavedCounts(SavedSearch(choice.name, ""), 0, 0, 0, choice.meaning))
    return FacetCount(choice.name, choice.facet, choice.key, 0)
