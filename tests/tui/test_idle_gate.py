"""What is done beside the screen waits while keys come."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from reader.library import Library, Progress
from reader.tui.idle_gate import IdleGate


def test_work_waits_until_keys_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    """And not at all where none came."""
    naps: list[float] = []
    now = 100.0
    monkeypatch.setattr(time, "monotonic", lambda: now + sum(naps))
    monkeypatch.setattr(time, "sleep", naps.append)
    keys = IdleGate()
    keys.wait(lambda: False)
    assert not naps
    keys.key_pressed()
    keys.wait(lambda: False)
    assert 0.3 <= sum(naps) < 0.4
    keys.wait(lambda: False)
    assert sum(naps) < 0.4


def test_work_waits_no_longer_than_it_may(monkeypatch: pytest.MonkeyPatch) -> None:
    """A key that is held for minutes does not keep it; what comes after may wait again."""
    naps: list[float] = []
    keys = IdleGate()

    def sleep(seconds: float) -> None:
        naps.append(seconds)
        keys.key_pressed()

    monkeypatch.setattr(time, "sleep", sleep)
    keys.key_pressed()
    keys.wait(lambda: len(naps) > 10_000)
    waited = len(naps)
    assert waited < 10_000
    keys.wait(lambda: len(naps) > 10_000)
    assert len(naps) == waited
    keys.begin()
    keys.wait(lambda: len(naps) >= waited + 7)
    assert len(naps) == waited + 7


async def test_the_walk_over_the_files_waits_for_keys(
    small_archive: Path, open_reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Moving and typing go first; reading new posts does not wait, nor what the reader asked for."""
    gave_way: list[bool] = []
    steps = [Progress(0, 0), Progress(0, 0), Progress(0, 2), Progress(2, 2)]
    async with open_reader(small_archive) as desk:
        pressed: list[str] = []
        monkeypatch.setattr(IdleGate, "key_pressed", lambda _: pressed.append("key"))
        monkeypatch.setattr(IdleGate, "wait", lambda _, is_over: gave_way.append(is_over()))

        def load(_: Library) -> Iterator[Progress]:
            yield from steps

        monkeypatch.setattr(Library, "load", load)
        await desk.pilot.press("j")
        assert pressed
        await desk.pilot.press("/")
        before = len(pressed)
        await desk.pilot.press("海")
        assert len(pressed) > before
        await desk.pilot.press("escape")
        desk.main.session.load()
        await desk.settle()
        assert gave_way == [False, False]
        await desk.pilot.press("R")
        await desk.settle()
        assert len(gave_way) == 2
