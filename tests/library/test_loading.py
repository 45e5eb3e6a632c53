"""Reading files in batches, here and in processes."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

import pytest

from reader.library import loading
from reader.library.loading import BATCH, FIRST_BATCH, WORTH_PROCESSES, read_in_batches
from reader.store.post_store import PostStore
from reader.store.walk import PostFile

Writer = Callable[..., Path]


@pytest.fixture
def files(archive: Path, write: Writer) -> list[PostFile]:
    """Enough files for processes."""
    for number in range(WORTH_PROCESSES + 60):
        write(f"{number:04}.md", body=f"<p>Number {number} #tag{number}</p>")
    return PostStore([archive]).walk()


def test_processes_read_what_would_be_read_here(files: list[PostFile]) -> None:
    """Every file once, with its tags, the first batch small and first."""
    batches = list(read_in_batches(files))
    assert [digest.post.path for digest in batches[0]] == [file.path for file in files[:FIRST_BATCH]]
    assert max(map(len, batches)) == BATCH
    digests = {digest.post.path: digest for batch in batches for digest in batch}
    assert len(digests) == sum(map(len, batches)) == len(files)
    assert digests == {file.path: digest for file in files for digest in loading.read_files([file])}


class _BrokenPool:
    """A pool whose processes die at their second task."""

    def __init__(self, *_: object, **__: object) -> None:
        self.tasks = 0

    def submit(self, work: Callable[[list[PostFile]], object], files: list[PostFile]) -> Future[object]:
        """The answer to the first task, an error after."""
        self.tasks += 1
        future: Future[object] = Future()
        if self.tasks == 1:
            future.set_result(work(files))
        elif self.tasks == 2:
            future.set_exception(BrokenProcessPool())
        else:
            raise BrokenProcessPool
        return future

    def shutdown(self, **_: object) -> None:
        """Nothing runs."""


def test_processes_that_break_down_lose_nothing(
    files: list[PostFile], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What they had not read is read here, each file once."""
    monkeypatch.setattr(loading, "ProcessPoolExecutor", _BrokenPool)
    paths = [digest.post.path for batch in read_in_batches(files) for digest in batch]
    assert sorted(paths) == sorted(file.path for file in files)


@pytest.mark.parametrize("error", [OSError, NotImplementedError])
def test_a_system_without_processes_loses_nothing(
    files: list[PostFile], monkeypatch: pytest.MonkeyPatch, error: type[Exception]
) -> None:
    """All is read here where none can be started, or no semaphore made."""

    def refuse(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(loading, "ProcessPoolExecutor", refuse)
    assert sum(map(len, read_in_batches(files))) == len(files)


def test_few_files_need_no_process(files: list[PostFile], monkeypatch: pytest.MonkeyPatch) -> None:
    """A small archive is read here."""
    monkeypatch.setattr(loading, "ProcessPoolExecutor", None)
    batches = list(read_in_batches(files[: WORTH_PROCESSES - 1]))
    assert sum(map(len, batches)) == WORTH_PROCESSES - 1
