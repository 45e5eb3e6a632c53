"""A small archive, and the real command run on it in a pipe and on a terminal."""

from __future__ import annotations

import fcntl
import os
import select
import struct
import sys
import termios
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from reader.cli.main import main
from tests import programs

COMMAND = [sys.executable, "-m", "reader"]
SECONDS = 60

SEA = """---
layout: post
title: "[Eng Sub] 海風 *Sea* wind"
date: 2024-02-07T22:30:00.000Z
author: Ann &#38; Bo
from: https://example.org/sea
tags: [ 港口新聞 ]
comments: True
categories: [ 港口新聞 ]
---
<!--1707345000000-->
[[Eng Sub] 海風 *Sea* wind](https://example.org/sea)
------

<div>
<figure><img src="https://example.org/a.jpg" alt="灰色的船"><figcaption>港口的船</figcaption></figure>
<p>風從台灣來了，<b>很大</b>。</p>
<p>See <a href="/storm">the storm</a>.</p>
</div>
"""
STORM = """---
title: 風暴
date: 2024-02-03T08:00:00+08:00
from: https://example.org/storm
tags: [ 港口新聞 ]
---
<p>臺灣的風暴。</p>
"""
YEAR = """---
title: A quiet year
date: 2023-05-06
author: Cy
tags: [ The Pier ]
---
Nothing happened.
"""


class Ran(NamedTuple):
    """What a command did."""

    code: int
    out: str
    err: str


Run = Callable[..., Ran]


Write = Callable[[str, str | bytes], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Puts a file into the archive."""

    def put(path: str, content: str | bytes) -> Path:
        file = tmp_path / "news" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode() if isinstance(content, str) else content)
        return file

    return put


@pytest.fixture
def archive(tmp_path: Path, write: Write) -> Path:
    """Four posts: two on a page of their own, a copy of one of these, and one without an address."""
    write("_posts/2024-02-07-sea.md", SEA)
    write("archived/2024-02-07/2024-02-07-sea wind.md", SEA)
    write("_posts/2024-02-03-storm.md", STORM)
    write("_posts/2023-05-06-quiet.md", YEAR)
    return tmp_path / "news"


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """The variables of a new user's shell, with folders of its own."""
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("READER_", "XDG_", "LC_"))
    }
    for name in ("NO_COLOR", "COLUMNS", "LINES"):
        kept.pop(name, None)
    return {
        **kept,
        "HOME": str(tmp_path),
        "XDG_CONFIG_HOME": str(tmp_path / "config"),
        "XDG_DATA_HOME": str(tmp_path / "data"),
        "XDG_CACHE_HOME": str(tmp_path / "cache"),
        "LANG": "C",
        "TZ": "UTC",
        "TERM": "xterm-256color",
        "PAGER": "cat",
    }


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where commands run: a folder without posts."""
    empty = tmp_path / "elsewhere"
    empty.mkdir()
    return empty


@pytest.fixture
def piped(
    environment: dict[str, str],
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> Run:
    """Runs `reader` in this process, its output no terminal: a start of Python for each run would take minutes."""
    for name in set(os.environ) - set(environment):
        monkeypatch.delenv(name)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)

    def run(*arguments: object, folder: Path = folder, **variables: str) -> Ran:
        with pytest.MonkeyPatch.context() as patch:
            patch.chdir(folder)
            for name, value in variables.items():
                patch.setenv(name, value)
            code = main([str(argument) for argument in arguments])
        return Ran(code, *capfd.readouterr())

    return run


@pytest.fixture
def process(environment: dict[str, str], folder: Path) -> Run:
    """Runs `reader` as a process of its own, its output in a pipe."""

    def run(*arguments: object, **variables: str) -> Ran:
        done = programs.run(
            [*COMMAND, *map(str, arguments)],
            cwd=folder,
            env={**environment, **variables},
            timeout=SECONDS,
        )
        return Ran(done.returncode, done.stdout, done.stderr)

    return run


@pytest.fixture
def on_terminal(environment: dict[str, str], tmp_path: Path) -> Run:
    """Runs `reader` on a terminal of its own; what it wrote, with errors among it, is `out`.

    `key` is typed when `until` stands on the screen.
    """

    def run(
        *arguments: object, columns: int = 80, until: str = "", key: bytes = b"", **variables: str
    ) -> Ran:
        terminal, line = os.openpty()
        fcntl.ioctl(line, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
        program = programs.start(
            [*COMMAND, *map(str, arguments)],
            streams=(line, line, line),
            env={**environment, **variables},
            cwd=tmp_path,
            is_terminal=True,
        )
        os.close(line)
        written = bytearray()
        while True:
            if key and until.encode() in written:
                os.write(terminal, key)
                key = b""
            ready, _, _ = select.select([terminal], [], [], SECONDS)
            try:
                chunk = os.read(terminal, 65536) if ready else b""
            except OSError:
                # Linux's way of saying that the other side is closed.
                chunk = b""
            if not chunk:
                break
            written += chunk
        code = program.wait()
        os.close(terminal)
        return Ran(code, written.decode().replace("\r\n", "\n"), "")

    return run
