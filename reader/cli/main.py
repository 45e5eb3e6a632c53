"""The command `reader`: finds the command in its arguments, runs it, and turns errors into sentences."""

from __future__ import annotations

import errno
import importlib
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from reader.cli.arguments import parse_arguments
from reader.errors import ReaderError
from reader.text.safe import clean

_OUTPUT_ERRORS = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO})
_INTERRUPTED = 130
"""the exit code of a command that ctrl+c ended, as shells have it: 128 and the number of the signal"""


def main(argv: Sequence[str] | None = None) -> int:
    """Runs the reader with these arguments, those of the process by default; returns the exit code.

    0 done, 1 nothing matched or a post can not be read, 2 bad usage, 3 an archive can not be read.
    """
    _use_utf8()
    try:
        code = _run(sys.argv[1:] if argv is None else argv)
        sys.stdout.flush()
        return code
    except ReaderError as error:
        _say(str(error))
        return error.exit_code
    except KeyboardInterrupt:
        return _INTERRUPTED
    except BrokenPipeError:
        # Whoever read the output has seen enough.
        _discard_output()
        return 0
    except OSError as error:
        if error.errno not in _OUTPUT_ERRORS:
            raise
        _discard_output()
        _say(f"The output can not be written ({(error.strerror or str(error)).lower()}).")
        return 1


def _run(argv: Sequence[str]) -> int:
    try:
        arguments = parse_arguments(argv)
    except SystemExit as done:
        # argparse has printed what there was to say: help, the version, or what it did not understand.
        return done.code if isinstance(done.code, int) else 2
    module = importlib.import_module(f"reader.cli.{arguments.command or 'open'}")
    code: int = module.run(arguments)
    return code


def _say(sentence: str) -> None:
    print(f"reader: {clean(sentence)}", file=sys.stderr)


def _discard_output() -> None:
    """Lets what is left of the output go nowhere; Python would try to write it once more at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _use_utf8() -> None:
    """Writes UTF-8 whatever the locale says; what UTF-8 has no form for, as in a file's name, is escaped."""
    if sys.stdout is None:
        # Started with its output closed.
        sys.stdout = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")
