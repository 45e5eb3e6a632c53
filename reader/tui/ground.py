"""Whether the terminal has a dark or a light ground: asked of it, and remembered for the next start.

Terminals answer a question for the colour of their ground (xterm, OSC 11) late or never. Until one answers, it is taken
to be what it was at the last start, else what the variable COLORFGBG says, else dark.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
from collections.abc import Mapping
from pathlib import Path

from reader import paths
from reader.atomic import write_whole
from reader.small_file import read_small
from reader.tui.theme_roles import contrast

QUESTION = "\x1b]11;?\x1b\\"
_ANSWER = re.compile(r"\x1b\]11;([^\x07\x1b]{0,40})(?:\x07|\x1b\\)")
_BEGUN = re.compile(r"\x1b\](?:1(?:1(?:;[^\x07\x1b]{0,40}\x1b?)?)?)?\Z")
_COLOR = re.compile(r"rgba?:([0-9a-fA-F]{1,4})/([0-9a-fA-F]{1,4})/([0-9a-fA-F]{1,4})")
_LIGHT_NUMBERS = ("7", "9", "10", "11", "12", "13", "14", "15")
LINUX_CONSOLE = "linux"
"""TERM in the console of Linux, whose fonts have 512 characters at most, none of them Chinese"""
_UNHEARING = ("", "dumb", LINUX_CONSOLE)
"""values of TERM of terminals that would print the question"""


def is_asked(environment: Mapping[str, str]) -> bool:
    """Return whether the terminal can be asked."""
    return environment.get("TERM", "") not in _UNHEARING


def has_few_colours(environment: Mapping[str, str]) -> bool:
    """Return whether the terminal says that it has no more than sixteen colours."""
    term = environment.get("TERM", "")
    has_many = "256" in term or "direct" in term or "kitty" in term or environment.get("COLORTERM")
    return bool(term) and term not in ("dumb", "unknown") and not has_many


def is_first_time_on_console() -> bool:
    """Return whether this has not been asked before, as far as that can be kept."""
    file = paths.cache_folder() / "console-told"
    if file.exists():
        return False
    with contextlib.suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch()
    return True


class Answers:
    """Takes the terminal's answer out of what it sends, which would be keys else."""

    def __init__(self) -> None:
        self.is_awaited = False
        self._begun = ""
        self.is_dark: bool | None = None
        """what the terminal said"""

    def without(self, data: str) -> str:
        """Return what was sent without the answer; the beginning of one is held back while it is awaited."""
        if not self.is_awaited:
            return data
        data, self._begun = self._begun + data, ""
        if found := _ANSWER.search(data):
            self.is_awaited = False
            self.is_dark = is_dark(found[1])
            return data[: found.start()] + data[found.end() :]
        if found := _BEGUN.search(data):
            self._begun = found[0]
            return data[: found.start()]
        return data


ANSWERS = Answers()
"""those of the one terminal that a process has"""


def is_dark(color: str) -> bool | None:
    """Return whether a colour as a terminal names it, such as `rgb:1616/1818/1c1c`, is dark; None for no such colour."""
    found = _COLOR.match(color)
    if found is None:
        return None
    channels = (int(digits, 16) * 255 // (16 ** len(digits) - 1) for digits in found.groups())
    ground = "#" + "".join(f"{channel:02x}" for channel in channels)
    return contrast(ground, "#ffffff") > contrast(ground, "#000000")


def remembered() -> bool:
    """Return whether the terminal's ground is taken to be dark at the start."""
    known = _read().get(_terminal())
    if known is not None:
        return known
    return os.environ.get("COLORFGBG", "").rpartition(";")[2] not in _LIGHT_NUMBERS


def remember(*, dark: bool) -> None:
    """Keep the terminal's answer for the next start."""
    known = _read()
    if known.get(_terminal()) == dark:
        return
    known[_terminal()] = dark
    # If this fails, the next start begins in the wrong colours.
    with contextlib.suppress(OSError):
        _file().parent.mkdir(parents=True, exist_ok=True)
        write_whole(_file(), json.dumps(known), is_durable=False)


def _file() -> Path:
    return paths.cache_folder() / "grounds.json"


def _terminal() -> str:
    """Return the name of the terminal, as far as it can be told from others."""
    names = (os.environ.get(name, "") for name in ("TERM", "TERM_PROGRAM", "COLORFGBG"))
    return " ".join(names).strip()


def _read() -> dict[str, bool]:
    try:
        kept = json.loads(read_small(_file()))
    except (OSError, ValueError, RecursionError):
        return {}
    is_sound = isinstance(kept, dict) and all(isinstance(value, bool) for value in kept.values())
    return kept if is_sound else {}
