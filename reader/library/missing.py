"""Names in a query that nothing in the archives has, with the nearest that are there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from difflib import get_close_matches
from typing import NamedTuple

from reader.index.index import QueryContext
from reader.index.labels import AUTHOR, FIELD, HOST, LANGUAGE, Labels
from reader.library.names import Names, find
from reader.post import TagKind
from reader.query.format import clause_text
from reader.query.nodes import And, Contains, Equals, HasField, Node, Or, Tagged, TextField, Words, Written
from reader.query.query import Query
from reader.query.sites import site_name
from reader.text.language_names import shown_language
from reader.text.pinyin import spell
from reader.text.script import fold

_NEAREST = 3
"""names that a sentence lists"""
_MAX_NAMES = 20_000
"""names that are compared letter by letter, the commonest: 0.2 s"""
_SHORTEST = 2
"""characters from which a name is near another"""
_SIMILAR = 0.6
"""the similarity of `difflib` from which names are near each other"""


class Missing(NamedTuple):
    """A name that is nowhere in the archives."""

    what: str
    """such as `tag`, `author` or `saved search`"""
    name: str
    nearest: tuple[str, ...]
    """what to write instead, as in a query, the nearest first; empty if nothing is near"""

    @property
    def sentence(self) -> str:
        """What to tell the user."""
        if not self.nearest:
            return f"There is no {self.what} {self.name}."
        *others, last = self.nearest
        tried = f"{', '.join(others)} or {last}" if others else last
        return f"There is no {self.what} {self.name}; try {tried}."


def missing(
    context: QueryContext, labels: Labels, query: Query, searches: Sequence[str]
) -> Iterator[Missing]:
    """Yield the names in a query that no post has; `searches` are those of the saved searches."""
    for node in _names_in(query.node):
        match node:
            case Words(text) if text.startswith("@") and node == query.node:
                near = _near(text[1:], searches)
                yield Missing("saved search", text[1:], tuple(f"@{name}" for name in near))
            case Words():
                pass
            case Written(language) if not context.evaluator.posts(node):
                here = _shown(labels, LANGUAGE)[:_NEAREST]
                yield Missing(
                    "post in",
                    shown_language(language or ""),
                    tuple(clause_text(Written(each)) for each in here),
                )
            case _ if not context.evaluator.posts(node):
                yield _missing_name(labels, node)


def _names_in(node: Node) -> Iterator[Node]:
    """Yield the parts of a query that posts must have and that name something."""
    match node:
        case And(nodes) | Or(nodes):
            for each in nodes:
                yield from _names_in(each)
        case Contains(TextField.AUTHOR | TextField.SITE):
            yield node
        case Equals() | Tagged() | HasField() | Written() | Words():
            yield node


def _missing_name(labels: Labels, node: Node) -> Missing:
    match node:
        case Tagged(name, kind):
            kinds = list(TagKind) if kind is None else [kind]
            names = [each for some in kinds for each in _shown(labels, some)]
            nearest = [*_elsewhere(labels, name), *(Tagged(each, kind) for each in _near(name, names))]
            return _found("tag" if kind is None else str(kind), name, nearest)
        case Contains(TextField.SITE, name) | Equals(TextField.SITE, name):
            sites = list(dict.fromkeys(map(site_name, _shown(labels, HOST))))
            return _found("site", name, [Equals(TextField.SITE, each) for each in _near(name, sites)])
        case Contains(_, name) | Equals(_, name):
            authors = [Equals(TextField.AUTHOR, each) for each in _near(name, _shown(labels, AUTHOR))]
            return _found("author", name, [*_elsewhere(labels, name), *authors])
        case HasField(name, None):
            return _found("field", name, map(HasField, _near(name, _shown(labels, FIELD))))
        case HasField(name, value) if labels.posts(FIELD, node.path):
            return Missing(f"value {value} in the field", name, ())
        case HasField(name):
            return _missing_name(labels, HasField(name))
        case _:
            raise AssertionError(node)


def _found(what: str, name: str, nearest: Iterable[Node]) -> Missing:
    return Missing(what, name, tuple(dict.fromkeys(map(clause_text, nearest)))[:_NEAREST])


def _elsewhere(labels: Labels, name: str) -> Iterator[Node]:
    """Yield where a name stands that was looked for among others."""
    folded = fold(name)
    for kind in TagKind:
        if labels.posts(kind, folded):
            yield Tagged(name, kind)
    if labels.posts(AUTHOR, folded):
        yield Equals(TextField.AUTHOR, name)


def _shown(labels: Labels, kind: str) -> list[str]:
    """Return the names of a kind as they are shown, the commonest first."""
    some = sorted(labels.of_kind(kind), key=lambda label: (-len(label.posts), label.name))
    return [label.shown for label in some]


def _near(name: str, names: Sequence[str]) -> list[str]:
    """Return a few of the names, the nearest first.

    These are names with the name in them, in pinyin too, names that sound alike, and names of similar letters.
    """
    if len(name.strip()) < _SHORTEST:
        return []
    found = [names[number] for _, number in find([Names(names)], name, _NEAREST)]
    some = names[:_MAX_NAMES]
    sound = "" if name.isascii() else spell(name)
    found += [each for each in some if sound and spell(each) == sound]
    by_fold = {fold(each): each for each in some}
    similar = get_close_matches(fold(name), by_fold, _NEAREST, _SIMILAR)
    return list(dict.fromkeys([*found, *map(by_fold.__getitem__, similar)]))[:_NEAREST]
