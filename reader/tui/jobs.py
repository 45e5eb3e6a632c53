"""Named background jobs that deliver their answers in the event loop's thread.

Starting a job cancels the running one of the same name and drops its answers, so a receiver never has to
check whether an answer is outdated. A `ReaderError` goes to one handler; any other exception is a bug and ends
the program.
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
from reader.library import DamagedIndexError, OutdatedError
from reader.tui.thread_pool import start_in_background

Answer = TypeVar("Answer")
IsWanted = Callable[[], bool]
Steps = Callable[[IsWanted], Iterator[Answer]]
"""work that yields answers; it may check `IsWanted` and end early"""
_JOIN_STEP = 0.01


class _Job:
    """A job that was started and has not ended."""

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
    """The background jobs of the program. Call all methods but `call` in the event loop's thread."""

    def __init__(
        self, on_error: Callable[[ReaderError], None], on_bug: Callable[[BaseException], None]
    ) -> None:
        """Deliver answers and errors in the running loop and in the current context."""
        self._on_error = on_error
        self._on_bug = on_bug
        self._loop = asyncio.get_running_loop()
        self._context = contextvars.copy_context()
        self._jobs: dict[str, _Job] = {}
        self._waiting: dict[str, list[Callable[[], None]]] = {}
        """what begins the jobs that wait for the running one of their name"""
        self._is_ending = False
        """whether nobody hears of an answer any more"""

    def start(
        self,
        name: str,
        steps: Steps[Answer],
        take: Callable[[Answer], object],
        *,
        fail: Callable[[ReaderError], None] | None = None,
        after: float = 0.0,
    ) -> None:
        """Run `steps` in another thread after `after` seconds, and call `take` here with each answer.

        `fail` gets a `ReaderError` in place of the common handler, which hears of a damaged index all the same. Cancels the running job of this name.
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
        """Do as `start`, for work with a single answer."""

        def steps(_: IsWanted) -> Iterator[Answer]:
            yield work()

        self.start(name, steps, take, fail=fail, after=after)

    def ask_in_turn(
        self,
        name: str,
        work: Callable[[], Answer],
        take: Callable[[Answer], object],
        *,
        is_quick: bool = False,
    ) -> None:
        """Like `ask`, but after the running job of this name, which is not cancelled.

        Quick work is done here and now if there is no such job.
        """

        def begin() -> None:
            self.ask(name, work, take)

        if self.is_running(name):
            self._waiting.setdefault(name, []).append(begin)
        elif is_quick:
            try:
                answer = work()
            except ReaderError as error:
                self._on_error(error)
            else:
                take(answer)
        else:
            begin()

    async def until_done(self, name: str) -> None:
        """Wait until the job of this name and those that wait for it have ended."""
        while self.is_running(name):
            await asyncio.sleep(_JOIN_STEP)

    def leave_unheard(self) -> None:
        """Let nobody hear of the answers and errors of jobs any more: the program ends."""
        self._is_ending = True

    def cancel(self, name: str) -> None:
        """Cancel the job of this name and drop its further answers."""
        job = self._jobs.pop(name, None)
        if job is not None:
            job.cancel()

    def cancel_all(self) -> None:
        """Cancel all jobs."""
        self._waiting.clear()
        for name in list(self._jobs):
            self.cancel(name)

    def call(self, function: Callable[[], object]) -> None:
        """Call a function in the event loop's thread, from any thread."""
        self._deliver(None, function)

    def is_running(self, name: str) -> bool:
        """Return whether a job of this name runs."""
        return name in self._jobs

    @property
    def running(self) -> frozenset[str]:
        """The names of the running jobs."""
        return frozenset(self._jobs)

    async def stop(self, name: str, seconds: float) -> None:
        """Cancel a job and wait until its thread has ended, at most `seconds`."""
        job = self._jobs.get(name)
        self.cancel(name)
        end = time.monotonic() + seconds
        while job is not None and not job.has_ended.is_set() and time.monotonic() < end:
            await asyncio.sleep(_JOIN_STEP)

    # In the worker thread

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
            pass  # the library stopped since the answer is no longer wanted
        except ReaderError as error:
            reason = error  # the name of an except clause is unbound by the time the loop calls
            self._deliver(job, lambda: fail(reason))
            if isinstance(error, DamagedIndexError) and fail is not self._on_error:
                # Whoever met it first: the index has to be built again.
                self._deliver(None, lambda: self._on_error(reason))
        except BaseException as error:  # noqa: BLE001 - raised again in the loop's thread
            bug = error
            self._deliver(None, lambda: self._on_bug(bug))
        finally:
            job.has_ended.set()
            self._deliver(None, lambda: self._end(name, job))

    def _answer(self, job: _Job, steps: Steps[Answer], take: Callable[[Answer], object]) -> None:
        if not job.is_wanted():
            return
        answers = steps(job.is_wanted)
        # Close the generator in its own thread: it may hold the lock on the index.
        with closing(answers):  # type: ignore[type-var] # all steps are generators
            for answer in answers:
                if not job.is_wanted():
                    return
                self._deliver(job, lambda answer=answer: take(answer))  # type: ignore[misc] # mypy infers no type for the default

    def _deliver(self, job: _Job | None, call: Callable[[], object]) -> None:
        """Call `call` in the loop's thread, unless the job is cancelled by then."""

        def take() -> None:
            if job is None or not (job.is_cancelled or self._is_ending):
                call()

        # The loop may be closed: the program has ended.
        with suppress(RuntimeError):
            self._loop.call_soon_threadsafe(take, context=self._context)

    def _end(self, name: str, job: _Job) -> None:
        if self._jobs.get(name) is job:
            del self._jobs[name]
            if waiting := self._waiting.get(name):
                waiting.pop(0)()
