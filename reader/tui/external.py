"""What lies outside the screen: the browser, the clipboard, the editor."""

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
    """Whether an address can be opened in a window of its own.

    Without a display the standard library falls back to browsers that run in this very terminal, which would
    write over the screen; over SSH there is none to open.
    """
    if os.environ.get("BROWSER"):
        return True
    if sys.platform == "darwin":
        return "SSH_CONNECTION" not in os.environ
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def open_in_browser(url: str) -> bool:
    """Open an address; whether a browser took it. The caller has checked the scheme."""
    import webbrowser  # 10 ms that the first frame does not need

    return webbrowser.open(url)


def copy_outside(text: str) -> bool:
    """Hand `text` to a clipboard program, for terminals that ignore OSC 52; whether one took it."""
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
    """The command that opens a file in the person's editor; None where no editor is named."""
    editor = os.environ.get("VISUAL") or os.environ.get("EDITOR")
    return [*shlex.split(editor), str(file)] if editor else None
