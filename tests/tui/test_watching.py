"""Files that come, change and go while the reader runs."""

from __future__ import annotations

import asyncio
import shutil
import time
from collections.abc import Callable
from pathlib import Path
from threading import Event

import pytest

from reader.config import Settings
from reader.library import Library
from reader.library import watch as watching

PATIENCE = 20.0
"""seconds that a busy machine may take"""


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits for the first list to be counted."""
    monkeypatch.setattr("reader.tui.features.watching._SECONDS_TO_BEGIN", 0)


async def soon(desk, is_so: Callable[[], bool]) -> bool:
    """Whether it becomes so on the screen while one has patience."""
    end = time.monotonic() + PATIENCE
    while not is_so() and time.monotonic() < end:
        await desk.pilot.pause(0.05)
    return is_so()


async def until_watched(desk) -> None:
    """Waits until the folders are watched: a file that comes and goes is noticed."""
    seen: list[object] = []
    hear = Library.refresh

    def refresh(library: Library, places: frozenset[Path]) -> object:
        seen.append(places)
        return hear(library, places)

    desk.main.session.library.refresh = refresh.__get__(desk.main.session.library)
    trial = desk.main.session.library.archives[0] / "trial.tmp"
    end = time.monotonic() + PATIENCE
    while not seen:
        assert time.monotonic() < end
        trial.touch()
        await asyncio.sleep(0.2)
        trial.unlink()


async def test_new_changed_and_gone_posts_appear(small_archive: Path, write_post, open_reader) -> None:
    """Without a key."""
    async with open_reader(small_archive, settings=Settings(watch=True)) as desk:
        await until_watched(desk)
        write_post("new", "新來的船", "2024-02-08T01:00:00")
        assert await soon(desk, lambda: desk.titles[:1] == ["新來的船"])
        write_post("new", "又來的船", "2024-02-08T01:00:00")
        assert await soon(desk, lambda: desk.titles[:1] == ["又來的船"])
        (small_archive / "new.md").unlink()
        assert await soon(desk, lambda: len(desk.titles) == 8)


async def test_the_reader_keeps_the_place(small_archive: Path, write_post, open_reader) -> None:
    """The post under the cursor stays under it, and the article on the screen."""
    async with open_reader(small_archive, settings=Settings(watch=True)) as desk:
        await until_watched(desk)
        await desk.press("enter")
        write_post("new", "新來的船", "2024-02-08T01:00:00")
        assert await soon(desk, lambda: desk.titles[:1] == ["新來的船"])
        await desk.settle()
        assert desk.main.posts.cursor == 1
        assert desk.main.reading.post.title == desk.main.posts.current.post.title == "橋上的燈亮了"


async def test_folders_come_and_go(small_archive: Path, tmp_path: Path, write_post, open_reader) -> None:
    """With what is in them; and what happens in a new one is heard, too."""
    async with open_reader(small_archive, settings=Settings(watch=True)) as desk:
        await until_watched(desk)
        (tmp_path / "aside").mkdir()
        for name in "abc":
            (small_archive / f"{name}.md").rename(tmp_path / "aside" / f"{name}.md")
        assert await soon(desk, lambda: len(desk.titles) == 5)
        shutil.move(tmp_path / "aside", small_archive / "inner")
        assert await soon(desk, lambda: len(desk.titles) == 8)
        (small_archive / "inner/a.md").unlink()
        assert await soon(desk, lambda: len(desk.titles) == 7)
        shutil.rmtree(small_archive / "inner")
        assert await soon(desk, lambda: len(desk.titles) == 5)


async def test_where_nothing_can_be_watched_it_is_looked_at(
    small_archive: Path, write_post, open_reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Now and then, when the system refuses to watch."""

    def refuse(*_: object) -> object:
        raise OSError(28, "OS file watch limit reached")

    monkeypatch.setattr(watching, "_bursts", refuse)
    monkeypatch.setattr(watching, "_SECONDS_BETWEEN_LOOKS", 0.1)
    async with open_reader(small_archive, settings=Settings(watch=True)) as desk:
        write_post("new", "新來的船", "2024-02-08T01:00:00")
        assert await soon(desk, lambda: desk.titles[:1] == ["新來的船"])


async def test_a_setting_turns_it_off(small_archive: Path, open_reader) -> None:
    """Then nothing is watched."""
    async with open_reader(small_archive, settings=Settings(watch=False)) as desk:
        assert desk.main._watching is None


@pytest.mark.parametrize(
    ("mounts", "is_deaf"),
    [
        ("1 0 8:1 / / rw - ext4 /dev/sda1 rw\n2 1 0:9 / /data rw shared:1 - nfs4 host:/x rw", True),
        ("1 0 8:1 / / rw - ext4 /dev/sda1 rw\n2 1 0:9 / /data/posts/x rw - nfs4 host:/x rw", False),
        ("1 0 8:1 / / rw - nfs host:/ rw\n2 1 0:9 / /data rw - btrfs /dev/sdb rw", False),
        ("1 0 8:1 / / rw - ext4 /dev/sda1 rw\n2 1 0:9 / /da rw - fuse.sshfs h: rw", False),
    ],
)
def test_files_of_other_machines_are_looked_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mounts: str, is_deaf: bool
) -> None:
    """The innermost file system counts."""
    (tmp_path / "mountinfo").write_text(mounts)
    monkeypatch.setattr(watching, "_MOUNTS", tmp_path / "mountinfo")
    assert watching._is_deaf(Path("/data/posts")) is is_deaf


def test_a_stopped_watch_ends(tmp_path: Path) -> None:
    """At once where it looks now and then."""
    stop = Event()
    stop.set()
    assert list(watching.changes([tmp_path], list, stop)) == []
