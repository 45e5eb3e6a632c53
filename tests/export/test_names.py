"""Names of files that every system takes."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.export.names import MOST_BYTES, Names, safe_name


@given(st.lists(st.text(max_size=200), max_size=20))
def test_names_are_safe_and_given_once(texts: list[str]) -> None:
    """Whatever a title says: no separators, no dots or spaces at the ends, short enough, unlike in any case."""
    names = Names()
    given_names = [names.give(text) for text in [*texts, *texts]]
    for name in given_names:
        assert 0 < len(name.encode()) <= MOST_BYTES
        assert not re.search(r"[\x00-,/:-@\[-^`{-\x7f\s]", name) and name.isprintable()
        assert name == unicodedata.normalize("NFC", name)
        assert not name.startswith((".", "-")) and not name.endswith((".", " "))
    assert len({unicodedata.normalize("NFD", name.casefold()) for name in given_names}) == len(given_names)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("2024-02-07-海風 *Sea*: wind?", "2024-02-07-海風-Sea-wind"),
        ("../../etc/passwd", "etc-passwd"),
        ("CON", "CON_"),
        ("com1.txt", "_com1.txt"),
        ("context", "context"),
        ("...", "post"),
        ("\u202egpj.exe", "gpj.exe"),
        ("字" * 100, "字" * 40),
    ],
)
def test_names(text: str, name: str) -> None:
    """A name reads as its title does."""
    assert safe_name(text) == name


def test_names_that_differ_in_case_alone() -> None:
    """Windows and macOS take them for one."""
    names = Names()
    assert [names.give(text) for text in ("Sea", "SEA", "sea", "Sea-2", "ｓｅａ")] == [
        "Sea",
        "SEA-2",
        "sea-3",
        "Sea-2-2",
        "ｓｅａ-4",
    ]
