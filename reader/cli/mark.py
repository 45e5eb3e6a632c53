"""`reader mark`: marks posts as read, unread or starred, and labels them."""

from __future__ import annotations

from reader.cli.arguments import Arguments, as_text
from reader.cli.context import open_context
from reader.cli.output import note, print_json
from reader.cli.shapes import post_shape
from reader.errors import UsageError
from reader.language import tr
from reader.library import label_name
from reader.text.plural import counted


def run(arguments: Arguments) -> int:
    """Mark the posts, or none of them if one is not found; return the exit code."""
    given = [label_name(as_text(name)) for name in arguments.label]
    taken = [label_name(as_text(name)) for name in arguments.unlabel]
    if arguments.read is None and arguments.star is None and not given and not taken:
        raise UsageError(tr("Say what to mark: --read, --unread, --star, --unstar, --label or --unlabel."))
    if both := set(given) & set(taken):
        raise UsageError(tr("The label {label} can not be given and taken at once.", label=min(both)))
    library = open_context(arguments, notes_marks=False).library
    named = [library.find_anywhere(name) for name in arguments.post]
    posts = list({post.id: post for post in named}.values())
    if arguments.read is not None:
        library.mark_read(posts, arguments.read)
    if arguments.star is not None:
        library.star(posts, arguments.star)
    for name in given:
        library.label(posts, name, labelled=True)
    for name in taken:
        library.label(posts, name, labelled=False)
    if arguments.json or arguments.ndjson:
        shapes = (
            post_shape(
                post,
                library.zone,
                unread=not library.is_read(post),
                starred=library.is_starred(post),
                labels=library.labels(post),
            )
            for post in posts
        )
        print_json(shapes, lines=arguments.ndjson)
    else:
        note(tr("{posts} marked.", posts=counted(len(posts), "post")))
    return 0
