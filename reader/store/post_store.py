"""The post store: read access to the posts of several archive folders."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from reader.config import ArchiveSettingsOf, Settings
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
    from reader.store.habits import ArchiveHabits
    from reader.store.left_out import IsLeftOut
    from reader.store.load import Loaded


class PostStore:
    """The posts of several archives, read-only."""

    def __init__(
        self,
        archives: Sequence[Path],
        settings_of: ArchiveSettingsOf | None = None,
    ) -> None:
        """Resolve the archives and drop duplicates, without opening any.

        `settings_of` returns what the settings say of an archive.
        """
        self.settings_of = settings_of or Settings().of_archive
        """what the settings say of an archive"""
        self.archives: tuple[Path, ...] = tuple(
            dict.fromkeys(Path(os.path.realpath(archive)) for archive in archives)
        )

    @cached_property
    def habits(self) -> ArchiveHabits:
        """what is usual in the archives, for `reader.store.load`"""
        from reader.store.habits import ArchiveHabits  # imports what reads files, as in `read`

        return ArchiveHabits(self.settings_of)

    def reading_key(self) -> str:
        """Return what the settings say of how posts of the archives are read, as one text; empty for nothing."""
        said = [(archive, self.settings_of(archive)) for archive in sorted(self.archives, key=str)]
        rules = [(str(archive), each.zone, each.date_order, each.language) for archive, each in said]
        return repr(rules) if any(any(rule[1:]) for rule in rules) else ""

    def check(self, archives: Iterable[Path] | None = None) -> None:
        """Raise an ArchiveError for the first archive that is missing, not a folder, or cannot be listed.

        `archives` are those to look at, by default all.
        """
        for archive in self.archives if archives is None else archives:
            try:
                with os.scandir(archive):
                    pass
            except FileNotFoundError as error:
                from reader.store.seen import nearest_folder

                raise ArchiveNotFoundError(archive, nearest_folder(archive)) from error
            except NotADirectoryError as error:
                raise NotAnArchiveError(archive) from error
            except OSError as error:
                raise ArchiveUnreadableError(archive, reason_of(error)) from error

    def listings(self, on_unreadable: OnUnreadable | None = None) -> Iterator[Listing]:
        """Yield every folder with the files that may be posts and are not left out; see `reader.store.walk.listings`."""
        return map(self.without_left_out, listings(self.archives, on_unreadable))

    def walk(self, on_unreadable: OnUnreadable | None = None) -> list[PostFile]:
        """Return every post's file, newest first; see `reader.store.walk.walk`."""
        files = walk(self.archives, on_unreadable)
        return [file for file in files if not self.is_left_out(file.archive, file.path)]

    @cached_property
    def _left_out(self) -> dict[Path, IsLeftOut]:
        """What the settings leave out of the archives of which they leave out anything."""
        patterns = {archive: self.settings_of(archive).leave_out for archive in self.archives}
        if not any(patterns.values()):
            return {}
        from reader.store.left_out import left_out

        return {archive: left_out(each) for archive, each in patterns.items() if each}

    def is_left_out(self, archive: Path, path: str) -> bool:
        """Return whether the settings leave a path out of its archive."""
        is_out = self._left_out.get(archive)
        return is_out is not None and is_out(path)

    def without_left_out(self, listing: Listing) -> Listing:
        """Return a listing without the files that the settings leave out."""
        is_out = self._left_out.get(listing.archive)
        if is_out is None:
            return listing
        folder = f"{listing.folder}/" if listing.folder else ""
        return listing._replace(
            lines=[line for line in listing.lines if not is_out(folder + line.partition("\0")[0])]
        )

    def read(self, archive: Path, path: str) -> Loaded:
        """Return the post in a file, and its body. Never raises: defects become warnings of the post."""
        from reader.store.load import load  # 13 ms, which a start that only lists folders saves

        return load(archive, path, self.habits.of)

    def body(self, post: Post) -> str:
        """Return the body of a post, empty if its file is not text. Raise PostUnreadableError as `loaded` does."""
        return self.loaded(post).body

    def loaded(self, post: Post) -> Loaded:
        """Return what the current file of a post holds, without what the habits of its archive decide.

        Raise PostUnreadableError if the file is missing or cannot be read.
        """
        from reader.store.load import FileUnreadableError, from_bytes, read_bytes  # 13 ms, as in `read`

        try:
            data, is_whole = read_bytes(post.file)
        except FileUnreadableError as error:
            raise PostUnreadableError(clean_line(post.path), error.reason) from error
        return from_bytes(post.archive, post.path, data, is_whole)
