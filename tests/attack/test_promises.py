"""What docs/security.md promises of reading: no request, no program, no changed post. Python's audit events tell (PEP 578)."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import pytest

from reader.paths import tour_folder
from tests import programs
from tests.attack.escapes import ESCAPES, write_archive
from tests.terminal import Terminal

_WATCHED = """
import os, sys
report = os.open({report!r}, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
changing = ("os.remove", "os.rename", "os.truncate", "os.chmod", "os.utime", "os.rmdir", "os.mkdir", "os.link", "os.symlink")
def hear(event, arguments):
    told = None
    if event.startswith(("socket.connect", "socket.getaddrinfo", "socket.sendto", "urllib.")):
        told = "asks the network"
    elif event in ("subprocess.Popen", "os.exec", "os.posix_spawn", "os.system", "os.startfile", "webbrowser.open"):
        # Posts that may never end are converted in processes of the reader's own.
        told = "runs a program" if arguments[0] != sys.executable else None
    elif event in changing and str(arguments[0]).startswith({archive!r}):
        told = "changes the archive"
    elif event == "open" and str(arguments[0]).startswith({archive!r}):
        writes = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
        if isinstance(arguments[2], int) and arguments[2] & writes:
            told = "writes into the archive"
    if told:
        os.write(report, f"{{told}}: {{event}} {{arguments!r}}\\n".encode())
sys.addaudithook(hear)
from reader.cli.main import main
raise SystemExit(main(sys.argv[1:]))
"""


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tour, and posts that are nothing but escapes and addresses."""
    folder = tmp_path_factory.mktemp("promises") / "archive"
    shutil.copytree(tour_folder(), folder)
    write_archive(folder / "hostile", ESCAPES[:4])
    return folder


def _state(archive: Path) -> dict[str, tuple[bytes, int]]:
    files = (file for file in archive.rglob("*") if file.is_file())
    return {str(file): (file.read_bytes(), file.stat().st_mtime_ns) for file in files}


def _command(archive: Path, report: Path, *arguments: str) -> list[str]:
    code = _WATCHED.format(report=str(report), archive=str(archive))
    return [sys.executable, "-c", code, *arguments]


def _environment(folder: Path) -> dict[str, str]:
    names = ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME")
    return {**{name: str(folder / name) for name in names}, "EDITOR": "true", "BROWSER": "true"}


def test_commands_ask_nothing_run_nothing_and_change_no_post(archive: Path, tmp_path: Path) -> None:
    """Not for a page with pictures and frames either."""
    before, report = _state(archive), tmp_path / "report"
    page = next((archive / "hostile").rglob("*.html"))
    for arguments in (["list"], ["show", str(page)], ["tags"]):
        ran = programs.run(
            _command(archive, report, *arguments, "--archive", str(archive)),
            env={**os.environ, **_environment(tmp_path)},
        )
        assert ran.returncode == 0, ran.stderr
    assert report.read_text() == ""
    assert _state(archive) == before


def test_the_screens_ask_nothing_run_nothing_and_change_no_post(archive: Path, tmp_path: Path) -> None:
    """Reading, starring and marking do not, nor does a question about an address that is not answered with yes."""
    before, report = _state(archive), tmp_path / "report"
    terminal = Terminal(_command(archive, report, str(archive)), size=(120, 40), env=_environment(tmp_path))
    terminal.wait_for(lambda: "unread" in terminal.text.partition("\n")[0])
    for key in "\rJJJsm\x1b[6~irqaqo\x1b":
        terminal.type(key)
        terminal.read(0.1)
    assert report.read_text() == ""
    terminal.type("\x11")
    assert terminal.wait() == 0, terminal.last_words
    terminal.close()
    assert report.read_text() == ""
    assert _state(archive) == before
