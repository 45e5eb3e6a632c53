"""`reader` without a command."""

from __future__ import annotations

import pytest


class TestScreens:
    """`reader` without a command."""

    @pytest.mark.parametrize("arguments", [[], ["."], ["--query", "x"]])
    def test_in_a_pipe_it_says_what_to_do(self, process, arguments) -> None:
        """No screen is painted into a pipe."""
        ran = process(*arguments)

        assert (ran.code, ran.out) == (2, "")
        assert "reader list" in ran.err

    def test_what_is_wrong_is_told_before_the_screens_open(self, on_terminal, tmp_path) -> None:
        """A missing archive and a bad query leave the terminal as it was."""
        missing = on_terminal(tmp_path / "nowhere")
        query = on_terminal("--query", "-(")

        assert (missing.code, query.code) == (3, 2)
        assert (
            missing.out
            == f"reader: There is no folder {tmp_path}/nowhere: check the path, or leave it out to open the tour.\n"
        )
        assert "\x1b" not in query.out

    def test_they_open_and_close(self, on_terminal, archive) -> None:
        """The newest title is on the screen, and the terminal is put right on the way out."""
        ran = on_terminal(archive, until="海風", key=b"Q", columns=100)

        assert ran.code == 0
        assert "海風" in ran.out
        assert "\x1b[?1049l" in ran.out

    @pytest.mark.parametrize("arguments", [["lsit"], ["lsit", "--json"], ["--archive", "there", "lsit"]])
    def test_a_mistyped_command(self, piped, folder, arguments) -> None:
        """The command that was meant is named; a folder of that name is opened."""
        ran = piped(*arguments)

        assert (ran.code, ran.out) == (2, "")
        assert ran.err == "reader: There is no command and no folder lsit: did you mean list?\n"
        nothing_near = piped("nosuchthing", ".")
        assert (nothing_near.code, nothing_near.err.count("There is no folder nosuchthing:")) == (3, 1)
        (folder / "lsit").mkdir()
        assert "did you mean" not in piped(*arguments).err
