"""POST on the command line: what it may be, and which posts are meant."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator

from reader.cli.arguments import Arguments, as_text
from reader.cli.context import Context, asked, load, note_nothing
from reader.cli.output import note_some
from reader.errors import PostNotFoundError
from reader.language import ntr, tr
from reader.post import Post

STREAM = "-"
_MOST_DIGITS = 6


def post_named(context: Context, name: str) -> Post:
    """Return the post that a POST means: a number of the last list, or what `Library.named` finds. Raise PostError."""
    library = context.library
    # No number of a list begins with 0; a part of a path may.
    if not (name.isascii() and name.isdigit() and len(name) <= _MOST_DIGITS) or name.startswith("0"):
        return library.named(name, context.catch_up)
    try:
        # A file may have a number for its name.
        return library.find(name)
    except PostNotFoundError:
        from reader.cli.last_list import numbered

        archive, path = numbered(int(name))
        return library.named(str(archive / path), context.catch_up)


class Chosen:
    """The posts that a command is to work on."""

    def __init__(self) -> None:
        self.posts: list[Post] = []
        """in the order in which they were named; the first of several copies of a post, unless all are asked for"""
        self.code = 0
        """1 if any is missing, or nothing matches"""


def chosen(context: Context, arguments: Arguments, *, fold_copies: bool = True) -> Chosen:
    """Return the posts of POST…, of `--query`, and of the paths on stdin that `-` or `-0` stands for.

    A POST that means none or several raises PostError; a path on stdin without a post is noted, and so is a query that
    nothing matches.
    """
    found = Chosen()
    posts = [post_named(context, name) for name in arguments.post if name != STREAM]
    if arguments.query is not None:
        posts += _matching(context, arguments.query, found)
    if STREAM in arguments.post or arguments.null:
        posts += _on_stdin(context, found, is_null=arguments.null)
    found.posts = context.library.without_copies(posts) if fold_copies else posts
    return found


def _matching(context: Context, text: str, found: Chosen) -> Iterator[Post]:
    query = asked(context.library, as_text(text))
    load(context)
    results = context.library.select(query, fold_copies=True)
    if not len(results):
        note_nothing(context.library, results)
        found.code = 1
    return (row.post for row in results)


def _on_stdin(context: Context, found: Chosen, *, is_null: bool) -> Iterator[Post]:
    """Load, and yield the posts whose paths stdin has, a line each, or with `is_null` each with a null character after it.

    Paths without a post are noted: the first of them, and how many there are.
    """
    end = b"\0" if is_null else b"\n"
    names = [os.fsdecode(line) for line in sys.stdin.buffer.read().split(end) if line.strip()]
    load(context)
    missing = []
    for name, post in context.library.listed(names):
        if post is None:
            missing.append(tr("No post {path} in the open archives.", path=as_text(name)))
        else:
            yield post
    if missing:
        note_some(
            missing,
            lambda number: ntr(
                "{count} more path has no post in the open archives.",
                "{count} more paths have no post in the open archives.",
                number,
            ),
        )
        found.code = 1
