"""Work off the screen's thread that nobody waits for when the program ends."""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections.abc import Callable
from typing import TypeVar

Result = TypeVar("Result")


async def in_background(work: Callable[[], Result]) -> Result:
    """What `work` returns or raises, done in a thread of its own.

    Threads of asyncio and of Textual's workers are waited for at the end; converting a huge post would thus
    hold up leaving for half a minute. This one is a daemon: it ends with the program.
    """
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

    threading.Thread(target=run, name="background", daemon=True).start()
    return await done
