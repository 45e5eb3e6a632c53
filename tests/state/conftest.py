"""The place of the marks' file, and a short way to mark."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest

from reader.state.ledger import Outcome
from reader.state.marks import Marks
from reader.state.statements import Kind


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """The path of the marks; its folder does not exist yet."""
    return tmp_path / "data" / "marks.sqlite3"


def mark(
    marks: Marks, keys: Iterable[str], kind: Kind = Kind.READ, *, value: bool = True, name: str = ""
) -> Outcome | None:
    """Mark posts, or take their marks away."""
    return marks.set(kind, keys, value, action="marked", name=name)
