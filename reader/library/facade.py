"""The library: the one object through which screens and commands use archives, index, articles and marks."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import tzinfo
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from reader import paths
from reader.config import ArchiveSettingsOf
from reader.errors import EmptyArchiveError, PostUnreadableError, StateError
from reader.index import DamagedIndexError, Index
from reader.library.archives import Archives
from reader.library.articles import Articles
from reader.library.damage import Damage
from reader.library.labels import Labels
from reader.library.notes import Notes
from reader.library.post_marks import PostMarks
from reader.library.progress import Progress
from reader.library.result_set import GrowingRows, ResultSet
from reader.library.search import Search
from reader.post import Post, PostId
from reader.query.nodes import TextField
from reader.query.patterns import part_of
from reader.query.query import Query
from reader.state.marks import Marks
from reader.state.searches import Searches
from reader.state.session import Standings, TypedLines
from reader.state.statements import Kind
from reader.store.post_store import PostStore

if TYPE_CHECKING:
    from reader.config import Settings
    from reader.library.annotations import Annotation
    from reader.library.completions import Completions
    from reader.library.explanation import Explanation
    from reader.library.freshness import UnchangedFolders
    from reader.library.health.archives import Health
    from reader.library.highlights import Highlights
    from reader.library.keeping import Keeping
    from reader.library.related import RelatedPosts
    from reader.library.saved import SavedSearches
    from reader.library.suggest import Suggester
    from reader.library.words_read import WordsRead
    from reader.query.pattern import Pattern
    from reader.store.walk import PostFile
    from reader.text.excerpt import Excerpt


_LOCAL = Path("posts")
"""what is opened where nothing is named, if it is there"""


def check_archive(folder: Path) -> None:
    """Raise ArchiveError if a folder cannot be read or holds no posts. May look through all of its files."""
    store = PostStore([folder])
    store.check()
    if not any(True for listing in store.listings() for _ in listing.posts()):
        from reader.library.empty import empty_archive

        raise empty_archive(folder)


def opens_tour(settings: Settings, archives: Sequence[Path]) -> bool:
    """Return whether `open_library` opens the tour because there is nothing else to open."""
    return not (archives or settings.archives or paths.is_folder(_LOCAL))


def open_library(
    settings: Settings, archives: Sequence[Path] = (), *, keeps_unwritten: bool = False
) -> Library:
    """Return the library of the named archives, with the user's marks; no post is read yet.

    Without names: the archives of the settings, else `./posts`, else the tour. `keeps_unwritten` is for screens: what
    cannot be written holds in memory, see `Ledger`. Raise SettingsError.
    """
    problem = ""
    try:
        marks = Marks(paths.marks_file(), keeps_unwritten=keeps_unwritten)
    except StateError as error:
        problem = str(error)
        marks = Marks(paths.marks_file(), are_read=False, keeps_unwritten=keeps_unwritten)
    return Library(
        archives or settings.archives or [_LOCAL if paths.is_folder(_LOCAL) else paths.tour_folder()],
        marks=marks,
        marks_problem=problem,
        zone=settings.time_zone(),
        settings_of=settings.of_archive,
    )


class Library:
    """Posts, articles and marks of some archives. Any thread may call; one at a time loads or refreshes.

    What all screens and commands do (load, select, look a post up, read it) are methods; what some of them do belongs
    to parts: `library.labels.rename(…)`, `library.related.story(…)`. Reads raise DamagedIndexError while the index can
    not be read, unless their docstrings say otherwise.
    """

    def __init__(
        self,
        archives: Sequence[Path],
        *,
        marks: Marks,
        zone: tzinfo,
        settings_of: ArchiveSettingsOf | None = None,
        marks_problem: str = "",
    ) -> None:
        """Nothing is opened yet. `zone` is the user's: it decides which day a post belongs to.

        `settings_of` returns what the settings say of an archive.
        """
        self._damage = Damage()
        self._store = PostStore(archives, settings_of)
        self._index = Index(paths.cache_folder(), self._store.archives, zone, self._store.reading_key())
        self.articles = Articles(self._store)
        """the posts as they are read"""
        places = ", ".join(str(archive) for archive in self._store.archives)
        self._marks = PostMarks(self._index, marks, self._damage, archives=places)
        self._archives = Archives(self._store, self._index, self.articles.forget, self._marks)
        self._ledger = marks.ledger
        self.change_log = self._marks.change_log
        """what the user changed, and undoing it"""
        self.reading_progress = self._marks.reading_progress
        """how far the user read each post"""
        self.labels = Labels(self._marks)
        """the user's labels"""
        self.notes = Notes(self._marks, marks.ledger)
        """the notes on posts"""
        self.searches = Searches(marks.ledger, self.change_log)
        """the user's saved searches"""
        self.query_lines = TypedLines(marks.ledger, Kind.ASKED)
        """the queries that were asked"""
        self.command_lines = TypedLines(marks.ledger, Kind.COMMAND)
        """what was typed in the command line"""
        self.standings = Standings(marks.ledger, places)
        """where the screens stood when they were left"""
        self._search = Search(self._index, self._marks, self.searches, zone, self._damage)
        self.zone = zone
        """the user's time zone"""
        self.marks_problem = marks_problem
        """why the marks cannot be read, a sentence; no post is read or starred then"""

    # Parts that few commands need

    @cached_property
    def highlights(self) -> Highlights:
        """the passages that the user marked"""
        from reader.library.highlights import Highlights

        return Highlights(self._marks)

    @cached_property
    def keeping(self) -> Keeping:
        """looks after the file of marks"""
        from reader.library.keeping import Keeping

        return Keeping(self._ledger)

    @cached_property
    def related(self) -> RelatedPosts:
        """the posts that belong to a post: its copies, its story, what it links to and what links to it"""
        from reader.library.related import RelatedPosts

        return RelatedPosts(self._index, self._store, self.articles, self.zone, self._damage)

    @cached_property
    def saved(self) -> SavedSearches:
        """what the saved searches find"""
        from reader.library.saved import SavedSearches

        return SavedSearches(self._index, self._search, self.searches)

    # Archives

    def __len__(self) -> int:
        """Return the number of posts in the index, copies included."""
        return len(self._index)

    @property
    def archives(self) -> tuple[Path, ...]:
        """the folders of the archives, absolute, each once"""
        return self._store.archives

    @cached_property
    def archive_names(self) -> Mapping[Path, str]:
        """what each archive is called"""
        from reader.library.archive_names import archive_names  # which few commands need

        return archive_names(self._store.archives, self._store.settings_of)

    @property
    def generation(self) -> int:
        """a number that grows with each change of the index, by this or another process"""
        return self._damage.read_or(-1, lambda: self._index.snapshot().generation)

    @property
    def problems(self) -> tuple[str, ...]:
        """the folders that the last load could not read, a sentence each"""
        return self._archives.problems

    @property
    def remarks(self) -> tuple[str, ...]:
        """the defects that the last load found to be usual in an archive, a sentence each, once for all of its posts"""
        return self._archives.remarks

    @property
    def index_problems(self) -> tuple[str, ...]:
        """why the index cannot be kept in its file, a sentence each; no post is missing for it"""
        return self._index.problems

    @property
    def index_file(self) -> Path:
        """where the index is kept, or would be"""
        return self._index.file

    def compared_at(self) -> int | None:
        """Return when all files were compared with the index last, in seconds since 1970; None if that is not known."""
        from reader.library.freshness import compared_at

        return compared_at(self._index)

    def unchanged_folders(self) -> UnchangedFolders | None:
        """Return the folders of the archives as they were when answers came from them; None if the index may be behind."""
        return self._archives.unchanged_folders()

    def drop_index(self) -> bool:
        """Delete the index, which the next load builds again; return False while another run writes it."""
        return self._index.drop()

    def tell_of_damage(self, listener: Callable[[DamagedIndexError], None]) -> None:
        """Call `listener`, in the thread that reads, in place of raising DamagedIndexError in small reads.

        These are rows, counts and look-ups of single posts, which screens make while they paint: they are answered by
        nothing until a `load` has built the index again. Queries raise.
        """
        self._damage.listener = listener

    def why_empty(self) -> EmptyArchiveError:
        """Return an error that says what the first archive holds instead of posts. Looks through all of its files."""
        from reader.library.empty import empty_archive  # which only an archive without posts needs

        return empty_archive(self.archives[0])

    def check_archives(self) -> None:
        """Raise ArchiveError for the first archive that cannot be read."""
        self._archives.check()

    def health(self) -> Health:
        """Return the checks for defects of the archives and the index."""
        from reader.library.health.archives import Health  # which `reader doctor` alone needs

        return Health(
            self._store, self._index, paths.cache_folder(), self.load, lambda: (*self.index_problems,)
        )

    def doubtful(self, most: int) -> list[tuple[Post, tuple[str, ...]]]:
        """Return up to `most` posts whose files have defects, the newest first, each with a sentence on each defect."""
        from reader.library.health.posts import doubtful_posts

        return doubtful_posts(self._index, most)

    def load(self) -> Iterator[Progress]:
        """Read new and changed posts, newest first, and drop posts whose files vanished, a step at a time.

        Selections see the posts of an earlier load from the start, and new posts after each step. Waits for
        another load, also one in another process, until it ends or is closed. Raise ArchiveError.
        """
        return self._archives.load()

    def catch_up(self) -> Iterator[Progress]:
        """Like `load`, unless the times of the folders tell that nothing came, went or was replaced since the last one.

        A file that was written in place is found by the `load` that this does when the last is ten minutes old.
        Raise ArchiveError.
        """
        return self._archives.catch_up()

    def refresh(self, changed: Collection[Path]) -> Iterator[Progress]:
        """Like `load`, for these files and folders alone, without looking at others.

        If the index is damaged, this goes on as `load`. Raise ArchiveError.
        """
        return self._archives.refresh(changed)

    def changes(self, stop: threading.Event) -> Iterator[frozenset[Path]]:
        """Yield the paths that change from now on, for `refresh`, until `stop` is set.

        An empty set stands for any path: `load` is needed.
        """
        return self._archives.changes(stop)

    # Search

    def asked(self, text: str) -> Query:
        """Return the query that a user wrote; `@name` stands for the saved search of that name, if any.

        Raise QueryError, and StateError if the saved searches cannot be read.
        """
        return self._search.asked(text)

    def select(
        self, query: Query, *, fold_copies: bool = False, is_wanted: Callable[[], bool] = lambda: True
    ) -> ResultSet:
        """Return the indexed posts that match.

        `fold_copies` makes one row of the copies of a post, the newest. Raise OutdatedError once `is_wanted`
        returns False.
        """
        return self._search.select(query, fold_copies=fold_copies, is_wanted=is_wanted)

    def growing_rows(
        self, query: Query, *, fold_copies: bool = False, is_wanted: Callable[[], bool] = lambda: True
    ) -> Iterator[GrowingRows]:
        """Yield the first rows that `select` would return, then ever more, while finding all is slow. Raise as it does."""
        return self._search.growing_rows(query, fold_copies=fold_copies, is_wanted=is_wanted)

    def explain(self, results: ResultSet) -> Explanation:
        """Return why results are empty, and queries near theirs that find something; empty if they are not.

        What could have been meant is looked for a tenth of a second. Raise StateError if the saved searches cannot be
        read.
        """
        return self._search.explain(results)

    @property
    def suggester(self) -> Suggester:
        """the completion of queries"""
        return self._search.suggester

    @property
    def words_read(self) -> WordsRead:
        """the words of the posts by their pinyin"""
        return self._search.words_read

    @property
    def completions(self) -> Completions:
        """the completion of the words of a command"""
        return self._search.completions

    # Posts

    def get(self, post_id: PostId) -> Post | None:
        """Return the post with this identity; None if it is not in the index."""
        nothing: Post | None = None
        return self._damage.read_or(nothing, lambda: self._index.get(post_id))

    def find(self, name: str) -> Post:
        """Return the post at a path in an archive or on disk, or the newest post whose path ends with `name`.

        Reads that file and not the index, so nothing need be loaded. Raise PostNotFoundError or ArchiveError.
        """
        from reader.library.post_names import find  # imports what reads files, which no first frame needs

        return find(self._store, name)

    def named(self, name: str, catch_up: Callable[[], None] | None = None) -> Post:
        """Return the post that a person names: by its path, its address, `@` for the newest, or a part of its title.

        A path is what `find` finds, any file on disk, whose folder is then its archive, or a part of one path. Where the
        name is no path, the index is brought up to date first: by `catch_up`, or else as the method of that name does.
        Raise what `find` raises, and AmbiguousPostError if several posts may be meant.
        """
        from reader.library.post_choice import named

        return named(self, self._store, name, catch_up)

    def post_in(self, file: PostFile) -> Post:
        """Return the post of a file: that of the index where the file is as it was read, else what it holds now."""
        nothing: Post | None = None
        post = self._damage.read_or(nothing, lambda: self._index.as_read(file))
        if post is not None:
            return post
        from reader.library.extract import read_post  # imports the converter

        return read_post(file, self._store.habits.of)

    def listed(self, names: Iterable[str]) -> Iterator[tuple[str, Post | None]]:
        """Yield each path, relative to an archive or on disk, with its post in the index; None if there is none.

        Takes microseconds for each: `load` must have compared the files.
        """
        from reader.library.post_choice import listed

        return listed(self, self._store, names)

    def without_copies(self, posts: Iterable[Post]) -> list[Post]:
        """Return the posts without copies: the first of those that share their marks."""
        firsts: dict[str, Post] = {}
        for post in posts:
            firsts.setdefault(self._marks.item(post, Kind.READ).key, post)
        return list(firsts.values())

    # Articles

    def excerpt(self, post_id: PostId, patterns: Sequence[Pattern]) -> Excerpt:
        """Return the line of the post's text with most of the patterns, else that of its note, else its first line.

        Empty if there is no such file. Reads the file: some milliseconds for a long one.
        """
        of_text = [pattern for pattern in patterns if part_of(pattern.node) is not TextField.NOTE]
        found = self.articles.excerpt(post_id, of_text)
        if found.hits or not patterns or (post := self.get(post_id)) is None:
            return found
        return self.notes.excerpt(post, patterns) or found

    # Marks

    def is_read(self, post: Post) -> bool:
        """Return whether the post or a copy of it is marked as read."""
        return self._marks.is_marked(post, Kind.READ)

    def is_starred(self, post: Post) -> bool:
        """Return whether the post or a copy of it is starred."""
        return self._marks.is_marked(post, Kind.STARRED)

    def annotations(self, results: ResultSet) -> list[Annotation]:
        """Return the highlights and notes of the posts of a result, in its order. Raise StateError."""
        from reader.library.annotations import annotations_of  # not needed for the first frame

        return annotations_of(results, self._marks, self.highlights)

    def lost(self, annotations: Iterable[Annotation]) -> set[Annotation]:
        """Return the highlights whose passages are not in their posts any more. Reads the files of the posts."""
        from reader.library.annotations import lost_of
        from reader.typeset.prepare import prepare

        def text_of(post: Post) -> str:
            try:
                return prepare(self.articles.of(post)).text
            except PostUnreadableError:
                return ""

        return lost_of(annotations, text_of)

    def mark_read(self, posts: Iterable[Post], read: bool, *, is_durable: bool = True) -> int:
        """Mark the posts as read or unread, as one change; return how many changed. Raise StateError.

        What is not durable survives a crash of the program at once, but a power failure only a moment later.
        """
        return self._marks.mark(posts, Kind.READ, read, is_durable=is_durable)

    def mark(
        self, posts: Iterable[Post], *, read: bool | None, starred: bool | None, labels: Mapping[str, bool]
    ) -> int:
        """Mark the posts with all that is not None, as one change; return how many marks changed. Raise StateError.

        `labels` says of each label whether it is given or taken. Raise LabelNameError.
        """
        marks = {(Kind.READ, ""): read, (Kind.STARRED, ""): starred} | {
            (Kind.LABEL, self.labels.known(name)): given for name, given in labels.items()
        }
        return self._marks.mark_together(
            posts, {mark: value for mark, value in marks.items() if value is not None}
        )

    def star(self, posts: Iterable[Post], starred: bool) -> int:
        """Star or unstar the posts, as one change; return how many changed. Raise StateError."""
        return self._marks.mark(posts, Kind.STARRED, starred)

    def follow_marks(self) -> bool:
        """Take over what other runs of the program said since the last call; return whether there was anything.

        So do marks that could not be read before. Raise StateError.
        """
        has_changed = self._marks.follow()
        self.marks_problem = ""
        return has_changed
