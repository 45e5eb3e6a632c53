"""Saved searches in queries: each `saved:name` stands for what is saved under the name, without its order."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from reader.language import tr
from reader.query.errors import QueryError
from reader.query.nodes import Node
from reader.text.spelling import search_form

DEEPEST = 10
"""searches within one another"""

SearchesOf = Callable[[], Mapping[str, str]]
"""returns the queries of the saved searches by name, the one saved last first"""


class Meaning(NamedTuple):
    """What a saved search stands for."""

    node: Node
    parts: int
    """its words, phrases and fields, those of the searches in it included"""
    depth: int
    """how deep its parentheses and searches nest"""


class SavedError(Exception):
    """A name stands for nothing. The text is a sentence; the parser, which knows the place, makes it a QueryError."""


class SavedSearches:
    """The saved searches as one query asks for them: read if it names one at all, and each of them once."""

    def __init__(self, searches: SearchesOf, read: Callable[[str, SavedSearches], Meaning]) -> None:
        """`read` returns what a query with these searches means, or raises QueryError."""
        self._searches = searches
        self._read = read
        self._meanings: dict[str, Meaning] = {}
        self._open: list[str] = []
        """the searches that are being read, each named by the one before"""

    def meaning(self, name: str) -> Meaning:
        """Return what the search of a name, in any spelling, stands for. Raise SavedError."""
        searches = self._searches()
        form = search_form(name)
        shown = name if name in searches else _first_of_form(searches, form)
        if shown is None:
            raise SavedError(self._missing(name, searches))
        if shown in self._open:
            circle = " → ".join((*self._open[self._open.index(shown) :], shown))
            raise SavedError(
                tr("The saved search {shown} stands for itself: {circle}.", shown=shown, circle=circle)
            )
        if len(self._open) == DEEPEST:
            raise SavedError(tr("Saved searches name one another more than {most} deep here.", most=DEEPEST))
        if shown not in self._meanings:
            self._open.append(shown)
            try:
                self._meanings[shown] = self._read(searches[shown], self)
            except QueryError as error:
                if isinstance(error.__cause__, SavedError):
                    raise error.__cause__ from None
                raise SavedError(
                    tr("The saved search {shown} cannot be read: {reason}", shown=shown, reason=error.reason)
                ) from None
            finally:
                self._open.pop()
        return self._meanings[shown]

    def _missing(self, name: str, searches: Mapping[str, str]) -> str:
        if self._open:
            return tr(
                "The saved search {outer} names {name}, and there is no saved search of that name.",
                outer=self._open[-1],
                name=name,
            )
        # Imported late: only an unknown name needs it.
        from difflib import get_close_matches

        forms = {search_form(each): each for each in searches}
        near = get_close_matches(search_form(name), forms, 1)
        return (
            tr("There is no saved search {name}. Did you mean {meant}?", name=name, meant=forms[near[0]])
            if near
            else tr("There is no saved search {name}.", name=name)
        )


def _first_of_form(searches: Mapping[str, str], form: str) -> str | None:
    return next((each for each in searches if search_form(each) == form), None)


def no_searches() -> Mapping[str, str]:
    """Return no searches, for queries that can name none."""
    return {}
