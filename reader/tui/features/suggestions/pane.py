"""Suggestions: how the query that is typed may go on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from reader.tui.features.suggestions.suggestion_list import SuggestionList
from reader.tui.jobs import IsWanted
from reader.tui.session import Session

if TYPE_CHECKING:
    from reader.library.suggest import Suggestion

_SECONDS_AFTER_TYPING = 0.03
"""the list comes first: of two Python threads only one computes at a time"""


class QuerySuggestions(SuggestionList):
    """The suggestions under the search line."""

    def __init__(self, session: Session, say: Callable[[str], None]) -> None:
        """`say` says for a moment why there are none."""
        super().__init__(session.zone, id="suggestions")
        self._session = session
        self._say = say

    def ask(self, text: str, cursor: int) -> None:
        """Suggest how the text may go on, once the list is on its way."""
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
        """Suggest nothing any more."""
        self._session.jobs.cancel("suggestions")
        self.show(())
