"""What may have been meant by a word or a name of a query that finds nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from pyroaring import BitMap

from reader.frozen import replace
from reader.index.answering import QueryContext
from reader.index.labels import LANGUAGE, Labels
from reader.index.near_words import NearWords
from reader.library.marked_posts import LabelledPosts
from reader.library.missing import NAMES_A_SECOND, Named, clauses_near, near_names, tags_of_name
from reader.library.respelling import parts_of, respelt, without_accents, without_signs
from reader.query.nodes import (
    And,
    Contains,
    Equals,
    HasField,
    Labelled,
    Match,
    Node,
    Not,
    Or,
    Tagged,
    TextField,
    Together,
    Words,
    Written,
    conjunction,
)
from reader.text.script import Script
from reader.text.spelling import search_form

Text = Words | Contains
Leaf = Text | Named


def leaves_of(node: Node) -> Iterator[Leaf]:
    """Yield the words and names that matching posts have, or one of them."""
    match node:
        case And(nodes) | Or(nodes) | Together(nodes):
            for each in nodes:
                yield from leaves_of(each)
        case Words() | Contains() | Equals() | Tagged() | Labelled() | HasField() | Written():
            yield node


def is_text(leaf: Node) -> bool:
    """Return whether a leaf is searched for in the texts of posts, and names nothing."""
    return isinstance(leaf, Words) or (
        isinstance(leaf, Contains) and leaf.field not in (TextField.AUTHOR, TextField.SITE)
    )


def has_text(node: Node) -> bool:
    """Return whether a node has a leaf that is searched for in texts, also where none may match it."""
    match node:
        case And(nodes) | Or(nodes) | Together(nodes):
            return any(map(has_text, nodes))
        case Not(inner):
            return has_text(inner)
        case _:
            return is_text(node)


class Proposals:
    """Words and names that archives have, in the place of those that were typed."""

    def __init__(
        self, context: QueryContext, labels: Labels, own_labels: Mapping[str, LabelledPosts]
    ) -> None:
        """`own_labels` are those of the user."""
        self._context = context
        self._evaluator = context.evaluator
        self._labels = labels
        self._own_labels = own_labels

    def near(self, leaf: Leaf, rest: BitMap, seconds: float) -> Iterator[Node]:
        """Yield what may have been meant by a word or a name of which no post matches the rest of its query.

        The likeliest first. `rest` are the posts of the rest of the query; `seconds` is how long words near it are looked for.
        """
        match leaf:
            case Words() | Contains(TextField.TITLE | TextField.TEXT | TextField.CAPTION):
                yield from self._near_words(leaf, rest, seconds)
            case Contains(TextField.NOTE):
                return
            case Labelled(name):
                by_size = sorted(self._own_labels.values(), key=lambda label: -len(label.posts))
                yield from map(Labelled, near_names(name, [label.name for label in by_size]))
                yield from tags_of_name(self._labels, name)
            case _:
                if isinstance(leaf, Tagged) and search_form(leaf.name) in self._own_labels:
                    yield Labelled(leaf.name)
                yield from clauses_near(self._labels, leaf, int(seconds * NAMES_A_SECOND))

    def _near_words(self, leaf: Text, rest: BitMap, seconds: float) -> Iterator[Node]:
        if isinstance(leaf, Contains):
            yield Words(leaf.text, leaf.match)
        if leaf.match not in (Match.ALIKE, Match.EXACT):
            return
        texts = dict.fromkeys((leaf.text, without_accents(leaf.text)))
        looser = [replace(leaf, text=text, match=Match.ALIKE) for text in texts]
        bare = replace(looser[-1], text=without_signs(leaf.text))
        yield from (each for each in dict.fromkeys((*looser, bare)) if each != leaf)
        if bare.text != leaf.text and self._evaluator.posts(bare, rest):
            return
        near_words = NearWords(self._context, rest, seconds)
        # Brackets and other parts of a post only where that finds nothing: they may be meant.
        places: list[list[Text]] = [[leaf, *looser]]
        if bare.text != leaf.text:
            places.append([bare])
        if isinstance(leaf, Contains):
            places.append([Words(bare.text)])
        for typed in places:
            near = list(self._spelt(typed, near_words))
            yield from near
            if any(self._evaluator.posts(each, rest) for each in near):
                return
        parts = parts_of(
            leaf.text, lambda part, within: self._evaluator.posts(replace(leaf, text=part), within), rest
        )
        if parts:
            yield conjunction(replace(leaf, text=part) for part in parts)

    def _spelt(self, typed: Sequence[Text], near_words: NearWords) -> Iterator[Node]:
        """Yield texts, which differ in how they are compared, with each word that is near to the first."""
        field = typed[0].field if isinstance(typed[0], Contains) else None
        for near in near_words.find(search_form(typed[0].text), field):
            for each in dict.fromkeys(typed):
                yield replace(each, text=respelt(each.text, near, self._script))

    @property
    def _script(self) -> Script:
        """The Chinese script of most posts."""
        hant, hans = (len(self._labels.posts(LANGUAGE, script)) for script in (Script.HANT, Script.HANS))
        return Script.HANT if hant >= hans else Script.HANS
