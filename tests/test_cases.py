"""Cases of one test: all are tried, each that fails is named, and fixtures come as ever."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cases import for_each


@for_each("number, square", [(2, 4), (3, 9)])
def test_each_case_is_tried_with_the_fixtures(number: int, square: int, tmp_path: Path) -> None:
    """The values come by name, beside the fixtures of the test."""
    assert tmp_path.is_dir()
    assert number**2 == square


def test_all_that_fail_are_named_and_the_others_tried() -> None:
    """One that fails ends nothing."""
    tried = []

    @for_each("number", [1, 2, 3, 4])
    def is_odd(number: int) -> None:
        tried.append(number)
        assert number % 2

    with pytest.raises(ExceptionGroup, match="2 of 4 cases") as failed:
        is_odd()
    assert tried == [1, 2, 3, 4]
    assert [error.__notes__ for error in failed.value.exceptions] == [
        ["with {'number': 2}"],
        ["with {'number': 4}"],
    ]


def test_no_case_is_a_mistake() -> None:
    """A test that would check nothing is not collected."""
    with pytest.raises(AssertionError):
        for_each("number", [])
