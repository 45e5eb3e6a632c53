"""Work off the screen's thread that nobody waits for when the program ends."""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections.abc import Callable
from queue import SimpleQueue
from typing import TypeVar

Result = TypeVar("Result")


class _Hands:
    """Threads that wait for work; one is added when all are busy.

    Starting a thread takes as long as painting a screen where another thread computes, since the new one has to
    get its turn first; so they are kept. They are daemons: threads of asyncio and of Textual's workers are
    waited for at the end, and converting a huge post would hold up leaving for half a minute.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._idle = 0
        self._work: SimpleQueue[Callable[[], None]] = SimpleQueue()

    def do(self, work: Callable[[], None]) -> None:
        """Have the work done, which raises nothing."""
        with self._lock:
            if self._idle:
                self._idle -= 1
                self._work.put(work)
                return
        threading.Thread(target=self._run, args=(work,), name="background", daemon=True).start()

    def _run(self, work: Callable[[], None]) -> None:
        while True:
            work()
            with self._lock:
                self._idle += 1
            work = self._work.get()


_HANDS = _Hands()


def start_in_background(work: Callable[[], None]) -> None:
    """Have `work` done, which must raise nothing, in another thread; returns at once."""
    _HANDS.do(work)


async def in_background(work: Callable[[], Result]) -> Result:
    """What `work` returns or raises, done in another thread."""
    loop = asyncio.get_running_loop()
    done: asyncio.Future[Result] = loop.create_future()

    def settle(settling: Callable[[], None]) -> None:
        if not done.done():
            settling()

    def run() -> None:
        try:
            result = work()
        except BaseException as error:  # noqa: BLE001 - raised again where it is awaited
            reason = error  # the name of an except clause is gone when the loop comes to it
            report = lambda: done.set_exception(reason)  # noqa: E731
        else:
            report = lambda: done.set_result(result)  # noqa: E731
        # The loop is closed where the program has ended meanwhile.
        with contextlib.suppress(RuntimeError):
            loop.call_soon_threadsafe(settle, report)

    _HANDS.do(run)
    return await done
