"""All deliberate errors of the reader, in one tree.

An error's text is one sentence for the user: it names the file or the place and says what to do. Commands
print it on stderr and leave with `exit_code`; screens show it as a notice. Anything that is not a
`ReaderError` is a bug and is left to be seen. (`reader.index.OutdatedError` is a cancellation and no error.)
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from reader.language import ntr, tr

_MOST_CANDIDATES = 10
"""posts that are named where several may be meant"""


class ReaderError(Exception):
    """Something went wrong that the user can understand and fix."""

    exit_code = 1


class UsageError(ReaderError):
    """The command was called in a way that it does not understand."""

    exit_code = 2


class ExpressionTimeError(UsageError):
    """A regular expression takes too long."""

    def __init__(self, expression: str) -> None:
        super().__init__(
            tr(
                "The expression /{expression}/ takes too long: write it without repeats within repeats, such as (a+)+.",
                expression=expression,
            )
        )


class SettingsError(ReaderError):
    """The settings file or an environment variable holds a value that the reader cannot use."""

    exit_code = 2


class UnwrittenSettingsError(SettingsError):
    """The settings file cannot be written."""

    exit_code = 1


class ArchiveError(ReaderError):
    """An archive cannot be read."""

    exit_code = 3

    def __init__(self, path: Path, message: str) -> None:
        super().__init__(message)
        self.path = path


class ArchiveNotFoundError(ArchiveError):
    """No folder stands where the archive should be."""

    def __init__(self, path: Path, near: Path | None = None) -> None:
        """`near` is a folder with a similar name, if there is one."""
        super().__init__(
            path,
            tr("There is no folder {path}: check the path, or leave it out to open the tour.", path=path)
            if near is None
            else tr("There is no folder {path}: did you mean {near}?", path=path, near=near),
        )


class NotAnArchiveError(ArchiveError):
    """The path leads to something that is not a folder."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, tr("{path} is not a folder: name the folder that holds the posts.", path=path))


class ArchiveUnreadableError(ArchiveError):
    """The folder exists but cannot be listed."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(
            path,
            tr(
                "The folder {path} cannot be read ({reason}): check its permissions.",
                path=path,
                reason=reason,
            ),
        )


class EmptyArchiveError(ArchiveError):
    """The folder can be read and holds no post."""

    exit_code = 1

    def __init__(self, path: Path, seen: str) -> None:
        """`seen` tells what is there instead."""
        super().__init__(
            path,
            tr(
                "{path} holds no posts. Posts are Markdown files (.md, .markdown, .mdx and the like), saved pages (.html), "
                "and .txt files that begin with front matter; seen: {seen}.",
                path=path,
                seen=seen,
            ),
        )


class PostError(ReaderError):
    """A post cannot be shown."""

    def __init__(self, path: str, message: str) -> None:
        super().__init__(message)
        self.path = path


class PostNotFoundError(PostError):
    """No post of the open archives has this path."""

    def __init__(self, path: str) -> None:
        super().__init__(
            path, tr("No post {path} in the open archives: `reader list` names them all.", path=path)
        )


class AmbiguousPostError(PostError):
    """A name may mean several posts."""

    exit_code = 2

    def __init__(self, name: str, candidates: Sequence[str]) -> None:
        """`candidates` describe the posts, one line each."""
        some = [*candidates[:_MOST_CANDIDATES]]
        if len(candidates) > len(some):
            some.append(tr("and {count} more", count=f"{len(candidates) - len(some):,}"))
        sentence = ntr(
            "{count} post may be meant by {name}: say more of it.",
            "{count} posts may be meant by {name}: say more of it.",
            len(candidates),
            name=name,
        )
        super().__init__(name, "\n  ".join((sentence, *some)))


class PostUnreadableError(PostError):
    """The file of a post has gone, or cannot be read."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(path, tr("The post {path} cannot be read ({reason}).", path=path, reason=reason))


class DamagedIndexError(ReaderError):
    """The index cannot be read: its file is damaged, locked or gone.

    A damaged file has been deleted by the time this is raised, so the next refresh builds the index anew.
    """

    def __init__(self, path: Path, reason: str, *, is_damaged: bool = False) -> None:
        super().__init__(
            tr("The index {path} is damaged ({reason}): it is built again.", path=path, reason=reason)
            if is_damaged
            else tr("The index {path} cannot be read now ({reason}): try again.", path=path, reason=reason)
        )


class StateError(ReaderError):
    """The file that keeps what the user said of posts cannot be used, or only be read."""

    def __init__(
        self,
        path: Path,
        reason: str,
        way_out: str = "",
        *,
        is_only_read: bool = False,
    ) -> None:
        """`way_out` is a sentence that says what the user can do; if empty, to see to the file itself."""
        values = {
            "path": path,
            "reason": reason,
            "way_out": way_out or tr("Move the file away, or mend its permissions."),
        }
        super().__init__(
            tr("The marks in {path} can only be read ({reason}). {way_out}", **values)
            if is_only_read
            else tr("The marks in {path} cannot be used ({reason}). {way_out}", **values)
        )
        self.path = path


class ImportedFileError(ReaderError):
    """A file cannot be imported, and nothing of it was."""


def reason_of(error: OSError) -> str:
    """Return the reason that the operating system gives, in lower case."""
    return (error.strerror or str(error)).lower()
