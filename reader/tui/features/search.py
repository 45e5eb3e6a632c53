"""The search: an input line for the query, its suggestions, and the filters in force as chips."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, ClassVar, Protocol

from textual.containers import Vertical
from textual.widget import Widget

from reader.errors import StateError
from reader.language import later, tr
from reader.query import Query, QueryError, parse, text_of
from reader.query.completion import CompletionContext, completion_context
from reader.query.nodes import Flag, Is, Order
from reader.query.signs import MINUS
from reader.tui.commands import Command
from reader.tui.complaint import complaint, hint
from reader.tui.dispatch import handles
from reader.tui.host import Host
from reader.tui.keys.in_force import command, key_of
from reader.tui.layout import Pane
from reader.tui.session import Session
from reader.tui.signals import Signal
from reader.tui.widgets.bars import ChipBar
from reader.tui.widgets.past_lines import PastLines
from reader.tui.widgets.search_bar import Leaving, SearchBar

if TYPE_CHECKING:
    from reader.library.suggest import Suggestion


class SuggestionsView(Protocol):
    """The suggestions below the input line."""

    accepted: Signal[tuple[Suggestion, bool]]
    changed: Signal[None]

    chosen: int | None
    """the index of the one that Enter accepts"""

    @property
    def widget(self) -> Widget:
        """The widget that shows them."""

    @property
    def is_shown(self) -> bool:
        """Whether any are shown."""

    def consume_key(self, key: str) -> bool:
        """Handle a key if it is one of theirs; return whether it was."""

    def ask(self, text: str, cursor: int) -> None:
        """Suggest completions of a text with the cursor at this offset."""

    def stop(self) -> None:
        """Cancel and hide the suggestions."""


class QueryBar(Vertical):
    """The input line with its suggestions, and the chips below it."""

    CALLED: ClassVar[str] = later("Search")

    def __init__(self, session: Session, suggestions: SuggestionsView, host: Host) -> None:
        self.suggestions = suggestions
        self._past = PastLines(
            lambda text: self.line.write(text, len(text)), lambda: suggestions.chosen is not None
        )
        self.line = SearchBar(
            "/",
            tr('words, "a phrase", tag:…, date:2024-02, is:unread'),
            choices=suggestions,
            past=self._past,
            id="search",
        )
        self.chips = ChipBar(id="chips")
        super().__init__(self.line, suggestions.widget, self.chips, id="query")
        self._session = session
        self._host = host
        self._query_before = session.query
        self.cleared: Signal[Query] = Signal()
        """the user took all filters of a query away"""
        self._typed: Query | None = None
        """the query that the line has put in force"""
        session.query_changed.connect(self._follow_query)
        suggestions.accepted.connect(lambda accepted: self._accept(*accepted))
        suggestions.changed.connect(lambda _: host.show_keys())

    def on_mount(self) -> None:
        """Show the filters in force."""
        self._update_chips()

    # Filters

    def show_chips(self, *, are_wanted: bool) -> None:
        """Show or hide the chips; they stay hidden if there are no filters."""
        self.chips.display = are_wanted and bool(self.chips.chips)

    def _follow_query(self, query: Query) -> None:
        """Show the filters, and close a line whose text is not the query any more."""
        self._update_chips()
        if self.line.display and query != self._typed:
            self._close(Leaving.ENTER)

    def _update_chips(self) -> None:
        query = self._session.query
        chips = [text_of(Query((clause,))) for clause in query.clauses]
        if query.order is not Order.NEWEST:
            chips.append(f"sort:{query.order}")
        self.chips.order = _order_told(query)
        self.chips.chips = tuple(chips)

    def on_chip_bar_ordered(self, event: ChipBar.Ordered) -> None:
        """Put the list in its next order."""
        event.stop()
        self.show_next_order()

    @handles("filter.relevance")
    def show_next_order(self) -> None:
        """Put the list in its next order: by relevance where there are words, and in the end newest first again."""
        query = self._session.query.in_order(_next_order(self._session.query))
        self._session.set_query(query)
        if not self.chips.tells_order:
            self._host.say(_order_told(query))

    def on_chip_bar_removed(self, event: ChipBar.Removed) -> None:
        """Remove the filter of the clicked chip."""
        event.stop()
        query = self._session.query
        if event.index < len(query.clauses):
            self._session.set_query(query.without(query.clauses[event.index]))
        else:
            self._session.set_query(query.in_order(Order.NEWEST))

    def on_chip_bar_cleared(self, event: ChipBar.Cleared) -> None:
        """Remove all filters."""
        event.stop()
        self.clear_filters()

    def _has_filters(self) -> bool:
        return self.line.display or self._session.query != Query()

    @handles("filter.clear", offered=_has_filters)
    def clear_filters(self) -> None:
        """Remove all filters."""
        if self.line.display:
            self._close(Leaving.ENTER)
        query = self._session.query
        self._session.set_query(Query())
        if query.clauses:
            self.cleared.emit(query)
        if self._host.pane not in (Pane.TAGS, Pane.TIMELINE):
            self._host.go_to(Pane.LIST)

    @handles("filter.unread")
    def toggle_unread(self) -> None:
        """Filter by unread posts, or drop that filter."""
        self._toggle(Flag.UNREAD)

    @handles("filter.starred")
    def toggle_starred(self) -> None:
        """Filter by starred posts, or drop that filter."""
        self._toggle(Flag.STARRED)

    def _toggle(self, flag: Flag) -> None:
        clause, query = Is(flag), self._session.query
        self._session.set_query(query.without(clause) if clause in query.clauses else query.adding(clause))

    # Typing

    @handles("filter.search")
    def ask(self) -> None:
        """Open the input line with the query in force."""
        self._query_before = self._typed = self._session.query
        if Pane.LIST not in self._host.shown_panes():
            self._host.go_to(Pane.LIST)
        text = text_of(self._session.query)
        self.line.open(f"{text} " if text else "")
        self._past.begin(self._asked_before(), self.line.text)
        if not text:
            self.suggestions.ask("", 0)

    def _asked_before(self) -> list[str]:
        try:
            return self._session.library.query_lines.texts()
        except StateError as error:
            self._host.complain(str(error))
            return []

    def on_search_bar_typed(self, event: SearchBar.Typed) -> None:
        """Put the typed query in force; while it has an error, the last valid one stays."""
        event.stop()
        self._past.take_typed(event.text)
        self._session.idle_gate.key_pressed()
        self.suggestions.ask(event.text, self.line.cursor)
        try:
            query, told = self._read(event.text)
        except StateError as error:
            self.line.show_problem(str(error))
            return
        except QueryError as error:
            context = completion_context(event.text, self.line.cursor)
            # While the value of a field is missing, its suggestions are shown instead.
            is_named_alone = bool(context.field) and not context.value
            self.line.show_problem(complaint(error), on_enter=is_named_alone)
            if is_named_alone:
                self._search_without(context, event.text)
            else:
                self._keep_what_can_be_read(error)
            return
        self.line.show_hint(told)
        self._put_in_force(query)

    def _read(self, text: str) -> tuple[Query, str]:
        """Return what is typed as a query, with what is said of it. Raise QueryError, and StateError for `saved:`."""
        try:
            return self._session.library.asked(text), hint(text)
        except StateError as error:
            if text.startswith("@"):
                # Which searches are saved cannot be read: as any unknown name it is words.
                return parse(text), str(error)
            raise

    def _keep_what_can_be_read(self, error: QueryError) -> None:
        """Show what the query finds without an operator that stands last: its first letters were taken for a word."""
        if not error.is_unfinished:
            return
        with contextlib.suppress(QueryError):
            query = self._session.library.asked(error.query[: error.position])
            if query.clauses:
                self._put_in_force(query)

    def _search_without(self, field: CompletionContext, text: str) -> None:
        """Show what the query finds without a field that has no value yet: its name was taken for a word."""
        rest = text[: field.start].rstrip("".join(MINUS)) + text[field.end :]
        with contextlib.suppress(QueryError, StateError):
            self._put_in_force(self._session.library.asked(rest))

    def _put_in_force(self, query: Query) -> None:
        self._typed = query
        self._session.set_query(query)

    def on_search_bar_closed(self, event: SearchBar.Closed) -> None:
        """Keep the query, or restore the one before."""
        event.stop()
        self._left(event.leaving)

    def _left(self, leaving: Leaving) -> None:
        self.suggestions.stop()
        if leaving is Leaving.ESCAPE:
            self._session.set_query(self._query_before)
        elif self._session.query.clauses and self._session.query != self._query_before:
            self._keep_asked(text_of(self._session.query))
        if leaving is not Leaving.AWAY:
            self._host.go_to(Pane.LIST)

    def _keep_asked(self, text: str) -> None:
        try:
            self._session.library.query_lines.keep(text)
        except StateError as error:
            self._host.complain(str(error))

    def _close(self, leaving: Leaving) -> None:
        # Without `SearchBar.Closed`: Textual drops messages of a child to the parent whose handler runs now.
        self.line.hide()
        self._left(leaving)

    # Suggestions

    def _accept(self, suggestion: Suggestion, is_final: bool) -> None:
        """Write a suggestion into the line; open a suggested post, and close the line for a saved search."""
        self.suggestions.stop()
        if suggestion.post is not None:
            self._close(Leaving.ESCAPE)
            self._host.open_post(suggestion.post)
            return
        self.line.write(suggestion.text, suggestion.cursor)
        if is_final and suggestion.kind == "search":
            self._close(Leaving.ENTER)

    # The footer

    def footer(self) -> tuple[Command, ...] | None:
        """Return the commands for the footer while the line has the focus, else None."""
        if not self.line.is_typed_in:
            return None
        names = (
            ("choose", "past", "take", "keep", "close")
            if self.suggestions.is_shown
            else ("past", "keep", "give-up")
        )
        return tuple(command(f"typing.{name}") for name in names)

    @handles("typing.choose")
    def choose_suggestion(self) -> None:
        """Choose the next suggestion."""
        self.suggestions.consume_key("down")

    @handles("typing.past")
    def go_to_earlier_query(self) -> None:
        """Write the query into the line that was asked before."""
        self._past.consume_key("up")

    @handles("typing.take")
    def take_suggestion(self) -> None:
        """Write the chosen suggestion into the line."""
        self.suggestions.consume_key("tab")

    @handles("typing.close")
    def close_suggestions(self) -> None:
        """Hide the suggestions."""
        self.suggestions.consume_key("escape")

    @handles("typing.keep")
    def keep_query(self) -> None:
        """Close the line unless the query has an error."""
        self.line.submit()

    @handles("typing.give-up")
    def give_up_query(self) -> None:
        """Close the line and restore the query before."""
        self._close(Leaving.ESCAPE)


_ORDERS = {
    (Order.NEWEST, Order.RELEVANCE): later("newest first, {key} by relevance"),
    (Order.NEWEST, Order.OLDEST): later("newest first, {key} oldest first"),
    (Order.RELEVANCE, Order.OLDEST): later("by relevance, {key} oldest first"),
    (Order.OLDEST, Order.LENGTH): later("oldest first, {key} longest first"),
    (Order.LENGTH, Order.UNREAD): later("longest first, {key} unread first"),
    (Order.UNREAD, Order.NEWEST): later("unread first, {key} newest first"),
}
"""the orders and those that follow them, with what is told of them"""


def _next_order(query: Query) -> Order:
    """Return the order that the key leads to."""
    return next(
        then
        for now, then in _ORDERS
        if now is query.order and (then is not Order.RELEVANCE or query.has_words)
    )


def _order_told(query: Query) -> str:
    """Return which order holds, and what the key does."""
    return tr(_ORDERS[query.order, _next_order(query)], key=key_of("filter.relevance"))
