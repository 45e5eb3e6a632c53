"""Patterns that are compiled at their first use."""

from __future__ import annotations

import copy
import re

import pytest

from reader.text.late import late


def test_a_late_pattern_answers_as_one_that_was_compiled_at_once() -> None:
    """All methods and attributes, at the first use and after it."""
    pattern, text = r"(?P<year>\d{4})年", "2019年、2020年"
    for _ in range(2):
        one, other = late(pattern, re.ASCII), re.compile(pattern, re.ASCII)
        for _ in range(2):
            assert one.sub("*", text) == other.sub("*", text)
            assert one.search(text, 3).span() == other.search(text, 3).span()  # type: ignore[union-attr]
            assert [found["year"] for found in one.finditer(text)] == ["2019", "2020"]
            assert (one.pattern, one.flags, one.groupindex) == (pattern, other.flags, other.groupindex)
            assert copy.copy(one).fullmatch("2020年")


def test_a_mistake_is_raised_at_the_first_use() -> None:
    """A pattern that cannot be compiled raises no other error than `re` does, and not before."""
    broken = late("(")

    with pytest.raises(re.error):
        broken.match("")
