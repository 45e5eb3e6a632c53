"""`reader mark`: marks posts as read, unread or starred."""

from __future__ import annotations

from reader.cli.arguments import Arguments
from reader.cli.context import open_context
from reader.cli.output import note, print_json
from reader.cli.shapes import post_shape
from reader.errors import UsageError
from reader.text.plural import counted


def run(arguments: Arguments) -> int:
    """Mark the posts, or none of them if one is not found; return the exit code."""
    if arguments.read is None and arguments.star is None:
        raise UsageError("Say what to mark: --read, --unread, --star or --unstar.")
    library = open_context(arguments, notes_marks=False).library
    named = [library.find_anywhere(name) for name in arguments.post]
    posts = list({post.id: post for post in named}.values())
    if arguments.read is not None:
        library.mark_read(posts, arguments.read)
    if arguments.star is not None:
        library.star(posts, arguments.star)
    if arguments.json or arguments.ndjson:
        shapes = (
            post_shape(post, library.zone, unread=not library.is_read(post), starred=library.is_starred(post))
            for post in posts
        )
        print_json(shapes, lines=arguments.ndjson)
    else:
        note(f"{counted(len(posts), 'post')} marked.")
    return 0
