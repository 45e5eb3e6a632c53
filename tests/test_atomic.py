"""Files that come into their place whole, or leave it as it was."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from errno import EACCES
from pathlib import Path

import pytest

from reader.atomic import file_aside, write_whole
from tests.limits import largest_file


@pytest.fixture
def umask() -> Iterator[None]:
    """Let the group read what is new, and nobody else."""
    before = os.umask(0o027)
    yield
    os.umask(before)


def _mode(file: Path) -> int:
    return stat.S_IMODE(file.stat().st_mode)


def test_a_file_has_the_mode_of_the_umask_and_keeps_that_of_the_old_one(tmp_path: Path, umask: None) -> None:
    """As with any program that creates it, or opens what is there."""
    place = tmp_path / "a.txt"
    write_whole(place, "字")
    assert place.read_bytes() == "字".encode() and _mode(place) == 0o640
    place.chmod(0o604)
    write_whole(place, b"\xff")
    assert place.read_bytes() == b"\xff" and _mode(place) == 0o604
    assert list(tmp_path.iterdir()) == [place]


def test_what_takes_the_place_of_a_private_file_is_private_all_along(tmp_path: Path, umask: None) -> None:
    """Also while it is written."""
    place = tmp_path / "a.txt"
    place.touch(0o600)
    with file_aside(place) as part:
        assert _mode(part) == 0o600
    assert _mode(place) == 0o600


def test_a_link_goes_on_to_lead_to_its_file(tmp_path: Path) -> None:
    """Which may lie in another folder, or not be there yet."""
    (tmp_path / "dotfiles").mkdir()
    real, link = tmp_path / "dotfiles" / "a.txt", tmp_path / "link"
    link.symlink_to(real)
    for content in ("new", "newer"):
        write_whole(link, content)
        assert link.is_symlink() and real.read_text() == content
    assert list(tmp_path.glob("*/*")) == [real]


@pytest.mark.parametrize("is_there", [True, False])
def test_what_fails_leaves_the_place_as_it_was(tmp_path: Path, is_there: bool) -> None:
    """A full disk, and whatever else ends the block."""
    place = tmp_path / "a.txt"
    if is_there:
        place.write_text("old")
    before = {file: file.read_text() for file in tmp_path.iterdir()}
    with largest_file(64), pytest.raises(OSError, match="too large"):
        write_whole(place, "x" * 65)
    with pytest.raises(KeyboardInterrupt), file_aside(place) as part:
        part.write_text("half")
        raise KeyboardInterrupt
    assert {file: file.read_text() for file in tmp_path.iterdir()} == before


def test_the_place_changes_at_the_end_alone(tmp_path: Path) -> None:
    """Until then what was there is read."""
    place = tmp_path / "a.txt"
    write_whole(place, "old")
    with file_aside(place) as part:
        part.write_text("new")
        assert place.read_text() == "old"
    assert place.read_text() == "new"


@pytest.mark.parametrize("has_links", [True, False])
def test_what_came_meanwhile_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, has_links: bool) -> None:
    """Unless it may be replaced, also on a file system without hard links."""
    if not has_links:
        monkeypatch.setattr(os, "link", _refuse)
    place = tmp_path / "a.txt"
    with file_aside(place, replaces=False) as part:
        part.write_text("ours")
    with pytest.raises(FileExistsError), file_aside(place, replaces=False) as part:
        part.write_text("ours again")
    assert place.read_text() == "ours" and list(tmp_path.iterdir()) == [place]


def _refuse(*_: object) -> None:
    raise PermissionError(EACCES, os.strerror(EACCES))


def test_a_protected_file_is_no_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its folder would let it be replaced, but who protected it does not want that."""
    place = tmp_path / "a.txt"
    place.touch(0o400)
    monkeypatch.setattr(os, "access", lambda path, _mode: path != place)  # to root nothing is protected
    with pytest.raises(PermissionError):
        write_whole(place, "new")
    assert place.read_text() == "" and list(tmp_path.iterdir()) == [place]


def test_a_device_is_written_straight_and_a_folder_is_refused(tmp_path: Path) -> None:
    """Neither is a file to replace."""
    os.mkfifo(pipe := tmp_path / "pipe")
    descriptor = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    write_whole(pipe, "through")
    assert os.read(descriptor, 99) == b"through"
    os.close(descriptor)
    with pytest.raises(IsADirectoryError):
        write_whole(tmp_path, "nothing")
    assert list(tmp_path.iterdir()) == [pipe]


def test_it_is_on_the_disk_before_it_takes_the_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Or a power cut would leave an empty file there; then its name is. A file of a cache waits for no disk."""
    place = tmp_path / "a.txt"
    synced: list[tuple[bool, bool]] = []

    def fsync(descriptor: int) -> None:
        synced.append((stat.S_ISDIR(os.fstat(descriptor).st_mode), place.exists()))
        if synced[-1][0]:
            raise OSError  # file systems of other machines have no folders to sync

    monkeypatch.setattr(os, "fsync", fsync)
    write_whole(place, "kept")
    assert synced == [(False, False), (True, True)]
    write_whole(place, "cached", is_durable=False)
    assert len(synced) == 2
    monkeypatch.setattr(os, "fsync", _refuse)
    with pytest.raises(PermissionError):
        write_whole(place, "lost")
    assert place.read_text() == "cached"


def test_no_file_stays_open(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A reader that is open for days writes many times, and a process may have a thousand files open."""
    opened, closed = [], []
    open_, close = os.open, os.close
    monkeypatch.setattr(os, "open", lambda *arguments: opened.append(found := open_(*arguments)) or found)
    monkeypatch.setattr(os, "close", lambda descriptor: closed.append(descriptor) or close(descriptor))
    write_whole(tmp_path / "a.txt", "kept")
    monkeypatch.setattr(os, "fsync", _refuse)
    with pytest.raises(PermissionError):
        write_whole(tmp_path / "a.txt", "lost")
    assert opened and sorted(opened) == sorted(closed)


def test_what_killed_writers_left_is_swept_away(tmp_path: Path) -> None:
    """Not what others are writing at this moment, and not what only looks like it."""
    left, alike = tmp_path / ".reader-1.part", tmp_path / ".reader-1.parts"
    for file in (left, alike):
        file.touch()
    with file_aside(tmp_path / "a.txt") as part:
        assert not left.exists()
        write_whole(tmp_path / "b.txt", "b")
        assert part.exists()
    assert alike.exists()
