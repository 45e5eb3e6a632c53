"""The first reading of files: how far it is, the key that stops it, and the one that goes on."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from reader.library import Library, Progress
from tests.tui.conftest import PATIENCE, OpenReader


@pytest.fixture
def steps(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Semaphore]:
    """Have files be read two at a time, and by one step for each time this is released."""
    released, load = threading.Semaphore(0), Library.load

    def load_slowly(library: Library) -> Iterator[Progress]:
        for progress in load(library):
            assert released.acquire(timeout=PATIENCE)
            yield progress

    monkeypatch.setattr("reader.library.refresh._FIRST", 2)
    monkeypatch.setattr("reader.library.refresh._MAX_TRANSACTION", 1)
    monkeypatch.setattr("reader.library.loading.FIRST_BATCH", 2)
    monkeypatch.setattr("reader.library.loading.LOCAL_BATCH", 2)
    monkeypatch.setattr(Library, "load", load_slowly)
    yield released
    released.release(1000)


async def test_esc_stops_the_first_reading(
    small_archive: Path, open_reader: OpenReader, steps: threading.Semaphore
) -> None:
    """What was read stays, a line says so, other keys work on, and R reads the rest."""
    async with open_reader(small_archive, size=(80, 24), is_read=False) as desk:
        steps.release(3)
        await desk.until(lambda: "/8  Esc stops" in desk.title_bar and len(desk.titles) > 1, workers=False)
        await desk.press_on("enter")
        await desk.press_on("escape")
        assert "Esc stops" in desk.title_bar  # in an article Esc goes back
        await desk.press_on("escape")
        assert "of 8 files, R goes on" in desk.title_bar
        steps.release(1000)
        await desk.settle()
        assert 0 < len(desk.titles) < 8
        await desk.press("u", "escape")
        assert "of 8 files, R goes on" in desk.title_bar
        await desk.press("R")
        assert len(desk.titles) == 8
        assert "goes on" not in desk.title_bar
