"""The model of the dialog for labels: which there are, which the posts have, and which match what is typed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from enum import Enum, auto
from typing import NamedTuple

from reader.language import ntr, tr
from reader.library import LabelNameError, Library, label_name
from reader.library.names import Names, find
from reader.post import Post
from reader.text.spelling import search_form
from reader.tui.keys.in_force import key_of
from reader.tui.labelling import labelled, unlabelled


class Had(Enum):
    """Which of the posts have a label."""

    NONE = auto()
    SOME = auto()
    ALL = auto()


class LabelChoice(NamedTuple):
    """A row of the dialog."""

    name: str
    posts: int
    """how many posts have it in all archives"""
    had: Had
    is_new: bool = False
    """whether no post has it yet"""


class LabelsNow(NamedTuple):
    """The labels as they are at a moment."""

    counts: Mapping[str, int]
    """all of them, with the number of posts in all archives that have each"""
    had: Counter[str]
    """with the number of posts of the dialog"""


class LabelChoices:
    """The labels that there are, those of some posts first, then the most used; narrowed by what is typed.

    Changes and reading may be done in any thread; what they find is shown by `take`.
    """

    def __init__(self, library: Library, posts: Sequence[Post]) -> None:
        """Read the labels. Raise StateError."""
        self._library = library
        self.posts = posts
        self._typed = ""
        self._order: list[str] = []
        self._counts: Mapping[str, int] = {}
        self._had: Counter[str] = Counter()
        self.shown: Sequence[LabelChoice] = ()
        """the rows"""
        self.problem = ""
        """why what is typed cannot be a label; empty if it can"""
        self.take(self.read())
        self._order.sort(key=lambda name: (not self._had[name], -self._counts[name]))
        self.narrow("")

    def read(self) -> LabelsNow:
        """Return the labels as they are now. Raise StateError."""
        had = Counter(name for post in self.posts for name in self._library.labels.of(post))
        return LabelsNow(self._library.labels.counts(), had)

    def take(self, now: LabelsNow) -> None:
        """Show the labels as they are, in the order that they have; new ones come first."""
        self._counts, self._had = now
        known = set(self._order)
        kept = [name for name in self._order if name in self._counts]
        self._order = [*(name for name in self._counts if name not in known), *kept]
        self._show()

    def narrow(self, typed: str) -> None:
        """Show the labels that match, the best first, and the typed name itself unless it is one of them."""
        self._typed = typed
        self._show()

    def _show(self) -> None:
        typed, self.problem = self._typed, ""
        if not typed.strip():
            self.shown = [self._choice(name) for name in self._order]
            return
        numbers = [number for _, number in find([Names(self._order)], typed, len(self._order))]
        choices = [self._choice(self._order[number]) for number in numbers]
        try:
            name = label_name(typed)
        except LabelNameError as error:
            self.problem = str(error)
        else:
            if search_form(name) not in map(search_form, self._order):
                # Before what only sounds like it without being Chinese: `n2` is read as `n` in a tone, as is `n1`.
                form = search_form(typed.strip())
                meant = [
                    each for each in choices if form in search_form(each.name) or not each.name.isascii()
                ]
                new = LabelChoice(name, 0, Had.NONE, is_new=True)
                choices = [*meant, new, *(each for each in choices if each not in meant)]
        self.shown = choices

    def _choice(self, name: str) -> LabelChoice:
        have = self._had[name]
        had = Had.ALL if have == len(self.posts) else Had.SOME if have else Had.NONE
        return LabelChoice(name, self._counts[name], had)

    def toggle(self, name: str) -> str:
        """Give all posts the label, or take it away if all have it; return in words what that did.

        Raise LabelNameError or StateError.
        """
        gives = not all(name in self._library.labels.of(post) for post in self.posts)
        changed = self._library.labels.set(self.posts, name, gives)
        return labelled(changed, name) if gives else unlabelled(changed, name)

    def rename(self, old: str, new: str) -> str:
        """Rename a label; return in words what that did. Raise LabelNameError, LabelNotFoundError or StateError."""
        return labelled(self._library.labels.rename(old, new), label_name(new))

    def delete(self, name: str) -> str:
        """Take a label from all posts; return in words what that did. Raise LabelNotFoundError or StateError."""
        return ntr(
            "label {name} deleted from {count} post, {key} brings it back",
            "label {name} deleted from {count} posts, {key} brings it back",
            self._library.labels.delete(name),
            name=name,
            key=key_of("mark.undo"),
        )

    def put_in_place(self, old: str, new: str) -> None:
        """Let a label stand where another one did that has become this one."""
        if old in self._order and (spelt := label_name(new)) not in self._order:
            self._order[self._order.index(old)] = spelt

    def becomes(self, old: str, new: str) -> str:
        """Return in words with which other label a renamed one becomes one; empty for none. Raise LabelNameError."""
        name = label_name(new)
        form = search_form(name)
        other = (
            name if name in self._counts else next((e for e in self._order if search_form(e) == form), None)
        )
        if other is None or other == old:
            return ""
        return tr("becomes one with {other} ({count:,})", other=other, count=self._counts[other])
