"""Orders posts by relevance to the words of a query.

What a post weighs is known from its texts alone (`relevance.py`), and texts are slow to read. So tokens put the posts
into classes first: by how many of the words stand in the title, and then by words that stand side by side. The posts of
the best classes, of one class the newest, are read and weighed; the others follow class by class, newest first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from itertools import pairwise

from pyroaring import BitMap

from reader.index.answer import OrderedPosts, RankedPosts
from reader.index.evaluate import Evaluator
from reader.index.relevance import Term, rarity, weight
from reader.index.snapshot import Snapshot
from reader.query.nodes import Contains, Match, Node, TextField, Words, sought
from reader.query.pattern import Pattern, occurrences
from reader.query.patterns import pattern_of
from reader.text.spelling import SearchText, search_form

_READ = 200
"""posts whose texts are read: what a list waits for"""
_LOOKED_THROUGH = 40
"""the same where a word stands for several, which takes longer to find in a text"""
_MOST_WORDS = 24
"""words of a query that weigh"""
_TITLE, _NOTE, _PHRASE = 2, 2, 1
"""what a word in the title, one in the user's note, and two side by side, add to the class of a post"""
_LITERAL = (Match.ALIKE, Match.EXACT)


class Ranking:
    """Orders the posts of one query at one moment."""

    def __init__(self, evaluator: Evaluator, snapshot: Snapshot, node: Node) -> None:
        self._evaluator = evaluator
        self._snapshot = snapshot
        nodes = [
            part for part in sought(node) if part.match is not Match.EXPRESSION and search_form(part.text)
        ]
        by_form = {(search_form(part.text), part.match in _LITERAL): part for part in nodes}
        self._words = dict(list(by_form.items())[:_MOST_WORDS])
        self._most = _READ if all(is_literal for _, is_literal in self._words) else _LOOKED_THROUGH

    def parts(self, posts: BitMap) -> list[OrderedPosts | RankedPosts]:
        """Return the posts in order, the most relevant first; newest first where nothing is searched for."""
        if not self._words:
            return [OrderedPosts(self._snapshot, posts)]
        classes = self._classes(posts)
        best = self._best(classes)
        others = [OrderedPosts(self._snapshot, each - best) for each in classes]
        return [self._weighed(best), *others]

    def first(
        self, candidates: BitMap, most: int, verified: Callable[[BitMap], BitMap]
    ) -> RankedPosts | None:
        """Return at most so many of many candidates, the most relevant that are `verified`; None where there are few."""
        if not self._words or len(candidates) <= self._most:
            return None
        first = self._weighed(self._best(self._classes(candidates))).at(0, most)
        posts = verified(BitMap(first))
        return RankedPosts(posts, [number for number in first if number in posts])

    def _weighed(self, posts: BitMap) -> RankedPosts:
        terms = list(self._terms())
        weights = {number: weight(number, texts, terms) for number, texts in self._evaluator.texts(posts)}
        rank = self._snapshot.ranks.__getitem__
        # Another run may have taken some of the posts out of the index since the snapshot.
        return RankedPosts(posts, sorted(posts, key=lambda number: (-weights.get(number, 0), rank(number))))

    def _terms(self) -> Iterator[Term]:
        for (form, is_literal), node in self._words.items():
            word: Words | Contains = Words(node.text) if is_literal else Words(node.text, node.match)
            share = rarity(len(self._evaluator.candidates(word)), len(self._snapshot.all))
            noted = self._evaluator.noted(word)
            if is_literal:
                yield Term(partial(occurrences, word=form), share, form, noted)
            else:
                yield Term(partial(_spans, pattern_of(word)), share, None, noted)

    def _classes(self, posts: BitMap) -> list[BitMap]:
        """Return the posts in classes, the best first, as far as tokens tell."""
        words = [form for form, is_literal in self._words if is_literal]
        signs: list[tuple[int, Node]] = [(_TITLE, Contains(TextField.TITLE, form)) for form in words]
        # The last character of a word and the first of the next are one token.
        signs += [(_PHRASE, Words(one[-1] + other[0])) for one, other in pairwise(words)]
        classes = {0: posts}
        if len(posts) <= self._most:
            return [posts]
        held = [(more, self._evaluator.candidates(sign, posts)) for more, sign in signs]
        held += [(_NOTE, self._evaluator.noted(Words(form))) for form in words]
        for more, with_sign in held:
            heavier: dict[int, BitMap] = {}
            for value, each in classes.items():
                for total, some in ((value + more, each & with_sign), (value, each - with_sign)):
                    if some:
                        heavier[total] = heavier.get(total, BitMap()) | some
            classes = heavier
        return [classes[value] for value in sorted(classes, reverse=True)]

    def _best(self, classes: list[BitMap]) -> BitMap:
        """Return the posts that are read: the best classes, and the newest of the first that is too large."""
        best = BitMap()
        for each in classes:
            room = self._most - len(best)
            if len(each) > room:
                newest = OrderedPosts(self._snapshot, each, are_newest=True)
                return best | BitMap(newest.at(0, room))
            best |= each
        return best


def _spans(pattern: Pattern, form: str) -> Iterator[tuple[int, int]]:
    """Yield where a pattern stands in a form, which is its own form."""
    return pattern.spans(SearchText(form))
