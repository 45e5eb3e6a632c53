"""What holds for every test."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

# Tests do not assert times: a busy machine must not make one fail. The gate plays the same examples each time,
# since chance must not decide what lands; new ones are looked for wherever else the tests run.
settings.register_profile("reader", deadline=None)
settings.register_profile("gate", deadline=None, derandomize=True)
settings.load_profile("gate" if os.environ.get("CI") else "reader")

_REPORT = "snapshot_report.html"
"""the name that pytest-textual-snapshot gives its report"""


def pytest_configure(config: pytest.Config) -> None:
    """Leave nothing behind: the report on screens that look otherwise goes where pytest keeps what it remembers."""
    if config.getoption("--snapshot-report", "") == _REPORT:
        config.option.snapshot_report = str(config.rootpath / ".pytest_cache" / _REPORT)


@pytest.fixture(autouse=True)
def _cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every test builds its own index."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
