"""Completions for a shell: what a word of a command may become, from the index and the marks alone, asked once.

Nothing is compared with the files, and no table is built for later questions, as on the screens.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice

from reader.index.labels import HOST
from reader.library.suggest import Suggester, Suggestion
from reader.post import TagKind
from reader.query.sites import site_name
from reader.text.equivalence import spellings
from reader.text.spelling import search_form

MOST = 60
"""completions of a word; a shell asks before it lists more than a screen holds"""
_MOST_PATHS = 3000
"""that are looked at, as what is typed may stand in their folders alone"""


class Completions(Suggester):
    """Suggestions of the query language without counts, operators, titles and guesses by pinyin, and names of posts, labels and searches."""

    def of_query(self, text: str) -> list[str]:
        """Return what a query may become by completing its last part; `@` begins the name of a saved search."""
        if not text.strip():
            return []
        if text.startswith("@"):
            return [f"@{name}" for name in self.of_search(text[1:])]
        found = (
            each.text.rstrip() for each in self.suggest(text, len(text), MOST) if each.kind != "operator"
        )
        return list(dict.fromkeys(found))

    def of_label(self, typed: str) -> list[str]:
        """Return the user's labels that begin with what is typed, or else have it."""
        return _like([label.name for label in self._labels().values()], typed)

    def of_search(self, typed: str) -> list[str]:
        """Return the names of saved searches, as `of_label` does."""
        return _like([search.name for search in self._saved()], typed)

    def of_post(self, typed: str) -> list[str]:
        """Return the paths of posts that begin with what is typed, else the names of files that have it, newest first."""
        forms = spellings(typed)
        paths = [path for form in forms for path in self._index.paths_with(form, _MOST_PATHS)]
        names = (path.rpartition("/")[2] for path in paths)
        found = [path for path in paths if typed and path.startswith(typed)] or (
            name for name in names if any(form in name for form in forms)
        )
        return list(islice(dict.fromkeys(found), MOST))

    def _names_like(
        self, table_name: str, typed: str, limit: int, is_wanted: Callable[[], bool]
    ) -> Iterator[tuple[str, int | None]]:
        if table_name == "label":
            yield from ((name, None) for name in self.of_label(typed))
            return
        form, labels = search_form(typed).strip(), self._index.labels()
        kinds = tuple(TagKind) if table_name == "tag" else (table_name,)
        found = [label for kind in kinds for label in labels.like(str(kind), form, limit)]
        begins = sorted(
            found, key=lambda label: (not label.name.startswith(form), -len(label.posts), label.name)
        )
        names = (site_name(each.name) if table_name == HOST else each.shown for each in begins)
        yield from ((name, None) for name in list(dict.fromkeys(names))[:limit])

    def _operators(self, request: object) -> list[Suggestion]:
        return []

    def _matching_words(self, request: object) -> Iterator[Suggestion]:
        return iter(())

    def _matching_titles(self, request: object) -> Iterator[Suggestion]:
        return iter(())


def _like(names: list[str], typed: str) -> list[str]:
    form = search_form(typed).strip()
    forms = [(search_form(name), name) for name in names]
    return [name for each, name in forms if each.startswith(form)] or [
        name for each, name in forms if form in each
    ]
