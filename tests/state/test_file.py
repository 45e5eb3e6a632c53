"""The file of what the owner said, and the disk under it."""

from __future__ import annotations

import errno
import os
import shutil
import time
from pathlib import Path

import pytest

from reader.errors import StateError
from reader.state.file import StateFile

_STAR = "INSERT INTO said VALUES ('starred', ?, '', '1', 1)"


def _star(file: StateFile, *keys: str) -> None:
    for key in keys:
        with file.transaction(is_durable=False) as connection:
            connection.execute(_STAR, (key,))


def _wait_for_the_disk(file: StateFile) -> None:
    end = time.monotonic() + 30
    while file._is_syncing:
        assert time.monotonic() < end
        time.sleep(0.005)


def _synced(log: Path, monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """Return what the log held each time that it was synced; the backup of the day is synced at any moment."""
    kept: list[bytes] = []

    def sync(descriptor: int) -> None:
        if log.exists() and os.path.samestat(os.fstat(descriptor), log.stat()):
            kept.append(os.pread(descriptor, 1 << 20, 0))

    monkeypatch.setattr(os, "fsync", sync)
    return kept


def test_the_disk_is_asked_after_the_last_change(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The sync covers all changes, so that a power failure loses none."""
    log = tmp_path / "marks.sqlite3-wal"
    kept = _synced(log, monkeypatch)
    file = StateFile(tmp_path / "marks.sqlite3")
    for round_ in range(3):
        _star(file, f"{round_}a", f"{round_}b")
        _wait_for_the_disk(file)
        assert kept[-1] == log.read_bytes()
    file.close()


def test_a_durable_change_is_on_the_disk_when_its_call_returns(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The disk is asked once, with all that was written; nothing is left to the thread."""
    log = tmp_path / "marks.sqlite3-wal"
    kept = _synced(log, monkeypatch)
    file = StateFile(tmp_path / "marks.sqlite3")
    with file.transaction() as connection:
        connection.execute(_STAR, ("a",))
    assert kept == [log.read_bytes()]
    file.close()


def test_a_disk_that_refuses_is_said_with_the_next_change(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The change itself has returned by then; the change after the error may succeed."""
    file = StateFile(tmp_path / "marks.sqlite3")

    def refuse(_: int) -> None:
        raise OSError(errno.EIO, "Input/output error")

    with monkeypatch.context() as broken:
        broken.setattr(os, "fsync", refuse)
        _star(file, "a")
        _wait_for_the_disk(file)
    with pytest.raises(StateError, match="input/output error"):
        _star(file, "b")
    _star(file, "c")
    with file.reading() as connection:
        assert [key for (key,) in connection.execute("SELECT key FROM said ORDER BY key")] == ["a", "c"]
    _wait_for_the_disk(file)
    file.close()


def test_closing_meanwhile_is_no_harm(tmp_path: Path) -> None:
    """Closing merges the log into the file, so the thread finds no log."""
    for number in range(30):
        file = StateFile(tmp_path / "marks.sqlite3")
        _star(file, f"{number}")
        file.close()
    _wait_for_the_disk(file)
    with StateFile(tmp_path / "marks.sqlite3").reading() as connection:
        assert connection.execute("SELECT count(*) FROM said").fetchone() == (30,)


def _starred(file: StateFile) -> list[str]:
    with file.reading() as connection:
        return [key for (key,) in connection.execute("SELECT key FROM said ORDER BY key")]


@pytest.mark.parametrize("with_its_log", [True, False])
@pytest.mark.parametrize("then", ["read", "write", "close"])
def test_a_file_that_is_removed_while_it_is_open_is_written_again(
    tmp_path: Path, then: str, with_its_log: bool
) -> None:
    """With all that was said, whatever is done next; what is left of its log is not read into it."""
    file = StateFile(tmp_path / "data" / "marks.sqlite3")
    _star(file, "a", "b")
    _wait_for_the_disk(file)
    for part in sorted(file.path.parent.glob("marks.sqlite3*" if with_its_log else "marks.sqlite3")):
        part.unlink()
    expected = ["a", "b"]
    match then:
        case "read":
            assert file.exists() and _starred(file) == expected
        case "write":
            _star(file, "c")
            expected.append("c")
    file.close()
    assert _starred(StateFile(file.path)) == expected


def test_a_log_of_another_file_is_not_read_into_what_is_written_again(tmp_path: Path) -> None:
    """Such as one that a run made in the place of the removed file, and that was removed without its log."""
    file, other = StateFile(tmp_path / "marks.sqlite3"), StateFile(tmp_path / "other.sqlite3")
    _star(file, "a")
    _star(other, "x")
    for each in (file, other):
        _wait_for_the_disk(each)
    file.path.unlink()
    shutil.copy(f"{other.path}-wal", f"{file.path}-wal")
    assert file.exists() and _starred(file) == ["a"]
    file.close()
    other.close()
    assert _starred(StateFile(file.path)) == ["a"]


def test_two_runs_that_have_a_removed_file_open_go_on_with_one_copy(tmp_path: Path) -> None:
    """What either says is in it, also where the log of the removed file was left."""
    one, other = (StateFile(tmp_path / "marks.sqlite3") for _ in range(2))
    _star(one, "a")
    assert _starred(other) == ["a"]
    _star(other, "b")
    _wait_for_the_disk(one)
    _wait_for_the_disk(other)
    one.path.unlink()
    assert one.exists()
    _star(one, "c")
    _star(other, "d")
    assert _starred(one) == _starred(other) == ["a", "b", "c", "d"]
    one.close()
    other.close()
    assert _starred(StateFile(one.path)) == ["a", "b", "c", "d"]


def test_a_folder_that_is_removed_is_made_again(tmp_path: Path) -> None:
    """With its backups gone, too, nothing else would have what was said."""
    file = StateFile(tmp_path / "data" / "marks.sqlite3")
    _star(file, "a")
    file.back_up()
    _wait_for_the_disk(file)
    shutil.rmtree(file.path.parent)
    assert file.exists() and _starred(file) == ["a"]
    file.close()


def test_a_file_that_is_emptied_while_it_is_open_is_not_taken_for_a_new_one(tmp_path: Path) -> None:
    """What is said then is refused, so that screens keep it; what the log holds comes back, the rest is in a backup."""
    file = StateFile(tmp_path / "marks.sqlite3")
    _star(file, "a")
    _wait_for_the_disk(file)
    file.path.write_bytes(b"")
    for _ in range(2):
        with pytest.raises(StateError, match=r"emptied while it was open.*--repair"):
            _star(file, "b")
    file.close()
    assert _starred(StateFile(file.path)) == ["a"]
