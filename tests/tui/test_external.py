"""Programs outside the reader: what is started, and what is said of one that fails."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from reader.tui.external import Program, ProgramError, run_in_terminal, start_apart
from reader.tui.external import browser as browser_for
from reader.tui.external import editor as editor_for

Script = Callable[[str, str], Path]
URL = "https://example.org/a?b=c"


@pytest.fixture
def script(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Script:
    """Writes a program into a folder that is the whole search path, with a shell's own programs behind it."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")
    for name in ("BROWSER", "VISUAL", "EDITOR", "DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)

    def write(name: str, text: str) -> Path:
        file = folder / name
        file.write_text(f"#!/bin/sh\n{text}\n", encoding="utf-8")
        file.chmod(file.stat().st_mode | stat.S_IXUSR)
        return file

    return write


class TestBrowser:
    """Which program opens an address."""

    @pytest.mark.parametrize(
        ("chosen", "command", "needs_terminal"),
        [
            ("w3m", ["w3m", URL], True),
            ("missing:fox --new", ["fox", "--new", URL], False),
            ("fox 'a b' %s -x", ["fox", "a b", URL, "-x"], False),
        ],
    )
    def test_the_variable_names_it(
        self,
        script: Script,
        monkeypatch: pytest.MonkeyPatch,
        chosen: str,
        command: list[str],
        needs_terminal: bool,
    ) -> None:
        """The first that is there is taken; `%s` is the address; a browser for the terminal needs it."""
        script("w3m", "exit 0")
        script("fox", "exit 0")
        monkeypatch.setenv("BROWSER", chosen)
        assert browser_for(URL) == Program(command, needs_terminal)

    def test_a_variable_that_names_nothing_is_named(
        self, script: Script, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """The sentence says which variable and what it holds."""
        monkeypatch.setenv("BROWSER", "missing")
        with pytest.raises(ProgramError, match=r"^BROWSER names missing, which is not installed"):
            browser_for(URL)

    def test_without_a_display_there_is_none(self, script: Script) -> None:
        """An opener of the desktop is of no use then."""
        script("xdg-open", "exit 0")
        assert browser_for(URL) is None

    def test_the_desktop_is_asked(self, script: Script, monkeypatch: pytest.MonkeyPatch) -> None:
        """With a display, the desktop's opener comes first."""
        script("xdg-open", "exit 0")
        monkeypatch.setenv("DISPLAY", ":0")
        assert browser_for(URL) == Program(["xdg-open", URL], needs_terminal=False)


class TestEditor:
    """Which program edits a file."""

    def test_visual_comes_first_and_is_split_as_a_shell_does(
        self, script: Script, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Options belong to the command, and the file is its last word."""
        script("ed it", "exit 0")
        monkeypatch.setenv("EDITOR", "other")
        monkeypatch.setenv("VISUAL", "'ed it' --wait")
        assert editor_for(Path("/a b.md")).command == ["ed it", "--wait", "/a b.md"]

    @pytest.mark.parametrize(
        ("chosen", "sentence"),
        [
            ("", "Set $VISUAL or $EDITOR"),
            ('""', "Set $VISUAL or $EDITOR"),
            ("vimx", "EDITOR names vimx, which is not installed."),
            ("/no/such/editor -f", "EDITOR names /no/such/editor, which is not installed."),
            ("vi 'x", "EDITOR is vi 'x: its quotation marks do not match."),
        ],
    )
    def test_what_is_wrong_is_said(
        self, script: Script, monkeypatch: pytest.MonkeyPatch, chosen: str, sentence: str
    ) -> None:
        """Before the screens are left."""
        monkeypatch.setenv("EDITOR", chosen)
        with pytest.raises(ProgramError) as caught:
            editor_for(Path("/a.md"))
        assert str(caught.value).startswith(sentence)


class TestRunning:
    """What is said of programs that fail."""

    def test_an_exit_code_in_the_terminal(self, script: Script) -> None:
        """The program and its code are named."""
        with pytest.raises(ProgramError, match=r"^edit ended with exit code 3\.$"):
            run_in_terminal(Program([str(script("edit", "exit 3"))], needs_terminal=True))

    def test_a_signal_in_the_terminal(self, script: Script) -> None:
        """A program that was killed did not end by itself."""
        with pytest.raises(ProgramError, match=r"^edit was ended by signal 9\.$"):
            run_in_terminal(Program([str(script("edit", "kill -9 $$"))], needs_terminal=True))

    def test_the_last_line_of_a_program_apart(self, script: Script) -> None:
        """What it wrote is cleaned for the screen, and its last line is the reason."""
        failing = script("fox", "echo first >&2; printf 'no display\\033[2J\\n\\n' >&2; exit 1")
        with pytest.raises(ProgramError) as caught:
            start_apart(Program([str(failing), URL], needs_terminal=False))
        assert str(caught.value) == "fox ended with exit code 1. It said: no display[2J"

    def test_a_program_apart_has_no_terminal(self, script: Script, tmp_path: Path) -> None:
        """It is in a session of its own and reads nothing."""
        probe = script("fox", f'(ps -o sid= -p $$; cat; echo "$1") > {tmp_path}/out')
        start_apart(Program([str(probe), URL], needs_terminal=False))
        session, address = (tmp_path / "out").read_text().split()
        assert int(session) != os.getsid(0)
        assert address == URL

    def test_what_can_not_be_started(self, tmp_path: Path) -> None:
        """A file without permission is no program."""
        (tmp_path / "x").write_text("")
        for run in (run_in_terminal, start_apart):
            with pytest.raises(ProgramError, match=r"^.*x cannot be started"):
                run(Program([str(tmp_path / "x")], needs_terminal=True))
