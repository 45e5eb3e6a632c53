"""`reader locate`: where the files of posts lie, or the pages that they are from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial

from reader.cli.arguments import Arguments
from reader.cli.context import open_context
from reader.cli.listing import Listing, Output, Record
from reader.cli.naming import post_named
from reader.cli.output import note
from reader.language import tr
from reader.post import Post
from reader.text.safe import clean_line, clean_path


def run(arguments: Arguments) -> int:
    """Print the path of each post's file, or its address; return the exit code, 1 if one has no address.

    Raise PostError for a POST that means none or several.
    """
    context = open_context(arguments)
    output = Output(arguments, "locate", context.library.zone, context.settings.ambiguous_width)
    posts = [post_named(context, name) for name in arguments.post]
    lines = partial(_lines, address=arguments.address)
    output.print(Listing(posts, _record, lines, lambda some, _: output.fitted(lines(some))))
    without = [post for post in posts if not post.source] if arguments.address else []
    for post in without:
        note(tr("{path} does not say which page it is from.", path=clean_line(post.path)))
    return 1 if without else 0


def _record(post: Post) -> Record:
    return {
        "file": str(post.file),
        "path": post.path,
        "archive": str(post.archive),
        "from": post.source,
        "title": post.title,
        "date": post.date,
    }


def _lines(posts: Iterable[Post], *, address: bool) -> Iterator[str]:
    for post in posts:
        if not address:
            yield clean_path(str(post.file))
        elif post.source:
            yield clean_line(post.source)
