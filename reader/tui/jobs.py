"""Work off the screen's thread of which only the newest answer counts.

Jobs have names. Starting one cancels the job of the same name that still runs, whose answers are dropped from then
on, so nobody who takes an answer has to ask whether it is still wanted. Errors of the reader go to one place; any
other exception is a bug and ends the program.
"""

from __future__ import annotations

import asyncio
import contextvars
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from typing import TypeVar

from reader.errors import ReaderError
from reader.library import OutdatedError
from reader.tui.thread_pool import start_in_background

Answer = TypeVar("Answer")
IsWanted = Callable[[], bool]
Steps = Callable[[IsWanted], Iterator[Answer]]
"""work that yields answers; it may ask whether they are still wanted and end early where they are not"""
_JOIN_STEP = 0.01


class _Job:
    """One piece of work between its start and its end."""

    def __init__(self) -> None:
        self.is_cancelled = False
        self.has_ended = threading.Event()
        self.timer: asyncio.TimerHandle | None = None

    def is_wanted(self) -> bool:
        return not self.is_cancelled

    def cancel(self) -> None:
        self.is_cancelled = True
        if self.timer is not None:
            self.timer.cancel()
            self.timer = None
            self.has_ended.set()


class Jobs:
    """The background work of one program. All methods belong to the loop's thread."""

    def __init__(
        self, on_error: Callable[[ReaderError], None], on_bug: Callable[[BaseException], None]
    ) -> None:
        """Answers and errors are handed over in the loop that runs now, in this context."""
        self._on_error = on_error
        self._on_bug = on_bug
        self._loop = asyncio.get_running_loop()
        self._context = contextvars.copy_context()
        self._jobs: dict[str, _Job] = {}

    def start(
        self,
        name: str,
        steps: Steps[Answer],
        take: Callable[[Answer], object],
        *,
        fail: Callable[[ReaderError], None] | None = None,
        after: float = 0.0,
    ) -> None:
        """Do the work in another thread, after so many seconds, and take each answer here.

        `fail` takes an error of the reader in place of the common way. The job of this name that still runs is
        cancelled.
        """
        self.cancel(name)
        job = self._jobs[name] = _Job()

        def begin() -> None:
            job.timer = None
            start_in_background(lambda: self._run(name, job, steps, take, fail or self._on_error))

        if after:
            job.timer = self._loop.call_later(after, begin, context=self._context)
        else:
            begin()

    def ask(
        self,
        name: str,
        work: Callable[[], Answer],
        take: Callable[[Answer], object],
        *,
        fail: Callable[[ReaderError], None] | None = None,
        after: float = 0.0,
    ) -> None:
        """As `start`, for work with a single answer."""

        def steps(_: IsWanted) -> Iterator[Answer]:
            yield work()

        self.start(name, steps, take, fail=fail, after=after)

    def cancel(self, name: str) -> None:
        """Drop what the job of this name still answers."""
        job = self._jobs.pop(name, None)
        if job is not None:
            job.cancel()

    def cancel_all(self) -> None:
        """Drop all answers."""
        for name in list(self._jobs):
            self.cancel(name)

    def is_running(self, name: str) -> bool:
        """Return whether a job of this name has not ended."""
        return name in self._jobs

    @property
    def running(self) -> frozenset[str]:
        """The names of all jobs that have not ended."""
        return frozenset(self._jobs)

    async def stop(self, name: str, seconds: float) -> None:
        """Cancel a job and wait until its thread has noticed, so long at most."""
        job = self._jobs.get(name)
        self.cancel(name)
        end = time.monotonic() + seconds
        while job is not None and not job.has_ended.is_set() and time.monotonic() < end:
            await asyncio.sleep(_JOIN_STEP)

    # In the other thread

    def _run(
        self,
        name: str,
        job: _Job,
        steps: Steps[Answer],
        take: Callable[[Answer], object],
        fail: Callable[[ReaderError], None],
    ) -> None:
        try:
            self._answer(job, steps, take)
        except OutdatedError:
            pass  # it stopped because the answer is no longer wanted
        except ReaderError as error:
            # The name of an except clause is gone when the loop comes to it.
            reason = error
            self._hand_over(job, lambda: fail(reason))
        except BaseException as error:  # noqa: BLE001 - raised again in the loop's thread, where it ends the program
            bug = error
            self._hand_over(None, lambda: self._on_bug(bug))
        finally:
            job.has_ended.set()
            self._hand_over(None, lambda: self._end(name, job))

    def _answer(self, job: _Job, steps: Steps[Answer], take: Callable[[Answer], object]) -> None:
        if not job.is_wanted():
            return
        answers = steps(job.is_wanted)
        # What it holds open, such as the lock on the index, is let go in its own thread.
        with closing(answers):  # type: ignore[type-var]
            for answer in answers:
                if not job.is_wanted():
                    return
                self._hand_over(job, lambda answer=answer: take(answer))  # type: ignore[misc]

    def _hand_over(self, job: _Job | None, call: Callable[[], object]) -> None:
        """Call in the loop's thread, unless the job was cancelled by then."""

        def take() -> None:
            if job is None or not job.is_cancelled:
                call()

        # The loop is closed where the program has ended meanwhile.
        with suppress(RuntimeError):
            self._loop.call_soon_threadsafe(take, context=self._context)

    def _end(self, name: str, job: _Job) -> None:
        if self._jobs.get(name) is job:
            del self._jobs[name]
