"""`reader labels`: the labels with the numbers of their posts; gives, takes, renames and deletes them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from operator import itemgetter

from reader.cli.arguments import Arguments, as_text
from reader.cli.context import Context, open_context
from reader.cli.listing import Listing, Output, Record, tabbed
from reader.cli.naming import STREAM, Chosen, chosen
from reader.cli.output import cut, note
from reader.cli.undoing import undo
from reader.errors import UsageError
from reader.language import ntr, tr
from reader.library import Library
from reader.text.safe import clean_line

_GAP = "  "
_GIVE, _TAKE = "give", "take"
_WORDS = {
    _GIVE: "give NAME POST…",
    _TAKE: "take NAME POST…",
    "rename": "rename OLD NEW",
    "delete": "delete NAME",
}
"""what can be done, as it is written"""


def run(arguments: Arguments) -> int:
    """Print the labels, or change some; return the exit code. Raise UsageError"""
    words = [as_text(word) for word in arguments.words]
    if arguments.undo:
        if words or arguments.query is not None or arguments.null:
            raise UsageError(tr("--undo undoes the last change of marks: leave everything else out."))
        return undo(arguments)
    if not words or words == [STREAM]:
        return _print(arguments, [] if not words else [STREAM])
    action, *rest = words
    usage = _WORDS.get(action)
    if usage is None:
        raise UsageError(
            tr(
                "{word} is not an action on labels; the actions are {words}.",
                word=clean_line(action),
                words=", ".join(_WORDS),
            )
        )
    has_choice = arguments.query is not None or arguments.null
    if action in (_GIVE, _TAKE):
        is_whole = len(rest) > 1 or (len(rest) == 1 and has_choice)
    else:
        is_whole = len(words) == len(usage.split()) and not has_choice
    if not is_whole:
        raise UsageError(tr("This is written so: {command}.", command=f"reader labels {usage}"))
    _refuse_forms(arguments)
    if action in (_GIVE, _TAKE):
        # As they were typed: names of files need not be text.
        return _set(arguments, rest[0], arguments.words[2:], labelled=action == _GIVE)
    library = open_context(arguments, needs_marks=True).library
    change = _rename if action == "rename" else _delete
    change(library, *rest, is_trial=arguments.dry_run)
    return 0


def _refuse_forms(arguments: Arguments) -> None:
    """Raise UsageError for an option on what is printed, of which a change prints nothing."""
    for option in ("json", "ndjson", "format", "count", "limit", "sort", "columns"):
        if getattr(arguments, option):
            name = f"--{option if option != 'columns' else 'width'}"
            raise UsageError(tr("{option} is for the list of labels: leave it out.", option=name))


def _set(arguments: Arguments, name: str, posts: Sequence[str], *, labelled: bool) -> int:
    """Give a label to the posts that are named, or take it from them, as one change; return the exit code."""
    context = open_context(arguments, needs_marks=True)
    library = context.library
    label = library.labels.known(name)
    found = _posts(context, arguments, posts)
    changed = [post for post in found.posts if (label in library.labels.of(post)) != labelled]
    if changed and not arguments.dry_run:
        library.labels.set(changed, label, labelled=labelled)
    count = len(changed)
    if arguments.dry_run and labelled:
        sentence = ntr(
            "{label} would be given to {count} post.",
            "{label} would be given to {count} posts.",
            count,
            label=label,
        )
    elif arguments.dry_run:
        sentence = ntr(
            "{label} would be taken from {count} post.",
            "{label} would be taken from {count} posts.",
            count,
            label=label,
        )
    elif labelled:
        sentence = ntr(
            "{label} given to {count} post.", "{label} given to {count} posts.", count, label=label
        )
    else:
        sentence = ntr(
            "{label} taken from {count} post.", "{label} taken from {count} posts.", count, label=label
        )
    note(clean_line(sentence))
    return found.code


def _posts(context: Context, arguments: Arguments, posts: Sequence[str]) -> Chosen:
    return chosen(context, Arguments(post=posts, query=arguments.query, null=arguments.null))


def _rename(library: Library, old: str, new: str, *, is_trial: bool) -> None:
    if is_trial:
        note(
            ntr("{count} post would be relabelled.", "{count} posts would be relabelled.", _had(library, old))
        )
        return
    renamed = library.labels.rename(old, new)
    note(ntr("{count} post relabelled.", "{count} posts relabelled.", renamed))


def _delete(library: Library, name: str, *, is_trial: bool) -> None:
    if is_trial:
        had = _had(library, name)
        text = ntr(
            "{count} post would be without the label.", "{count} posts would be without the label.", had
        )
    else:
        text = ntr(
            "{name} is deleted from {count} post: `reader labels --undo` takes that back.",
            "{name} is deleted from {count} posts: `reader labels --undo` takes that back.",
            library.labels.delete(name),
            name=clean_line(name),
        )
    note(text)


def _had(library: Library, name: str) -> int:
    """Return how many posts have a label."""
    return library.labels.counts().get(library.labels.known(name), 0)


def _print(arguments: Arguments, posts: Sequence[str]) -> int:
    """Print all labels, or those of the posts that are named with the numbers of these."""
    context = open_context(arguments, needs_marks=True)
    library = context.library
    output = Output(arguments, "labels")
    code = 0
    if posts or arguments.query is not None or arguments.null:
        found = _posts(context, arguments, posts)
        code = found.code
        names = Counter(name for post in found.posts for name in library.labels.of(post))
        labels = sorted(names.items())
        if not labels and not found.code:
            note(tr("None of these posts has a label."))
    else:
        labels = list(library.labels.counts().items())
        if not labels:
            note(tr("No post has a label: `reader labels give NAME POST` gives one."))
    if arguments.sort == "count":
        labels.sort(key=itemgetter(1), reverse=True)
    lines = partial(_lines, ambiguous=context.settings.ambiguous_width)
    output.print(Listing(labels, _record, _plain, lines))
    return code or (0 if labels else 1)


def _record(label: tuple[str, int]) -> Record:
    return dict(zip(("name", "count"), label, strict=True))


def _plain(labels: Iterable[tuple[str, int]]) -> Iterator[str]:
    return (tabbed((count, name)) for name, count in labels)


def _lines(labels: Iterable[tuple[str, int]], columns: int, *, ambiguous: int) -> Iterator[str]:
    labels = list(labels)
    digits = max((len(str(count)) for _, count in labels), default=0)
    for name, count in labels:
        yield f"{count:>{digits}}{_GAP}{cut(name, columns - digits - len(_GAP), ambiguous)}"
