"""Access to programs outside the terminal screen: browser, clipboard, editor."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

_CLIPBOARDS = (
    ("wl-copy",),
    ("xclip", "-selection", "clipboard"),
    ("xsel", "--clipboard", "--input"),
    ("pbcopy",),
)
_COPY_SECONDS = 2


def has_browser() -> bool:
    """Return whether an address can be opened in a window of its own.

    Without a display, `webbrowser` falls back to browsers in this terminal, which would write over the screen.
    On a Mac reached by SSH there is no window to open.
    """
    if os.environ.get("BROWSER"):
        return True
    if sys.platform == "darwin":
        return "SSH_CONNECTION" not in os.environ
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def open_in_browser(url: str) -> bool:
    """Open an address, and return whether a browser took it. The caller checks the scheme."""
    import webbrowser  # 10 ms that the first frame does not need

    return webbrowser.open(url)


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
            )
        except (OSError, subprocess.TimeoutExpired):
            continue
        if done.returncode == 0:
            return True
    return False


def editor_command(file: Path) -> list[str] | None:
    """Return the command that opens a file in `$VISUAL` or `$EDITOR`; None if neither is set."""
    editor = os.environ.get("VISUAL") or os.environ.get("EDITOR")
    return [*shlex.split(editor), str(file)] if editor else None
