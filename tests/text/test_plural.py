"""Numbers of things in words."""

from __future__ import annotations

import pytest

from reader.language import use_language
from reader.text.plural import counted


@pytest.mark.parametrize(
    ("count", "expected"), [(0, "0 posts"), (1, "1 post"), (2, "2 posts"), (12_345, "12,345 posts")]
)
def test_one_is_singular_and_thousands_are_parted(count: int, expected: str) -> None:
    """As English counts."""
    assert counted(count, "post") == expected


def test_another_language_has_no_plural() -> None:
    """Chinese counts with a measure word."""
    use_language("zh-Hant")
    assert [counted(count, "post") for count in (1, 2_000)] == ["1 篇文章", "2,000 篇文章"]
