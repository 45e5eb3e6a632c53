"""What holds for every test."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings

# Tests do not assert times: a busy machine must not make one fail.
settings.register_profile("reader", deadline=None)
settings.load_profile("reader")


@pytest.fixture(autouse=True)
def _cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every test builds its own index."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
