"""The program runs on stock Textual where it is told to, or where an inside is not as expected."""

from __future__ import annotations

from pathlib import Path

import pytest
import rich.cells
from textual.screen import Screen
from textual.widget import Widget

from reader.config import Settings
from reader.tui.engine import ambiguous_width, choice, notices, painting
from reader.tui.engine.switch import VARIABLE


@pytest.fixture(autouse=True)
def _unset(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the tests are run with, each of these chooses by itself."""
    monkeypatch.delenv(VARIABLE, raising=False)


@pytest.mark.parametrize(
    ("setting", "parts"),
    [
        ("", set(choice.PARTS)),
        ("plain", set()),
        (
            "without:paint-now",
            {choice.AMBIGUOUS_WIDTH, choice.ANSWERS, choice.LAZY_COMPONENTS, choice.WIDE_CHARACTERS},
        ),
        (
            "without:paint-now,ambiguous-width",
            {choice.ANSWERS, choice.LAZY_COMPONENTS, choice.WIDE_CHARACTERS},
        ),
    ],
)
def test_parts_are_chosen_by_the_environment(
    monkeypatch: pytest.MonkeyPatch, setting: str, parts: set[str]
) -> None:
    """All by default, none for `plain`, and all but those that are named."""
    monkeypatch.setenv(VARIABLE, setting)
    assert {part for part in choice.PARTS if choice.has(part)} == parts


@pytest.fixture(
    params=[
        (Screen, "_on_timer_update", lambda self: None),
        (Widget, "_check_refresh", None),
    ],
    ids=["another method", "no such method"],
)
def strange_textual(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Change Textual as a later version might."""
    cls, name, value = request.param
    monkeypatch.setattr(cls, name, value)


@pytest.mark.usefixtures("strange_textual")
def test_another_textual_is_noticed() -> None:
    """What is missing is found without painting anything, and said."""
    assert not painting.is_supported()
    assert not choice.has(choice.PAINT_NOW)
    [told] = notices(is_wide=False)
    assert "painting the plain way" in told


def test_another_rich_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only who asks for two cells is told that there is one."""
    monkeypatch.setitem(ambiguous_width._original, "_SINGLE_CELLS", None)
    assert not choice.has(choice.AMBIGUOUS_WIDTH)
    assert notices(is_wide=False) == []
    assert len(notices(is_wide=True)) == 1


async def test_the_user_is_told(small_archive: Path, open_reader, monkeypatch: pytest.MonkeyPatch) -> None:
    """One line says why the screens are slower, and they work."""
    monkeypatch.setattr(painting, "_NAMES_IN_USE", {Screen: {"_paint": {"_pixels"}}})
    async with open_reader(small_archive, size=(120, 40)) as desk:
        [told] = desk.app._notifications
        assert "painting the plain way" in told.message
        await desk.press("j", "enter")
        assert "見橋上的燈與別處。" in desk.text


async def test_plain_changes_nothing_in_rich(
    small_archive: Path, open_reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where no private name is to be used, Rich measures as ever, and the user is told."""
    monkeypatch.setenv(VARIABLE, "plain")
    before = rich.cells._is_single_cell_widths
    async with open_reader(small_archive, settings=Settings(watch=False, ambiguous_width=2)) as desk:
        assert rich.cells._is_single_cell_widths is before
        assert "橋上的燈亮了" in desk.text
