"""The library: archives and marks behind one object."""

from __future__ import annotations

import contextlib
import os
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import datetime, tzinfo
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from reader import paths
from reader.article import Article, TimelineEntry
from reader.errors import PostNotFoundError, PostUnreadableError
from reader.index import NO_ANSWER, DamagedIndexError, Index
from reader.library.marked import Marked
from reader.library.progress import Progress
from reader.library.result_set import ResultSet, first_rows, select
from reader.post import Post, PostId
from reader.query.nodes import Flag
from reader.query.parse import parse
from reader.query.query import Query
from reader.state.marks import Marks, Undone, key_of
from reader.state.searches import Searches
from reader.text.safe import clean_line
from reader.text.script import fold
from reader.text.urls import normalise

if TYPE_CHECKING:
    from reader.library.copies import Copy
    from reader.library.refresh import Difference
    from reader.library.story import StoryEntry
    from reader.library.suggest import Suggester
    from reader.store.post_store import PostStore
    from reader.store.walk import Listing, PostFile
    from reader.text.excerpt import Excerpt

_ARTICLES_KEPT = 16
_SECONDS_TO_WAIT = 0.2
"""between two attempts to write while another process does"""
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
        self._index = Index(paths.cache_folder(), self.archives, zone)
        self._marked = Marked(self._index, marks)
        self.searches = Searches(marks.file)
        """the searches that the owner saved"""
        self._loading = threading.Lock()
        self._articles_lock = threading.Lock()
        self._articles: OrderedDict[PostId, Article] = OrderedDict()
        self._converting: dict[PostId, threading.Lock] = {}
        self._problems: tuple[str, ...] = ()
        self._folders: Sequence[str] | None = None

    def __len__(self) -> int:
        """How many posts the index holds, copies included."""
        return len(self._index)

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

    @property
    def index_problems(self) -> tuple[str, ...]:
        """What stood in the way of keeping the index in its file, a sentence each; no post is missing for it."""
        return self._index.problems

    # Reading the archives

    def load(self) -> Iterator[Progress]:
        """Reads what is new or changed and drops what has gone, a step at a time.

        Newest posts come first. After each step, selections see what was read; what an earlier run had read
        they see from the start. Raises ArchiveError where an archive can not be read. A second load waits until
        the first ends or is closed, also one in another process.
        """
        with self._loading:
            self._store.check()
            try:
                yield from self._refresh(self._whole_difference, is_whole=True)
            except DamagedIndexError:
                # What was damaged is given up by now, so this builds anew.
                yield from self._refresh(self._whole_difference, is_whole=True)

    def refresh(self, changed: Collection[Path]) -> Iterator[Progress]:
        """As `load`, for these files and folders alone, of which it is heard that they came, changed or went.

        Looks at nothing else. Where the index turns out to be damaged, the next `load` builds it anew.
        """
        with self._loading, contextlib.suppress(DamagedIndexError):
            yield from self._refresh(lambda difference: self._difference_at(changed, difference))

    def _refresh(
        self, compare: Callable[[Difference], Iterator[None]], *, is_whole: bool = False
    ) -> Iterator[Progress]:
        from reader.library.refresh import Difference, apply, read_newest

        if len(self):
            yield Progress(0, 0)
        while not self._index.try_begin():
            yield Progress(0, 0)
            time.sleep(_SECONDS_TO_WAIT)
        try:
            read = 0
            if is_whole and not len(self) and (read := read_newest(self._index, self.archives)):
                yield Progress(read, 0, new=read)
            difference = Difference()
            for _ in compare(difference):
                yield Progress(read, 0, new=read)
            yield from apply(self._index, difference, self._forget_articles, read)
            self._index.save_snapshot()
        finally:
            self._index.end()

    def _whole_difference(self, difference: Difference) -> Iterator[None]:
        from reader.library.refresh import whole_difference

        problems: list[str] = []
        found = self._store.listings(lambda folder, error: problems.append(_unreadable(folder, error)))
        folders: list[str] = []
        with self._index.files() as files:
            yield from whole_difference(files, _noting(found, folders), difference)
        self._problems = tuple(problems)
        self._folders = folders

    def _difference_at(self, changed: Collection[Path], difference: Difference) -> Iterator[None]:
        with self._index.files() as files:
            for place in changed:
                for archive in self.archives:
                    if place != archive and place.is_relative_to(archive):
                        difference.compare_path(files, archive, place.relative_to(archive).as_posix())
        yield

    def changes(self, stop: threading.Event) -> Iterator[frozenset[Path]]:
        """What happens to the files from now on, until `stop`: places to `refresh`, or none, to `load` all."""
        from reader.library.watch import changes

        known = cache(self._index.folders)
        return changes(self.archives, lambda: known() if self._folders is None else self._folders, stop)

    @property
    def generation(self) -> int:
        """Counts up with each change of what selections find, also by another process."""
        return self._index.snapshot().generation

    # Asking

    def asked(self, text: str) -> Query:
        """The query that a person wrote: the saved one that `@name` names, if there is one, else as it reads.

        Raises QueryError, and StateError where the saved ones can not be read.
        """
        if text.startswith("@"):
            name = fold(text[1:].strip())
            text = next((saved.query for saved in self.searches.all() if fold(saved.name) == name), text)
        return parse(text)

    def select(
        self, query: Query, *, fold_copies: bool = False, is_wanted: Callable[[], bool] = lambda: True
    ) -> ResultSet:
        """The posts read so far that answer the query.

        With `fold_copies`, posts that are copies of one another are one row, the newest of them. Raises
        OutdatedError where the answer is no longer wanted while it is looked for.
        """
        today = datetime.now(self._zone).date()
        for _ in range(2):
            with contextlib.suppress(DamagedIndexError):
                return select(
                    self._index,
                    self._marks,
                    self._marked,
                    query,
                    today,
                    fold_copies=fold_copies,
                    is_wanted=is_wanted,
                )
        return ResultSet(
            self._index, self._marks, self._marked, query, today, NO_ANSWER, fold_copies=fold_copies
        )

    def first_rows(
        self, query: Query, *, fold_copies: bool = False, is_wanted: Callable[[], bool] = lambda: True
    ) -> ResultSet | None:
        """The newest posts of what `select` gives, where that takes a while to find; else None. Raises as it does."""
        today = datetime.now(self._zone).date()
        with contextlib.suppress(DamagedIndexError):
            return first_rows(
                self._index,
                self._marks,
                self._marked,
                query,
                today,
                fold_copies=fold_copies,
                is_wanted=is_wanted,
            )
        return None

    def get(self, post_id: PostId) -> Post | None:
        """The post with this identity, if it was read."""
        return self._index.get(post_id)

    def find(self, name: str) -> Post:
        """The post that a person names: a path in an archive or on disk, or the end of one.

        Reads that file alone, so nothing need be loaded. Of several posts whose paths end so, the newest.
        Raises PostNotFoundError, and ArchiveError where an archive can not be read.
        """
        from reader.library.extract import read_file

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
        """The newest post that was archived from this address, in whichever of its forms.

        None for no post, or while the index can not be read.
        """
        with contextlib.suppress(DamagedIndexError):
            if found := self._index.posts(self._index.sharing(normalise(url))[:1]):
                return found[0].post
        return None

    def copies(self, post: Post) -> list[Copy]:
        """The files that hold the post, newest first, and in what they differ from this one. Reads them all.

        The file of the post itself is among them, also where it has no copies.
        """
        from reader.library.copies import compared

        found = [found.post for found in self._index.posts(self._index.copies(self._number(post)))]
        return list(compared(post, found or [post]))

    def linking_to(self, post: Post) -> list[Post]:
        """The posts that link to a post or to a copy of it, newest first."""
        return self._posts(number for each in self._number(post) for number in self._index.linking_to(each))

    def _number(self, post: Post) -> list[int]:
        """The number of a post, if it is in the index."""
        return self._index.numbers_of(post.id)[:1]

    def _posts(self, numbers: Iterable[int]) -> list[Post]:
        return [found.post for found in self._index.posts(list(numbers))]

    def archived(self, urls: Iterable[str]) -> frozenset[str]:
        """Those of the addresses, as they are given, from which a post was archived.

        None of them while the index can not be read.
        """
        keys = {url: normalise(url) for url in dict.fromkeys(urls)}
        with contextlib.suppress(DamagedIndexError):
            newest = self._index.newest_of(keys.values())
            return frozenset(url for url, key in keys.items() if key in newest)
        return frozenset()

    def article(self, post: Post) -> Article:
        """The post converted for reading. Raises PostUnreadableError where its file has gone or can not be read."""
        if (at_hand := self.article_at_hand(post)) is not None:
            return at_hand
        # Imported late: the converter costs 90 ms, which the first frame need not wait for.
        from reader.convert.markdown import convert

        with self._articles_lock:
            converting = self._converting.setdefault(post.id, threading.Lock())
        # A post that is opened while it is converted ahead of time need only be waited for.
        with converting:
            if (at_hand := self.article_at_hand(post)) is not None:
                return at_hand
            try:
                article = convert(self._store.body(post), title=post.title, source=post.source)
                self._keep_article(post.id, article)
            finally:
                with self._articles_lock:
                    self._converting.pop(post.id, None)
        return article

    def markdown(self, post: Post) -> str:
        """Return the article as a Markdown document of its own. Raise PostUnreadableError as `article` does."""
        from reader.convert.document import document

        return document(post, self.article(post))

    def _keep_article(self, post_id: PostId, article: Article) -> None:
        with self._articles_lock:
            self._articles[post_id] = article
            while len(self._articles) > _ARTICLES_KEPT:
                self._articles.popitem(last=False)

    def story(self, post: Post) -> tuple[StoryEntry, ...]:
        """What hangs together with a post, itself included, in order of time, each entry with its reasons.

        Raises PostUnreadableError where the post's file has gone or can not be read.
        """
        from reader.library.story_candidates import StoryFinder

        return StoryFinder(self._index, self._zone, post, self.article(post)).tell(self._timeline)

    def _timeline(self, post: Post) -> Sequence[TimelineEntry]:
        """The timeline of a post, without converting it; empty where its file has gone."""
        from reader.convert.body import without_preamble
        from reader.convert.clean import clean_page

        if (article := self.article_at_hand(post)) is not None:
            return article.timeline
        try:
            body = without_preamble(self._store.body(post))
        except PostUnreadableError:
            return ()
        return clean_page(body, title=post.title, source=post.source).timeline

    def excerpt(self, post_id: PostId, words: Sequence[str]) -> Excerpt:
        """The line of the post's text where most of the words stand, else its first; nothing for no such file.

        Reads the file, some milliseconds for a long one.
        """
        # Imported late, as all that reads files.
        from reader.convert.plain import extract
        from reader.store.load import load
        from reader.text.excerpt import excerpt

        post, body = load(*post_id)
        return excerpt(extract(body, title=post.title, source=post.source).text, words)

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

    @cached_property
    def suggester(self) -> Suggester:
        """What suggests how a query may go on."""
        from reader.library.suggest import Suggester  # no first frame needs it

        return Suggester(self._index, self.searches)

    # Marks

    def is_read(self, post: Post) -> bool:
        """Whether the post, or a copy of it, was opened or marked as read."""
        return self._marks.is_read(key_of(post))

    def is_starred(self, post: Post) -> bool:
        """Whether the post, or a copy of it, was starred."""
        return self._marks.is_starred(key_of(post))

    def recently_read(self, most: int) -> list[tuple[Post, datetime]]:
        """The posts read last, in whichever run, with the time in UTC, the last first. Raises StateError."""
        read = self._marks.recently_read(most)
        newest = self._index.newest_of(key for key, _ in read)
        posts = {found.number: found.post for found in self._index.posts(list(newest.values()))}
        return [(posts[newest[key]], at) for key, at in read if newest.get(key) in posts]

    def mark_read(self, posts: Iterable[Post], read: bool) -> int:
        """Marks the posts read or unread, as one change that `undo` takes back; how many were not so before.

        Raises StateError.
        """
        keys = frozenset(map(key_of, posts))
        count = self._marks.set_read(keys, read)
        self._marked.change(Flag.READ, keys, read)
        return count

    def star(self, posts: Iterable[Post], starred: bool) -> int:
        """Stars the posts or takes the stars away, as one change; how many were not so before. Raises StateError."""
        keys = frozenset(map(key_of, posts))
        count = self._marks.set_starred(keys, starred)
        self._marked.change(Flag.STARRED, keys, starred)
        return count

    def undo(self) -> Undone | None:
        """Takes the last change of marks back; None where there is none left. Raises StateError."""
        undone = self._marks.undo()
        if undone is not None:
            self._marked.change(Flag(undone.kind), undone.keys, not undone.value)
        return undone


def _noting(found: Iterable[Listing], folders: list[str]) -> Iterator[Listing]:
    """The listings, each of whose folders is added to the others."""
    for listing in found:
        folders.append(f"{listing.archive}/{listing.folder}".rstrip("/"))
        yield listing


def _unreadable(folder: Path, error: OSError) -> str:
    return f"The folder {folder} can not be read ({(error.strerror or str(error)).lower()})."
