"""Reading of many files in batches: the first in this process, the rest in parallel processes."""

from __future__ import annotations

import contextlib
import gc
import multiprocessing
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import resource_tracker
from pathlib import Path

from reader.index import Batch
from reader.library.extract import read_batch, read_files
from reader.store.habits import Habits, HabitsOf
from reader.store.walk import PostFile

FIRST_BATCH = 50
"""files of the batch that the user waits for: 20 to 40 ms of work"""
LOCAL_BATCH = 100
"""files of later batches in this process: about 0.1 s of work, by which they may delay the exit"""
PROCESS_BATCH = 1000
"""files of a full batch in another process: about one segment of the index"""
MAX_BATCH_BYTES = 8_000_000
"""bytes of the files of a batch, which takes about ten times as much memory"""
FIRST_PROCESS_BATCH = 200
"""files of a process's first batch: small, so that it is done soon"""
MIN_FILES_FOR_PROCESSES = 600
"""files from which processes pay off: two of them take about 0.4 s to start"""
PROCESSES = 2
_GC_THRESHOLD = 50_000
"""container objects between garbage collections in a reading process"""
_MAX_SUBMITTED = 2 * PROCESSES
"""batches submitted at once: few, so that the exit does not wait for them"""


def read_in_batches(files: Sequence[PostFile], habits: HabitsOf) -> Iterator[Batch]:
    """Yield the posts of the files in batches, roughly in order; with tokens if another process read them.

    The first batch is read in this process. From 600 files on, processes read the rest: reading here takes
    twice the time per post. If the platform cannot start processes, all are read here. Large files come last,
    those that this process reads each in a batch of its own. `habits` of their archives decide what the files
    leave in doubt.
    """
    small, large = [file for file in files if not file.is_large], [file for file in files if file.is_large]
    if small:
        yield _read_locally(small[:FIRST_BATCH], habits)
    batches = deque((*_growing(small[FIRST_BATCH:]), *_growing(large)))
    of_archives = {archive: habits(archive) for archive in {file.archive for file in files}}
    if len(files) >= MIN_FILES_FOR_PROCESSES:
        yield from _read_in_processes(batches, of_archives)
    while batches:
        batch = batches.popleft()
        if batch[-1].is_large:
            yield from (read_batch([file], of_archives) for file in batch)
        else:
            for start in range(0, len(batch), LOCAL_BATCH):
                yield _read_locally(batch[start : start + LOCAL_BATCH], habits)


def _read_locally(files: Sequence[PostFile], habits: HabitsOf) -> Batch:
    return Batch.of(read_files(files, habits))


def _growing(files: Sequence[PostFile]) -> Iterator[list[PostFile]]:
    """Yield the files in batches that double in size for each process, up to limits of files and bytes."""
    batch: list[PostFile] = []
    number = size = 0
    for file in files:
        most = min(PROCESS_BATCH, FIRST_PROCESS_BATCH << min(number // PROCESSES, 8))
        if batch and (len(batch) == most or size + file.size > MAX_BATCH_BYTES):
            yield batch
            batch, size = [], 0
            number += 1
        batch.append(file)
        size += file.size
    if batch:
        yield batch


def _read_in_processes(batches: deque[list[PostFile]], habits: Mapping[Path, Habits]) -> Iterator[Batch]:
    """Empty `batches` by reading in processes; leaves the unread ones if these break down."""
    others = set(multiprocessing.active_children())
    pool = _pool()
    if pool is None:
        return
    submitted: dict[Future[Batch], list[PostFile]] = {}
    try:
        while batches or submitted:
            while batches and len(submitted) < _MAX_SUBMITTED:
                future = pool.submit(read_batch, batches[0], habits)
                submitted[future] = batches.popleft()
            for future in wait(submitted, return_when=FIRST_COMPLETED).done:
                batch = future.result()
                del submitted[future]
                yield batch
    except (BrokenProcessPool, OSError):
        # Reading never raises OSError, so the system failed to start a process.
        batches.extendleft(reversed(submitted.values()))
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
        if submitted:
            # The load was closed early, and the exit of the program would wait for the processes.
            for process in set(multiprocessing.active_children()) - others:
                process.terminate()


def _pool() -> ProcessPoolExecutor | None:
    """Return a pool of processes; None on a platform without."""
    try:
        # The tracker of semaphores inherits stderr, which may have been replaced by an object without a file.
        with contextlib.redirect_stderr(sys.__stderr__):
            resource_tracker.ensure_running()
        # A fork of a process with threads may deadlock, so processes are spawned.
        return ProcessPoolExecutor(PROCESSES, multiprocessing.get_context("spawn"), initializer=_initialise)
    except (OSError, NotImplementedError):
        return None


def _initialise() -> None:
    """Prepare a reading process."""
    # Ctrl+C interrupts the main process alone.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    # Reading creates hardly any reference cycles.
    gc.freeze()
    gc.set_threshold(_GC_THRESHOLD)


def _end_with_parent() -> None:
    """Exit when the main process is killed, which the queue does not reveal: both its ends are open here."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
