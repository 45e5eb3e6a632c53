"""The files that hold one post, and what tells each from the file that the list shows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from reader.post import Post
from reader.text.script import fold


@dataclass(frozen=True, slots=True)
class Copy:
    """One file of a post that several files hold."""

    post: Post
    differs: tuple[str, ...] = ()
    """in what it is otherwise: `title`, `date`, `author`, `address`, `tags`, `text`, or `file` where nothing but
    the bytes is"""
    is_shown: bool = False
    """whether this is the file that the others are compared with"""
    problem: str = ""
    """why the file can not be compared, a sentence; empty where it can"""


def compared(shown: Post, copies: Iterable[Post]) -> Iterator[Copy]:
    """Each of the copies beside the one that is shown. Reads the files."""
    bytes_of_shown = _bytes(shown)
    words_of_shown = _words(shown, bytes_of_shown)
    for post in copies:
        if post.id == shown.id:
            yield Copy(post, is_shown=True)
            continue
        content = _bytes(post)
        if isinstance(content, OSError):
            reason = (content.strerror or str(content)).lower()
            yield Copy(post, problem=f"The file can not be read ({reason}).")
        elif content == bytes_of_shown:
            yield Copy(post)
        else:
            differs = [name for name, value in _VALUES.items() if value(post) != value(shown)]
            if _words(post, content) != words_of_shown:
                differs.append("text")
            yield Copy(post, tuple(differs) or ("file",))


_VALUES: dict[str, Callable[[Post], object]] = {
    "title": lambda post: post.title,
    "date": lambda post: post.date and post.date.utc,
    "author": lambda post: post.author,
    "address": lambda post: post.source,
    "tags": lambda post: {(tag.kind, fold(tag.name)) for tag in post.tags},
}


def _bytes(post: Post) -> bytes | OSError:
    try:
        return post.file.read_bytes()
    except OSError as error:
        return error


def _words(post: Post, content: bytes | OSError) -> str:
    """The text of the post without anything that is set otherwise from time to time; nothing for no file."""
    from reader.convert.plain import extract  # the parser of HTML costs 10 ms
    from reader.store.load import load

    if isinstance(content, OSError):
        return ""
    _, body = load(post.archive, post.path)
    return "".join(fold(extract(body, title=post.title, source=post.source).text).split())
