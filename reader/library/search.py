"""Search: queries as users write them, and the posts that match."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, tzinfo
from functools import cached_property
from typing import TYPE_CHECKING

from reader.index import Answer, Index
from reader.library.damage import Damage
from reader.library.post_marks import PostMarks
from reader.library.result_set import GrowingRows, ResultSet
from reader.query.parse import parse
from reader.query.query import Query
from reader.state.searches import Searches
from reader.text.spelling import search_form

if TYPE_CHECKING:
    from reader.library.completions import Completions
    from reader.library.explanation import Explanation
    from reader.library.suggest import Suggester
    from reader.library.words_read import WordsRead


class Search:
    """Answers queries from the index as of today in the user's zone. Thread-safe."""

    def __init__(
        self, index: Index, marks: PostMarks, searches: Searches, zone: tzinfo, damage: Damage
    ) -> None:
        self._index = index
        self._marks = marks
        self._searches = searches
        self._zone = zone
        self._damage = damage

    def _today(self) -> date:
        return datetime.now(self._zone).date()

    def asked(self, text: str) -> Query:
        """Return the query in a text: of the saved search if it is `@name`; see `Library.asked`."""
        if text.startswith("@"):
            name = search_form(text[1:].strip())
            text = next(
                (saved.query for saved in self._searches.all() if search_form(saved.name) == name), text
            )
        return parse(text, self._saved_queries)

    def _saved_queries(self) -> Mapping[str, str]:
        return {saved.name: saved.query for saved in self._searches.all()}

    def select(self, query: Query, *, fold_copies: bool, is_wanted: Callable[[], bool]) -> ResultSet:
        """Return the posts that match; see `Library.select`."""
        today, said = self._today(), self._marks.marked.matching
        answer = self._index.answer(query, today, said, fold_copies=fold_copies, is_wanted=is_wanted)
        return self._results(query, today, answer, fold_copies=fold_copies)

    def growing_rows(
        self, query: Query, *, fold_copies: bool, is_wanted: Callable[[], bool]
    ) -> Iterator[GrowingRows]:
        """Yield what is found so far while finding all is slow. See `Library.growing_rows`."""
        today, said = self._today(), self._marks.marked.matching
        growing = self._index.growing_answer(query, today, said, fold_copies=fold_copies, is_wanted=is_wanted)
        for answer, read, candidates in growing:
            results = self._results(query, today, answer, fold_copies=fold_copies)
            yield GrowingRows(results, read, candidates)

    def _results(self, query: Query, today: date, answer: Answer, *, fold_copies: bool) -> ResultSet:
        return ResultSet(
            self._index,
            self._marks,
            query,
            today,
            answer,
            fold_copies=fold_copies,
            damage=self._damage,
        )

    def explain(self, results: ResultSet) -> Explanation:
        """Return why results are empty; see `Library.explain`."""
        from reader.library.explanation import Explanation, explain

        with results.query_context() as context:
            if context is None or len(results) or not results.query.clauses:
                return Explanation()
            labels, query = self._index.labels(), results.query
            return explain(
                context,
                labels,
                self._marks.marked.labels(),
                query,
                self._searches,
                fold_copies=results.folds_copies,
            )

    @cached_property
    def suggester(self) -> Suggester:
        """the completion of queries"""
        from reader.library.suggest import Suggester

        return Suggester(self._index, self._searches, self._marks.marked.labels, self.words_read)

    @cached_property
    def completions(self) -> Completions:
        """the completion of the words of a command"""
        from reader.library.completions import Completions  # for shells alone

        return Completions(self._index, self._searches, self._marks.marked.labels, self.words_read)

    @cached_property
    def words_read(self) -> WordsRead:
        """the words of the posts by their pinyin"""
        from reader.library.words_read import WordsRead

        def count(query: Query, is_wanted: Callable[[], bool]) -> int:
            return len(self.select(query, fold_copies=True, is_wanted=is_wanted))

        return WordsRead(self._index, count)
