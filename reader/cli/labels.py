"""`reader labels`: the labels with the numbers of their posts; renames and deletes them."""

from __future__ import annotations

from reader.cli.arguments import Arguments, as_text
from reader.cli.context import Context, open_context
from reader.cli.output import cut, is_terminal, note, print_json, width
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
    counts = library.label_counts()
    if arguments.json or arguments.ndjson:
        print_json(({"name": name, "count": count} for name, count in counts.items()), lines=arguments.ndjson)
    elif is_terminal():
        digits = max((len(str(count)) for count in counts.values()), default=0)
        cells = width() - digits - len(_GAP)
        for name, count in counts.items():
            print(f"{count:>{digits}}", cut(name, cells, context.settings.ambiguous_width), sep=_GAP)
    else:
        for name, count in counts.items():
            print(count, name, sep="\t")
    if not counts:
        note("No post has a label: `reader mark --label NAME POST` gives one.")
    return 1 if library.marks_problem or not counts else 0
