"""Output of the commands that list things: one set of options, and the forms in which a list is printed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, tzinfo
from itertools import islice
from typing import Generic, NamedTuple, TypeVar

from reader.cli.arguments import Arguments
from reader.cli.fields import FIELDS
from reader.cli.output import cut, is_terminal, print_json, print_lines, use_colours, width
from reader.errors import UsageError
from reader.language import tr
from reader.post import PostDate

T = TypeVar("T")

Record = Mapping[str, object]
"""the values of the fields of one thing; a date is a PostDate or None"""


class Listing(NamedTuple, Generic[T]):
    """A list of things, and how one of them, or all, are printed."""

    items: Iterable[T]
    record: Callable[[T], Record]
    """returns the values of the fields of its command"""
    plain: Callable[[Iterable[T]], Iterator[str]]
    """yields lines for a pipe"""
    aligned: Callable[[Iterable[T], int], Iterator[str]]
    """yields lines for people, of at most so many cells"""
    total: Callable[[], int] | None = None
    """counts the things in less time than it takes to go through them"""


class Output:
    """What the options of a command say of its output."""

    def __init__(self, arguments: Arguments, command: str, zone: tzinfo = UTC, ambiguous: int = 1) -> None:
        """Raise UsageError for options that contradict each other, and a template that cannot be read.

        `command` names the fields, see `reader.cli.fields`; `zone` is the user's clock.
        """
        self._arguments = arguments
        self._zone = zone
        self._ambiguous = ambiguous
        self.fields = FIELDS[command]
        use_colours(arguments.color)
        _refuse_contradictions(arguments)
        self._template: Callable[[Record], str] | None = None
        if arguments.format is not None:
            from reader.cli.template import Template

            self._template = Template(arguments.format, self.fields, zone, ambiguous).line

    @property
    def is_aligned(self) -> bool:
        """whether lines are laid out for people: on a terminal, and where a width or colours are asked for"""
        arguments = self._arguments
        return is_terminal() or arguments.columns is not None or arguments.color == "always"

    @property
    def columns(self) -> int:
        """cells of a line"""
        return self._arguments.columns or width()

    @property
    def limit(self) -> int | None:
        """how many things are printed at most; None for all"""
        limit: int | None = self._arguments.limit
        return limit

    def fitted(self, lines: Iterable[str]) -> Iterator[str]:
        """Yield lines as they are, or cut to the cells that `--width` asks for."""
        columns, ambiguous = self._arguments.columns, self._ambiguous
        return (line if columns is None else cut(line.expandtabs(), columns, ambiguous) for line in lines)

    def print(self, listing: Listing[T], *, is_limited: bool = False) -> None:
        """Print a list in the form that is asked for; `is_limited` tells that the limit was seen to."""
        items = (
            iter(listing.items) if is_limited or self._arguments.count else islice(listing.items, self.limit)
        )
        if self.print_records(map(listing.record, items), listing.total):
            return
        if self.is_aligned:
            print_aligned(listing.aligned(items, self.columns))
        else:
            print_lines(listing.plain(items))

    def print_records(self, records: Iterable[Record], total: Callable[[], int] | None = None) -> bool:
        """Print records, or their number, if a form for programs is asked for; return whether it is.

        `total` counts them in less time than it takes to go through them.
        """
        arguments = self._arguments
        if arguments.count:
            print(sum(1 for _ in records) if total is None else total())
        elif arguments.json or arguments.ndjson:
            print_json(map(self._object, records), lines=arguments.ndjson)
        elif self._template is not None:
            print_lines(map(self._template, records))
        else:
            return False
        return True

    def _object(self, record: Record) -> Record:
        """Return a record as JSON has it, its fields in the order of their table."""
        return {each.name: self._value(record[each.name]) for each in self.fields}

    def _value(self, value: object) -> object:
        return value.iso(self._zone) if isinstance(value, PostDate) else value


def print_aligned(lines: Iterator[str]) -> None:
    """Print lines for people: through the pager where a terminal has not room for them."""
    if is_terminal():
        from reader.cli.pager import print_paged  # starts programs, which a pipe never needs

        print_paged(lines)
    else:
        print_lines(lines)


def tabbed(columns: Iterable[object]) -> str:
    """Return a line of columns for a pipe."""
    return "\t".join(map(str, columns))


def _refuse_contradictions(arguments: Arguments) -> None:
    """Raise UsageError for options that exclude each other and are no two forms, which argparse refuses."""
    if arguments.count and arguments.limit is not None:
        raise UsageError(tr("--count counts everything: leave out --limit."))
    is_for_programs = arguments.format is not None or any(
        getattr(arguments, form, False) for form in ("json", "ndjson", "count", "csv", "anki")
    )
    if is_for_programs and arguments.columns is not None:
        raise UsageError(
            tr("--width is for lines that people read: leave it out, or what asks for another form.")
        )
    if is_for_programs and arguments.color == "always":
        raise UsageError(
            tr("--color is for lines that people read: leave it out, or what asks for another form.")
        )
