"""Forty escapes in every field of a post, and all that shows something of it.

    python bench/attack escapes

`tests/attack/test_escapes.py` tries some of them in the gate. A row of the table is a surface; it ends with what came
through, which has to be nothing.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))
from tests.attack.escapes import ESCAPES, MARK, leaks, said_of, write_archive
from tests.terminal import Terminal

FORMATS = ("md", "txt", "json", "csv", "atom", "html")
STYLES = ("gbt7714", "apa", "chicago", "bibtex", "ris", "csl")
_READER = [sys.executable, "-m", "reader"]
_KEYS = "JyYirqaqBqVqo\x1bf\x1b"
"""the next article, its address and text copied, outline, story, copies, links, history, a question, link letters"""
_LINES = (
    "/tag",
    "/@A",
    "/author:",
    "/site:",
    "d2024",
    "t31337",
    "u",
    "W31337\r",
    "q",
    "P+tag\r",
    "q",
    ":next",
    "E",
    "c",
)


def _commands(files: list[Path], archive: Path) -> Iterator[tuple[str, list[str]]]:
    here = ["--archive", str(archive)]
    for name in ("list", "tags", "timeline", "stats", "labels", "notes", "highlights", "searches", "doctor"):
        yield name, [name, *here]
        yield f"{name} --json", [name, "--json", *here]
    for name in ("--csv", "--anki"):
        yield f"highlights {name}", ["highlights", name, *here]
    for options in ([], ["--json"], ["--csv"], ["--group"], ["--neighbours"]):
        yield " ".join(("kwic", *options)), ["kwic", MARK, *options, *here]
    yield "marks export", ["marks", "export", "-", *here]
    for form in FORMATS:
        yield f"export --as {form}", ["export", "--to", "-", "--as", form, *here]
    for shell in ("zsh", "fish"):
        for words in (["list", ""], ["show", ""], ["mark", "--label", ""], ["searches", "delete", ""]):
            yield "completion", ["_complete", shell, "--archive", str(archive), *words]
    for file, escape in zip(files[::3], ESCAPES, strict=True):
        yield "locate", ["locate", str(file), *here]
        yield "trend", ["trend", f"{MARK}{escape}", *here]
        for style in STYLES:
            yield f"cite --as {style}", ["cite", "--as", style, str(file), *here]
    for file in files:
        yield "show", ["show", str(file), *here]
        yield "show --json", ["show", "--json", str(file), *here]
        yield "show --markdown", ["show", "--markdown", str(file), *here]
        yield "story", ["story", str(file), *here]
    for escape in ESCAPES:
        yield "messages", ["show", f"nowhere{escape}", *here]
        yield "messages", ["list", f"nofield{escape}:x", *here]
        yield "messages", ["list", f"--no{escape}", *here]
        yield "messages", [f"nowhere{escape}"]


def _screens(archive: Path, environment: dict[str, str]) -> Iterator[tuple[str, bytes]]:
    for size in ((150, 40), (60, 16)):
        terminal = Terminal([*_READER, str(archive)], size=size, env=environment)
        terminal.wait_for("unread")
        terminal.type("\r")
        for _ in range(3 * len(ESCAPES)):
            for key in _KEYS:
                terminal.type(key)
                terminal.read(0.02)
        for line in _LINES:
            terminal.type(line)
            terminal.read(0.3)
            terminal.type("\x1b\x1b")
            terminal.read(0.3)
        terminal.type("\x11")
        # Thousands of keys may wait before this one.
        terminal.wait(600)
        terminal.close()
        yield f"screens, {size[0]} × {size[1]}", terminal.output


def _say(archive: Path, environment: dict[str, str]) -> None:
    """Say with escapes what somebody else's export may say of each post."""

    def run(*arguments: str, stdin: bytes = b"") -> bytes:
        command = [*_READER, *arguments, "--archive", str(archive)]
        return subprocess.run(command, input=stdin, env=environment, check=True, capture_output=True).stdout

    run("mark", "--star", "--query", "")
    run("marks", "import", "-", stdin=said_of(run("marks", "export", "-")))


def main(arguments: list[str]) -> None:
    """Print a row a surface."""
    del arguments
    with tempfile.TemporaryDirectory(prefix="reader-escapes-") as folder:
        archive = Path(folder) / "archive"
        files = write_archive(archive)
        # A pager would wait for a key.
        environment = {
            "PAGER": "cat",
            **{f"XDG_{kind}_HOME": f"{folder}/{kind}" for kind in ("DATA", "CONFIG", "CACHE")},
        }
        _say(archive, {**os.environ, **environment})
        found: dict[str, list[str]] = {}
        bytes_of: dict[str, int] = {}

        def add(surface: str, written: bytes, *, is_terminal: bool) -> None:
            found.setdefault(surface, []).extend(leaks(written, is_terminal=is_terminal))
            bytes_of[surface] = bytes_of.get(surface, 0) + len(written)

        for surface, command in _commands(files, archive):
            ran = subprocess.run(
                [*_READER, *command], capture_output=True, env={**os.environ, **environment}, check=False
            )
            add(f"{surface}, in a pipe", ran.stdout + ran.stderr, is_terminal=False)
            terminal = Terminal([*_READER, *command], env=environment)
            terminal.wait()
            terminal.close()
            add(f"{surface}, on a terminal", terminal.output, is_terminal=True)
        for surface, written in _screens(archive, environment):
            add(surface, written, is_terminal=True)
    print("| surface | escapes | bytes | through |\n| --- | --- | --- | --- |")
    for surface, leaked in found.items():
        print(f"| {surface} | {len(ESCAPES)} | {bytes_of[surface]:,} | {len(leaked)} |")
    for surface, leaked in found.items():
        for each in leaked[:3]:
            print(f"\n{surface}: {each!r}")
    if any(found.values()):
        raise SystemExit(1)
