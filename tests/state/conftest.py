"""The place of the marks' file."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """The path of the marks; its folder does not exist yet."""
    return tmp_path / "data" / "marks.sqlite3"
