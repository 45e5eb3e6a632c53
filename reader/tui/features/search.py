"""The search: the line in which the query is typed, and the filters in force as chips."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from textual.containers import Vertical
from textual.widget import Widget

from reader.query import Query, QueryError, parse, text_of
from reader.query.completion import completion_context
from reader.query.nodes import Flag, Is, Order
from reader.tui.commands import Command, command
from reader.tui.complaint import complaint
from reader.tui.dispatch import handles
from reader.tui.host import Host
from reader.tui.layout import Pane
from reader.tui.session import Session
from reader.tui.signals import Signal
from reader.tui.widgets.bars import ChipBar
from reader.tui.widgets.search_bar import SearchBar

if TYPE_CHECKING:
    from reader.library.suggest import Suggestion


class SuggestionsView(Protocol):
    """The suggestions under the line."""

    accepted: Signal[tuple[Suggestion, bool]]
    changed: Signal[None]

    @property
    def widget(self) -> Widget:
        """What shows them."""

    @property
    def is_shown(self) -> bool:
        """Whether there are any."""

    def takes(self, key: str) -> bool:
        """Return whether the key is one for the suggestions; if so, it is done."""

    def ask(self, text: str, cursor: int) -> None:
        """Suggest how the text may go on."""

    def stop(self) -> None:
        """Suggest nothing any more."""


class QueryBar(Vertical):
    """The line with its suggestions, and the chips under it."""

    def __init__(self, session: Session, suggestions: SuggestionsView, host: Host) -> None:
        self.suggestions = suggestions
        self.line = SearchBar(
            "/", 'words, "a phrase", tag:…, date:2024-02, is:unread', choices=suggestions, id="search"
        )
        self.chips = ChipBar(id="chips")
        super().__init__(self.line, suggestions.widget, self.chips, id="query")
        self._session = session
        self._host = host
        self._query_before = session.query
        session.query_changed.connect(lambda _: self._name_filters())
        suggestions.accepted.connect(lambda accepted: self._accept(*accepted))
        suggestions.changed.connect(lambda _: host.show_keys())

    def on_mount(self) -> None:
        """Show the filters in force."""
        self._name_filters()

    # Filters

    def show_chips(self, *, are_wanted: bool) -> None:
        """Show the chips, if there are any filters and they are wanted."""
        self.chips.display = are_wanted and bool(self.chips.chips)

    def _name_filters(self) -> None:
        query = self._session.query
        chips = [text_of(Query((clause,))) for clause in query.clauses]
        if query.order is not Order.NEWEST:
            chips.append(f"sort:{query.order}")
        self.chips.chips = tuple(chips)

    def on_chip_bar_removed(self, event: ChipBar.Removed) -> None:
        """Take the filter of the clicked chip away."""
        event.stop()
        query = self._session.query
        if event.index < len(query.clauses):
            self._session.set_query(query.without(query.clauses[event.index]))
        else:
            self._session.set_query(query.in_order(Order.NEWEST))

    def on_chip_bar_cleared(self, event: ChipBar.Cleared) -> None:
        """Take all filters away."""
        event.stop()
        self.clear_filters()

    @handles("filter.clear")
    def clear_filters(self) -> None:
        """Take all filters away."""
        self.line.display = False
        self._session.set_query(Query())
        if self._host.pane not in (Pane.TAGS, Pane.TIMELINE):
            self._host.go_to(Pane.LIST)

    @handles("filter.unread")
    def toggle_unread(self) -> None:
        """Show unread posts only, or all again."""
        self._toggle(Flag.UNREAD)

    @handles("filter.starred")
    def toggle_starred(self) -> None:
        """Show starred posts only, or all again."""
        self._toggle(Flag.STARRED)

    def _toggle(self, flag: Flag) -> None:
        clause, query = Is(flag), self._session.query
        self._session.set_query(query.without(clause) if clause in query.clauses else query.adding(clause))

    # Typing

    @handles("filter.search")
    def ask(self) -> None:
        """Open the line with the query in force."""
        self._query_before = self._session.query
        if Pane.LIST not in self._host.shown_panes():
            self._host.go_to(Pane.LIST)
        text = text_of(self._session.query)
        self.line.open(f"{text} " if text else "")
        if not text:
            self.suggestions.ask("", 0)

    def on_search_bar_typed(self, event: SearchBar.Typed) -> None:
        """Follow the typing; while it can not be read, the last good list stays."""
        event.stop()
        self._session.idle_gate.key_pressed()
        self.suggestions.ask(event.text, self.line.cursor)
        try:
            query = parse(event.text)
        except QueryError as error:
            context = completion_context(event.text, self.line.cursor)
            # While a field waits for its value, suggestions stand under it.
            self.line.complain(complaint(error), on_enter=bool(context.field) and not context.value)
            return
        self.line.complain("")
        self._session.set_query(query)

    def on_search_bar_closed(self, event: SearchBar.Closed) -> None:
        """Keep the query, or go back to the one before."""
        event.stop()
        self._left(kept=event.kept)

    def _left(self, *, kept: bool) -> None:
        self.suggestions.stop()
        if not kept:
            self._session.set_query(self._query_before)
        self._host.go_to(Pane.LIST)

    def _close(self, *, kept: bool) -> None:
        # The line's own message would not reach its parent while the parent is the one that acts.
        self.line.hide()
        self._left(kept=kept)

    # Suggestions

    def _accept(self, suggestion: Suggestion, is_final: bool) -> None:
        """Write the suggestion into the line; a title is opened, a saved search is all there is to ask."""
        self.suggestions.stop()
        if suggestion.post is not None:
            self._close(kept=False)
            self._host.open_post(suggestion.post)
            return
        self.line.write(suggestion.text, suggestion.cursor)
        if is_final and suggestion.kind == "search":
            self._close(kept=True)

    # The footer

    def footer(self) -> tuple[Command, ...] | None:
        """Return the commands that count while one types here; None while one does not."""
        if not self.line.is_typed_in:
            return None
        names = ("choose", "take", "keep", "close") if self.suggestions.is_shown else ("keep", "give-up")
        return tuple(command(f"typing.{name}") for name in names)

    @handles("typing.choose")
    def choose_suggestion(self) -> None:
        """Go to the next suggestion."""
        self.suggestions.takes("down")

    @handles("typing.take")
    def take_suggestion(self) -> None:
        """Write the chosen suggestion into the line."""
        self.suggestions.takes("tab")

    @handles("typing.close")
    def close_suggestions(self) -> None:
        """Hide the suggestions."""
        self.suggestions.takes("escape")

    @handles("typing.keep")
    def keep_query(self) -> None:
        """Leave the line, unless the query can not be read."""
        self.line.submit()

    @handles("typing.give-up")
    def give_up_query(self) -> None:
        """Leave the line and go back to the query before."""
        self._close(kept=False)
