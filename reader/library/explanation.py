"""Why a query finds nothing, and the queries near it that find something."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice, product
from typing import NamedTuple

from pyroaring import BitMap

from reader.frozen import replace
from reader.index.answering import QueryContext
from reader.index.labels import Labels
from reader.index.relaxation import relaxations
from reader.language import ntr, tr
from reader.library.marked_posts import LabelledPosts
from reader.library.missing import missing_name, near_names
from reader.library.proposals import Leaf, Proposals, has_text, is_text, leaves_of
from reader.query.errors import QueryError
from reader.query.format import clause_text, text_of
from reader.query.nodes import (
    MatchAll,
    Node,
    Together,
    Words,
    conjunction,
)
from reader.query.parse import parse
from reader.query.query import Query
from reader.query.rewriting import anywhere, replaced, without
from reader.state.searches import Searches

_MOST = 4
"""proposals"""
_TRIED = 8
"""spellings of a word that are counted"""
_TRIED_EACH = 3
"""spellings of each of several words, which are counted together"""
_MOST_TRIED = 64
"""spellings of several words together that are counted, (_TRIED_EACH + 1) to the power of three"""
_MOST_WORDS = 3
"""words of a query for which spellings are looked for"""
_MOST_LEFT_OUT, _MOST_LEFT_OUT_TOGETHER = 5, 2
"""ways to leave one clause out, and several"""
_MOST_SHOWN, _MOST_OF_ROW = 40, 200
"""characters of a clause that a sentence quotes, and a row"""
_SECONDS, _SECONDS_OF_COUNTING = 0.12, 0.06
"""time of this thread for finding spellings, and after which no further one is counted"""


class Change(StrEnum):
    """What a query changes in one that finds nothing."""

    MEANT = "meant"
    """another spelling"""
    TURNED = "turned"
    """words may stand in any order that were to stand in theirs"""
    APART = "apart"
    """words may stand anywhere that were to stand near one another"""
    WITHOUT = "without"
    """clauses are left out"""


@dataclass(frozen=True, slots=True)
class Way:
    """A query near one that finds nothing."""

    change: Change
    shown: str
    """what is to be read in the place of a part of the query, or what is left out of it"""
    query: Query
    posts: int
    """how many rows it has, one at least"""


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a query finds nothing."""

    sentences: tuple[str, ...] = ()
    ways: tuple[Way, ...] = ()
    """the likeliest first; those that leave something out last"""


def explain(
    context: QueryContext,
    labels: Labels,
    own_labels: Mapping[str, LabelledPosts],
    query: Query,
    searches: Searches,
    *,
    fold_copies: bool,
) -> Explanation:
    """Return why no post matches a query of at least one clause; an empty explanation if one does meanwhile.

    `own_labels` are those of the user. `searches` are asked only for the name of one that there is not; raise StateError if they cannot be read then.

    `fold_copies` tells that copies of a post are one row.
    """
    explainer = _Explainer(context, labels, own_labels, query, fold_copies)
    match query.node:
        case Words(text) if text.startswith("@"):
            return explainer.saved_search(text[1:], searches)
        case _:
            return explainer.explanation()


class _Proposal(NamedTuple):
    """A clause, or several, in the place of one that no post matches."""

    old: Leaf
    new: Node | None
    """None leaves the clause out, where others stand beside it"""


class _Explainer:
    def __init__(
        self,
        context: QueryContext,
        labels: Labels,
        own_labels: Mapping[str, LabelledPosts],
        query: Query,
        fold_copies: bool,
    ) -> None:
        self._context = context
        self._evaluator = context.evaluator
        self._labels = labels
        self._proposals = Proposals(context, labels, own_labels)
        self._query = query
        self._fold_copies = fold_copies

    def saved_search(self, name: str, searches: Searches) -> Explanation:
        """Return the explanation for the name of a saved search that there is not."""
        queries = {saved.name: saved.query for saved in searches.all()}
        ways = []
        for near in near_names(name, list(queries)):
            # One that an earlier version saved may say nothing to this one.
            with contextlib.suppress(QueryError):
                query = parse(queries[near], lambda: queries)
                if posts := self._rows(self._evaluator.posts(query.node)):
                    ways.append(Way(Change.MEANT, f"@{near}", query, posts))
        return Explanation((tr("There is no saved search {name}.", name=name),), tuple(ways))

    def explanation(self) -> Explanation:
        """Return the explanation for any other query."""
        causes = relaxations(self._context, self._query.clauses, fold_copies=self._fold_copies)
        if not causes[0].clauses:
            return Explanation()
        left_out = [
            Way(
                Change.WITHOUT,
                _all_of(cause.clauses, _MOST_OF_ROW),
                replace(
                    self._query,
                    clauses=tuple(each for each in self._query.clauses if each not in cause.clauses),
                ),
                cause.posts,
            )
            for cause in causes[: _MOST_LEFT_OUT if len(causes[0].clauses) == 1 else _MOST_LEFT_OUT_TOGETHER]
        ]
        sentences, ways = self._reasons()
        proposed = {way.query for way in ways}
        return Explanation(tuple(sentences), (*ways, *(way for way in left_out if way.query not in proposed)))

    def _rows(self, posts: BitMap) -> int:
        """Return the number of rows of a list of the posts."""
        return len(self._context.snapshot.folded(posts)) if self._fold_copies else len(posts)

    def _has_posts(self, node: Node, within: BitMap | None = None) -> bool:
        return bool(self._evaluator.posts(node, within))

    # Reasons

    def _reasons(self) -> tuple[list[str], list[Way]]:
        leaves = list(dict.fromkeys(leaves_of(self._query.node)))
        nowhere = [leaf for leaf in leaves if not self._has_posts(leaf)]
        if nowhere:
            return self._nowhere(nowhere)
        filters = [clause for clause in self._query.clauses if not has_text(clause)]
        filtered = self._evaluator.posts(conjunction(filters))
        texts = [leaf for leaf in leaves if is_text(leaf)]
        if not filtered:
            return [tr("No post matches {parts}.", parts=_all_of(filters))], []
        absent = [leaf for leaf in texts if filters and not self._has_posts(leaf, filtered)]
        if absent:
            sentence = ntr(
                "The {count} post of {parts} does not have {words}.",
                "None of the {count} posts of {parts} has {words}.",
                self._rows(filtered),
                parts=_all_of(filters),
                words=_any_of(absent),
            )
            return [sentence], self._respellings(absent)
        if apart := self._apart():
            return [tr("No post has {words}.", words=apart[0][0])], [way for _, way in apart]
        ways = [way for leaf in self._rarest(texts) for way in self._respellings([leaf])]
        shown = _all_of(self._query.clauses)
        if len(self._query.clauses) == 1:
            sentence = tr("No post has {words}.", words=shown)
        else:
            sentence = tr("No post has all of {words}.", words=shown)
        return [sentence], sorted(ways, key=lambda way: -way.posts)[:_MOST]

    def _nowhere(self, leaves: Sequence[Leaf]) -> tuple[list[str], list[Way]]:
        """Return the reasons where no post matches these words or names."""
        names = [leaf for leaf in leaves if not is_text(leaf)]
        texts = [leaf for leaf in leaves if is_text(leaf)]
        sentences = [tr("No post has {words}.", words=_any_of(texts))] if texts else []
        sentences += [missing_name(self._labels, leaf) for leaf in names if not isinstance(leaf, Words)]
        return sentences, [*self._respellings(leaves), *self._sides_left_out(texts)]

    def _sides_left_out(self, leaves: Sequence[Leaf]) -> Iterator[Way]:
        """Yield the way to leave out these words where they were to stand near others."""
        sides = [
            leaf
            for leaf in leaves
            if any(isinstance(clause, Together) and leaf in clause.nodes for clause in self._query.clauses)
        ]
        node = self._query.node
        for leaf in sides:
            node = without(node, leaf)
        query = Query.of(node, self._query.order)
        if sides and query.clauses and (posts := self._rows(self._evaluator.posts(node))):
            yield Way(Change.WITHOUT, _all_of(sides, _MOST_OF_ROW), query, posts)

    def _rarest(self, leaves: Sequence[Leaf]) -> list[Leaf]:
        return sorted(leaves, key=lambda leaf: len(self._evaluator.posts(leaf)))[:_MOST_WORDS]

    def _apart(self) -> list[tuple[str, Way]]:
        """Return the clauses of words that nowhere stand together so, with the way to find them otherwise."""
        found = []
        for clause in self._query.clauses:
            if isinstance(clause, Together) and not self._has_posts(clause):
                found += [(clause_text(clause), way) for way in islice(self._looser(clause), 1)]
        return found

    def _looser(self, clause: Together) -> Iterator[Way]:
        """Yield the ways to find words together that are found: near in another order, then anywhere."""
        shown = " ".join(map(clause_text, clause.nodes))
        ways: list[tuple[Change, Node, str]] = [(Change.APART, conjunction(clause.nodes), shown)]
        if clause.is_ordered:
            turned = replace(clause, is_ordered=False)
            ways.insert(0, (Change.TURNED, turned, clause_text(turned)))
        for change, node, shown in ways:
            query = self._with(clause, node)
            if posts := self._rows(self._evaluator.posts(query.node)):
                yield Way(change, shown, query, posts)

    # Spellings

    def _with(self, old: Node, new: Node) -> Query:
        return Query.of(replaced(self._query.node, old, new), self._query.order)

    def _respellings(self, leaves: Sequence[Leaf]) -> list[Way]:
        """Return the ways to spell all of these words and names, of which posts match none."""
        leaves = leaves[:_MOST_WORDS]
        node = self._query.node
        for leaf in leaves:
            node = replaced(node, leaf, MatchAll())
        rest = self._evaluator.posts(node)
        if not rest:
            return []
        choices = [self._choices(leaf, rest, _SECONDS / len(leaves)) for leaf in leaves]
        if len(leaves) > 1:
            choices = [self._found(some, rest) for some in choices]
        if not any(choices):
            return []
        if len(leaves) > 1:
            # What nothing is near to may be left out, better than that nothing is found.
            choices = [[*each, _Proposal(leaf, None)] for leaf, each in zip(leaves, choices, strict=True)]
        tried = sorted(islice(product(*choices), _MOST_TRIED), key=_left_out)
        if len(leaves) > 1:
            tried.pop()
        return self._counted(tried, lambda node: node) or self._counted(tried, anywhere)

    def _counted(
        self, tried: Sequence[Sequence[_Proposal]], changed: Callable[[Node], Node | None]
    ) -> list[Way]:
        """Return the ways to put proposals in their places that find something once the query is `changed`."""
        ways: list[Way] = []
        fewest = 0
        end = time.thread_time() + _SECONDS_OF_COUNTING
        for some in tried:
            if len(ways) == _MOST or (ways and (_left_out(some) > fewest or time.thread_time() > end)):
                break
            spelt = self._query.node
            for old, new in some:
                spelt = without(spelt, old) if new is None else replaced(spelt, old, new)
            node = changed(spelt)
            if node is not None and (posts := self._rows(self._evaluator.posts(node))):
                query = Query.of(node, self._query.order)
                only = some[0].new if len(some) == 1 and node is spelt else None
                shown = clause_text(only) if only else text_of(query)
                ways.append(Way(Change.MEANT, shown, query, posts))
                fewest = _left_out(some)
        return ways

    def _choices(self, leaf: Leaf, rest: BitMap, seconds: float) -> list[_Proposal]:
        return [_Proposal(leaf, new) for new in islice(self._proposals.near(leaf, rest, seconds), _TRIED)]

    def _found(self, proposals: Sequence[_Proposal], rest: BitMap) -> list[_Proposal]:
        """Return the first few proposals that posts of the rest of the query match."""
        found = (each for each in proposals if each.new is not None and self._has_posts(each.new, rest))
        return list(islice(found, _TRIED_EACH))


def _left_out(proposals: Sequence[_Proposal]) -> int:
    """Return how many of the words are left out."""
    return sum(each.new is None for each in proposals)


def _any_of(nodes: Sequence[Node]) -> str:
    """Return the words of which posts have none."""
    *others, last = _first(nodes, _MOST_SHOWN)
    return tr("{others} or {last}", others=tr(", ").join(others), last=last) if others else last


def _all_of(nodes: Sequence[Node], longest: int = _MOST_SHOWN) -> str:
    *others, last = _first(nodes, longest)
    return tr("{others} and {last}", others=tr(", ").join(others), last=last) if others else last


def _first(nodes: Sequence[Node], longest: int) -> list[str]:
    """Return the first few nodes as they are typed, and how many more there are."""
    texts = map(clause_text, nodes[:_MOST_WORDS])
    shown = [text if len(text) <= longest else f"{text[: longest - 1]}…" for text in texts]
    if len(nodes) > len(shown):
        shown.append(tr("{count} more", count=format(len(nodes) - len(shown), ",")))
    return shown
