"""Reading files in batches, here and in processes."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.connection import wait
from pathlib import Path

import pytest

from reader.index import Document
from reader.library import loading
from reader.library.loading import read_in_batches
from reader.store.post_store import PostStore
from reader.store.walk import PostFile

Writer = Callable[..., Path]


@pytest.fixture
def files(archive: Path, write: Writer, monkeypatch: pytest.MonkeyPatch) -> list[PostFile]:
    """Enough files for processes, which here are worth it for fewer."""
    monkeypatch.setattr(loading, "FIRST_BATCH", 5)
    monkeypatch.setattr(loading, "BATCH", 10)
    monkeypatch.setattr(loading, "WORTH_PROCESSES", 60)
    for number in range(77):
        write(f"{number:04}.md", body=f"<p>Number {number} #tag{number}</p>")
    return PostStore([archive]).walk()


def test_processes_read_what_would_be_read_here(files: list[PostFile]) -> None:
    """Every file once, with its tags, the first batch small and first."""
    batches = list(read_in_batches(files))
    assert [document.post.path for document in batches[0]] == [file.path for file in files[:5]]
    assert max(map(len, batches)) <= 10
    read = {document.post.path: _comparable(document) for batch in batches for document in batch}
    assert len(read) == sum(map(len, batches)) == len(files)
    assert read == {file.path: _comparable(loading.read_files([file])[0]) for file in files}


def _comparable(document: Document) -> tuple[object, ...]:
    """The document with its tokens as the set that they are: each process has an order of its own."""
    return (*document._replace(tokens=b""), frozenset(document.tokens.split()))


def test_leaving_half_way_ends_the_processes(files: list[PostFile]) -> None:
    """So that the program does not wait for what nobody wants any more."""
    others = set(multiprocessing.active_children())
    batches = read_in_batches(files)
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
    paths = [document.post.path for batch in read_in_batches(files) for document in batch]
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
    batches = list(read_in_batches(files[:59]))
    assert sum(map(len, batches)) == 59
