"""What is exported: posts in order, with what hangs on them, one after the other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import tzinfo
from functools import cached_property
from typing import Protocol

from reader.article import Article
from reader.errors import PostUnreadableError
from reader.export.destination import ExportError
from reader.export.names import Names
from reader.export.options import Options
from reader.language import tr
from reader.library import Highlight, Library, Row
from reader.library.other_script import article_in_script, post_in_script
from reader.paths import is_folder
from reader.post import Post, PostId
from reader.text.script import AS_WRITTEN, respelling, script_of

OnProgress = Callable[[int, int], object]
"""is called with the posts done and all of them, before each post; what it raises stops the export"""


class Source(Protocol):
    """Rows in order, such as a `ResultSet`."""

    def __len__(self) -> int: ...

    def __iter__(self) -> Iterator[Row]: ...

    def index_of(self, post_id: PostId) -> int | None:
        """Return where the row of a post stands, or of the copy that it is folded into; None without one."""


class ChosenPosts:
    """The rows of posts that were named one by one, each once."""

    def __init__(self, library: Library, posts: Iterable[Post]) -> None:
        self._library = library
        self._posts = list({post.id: post for post in posts}.values())
        self._indexes = {post.id: index for index, post in enumerate(self._posts)}

    def __len__(self) -> int:
        return len(self._posts)

    def __iter__(self) -> Iterator[Row]:
        library = self._library
        for post in self._posts:
            yield Row(post, library.is_read(post), library.is_starred(post), 1, library.labels.of(post))

    def index_of(self, post_id: PostId) -> int | None:
        """Return where the row of a post stands."""
        return self._indexes.get(post_id)


@dataclass(frozen=True)
class Entry:
    """A post of a selection. What is not in the index is read when it is asked for, and not kept."""

    selection: Selection
    index: int
    """its place in the selection, from 0"""
    row: Row

    @cached_property
    def post(self) -> Post:
        """the post, in the script of the export"""
        return post_in_script(self.row.post, self.selection.script)

    @property
    def name(self) -> str:
        """its file name without an ending, unlike that of any other post of the selection; see `reader.export.names`"""
        return self.selection.names[self.index]

    @property
    def labels(self) -> Sequence[str]:
        """the user's labels, in order; none unless the export has annotations, as with the note and the highlights"""
        return self.row.labels if self._has_annotations else ()

    @property
    def note(self) -> str:
        """the user's note, in Markdown; may be empty"""
        return self.selection.library.notes.of(self.row.post) if self._has_annotations else ""

    @property
    def highlights(self) -> Sequence[Highlight]:
        """the passages that the user marked, in the order of the text"""
        return self.selection.library.highlights.of(self.row.post) if self._has_annotations else ()

    @property
    def _has_annotations(self) -> bool:
        return self.selection.options.has_annotations

    @property
    def front_matter(self) -> Mapping[str, object]:
        """all that the front matter says"""
        return self.selection.library.articles.front_matter(self.row.post)

    @cached_property
    def article(self) -> Article:
        """the article, in the script of the export. Raise PostUnreadableError"""
        post, selection = self.row.post, self.selection
        return article_in_script(selection.library.articles.of(post), post, selection.script)

    def places(self, urls: Iterable[str]) -> Mapping[str, int]:
        """Return of a post's links those that lead to posts of the selection, with the places of these."""
        library = self.selection.library
        found = {}
        for url in library.related.archived(self.row.post, urls):
            places = map(self.selection.index_of, library.related.targets(self.row.post, url))
            place = next((place for place in places if place is not None), None)
            if place is not None:
                found[url] = place
        return found

    def targets(self, urls: Iterable[str]) -> Mapping[str, str]:
        """Return the same links as `places`, with the names of the posts that they lead to."""
        return {url: self.selection.names[place] for url, place in self.places(urls).items()}


class Selection:
    """The posts of an export."""

    def __init__(
        self,
        library: Library,
        source: Source,
        title: str,
        *,
        limit: int | None = None,
        options: Options = Options(),  # noqa: B008 - immutable
        on_progress: OnProgress = lambda _done, _total: None,
    ) -> None:
        """`limit` is the number of rows that are taken, all by default."""
        self.library = library
        self.options = options
        """what the user chose of the format"""
        self.script = options.script or AS_WRITTEN
        """in which characters Chinese is written"""
        self.title = respelling(self.script, script_of(title))(title)
        """what it is called: the text of its query, or the title of its only post"""
        self.problems: list[str] = []
        """the posts that could not be read, a sentence each"""
        self._source = source
        self._size = len(source) if limit is None else min(limit, len(source))
        self._on_progress = on_progress

    def __len__(self) -> int:
        """Return the number of posts, those included that turn out to be unreadable."""
        return self._size

    @property
    def zone(self) -> tzinfo:
        """the user's time zone"""
        return self.library.zone

    def entries(self) -> Iterator[Entry]:
        """Yield the posts in order, which costs as much as reading the index. Raise ExportError if it changes meanwhile."""
        done = 0
        for index, row in enumerate(self._source):
            if index == self._size:
                break
            self._on_progress(0, self._size)
            yield Entry(self, index, row)
            done += 1
        if done < self._size:
            raise ExportError(
                tr("The archive changed while its posts were exported, and nothing was written: do it again.")
            )

    def articles(self) -> Iterator[Entry]:
        """Yield the posts that can be read, each with its article. Those that cannot be are in `problems`.

        Raise ExportError if their archive has gone: an earlier export is worth more than a book of nothing.
        """
        for entry in self.entries():
            self._on_progress(entry.index, self._size)
            try:
                _ = entry.article
            except PostUnreadableError as error:
                archive = entry.post.id.archive
                if not is_folder(archive):
                    raise ExportError(
                        tr("The folder {path} went away meanwhile, and nothing was written.", path=archive)
                    ) from error
                if str(error) not in self.problems:
                    self.problems.append(str(error))
                continue
            yield entry
        self._on_progress(self._size, self._size)

    def index_of(self, post: Post) -> int | None:
        """Return the place of a post, or of the copy that stands for it; None if it is not exported."""
        index = self._source.index_of(post.id)
        return index if index is not None and index < self._size else None

    @cached_property
    def names(self) -> Sequence[str]:
        """the names of the posts by their places: the day and the title"""
        names = Names()
        return [names.give(self._named(entry.post)) for entry in self.entries()]

    def _named(self, post: Post) -> str:
        day = ""
        with suppress(OverflowError):
            day = f"{post.date.day(self.zone):%Y-%m-%d}-" if post.date is not None else ""
        return day + post.title
