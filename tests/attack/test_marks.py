"""Marks that cannot be read do not keep the posts from being read."""

from __future__ import annotations

import contextlib
import sqlite3
from pathlib import Path

import pytest

from tests.attack.faults import KINDS, damaged
from tests.attack.test_index import in_process, write


@pytest.mark.parametrize("seed", range(len(KINDS)))
def test_a_damaged_file_of_marks_keeps_nobody_from_reading(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    """The list is there, with one line that names the file; the exit code tells; nothing is deleted."""
    archive, marks = tmp_path / "archive", tmp_path / "data" / "reader" / "marks.sqlite3"
    for number in range(3):
        write(archive, number)
    in_process(("mark", "0001", "--star"), archive, tmp_path, monkeypatch)
    whole = in_process(("list",), archive, tmp_path, monkeypatch)
    with contextlib.closing(sqlite3.connect(marks)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    content = damaged(marks.read_bytes(), seed)
    # What is damaged in a page that nothing uses is no damage; the first one tells what the file is.
    content = b"\xff" * 100 + content[100:]
    marks.write_bytes(content)
    ran = in_process(("list",), archive, tmp_path, monkeypatch)
    assert (whole.code, ran.code, ran.out) == (0, 1, whole.out)
    assert ran.err.count("\n") == 1
    assert "marks.sqlite3 cannot be used" in ran.err
    refused = in_process(("mark", "0002", "--star"), archive, tmp_path, monkeypatch)
    assert refused.code == 1
    assert marks.read_bytes() == content
