"""Searches that read many texts: rows as they are found, how far it is, and the key that stops it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from reader.library import GrowingRows, Library
from reader.query import Query
from tests.tui.conftest import PATIENCE, OpenReader


@pytest.fixture
def steps(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Semaphore]:
    """Have searches go on by one step for each time this is released."""
    released, grow = threading.Semaphore(0), Library.growing_rows

    def grow_slowly(library: Library, query: Query, **options: bool) -> Iterator[GrowingRows]:
        for found in grow(library, query, **options):
            assert released.acquire(timeout=PATIENCE)
            yield found
        assert not query.clauses or released.acquire(timeout=PATIENCE)

    monkeypatch.setattr("reader.index.evaluate._FIRST_ROWS_SECONDS", 0)
    monkeypatch.setattr("reader.index.evaluate._STEP_SECONDS", 0)
    monkeypatch.setattr("reader.index.evaluate._BATCH", 1)
    monkeypatch.setattr("reader.index.evaluate._QUICK_SECONDS", 0)
    monkeypatch.setattr(Library, "growing_rows", grow_slowly)
    yield released
    released.release(100)


async def test_rows_come_as_they_are_found(
    small_archive: Path, open_reader: OpenReader, steps: threading.Semaphore
) -> None:
    """The title says how far the search is, until all posts are read."""
    async with open_reader(small_archive, size=(120, 40)) as desk:
        everything = desk.titles
        await desk.press_on("slash", *"/./", "enter")
        for found in range(1, len(everything)):
            steps.release()
            await desk.until(lambda found=found: len(desk.titles) == found, workers=False)  # type: ignore[misc]
            if found > 1:
                told = f"{found} found, {found} of {len(everything)} posts read, Esc stops"
                await desk.until(lambda told=told: told in desk.title_bar, workers=False)  # type: ignore[misc]
        steps.release()
        await desk.until(lambda: len(desk.titles) == len(everything))
        assert desk.titles == everything
        assert "read, Esc" not in desk.title_bar


async def test_esc_stops_a_search(
    small_archive: Path, open_reader: OpenReader, steps: threading.Semaphore
) -> None:
    """What was found stays, the query too; once more takes the query away."""
    async with open_reader(small_archive, size=(80, 24)) as desk:
        everything = desk.titles
        await desk.press_on("slash", *"/./", "enter")
        steps.release(3)
        await desk.until(lambda: "3 found, 3 of" in desk.title_bar, workers=False)
        await desk.press_on("escape")
        await desk.until(lambda: "posts read, stopped" in desk.title_bar, workers=False)
        steps.release(100)
        await desk.settle()
        assert desk.titles == everything[:3]
        assert desk.chips == ("/./",)
        await desk.press("escape")
        assert desk.titles == everything
        assert "stopped" not in desk.title_bar
