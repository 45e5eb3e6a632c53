"""`reader searches`: the saved searches with their numbers of posts; saves, renames and deletes them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial

from reader.cli.arguments import Arguments, as_text
from reader.cli.context import Context, load, open_context
from reader.cli.listing import Listing, Output, Record, tabbed
from reader.cli.output import DIM, cut, note, pad, styled
from reader.errors import ReaderError, UsageError
from reader.language import tr
from reader.library import Library, SavedCounts
from reader.text.safe import clean_line
from reader.typeset.cells import cell_len

_WORDS = {"save": "save NAME QUERY", "rename": "rename OLD NEW", "delete": "delete NAME"}
"""what can be done, as it is written"""


def run(arguments: Arguments) -> int:
    """Print the searches, or change one; return the exit code."""
    words = [as_text(word) for word in arguments.words]
    if not words:
        return _print(open_context(arguments, needs_marks=True), arguments)
    usage = _WORDS.get(words[0])
    if usage is None:
        raise UsageError(
            tr(
                "{word} is not an action on searches; the actions are {words}.",
                word=clean_line(words[0]),
                words=", ".join(_WORDS),
            )
        )
    if len(words) != len(usage.split()):
        raise UsageError(tr("This is written so: {command}.", command=f"reader searches {usage}"))
    library = open_context(arguments, needs_marks=True).library
    _change(library, *words)
    return 0


def _change(library: Library, action: str, name: str, other: str = "") -> None:
    searches = library.searches
    if action != "save" and name not in {search.name for search in searches.all()}:
        raise ReaderError(
            tr("No search is saved as {name}: `reader searches` names those that are.", name=clean_line(name))
        )
    if action == "save":
        name = _new_name(name)
        library.asked(other)
        searches.save(name, other)
        note(tr("Saved as {name}.", name=name))
    elif action == "rename":
        new = _new_name(other)
        searches.rename(name, new)
        note(tr("{name} is {new} now.", name=clean_line(name), new=new))
    else:
        searches.delete(name)
        note(tr("{name} is deleted.", name=clean_line(name)))


def _new_name(text: str) -> str:
    """Return the name under which a search is kept: one line without control characters, as on the screen."""
    name = clean_line(text)
    if not name:
        raise UsageError(tr("A saved search needs a name with at least one visible character."))
    return name


def _print(context: Context, arguments: Arguments) -> int:
    output = Output(arguments, "searches")
    load(context)
    counts = list(context.library.saved.counts())
    if arguments.sort == "name":
        counts.sort(key=lambda each: each.search.name)
    elif arguments.sort == "posts":
        counts.sort(key=lambda each: each.posts, reverse=True)
    lines = partial(_lines, ambiguous=context.settings.ambiguous_width)
    output.print(Listing(counts, _record, _plain, lines))
    for each in counts:
        if each.posts < 0:
            note(
                tr(
                    "The query saved as {name} cannot be read: save another in its place.",
                    name=clean_line(each.search.name),
                )
            )
    if not counts:
        note(tr("No search is saved: `reader searches save NAME QUERY` saves one."))
    return 0 if counts and all(each.posts >= 0 for each in counts) else 1


def _record(each: SavedCounts) -> Record:
    search = each.search
    numbers = {"posts": max(each.posts, 0), "unread": each.unread, "new": each.new}
    return {"name": search.name, "query": search.query, **numbers}


def _plain(counts: Iterable[SavedCounts]) -> Iterator[str]:
    for each in counts:
        texts = clean_line(each.search.name), clean_line(each.search.query)
        yield tabbed((max(each.posts, 0), each.unread, each.new, *texts))


def _lines(counts: Iterable[SavedCounts], columns: int, *, ambiguous: int) -> Iterator[str]:
    counts = list(counts)
    digits = max((len(str(each.posts)) for each in counts), default=1)
    unread = [tr("{unread:,} unread", unread=each.unread) for each in counts]
    widest = max((cell_len(text, ambiguous) for text in unread), default=0)
    most = max((cell_len(clean_line(each.search.name), ambiguous) for each in counts), default=0)
    names = min(most, columns // 2)
    for each, text in zip(counts, unread, strict=True):
        numbers = f"{max(each.posts, 0):>{digits}}  {' ' * (widest - cell_len(text, ambiguous))}{text}"
        if each.new:
            numbers += "  " + tr("{new:,} new", new=each.new)
        name = pad(clean_line(each.search.name), names, ambiguous)
        room = columns - names - cell_len(numbers, ambiguous) - 4
        query = cut(clean_line(each.search.query), room, ambiguous)
        yield "  ".join((name, numbers, styled(query, DIM)))
