"""All deliberate errors of the reader, in one tree.

An error's text is one sentence for a person: it names the file or the place and says what to do. Commands
print it on stderr and leave with `exit_code`; screens show it as a notice. Anything that is not a
`ReaderError` is a bug and is left to be seen. (`reader.index.OutdatedError` is a cancellation and no error.)
"""

from __future__ import annotations

from pathlib import Path


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
            f"The expression /{expression}/ takes too long: write it without repeats within repeats, such as (a+)+."
        )


class SettingsError(ReaderError):
    """The settings file or an environment variable holds a value that the reader can not use."""

    exit_code = 2


class ArchiveError(ReaderError):
    """An archive can not be read."""

    exit_code = 3

    def __init__(self, path: Path, message: str) -> None:
        super().__init__(message)
        self.path = path


class ArchiveNotFoundError(ArchiveError):
    """No folder stands where the archive should be."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            path, f"There is no folder {path}: check the path, or leave it out to open the tour."
        )


class NotAnArchiveError(ArchiveError):
    """The path leads to something that is not a folder."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, f"{path} is not a folder: name the folder that holds the posts.")


class ArchiveUnreadableError(ArchiveError):
    """The folder is there and can not be listed."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(path, f"The folder {path} can not be read ({reason}): check its permissions.")


class EmptyArchiveError(ArchiveError):
    """The folder can be read and holds no post."""

    exit_code = 1

    def __init__(self, path: Path) -> None:
        super().__init__(
            path,
            f"{path} holds no posts: they are Markdown files (.md, .markdown, .mdx and the like) and saved pages (.html).",
        )


class PostError(ReaderError):
    """A post can not be shown."""

    def __init__(self, path: str, message: str) -> None:
        super().__init__(message)
        self.path = path


class PostNotFoundError(PostError):
    """No post of the open archives has this path."""

    def __init__(self, path: str) -> None:
        super().__init__(path, f"No post {path} in the open archives: `reader list` names them all.")


class PostUnreadableError(PostError):
    """The file of a post has gone, or can not be read."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(path, f"The post {path} can not be read ({reason}).")


class DamagedIndexError(ReaderError):
    """The index can not be read: its file is damaged, locked or gone.

    A damaged file has been deleted by the time this is raised, so the next refresh builds the index anew.
    """

    def __init__(self, path: Path, reason: str, *, is_damaged: bool = False) -> None:
        super().__init__(
            f"The index {path} is damaged ({reason}): it is built again."
            if is_damaged
            else f"The index {path} can not be read now ({reason}): try again."
        )


class StateError(ReaderError):
    """The file that keeps what the user said of posts can not be used, or only be read."""

    def __init__(
        self,
        path: Path,
        reason: str,
        way_out: str = "move the file away or mend its permissions",
        *,
        is_only_read: bool = False,
    ) -> None:
        """`way_out` says what the user can do."""
        able = "only be read" if is_only_read else "not be used"
        super().__init__(f"The marks in {path} can {able} ({reason}): {way_out}.")
        self.path = path


class ImportedFileError(ReaderError):
    """A file can not be imported, and nothing of it was."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"{path} is not imported: {reason}.")


def reason_of(error: OSError) -> str:
    """Return the reason that the operating system gives, in lower case."""
    return (error.strerror or str(error)).lower()
