"""Jobs: the newest answer of a name wins, errors go to one place, bugs are seen."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from reader.errors import DamagedIndexError, PostNotFoundError, ReaderError
from reader.library import OutdatedError
from reader.tui.jobs import IsWanted, Jobs


class Taken:
    """What was handed over, and jobs that hand it over."""

    def __init__(self) -> None:
        self.answers: list[object] = []
        self.errors: list[ReaderError] = []
        self.bugs: list[BaseException] = []
        self.jobs = Jobs(self.errors.append, self.bugs.append)

    async def until_idle(self) -> None:
        """Wait until no job runs."""
        while self.jobs.running:
            await asyncio.sleep(0.001)


@pytest.fixture
async def taken() -> Taken:
    """Jobs in the loop of the test."""
    return Taken()


def held(gate: threading.Event, answer: object) -> Callable[[], object]:
    """Return work that waits for the gate before it answers."""

    def work() -> object:
        gate.wait()
        return answer

    return work


async def test_answers_come_in_order_in_the_loops_thread(taken: Taken) -> None:
    """Each step of the work is one answer."""
    threads: list[threading.Thread] = []

    def steps(_: IsWanted) -> Iterator[int]:
        yield from range(3)

    taken.jobs.start(
        "a", steps, lambda answer: threads.append(threading.current_thread()) or taken.answers.append(answer)
    )
    await taken.until_idle()
    assert taken.answers == [0, 1, 2]
    assert set(threads) == {threading.current_thread()}


async def test_a_stale_answer_is_dropped(taken: Taken) -> None:
    """The job that was started later has the last word, whichever ends first."""
    gate = threading.Event()
    taken.jobs.ask("a", held(gate, "old"), taken.answers.append)
    taken.jobs.ask("a", lambda: "new", taken.answers.append)
    await taken.until_idle()
    gate.set()
    await asyncio.sleep(0.01)
    assert taken.answers == ["new"]


async def test_an_answer_that_is_on_its_way_is_dropped_too(taken: Taken) -> None:
    """It was handed to the loop, and another question came before the loop got to it."""
    done = threading.Event()

    def steps(_: IsWanted) -> Iterator[str]:
        yield "old"
        done.set()

    taken.jobs.start("a", steps, taken.answers.append)
    done.wait()
    taken.jobs.ask("a", lambda: "new", taken.answers.append)
    await taken.until_idle()
    assert taken.answers == ["new"]


async def test_jobs_in_turn_are_all_done(taken: Taken) -> None:
    """One begins when the one before it has ended; those that wait are given up with all others."""
    gate = threading.Event()
    taken.jobs.ask_in_turn("mark", held(gate, 1), taken.answers.append)
    taken.jobs.ask_in_turn("mark", lambda: 2, taken.answers.append)
    taken.jobs.ask_in_turn("mark", lambda: 3, taken.answers.append)
    assert taken.answers == []
    gate.set()
    await taken.until_idle()
    assert taken.answers == [1, 2, 3]
    taken.jobs.ask_in_turn("mark", lambda: 4, taken.answers.append)
    taken.jobs.ask_in_turn("mark", lambda: 5, taken.answers.append)
    taken.jobs.cancel_all()
    await taken.until_idle()
    assert taken.answers == [1, 2, 3]


async def test_jobs_of_other_names_go_on(taken: Taken) -> None:
    """Only the job of the same name is cancelled."""
    gate = threading.Event()
    taken.jobs.ask("a", held(gate, "a"), taken.answers.append)
    taken.jobs.ask("b", lambda: "b", taken.answers.append)
    while taken.answers != ["b"]:
        await asyncio.sleep(0.001)
    gate.set()
    await taken.until_idle()
    assert taken.answers == ["b", "a"]


async def test_work_can_ask_whether_it_is_wanted_and_lets_go_in_its_own_thread(taken: Taken) -> None:
    """A walk over files ends between two of its steps."""
    ended_in: list[threading.Thread] = []
    began = threading.Event()

    def steps(is_wanted: IsWanted) -> Iterator[int]:
        try:
            number = 0
            while is_wanted():
                yield number
                number += 1
                began.set()
        finally:
            ended_in.append(threading.current_thread())

    taken.jobs.start("a", steps, lambda _: None)
    began.wait()
    await taken.jobs.stop("a", 10)
    assert len(ended_in) == 1
    assert ended_in[0] is not threading.current_thread()


async def test_an_error_of_the_reader_goes_to_one_place(taken: Taken) -> None:
    """Or to the one that was named for this job; that of a cancelled job goes nowhere."""

    def fail() -> object:
        raise PostNotFoundError("x.md")

    taken.jobs.ask("a", fail, taken.answers.append)
    await taken.until_idle()
    assert [str(error) for error in taken.errors] == [str(PostNotFoundError("x.md"))]
    other: list[ReaderError] = []
    taken.jobs.ask("a", fail, taken.answers.append, fail=other.append)
    await taken.until_idle()
    assert (len(taken.errors), len(other), taken.answers) == (1, 1, [])


async def test_an_answer_that_the_library_gave_up_is_no_error(taken: Taken) -> None:
    """It stopped because nobody waits for it."""

    def give_up() -> object:
        raise OutdatedError

    taken.jobs.ask("a", give_up, taken.answers.append)
    await taken.until_idle()
    assert (taken.answers, taken.errors, taken.bugs) == ([], [], [])


async def test_a_bug_is_not_hidden(taken: Taken) -> None:
    """Also where the job was cancelled by then."""
    began, gate = threading.Event(), threading.Event()

    def crash() -> object:
        began.set()
        gate.wait()
        raise ZeroDivisionError

    taken.jobs.ask("a", crash, taken.answers.append)
    began.wait()
    taken.jobs.cancel("a")
    gate.set()
    while not taken.bugs:
        await asyncio.sleep(0.001)
    assert isinstance(taken.bugs[0], ZeroDivisionError)


async def test_a_job_may_begin_later_or_never(taken: Taken) -> None:
    """What is typed on replaces the question before it was asked."""
    asked: list[str] = []
    taken.jobs.ask("a", lambda: asked.append("first"), taken.answers.append, after=30)
    assert taken.jobs.is_running("a")
    taken.jobs.ask("a", lambda: asked.append("second"), taken.answers.append, after=0.001)
    await taken.until_idle()
    assert asked == ["second"]


async def test_a_damaged_index_is_always_told_to_the_common_place(taken: Taken) -> None:
    """The job says it in its own words, and the index is built again."""

    def fail() -> object:
        raise DamagedIndexError(Path("index"), "malformed")

    own: list[ReaderError] = []
    taken.jobs.ask("a", fail, taken.answers.append, fail=own.append)
    await taken.until_idle()
    assert (len(own), len(taken.errors)) == (1, 1)
    taken.jobs.ask("a", fail, taken.answers.append)
    await taken.until_idle()
    assert len(taken.errors) == 2
