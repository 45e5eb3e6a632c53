"""A pool of daemon threads for work that may be abandoned when the program ends."""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections.abc import Callable
from queue import SimpleQueue
from typing import TypeVar

Result = TypeVar("Result")


class _Pool:
    """Threads that are kept and reused; one is added when all are busy.

    Starting a thread while another one computes takes as long as painting a screen. The threads are daemons:
    Python joins those of asyncio and of Textual's workers at exit, which a huge post would delay by 30 s.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._idle = 0
        self._work: SimpleQueue[Callable[[], None]] = SimpleQueue()

    def submit(self, work: Callable[[], None]) -> None:
        """Run `work` in a thread of the pool; it must not raise."""
        with self._lock:
            if self._idle:
                self._idle -= 1
                self._work.put(work)
                return
        threading.Thread(target=self._run, args=(work,), name="background", daemon=True).start()

    def _run(self, work: Callable[[], None]) -> None:
        while True:
            work()
            del work  # an idle thread would keep alive all that it worked on
            with self._lock:
                self._idle += 1
            work = self._work.get()


_POOL = _Pool()


def start_in_background(work: Callable[[], None]) -> None:
    """Run `work` in another thread, and return at once; it must not raise."""
    _POOL.submit(work)


async def in_background(work: Callable[[], Result]) -> Result:
    """Run `work` in another thread and return its result, or raise its exception."""
    loop = asyncio.get_running_loop()
    done: asyncio.Future[Result] = loop.create_future()

    def settle(settling: Callable[[], None]) -> None:
        if not done.done():
            settling()

    def run() -> None:
        try:
            result = work()
        except BaseException as error:  # noqa: BLE001 - raised again where it is awaited
            reason = error  # Python unbinds the name of an except clause before the loop runs `report`
            report = lambda: done.set_exception(reason)  # noqa: E731 - a name for either
        else:
            report = lambda: done.set_result(result)  # noqa: E731 - a name for either
        # The loop may be closed: the program has ended.
        with contextlib.suppress(RuntimeError):
            loop.call_soon_threadsafe(settle, report)

    _POOL.submit(run)
    return await done
