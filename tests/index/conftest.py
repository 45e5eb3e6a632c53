"""The index fixture."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.index import Index
from tests.index.posts import ARCHIVES, TAIPEI


@pytest.fixture
def index(tmp_path: Path) -> Index:
    """An empty index, not on disk yet."""
    return Index(tmp_path / "cache", ARCHIVES, TAIPEI)
