"""Copies of a post: the files that hold it, and how each differs from the file that is shown."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from reader.errors import reason_of
from reader.library.conversion import extract_of
from reader.post import Post
from reader.text.spelling import search_form


@dataclass(frozen=True, slots=True)
class Copy:
    """One of the files that hold a post."""

    post: Post
    differs: tuple[str, ...] = ()
    """what differs: `title`, `date`, `author`, `address`, `tags`, `text`, or only `file` for mere bytes"""
    is_shown: bool = False
    """whether this is the shown file, which the others are compared with"""
    problem: str = ""
    """why the file can not be compared, a sentence; empty if it can"""


def compared(shown: Post, copies: Iterable[Post]) -> Iterator[Copy]:
    """Yield each of the copies, compared with the shown one. Reads the files."""
    bytes_of_shown = _bytes(shown)
    text_of_shown = _text(shown, bytes_of_shown)
    for post in copies:
        if post.id == shown.id:
            yield Copy(post, is_shown=True)
            continue
        content = _bytes(post)
        if isinstance(content, OSError):
            yield Copy(post, problem=f"The file can not be read ({reason_of(content)}).")
        elif content == bytes_of_shown:
            yield Copy(post)
        else:
            differs = [name for name, value in _COMPARED.items() if value(post) != value(shown)]
            if _text(post, content) != text_of_shown:
                differs.append("text")
            yield Copy(post, tuple(differs) or ("file",))


_COMPARED: dict[str, Callable[[Post], object]] = {
    "title": lambda post: post.title,
    "date": lambda post: post.date and (post.date.utc, post.date.is_floating),
    "author": lambda post: post.author,
    "address": lambda post: post.source,
    "tags": lambda post: {(tag.kind, search_form(tag.name)) for tag in post.tags},
}


def _bytes(post: Post) -> bytes | OSError:
    try:
        return post.file.read_bytes()
    except OSError as error:
        return error


def _text(post: Post, content: bytes | OSError) -> str:
    """Return the post's text folded and without spaces; empty for an unreadable file."""
    from reader.store.load import load

    if isinstance(content, OSError):
        return ""
    loaded = load(post.archive, post.path)
    values = loaded.front_matter.values
    return "".join(
        search_form(extract_of(loaded.body, title=post.title, source=post.source, values=values).text).split()
    )
