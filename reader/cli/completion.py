"""`reader completion`: scripts that make shells complete the words of commands."""

from __future__ import annotations

import sys
from importlib import resources

from reader.cli.arguments import Arguments

_FILES = {"bash": "reader.bash", "zsh": "_reader", "fish": "reader.fish"}
"""the scripts; a wheel puts them where the shells look for them under these names, that of bash without its ending"""


def run(arguments: Arguments) -> int:
    """Print the script; return the exit code."""
    script = resources.files("reader.cli") / "completion_scripts" / _FILES[arguments.shell]
    sys.stdout.write(script.read_text(encoding="utf-8"))
    return 0
