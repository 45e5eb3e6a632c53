"""The model of the tag pane: groups of facet values that fold, unfold and narrow."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum, auto
from typing import TYPE_CHECKING, NamedTuple, Protocol

from reader.language import later, tr
from reader.library import SavedCounts
from reader.library.names import Names, find
from reader.query.facets import Choice, Facet, Mode
from reader.query.nodes import OTHER
from reader.text.language_names import shown_language
from reader.text.spelling import search_form

if TYPE_CHECKING:
    from reader.library.words_read import ReadWord

SHORT = 6
"""number of values that a short group shows besides the chosen ones"""
_LEAST_LETTERS = 2
"""of pinyin: one letter begins a name of any table"""
_MOST_READ = 1_000
"""values of a group, the first ones, that are found by pinyin: to spell more would be felt at the second letter"""
TITLES = {
    Facet.WORD: later("Words"),
    Facet.SAVED: later("Saved searches"),
    Facet.LABEL: later("Labels"),
    Facet.CHANNEL: later("Channels"),
    Facet.KEYWORD: later("Keywords"),
    Facet.HASHTAG: later("Hashtags"),
    Facet.AUTHOR: later("Authors"),
    Facet.SITE: later("Sites"),
    Facet.LANG: later("Languages"),
    Facet.YEAR: later("Years"),
}


class Counted(Protocol):
    """A value of a facet and its number of posts."""

    @property
    def name(self) -> str:
        """The value as written in queries."""

    @property
    def facet(self) -> Facet:
        """The facet that it belongs to."""

    @property
    def key(self) -> str:
        """The form of the name."""

    @property
    def count(self) -> int:
        """The number of posts with the value."""

    @property
    def remark(self) -> str:
        """What is said of it before the number, such as `3 new`."""


class SavedValue(NamedTuple):
    """A saved search as a value of its facet."""

    counts: SavedCounts

    @property
    def name(self) -> str:
        """The name that the user gave it."""
        return self.counts.search.name

    @property
    def facet(self) -> Facet:
        """That of saved searches."""
        return Facet.SAVED

    @property
    def key(self) -> str:
        """The form of the name."""
        return search_form(self.name)

    @property
    def count(self) -> int:  # type: ignore[override] # hides tuple.count, which nothing uses
        """The number of posts that it finds, whatever else the query says."""
        return self.counts.posts

    @property
    def remark(self) -> str:
        """The number of posts that are new, else of those that are unread."""
        if self.counts.new:
            return tr("{new:,} new", new=self.counts.new)
        return tr("{unread:,} unread", unread=self.counts.unread) if self.counts.unread else ""


class WordValue(NamedTuple):
    """A word of the posts that is read as the typed letters, as a value of its facet."""

    word: ReadWord

    @property
    def name(self) -> str:
        """The word."""
        return self.word.text

    @property
    def facet(self) -> Facet:
        """That of words."""
        return Facet.WORD

    @property
    def key(self) -> str:
        """The form of the word."""
        return search_form(self.name)

    @property
    def count(self) -> int:  # type: ignore[override] # hides tuple.count, which nothing uses
        """The number of posts that hold it, whatever else the query says."""
        return self.word.posts

    @property
    def remark(self) -> str:
        """Nothing."""
        return ""


class Chosen(NamedTuple):
    """A value that the query contains."""

    value: Counted
    mode: Mode


class Extent(StrEnum):
    """How much of a group is visible."""

    FOLDED = auto()
    """the chosen values only"""
    SHORT = auto()
    """the chosen values and the first `SHORT` others"""
    WHOLE = auto()


class FacetLine(NamedTuple):
    """A line of the pane: a value, or a line that stands for hidden values."""

    facet: Facet
    value: Counted | None
    """the value; None for the line of a folded group, and for the line with the number of hidden values"""
    mode: Mode | None = None
    """how the query contains the value; None if it does not"""
    more: int = 0
    """number of values that the line stands for"""


class _Group(NamedTuple):
    facet: Facet
    chosen: Sequence[Chosen]
    values: Sequence[Counted]
    """the values that are not chosen"""
    shown: int
    """number of `values` with a line"""
    is_folded: bool

    @property
    def lines(self) -> int:
        return len(self.chosen) + self.shown + (self.shown < len(self.values) or self.is_folded)

    @property
    def size(self) -> int:
        return len(self.chosen) + len(self.values)

    def line_at(self, index: int) -> FacetLine:
        if self.is_folded:
            # The line of a folded group replaces its heading above the chosen values.
            if index == 0:
                return FacetLine(self.facet, None, more=self.size)
            index -= 1
        if index < len(self.chosen):
            return FacetLine(self.facet, self.chosen[index].value, self.chosen[index].mode)
        index -= len(self.chosen)
        if index < self.shown:
            return FacetLine(self.facet, self.values[index])
        return FacetLine(self.facet, None, more=len(self.values) - self.shown)

    def find(self, value: Counted | None) -> int | None:
        """Return the line of a value, or for None the line that stands for hidden values."""
        if value is None:
            return 0 if self.is_folded else self.lines - 1 if self.shown < len(self.values) else None
        keys = [one.value.key for one in self.chosen]
        keys += [other.key for other in self.values[: self.shown]]
        return keys.index(value.key) + self.is_folded if value.key in keys else None


class FacetGroups:
    """The groups in the order of `TITLES`, as a sequence of lines. Their values must be sorted."""

    def __init__(self) -> None:
        self._values: Mapping[Facet, Sequence[Counted]] = {}
        self._chosen: Mapping[Facet, Sequence[Chosen]] = {}
        self._most: dict[Facet, int] = {}
        self._extents = dict.fromkeys(Facet, Extent.SHORT)
        self._narrowed_by = ""
        self._typed = ""
        self._names: dict[Facet, Names] = {}
        """those of the values, as far as letters were looked for in their pinyin"""
        self._groups: list[_Group] = []
        self._starts: list[int] = []

    def fill(
        self, values: Mapping[Facet, Sequence[Counted]], chosen: Mapping[Facet, Sequence[Chosen]]
    ) -> None:
        """Replace the values; `chosen` holds those in the query, with a count of 0 if no post has them."""
        self._values, self._chosen = values, chosen
        self._names.clear()
        self._most = {
            facet: max((value.count for value in some), default=0) for facet, some in values.items()
        }
        self._arrange()

    def narrow(self, text: str) -> None:
        """Show only values that contain the text, compared by form, or are read so."""
        self._typed, self._narrowed_by = text, search_form(text)
        self._arrange()

    def has_match(self, text: str) -> bool:
        """Return whether any value contains the text, compared by form, or is read so."""
        return any(self._matching(facet, text) for facet in self._values)

    def fold_or_unfold(self, facet: Facet) -> None:
        """Fold a group; if it is folded, show its first values again."""
        is_folded = self._extents[facet] is Extent.FOLDED
        self._extents[facet] = Extent.SHORT if is_folded else Extent.FOLDED
        self._arrange()

    @property
    def extents(self) -> Mapping[Facet, Extent]:
        """How much of each group is shown."""
        return self._extents

    def extend(self, extents: Mapping[Facet, Extent]) -> None:
        """Show as much of groups as this says."""
        self._extents |= extents
        self._arrange()

    def show_whole(self, facet: Facet) -> None:
        """Show all values of a group."""
        self._extents[facet] = Extent.WHOLE
        self._arrange()

    def _matching(self, facet: Facet, typed: str) -> Sequence[Counted]:
        values, wanted = self._values[facet], search_form(typed)
        if not wanted or facet is Facet.WORD:
            return values
        if facet is Facet.LANG:
            return [
                value for value in values if wanted in value.key or wanted in search_form(shown_name(value))
            ]
        if facet is Facet.HASHTAG:
            wanted = wanted.removeprefix("#")
        # What is just that stands before what contains it more often.
        contained = sorted(
            (value for value in values if wanted in value.key), key=lambda value: value.key != wanted
        )
        return contained if facet is Facet.YEAR else [*contained, *self._read_as(facet, wanted)]

    def _read_as(self, facet: Facet, wanted: str) -> Iterator[Counted]:
        """Yield the values with the typed letters in their pinyin alone."""
        if not wanted.isascii() or len(wanted) < _LEAST_LETTERS:
            return
        values = self._values[facet][:_MOST_READ]
        if (names := self._names.get(facet)) is None:
            names = self._names[facet] = Names([value.name for value in values])
        found = {number for _, number in find([names], wanted, len(values))}
        yield from (values[number] for number in sorted(found) if wanted not in values[number].key)

    def _arrange(self) -> None:
        wanted = self._narrowed_by
        self._groups, self._starts = [], []
        line = 0
        for facet in TITLES:
            if facet not in self._values:
                continue
            chosen = [
                one
                for one in self._chosen.get(facet, ())
                if wanted in one.value.key or wanted in search_form(shown_name(one.value))
            ]
            values = self._matching(facet, self._typed)
            if chosen:
                keys = {one.value.key for one in chosen}
                values = [value for value in values if value.key not in keys]
            if facet is Facet.YEAR:
                # Years are always in order of time, since their bars form a chart.
                values = sorted(values, key=lambda value: value.key, reverse=True)
            extent = self._extents[facet]
            is_folded = extent is Extent.FOLDED and not wanted
            shown = 0 if is_folded else len(values)
            # "1 more" would take the same room as the value itself.
            if extent is not Extent.WHOLE and shown > SHORT + 1:
                shown = SHORT
            group = _Group(facet, chosen, values, shown, is_folded)
            if group.size:
                self._groups.append(group)
                self._starts.append(line)
                line += group.lines

    def __len__(self) -> int:
        """Return the number of lines."""
        return self._starts[-1] + self._groups[-1].lines if self._groups else 0

    def line_at(self, index: int) -> FacetLine:
        """Return the line at an index."""
        number = bisect_right(self._starts, index) - 1
        return self._groups[number].line_at(index - self._starts[number])

    def is_folded(self, facet: Facet) -> bool:
        """Return whether a group is shown folded."""
        return any(group.is_folded for group in self._groups if group.facet is facet)

    def size(self, facet: Facet) -> int:
        """Return the number of values of a group, visible or not."""
        return next((group.size for group in self._groups if group.facet is facet), 0)

    def share(self, value: Counted) -> float:
        """Return the value's count relative to the largest of its group, from 0 to 1."""
        return value.count / self._most[value.facet] if self._most.get(value.facet) else 0.0

    def start(self, facet: Facet) -> int:
        """Return the index of a group's first line."""
        return next(
            (start for start, group in zip(self._starts, self._groups, strict=True) if group.facet is facet),
            0,
        )

    def meant(self, typed: str) -> int:
        """Return the index of the first value that is just the text, else the first index; words by their pinyin go first."""
        wanted = search_form(typed).removeprefix("#")
        for start, group in zip(self._starts, self._groups, strict=True):
            if group.facet is Facet.WORD:
                return start
            for place, value in enumerate(group.values[: group.shown], start + len(group.chosen)):
                if value.key == wanted:
                    return place
        return 0

    def beside(self, index: int, steps: int) -> int:
        """Return the first line of the group `steps` groups away from a line, stopping at the ends."""
        if not self._starts:
            return 0
        number = bisect_right(self._starts, index) - 1
        if steps < 0 and index > self._starts[number]:
            steps += 1
        return self._starts[min(max(number + steps, 0), len(self._starts) - 1)]

    def find(self, line: FacetLine | None) -> int | None:
        """Return the current index of a line with the same value, or of the same kind; None if it is gone."""
        if line is None:
            return None
        for start, group in zip(self._starts, self._groups, strict=True):
            if group.facet is line.facet:
                index = group.find(line.value)
                return None if index is None else start + index
        return None


def shown_name(value: Counted) -> str:
    """Return the value as displayed."""
    if value.facet is Facet.HASHTAG:
        return f"#{value.name}"
    if value.facet is Facet.LANG:
        return tr("Other") if value.name == OTHER else shown_language(value.name)
    return value.name


def choice_of(value: Counted) -> Choice:
    """Return the value as a choice for queries."""
    meaning = value.counts.meaning if isinstance(value, SavedValue) else None
    return Choice(value.facet, value.name, meaning)
