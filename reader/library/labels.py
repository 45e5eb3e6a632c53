"""Labels of the user's own: their names, the posts that have them, and renaming."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from reader.errors import ReaderError, UsageError
from reader.language import tr
from reader.library.post_marks import PostMarks
from reader.post import Post
from reader.state.statements import Item, Kind
from reader.text.equivalence import composed
from reader.text.safe import clean_line
from reader.text.spelling import search_form

LONGEST_LABEL = 100
"""characters of the longest name"""


class LabelNameError(UsageError):
    """A text cannot be the name of a label."""


class LabelNotFoundError(ReaderError):
    """No post has a label of this name."""

    def __init__(self, name: str) -> None:
        super().__init__(tr("No post has the label {name}: `reader labels` names them all.", name=name))


def label_name(text: str) -> str:
    """Return the name of a label as it is kept: one line without control characters. Raise LabelNameError."""
    name = clean_line(composed(text))
    if not name:
        raise LabelNameError(tr("A label needs a name with at least one character that is seen."))
    if len(name) > LONGEST_LABEL:
        raise LabelNameError(
            tr(
                "A label has at most {most} characters, and this one has {length:,}: shorten it, or write a note.",
                most=LONGEST_LABEL,
                length=len(name),
            )
        )
    return name


class Labels:
    """The labels of posts. Those of all archives share their names. Thread-safe."""

    def __init__(self, marks: PostMarks) -> None:
        self._marks = marks

    def of(self, post: Post) -> list[str]:
        """Return the labels of the post, in order."""
        return sorted(self._marks.names(post, Kind.LABEL))

    def all(self) -> list[str]:
        """Return all labels that posts of any archive have, in order."""
        return sorted(self._marks.all_names(Kind.LABEL))

    def counts(self) -> dict[str, int]:
        """Return all labels, in order, each with the number of posts of any archive that have it. Raise StateError."""
        counts = Counter(name for _, name in self._marks.all(Kind.LABEL))
        return {name: counts[name] for name in sorted(counts)}

    def known(self, text: str) -> str:
        """Return the name of a label as it is spelt already, else as it is kept. Raise LabelNameError.

        臺 is 台, and Physics is physics, as everywhere where names are typed.
        """
        name = label_name(text)
        names = self._marks.all_names(Kind.LABEL)
        form = search_form(name)
        if name in names or not form:
            return name
        return min((each for each in names if search_form(each) == form), default=name)

    def set(self, posts: Iterable[Post], text: str, labelled: bool) -> int:
        """Label the posts or take the label away, as one change; return how many changed.

        Raise LabelNameError or StateError.
        """
        return self._marks.mark(posts, Kind.LABEL, labelled, name=self.known(text))

    def delete(self, text: str) -> int:
        """Take a label away from all posts of all archives, as one change; return how many posts had it.

        Raise LabelNameError, LabelNotFoundError or StateError.
        """
        name = self.known(text)
        values = {
            Item(Kind.LABEL, key, name): None for key, each in self._marks.all(Kind.LABEL) if each == name
        }
        if not values:
            raise LabelNotFoundError(name)
        self._marks.change_log.say(values, "deleted-label", subject=name)
        return len(values)

    def rename(self, old: str, new: str) -> int:
        """Give a label another name on all posts of all archives, as one change; return how many posts that are.

        Where another label has that name already the two become one. Raise LabelNameError, LabelNotFoundError or
        StateError.
        """
        old, name = self.known(old), label_name(new)
        target = self.known(name)
        if target == old:
            target = name  # the same label, spelt anew
        said = self._marks.all(Kind.LABEL)
        renamed = {key: value for (key, each), value in said.items() if each == old}
        if not renamed:
            raise LabelNotFoundError(old)
        if target == old:
            return 0
        is_merged = any(each == target for _, each in said)
        values: dict[Item, str | None] = {Item(Kind.LABEL, key, old): None for key in renamed}
        values |= {Item(Kind.LABEL, key, target): value for key, value in renamed.items()}
        self._marks.change_log.say(
            values, "merged-label" if is_merged else "renamed-label", subject=f"{old} → {target}"
        )
        return len(renamed)
