"""`reader marks`."""

from __future__ import annotations

import contextlib
import json
import sqlite3

import pytest


@pytest.fixture
def marked(piped, archive, tmp_path):
    """The place of a file in which two posts are starred, and one star is taken away."""
    assert piped("mark", "--archive", archive, "--star", "storm", "sea wind", "quiet").code == 0
    assert piped("mark", "--archive", archive, "--unstar", "quiet").code == 0
    return tmp_path / "data" / "reader" / "marks.sqlite3"


class TestExportAndImport:
    """From one machine to another."""

    def test_there_and_back(self, piped, archive, tmp_path, marked) -> None:
        """All is there again, for posts that come later, too; a second import finds nothing new."""
        place = tmp_path / "marks.json"
        assert piped("marks", "export", place) == (0, "", "")
        assert piped("marks", "export").out == place.read_text(encoding="utf-8")
        marked.unlink()
        for end in ("-wal", "-shm"):
            marked.with_name(marked.name + end).unlink(missing_ok=True)
        statements = json.loads(place.read_text(encoding="utf-8"))["statements"]
        # Where posts are is noted beside what is said of them.
        said = sum(each["kind"] != "known" for each in statements)
        assert said < len(statements)
        tried = piped("marks", "import", place, "--dry-run")
        assert (tried.code, tried.err) == (
            0,
            f"reader: {said} statements would be taken over, 0 known here already or older than what is said here.\n",
        )
        assert not marked.exists()
        assert f"{said} statements taken over, 0 known" in piped("marks", "import", place).err
        assert f"0 statements taken over, {said} known" in piped("marks", "import", place).err
        assert len(piped("list", "--archive", archive, "is:starred", "--ndjson").out.splitlines()) == 2

    def test_a_failed_export_leaves_what_was_there(self, piped, tmp_path, marked) -> None:
        """In a folder that is none, or over a folder."""
        assert piped("marks", "export", tmp_path).code == 1
        assert piped("marks", "export", tmp_path / "no" / "such.json").code == 1
        assert marked.exists()

    def test_what_is_no_export(self, piped, tmp_path, marked) -> None:
        """One sentence, and nothing is written."""
        before = piped("marks", "export").out
        for name, content in (("pocket.csv", "url,title\n"), ("cut.json", before[:200])):
            (tmp_path / name).write_text(content, encoding="utf-8")
            ran = piped("marks", "import", tmp_path / name)
            assert (ran.code, ran.out, ran.err.count("\n")) == (1, "", 1)
            assert f"{name} is not imported: " in ran.err
        assert piped("marks", "import", tmp_path / "missing.json").code == 1
        assert piped("marks", "export").out == before

    def test_options_that_do_not_go_together(self, piped) -> None:
        """Bad usage says what is meant."""
        for words in (
            ["import"],
            ["check", "file"],
            ["export", "--repair"],
            ["check", "--dry-run"],
            ["burn"],
            [],
        ):
            assert piped("marks", *words).code == 2


class TestCheck:
    """Check and repair."""

    def test_before_anything_was_said(self, piped) -> None:
        """That is no failure, and makes no file."""
        ran = piped("marks", "check")
        assert (ran.code, "no marks yet" in ran.err, "no backup yet" in ran.err) == (0, True, True)

    def test_a_damaged_file_is_repaired(self, piped, archive, marked) -> None:
        """It is said where it is met, with the way out; afterwards the marks are there."""
        exported = json.loads(piped("marks", "export").out)
        assert piped("marks", "check").code == 0
        with contextlib.closing(sqlite3.connect(marked)) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        content = b"\xff" * 100 + marked.read_bytes()[100:]
        marked.write_bytes(content)
        ran = piped("list", "--archive", archive)
        assert (ran.code, "reader marks check --repair" in ran.err) == (1, True)
        assert piped("mark", "--archive", archive, "--star", "quiet").code == 1
        assert piped("marks", "check").code == 1
        assert marked.read_bytes() == content

        ran = piped("marks", "check", "--repair")
        assert (ran.code, "are whole again" in ran.err) == (0, True)
        (kept,) = marked.parent.glob("marks-damaged-*.sqlite3")
        assert kept.read_bytes() == content
        assert json.loads(piped("marks", "export").out) == exported
        assert piped("marks", "check", "--repair").code == 0
        assert len(list(marked.parent.glob("marks-damaged-*.sqlite3"))) == 1
