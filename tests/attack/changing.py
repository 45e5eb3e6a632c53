"""An archive whose files come, change and go, and what an index that followed them has to answer."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Mapping
from pathlib import Path

from tests.attack.faults import Ran, run

QUESTIONS = (
    ("list", "--json", "--no-fold"),
    ("list", "--no-fold", "海風"),
    ("list", "tag:t3", "word7"),
    ("list", "text:輪船公"),
    ("list", "is:starred"),
    ("list", "is:unread", "tag:港口"),
    ("tags",),
    ("timeline",),
)


def post_file(archive: Path, number: int) -> Path:
    """Return the file of a post."""
    return archive / f"{number % 5}" / f"2024-01-{number % 28 + 1:02}-{number:04}.md"


def write_post(archive: Path, number: int, version: int = 0) -> Path:
    """Write a post whose title, tags, day and text are those of its version, and return its file."""
    file = post_file(archive, number)
    file.parent.mkdir(parents=True, exist_ok=True)
    text = "".join(random.Random(f"{number} {version}").choices("輪船公司在港口等風來去山海之間", k=600))
    file.write_text(
        f'---\ntitle: "{title(number, version)}"\ndate: 2024-01-{(number + version) % 28 + 1:02}T08:00:00Z\n'
        f"from: https://example.org/{number}\ntags: [ 港口, t{(number + version) % 9} ]\n---\n"
        f"word{version % 9} {text}\n\n[next](https://example.org/{number + 1})\n",
        encoding="utf-8",
    )
    return file


def title(number: int, version: int) -> str:
    """Return the title of a version of a post."""
    return f"海風 {number} {version}"


def is_bad(ran: Ran) -> bool:
    """Return whether a command ended with a traceback, by a signal, or because another one held a file."""
    return "Traceback" in ran.err or "locked" in ran.err or ran.code < 0


def differing(archive: Path, environment: Mapping[str, str]) -> list[str]:
    """Return the questions that the index of an environment answers otherwise than a fresh one with the same marks."""
    with tempfile.TemporaryDirectory() as cache:
        fresh = {**environment, "XDG_CACHE_HOME": cache}
        return [
            " ".join(question)
            for question in QUESTIONS
            if run([*question, "--archive", str(archive)], environment)
            != run([*question, "--archive", str(archive)], fresh)
        ]
