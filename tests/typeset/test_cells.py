"""Cells of characters and sequences."""

from __future__ import annotations

import pytest

from reader.typeset.cells import advances, cell_len, cumulative, is_ambiguous


@pytest.mark.parametrize(
    ("text", "cells"),
    [("a", 1), ("中", 2), ("𠮷", 2), ("，", 2), ("…", 1), ("“", 1), ("e\u0301", 1), ("👍🏽", 2), ("👨‍👩‍👧", 2), ("🇹🇼", 2), ("❤️", 2), ("❤", 1), ("", 0), ("ｱ", 1)],
)  # fmt: skip
def test_cells(text: str, cells: int) -> None:
    """What looks like one character takes the cells that terminals give it."""
    assert cell_len(text) == cells


@pytest.mark.parametrize("character", "“”‘’…—·①→")
def test_ambiguous_characters_follow_the_setting(character: str) -> None:
    """Ambiguous characters take one cell or two, as the terminal does."""
    assert (cell_len(character), cell_len(character, 2)) == (1, 2)
    assert is_ambiguous(character)


@pytest.mark.parametrize("character", "a中e，\u0301")
def test_others_do_not(character: str) -> None:
    """The setting changes nothing else."""
    assert cell_len(character) == cell_len(character, 2)


def test_a_sequence_takes_its_cells_at_its_first_character() -> None:
    """So that no line ends inside it."""
    assert list(advances("👨‍👩")) == [2, 0, 0]


def test_cumulative_cells() -> None:
    """The cells before each character, and of all."""
    assert list(cumulative("a中b")) == [0, 1, 3, 4]
