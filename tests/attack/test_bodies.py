"""Files made to end the program: their words are shown, without a traceback, in an output of bounded size."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.attack.hostile_files import FILES, HostileFile

_LONG = {
    "zero-width.md", "soft-hyphens.md", "line-separators.md", "unknown.md", "options.md", "tex.md", "tex-dollars.md",
    "template-blocks.md", "template-hugo.md", "saved.html", "spans-many.md",
}  # fmt: skip
"""files that take seconds each: bench/attack.py shows them"""
QUICK = [file for file in FILES if file.name not in _LONG]
MOST_OUTPUT = 12_000_000
SECONDS = 120


@pytest.mark.parametrize("file", QUICK, ids=lambda file: file.name)
def test_the_words_of_a_hostile_file_are_shown(file: HostileFile, tmp_path: Path) -> None:
    """What stands around the hostile part is printed, and nothing but a sentence goes to standard error."""
    path = tmp_path / "archive" / file.name
    path.parent.mkdir(parents=True)
    path.write_text(file.text(), "utf-8")
    ran = subprocess.run(
        [sys.executable, "-m", "reader", "show", str(path), "--archive", str(tmp_path / "archive")],
        capture_output=True,
        env={
            **os.environ,
            "HOME": str(tmp_path),
            "XDG_DATA_HOME": str(tmp_path),
            "XDG_CACHE_HOME": str(tmp_path),
        },
        timeout=SECONDS,
    )
    out, err = ran.stdout.decode("utf-8"), ran.stderr.decode("utf-8")

    assert ran.returncode == 0
    assert "Traceback" not in err
    assert [word for word in file.words if word not in out] == []
    assert len(ran.stdout) < MOST_OUTPUT
    assert len(err) < 10_000
