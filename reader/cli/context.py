"""What every command begins with: the settings, the archives, and the library over them."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from reader import paths
from reader.cli.arguments import Arguments
from reader.cli.output import note
from reader.config import Settings, load_settings
from reader.errors import EmptyArchiveError
from reader.library import Library
from reader.library.result_set import ResultSet
from reader.query import Query, text_of
from reader.state.marks import Marks
from reader.text.safe import clean_line


@dataclass(frozen=True)
class Context:
    """A command's settings and library."""

    settings: Settings
    library: Library


def open_context(arguments: Arguments) -> Context:
    """The settings and the library that the arguments ask for; no post is read yet.

    Raises SettingsError or StateError.
    """
    settings = load_settings(paths.settings_file(), os.environ)
    library = Library(
        chosen_archives(arguments.archive, settings),
        marks=Marks(paths.marks_file()),
        zone=settings.time_zone(),
    )
    return Context(settings, library)


def chosen_archives(named: list[Path], settings: Settings) -> list[Path]:
    """The archives to open: those named, else those of the settings, else `./posts`, else the tour."""
    if named:
        return named
    if settings.archives:
        return list(settings.archives)
    local = Path("posts")
    return [local if local.is_dir() else paths.tour_folder()]


def load(library: Library) -> None:
    """Reads what is new or changed, saying what stood in the way.

    Raises ArchiveError, and EmptyArchiveError where there is no post.
    """
    for _ in library.load():
        pass
    for problem in (*library.index_problems, *library.problems):
        note(clean_line(problem))
    if not len(library):
        raise EmptyArchiveError(library.archives[0])


def select(context: Context, arguments: Arguments) -> tuple[ResultSet, int]:
    """The posts that answer the arguments' query, and the exit code that their number and state make.

    Raises QueryError before any post is read, ArchiveError, and EmptyArchiveError where there is no post.
    """
    library = context.library
    query = library.asked(" ".join(word.strip() for word in arguments.query))
    load(library)
    results = library.select(query, fold_copies=getattr(arguments, "fold", False))
    if not len(results):
        note(clean_line(_nothing(results)))
    return results, 1 if library.problems or not len(results) else 0


def _nothing(results: ResultSet) -> str:
    """Says that nothing matches, and which part of the query is to blame where the rest matches something."""
    relaxation = results.relaxation()
    if relaxation is None or len(relaxation.clauses) == len(results.query.clauses):
        return "No post matches."
    parts = " and ".join(text_of(Query((clause,))) for clause in relaxation.clauses)
    them = "it" if len(relaxation.clauses) == 1 else "them"
    posts = f"{relaxation.posts:,} {'post' if relaxation.posts == 1 else 'posts'}"
    return f"No post matches; without {parts} {posts} would. Drop {them}, or widen {them}."
