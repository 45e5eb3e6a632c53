"""Results of an index alone, as of a day that a test chooses."""

from __future__ import annotations

from datetime import date

from reader.index import Index
from reader.library.damage import Damage
from reader.library.post_marks import PostMarks
from reader.library.result_set import ResultSet
from reader.query import Query


def select(index: Index, marks: PostMarks, query: Query, today: date, *, fold_copies: bool) -> ResultSet:
    """The posts that match a query, as `Search.select` finds them."""
    answer = index.answer(query, today, marks.marked.matching, fold_copies=fold_copies)
    return ResultSet(index, marks, query, today, answer, fold_copies=fold_copies, damage=Damage())
