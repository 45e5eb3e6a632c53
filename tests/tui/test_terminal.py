"""The real program in a real terminal: it starts, it reads, and it always leaves the terminal as it was."""

from __future__ import annotations

import signal
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.terminal import Terminal

_EITHER_WAY = pytest.mark.usefixtures("either_way")

_READER = [sys.executable, "-m", "reader"]
_CRASH = """
from reader.library import Library
Library.star = lambda self, posts, starred: 1 / 0
from reader.cli.main import main
raise SystemExit(main([{folder!r}]))
"""

_SLOW = """
import time
from reader.library.articles import Articles
Articles.of = lambda self, post: time.sleep(300)
from reader.cli.main import main
raise SystemExit(main([{folder!r}]))
"""

# A slow machine gets as long as it needs between letting go and the keys that come after.
_LEAVING = """
import reader.tui.terminal
reader.tui.terminal._LATE_SECONDS = 5
from reader.cli.main import main
assert main([{folder!r}]) == 0
print("TYPED", repr(input("SHELL ")))
"""

Start = Callable[..., Terminal]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Starts the reader with folders of its own, and ends it whatever happens."""
    terminals: list[Terminal] = []
    folders = {name: str(tmp_path / name) for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME")}

    def start_(
        *arguments: str,
        command: list[str] | None = None,
        size: tuple[int, int] = (100, 30),
        is_fresh: bool = False,
        **variables: str,
    ) -> Terminal:
        terminal = Terminal(
            [*(command or _READER), *arguments],
            size=size,
            env={**folders, "TZ": "Asia/Taipei", **variables},
            is_fresh=is_fresh,
        )
        terminals.append(terminal)
        return terminal

    yield start_
    for terminal in terminals:
        terminal.close()


@_EITHER_WAY
def test_start_read_and_leave(small_archive: Path, start: Start) -> None:
    """A person opens an archive, reads a post, and goes when asked once; the screen is the shell's again."""
    terminal = start(str(small_archive))
    terminal.wait_for("橋上的燈亮了")
    terminal.wait_for("8 posts")
    terminal.type("jj\r")
    terminal.wait_for("车站的钟慢了的內文。")
    terminal.type("qq")
    terminal.wait_for("Leave the reader? q again leaves")
    assert terminal.is_in_screens
    terminal.type("q")
    assert terminal.wait() == 0, terminal.last_words
    assert not terminal.is_in_screens
    assert "Traceback" not in terminal.last_words


@pytest.fixture
def start_again(small_archive: Path, tmp_path: Path, start: Start) -> Start:
    """Starts the reader on an archive that an earlier run has read."""
    terminal = start(str(small_archive))
    terminal.wait_for("8 posts")
    terminal.wait_for((tmp_path / "XDG_CACHE_HOME" / "reader" / "looks.json").exists)
    terminal.type("Q")
    assert terminal.wait() == 0, terminal.last_words
    # With all imported, the app would be there before the first frame is seen.
    return lambda: start(str(small_archive), is_fresh=True)


@_EITHER_WAY
def test_the_second_start_goes_on_from_its_first_frame(start_again: Start) -> None:
    """The list is painted once before the app is there; the screens are entered once and left once."""
    terminal = start_again()
    terminal.wait_for("橋上的燈亮了")
    assert "posts" not in terminal.text
    terminal.wait_for("8 posts")
    terminal.type("j\r")
    terminal.wait_for("見橋上的燈與別處。")
    terminal.type("Q")
    assert terminal.wait() == 0, terminal.last_words
    assert [terminal.output.count(switch) for switch in (b"\x1b[?1049h", b"\x1b[?1049l")] == [1, 1]


def test_a_signal_before_the_app_is_there_leaves_the_terminal_as_it_was(start_again: Start) -> None:
    """Also what is painted first is taken away; `test_ending` has other signals come then."""
    terminal = start_again()
    terminal.wait_for("橋上的燈亮了")
    terminal.kill(signal.SIGTERM)
    assert terminal.wait() == 128 + signal.SIGTERM
    assert not terminal.is_in_screens


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_leaves_the_terminal_as_it_was(
    small_archive: Path, start: Start, number: signal.Signals
) -> None:
    """Being asked to end is no reason to leave a mess, and the exit code says so."""
    terminal = start(str(small_archive))
    terminal.wait_for("8 posts")
    terminal.kill(number)
    assert terminal.wait() == 128 + number
    assert not terminal.is_in_screens


@_EITHER_WAY
def test_keys_that_arrive_together_are_taken_one_by_one(small_archive: Path, start: Start) -> None:
    """What a key opens has the keys that follow, however fast they come over a slow connection."""
    terminal = start(str(small_archive))
    terminal.wait_for("8 posts")
    for keys, then in (("?q\r", "7 unread"), ("qj\rq/站的鐘", "1 of 8 posts"), ("\x15書市\r", "書市 ✕")):
        assert then not in terminal.text
        terminal.send(keys.encode())
        terminal.wait_for(then)
    assert terminal.is_in_screens


def test_a_terminal_that_does_not_keep_up_shows_everything_later(small_archive: Path, start: Start) -> None:
    """What a slow terminal has no room for waits, in order, while the reader goes on with its keys."""
    terminal = start(str(small_archive), size=(200, 60))
    terminal.wait_for("8 posts")
    for _ in range(60):
        terminal.type("jGgg")
        time.sleep(0.002)
    terminal.type("?")
    time.sleep(0.5)
    terminal.wait_for("Esc Close")
    terminal.type("qj\r")
    terminal.wait_for("見橋上的燈與別處。")
    terminal.type("Q")
    assert terminal.wait() == 0, terminal.last_words
    assert not terminal.is_in_screens


def test_the_terminal_is_lent_to_an_editor(small_archive: Path, start: Start) -> None:
    """A program that is started has the file and the terminal; after it the whole screen is there, and takes keys."""
    editor = f"{sys.executable} -c 'import sys; input(\"EDITING \" + sys.argv[1])'"
    terminal = start(str(small_archive), VISUAL=editor, size=(160, 30))
    whole = ("8 unread", "第一段。", "Authors", "06 Jun", "18%")
    terminal.wait_for(lambda: all(part in terminal.text for part in whole))
    before = terminal.text
    terminal.type("e")
    terminal.wait_for(f"EDITING {small_archive / 'a.md'}")
    assert not terminal.is_in_screens
    terminal.type("\r")
    terminal.wait_for(lambda: terminal.is_in_screens and terminal.text == before)
    terminal.type("j\r")
    terminal.wait_for("見橋上的燈與別處。")
    terminal.type("Q")
    assert terminal.wait() == 0, terminal.last_words


def test_a_terminal_without_the_focus_takes_the_same_keys(small_archive: Path, start: Start) -> None:
    """Reports of a lost focus, as from a terminal that opens in the background, change nothing."""
    terminal = start(str(small_archive))
    terminal.wait_for("8 posts")
    terminal.send(b"\x1b[O")
    terminal.type("j\r")
    terminal.wait_for("見橋上的燈與別處。")
    terminal.send(b"\x1b[O\x1b[I\x1b[O")
    terminal.type("qj\r")
    terminal.wait_for("车站的钟慢了的內文。")
    terminal.type("Q")
    assert terminal.wait() == 0, terminal.last_words


def test_a_modifier_alone_is_no_key(small_archive: Path, start: Start) -> None:
    """Under the kitty protocol, pressing Shift for `J` keeps the count that was typed before."""
    terminal = start(str(small_archive))
    terminal.wait_for("8 posts")
    terminal.type("\r3")
    terminal.send(b"\x1b[57441;2u")
    terminal.type("J")
    terminal.wait_for("[b]bold[/b] title的內文。")
    terminal.type("Q")
    assert terminal.wait() == 0, terminal.last_words


def test_an_editor_that_fails_gives_the_screens_back(small_archive: Path, start: Start) -> None:
    """Its exit code is said, the next key is the reader's, and a terminal that it left raw is as it was in the end."""
    terminal = start(str(small_archive), VISUAL="sh -c 'stty raw -echo; exit 7'")
    terminal.wait_for("8 posts")
    terminal.type("e")
    terminal.wait_for("sh ended with exit code 7")
    assert terminal.is_in_screens
    terminal.type("j\r")
    terminal.wait_for("見橋上的燈與別處。")
    terminal.type("Q")
    assert terminal.wait() == 0, terminal.last_words
    assert not terminal.is_raw


def test_an_editor_that_hangs_is_left_by_ctrl_c(small_archive: Path, start: Start, tmp_path: Path) -> None:
    """The key is meant for it alone: the reader is there again."""
    editor = tmp_path / "hung"
    editor.write_text("#!/bin/sh\necho HUNG\nexec sleep 1000\n")
    editor.chmod(0o755)
    terminal = start(str(small_archive), VISUAL="", EDITOR=str(editor))
    terminal.wait_for("8 posts")
    terminal.type("e")
    terminal.wait_for("HUNG")
    terminal.type("\x03")
    terminal.wait_for("hung was ended by signal 2")
    assert terminal.is_in_screens
    terminal.type("Q")
    assert terminal.wait() == 0, terminal.last_words


def test_an_editor_that_is_not_there_leaves_the_screens_alone(small_archive: Path, start: Start) -> None:
    """The sentence names the variable, and the screens are never left."""
    terminal = start(str(small_archive), VISUAL="", EDITOR="vimx")
    terminal.wait_for("8 posts")
    terminal.type("e")
    terminal.wait_for("EDITOR names vimx, which is not installed.")
    terminal.type("j\r")
    terminal.wait_for("見橋上的燈與別處。")
    terminal.type("Q")
    assert terminal.wait() == 0, terminal.last_words


def test_a_browser_for_the_terminal_gets_it_alone(small_archive: Path, start: Start, tmp_path: Path) -> None:
    """It reads the keys until it ends; then the screens are back."""
    browser = tmp_path / "w3m"
    browser.write_text('#!/bin/sh\nprintf "BROWSING %s\\n" "$1"\nread line\n', encoding="utf-8")
    browser.chmod(0o755)
    terminal = start(str(small_archive), BROWSER=str(browser))
    terminal.wait_for("8 posts")
    terminal.type("o\r")
    terminal.wait_for("BROWSING https://news.example/a")
    assert not terminal.is_in_screens
    terminal.type("jjj\r")
    terminal.wait_for(lambda: terminal.is_in_screens and "8 posts" in terminal.text)
    terminal.type("Q")
    assert terminal.wait() == 0, terminal.last_words


def test_keys_that_are_typed_while_it_leaves_do_not_reach_the_shell(
    small_archive: Path, start: Start
) -> None:
    """They are taken from the terminal until it is the shell's again."""
    terminal = start(command=[sys.executable, "-c", _LEAVING.format(folder=str(small_archive))])
    terminal.wait_for("8 posts")
    terminal.type("Q")
    # The mouse is let go each time that reading ends: before the screens are taken down, and after that, when the
    # terminal takes whole lines again.
    for times in (1, 2):
        terminal.wait_for(lambda times=times: terminal.output.count(b"\x1b[?1000l") >= times)
        terminal.type("rm -r *")
    terminal.wait_for("SHELL")
    terminal.type("exit\r")
    terminal.wait_for("TYPED")
    assert "TYPED 'exit'" in terminal.text
    assert terminal.wait() == 0, terminal.last_words


def test_an_escape_that_nothing_follows_is_a_key(small_archive: Path, start: Start) -> None:
    """Bytes that make no text do no harm, nor does a click in a terminal without pixels; Escape leaves the line."""
    terminal = start(str(small_archive))
    terminal.wait_for("8 posts")
    size = f"{terminal.screen.lines};{terminal.screen.columns}"
    for harmless in (b"\xff\xfe", f"\x1b[48;{size};0;0t\x1b[<0;1;1M\x1b[<0;1;1m".encode()):
        terminal.send(harmless)
        time.sleep(0.1)
    terminal.send(b"\x1b[57441;2:3u")

    def is_at_the_bottom() -> bool:
        # What is read together with such bytes is lost.
        terminal.type("G")
        time.sleep(0.3)
        return "夏天的第一場雨的內文。" in terminal.text

    terminal.wait_for(is_at_the_bottom)
    terminal.send(b"/\xe6\xa9")
    time.sleep(0.2)
    terminal.send("橋".encode()[2:])
    terminal.wait_for("of 8 posts")
    terminal.send(b"\x1b")  # closes the suggestions
    time.sleep(0.3)
    terminal.send(b"\x1b")
    terminal.wait_for(lambda: "of 8 posts" not in terminal.text)
    assert "橋上的燈亮了" in terminal.text
    assert terminal.is_in_screens


def test_a_terminal_that_hangs_up_ends_the_reader(small_archive: Path, start: Start) -> None:
    """A broken connection leaves no process behind that reads keys for ever."""
    terminal = start(str(small_archive))
    terminal.wait_for("8 posts")
    terminal.type("j\r")
    terminal.hang_up()
    assert terminal.wait() == 128 + signal.SIGHUP


def test_a_bug_is_seen_and_leaves_the_terminal_as_it_was(small_archive: Path, start: Start) -> None:
    """A bug ends the program with its traceback on an ordinary screen."""
    terminal = start(command=[sys.executable, "-c", _CRASH.format(folder=str(small_archive))])
    terminal.wait_for("8 posts")
    terminal.type("s")
    assert terminal.wait() != 0
    assert not terminal.is_in_screens
    assert b"ZeroDivisionError" in terminal.output


def test_leaving_does_not_wait_for_an_article(small_archive: Path, start: Start) -> None:
    """A post that takes long to convert says so, and does not hold one back."""
    terminal = start(command=[sys.executable, "-c", _SLOW.format(folder=str(small_archive))])
    terminal.wait_for("8 posts")
    terminal.type("\r")
    terminal.wait_for("Reading the post")
    terminal.type("Q")
    assert terminal.wait(seconds=20) == 0
    assert not terminal.is_in_screens


def test_many_posts_are_read_by_processes_under_the_screen(archive: Path, write_post, start: Start) -> None:
    """An archive of hundreds of posts is read whole while the list can be used."""
    for number in range(700):
        write_post(f"p{number}", f"第{number}篇", f"2024-01-{number % 28 + 1:02}T01:00:00")
    terminal = start(str(archive))
    terminal.wait_for("700 posts", seconds=60)
    terminal.type("Q")
    assert terminal.wait() == 0, terminal.last_words


def test_leaving_while_posts_are_read_ends_at_once(archive: Path, write_post, start: Start) -> None:
    """Nobody waits for work that nobody needs any more."""
    for number in range(700):
        write_post(f"p{number}", f"第{number}篇", f"2024-01-{number % 28 + 1:02}T01:00:00")
    terminal = start(str(archive))
    terminal.wait_for("unread")
    terminal.type("Q")
    assert terminal.wait(seconds=20) == 0
    assert not terminal.is_in_screens


@pytest.mark.parametrize("size", [(20, 5), (300, 80)])
def test_extreme_terminals_start(small_archive: Path, start: Start, size: tuple[int, int]) -> None:
    """The smallest and the largest window show the newest post."""
    terminal = start(str(small_archive), size=size)
    terminal.wait_for("橋上的燈")
    terminal.type("Q")
    assert terminal.wait() == 0, terminal.last_words


def test_the_tour_opens_where_no_archive_is_named(tmp_path: Path, start: Start) -> None:
    """A new user who names nothing is offered the tour or a folder in three lines, and gets the tour by Enter."""
    terminal = start(
        command=[
            sys.executable,
            "-c",
            f"import os; os.chdir({str(tmp_path)!r}); from reader.cli.main import main; raise SystemExit(main([]))",
        ]
    )
    said = ("An archive is a folder of", "Type where yours is", "press Enter for the tour")
    terminal.wait_for(lambda: all(line in terminal.text for line in said))
    terminal.type("\r")
    terminal.wait_for(lambda: "Welcome" not in terminal.text and "從這裡開始" in terminal.text)
    terminal.type("Q")
    assert terminal.wait() == 0, terminal.last_words


def test_screens_are_not_painted_into_a_file(small_archive: Path, tmp_path: Path, start: Start) -> None:
    """Textual paints on stderr: where that goes to a file, the person is told instead of left without a screen."""
    log = tmp_path / "log"
    terminal = start(command=["sh", "-c", f"{sys.executable} -m reader {small_archive} 2>{log}"])
    assert terminal.wait() == 2
    assert "need a terminal" in log.read_text(encoding="utf-8")


def test_a_light_terminal_is_asked_and_believed(small_archive: Path, tmp_path: Path, start: Start) -> None:
    """Its answer comes between keys, and is none itself; the next start knows it."""
    terminal = start(str(small_archive))
    terminal.wait_for(lambda: b"\x1b]11;?\x1b\\" in terminal.output)
    terminal.wait_for("8 posts")
    terminal.send(b"j\x1b]11;rgb:ffff/ffff/ffff\x1b\\j\r")
    terminal.wait_for("车站的钟慢了的內文。")
    terminal.wait_for((tmp_path / "XDG_CACHE_HOME" / "reader" / "grounds.json").exists)
    terminal.type("Q")
    assert terminal.wait() == 0, terminal.last_words
    again = start(str(small_archive))
    again.wait_for("8 posts")
    assert int(again.screen.buffer[0][0].bg, 16) > 0xC00000  # the bar of `paper`
    again.type("Q")
    assert again.wait() == 0, again.last_words
