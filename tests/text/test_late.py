"""Patterns that are compiled, and modules that are imported, at their first use."""

from __future__ import annotations

import copy
import importlib
import re
import sys
from pathlib import Path

import pytest

from reader.text.late import import_late, late


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


def test_a_late_module_is_loaded_when_something_of_it_is_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Importing it loads nothing; then it, and modules in it, are the true ones, loaded once."""
    package = tmp_path / "late_package"
    package.mkdir()
    (package / "__init__.py").write_text(
        "import sys\nsys.loaded = getattr(sys, 'loaded', 0) + 1\nvalue = 7\n"
    )
    (package / "inner.py").write_text("value = 8\n")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(sys, "loaded", 0, raising=False)
    for name in ("late_package", "late_package.inner"):
        monkeypatch.delitem(sys.modules, name, raising=False)

    import_late("late_package")
    stand_in = importlib.import_module("late_package")
    assert sys.loaded == 0  # type: ignore[attr-defined]

    assert stand_in.value == stand_in.value == 7
    assert importlib.import_module("late_package").value == 7
    assert importlib.import_module("late_package.inner").value == 8
    assert sys.loaded == 1  # type: ignore[attr-defined]


def test_a_module_that_is_not_there_stays_so() -> None:
    """What asks for it finds that it is missing, as it would have."""
    import_late("no_such_module_anywhere")

    with pytest.raises(ModuleNotFoundError):
        importlib.import_module("no_such_module_anywhere")
