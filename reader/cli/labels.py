"""`reader labels`: the labels with the numbers of their posts, and their renaming."""

from __future__ import annotations

from reader.cli.arguments import Arguments, as_text
from reader.cli.context import Context, open_context
from reader.cli.output import cut, is_terminal, note, print_json, width
from reader.errors import UsageError
from reader.text.plural import counted

_GAP = "  "


def run(arguments: Arguments) -> int:
    """Print the labels, or rename one; return the exit code."""
    words = [as_text(word) for word in arguments.words]
    if not words:
        return _print(open_context(arguments), arguments)
    if words[0] != "rename":
        raise UsageError(f"{words[0]} is nothing that can be done with labels: rename is.")
    if len(words) != len(("rename", "OLD", "NEW")):
        raise UsageError("Say which label, and its new name: reader labels rename OLD NEW.")
    library = open_context(arguments, notes_marks=False).library
    note(f"{counted(library.rename_label(words[1], words[2]), 'post')} relabelled.")
    return 0


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
