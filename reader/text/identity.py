"""The key of a post, under which its marks are stored."""

from __future__ import annotations

import os
import re
from pathlib import Path

from reader.post import Post
from reader.text.late import late
from reader.text.urls import normalise

_ADDRESS = late(r"(?:https?:)?//", re.IGNORECASE)
_DATED_NAME = late(r"\d{4}-\d{2}-\d{2}[-_ ].*\w.*\.\w+", re.ASCII)
_FILE = "file:"
_NO_PART = late(
    # What leads to a place that every page may have, and what sites add in order to count visitors.
    r"(?:top|main|content|comments?(?:-?\d+)?|respond|disqus_thread|_=_|(?:utm_\w+|xtor|ref|from)=.*)?",
    re.IGNORECASE,
)
_DIRECTIVE = ":~:"
"""begins the part of a fragment that is no part of an address (WICG, URL Fragment Text Directives)"""


def key_of(post: Post) -> str:
    """Return the key of a post whose address is its own, which copies share and a moved file keeps.

    It is the normalised address that the post was archived from. Without one, or for the front page of a site, it is
    `file_key`. Posts that share an address without being copies have a `key_within` it.
    """
    if _ADDRESS.match(post.source):
        address = normalise(post.source)
        if "/" in address or "?" in address:
            return address
    return file_key(post.archive, post.path)


def file_key(archive: Path, path: str) -> str:
    """Return the key that a post has by its file.

    It is the file's name if that begins with a day, as in Jekyll: such a name is kept when the file moves. Else it is
    the path with the name of the archive, as every archive may have a `README.md`.
    """
    name = path.rpartition("/")[2]
    return f"{_FILE}{storable(name)}" if _DATED_NAME.fullmatch(name) else path_key(archive, path)


def path_key(archive: Path, path: str) -> str:
    """Return the key that a file has by its path in an archive of that name."""
    return _FILE + storable(f"{archive.name}/{path}")


def place_key(archive: Path, path: str) -> str:
    """Return the key that only the file at this very place has."""
    return _FILE + storable(f"{archive}/{path}")


def key_within(key: str, name: str) -> str:
    """Return the key of one of several posts that share a key; `name` is what tells it from the others.

    That is a `path_key` or a `place_key`: dated names are not kept apart in archives that are not open together.
    """
    return f"{key} {name}"


def page_of(key: str) -> str:
    """Return the address in a key; empty if it has none."""
    return "" if key.startswith(_FILE) else key.partition(f" {_FILE}")[0]


def part_of(source: str) -> str:
    """Return the fragment of an address if it tells a post from the others of its page; else nothing."""
    fragment = source.partition("#")[2].partition(_DIRECTIVE)[0].strip()
    return "" if _NO_PART.fullmatch(fragment) else fragment


def storable(path: str) -> str:
    """Return a path as text; SQLite rejects the surrogates that stand for bytes that are not UTF-8."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")
