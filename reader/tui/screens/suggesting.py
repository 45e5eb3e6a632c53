"""Suggestions while a query is typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on, work

from reader.errors import ReaderError
from reader.tui.keys import Command, Group, Scope
from reader.tui.screens.filtering import FilteringScreen
from reader.tui.thread_pool import in_background
from reader.tui.widgets.post_list import PostList
from reader.tui.widgets.search_bar import SearchBar
from reader.tui.widgets.suggestions import SuggestionList

if TYPE_CHECKING:
    from reader.library.suggest import Suggestion

_SECONDS_AFTER_TYPING = 0.03
"""the list comes first: two threads of Python share one processor"""


def _typing(name: str, action: str, label: str, footer: str) -> Command:
    return Command(f"typing.{name}", (), action, label, "", Group.FILTER, Scope.SCREEN, footer=footer)


_CHOOSE = (
    _typing("choose", "suggestion('down')", "Choose", "↓ ↑"),
    _typing("take", "suggestion('tab')", "Take", "Tab"),
)
_KEEP = _typing("keep", "leave_search(True)", "Keep", "Enter")
_CLOSE = _typing("close", "suggestion('escape')", "Close", "Esc")
_GIVE_UP = _typing("give-up", "leave_search(False)", "Give up", "Esc")
"""what the footer says while all other keys type"""


class SuggestingScreen(FilteringScreen):
    """The search line with suggestions under it."""

    _asked = ""
    """the text that suggestions were asked for last"""

    @on(SearchBar.Opened, "#search")
    @on(SearchBar.Typed, "#search")
    def ask_for_suggestions(self, event: SearchBar.Opened | SearchBar.Typed) -> None:
        """Suggest how the text may go on, once the list is on its way."""
        self._asked = event.text
        if isinstance(event, SearchBar.Opened) and event.text:
            return
        self.set_timer(_SECONDS_AFTER_TYPING, lambda: self._suggest(event.text))

    def _suggest(self, text: str) -> None:
        if text == self._asked and self.search_bar.display:
            self.suggest(text, self.search_bar.cursor)

    @work(exclusive=True, group="suggest")
    async def suggest(self, text: str, cursor: int) -> None:
        """Look suggestions up off the screen's thread; those for an older text are dropped."""
        most = self.suggestions.most

        def look_up() -> list[Suggestion]:
            return self.library.suggester.suggest(text, cursor, most, lambda: text == self._asked)

        try:
            found = await in_background(look_up)
        except ReaderError as error:
            self.say(str(error))
            found = []
        if text == self._asked and text == self.search_bar.text and self.search_bar.display:
            self.suggestions.show(found)

    @on(SearchBar.Closed, "#search")
    def stop_suggesting(self) -> None:
        """The line was left."""
        self._asked = ""
        self.suggestions.show(())

    # The footer

    def _show_keys(self) -> None:
        if not self.search_bar.is_typed_in:
            super()._show_keys()
        elif self.suggestions.display:
            self.key_bar.commands = (*_CHOOSE, _KEEP, _CLOSE)
        else:
            self.key_bar.commands = (_KEEP, _GIVE_UP)

    def on_suggestion_list_changed(self) -> None:
        """The keys that count are others now."""
        self._show_keys()

    def action_suggestion(self, key: str) -> None:
        """Do what a key would do to the suggestions."""
        self.suggestions.takes(key)

    def action_leave_search(self, kept: bool) -> None:
        """Keep the query, if it can be read, or go back to the one before."""
        if kept:
            self.search_bar.submit()
        else:
            self.search_bar.close(kept=False)

    # Taking one

    def on_suggestion_list_accepted(self, event: SuggestionList.Accepted) -> None:
        """Write the suggestion into the line; a title is opened, a saved search is all there is to ask."""
        event.stop()
        suggestion = event.suggestion
        self.suggestions.show(())
        if suggestion.post is not None:
            self.search_bar.close(kept=False)
            # Said by the line, so that it comes after the line's own word that it was left, which goes to the list.
            self.search_bar.post_message(PostList.Opened(suggestion.post))
            return
        self.search_bar.write(suggestion.text, suggestion.cursor)
        if event.is_final and suggestion.kind == "search":
            self.search_bar.close(kept=True)
