"""A damaged index never ends the program: it is said, and built again while the list stays."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.library import DamagedIndexError, Library, ResultSet
from reader.library.suggest import Suggester
from tests.tui.conftest import OpenReader


def _damaged(*_: object, **__: object) -> object:
    raise DamagedIndexError(Path("index"), "malformed", is_damaged=True)


async def test_trends_over_a_damaged_index_say_so(
    small_archive: Path, open_reader: OpenReader, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And q goes back to the list."""
    async with open_reader(small_archive) as desk:
        with monkeypatch.context() as patch:
            patch.setattr(ResultSet, "days", _damaged)
            await desk.press("P")
            assert "damaged" in desk.text
        await desk.press("q")
        assert desk.is_on_main
        assert len(desk.titles) == 8


async def test_suggestions_over_a_damaged_index_do_no_harm(
    small_archive: Path, open_reader: OpenReader, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The line goes on taking what is typed."""
    async with open_reader(small_archive) as desk:
        monkeypatch.setattr(Suggester, "suggest", _damaged)
        await desk.press("slash")
        await desk.type("渡輪")
        assert desk.titles == ["渡輪改點"]
        assert any("damaged" in notice for notice in desk.notices)


async def test_what_is_counted_beside_the_list_builds_the_index_again(
    small_archive: Path, open_reader: OpenReader, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The list stays meanwhile; the user is told in one line."""
    loads = 0
    load = Library.load

    def counted(library: Library) -> object:
        nonlocal loads
        loads += 1
        return load(library)

    async with open_reader(small_archive, size=(160, 40)) as desk:
        monkeypatch.setattr(Library, "load", counted)
        with monkeypatch.context() as patch:
            patch.setattr(ResultSet, "facets", _damaged)
            await desk.press("u")
        assert loads == 1
        assert len(desk.titles) == 8
        assert any("damaged" in notice for notice in desk.notices)
