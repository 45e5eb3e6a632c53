"""The archives that commands read."""

from __future__ import annotations

import json

import pytest


class TestArchives:
    """Which archives a command reads."""

    def test_several_and_before_the_command(self, piped, archive, tmp_path) -> None:
        """`--archive` may be repeated, and may stand before the command."""
        (tmp_path / "two").mkdir()
        (tmp_path / "two" / "b.md").write_text("---\ntitle: b\n---\n")
        ran = piped(f"--archive={archive}", "--archive", tmp_path / "two", "list", "--no-fold", "--ndjson")

        assert len(ran.out.splitlines()) == 5

    def test_none_named(self, piped, archive, tmp_path) -> None:
        """Those of the settings, else ./posts, else the tour."""
        here = tmp_path / "here"
        (here / "posts").mkdir(parents=True)
        (here / "posts" / "local.md").write_text("---\ntitle: local\n---\n")
        tour = piped("list", "--ndjson")
        local = piped("list", "--ndjson", folder=here)
        (tmp_path / "config" / "reader").mkdir(parents=True)
        (tmp_path / "config" / "reader" / "settings.toml").write_text(f'archives = ["{archive}"]')
        settings = piped("list", "--no-fold", "--ndjson", folder=here)
        environment = piped("list", "--ndjson", folder=here, READER_ARCHIVES=str(here / "posts"))

        assert len(tour.out.splitlines()) >= 24
        assert [json.loads(line)["title"] for line in local.out.splitlines()] == ["local"]
        assert len(settings.out.splitlines()) == 4
        assert environment.out == local.out
        assert "This is the tour" in tour.err
        assert (local.err, settings.err, environment.err) == ("", "", "")

    @pytest.mark.parametrize(
        ("name", "code", "sentence"),
        [
            ("nowhere", 3, "There is no folder"),
            ("file", 3, "is not a folder"),
            ("empty", 1, "seen: 1 file: 1 .pdf."),
        ],
    )
    def test_archives_that_can_not_be_read(self, piped, tmp_path, name, code, sentence) -> None:
        """Each has a sentence and an exit code of its own."""
        (tmp_path / "file").write_text("")
        (tmp_path / "empty").mkdir()
        (tmp_path / "empty" / "notes.pdf").write_text("")
        ran = piped("list", "--archive", tmp_path / name)

        assert (ran.code, ran.out, ran.err.count("\n")) == (code, "", 1)
        assert sentence in ran.err
