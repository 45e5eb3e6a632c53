"""No escape of a post reaches the terminal, whichever field it stands in and whatever shows it."""

from __future__ import annotations

import os
import random
import sys
from pathlib import Path

import pytest

from reader.cli.main import main
from tests import programs
from tests.attack.escapes import ESCAPES, MARK, leaks, said_of, write_archive
from tests.terminal import Terminal

_READER = [sys.executable, "-m", "reader"]
_UNSEEN = ESCAPES[-1]
_SOME = (*random.Random(20).sample(ESCAPES[:-1], 11), _UNSEEN)
"""among them what is not seen, which names of files may have; `python bench/attack escapes` shows all of them by all commands, one by one"""
_KEYS = "\rJJJJyYiqrqaqBqVqPqWqtqTq"
"""through the articles, and to all that shows something of a post beside them"""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an archive of posts that are nothing but escapes."""
    folder = tmp_path_factory.mktemp("escapes")
    write_archive(folder / "archive", _SOME)
    return folder


def _environment(home: Path) -> dict[str, str]:
    """Return where the program keeps what it keeps; a pager would wait for a key."""
    folders = {name: str(home / name) for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME")}
    return {**folders, "PAGER": "cat"}


@pytest.mark.parametrize(
    "command",
    [
        ["list"],
        ["list", "--json"],
        ["tags"],
        ["show", f"nowhere{_SOME[0]}"],
        ["list", f"nofield{_SOME[1]}:x"],
    ],
    ids=str,
)
def test_no_escape_passes_a_command(home: Path, command: list[str]) -> None:
    """In a pipe there is no control character at all, on a terminal only the program's own."""
    environment = _environment(home)
    arguments = [*_READER, *command, "--archive", str(home / "archive")]
    ran = programs.run(arguments, env={**os.environ, **environment})
    assert leaks((ran.stdout + ran.stderr).encode(), is_terminal=False) == []
    terminal = Terminal(arguments, env=environment)
    terminal.wait()
    terminal.close()
    assert leaks(terminal.output, is_terminal=True) == []
    assert terminal.output


def test_no_escape_passes_an_article(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    """As it is shown, and as Markdown and JSON."""
    for name, folder in _environment(home).items():
        monkeypatch.setenv(name, folder)
    files = [file for file in sorted((home / "archive").rglob("*")) if file.is_file()]
    for file in files[:: len(files) // 12]:
        for form in ([], ["--markdown"], ["--json"]):
            main(["show", str(file), "--archive", str(home / "archive"), *form])
    written = capsysbinary.readouterr()
    assert leaks(written.out + written.err, is_terminal=False) == []
    assert written.out.count(MARK.encode()) > 100


def test_no_escape_passes_what_somebody_else_said(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    """Labels, notes, highlights and searches of a foreign export, by all that prints or exports them; and a query."""
    for name, folder in {**_environment(home), "XDG_DATA_HOME": str(tmp_path)}.items():
        monkeypatch.setenv(name, folder)

    def run(*arguments: str) -> bytes:
        main([*arguments, "--archive", str(home / "archive")])
        return capsysbinary.readouterr().out

    run("mark", "--star", "--query", "")
    (tmp_path / "export.json").write_bytes(said_of(run("marks", "export", "-"), _SOME))
    run("marks", "import", str(tmp_path / "export.json"))
    commands = [
        ["labels"],
        ["notes"],
        ["highlights"],
        ["highlights", "--csv"],
        ["highlights", "--anki"],
        ["searches"],
    ]
    commands += [["kwic", MARK, "--csv"], ["marks", "export", "-"]]
    commands += [["trend", f"Words{_SOME[0]}", "--color", "always", "--width", "80"]]
    commands += [
        ["export", "--to", "-", "--as", form, *more]
        for form, *more in (["md"], ["txt"], ["csv"], ["html", "--annotations"])
    ]
    for command in commands:
        written = run(*command)
        assert leaks(written, is_terminal=command[0] == "trend") == [], command
        assert MARK.encode() in written, command


def test_no_escape_passes_the_screens(home: Path) -> None:
    """Lists, articles, tags, dialogs, suggestions, questions and the clipboard."""
    terminal = Terminal([*_READER, str(home / "archive")], size=(150, 40), env=_environment(home))
    terminal.wait_for("Caption")
    for keys in (*_KEYS, "/tag", "\x1b", "\x1b", "o", "q", "f", "\x1b"):
        terminal.type(keys)
        terminal.read(0.1)
    terminal.type("\x11")
    assert terminal.wait() == 0, terminal.last_words
    terminal.close()
    assert leaks(terminal.output, is_terminal=True) == []
