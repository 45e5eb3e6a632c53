"""Whatever ends the screens, or stops them for a while: the terminal is as it was found, and theirs while they run."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from reader.config import Loaded, Settings
from reader.library import Library
from reader.state.marks import Marks
from reader.tui.app import ReaderApp
from reader.tui.ending import Ending, ending_signals
from reader.tui.preferences import Preferences
from reader.tui.screens.main import MainScreen
from tests.terminal import Terminal
from tests.tui.conftest import TAIPEI, settle

_READER = [sys.executable, "-m", "reader"]
_LATE = """
import sys, time
from pathlib import Path
import reader.cli.open as command
run = command._run_app
def late(*arguments):
    while not Path({flag!r}).exists():
        time.sleep(0.02)
    return run(*arguments)
command._run_app = late
from reader.cli.main import main
raise SystemExit(main([{folder!r}]))
"""
_STUCK = """
import time
from reader.tui.widgets.panes import Panes
Panes.toggle_zen = lambda self: time.sleep(300)
Panes.toggle_zen.command_ids = ("view.zen",)
from reader.cli.main import main
raise SystemExit(main([{folder!r}]))
"""

_WHOLE = ("8 unread", "第一段。", "2023-06-01", "18%")
"""what stands on the screen once all of it is painted"""
Start = Callable[..., Terminal]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Starts a command with folders of its own, and ends it whatever happens."""
    terminals: list[Terminal] = []
    folders = {name: str(tmp_path / name) for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME")}

    def start_(*command: str, is_fresh: bool = False, **variables: str) -> Terminal:
        terminal = Terminal(
            command, env={**folders, "TZ": "Asia/Taipei", **variables}, size=(100, 30), is_fresh=is_fresh
        )
        terminals.append(terminal)
        return terminal

    yield start_
    for terminal in terminals:
        terminal.close()


@pytest.fixture
def start_late(small_archive: Path, tmp_path: Path, start: Start) -> Callable[[], tuple[Terminal, Path]]:
    """Starts the reader with a first frame, and an app that comes once a file is there."""
    terminal = start(*_READER, str(small_archive))
    terminal.wait_for("8 posts")
    terminal.wait_for((tmp_path / "XDG_CACHE_HOME" / "reader" / "looks.json").exists)
    terminal.type("Q")
    assert terminal.wait() == 0, terminal.last_words
    flag = tmp_path / "flag"
    code = _LATE.format(flag=str(flag), folder=str(small_archive))

    def start_() -> tuple[Terminal, Path]:
        terminal = start(sys.executable, "-c", code)
        terminal.wait_for("橋上的燈亮了")
        return terminal, flag

    return start_


def test_what_is_typed_over_the_first_frame_is_done_in_order(start_late) -> None:
    """Nothing of it stands on the screen, and nothing of it is lost."""
    terminal, flag = start_late()
    terminal.wait_for(lambda: terminal.is_raw)
    # The first frame ends with this row.
    terminal.wait_for("夏天的第一場雨")
    terminal.read(0.2)
    before = terminal.text
    terminal.type("\x1b[B\x1b[B\r")
    terminal.read(0.2)
    assert terminal.text == before
    flag.touch()
    terminal.wait_for("车站的钟慢了的內文。")
    terminal.type("Q")
    assert terminal.wait() == 0, terminal.last_words


def test_ctrl_c_over_the_first_frame_ends_it(start_late) -> None:
    """The keys that were typed before it are given to nobody."""
    terminal, _ = start_late()
    found = terminal.settings[3]
    terminal.wait_for(lambda: terminal.is_raw)
    terminal.type("j\x03")
    assert terminal.wait() == 128 + signal.SIGINT
    assert not terminal.left_on
    assert not terminal.is_raw
    assert terminal.settings[3] | found == terminal.settings[3]


def test_a_signal_over_the_first_frame_puts_the_terminal_right(start_late) -> None:
    """Whatever the signal: before the app there is nothing to wait for."""
    for number in (signal.SIGUSR1, signal.SIGHUP, signal.SIGINT):
        terminal, _ = start_late()
        terminal.wait_for(lambda terminal=terminal: terminal.is_raw)
        terminal.kill(number)
        assert terminal.wait() == 128 + number
        assert not terminal.left_on
        assert not terminal.is_raw
        assert not terminal.is_in_screens


@pytest.mark.parametrize("number", [signal.SIGQUIT, signal.SIGABRT, signal.SIGRTMIN])
def test_any_signal_that_ends_it_puts_the_terminal_right(
    small_archive: Path, start: Start, number: int
) -> None:
    """The exit code names the signal, and no mode is left behind."""
    terminal = start(*_READER, str(small_archive))
    found = terminal.settings
    terminal.wait_for("8 posts")
    assert terminal.is_raw
    assert {"1000", "1004", "1049", "2004", "kitty"} <= set(terminal.left_on)
    terminal.kill(number)
    assert terminal.wait() == 128 + number
    assert terminal.left_on == []
    assert terminal.settings == found


def test_every_signal_that_ends_a_process_is_among_them() -> None:
    """But for those that nobody can handle, and for faults in C."""
    assert {signal.SIGHUP, signal.SIGINT, signal.SIGTERM, signal.SIGQUIT, signal.SIGABRT} <= {
        *ending_signals()
    }
    assert not {signal.SIGKILL, signal.SIGSTOP, signal.SIGCHLD, signal.SIGWINCH, signal.SIGSEGV} & {
        *ending_signals()
    }


def test_a_signal_ends_it_though_a_key_hangs(small_archive: Path, start: Start) -> None:
    """A handler that does not return gets some seconds, not more."""
    terminal = start(sys.executable, "-c", _STUCK.format(folder=str(small_archive)))
    found = terminal.settings
    terminal.wait_for("8 posts")
    terminal.type("z")
    terminal.read(0.3)
    terminal.kill(signal.SIGTERM)
    assert terminal.wait() == 128 + signal.SIGTERM
    assert terminal.left_on == []
    assert terminal.settings == found


def test_a_stop_from_outside_leaves_nothing_switched_twice(small_archive: Path, start: Start) -> None:
    """After SIGCONT everything is painted anew, over what was written meanwhile, and keys arrive one by one."""
    # A child of this process alone tells that it has stopped.
    terminal = start(*_READER, str(small_archive), is_fresh=True)
    found = terminal.settings
    terminal.wait_for(lambda: all(part in terminal.text for part in _WHOLE))
    before, modes = terminal.text, terminal.left_on
    for _ in range(2):
        terminal.kill(signal.SIGSTOP)
        os.waitpid(terminal.pid, os.WUNTRACED)
        terminal.interfere(found)
        assert terminal.text != before
        terminal.kill(signal.SIGCONT)
        terminal.wait_for(lambda: terminal.text == before and terminal.is_raw)
        assert sorted(terminal.left_on) == sorted(modes)
    terminal.type("j\r")
    terminal.wait_for("見橋上的燈與別處。")
    terminal.type("Q")
    assert terminal.wait() == 0, terminal.last_words
    assert terminal.left_on == []
    assert terminal.settings == found


def test_ctrl_z_goes_to_the_shell_and_fg_comes_back(small_archive: Path, start: Start) -> None:
    """The shell has the terminal as it was; back in the foreground, the same screen is there and takes keys."""
    terminal = start("bash", "--norc", "--noprofile", "-i")
    terminal.type(f"PS1='sh''> '; {sys.executable} -m reader {small_archive}\r")
    terminal.wait_for(lambda: all(part in terminal.text for part in _WHOLE))
    before = terminal.text
    for _ in range(2):
        terminal.type("\x1a")
        terminal.wait_for(lambda: terminal.output.endswith(b"sh> "))
        assert set(terminal.left_on) <= {"2004"}  # readline's own
        terminal.type("fg\r")
        terminal.wait_for(lambda: terminal.text == before and terminal.is_raw)
    terminal.type("j\r")
    terminal.wait_for("見橋上的燈與別處。")
    terminal.type("Q")
    terminal.wait_for(lambda: terminal.output.endswith(b"sh> "))
    assert set(terminal.left_on) <= {"2004"}
    terminal.type("exit\r")
    assert terminal.wait() == 0, terminal.last_words


def test_a_terminal_without_a_cursor_gets_a_sentence(small_archive: Path, start: Start) -> None:
    """And no screens that it would show as a heap of letters."""
    terminal = start(*_READER, str(small_archive), TERM="dumb")
    assert terminal.wait() == 2
    assert "shows no screens" in terminal.text
    assert b"\x1b" not in terminal.output


def test_a_terminal_that_hangs_up_is_noticed_without_a_signal(small_archive: Path, start: Start) -> None:
    """Under nohup, or where another terminal controls the process, none is sent."""
    terminal = start("bash", "-c", 'trap "" HUP; exec "$@"', "-", *_READER, str(small_archive))
    terminal.wait_for("8 posts")
    terminal.hang_up()
    assert terminal.wait() == 128 + signal.SIGHUP


async def test_the_app_is_asked_to_leave_once_its_screen_is_there(
    small_archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before that the process ends at once: a screen that is closed while it is made raises when it is told of its making."""
    ending, asked = Ending(), []
    on_mount = MainScreen.on_mount

    def mounted(screen: MainScreen) -> None:
        asked.append(ending.leave)
        on_mount(screen)

    monkeypatch.setattr(MainScreen, "on_mount", mounted)
    marks = Marks(tmp_path / "marks.sqlite3")
    library = Library([small_archive], marks=marks, zone=TAIPEI)
    app = ReaderApp(library, Preferences(Loaded(Settings(watch=False))), zone=TAIPEI, ending=ending)
    async with app.run_test():
        await settle(app)
        assert asked == [None]
        assert ending.leave is not None
        ending.leave(7)
        await settle(app)
    assert app.return_code == 7
    marks.close()
