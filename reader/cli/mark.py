"""`reader mark`: marks posts as read, unread or starred, and labels them; takes the last change back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from reader.cli.arguments import Arguments, as_text
from reader.cli.context import Context, open_context
from reader.cli.naming import chosen
from reader.cli.output import note, print_json
from reader.cli.undoing import undo
from reader.errors import UsageError
from reader.language import ntr, tr
from reader.library import Library, label_name
from reader.library.shapes import post_shape
from reader.post import Post


def run(arguments: Arguments) -> int:
    """Mark the posts, or none of them if one that is named is not found; return the exit code."""
    given = [label_name(as_text(name)) for name in arguments.label]
    taken = [label_name(as_text(name)) for name in arguments.unlabel]
    has_marks = arguments.read is not None or arguments.star is not None or given or taken
    has_posts = arguments.post or arguments.query is not None or arguments.null
    if arguments.undo:
        if has_marks or has_posts:
            raise UsageError(tr("--undo undoes the last change of marks: leave everything else out."))
        return undo(arguments)
    if not has_marks:
        raise UsageError(tr("Say what to mark: --read, --unread, --star, --unstar, --label or --unlabel."))
    if not has_posts:
        raise UsageError(tr("Say which posts: POST, --query QUERY, or - for paths on standard input."))
    if both := set(given) & set(taken):
        raise UsageError(tr("The label {label} cannot be given and taken at once.", label=min(both)))
    context = open_context(arguments, needs_marks=True)
    found = chosen(context, arguments)
    labels = {context.library.labels.known(name): name in given for name in (*given, *taken)}
    changed = [post for post in found.posts if _is_changed(context.library, post, arguments, labels)]
    if changed and not arguments.dry_run:
        context.library.mark(changed, read=arguments.read, starred=arguments.star, labels=labels)
    _tell(context, arguments, found.posts, len(changed))
    return found.code


def _is_changed(library: Library, post: Post, arguments: Arguments, labels: Mapping[str, bool]) -> bool:
    """Return whether a post has not yet all marks that are asked for."""
    has = library.labels.of(post)
    return (
        arguments.read not in (None, library.is_read(post))
        or arguments.star not in (None, library.is_starred(post))
        or any((name in has) != given for name, given in labels.items())
    )


def _tell(context: Context, arguments: Arguments, posts: Sequence[Post], changed: int) -> None:
    """Print the posts as they are now, or say how many of them changed; of a trial, whose posts are as before, do both."""
    library = context.library
    if arguments.json or arguments.ndjson:
        shapes = (
            post_shape(
                post,
                library.zone,
                unread=not library.is_read(post),
                starred=library.is_starred(post),
                labels=library.labels.of(post),
            )
            for post in posts
        )
        print_json(shapes, lines=arguments.ndjson)
    if arguments.dry_run:
        note(ntr("{count} post would be marked.", "{count} posts would be marked.", changed))
    elif not (arguments.json or arguments.ndjson):
        note(ntr("{count} post marked.", "{count} posts marked.", changed))
