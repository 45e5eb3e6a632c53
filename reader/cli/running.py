"""Dispatches to the command in its arguments, and prints errors as sentences."""

from __future__ import annotations

import errno
import gc
import importlib
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from reader import paths
from reader.cli.arguments import Arguments, parse_arguments
from reader.cli.kept import wait_for_readers
from reader.config import load_settings
from reader.errors import DamagedIndexError, ReaderError, StateError, reason_of
from reader.language import language_in_force, language_of, tr, use_language
from reader.text.safe import clean

_OUTPUT_ERRORS = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO})
_SIZE_DIGITS = 4
"""digits of the widest terminal that is believed"""
_YOUNG_OBJECTS = 50_000
"""how many a command makes before Python looks among them for cycles: short ones end before"""
_INTERRUPTED = 130
"""exit code after Ctrl+C, as in shells: 128 plus the signal's number"""


def run_reader(argv: Sequence[str] | None, kept: str | None = None) -> int:
    """Run the reader as `reader.cli.main.main` does; `kept` is where its answer may be kept."""
    is_own_process = argv is None
    if is_own_process:
        _restart_in_utf8()
        _fill_closed_streams()
        wait_for_readers()
    _use_utf8()
    _drop_impossible_size()
    use_language(language_of(os.environ))
    try:
        code = _run(sys.argv[1:] if argv is None else argv, is_own_process=is_own_process, kept=kept)
        sys.stdout.flush()
        return code
    except ReaderError as error:
        _say(str(error))
        return error.exit_code
    except KeyboardInterrupt:
        return _INTERRUPTED
    except BrokenPipeError:
        # The reading end of the pipe was closed, as by `head`.
        _discard_output()
        return 0
    except OSError as error:
        if error.errno not in _OUTPUT_ERRORS:
            raise
        _discard_output()
        _say(tr("The output cannot be written ({reason}).", reason=reason_of(error)))
        return 1
    finally:
        if is_own_process:
            # The process ends: what it made need not be searched for cycles once more.
            gc.freeze()


def _run(argv: Sequence[str], *, is_own_process: bool, kept: str | None) -> int:
    # Help and mistakes are in the user's language, too, so the settings come first.
    loaded = load_settings(paths.settings_file(), os.environ)
    wished = loaded.settings.language
    if wished not in ("auto", language_in_force()):
        use_language(wished)
        # What is wrong with the settings is told in their own language.
        loaded = load_settings(paths.settings_file(), os.environ) if loaded.problems else loaded
    try:
        arguments = parse_arguments(argv)
    except SystemExit as done:
        # argparse has printed help, the version, or the mistake.
        return done.code if isinstance(done.code, int) else 2
    arguments.loaded = loaded
    run: Callable[[Arguments], int] = importlib.import_module(f"reader.cli.{arguments.command or 'open'}").run
    if is_own_process and arguments.command:
        gc.set_threshold(_YOUNG_OBJECTS)
        gc.enable()
    try:
        if kept is not None:
            return _run_and_keep(run, arguments, kept)
        return _run_twice_at_most(run, arguments)
    except StateError as error:
        if str(error) != getattr(arguments, "noted", ""):
            raise
        # The command began by saying so.
        return error.exit_code


def _run_and_keep(run: Callable[[Arguments], int], arguments: Arguments, kept: str) -> int:
    """Run a command, and keep what it prints for the next time."""
    from reader.cli.recording import Recorder  # which most commands never need

    recorder = Recorder()
    with recorder.recording():
        code = _run_twice_at_most(run, arguments)
    if code == 0:
        recorder.keep(kept, arguments)
    return code


def _run_twice_at_most(run: Callable[[Arguments], int], arguments: Arguments) -> int:
    """Run a command, and once more where the index turns out to be damaged."""
    try:
        return run(arguments)
    except DamagedIndexError as error:
        # Nothing was printed: a command gathers before it prints, and `list` goes on by itself. The damaged file has
        # been deleted, so this builds another.
        _say(str(error))
        return run(arguments)


def _say(sentence: str) -> None:
    print(f"reader: {clean(sentence)}", file=sys.stderr)


def _discard_output() -> None:
    """Redirect the rest of the output to the null device; Python would try to flush it again at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _restart_in_utf8() -> None:
    """Start again in Python's UTF-8 mode (PEP 540) if the locale cannot name Chinese files.

    Python chooses it by itself for the C locale, unless `PYTHONUTF8=0` says otherwise.
    """
    if sys.getfilesystemencoding() != "utf-8" and not sys.flags.utf8_mode:
        os.execv(sys.executable, [sys.executable, "-X", "utf8", "-m", "reader", *sys.argv[1:]])


def _fill_closed_streams() -> None:
    """Have closed standard streams lead nowhere: a database opened later would get their number, and what is written to it."""
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.set_inheritable(os.open(os.devnull, os.O_RDWR), True)  # noqa: FBT003 - by position alone; the lowest number is free


def _drop_impossible_size() -> None:
    """Forget `COLUMNS` and `LINES` that no terminal has, so that the terminal itself is asked."""
    for name in ("COLUMNS", "LINES"):
        value = os.environ.get(name, "")
        if value and not (
            value.isascii() and value.isdigit() and len(value) <= _SIZE_DIGITS and int(value) > 0
        ):
            del os.environ[name]


def _use_utf8() -> None:
    """Write UTF-8 regardless of the locale; lone surrogates, as in file names, are escaped."""
    # The process was started with a stream closed: `print` would write what is meant for stderr to stdout.
    sys.stdin = sys.stdin or Path(os.devnull).open(encoding="utf-8")  # noqa: SIM115 - open until the end
    sys.stdout = sys.stdout or Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - open until the end
    sys.stderr = sys.stderr or Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - open until the end
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")
