"""The library: archives and marks behind one object."""

from __future__ import annotations

import os
import threading
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, tzinfo
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from reader.article import Article
from reader.errors import PostNotFoundError
from reader.library.catalogue import Catalogue
from reader.library.progress import Progress
from reader.library.selection import Selection, select
from reader.post import Post, PostId
from reader.query.query import Query
from reader.state.marks import Marks, Undone, key_of
from reader.text.safe import clean_line
from reader.text.urls import normalise

if TYPE_CHECKING:
    from reader.store.post_store import PostStore
    from reader.store.walk import PostFile

_ARTICLES_KEPT = 16
_POST_ENDINGS = (".md", ".markdown", ".txt")


class Library:
    """Everything that screens and commands ask: posts, articles, marks.

    Any thread may ask; `load` runs in one thread at a time, and selections made meanwhile see the posts that
    are there.
    """

    def __init__(self, archives: Sequence[Path], *, marks: Marks, zone: tzinfo) -> None:
        """Opens nothing yet. `zone` is the reader's own: it says which day a post belongs to."""
        self.archives: tuple[Path, ...] = tuple(
            dict.fromkeys(Path(os.path.realpath(archive)) for archive in archives)
        )
        """the folders, absolute, each once"""
        self._marks = marks
        self._zone = zone
        self._catalogue = Catalogue(marks, zone)
        self._loading = threading.Lock()
        self._articles_lock = threading.Lock()
        self._articles: OrderedDict[PostId, Article] = OrderedDict()
        self._problems: tuple[str, ...] = ()

    def __len__(self) -> int:
        """How many posts were read so far, copies included."""
        return len(self._catalogue)

    @cached_property
    def _store(self) -> PostStore:
        # Imported late, as all that reads files: a third of the library's import, which no first frame needs.
        from reader.store.post_store import PostStore

        return PostStore(self.archives)

    @property
    def zone(self) -> tzinfo:
        """The reader's own zone."""
        return self._zone

    @property
    def problems(self) -> tuple[str, ...]:
        """What was wrong with folders at the last load, a sentence each."""
        return self._problems

    # Reading the archives

    def load(self) -> Iterator[Progress]:
        """Reads what is new or changed and drops what has gone, a step at a time; the first call reads all.

        Newest posts come first. After each step, selections see what was read. Raises ArchiveError where an
        archive can not be read. A second load waits until the first ends or is closed.
        """
        with self._loading:
            self._store.check()
            yield from self._load()

    def _load(self) -> Iterator[Progress]:
        from reader.library.loading import read_in_batches

        problems: list[str] = []
        files = self._store.walk(lambda folder, error: problems.append(_unreadable(folder, error)))
        self._problems = tuple(problems)
        known = self._catalogue.stamps()
        gone = set(known).difference(PostId(file.archive, file.path) for file in files)
        self._catalogue.remove(gone)
        fresh = [
            file for file in files if known.get(PostId(file.archive, file.path)) != (file.size, file.mtime_ns)
        ]
        self._forget_articles(gone)
        done = changed = 0
        yield Progress(0, len(fresh), gone=len(gone))
        for digests in read_in_batches(fresh):
            self._catalogue.add(digests)
            ids = [digest.post.id for digest in digests]
            self._forget_articles(ids)
            done += len(ids)
            changed += sum(post_id in known for post_id in ids)
            yield Progress(done, len(fresh), new=done - changed, changed=changed, gone=len(gone))

    # Asking

    def select(self, query: Query, *, fold_copies: bool = False) -> Selection:
        """The posts read so far that answer the query.

        With `fold_copies`, posts that are copies of one another are one row, the newest of them.
        """
        today = datetime.now(self._zone).date()
        return select(self._catalogue, query, today, fold_copies=fold_copies)

    def get(self, post_id: PostId) -> Post | None:
        """The post with this identity, if it was read."""
        entry = self._catalogue.get(post_id)
        return entry.post if entry is not None else None

    def find(self, name: str) -> Post:
        """The post that a person names: a path in an archive or on disk, or the end of one.

        Reads that file alone, so nothing need be loaded. Of several posts whose paths end so, the newest.
        Raises PostNotFoundError, and ArchiveError where an archive can not be read.
        """
        from reader.library.digest import read_file

        self._store.check()
        file = self._named(name) or next(
            (file for file in self._store.walk() if f"/{file.path}".endswith(f"/{name}")), None
        )
        if file is None:
            raise PostNotFoundError(clean_line(name))
        return read_file(file).post

    def _named(self, name: str) -> PostFile | None:
        """The file at a path in an archive or on disk, without a walk."""
        from reader.store.walk import PostFile

        if "\0" in name:
            return None
        for archive in self.archives:
            for place in (archive / name, Path(name).absolute(), Path(os.path.realpath(name))):
                if (
                    place.suffix.lower() in _POST_ENDINGS
                    and place.is_relative_to(archive)
                    and place.is_file()
                ):
                    path = place.relative_to(archive)
                    if ".." not in path.parts:
                        status = place.stat()
                        return PostFile(archive, path.as_posix(), status.st_size, status.st_mtime_ns)
        return None

    def post_for(self, url: str) -> Post | None:
        """The newest post that was archived from this address, in whichever of its forms; None for no post."""
        sharing = self._catalogue.sharing(normalise(url))
        return sharing[0].post if sharing else None

    def article(self, post: Post) -> Article:
        """The post converted for reading. Raises PostUnreadableError where its file has gone or can not be read."""
        if (at_hand := self.article_at_hand(post)) is not None:
            return at_hand
        # Imported late: the converter costs 90 ms, which the first frame need not wait for.
        from reader.convert.markdown import convert

        article = convert(self._store.body(post), title=post.title, source=post.source)
        with self._articles_lock:
            self._articles[post.id] = article
            while len(self._articles) > _ARTICLES_KEPT:
                self._articles.popitem(last=False)
        return article

    def article_at_hand(self, post: Post) -> Article | None:
        """The article if it was converted a short while ago, at no cost; None where `article` has to work."""
        with self._articles_lock:
            if post.id not in self._articles:
                return None
            self._articles.move_to_end(post.id)
            return self._articles[post.id]

    def _forget_articles(self, post_ids: Iterable[PostId]) -> None:
        with self._articles_lock:
            for post_id in post_ids:
                self._articles.pop(post_id, None)

    # Marks

    def is_read(self, post: Post) -> bool:
        """Whether the post, or a copy of it, was opened or marked as read."""
        return self._marks.is_read(key_of(post))

    def is_starred(self, post: Post) -> bool:
        """Whether the post, or a copy of it, was starred."""
        return self._marks.is_starred(key_of(post))

    def mark_read(self, posts: Iterable[Post], read: bool) -> int:
        """Marks the posts read or unread, as one change that `undo` takes back; how many were not so before.

        Raises StateError.
        """
        return self._marks.set_read((key_of(post) for post in posts), read)

    def star(self, posts: Iterable[Post], starred: bool) -> int:
        """Stars the posts or takes the stars away, as one change; how many were not so before. Raises StateError."""
        return self._marks.set_starred((key_of(post) for post in posts), starred)

    def undo(self) -> Undone | None:
        """Takes the last change of marks back; None where there is none left. Raises StateError."""
        return self._marks.undo()


def _unreadable(folder: Path, error: OSError) -> str:
    return f"The folder {folder} can not be read ({(error.strerror or str(error)).lower()})."
