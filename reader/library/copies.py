"""Copies of a post: the files that hold it, and how each differs from the file that is shown."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from reader.errors import PostUnreadableError, reason_of
from reader.language import later, tr
from reader.library.conversion import extract_of
from reader.library.versions import Edit, TextChanges, text_changes, value_change
from reader.post import Post
from reader.text.safe import clean_line
from reader.text.spelling import search_form, tight_form


@dataclass(frozen=True, slots=True)
class Copy:
    """One of the files that hold a post."""

    post: Post
    differs: tuple[str, ...] = ()
    """what differs but for spelling: `title`, `date`, `author`, `address`, `tags`, `text`, or only `file` for mere bytes"""
    is_shown: bool = False
    """whether this is the shown file, which the others are compared with"""
    problem: str = ""
    """why the file cannot be compared, a sentence; empty if it can"""


@dataclass(frozen=True, slots=True)
class Difference:
    """What one copy of a post says differently than another."""

    values: tuple[tuple[str, Edit], ...]
    """name and change of those of title, author and address that differ"""
    text: TextChanges


def compared(shown: Post, copies: Iterable[Post]) -> Iterator[Copy]:
    """Yield each of the copies, compared with the shown one. Reads the files."""
    bytes_of_shown = _bytes(shown)
    text_of_shown = "" if isinstance(bytes_of_shown, OSError) else tight_form(_text(shown))
    for post in copies:
        if post.id == shown.id:
            yield Copy(post, is_shown=True)
            continue
        content = _bytes(post)
        if isinstance(content, OSError):
            yield Copy(post, problem=tr("The file cannot be read ({reason}).", reason=reason_of(content)))
        elif content == bytes_of_shown:
            yield Copy(post)
        else:
            differs = [name for name, value in _COMPARED.items() if value(post) != value(shown)]
            if tight_form(_text(post)) != text_of_shown:
                differs.append(later("text"))
            yield Copy(post, tuple(differs) or (later("file"),))


def difference(before: Post, after: Post) -> Difference:
    """Return what one copy of a post says differently than another. Reads both files.

    Raise PostUnreadableError if one of them is missing or unreadable.
    """
    for post in (before, after):
        content = _bytes(post)
        if isinstance(content, OSError):
            raise PostUnreadableError(clean_line(post.path), reason_of(content)) from content
    values = tuple(
        (name, value_change(text_of(before), text_of(after)))
        for name, text_of in _SHOWN.items()
        if tight_form(text_of(before)) != tight_form(text_of(after))
    )
    return Difference(values, text_changes(_text(before), _text(after)))


_COMPARED: dict[str, Callable[[Post], object]] = {
    later("title"): lambda post: tight_form(post.title),
    later("date"): lambda post: post.date and (post.date.utc, post.date.is_floating),
    later("author"): lambda post: post.author,
    later("address"): lambda post: post.source,
    later("tags"): lambda post: {(tag.kind, search_form(tag.name)) for tag in post.tags},
}

_SHOWN: dict[str, Callable[[Post], str]] = {
    "title": lambda post: post.title,
    "author": lambda post: post.author,
    "address": lambda post: post.source,
}


def _bytes(post: Post) -> bytes | OSError:
    try:
        return post.file.read_bytes()
    except OSError as error:
        return error


def _text(post: Post) -> str:
    """Return the text of a post's file."""
    from reader.store.load import load

    loaded = load(post.archive, post.path)
    values = loaded.front_matter.values
    return extract_of(loaded.body, title=post.title, source=post.source, values=values).text
