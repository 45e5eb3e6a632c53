"""Answers that were printed to a pipe before, printed again while all that they were made of is as it was.

`list`, `tags` and `timeline` of all posts depend on few files: the index, the marks, the settings, the program itself, and
the folders of the archives, whose times tell of files (`reader.library.freshness`). An answer is kept with the state of
each, see `reader.cli.keeping`, and found by the words of the command, the folder in which it runs and the environment.

This module is imported before all else, and imports what Python itself has imported.
"""

from __future__ import annotations

import os
import sys
import time

from reader import __version__
from reader.text.hashing import blake2b

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

COMMANDS = frozenset({"list", "tags", "timeline"})
"""commands whose answers are kept"""
DIGEST_BYTES = 16
LOG_ENDING = b"-wal"
"""of the name of a database's write-ahead log"""
_PASSING = frozenset({b"_", b"SHLVL", b"PWD", b"OLDPWD"})
"""variables that differ from shell to shell and say nothing"""
_CONTROLS = bytes({*range(0x20), 0x7F} - set(b"\t\n"))
_FILE, _TYPE = 0o100000, 0o170000
"""of a mode (inode(7))"""


def kept_answer(argv: Sequence[str]) -> str | None:
    """Return the path at which the answer of a command is kept, if it is; None if the answer is not of the kind that is."""
    words = list(argv)
    while words and words[0].partition("=")[0] == "--archive":
        del words[: 1 if "=" in words[0] else 2]
    if not words or words[0] not in COMMANDS:
        return None
    try:
        if os.isatty(1) or not all(map(os.fstat, (1, 2))):
            return None
        folder = os.getcwdb()  # noqa: PTH109 - a Path takes as long to import as Python to start
    except OSError:
        return None
    asked = [
        os.fsencode(__file__),
        __version__.encode(),
        b"%d" % sys.hexversion,
        folder,
        *map(os.fsencode, argv),
        b"",
    ]
    asked += sorted(b"%b=%b" % each for each in os.environb.items() if each[0] not in _PASSING)
    name = blake2b(b"\0".join(asked), digest_size=DIGEST_BYTES).hexdigest()
    return os.path.join(answers_folder(), name)  # noqa: PTH118 - see above


def print_kept(path: str) -> bool:
    """Print the answer that is kept at a path; return False if there is none that is true still."""
    answer = _read(path)
    if answer is None:
        return False
    out, err = answer
    wait_for_readers()
    try:
        os.write(2, err)
        while out:
            out = out[os.write(1, out) :]
    except BrokenPipeError:
        pass
    except OSError:
        # The command itself meets the same, and says so.
        return False
    return True


def wait_for_readers() -> None:
    """Have output wait for who reads it: another program at the same pipe or terminal may have switched that off (O_NONBLOCK)."""
    for number in (1, 2):
        try:
            os.set_blocking(number, True)
        except OSError:
            continue


def answers_folder() -> str:
    """Return the folder of kept answers, as `reader.paths` has it, without importing that."""
    base = os.environ.get("XDG_CACHE_HOME", "")
    if not base.startswith("/"):
        base = os.path.expanduser("~/.cache")  # noqa: PTH111 - see above
    return f"{base}/reader/answers"


def state_of(path: bytes) -> bytes:
    """Return what is another once a file or a folder changes; an empty file, as logs of databases are, is like none.

    Of a log that is not empty the time counts at which it was written: SQLite sets its owner whenever root opens it, which
    is a change, too.
    """
    try:
        found = os.stat(path)  # noqa: PTH116 - see above
    except OSError:
        return b"-"
    if not found.st_size and found.st_mode & _TYPE == _FILE:
        return b"-"
    changed = found.st_mtime_ns if path.endswith(LOG_ENDING) else found.st_ctime_ns
    return b"%d %d %d" % (found.st_ino, found.st_size, changed)


def is_plain(text: bytes) -> bool:
    """Return whether a text has no control characters but tabs and line ends."""
    return len(text.translate(None, _CONTROLS)) == len(text)


def _read(path: str) -> tuple[bytes, bytes] | None:
    """Return what is kept for standard output and error; None if it is not there, damaged, or not true any more."""
    try:
        with open(path, "rb") as stream:  # noqa: PTH123 - see above
            digest, content = stream.read(DIGEST_BYTES), stream.read()
    except OSError:
        return None
    if blake2b(content, digest_size=DIGEST_BYTES).digest() != digest:
        return None
    head, _, answer = content.partition(b"\0\0")
    made, until, size, files, *states = head.split(b"\0")
    if not int(made) <= time.time() < int(until):
        return None
    of_files, of_folders = states[: 2 * int(files)], states[2 * int(files) :]
    if any(state_of(place) != state for place, state in zip(of_files[::2], of_files[1::2], strict=True)):
        return None
    if not _are_as_they_were(of_folders[::2], of_folders[1::2]):
        return None
    out, err = answer[: int(size)], answer[int(size) :]
    return (out, err) if is_plain(out) and is_plain(err) else None


def _are_as_they_were(folders: Sequence[bytes], times: Sequence[bytes]) -> bool:
    """Return whether folders have the times that they had: an archive has thousands, so there is no function for one."""
    stat = os.stat
    try:
        for folder, changed in zip(folders, times, strict=True):
            if stat(folder).st_ctime_ns != int(changed):
                return False
    except OSError:
        return False
    return True
