"""Numbers of things in words."""

from __future__ import annotations

import pytest

from reader.text.plural import counted


@pytest.mark.parametrize(
    ("count", "expected"), [(0, "0 posts"), (1, "1 post"), (2, "2 posts"), (12_345, "12,345 posts")]
)
def test_one_is_singular_and_thousands_are_parted(count: int, expected: str) -> None:
    """As English counts."""
    assert counted(count, "post") == expected


def test_an_irregular_plural_is_given() -> None:
    """Not every noun takes an s."""
    assert counted(3, "query", "queries") == "3 queries"
