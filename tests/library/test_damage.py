"""What the library does while its index is damaged."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from reader.index import DamagedIndexError
from reader.library.damage import Damage, rebuilding

DAMAGE = DamagedIndexError(Path("index"), "malformed", is_damaged=True)


def read() -> str:
    """Meet damage."""
    raise DAMAGE


def test_a_command_hears_of_damage_by_an_error() -> None:
    """So that it can begin again."""
    assert Damage().read_or("", lambda: "value") == "value"
    with pytest.raises(DamagedIndexError):
        Damage().read_or("", read)


def test_a_screen_hears_of_damage_and_goes_on() -> None:
    """It gets nothing in place of the answer."""
    damage, heard = Damage(), []
    damage.listener = heard.append
    assert damage.read_or("nothing", read) == "nothing"
    assert heard == [DAMAGE]


def test_a_load_begins_again_once() -> None:
    """A second failure is raised."""

    def failing() -> Iterator[str]:
        yield "begin"
        yield read()

    assert list(rebuilding(lambda: iter("a"), failing)) == ["a"]
    assert list(rebuilding(failing, lambda: iter("ab"))) == ["begin", "a", "b"]
    with pytest.raises(DamagedIndexError):
        list(rebuilding(failing, failing))
