"""Programs outside the reader: browser, editor, clipboard.

A program that needs the terminal gets it alone, while the screens are suspended; any other runs in a session of its
own without a terminal, so that it can neither read keys nor write over the screen.
"""

from __future__ import annotations

import os
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from reader.errors import ReaderError
from reader.language import tr
from reader.text.safe import clean_line
from reader.tui.tty import TTY

_CLIPBOARDS = (
    ("wl-copy",),
    ("xclip", "-selection", "clipboard"),
    ("xsel", "--clipboard", "--input"),
    ("pbcopy",),
)
_OPENERS = ("xdg-open", "gio open", "x-www-browser", "sensible-browser", "firefox", "chromium")
"""commands that open an address on a desktop, the one that asks the desktop first"""
_TERMINAL_BROWSERS = frozenset(
    {
        "w3m",
        "lynx",
        "links",
        "links2",
        "elinks",
        "www-browser",
        "browsh",
        "carbonyl",
        "chawan",
        "cha",
        "amfora",
    }
)
_COPY_SECONDS = 2
_ASKED_EACH = 0.1
"""seconds after which it is asked again whether what a program writes is still wanted"""
_FILTER_SECONDS = 60.0
_FAILURE_SECONDS = 1.5
"""time within which a program that cannot open an address usually ends"""
_MAX_SAID_CHARS = 120


class ProgramError(ReaderError):
    """A program cannot be started, or failed."""


class Program(NamedTuple):
    """A program to start."""

    command: list[str]
    needs_terminal: bool
    """whether it runs in the terminal of the reader"""


def browser(url: str) -> Program | None:
    """Return the program that opens an address; None if there is none. The caller checks the scheme.

    `$BROWSER` is a list of commands between colons, as for Python's `webbrowser`; `%s` in one stands for the
    address. A browser for the terminal is used only if it stands there. Raise ProgramError if `$BROWSER` names
    programs and none of them is there.
    """
    chosen = os.environ.get("BROWSER", "")
    if chosen.strip():
        commands = [_split(part, "BROWSER") for part in chosen.split(os.pathsep) if part.strip()]
        for command in commands:
            if command and shutil.which(command[0]) is not None:
                return _opening(command, url)
        raise ProgramError(tr("BROWSER names {program}, which is not installed.", program=_said(chosen)))
    if sys.platform == "darwin":
        # On a Mac reached by SSH there is no window to open.
        return None if "SSH_CONNECTION" in os.environ else Program(["open", url], needs_terminal=False)
    if not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        return None
    found = (opener.split() for opener in _OPENERS if shutil.which(opener.split()[0]) is not None)
    return next((_opening(command, url) for command in found), None)


def editor(file: Path) -> Program:
    """Return the program that opens a file, as `$VISUAL` or `$EDITOR` names it. Raise ProgramError."""
    name = "VISUAL" if os.environ.get("VISUAL", "").strip() else "EDITOR"
    chosen = os.environ.get(name, "")
    command = _split(chosen, name)
    if not command or not command[0]:
        raise ProgramError(tr("Set $VISUAL or $EDITOR to write in an editor of your own."))
    if shutil.which(command[0]) is None:
        raise ProgramError(
            tr(
                "{name} names {program}, which is not installed.",
                name=name,
                program=_said(command[0]),
            )
        )
    return Program([*command, str(file)], needs_terminal=True)


def run_in_terminal(program: Program) -> None:
    """Run a program in this terminal until it ends; the screens are suspended meanwhile. Raise ProgramError."""
    try:
        with TTY.lent():
            code = subprocess.run(program.command, check=False).returncode
    except OSError as error:
        raise _not_started(program.command[0], error) from error
    if code:
        raise ProgramError(_failure(program, code))


def start_apart(program: Program) -> None:
    """Start a program in a session of its own, and wait a moment for it to fail. Raise ProgramError."""
    with tempfile.TemporaryFile() as errors:
        try:
            process = subprocess.Popen(
                program.command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=errors,
                start_new_session=True,
            )
        except OSError as error:
            raise _not_started(program.command[0], error) from error
        try:
            code = process.wait(_FAILURE_SECONDS)
        except subprocess.TimeoutExpired:
            # It works; whoever waits for it later is the system.
            return
        if code:
            errors.seek(0)
            raise ProgramError(_failure(program, code, errors.read()))


def filtered(command: str, text: str, is_wanted: Callable[[], bool] = lambda: True) -> str:
    """Return what a command of the shell writes when it is given a text; it is ended once that is not wanted.

    Raise ProgramError.
    """
    try:
        process = subprocess.Popen(
            ["/bin/sh", "-c", command],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )
    except OSError as error:
        raise _not_started(command, error) from error
    with process:
        end = time.monotonic() + _FILTER_SECONDS
        given: bytes | None = text.encode("utf-8", "replace")
        while True:
            try:
                output, errors = process.communicate(given, timeout=_ASKED_EACH)
                break
            except subprocess.TimeoutExpired:
                given = None  # what was given is kept until it is read
            if not is_wanted() or time.monotonic() > end:
                # With what it has started: that would hold its output open.
                os.killpg(process.pid, signal.SIGKILL)
                raise ProgramError(
                    tr(
                        "{program} ran for {seconds:.0f} seconds and was ended.",
                        program=_said(command),
                        seconds=_FILTER_SECONDS,
                    )
                )
    if process.returncode:
        raise ProgramError(_failure(Program([command], needs_terminal=False), process.returncode, errors))
    return output.decode("utf-8", "replace")


def copy_outside(text: str) -> bool:
    """Pass `text` to a clipboard program, for terminals without OSC 52; return whether one took it."""
    for command in _CLIPBOARDS:
        if shutil.which(command[0]) is None:
            continue
        try:
            done = subprocess.run(
                command,
                input=text.encode("utf-8", "replace"),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                timeout=_COPY_SECONDS,
                check=False,
                start_new_session=True,
            )
        except (OSError, subprocess.TimeoutExpired):
            continue
        if done.returncode == 0:
            return True
    return False


def _split(command: str, name: str) -> list[str]:
    """Return the words of a command as a shell splits them. Raise ProgramError that names the variable."""
    try:
        return shlex.split(command)
    except ValueError as error:
        raise ProgramError(
            tr(
                "{name} is {command}: its quotation marks do not match.",
                name=name,
                command=_said(command),
            )
        ) from error


def _opening(command: list[str], url: str) -> Program:
    """Return the program that opens an address with a command."""
    needs_terminal = Path(command[0]).name in _TERMINAL_BROWSERS
    if any("%s" in word for word in command):
        return Program([word.replace("%s", url) for word in command], needs_terminal)
    return Program([*command, url], needs_terminal)


def _not_started(program: str, error: OSError) -> ProgramError:
    return ProgramError(
        tr("{program} cannot be started ({reason}).", program=_said(program), reason=error.strerror)
    )


def _failure(program: Program, code: int, errors: bytes = b"") -> str:
    """Return a sentence on a program that ended with an exit code, or by a signal if that is negative.

    The last line of its standard error is in it, too.
    """
    name = _said(Path(program.command[0]).name)
    end = (
        tr("{program} was ended by signal {number}.", program=name, number=-code)
        if code < 0
        else tr("{program} ended with exit code {code}.", program=name, code=code)
    )
    lines = [each for each in errors.decode("utf-8", "replace").split("\n") if each.strip()]
    return tr("{sentence} It said: {line}", sentence=end, line=_said(lines[-1])) if lines else end


def _said(text: str) -> str:
    """Return what another program or a variable says, as a short line."""
    line = clean_line(text)
    return line if len(line) <= _MAX_SAID_CHARS else f"{line[:_MAX_SAID_CHARS]}…"
