"""Names in a query that nothing in the archives has, with the nearest names that exist."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from difflib import get_close_matches

from reader.index.labels import AUTHOR, FIELD, HOST, LANGUAGE, Labels
from reader.language import later, tr
from reader.library.names import Names, find
from reader.post import TagKind
from reader.query.nodes import Contains, Equals, HasField, Labelled, Node, Tagged, TextField, Written
from reader.query.sites import site_name
from reader.text.language_names import shown_language
from reader.text.slips import Slip, slip_between
from reader.text.spelling import search_form

_NEAREST = 3
"""names that are proposed"""
NAMES_A_SECOND = 60_000
"""how many names are compared in a second of this thread"""
_SHORTEST = 2
"""characters from which a name is near another"""
_SIMILAR = 0.6
"""the similarity of `difflib` from which names are near each other"""

Named = Contains | Equals | HasField | Tagged | Labelled | Written
"""clauses that name something"""
NamedByPosts = Contains | Equals | HasField | Tagged | Written
"""those that name what posts have of themselves"""

_NO_TAG = {
    None: later("There is no tag {name}."),
    TagKind.CHANNEL: later("There is no channel {name}."),
    TagKind.KEYWORD: later("There is no keyword {name}."),
    TagKind.HASHTAG: later("There is no hashtag {name}."),
}


def missing_name(labels: Labels, node: Named) -> str:
    """Return the sentence that there is no such name as that of a clause which no post matches."""
    match node:
        case Written(language):
            return tr("There is no post in {language}.", language=shown_language(language or ""))
        case Tagged(name, kind):
            return tr(_NO_TAG[kind], name=name)
        case Labelled(name):
            return tr("There is no label {name}.", name=name)
        case Contains(TextField.SITE, name) | Equals(TextField.SITE, name):
            return tr("There is no site {name}.", name=name)
        case Contains(_, name) | Equals(_, name):
            return tr("There is no author {name}.", name=name)
        case HasField(name, value) if value is not None and labels.posts(FIELD, node.path):
            return tr("There is no value {value} in the field {name}.", value=value, name=name)
        case HasField(name):
            return tr("There is no field {name}.", name=name)


def clauses_near(labels: Labels, node: NamedByPosts, most: int) -> list[Node]:
    """Return the clauses with names near that of a clause that no post matches, the nearest first, each once.

    Of the names that there are, at most so many are compared, the commonest.
    """
    nearest: list[Node]
    match node:
        case Written():
            nearest = [Written(each) for each in _shown(labels, LANGUAGE)[:_NEAREST]]
        case Tagged(name, kind):
            kinds = list(TagKind) if kind is None else [kind]
            names = [each for some in kinds for each in _shown(labels, some, most // len(kinds))]
            near = [Tagged(each, kind) for each in near_names(name, names)]
            nearest = [*_elsewhere(labels, name), *(near or _other_tags(labels, name, kinds, most))]
        case Contains(TextField.SITE, name) | Equals(TextField.SITE, name):
            sites = list(dict.fromkeys(map(site_name, _shown(labels, HOST, most))))
            nearest = [Equals(TextField.SITE, each) for each in near_names(name, sites)]
        case Contains(_, name) | Equals(_, name):
            authors = [
                Equals(TextField.AUTHOR, each) for each in near_names(name, _shown(labels, AUTHOR, most))
            ]
            nearest = [*_elsewhere(labels, name), *(authors or _other_tags(labels, name, (), most))]
        case HasField(_, value) if value is not None and labels.posts(FIELD, node.path):
            nearest = []
        case HasField(name, value):
            fields = near_names(name, _shown(labels, FIELD, most))
            nearest = [*(HasField(each, value) for each in fields), *map(HasField, fields)]
    return list(dict.fromkeys(nearest))


def _elsewhere(labels: Labels, name: str) -> Iterator[Node]:
    """Yield where a name stands that was looked for among others."""
    yield from tags_of_name(labels, name)
    if labels.posts(AUTHOR, search_form(name)):
        yield Equals(TextField.AUTHOR, name)


def _other_tags(labels: Labels, name: str, kinds: Collection[str], most: int) -> list[Node]:
    """Return the tags of all but some kinds with names near one that is near no name of its own kind."""
    return [
        Tagged(each, kind)
        for kind in TagKind
        if kind not in kinds
        for each in near_names(name, _shown(labels, kind, most // len(TagKind)))
    ]


def tags_of_name(labels: Labels, name: str) -> Iterator[Tagged]:
    """Yield the tags of a name, of each kind that there is."""
    form = search_form(name)
    for kind in TagKind:
        if labels.posts(kind, form):
            yield Tagged(name, kind)


def _shown(labels: Labels, kind: str, most: int | None = None) -> list[str]:
    """Return the names of a kind as they are shown, the most common first, at most so many."""
    some = sorted(labels.of_kind(kind), key=lambda label: (-len(label.posts), label.name))
    return [label.shown for label in some[:most]]


def near_names(name: str, names: Sequence[str]) -> list[str]:
    """Return a few of the names, which are given the most common first; the nearest first.

    These are names with the name in them, in pinyin too, names that a slip of typing makes of it, and names of similar
    letters.
    """
    form = search_form(name)
    if len(form) < _SHORTEST:
        return []
    found = [names[number] for _, number in find([Names(names)], name, _NEAREST)]
    forms: dict[str, str] = {}
    for each in names:
        forms.setdefault(search_form(each), each)
    letters = set(form)
    # Comparing a name letter by letter takes a hundred times as long as comparing the sets of their letters.
    alike = [each for each in forms if 2 * len(letters.intersection(each)) >= len(letters)]
    slips = [(slip_between(form, each), each) for each in forms if abs(len(each) - len(form)) <= 1]
    # Of those of one kind of slip the most common first, as they come.
    near = [each for slip in Slip for found_slip, each in slips if found_slip is slip]
    near += get_close_matches(form, alike, _NEAREST, _SIMILAR)
    return list(dict.fromkeys([*found, *map(forms.__getitem__, near)]))[:_NEAREST]
