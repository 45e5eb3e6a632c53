"""Reading files in batches, in this process and in others."""

from __future__ import annotations

import multiprocessing
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from multiprocessing.connection import wait
from pathlib import Path

import pytest

from reader.index import Batch, Texts
from reader.index.batch import PostRecord
from reader.index.segment import segment_of
from reader.library import loading
from reader.library.loading import read_in_batches
from reader.store.habits import NO_HABITS, Habits
from reader.store.post_store import PostStore
from reader.store.walk import LARGE_BYTES, PostFile

Writer = Callable[..., Path]


def _no_habits(archive: Path) -> Habits:
    """Return the habits of an archive that has none."""
    assert archive.is_dir()
    return NO_HABITS


@pytest.fixture
def files(archive: Path, write: Writer, monkeypatch: pytest.MonkeyPatch) -> list[PostFile]:
    """Files for several processes, with lower thresholds than usual."""
    monkeypatch.setattr(loading, "FIRST_BATCH", 5)
    monkeypatch.setattr(loading, "PROCESS_BATCH", 10)
    monkeypatch.setattr(loading, "MIN_FILES_FOR_PROCESSES", 60)
    for number in range(77):
        write(f"{number:04}.md", body=f"<p>Number {number} #tag{number}</p>")
    return PostStore([archive]).walk()


def test_processes_read_what_would_be_read_locally(files: list[PostFile]) -> None:
    """Each file is read once with its tags, and the first batch is small."""
    batches = list(read_in_batches(files, _no_habits))
    assert [row.id.path for row in batches[0].records] == [file.path for file in files[:5]]
    assert max(len(batch.records) for batch in batches) <= 10
    read = {row.id.path: row for row in _rows(batches)}
    assert len(read) == len(_rows(batches)) == len(files)
    by_path = {file.path: file for file in files}
    assert read == {row.id.path: row for row in Batch.of(loading.read_files(files)).records}
    for batch in batches:
        alone = Batch.of(loading.read_files([by_path[row.id.path] for row in batch.records]))
        assert batch._replace(segment=None) == alone


def test_processes_make_the_tokens_too(files: list[PostFile]) -> None:
    """Each batch has the segment that this process would build."""
    made = [batch for batch in read_in_batches(files, _no_habits) if batch.segment is not None]
    assert made
    for batch in made:
        texts = [Texts.unpacked(row.texts) for row in batch.records]
        assert batch.segment == segment_of([text.title for text in texts], [text.whole for text in texts])


def _rows(batches: Iterable[Batch]) -> list[PostRecord]:
    return [row for batch in batches for row in batch.records]


def test_large_files_come_in_small_batches(files: list[PostFile], monkeypatch: pytest.MonkeyPatch) -> None:
    """No process holds more than a few of them at once."""
    monkeypatch.setattr(loading, "MAX_BATCH_BYTES", 3 * files[0].size + 20)
    batches = [batch for batch in read_in_batches(files, _no_habits) if batch.segment is not None]
    assert {len(batch.records) for batch in batches} <= {1, 2, 3}
    monkeypatch.setattr(loading, "MAX_BATCH_BYTES", 1)
    assert len(_rows(read_in_batches(files, _no_habits))) == len(files)


def test_leaving_half_way_ends_the_processes(files: list[PostFile]) -> None:
    """The program does not wait for batches that are no longer needed."""
    others = set(multiprocessing.active_children())
    batches = read_in_batches(files, _no_habits)
    next(batches)
    next(batches)
    started = set(multiprocessing.active_children()) - others
    batches.close()
    assert started
    for process in started:
        # Not `join`: where the pool's own thread reaps the process first, it returns before the exit code is known.
        assert wait([process.sentinel], timeout=30)


class _BrokenPool:
    """A pool whose processes die at their second task."""

    def __init__(self, *_: object, **__: object) -> None:
        self.tasks = 0

    def submit(self, work: Callable[..., object], *arguments: object) -> Future[object]:
        """Return the result of the first task, and an error afterwards."""
        self.tasks += 1
        future: Future[object] = Future()
        if self.tasks == 1:
            future.set_result(work(*arguments))
        elif self.tasks == 2:
            future.set_exception(BrokenProcessPool())
        else:
            raise BrokenProcessPool
        return future

    def shutdown(self, **_: object) -> None:
        """Nothing is running."""


def test_processes_that_break_down_lose_nothing(
    files: list[PostFile], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What they did not read is read in this process, each file once."""
    monkeypatch.setattr(loading, "ProcessPoolExecutor", _BrokenPool)
    paths = [row.id.path for row in _rows(read_in_batches(files, _no_habits))]
    assert sorted(paths) == sorted(file.path for file in files)


@pytest.mark.parametrize("error", [OSError, NotImplementedError])
def test_a_system_without_processes_loses_nothing(
    files: list[PostFile], monkeypatch: pytest.MonkeyPatch, error: type[Exception]
) -> None:
    """All is read in this process if no process or no semaphore can be created."""

    def refuse(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(loading, "ProcessPoolExecutor", refuse)
    assert len(_rows(read_in_batches(files, _no_habits))) == len(files)


def test_no_post_waits_for_a_large_one(files: list[PostFile], monkeypatch: pytest.MonkeyPatch) -> None:
    """The large ones come last, one by one; all of them may be large."""
    large = [files[0]._replace(size=LARGE_BYTES), files[20]._replace(size=LARGE_BYTES)]
    some = [large[0], *files[1:20], large[1], *files[21:40]]
    batches = [[row.id.path for row in batch.records] for batch in read_in_batches(some, _no_habits)]

    assert batches[0] == [file.path for file in files[1:6]]
    assert batches[-2:] == [[file.path] for file in large]
    assert sorted(path for batch in batches for path in batch) == sorted(file.path for file in some)
    assert [len(batch.records) for batch in read_in_batches(large, _no_habits)] == [1, 1]


def test_few_files_need_no_process(files: list[PostFile], monkeypatch: pytest.MonkeyPatch) -> None:
    """A small archive is read in this process."""
    monkeypatch.setattr(loading, "ProcessPoolExecutor", None)
    assert len(_rows(read_in_batches(files[:59], _no_habits))) == 59


_READING = """
import multiprocessing, sys, time
from pathlib import Path
from reader.library import loading
from reader.store.habits import NO_HABITS
from reader.store.walk import walk

if __name__ == "__main__":
    loading.MIN_FILES_FOR_PROCESSES, loading.FIRST_BATCH, loading.FIRST_PROCESS_BATCH = 1, 5, 10
    batches = loading.read_in_batches(list(walk([Path(sys.argv[1])])), lambda archive: NO_HABITS)
    next(batches), next(batches)
    print(*(process.pid for process in multiprocessing.active_children()), flush=True)
    time.sleep(60)
"""


def _is_there(pid: int) -> bool:
    with suppress(OSError):
        return "State:\tZ" not in Path(f"/proc/{pid}/status").read_text()
    return False


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="looks for processes in /proc")
def test_processes_end_with_a_reader_that_is_killed(files: list[PostFile], tmp_path: Path) -> None:
    """None of them waits forever for further work."""
    script = tmp_path / "reading.py"
    script.write_text(_READING)
    command = [sys.executable, str(script), str(files[0].archive)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as reading:
        assert reading.stdout is not None
        pids = list(map(int, reading.stdout.readline().split()))
        assert pids and all(map(_is_there, pids))
        reading.kill()
    for _ in range(200):
        if not any(map(_is_there, pids)):
            return
        time.sleep(0.05)
    raise AssertionError("They are still there after ten seconds.")
