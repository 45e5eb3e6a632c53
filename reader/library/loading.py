"""Reads the files of archives for the index, newest first, the first few at once, the rest in processes."""

from __future__ import annotations

import contextlib
import gc
import multiprocessing
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import resource_tracker

from reader.index import Batch
from reader.library.extract import read_batch, read_files
from reader.store.walk import PostFile

FIRST_BATCH = 50
"""files of the batch that the person waits for: 20 to 40 ms of work"""
BATCH_HERE = 100
"""files of the later batches that are read here: some 0.1 s of work, which is as long as leaving in the middle takes"""
BATCH = 1000
"""files that a process reads at a time, once it has begun with few: about one segment of the index"""
MOST_BYTES = 8_000_000
"""bytes of the files of a batch, which is held in memory at once, some ten times as large"""
FIRST_BESIDE = 200
"""files that a process begins with: they are read when it has hardly started"""
WORTH_PROCESSES = 600
"""files from which processes pay: two of them take some 0.4 s to start"""
PROCESSES = 2
_GARBAGE_AFTER = 50_000
"""containers that a process makes before it looks for garbage"""
_AHEAD = 2 * PROCESSES
"""batches that processes may hold: few, so that leaving does not wait for them"""


def read_in_batches(files: Sequence[PostFile]) -> Iterator[Batch]:
    """The posts in the files in batches, about in their order; with tokens where processes read them.

    The first batch is read here. Where many files follow, processes read the others: what is read here takes twice the
    time, and most of what they need to start. A platform that lets none start is served all the same.
    """
    yield _read_here(files[:FIRST_BATCH])
    batches = deque(_growing(files[FIRST_BATCH:]))
    if len(files) >= WORTH_PROCESSES:
        yield from _read_beside(batches)
    while batches:
        batch = batches.popleft()
        for start in range(0, len(batch), BATCH_HERE):
            yield _read_here(batch[start : start + BATCH_HERE])


def _read_here(files: Sequence[PostFile]) -> Batch:
    return Batch.of(read_files(files))


def _growing(files: Sequence[PostFile]) -> Iterator[list[PostFile]]:
    """The files in batches, each process's next of twice as many as the one before, but not of too many bytes."""
    batch: list[PostFile] = []
    number = size = 0
    for file in files:
        most = min(BATCH, FIRST_BESIDE << min(number // PROCESSES, 8))
        if batch and (len(batch) == most or size + file.size > MOST_BYTES):
            yield batch
            batch, size = [], 0
            number += 1
        batch.append(file)
        size += file.size
    if batch:
        yield batch


def _read_beside(batches: deque[list[PostFile]]) -> Iterator[Batch]:
    """Empties `batches` with the help of processes, or leaves what is to do when these break down."""
    others = set(multiprocessing.active_children())
    pool = _pool()
    if pool is None:
        return
    running: dict[Future[Batch], list[PostFile]] = {}
    try:
        while batches or running:
            while batches and len(running) < _AHEAD:
                future = pool.submit(read_batch, batches[0])
                running[future] = batches.popleft()
            for future in wait(running, return_when=FIRST_COMPLETED).done:
                answer = future.result()
                del running[future]
                yield answer
    except (BrokenProcessPool, OSError):
        # Reading raises no OSError: one comes from a system that lets no process start.
        batches.extendleft(reversed(running.values()))
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
        if running:
            # Left half way: the end of the program would wait for what they still read.
            for process in set(multiprocessing.active_children()) - others:
                process.terminate()


def _pool() -> ProcessPoolExecutor | None:
    """Processes to read in; None on a system that has none to give."""
    try:
        # The tracker of their semaphores inherits stderr; a screen may have put something without a file there.
        with contextlib.redirect_stderr(sys.__stderr__):
            resource_tracker.ensure_running()
        # Processes are started afresh: a fork of a program with threads may never wake.
        return ProcessPoolExecutor(PROCESSES, multiprocessing.get_context("spawn"), initializer=_begin)
    except (OSError, NotImplementedError):
        return None


def _begin() -> None:
    """Prepares a process: an interrupt from the keyboard is the screen's alone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    # A post leaves no circles behind, and what was imported stays: looking for garbage finds hardly any.
    gc.freeze()
    gc.set_threshold(_GARBAGE_AFTER)


def _end_with_parent() -> None:
    """Leave when the process that gives the work has been killed: the queue, whose both ends one holds, does not tell."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
