"""Suggests completions of the typed query."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from reader.tui.features.suggestions.suggestion_list import SuggestionList
from reader.tui.jobs import IsWanted
from reader.tui.session import Session

if TYPE_CHECKING:
    from reader.library.suggest import Suggestion

_SECONDS_AFTER_TYPING = 0.03
"""delay that lets the list come first, since only one Python thread computes at a time"""


class QuerySuggestions(SuggestionList):
    """The suggestions below the search line, from a job."""

    def __init__(self, session: Session, say: Callable[[str], None]) -> None:
        """`say` shows the reason for missing suggestions for a moment."""
        super().__init__(session.zone, id="suggestions")
        self._session = session
        self._say = say

    def ask(self, text: str, cursor: int) -> None:
        """Suggest completions of a text with the cursor at this offset."""
        most = self.most
        library = self._session.library

        def steps(is_wanted: IsWanted) -> Iterator[list[Suggestion]]:
            yield library.suggester.suggest(text, cursor, most, is_wanted)

        self._session.jobs.start(
            "suggestions",
            steps,
            self.show,
            fail=lambda error: self._say(str(error)),
            after=_SECONDS_AFTER_TYPING,
        )

    def stop(self) -> None:
        """Cancel and hide the suggestions."""
        self._session.jobs.cancel("suggestions")
        self.show(())
