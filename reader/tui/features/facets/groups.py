"""What the tag pane shows, without a screen: groups of values, folded, short or whole, narrowed by typing."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from enum import Enum, auto
from typing import NamedTuple, Protocol

from reader.query.facets import Choice, Facet, Mode

SHORT = 6
"""values that a short group shows beside the chosen ones"""
TITLES = {
    Facet.CHANNEL: "Channels",
    Facet.KEYWORD: "Keywords",
    Facet.HASHTAG: "Hashtags",
    Facet.AUTHOR: "Authors",
    Facet.SITE: "Sites",
    Facet.LANG: "Languages",
    Facet.YEAR: "Years",
}
_LANGUAGES = {"hant": "繁體", "hans": "简体", "en": "English", "other": "Other"}


class Counted(Protocol):
    """A value of a facet and the number of posts that have it."""

    @property
    def name(self) -> str:
        """As the query names it."""

    @property
    def facet(self) -> Facet:
        """What kind of value it is."""

    @property
    def key(self) -> str:
        """The name, folded."""

    @property
    def count(self) -> int:
        """How many posts have it."""


class Chosen(NamedTuple):
    """A value that the query names."""

    value: Counted
    mode: Mode


class Extent(Enum):
    """How much of a group is shown."""

    FOLDED = auto()
    """the chosen values alone"""
    SHORT = auto()
    """the first few"""
    WHOLE = auto()


class Row(NamedTuple):
    """A line of the pane."""

    facet: Facet
    value: Counted | None
    """the value; None for the line that says how many more there are, and for that of a folded group"""
    mode: Mode | None = None
    """how the query treats the value"""
    more: int = 0
    """how many values the line stands for"""


class _Group(NamedTuple):
    facet: Facet
    chosen: Sequence[Chosen]
    values: Sequence[Counted]
    """those that are not chosen"""
    shown: int
    """how many of the values have lines"""
    is_folded: bool

    @property
    def lines(self) -> int:
        return len(self.chosen) + self.shown + (self.shown < len(self.values) or self.is_folded)

    @property
    def size(self) -> int:
        return len(self.chosen) + len(self.values)

    def row(self, line: int) -> Row:
        if self.is_folded:
            # The line of a folded group stands in the place of its heading, over what is chosen.
            if line == 0:
                return Row(self.facet, None, more=self.size)
            line -= 1
        if line < len(self.chosen):
            return Row(self.facet, self.chosen[line].value, self.chosen[line].mode)
        line -= len(self.chosen)
        if line < self.shown:
            return Row(self.facet, self.values[line])
        return Row(self.facet, None, more=len(self.values) - self.shown)

    def find(self, value: Counted | None) -> int | None:
        """The line of the value, or for None the line that stands for several."""
        if value is None:
            return 0 if self.is_folded else self.lines - 1 if self.shown < len(self.values) else None
        keys = [one.value.key for one in self.chosen]
        keys += [other.key for other in self.values[: self.shown]]
        return keys.index(value.key) + self.is_folded if value.key in keys else None


class FacetGroups:
    """The groups in their order. Values come sorted; nothing here depends on how many lines a screen has."""

    def __init__(self, fold: Callable[[str], str]) -> None:
        self._fold = fold
        self._values: Mapping[Facet, Sequence[Counted]] = {}
        self._chosen: Mapping[Facet, Sequence[Chosen]] = {}
        self._most: dict[Facet, int] = {}
        self._extents = dict.fromkeys(Facet, Extent.SHORT)
        self._narrowed_by = ""
        self._groups: list[_Group] = []
        self._starts: list[int] = []

    def fill(
        self, values: Mapping[Facet, Sequence[Counted]], chosen: Mapping[Facet, Sequence[Chosen]]
    ) -> None:
        """Show these values; `chosen` holds those that the query names, with a count of 0 where no post has them."""
        self._values, self._chosen = values, chosen
        self._most = {
            facet: max((value.count for value in some), default=0) for facet, some in values.items()
        }
        self._arrange()

    def narrow(self, text: str) -> None:
        """Show only the values whose spelling in either script contains the text."""
        self._narrowed_by = self._fold(text)
        self._arrange()

    def has_match(self, text: str) -> bool:
        """Whether the spelling of any value contains the text."""
        wanted = self._fold(text)
        return any(self._matching(facet, wanted) for facet in self._values)

    def fold_or_unfold(self, facet: Facet) -> None:
        """Fold the group, or show its first values again."""
        folded = self._extents[facet] is Extent.FOLDED
        self._extents[facet] = Extent.SHORT if folded else Extent.FOLDED
        self._arrange()

    def show_whole(self, facet: Facet) -> None:
        """Show all values of the group."""
        self._extents[facet] = Extent.WHOLE
        self._arrange()

    def _matching(self, facet: Facet, wanted: str) -> Sequence[Counted]:
        values = self._values[facet]
        if not wanted:
            return values
        if facet is Facet.LANG:
            return [
                value for value in values if wanted in value.key or wanted in self._fold(shown_name(value))
            ]
        if facet is Facet.HASHTAG:
            wanted = wanted.removeprefix("#")
        return [value for value in values if wanted in value.key]

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
                if wanted in one.value.key or wanted in self._fold(shown_name(one.value))
            ]
            values = self._matching(facet, wanted)
            if chosen:
                keys = {one.value.key for one in chosen}
                values = [value for value in values if value.key not in keys]
            if facet is Facet.YEAR:
                # Years read as a row of bars in order of time, whatever the others are sorted by.
                values = sorted(values, key=lambda value: value.key, reverse=True)
            extent = self._extents[facet]
            is_folded = extent is Extent.FOLDED and not wanted
            shown = 0 if is_folded else len(values)
            # A line that says "1 more" is no shorter than the one.
            if extent is not Extent.WHOLE and shown > SHORT + 1:
                shown = SHORT
            group = _Group(facet, chosen, values, shown, is_folded)
            if group.size:
                self._groups.append(group)
                self._starts.append(line)
                line += group.lines

    def __len__(self) -> int:
        """How many lines there are."""
        return self._starts[-1] + self._groups[-1].lines if self._groups else 0

    def row(self, index: int) -> Row:
        """What the line shows."""
        place = bisect_right(self._starts, index) - 1
        return self._groups[place].row(index - self._starts[place])

    def is_folded(self, facet: Facet) -> bool:
        """Whether the group shows but one line and what is chosen."""
        return any(group.is_folded for group in self._groups if group.facet is facet)

    def size(self, facet: Facet) -> int:
        """How many values the group has, shown or not."""
        return next((group.size for group in self._groups if group.facet is facet), 0)

    def share(self, value: Counted) -> float:
        """The value's count as a share of the largest of its group, 0 to 1."""
        return value.count / self._most[value.facet] if self._most.get(value.facet) else 0.0

    def start(self, facet: Facet) -> int:
        """The first line of the group."""
        return next(
            (start for start, group in zip(self._starts, self._groups, strict=True) if group.facet is facet),
            0,
        )

    def beside(self, index: int, steps: int) -> int:
        """The first line of the group `steps` further on than that of the line; it stops at the ends."""
        if not self._starts:
            return 0
        place = bisect_right(self._starts, index) - 1
        if steps < 0 and index > self._starts[place]:
            steps += 1
        return self._starts[min(max(place + steps, 0), len(self._starts) - 1)]

    def find(self, row: Row | None) -> int | None:
        """Where a line with the same value, or of the same kind, is now; None where it is gone."""
        if row is None:
            return None
        for start, group in zip(self._starts, self._groups, strict=True):
            if group.facet is row.facet:
                line = group.find(row.value)
                return None if line is None else start + line
        return None


def shown_name(value: Counted) -> str:
    """The value as the pane names it."""
    if value.facet is Facet.HASHTAG:
        return f"#{value.name}"
    return _LANGUAGES.get(value.name, value.name) if value.facet is Facet.LANG else value.name


def choice_of(value: Counted) -> Choice:
    """The value as queries choose it."""
    return Choice(value.facet, value.name)
