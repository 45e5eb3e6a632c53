"""The post store: archives as folders of posts, walked, loaded and read."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from reader.errors import (
    ArchiveNotFoundError,
    ArchiveUnreadableError,
    NotAnArchiveError,
    PostUnreadableError,
    reason_of,
)
from reader.post import Post
from reader.store.walk import Listing, OnUnreadable, PostFile, listings, walk
from reader.text.safe import clean_line

if TYPE_CHECKING:
    from reader.store.load import Loaded


class PostStore:
    """The posts of several archives. It changes no file."""

    def __init__(self, archives: Sequence[Path]) -> None:
        """Opens nothing yet: `archives` are made absolute, and one named twice counts once."""
        self.archives: tuple[Path, ...] = tuple(
            dict.fromkeys(Path(os.path.realpath(archive)) for archive in archives)
        )

    def check(self) -> None:
        """Raises the ArchiveError of the first archive that is missing, no folder, or can not be listed."""
        for archive in self.archives:
            try:
                with os.scandir(archive):
                    pass
            except FileNotFoundError as error:
                raise ArchiveNotFoundError(archive) from error
            except NotADirectoryError as error:
                raise NotAnArchiveError(archive) from error
            except OSError as error:
                raise ArchiveUnreadableError(archive, reason_of(error)) from error

    def listings(self, on_unreadable: OnUnreadable | None = None) -> Iterator[Listing]:
        """Every folder with what may be posts in it; see `reader.store.walk.listings`."""
        return listings(self.archives, on_unreadable)

    def walk(self, on_unreadable: OnUnreadable | None = None) -> list[PostFile]:
        """Every post's file, newest first; see `reader.store.walk.walk`."""
        return walk(self.archives, on_unreadable)

    def read(self, archive: Path, path: str) -> Loaded:
        """The post in a file, and its body. Never raises: what is wrong is among the post's warnings."""
        from reader.store.load import load  # a start only looks at the folders

        return load(archive, path)

    def body(self, post: Post) -> str:
        """The body of a post as its file has it now; empty for a file that is no text.

        Raises PostUnreadableError where the file has gone or can not be read.
        """
        from reader.store.load import from_bytes, read_bytes

        try:
            data, is_whole = read_bytes(post.file)
        except OSError as error:
            raise PostUnreadableError(clean_line(post.path), reason_of(error)) from error
        return from_bytes(post.archive, post.path, data, is_whole).body
