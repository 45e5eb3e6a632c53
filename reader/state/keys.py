"""The key of a post: what is said of a post is kept under it."""

from __future__ import annotations

import os
import re

from reader.post import Post
from reader.text.urls import normalise

_ADDRESS = re.compile(r"(?:https?:)?//", re.IGNORECASE)
_DATED_NAME = re.compile(r"\d{4}-\d{2}-\d{2}[-_ ].*\w.*\.\w+", re.ASCII)


def key_of(post: Post) -> str:
    """Return the key of a post, which copies share and a moved file keeps.

    It is the normalised address that the post was archived from. Without one, or for the front page of a
    site, it is the file's name if that begins with a day, as in Jekyll: such a name is kept when the file
    moves. Else it is the path with the name of the archive, as every archive may have a `README.md`.
    """
    if _ADDRESS.match(post.source):
        address = normalise(post.source)
        if "/" in address or "?" in address:
            return address
    name = post.path.rpartition("/")[2]
    path = name if _DATED_NAME.fullmatch(name) else f"{post.archive.name}/{post.path}"
    # SQLite rejects the surrogates that stand for bytes of a file name that are not UTF-8.
    return "file:" + os.fsencode(path).decode("utf-8", "backslashreplace")
