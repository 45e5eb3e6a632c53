"""A screen, commands and changing files at once over one archive.

`python bench/attack load` does it for minutes with three screens.
"""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path

import pytest

from tests.attack.changing import QUESTIONS, post_file, write_post
from tests.attack.faults import home
from tests.attack.test_index import in_process
from tests.programs import Piped
from tests.terminal import Terminal

_POSTS = 50
_ROUNDS = 2
_READER = [sys.executable, "-m", "reader"]


def test_nothing_is_in_the_way_of_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Commands that run together all end well, their marks are there, and the index answers as a fresh one does."""
    archive, environment = tmp_path / "archive", home(tmp_path)
    for number in range(_POSTS):
        write_post(archive, number)
    screen = Terminal([*_READER, str(archive)], size=(100, 30), env=environment)
    try:
        screen.wait_for(f"{_POSTS} unread")
        for turn in range(_ROUNDS):
            write_post(archive, _POSTS + turn)
            write_post(archive, turn, version=1)
            post_file(archive, 20 + turn).unlink()
            marked = [str(post_file(archive, number)) for number in (turn, 40 + turn)]
            commands = [
                Piped([*_READER, *arguments, "--archive", str(archive)], env=environment)
                for arguments in (
                    ("list", "word1"),
                    ("tags",),
                    *(("mark", "--star", file) for file in marked),
                )
            ]
            screen.type("RjJ/word\r")
            for command in commands:
                ran = command.communicate()
                screen.read(0)
                assert ran.returncode == 0, ran.stderr
                assert "locked" not in ran.stderr
        screen.type("\x11")
        assert screen.wait() == 0, screen.text
        assert b"locked" not in screen.output
    finally:
        screen.close()
    posts = json.loads(in_process(("list", "--json", "is:starred"), archive, tmp_path, monkeypatch).out)
    assert {int(post["path"][-7:-3]) for post in posts} == {0, 1, 40, 41}
    shutil.copytree(tmp_path / "data", tmp_path / "fresh" / "data")
    for question in QUESTIONS:
        answer = in_process(question, archive, tmp_path, monkeypatch)
        assert answer == in_process(question, archive, tmp_path / "fresh", monkeypatch), question
