"""`reader labels`: the labels with the numbers of their posts; renames and deletes them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from operator import itemgetter

from reader.cli.arguments import Arguments, as_text
from reader.cli.context import Context, open_context
from reader.cli.listing import Listing, Output, Record, tabbed
from reader.cli.output import cut, note
from reader.errors import UsageError
from reader.library import Library
from reader.text.plural import counted

_GAP = "  "
_WORDS = {"rename": "rename OLD NEW", "delete": "delete NAME"}
"""what can be done, as it is written"""


def run(arguments: Arguments) -> int:
    """Print the labels, or change one; return the exit code."""
    words = [as_text(word) for word in arguments.words]
    if not words:
        return _print(open_context(arguments), arguments)
    usage = _WORDS.get(words[0])
    if usage is None:
        raise UsageError(f"{words[0]} is nothing that can be done with labels: {', '.join(_WORDS)} are.")
    if len(words) != len(usage.split()):
        raise UsageError(f"This is written so: reader labels {usage}.")
    _change(open_context(arguments, notes_marks=False).library, *words, is_trial=arguments.dry_run)
    return 0


def _change(library: Library, action: str, name: str, new: str = "", *, is_trial: bool) -> None:
    if is_trial:
        had = library.label_counts().get(library.known_label(name), 0)
        note(
            f"{counted(had, 'post')} would be {'relabelled' if action == 'rename' else 'without the label'}."
        )
    elif action == "rename":
        note(f"{counted(library.rename_label(name, new), 'post')} relabelled.")
    else:
        had = library.delete_label(name)
        note(f"{name} is deleted from {counted(had, 'post')}: Z in the reader takes that back.")


def _print(context: Context, arguments: Arguments) -> int:
    library = context.library
    output = Output(arguments, "labels")
    counts = library.label_counts()
    labels = list(counts.items())
    if arguments.sort == "count":
        labels.sort(key=itemgetter(1), reverse=True)
    lines = partial(_lines, ambiguous=context.settings.ambiguous_width)
    output.print(Listing(labels, _record, _plain, lines))
    if not counts:
        note("No post has a label: `reader mark --label NAME POST` gives one.")
    return 1 if library.marks_problem or not counts else 0


def _record(label: tuple[str, int]) -> Record:
    return dict(zip(("name", "count"), label, strict=True))


def _plain(labels: Iterable[tuple[str, int]]) -> Iterator[str]:
    return (tabbed((count, name)) for name, count in labels)


def _lines(labels: Iterable[tuple[str, int]], columns: int, *, ambiguous: int) -> Iterator[str]:
    labels = list(labels)
    digits = max((len(str(count)) for _, count in labels), default=0)
    for name, count in labels:
        yield f"{count:>{digits}}{_GAP}{cut(name, columns - digits - len(_GAP), ambiguous)}"
